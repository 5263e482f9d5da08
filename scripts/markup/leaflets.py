"""A leaflet on the page that offers them: its use, its picture, its files in every choice."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from html import escape

from scripts.library import LeafletFile, Sheet, Words
from scripts.markup.context import Context
from scripts.markup.typography import glue_text

FOLDER = "../../print/"
"""Where the files lie, seen from a page of a language."""

CARD = "card"
"""Format of the leaflets that are cut from a sheet."""

KB = 1000
"""Bytes: as phones and file managers count."""


def leaflet_html(context: Context, sheet: Sheet) -> str:
    """The box of a leaflet. On paper only its name and use.

    Before a leaflet is made, its pages, sizes and picture are unknown: its files are only named. A
    site that is served makes them when they are asked for.
    """
    language = context.language
    own = context.site.leaflet_files.get((sheet.id, language))
    title = _text(sheet.title, language)
    parts = [f"<h3>{sheet.number}. {title}</h3>"]
    if context.target == "screen" and own:
        parts.append(_picture(context, own, title))
    parts.append(f"<p>{_text(sheet.subtitle, language)}</p>")
    if context.target == "screen":
        parts.append(f"<p>{_shape(context, _format(context, sheet), own)}</p>")
        parts += [f"<p>{link}</p>" for link in _links(context, sheet, language, own, large=True)]
        parts.append(_pairs(context, sheet))
    return "".join(parts)


def _text(words: Words | None, language: str) -> str:
    return escape(glue_text(words.in_language(language), language), quote=True) if words else ""


def _picture(context: Context, file: LeafletFile, title: str) -> str:
    """Inside the page: it asks for no other file, and a saved copy keeps its pictures."""
    if not file.picture:
        return ""
    width, height = struct.unpack(">II", file.picture[16:24])
    data = base64.b64encode(file.picture).decode("ascii")
    alt = f"{context.html('leaf_picture')} {title}"
    return (
        f'<img class="num" src="data:image/png;base64,{data}" width="{width}" height="{height}" '
        f'alt="{alt}">'
    )


def _shape(context: Context, shown: str, file: LeafletFile | None) -> str:
    """How it is printed: 'A4, 2 pages', 'A4 folded to A5, 4 pages', 'ten cards on A4'."""
    if shown == CARD:
        return context.html("leaf_cards")
    if file is None:
        return shown
    key = "leaf_page" if file.pages == 1 else "leaf_pages"
    return f"{shown}, {context.html(key, count=str(file.pages))}"


def _format(context: Context, sheet: Sheet) -> str:
    return context.html("leaf_folded") if sheet.fold else sheet.format


def _links(
    context: Context, sheet: Sheet, choice: str, file: LeafletFile | None, *, large: bool = False
) -> Iterator[str]:
    """The file to print and the file to read. ``choice``: its languages, as 'fr' or 'fr-nl'."""
    look = ' class="call"' if large else ""
    for key, end, size in (
        ("leaf_print", "-print.pdf", file.printed_bytes if file else 0),
        ("leaf_read", ".pdf", file.reading_bytes if file else 0),
    ):
        words = context.html(key)
        if size:
            kilobytes = context.html("leaf_size", size=str(max(1, round(size / KB))))
            words = f"{words} ({kilobytes})"
        yield f'<a{look} href="{FOLDER}{choice}-{sheet.id}{end}">{words}</a>'


def _pairs(context: Context, sheet: Sheet) -> str:
    """The same leaflet in each two languages, those with the reader's language first.

    How many pages each has is counted: the words of one pair may take a page more than of another.
    """
    site, own = context.site, context.language
    pairs = sorted(site.pairs, key=lambda pair: (pair[0] != own, own not in pair))
    if not sheet.pair or not pairs:
        return ""
    rows = ""
    for pair in pairs:
        names = " + ".join(_name_of(context, code) for code in pair)
        choice = "-".join(pair)
        file = site.leaflet_files.get((sheet.id, choice))
        links = ", ".join(_links(context, sheet, choice, file))
        rows += f"<li>{names}<br>{_shape(context, sheet.pair, file)}<br>{links}</li>"
    words = context.html("leaf_pairs")
    return f"<details><summary>{words}</summary><ul>{rows}</ul></details>"


def _name_of(context: Context, code: str) -> str:
    """A language by its own name."""
    language = context.site.languages[code]
    return f'<span lang="{code}" dir="{language.dir}">{language.name}</span>'

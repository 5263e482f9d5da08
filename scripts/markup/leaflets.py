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

    Before the leaflet is made, its size and its picture are unknown: its files are only named.
    """
    language = context.language
    own = context.site.leaflet_files.get((sheet.id, language))
    title = _text(sheet.title, language)
    parts = [f"<h3>{sheet.number}. {title}</h3>"]
    if context.target == "screen" and own:
        parts.append(_picture(context, own, title))
    parts.append(f"<p>{_text(sheet.subtitle, language)}</p>")
    if context.target == "screen" and own:
        parts.append(f"<p>{_shape(context, _format(context, sheet), own.pages)}</p>")
        parts += [f"<p>{link}</p>" for link in _links(context, own, large=True)]
        parts.append(_pairs(context, sheet))
    elif context.target == "screen":
        parts += [f"<p>{link}</p>" for link in _links_to_come(context, sheet)]
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


def _shape(context: Context, shown: str, pages: int | None) -> str:
    """How it is printed: 'A4, 2 pages', 'A4 folded to A5, 4 pages', 'ten cards on A4'."""
    if shown == CARD:
        return context.html("leaf_cards")
    if pages is None:
        return shown
    count = context.html("leaf_page" if pages == 1 else "leaf_pages", count=str(pages))
    return f"{shown}, {count}"


def _format(context: Context, sheet: Sheet) -> str:
    return context.html("leaf_folded") if sheet.fold else sheet.format


def _links(context: Context, file: LeafletFile, *, large: bool = False) -> Iterator[str]:
    """The file to print and the file to read, with their sizes."""
    look = ' class="call"' if large else ""
    for key, name, size in (
        ("leaf_print", file.printed, file.printed_bytes),
        ("leaf_read", file.reading, file.reading_bytes),
    ):
        words = context.html(key)
        if size is not None:
            kilobytes = context.html("leaf_size", size=str(max(1, round(size / KB))))
            words = f"{words} ({kilobytes})"
        yield f'<a{look} href="{FOLDER}{name}">{words}</a>'


def _links_to_come(context: Context, sheet: Sheet) -> Iterator[str]:
    """The same files before they are made: while serving, they are made when asked for."""
    for key, end in (("leaf_print", "-print.pdf"), ("leaf_read", ".pdf")):
        address = f"{FOLDER}{context.language}-{sheet.id}{end}"
        yield f'<a class="call" href="{address}">{context.html(key)}</a>'


def _pairs(context: Context, sheet: Sheet) -> str:
    """The same leaflet in each two languages, those with the reader's language first.

    How many pages each has is counted: the words of one pair may take a page more than of another.
    """
    site, own = context.site, context.language
    found = [
        (languages.split("-"), file)
        for (leaflet, languages), file in site.leaflet_files.items()
        if leaflet == sheet.id and "-" in languages
    ]
    found.sort(key=lambda pair: (pair[0][0] != own, own not in pair[0]))
    if not found:
        return ""
    rows = ""
    for codes, file in found:
        chosen = [(code, site.languages[code]) for code in codes]
        names = " + ".join(
            f'<span lang="{code}" dir="{language.dir}">{language.name}</span>'
            for code, language in chosen
        )
        shape = _shape(context, sheet.pair, file.pages)
        rows += f"<li>{names}<br>{shape}<br>{', '.join(_links(context, file))}</li>"
    words = context.html("leaf_pairs")
    return f"<details><summary>{words}</summary><ul>{rows}</ul></details>"

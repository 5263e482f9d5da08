"""Drawings of papers: numbers and neutral lines, explained by the list that follows."""

from __future__ import annotations

import re
from html import escape

from scripts.library import Drawing
from scripts.markup.context import Context, MarkupError
from scripts.markup.typography import NO_BREAK, glue_text, text_html

_NUMBER = re.compile(r"<text\b[^>]*>([^<]*)</text>")


def numbers_in(svg: str) -> list[str]:
    """The words of a drawing, in order: the numbers of its spots and nothing else."""
    return [words.strip() for words in _NUMBER.findall(svg)]


def drawing_html(context: Context, identifier: str) -> str:
    """The drawing inlined, named in the page's language for those who do not see it."""
    drawing = _drawing(context, identifier)
    if identifier not in context.site.drawn:
        raise MarkupError(f"no file '{drawing.file}' of drawing '{identifier}'")
    svg = context.site.drawn[identifier].replace(' xmlns="http://www.w3.org/2000/svg"', "")
    alt = escape(glue_text(drawing.alt.in_language(context.language), context.language))
    name = f"drawing-{identifier}"
    head = f'<svg role="img" aria-labelledby="{name}"'
    svg = re.sub(
        r"<svg\b([^>]*)>", rf'{head}\1><title id="{name}">{alt}</title>', svg.strip(), count=1
    )
    return svg.replace("\n", "")


def drawing_note(context: Context, identifier: str) -> str:
    """Under the list: whose drawing it is, what it follows, and when that was read."""
    drawing = _drawing(context, identifier)
    source = drawing.source
    publisher = context.site.publishers[source.publisher].in_language(context.language)
    colon = f"{NO_BREAK}:" if context.language == "fr" else ":"
    title = text_html(source.title, source.lang)
    read = context.html("read_on", date=context.date(drawing.read_on))
    return (
        f"{context.html('drawing_ours')} {context.html('source')}{colon} "
        f"{escape(publisher, quote=False)}, "
        f"<span{context.marked(source.lang)}>{title}</span>, {read}."
    )


def _drawing(context: Context, identifier: str) -> Drawing:
    try:
        return context.site.drawings[identifier]
    except KeyError:
        raise MarkupError(f"unknown drawing '{identifier}'") from None

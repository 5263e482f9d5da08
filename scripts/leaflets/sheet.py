"""From words to the HTML of a whole leaflet: head, parts, imprint, and the foot of each page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from html import escape

from scripts.leaflets.code import Code
from scripts.leaflets.content import Content
from scripts.leaflets.definition import Leaflet, Shelf
from scripts.leaflets.imprint import Imprint
from scripts.leaflets.pairing import RIGHT, paired
from scripts.leaflets.papers import PAPERS, STRIP
from scripts.library import Site
from scripts.markup import long_date


@dataclass(frozen=True)
class Sheet:
    """A finished document: its HTML, its own style rules, and the language of each element name."""

    html: str
    style: str
    languages: dict[str, str]


@dataclass(frozen=True)
class Maker:
    """Puts contents (one, or two to stand side by side) on paper."""

    site: Site
    shelf: Shelf
    leaflet: Leaflet
    contents: tuple[Content, ...]
    code: Code
    version: dt.date
    draft: bool

    @property
    def format(self) -> str:
        """Format of the page."""
        return self.leaflet.definition.format_of(paired=self.paired)

    @property
    def paired(self) -> bool:
        """Whether two languages stand side by side."""
        return len(self.contents) == 2

    def sheet(self) -> Sheet:
        """The whole document.

        Raises UnequalError when two languages cannot be matched, NoRoomError when the address does
        not fit.
        """
        definition = self.leaflet.definition
        first = self.contents[0]
        names = " + ".join(content.language for content in self.contents)
        title = f"ICAM-info {definition.number}. {first.title}"
        title += f" ({names})" if self.paired else ""
        kinds = f"{self.format} {'pair' if self.paired else 'alone'} {definition.id}"
        kinds += " flow" if definition.flow or self.paired else ""
        day = self.version.isoformat()
        html = (
            f'<!DOCTYPE html><html lang="{first.language}" '
            f'dir="{"ltr" if self.paired else first.direction}"><head><meta charset="utf-8">'
            f'<title>{title}</title><meta name="dcterms.created" content="{day}">'
            f'<meta name="dcterms.modified" content="{day}">'
            f'</head><body class="{kinds}">'
            f"{self._pair() if self.paired else self._alone()}{self._imprint.strips()}"
            "</body></html>"
        )
        style = PAPERS[self.format].css + STRIP.css.replace("@page", "@page strip") + self._foot()
        languages = {RIGHT: self.contents[1].language} if self.paired else {}
        return Sheet(html, style, languages)

    @cached_property
    def _imprint(self) -> Imprint:
        return Imprint(
            self.site,
            self.shelf,
            self.contents,
            self.format,
            self.code,
            self.version,
            self.draft,
        )

    def _alone(self) -> str:
        """The sides, with the name of the leaflet before them and its imprint after them."""
        content = self.contents[0]
        sides = [
            "".join(
                f'<div class="part{" warning" if piece.warning else ""}" '
                f'id="part-{piece.key}">{piece.html}</div>'
                for piece in pieces
            )
            for pieces in content.sides
        ]
        if self.format != "card":
            sides[0] = self._head(content) + sides[0]
        sides[-1] += self._imprint.html()
        return "".join(
            f'<section class="side" id="{side_id(number)}">{html}</section>'
            for number, html in enumerate(sides)
        )

    def _pair(self) -> str:
        left, right = self.contents
        if self.format == "card":
            return paired(left, right, numbered=True) + self._imprint.html()
        definition = self.leaflet.definition
        paged = definition.pages_of(paired=True) == len(definition.sides) > 1
        rows = paired(left, right, self.format != "A3", paged=paged)
        return self._pair_head() + rows + self._imprint.html()

    def _head(self, content: Content) -> str:
        number = self.leaflet.definition.number
        return (
            f'<header><p class="sign">{number}</p><div>{self._title(content)}</div>'
            f"{self._draft_mark()}</header>"
        )

    def _pair_head(self) -> str:
        left, right = self.contents
        return (
            f'<header class="row"><div class="cell" dir="{left.direction}">'
            f"{self._title(left)}</div>"
            f'<div class="number"><p class="sign">{self.leaflet.definition.number}</p></div>'
            f'<{RIGHT} class="cell" dir="{right.direction}">{self._title(right)}</{RIGHT}></header>'
        )

    def _title(self, content: Content) -> str:
        kind = self._imprint.word("number", content, number=str(self.leaflet.definition.number))
        name = escape(self.site.notice("site_name", content.language))
        draft = ""
        if self.paired and self.draft:
            draft = f'<p class="draft">{self._imprint.word("draft", content)}</p>'
        return (
            f'<h1>{content.title}</h1><p class="subtitle">{name}. {kind}. '
            f"{content.subtitle}</p>{draft}"
        )

    def _draft_mark(self) -> str:
        if not self.draft:
            return ""
        return f'<p class="draft">{self._imprint.word("draft", self.contents[0])}</p>'

    def _foot(self) -> str:
        """The CSS of the foot of every page: leaflet, version, draft mark, page of pages."""
        if self.format == "card":
            return ""
        first = self.contents[0]
        number = self.leaflet.definition.number
        day = long_date(self.version, first.language)
        version = self._imprint.plain("version", first, date=day)
        site = self.site.notice("site_name", first.language)
        drafts = [self._imprint.plain("draft_short", each) for each in self.contents]
        draft = f"{' / '.join(drafts)}   " if self.draft else ""
        start, end = (
            ("right", "left")
            if not self.paired and first.direction == "rtl"
            else (
                "left",
                "right",
            )
        )
        left = css_text(f"{site} {number}. {version}")
        # Empty pages may follow the text of a booklet: it does not say how many there are.
        total = "" if self.leaflet.definition.flow else ' "/" counter(pages)'
        return (
            f"@page{{@bottom-{start}{{direction:{first.direction};content:{left}}}"
            f"@bottom-{end}{{content:{css_text(draft)} counter(page){total}}}}}"
        )


def css_text(text: str) -> str:
    """A string of CSS."""
    escaped = "".join(c if c.isalnum() or c in " .,:" else f"\\{ord(c):x} " for c in text)
    return f'"{escaped}"'


def side_id(side: int) -> str:
    """Anchor of a side, counted from 0."""
    return f"side-{side + 1}"

"""From words to the HTML of a whole leaflet: head, parts, imprint, and the foot of each page."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from scripts.leaflets.code import Code, qr_image
from scripts.leaflets.compose import Content
from scripts.leaflets.definition import Leaflet, Shelf
from scripts.leaflets.pairing import RIGHT, paired
from scripts.library import Site
from scripts.markup import glue_text, long_date

LOCAL_ENDINGS = (".example", ".test", ".invalid", ".localhost", ".local")
"""Endings that never lead to a public site (RFC 2606, RFC 6762)."""


@dataclass(frozen=True)
class Paper:
    """Size of a page and its margins (top, sides, bottom), in millimetres; its foot in points."""

    width: float
    height: float
    top: float
    side: float
    bottom: float
    foot: float = 12

    @property
    def css(self) -> str:
        """The page rule."""
        margins = f"{self.top}mm {self.side}mm {self.bottom}mm"
        size = f"{self.width}mm {self.height}mm"
        return f"@page{{size:{size};margin:{margins};font-size:{self.foot}pt}}"


PAPERS = {
    "A3": Paper(297, 420, 16, 16, 22, 18),
    "A4": Paper(210, 297, 11, 12, 17.5),
    "A5": Paper(148.5, 210, 10, 10, 16),
    "card": Paper(90, 55, 3.5, 4, 3),
}
"""A5 is half of A4 to the hair: two of its pages fill a sheet."""

STRIP = Paper(277, 14, 0, 0, 0)
"""Beside the cards on their sheet: the part of the imprint that a card has no room for."""

STRIP_ID = "strip"
"""Start of its anchors."""

LONGEST = 16_000
"""Characters of HTML of a part in two languages: about four pages, a third of a second to set."""

ROOM = '<div class="room"></div>'
"""What a part leaves free on its first page: the part before it ends there."""

SYMBOLS = {"A3": 60.0, "A4": 26.0, "A5": 26.0, "card": 20.0}
"""Side of the QR code without its quiet zone, in millimetres: cheap phones need 25 in the hand."""


@dataclass(frozen=True)
class Sheet:
    """A finished document: its HTML, its own style rules, and the language of each element name.

    ``parts``: the same document, cut where it may be typeset in parts; empty when it is short.
    ``runs_on``: whether a part starts where the one before it ends, or on a new page.
    """

    html: str
    style: str
    languages: dict[str, str]
    parts: tuple[str, ...] = ()
    runs_on: bool = False


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
        definition = self.leaflet.definition
        return definition.pair.format if self.paired else definition.format

    @property
    def paired(self) -> bool:
        """Whether two languages stand side by side."""
        return len(self.contents) == 2

    def sheet(self) -> Sheet:
        """The whole document. Raises UnequalError when two languages cannot be matched."""
        definition = self.leaflet.definition
        first = self.contents[0]
        names = " + ".join(content.language for content in self.contents)
        title = f"ICAM-info {definition.number}. {first.title}"
        title += f" ({names})" if self.paired else ""
        kinds = f"{self.format} {'pair' if self.paired else 'alone'} {definition.id}"
        kinds += " flow" if definition.flow or self.paired else ""
        day = self.version.isoformat()
        start = (
            f'<!DOCTYPE html><html lang="{first.language}" '
            f'dir="{"ltr" if self.paired else first.direction}"><head><meta charset="utf-8">'
            f'<title>{title}</title><meta name="dcterms.created" content="{day}">'
            f'<meta name="dcterms.modified" content="{day}">'
            f'</head><body class="{kinds}'
        )
        end = "</body></html>"
        bodies = self._pair() if self.paired else self._alone()
        parts: tuple[str, ...] = ()
        if definition.bound:
            room = ROOM if self.paired else ""
            later = (f'{start} after">{room}{body}{end}' for body in bodies[1:])
            parts = (f'{start}">{bodies[0]}{end}', *later)
        return Sheet(
            html=f'{start}">{"".join(bodies)}{self._strips()}{end}',
            style=PAPERS[self.format].css
            + STRIP.css.replace("@page", "@page strip")
            + self._foot(),
            languages=self._languages(),
            parts=parts,
            runs_on=self.paired,
        )

    def _languages(self) -> dict[str, str]:
        if self.paired:
            return {RIGHT: self.contents[1].language}
        return {}

    def _alone(self) -> list[str]:
        """The sides; those of a bound leaflet in as many sections as they have parts."""
        content = self.contents[0]
        sections: list[tuple[int, str]] = []
        for side, pieces in enumerate(content.sides):
            sections.append((side, ""))
            for piece in pieces:
                html = (
                    f'<div class="part{" warning" if piece.warning else ""}" '
                    f'id="part-{piece.key}">{piece.html}</div>'
                )
                if self.leaflet.definition.bound and piece.whole and sections[-1][1]:
                    sections.append((side, ""))
                sections[-1] = (side, sections[-1][1] + html)
        if self.format != "card":
            sections[0] = (0, self._head(content) + sections[0][1])
        sections[-1] = (sections[-1][0], sections[-1][1] + self._imprint(content))
        return [
            f'<section class="side" id="{side_id(side)}">{html}</section>'
            for side, html in sections
        ]

    def _pair(self) -> list[str]:
        left, right = self.contents
        if self.format == "card":
            return ["".join(paired(left, right, numbered=True)) + self._pair_imprint()]
        definition = self.leaflet.definition
        paged = definition.pair.pages == len(definition.sides) > 1
        most = LONGEST if definition.bound else 0
        rows = paired(left, right, self.format != "A3", paged=paged, most=most)
        rows[0] = self._pair_head() + rows[0]
        rows[-1] += self._pair_imprint()
        return rows

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
        kind = self._word("number", content, number=str(self.leaflet.definition.number))
        name = escape(self.site.notice("site_name", content.language))
        draft = ""
        if self.paired and self.draft:
            draft = f'<p class="draft">{self._word("draft", content)}</p>'
        return (
            f'<h1>{content.title}</h1><p class="subtitle">{name}. {kind}. '
            f"{content.subtitle}</p>{draft}"
        )

    def _draft_mark(self) -> str:
        if not self.draft:
            return ""
        return f'<p class="draft">{self._word("draft", self.contents[0])}</p>'

    def _imprint(self, content: Content) -> str:
        words = "".join(f"<p>{line}</p>" for line in self._lines(content))
        return f'<footer class="imprint">{self._signed_qr(content)}<div>{words}</div></footer>'

    def _pair_imprint(self) -> str:
        left, right = self.contents
        if self.format == "card":
            words = "".join(f"<p>{line}</p>" for line in self._card_lines())
            return f'<footer class="imprint">{self._qr(left)}<div>{words}</div></footer>'
        texts = ["".join(f"<p>{line}</p>" for line in self._lines(each)) for each in self.contents]
        return (
            f'<footer class="imprint row"><div class="cell" dir="{left.direction}">{texts[0]}</div>'
            f"{self._signed_qr(left)}"
            f'<{RIGHT} class="cell" dir="{right.direction}">{texts[1]}</{RIGHT}></footer>'
        )

    def _strips(self) -> str:
        """The imprint of a sheet of cards, a page for each language."""
        if self.format != "card":
            return ""
        html = []
        for number, content in enumerate(self.contents, start=1):
            element = RIGHT if number > 1 else "div"
            words = " ".join(self._general_lines(content))
            html.append(
                f'<{element} class="strip" id="{STRIP_ID}-{number}" lang="{content.language}" '
                f'dir="{content.direction}"><p>{words}</p></{element}>'
            )
        return "".join(html)

    def _qr(self, content: Content) -> str:
        image, side = qr_image(self.code.address, SYMBOLS[self.format])
        alt = self._word("qr", content, address=self.code.address)
        return f'<img src="{image}" alt="{alt}" style="width:{side}mm;height:{side}mm">'

    def _signed_qr(self, content: Content) -> str:
        """The QR code with the short code beneath, as it is read aloud; a card has no room."""
        if self.format == "card":
            return self._qr(content)
        code = f'<p class="code" dir="ltr">{self.code.text}</p>' if self.code.text else ""
        return f'<div class="qr">{self._qr(content)}{code}</div>'

    def _lines(self, content: Content) -> Iterator[str]:
        """What every leaflet says of itself; a card has room for two lines of it."""
        language = content.language
        address = f'<b class="address" dir="ltr">{breakable(self.code.address)}</b>'
        yield f"{self._word('still_right', content)} {address}"
        if self.format == "card":
            version = self._word("version", content, date=long_date(self.version, language))
            draft = f"<b>{self._word('draft_short', content)}.</b> " if self.draft else ""
            yield f"{draft}{version}."
            return
        yield from self._general_lines(content)

    def _general_lines(self, content: Content) -> Iterator[str]:
        """What it is worth, what it is called, and who answers for it."""
        language = content.language
        general = self.site.notice("general_information", language)
        independent = self._word("independence", content)
        yield f"{escape(glue_text(general, language))} {independent}"
        name = escape(self.site.languages[language].name)
        version = self._word("version", content, date=long_date(self.version, language))
        yield f"<b>{content.title}</b>, {name}. {version}. {self._licence(content)}"
        yield self._answer(content)

    def _card_lines(self) -> Iterator[str]:
        """The imprint of a card in two languages: each its own words, address and day once."""
        for content in self.contents:
            draft = f"<b>{self._word('draft_short', content)}.</b> " if self.draft else ""
            yield f"{draft}{self._word('still_right', content)}"
        yield f'<b class="address" dir="ltr">{breakable(self.code.address)}</b>'
        yield f'<span dir="ltr">{self.version.isoformat()}</span>'

    def _licence(self, content: Content) -> str:
        licence = self.site.notice("licence", content.language)
        return f"{escape(glue_text(licence, content.language))}."

    def _answer(self, content: Content) -> str:
        publisher = self.shelf.settings.publisher
        if publisher:
            answer = self._word("publisher", content, name=publisher)
        else:
            answer = self._word("publisher_missing", content)
        return f"{answer} <b>{self._word('draft', content)}.</b>" if self.draft else answer

    def _foot(self) -> str:
        """The CSS of the foot of every page: leaflet, version, draft mark, page of pages."""
        if self.format == "card":
            return ""
        first = self.contents[0]
        number = self.leaflet.definition.number
        day = long_date(self.version, first.language)
        version = self._plain("version", first, date=day)
        site = self.site.notice("site_name", first.language)
        drafts = [self._plain("draft_short", each) for each in self.contents]
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

    def _word(self, key: str, content: Content, **values: str) -> str:
        return escape(self._plain(key, content, **values), quote=True)

    def _plain(self, key: str, content: Content, **values: str) -> str:
        words = self.shelf.words[key].in_language(content.language).format(**values)
        return glue_text(words, content.language)


def css_text(text: str) -> str:
    """A string of CSS."""
    escaped = "".join(c if c.isalnum() or c in " .,:" else f"\\{ord(c):x} " for c in text)
    return f'"{escaped}"'


def breakable(address: str) -> str:
    """An address that may be cut after a slash."""
    head, slashes, rest = address.partition("://")
    return escape(head + slashes) + escape(rest).replace("/", "/<wbr>").removesuffix("<wbr>")


def side_id(side: int) -> str:
    """Anchor of a side, counted from 0."""
    return f"side-{side + 1}"


def is_public(site_url: str) -> bool:
    """Whether an address can be that of the published site: https, and a name that can exist."""
    parts = urlsplit(site_url)
    host = parts.hostname or ""
    if parts.scheme != "https" or "." not in host or host.endswith(LOCAL_ENDINGS):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False

"""The imprint of a sheet: where the latest version is, what it is worth, who answers for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape

from scripts.leaflets.address import Room, address_html
from scripts.leaflets.code import Code, qr_image
from scripts.leaflets.content import Content
from scripts.leaflets.definition import Shelf
from scripts.leaflets.pairing import RIGHT
from scripts.leaflets.papers import LARGEST, LEAST, PAPERS, SYMBOLS
from scripts.library import Site
from scripts.markup import glue_text, long_date

STRIP_ID = "strip"
"""Start of the anchors of the strips beside a sheet of cards."""

GAP = 3.0
"""Millimetres between the QR code and the words beside it, as in print.css."""

QR_COLUMN = {"A3": 74.0, "A4": 38.0, "A5": 38.0}
"""Millimetres between two languages that hold the QR code, as in print.css."""

BOLD = 700


@dataclass(frozen=True)
class Imprint:
    """Writes it for contents (one, or two that stand side by side). ``format``: of the page."""

    site: Site
    shelf: Shelf
    contents: tuple[Content, ...]
    format: str
    code: Code
    version: dt.date
    draft: bool

    def html(self) -> str:
        """The foot of the last page. Raises NoRoomError when the address has no room."""
        if len(self.contents) == 2:
            return self._of_two(*self.contents)
        [content] = self.contents
        words = "".join(f"<p>{line}</p>" for line in self._lines(content))
        return f'<footer class="imprint">{self._signed_qr(content)}<div>{words}</div></footer>'

    def _of_two(self, left: Content, right: Content) -> str:
        if self.format == "card":
            words = "".join(f"<p>{line}</p>" for line in self._card_lines())
            return f'<footer class="imprint">{self._qr(left)}<div>{words}</div></footer>'
        texts = ["".join(f"<p>{line}</p>" for line in self._lines(each)) for each in self.contents]
        return (
            f'<footer class="imprint row"><div class="cell" dir="{left.direction}">{texts[0]}</div>'
            f"{self._signed_qr(left)}"
            f'<{RIGHT} class="cell" dir="{right.direction}">{texts[1]}</{RIGHT}></footer>'
        )

    def strips(self) -> str:
        """The imprint beside a sheet of cards, a page for each language."""
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

    @cached_property
    def _image(self) -> tuple[str, float]:
        return qr_image(self.code.address, SYMBOLS[self.format])

    @cached_property
    def _address(self) -> str:
        font = next(font for font in self.shelf.settings.fonts if font.weight == BOLD)
        return address_html(self.code.address, self._room, self.shelf.font_path(font))

    @property
    def _room(self) -> Room:
        """Beside the QR code, or in one of the two columns beside it."""
        paper = PAPERS[self.format]
        width = paper.width - 2 * paper.side
        if len(self.contents) == 2 and self.format != "card":
            width = (width - QR_COLUMN[self.format]) / 2
        else:
            width -= self._image[1] + GAP
        return Room(width, LARGEST[self.format], LEAST[self.format])

    def _qr(self, content: Content) -> str:
        image, side = self._image
        alt = self.word("qr", content, address=self.code.address)
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
        yield f"{self.word('still_right', content)} {self._address}"
        if self.format == "card":
            version = self.word("version", content, date=long_date(self.version, language))
            draft = f"<b>{self.word('draft_short', content)}.</b> " if self.draft else ""
            yield f"{draft}{version}."
            return
        yield from self._general_lines(content)

    def _general_lines(self, content: Content) -> Iterator[str]:
        """What it is worth, what it is called, and who answers for it."""
        language = content.language
        general = self.site.notice("general_information", language)
        independent = self.word("independence", content)
        yield f"{escape(glue_text(general, language))} {independent}"
        name = escape(self.site.languages[language].name)
        version = self.word("version", content, date=long_date(self.version, language))
        yield f"<b>{content.title}</b>, {name}. {version}. {self._licence(content)}"
        yield self._answer(content)

    def _card_lines(self) -> Iterator[str]:
        """The imprint of a card in two languages: each its own words, address and day once."""
        for content in self.contents:
            draft = f"<b>{self.word('draft_short', content)}.</b> " if self.draft else ""
            yield f"{draft}{self.word('still_right', content)}"
        yield self._address
        yield f'<span dir="ltr">{self.version.isoformat()}</span>'

    def _licence(self, content: Content) -> str:
        licence = self.site.notice("licence", content.language)
        return f"{escape(glue_text(licence, content.language))}."

    def _answer(self, content: Content) -> str:
        publisher = self.shelf.settings.publisher
        if publisher:
            answer = self.word("publisher", content, name=publisher)
        else:
            answer = self.word("publisher_missing", content)
        return f"{answer} <b>{self.word('draft', content)}.</b>" if self.draft else answer

    def word(self, key: str, content: Content, **values: str) -> str:
        """Words of leaflets/words.yaml in the language of a content, escaped."""
        return escape(self.plain(key, content, **values), quote=True)

    def plain(self, key: str, content: Content, **values: str) -> str:
        """The same, for a style sheet."""
        words = self.shelf.words[key].in_language(content.language).format(**values)
        return glue_text(words, content.language)

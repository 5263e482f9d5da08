"""HTML to a tagged PDF, in our fonts only."""

from __future__ import annotations

import gc
import hashlib
import html as markup
import io
import logging
import os
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML, LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from scripts.leaflets.definition import FOLDER, SETTINGS, STYLE, Settings, Shelf
from scripts.leaflets.picture import miniature
from scripts.library import ContentError, Finding

PDF_VARIANT = "pdf/ua-1"
DRAWN_FAMILY = 'font-family="sans-serif"'
"""What the files of data/drawings say, for screens."""

_FADED = re.compile(r' (?:fill-|stroke-)?opacity="[^"]*"')
"""Grey on a screen; paper is black, and a photocopy makes dots of grey."""

ONLY_INSIDE = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
"""Takes what a text holds itself and asks no machine and no disk: an address in a drawing made the
typesetter knock at a foreign door."""

_TAG = re.compile(r"<[^>]*>")
_NOT_DRAWN = frozenset("\n\r\t\u00ad")


@dataclass(frozen=True)
class Typeset:
    """The PDF, for each of its pages the anchors that start on it, and a PNG of the first one."""

    data: bytes
    anchors: list[frozenset[str]]
    picture: bytes = b""


def check_fonts(shelf: Shelf) -> None:
    """Raises ContentError (PRINT02) for each font file that is missing or not the pinned one."""
    findings = []
    for index, font in enumerate(shelf.settings.fonts):
        path = shelf.font_path(font)
        shown = f"{FOLDER}/fonts/{font.file}"
        if not path.is_file():
            what = f"{shown} is missing; restore it"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != font.sha256:
            what = f"{shown} is not the file with the SHA-256 given here; restore it"
        else:
            continue
        findings.append(Finding(SETTINGS, _font_line(shelf, index), "PRINT02", what))
    if findings:
        raise ContentError(findings)


def _font_line(shelf: Shelf, index: int) -> int:
    rows = (shelf.root / SETTINGS).read_text(encoding="utf-8").split("\n")
    name = shelf.settings.fonts[index].file
    return next((n for n, row in enumerate(rows, start=1) if name in row), 1)


def undrawable(shelf: Shelf, html: str) -> list[str]:
    """The characters of the text that our fonts of some weight cannot draw, sorted."""
    text = {ord(character) for character in markup.unescape(_TAG.sub("", html))}
    text -= {ord(character) for character in _NOT_DRAWN}
    missing: set[int] = set()
    for weight in {font.weight for font in shelf.settings.fonts}:
        drawn = [
            _characters(shelf.font_path(font))
            for font in shelf.settings.fonts
            if font.weight == weight
        ]
        missing |= text.difference(*drawn)
    return sorted(map(chr, missing))


@cache
def _characters(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def _inside(font: Path) -> str:
    """The font itself as an address: nothing has to be fetched from anywhere."""
    return f"data:font/sfnt;base64,{b64encode(font.read_bytes()).decode('ascii')}"


def font_faces(folder: Path, settings: Settings) -> str:
    """The ``@font-face`` rules of our files, and the rule that puts all text in them."""
    faces = "".join(
        f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};'
        f'src:url("{_inside(folder / font.file)}")}}'
        for font in settings.fonts
    )
    families = ",".join(f'"{family}"' for family in settings.families)
    return f"{faces}html{{font-family:{families}}}@page{{font-family:{families}}}"


class Typesetter:
    """Our fonts and the common style sheet, read once for all documents of a process."""

    def __init__(self, folder: Path, settings: Settings, style: str) -> None:
        """Raises ContentError (PRINT08) for a rule of the sheet that is not understood."""
        self._fonts = FontConfiguration()
        self._family = settings.families[0]
        text = font_faces(folder, settings) + style
        with _complaints() as said:
            self._sheet = CSS(string=text, font_config=self._fonts, url_fetcher=ONLY_INSIDE)
        _refuse(said)
        ours = [font for font in settings.fonts if font.family == settings.families[0]]
        self._faces = {font.weight: folder / font.file for font in ours}

    def close(self) -> None:
        """Remove the folder in which the typesetter unpacks the fonts; nothing can be set after.

        It does so itself when its object goes, but not in a process that is about to end.
        """
        del self._sheet, self._fonts
        gc.collect()

    def typeset(self, html: str, style: str, created: int, *, pictured: bool = False) -> Typeset:
        """Lay out and write. ``created``: seconds since 1970, the only time that enters the file.

        ``pictured``: draw the first page too.

        Raises ContentError (PRINT08) with what the typesetter complained of.
        """
        with _complaints() as said, _dated(created):
            own = CSS(string=style, font_config=self._fonts, url_fetcher=ONLY_INSIDE)
            # A drawing inside the text does not inherit the family of the page.
            text = _FADED.sub("", html.replace(DRAWN_FAMILY, f'font-family="{self._family}"'))
            document = HTML(string=text, url_fetcher=ONLY_INSIDE).render(
                font_config=self._fonts, stylesheets=[self._sheet, own], pdf_variant=PDF_VARIANT
            )
            data: bytes = document.write_pdf(pdf_variant=PDF_VARIANT, uncompressed_pdf=True)
        _refuse(said)
        picture = b""
        if pictured:
            picture = miniature(document.pages[0], self._faces[400], self._faces[700])
        anchors = [frozenset(page.anchors) for page in document.pages]
        return Typeset(data, anchors, picture)


def _refuse(said: list[str]) -> None:
    """What the typesetter only warns of is cut or missing on paper."""
    if said:
        raise ContentError(Finding(STYLE, 1, "PRINT08", text) for text in dict.fromkeys(said))


def foreign_fonts(data: bytes) -> list[str]:
    """Names of the fonts in a PDF that are not ours, or not embedded; sorted."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/FontDescriptor":
                continue
            name = str(item.get("/FontName", "/none"))[1:].split("+", 1)[-1]
            embedded = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            if not embedded or not name.startswith("Leaflet-"):
                found.add(name)
    return sorted(found)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect the warnings of the typesetter: it prints them and goes on."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    listener = Listener(logging.WARNING)
    handlers, LOGGER.handlers = LOGGER.handlers, [listener]
    try:
        yield said
    finally:
        LOGGER.handlers = handlers


@contextmanager
def _dated(seconds: int) -> Iterator[None]:
    """Font subsets carry a time: give them ours for as long as the block lasts."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before

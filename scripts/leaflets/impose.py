"""From pages as they are read to sheets as they are printed: folded, cut, or just printed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from scripts.leaflets.pack import packed
from scripts.leaflets.shorten import compress, untagged

POINT = 72 / 25.4
"""Points in a millimetre."""

SHEETS = {"A5": (297.0, 210.0), "A4": (420.0, 297.0)}
"""The sheet that folds to a format: width and height in millimetres."""

CARD = (90.0, 55.0)
CARDS_ACROSS, CARDS_DOWN = 2, 5
CARD_SIDES = 2
CARD_SHEET = (210.0, 297.0)
STRIP_HEIGHT = 14.0
STRIP_PLACE = 4.8, 10.0
"""From the edges of the sheet, in millimetres: what an office printer can still print."""

BESIDE = 22.0
"""Room for the strip beside the cards, on the left of the front, on the right of the back."""

MARK = (2.0, 1.0)
"""Length of a cutting mark, and its distance from the cards, in millimetres."""


def saddle_order(pages: int, *, right_to_left: bool) -> Iterator[tuple[int, int]]:
    """For each side of each sheet, the pages (from 0) left and right; ``pages`` is 4, 8, 12…

    Front and back of one sheet follow each other; a script read from the right is bound there.
    """
    for sheet in range(pages // 4):
        first, last = 2 * sheet, pages - 1 - 2 * sheet
        for left, right in ((last, first), (first + 1, last - 1)):
            yield (right, left) if right_to_left else (left, right)


def folded(data: bytes, page: str, *, right_to_left: bool) -> bytes:
    """The print file of a leaflet to fold: two pages on a sheet, both sides, short-edge flip."""
    width, height = SHEETS[page]
    with pikepdf.open(io.BytesIO(data)) as source, Pdf.new() as target:
        order = saddle_order(len(source.pages), right_to_left=right_to_left)
        for pair in order:
            places = [(side * width / 2, 0.0) for side in range(2)]
            _sheet(target, source, list(pair), places, (width, height), b"")
        return _to_print(target, source, "/DuplexFlipShortEdge")


def cut(data: bytes) -> bytes:
    """The print file of a card: ten on a sheet, both sides, with cutting marks.

    Beside them stands what a card has no room for: the pages after its two sides, one of them on
    each side of the sheet.
    """
    bottom = (CARD_SHEET[1] - CARDS_DOWN * CARD[1]) / 2
    other = CARD_SHEET[0] - CARDS_ACROSS * CARD[0] - BESIDE
    edge, along = STRIP_PLACE
    with pikepdf.open(io.BytesIO(data)) as source, Pdf.new() as target:
        for side, left in enumerate((BESIDE, other)):
            places = [
                (left + across * CARD[0], bottom + down * CARD[1])
                for down in range(CARDS_DOWN)
                for across in range(CARDS_ACROSS)
            ]
            pages = [side] * len(places)
            _sheet(target, source, pages, places, CARD_SHEET, _marks(left, bottom))
            strip = min(CARD_SIDES + side, len(source.pages) - 1)
            foot = edge + STRIP_HEIGHT if side == 0 else CARD_SHEET[0] - edge
            _add_turned(target, source, strip, (foot, along))
        return _to_print(target, source, "/DuplexFlipLongEdge")


def plain(data: bytes, *, fit: bool) -> bytes:
    """The print file of a leaflet that is not folded; ``fit``: may be printed on smaller paper."""
    with pikepdf.open(io.BytesIO(data)) as source, Pdf.new() as target:
        box = source.pages[0].mediabox
        size = (float(box[2]) / POINT, float(box[3]) / POINT)
        for page in range(len(source.pages)):
            _sheet(target, source, [page], [(0.0, 0.0)], size, b"")
        return _to_print(target, source, "/DuplexFlipLongEdge", fit=fit)


def _sheet(
    target: Pdf,
    source: Pdf,
    pages: Sequence[int],
    places: Sequence[tuple[float, float]],
    size: tuple[float, float],
    marks: bytes,
) -> None:
    """Add a sheet with pages of ``source`` at ``places`` (lower left corners, millimetres)."""
    target.add_blank_page(page_size=(size[0] * POINT, size[1] * POINT))
    forms = Dictionary()
    rows = []
    for page, (x, y) in zip(pages, places, strict=True):
        name = f"/P{page}"
        if name not in forms:
            forms[name] = target.copy_foreign(_form(source.pages[page]))
        rows.append(f"q 1 0 0 1 {x * POINT:.3f} {y * POINT:.3f} cm {name} Do Q")
    sheet = target.pages[-1]
    sheet.Resources = Dictionary(XObject=forms)
    sheet.Contents = target.make_stream("\n".join(rows).encode() + b"\n" + marks)


def _add_turned(target: Pdf, source: Pdf, page: int, place: tuple[float, float]) -> None:
    """Put a page on the last sheet, a quarter turned to the left: its foot is at ``place``."""
    sheet = target.pages[-1]
    sheet.Resources.XObject["/Strip"] = target.copy_foreign(_form(source.pages[page]))
    x, y = (length * POINT for length in place)
    row = f"q 0 1 -1 0 {x:.3f} {y:.3f} cm /Strip Do Q\n".encode()
    sheet.Contents = target.make_stream(sheet.Contents.read_bytes() + b"\n" + row)


def _form(page: pikepdf.Page) -> pikepdf.Object:
    """A page as a drawing, without its tags."""
    form = page.as_form_xobject()
    if "/Contents" in page:
        compress(form, untagged(form.read_bytes()))
    return form


def _marks(left: float, bottom: float) -> bytes:
    """Short lines outside the cards, where the knife goes."""
    length, gap = MARK
    rows = ["0.5 w"]
    for across in range(CARDS_ACROSS + 1):
        x = left + across * CARD[0]
        for y, way in ((bottom, -1), (CARD_SHEET[1] - bottom, 1)):
            rows.append(_line(x, y + way * gap, x, y + way * (gap + length)))
    for down in range(CARDS_DOWN + 1):
        y = bottom + down * CARD[1]
        for x, way in ((left, -1), (left + CARDS_ACROSS * CARD[0], 1)):
            rows.append(_line(x + way * gap, y, x + way * (gap + length), y))
    return "\n".join(rows).encode()


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    start, end = (f"{x * POINT:.3f} {y * POINT:.3f}" for x, y in ((x1, y1), (x2, y2)))
    return f"{start} m {end} l S"


def _to_print(target: Pdf, source: Pdf, duplex: str, *, fit: bool = False) -> bytes:
    """Title, language, and what the print dialogue should propose."""
    target.docinfo["/Title"] = str(source.docinfo["/Title"])
    target.Root.Lang = source.Root.Lang
    target.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if len(target.pages) > 1:
        target.Root.ViewerPreferences.Duplex = Name(duplex)
    if not fit:
        target.Root.ViewerPreferences.PrintScaling = Name("/None")
    return packed(target)

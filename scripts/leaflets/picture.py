"""A small picture of the first page of a leaflet, so that a reader knows the sheet again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from weasyprint.formatting_structure import boxes

WIDTH = 104
"""Pixels; the pictures of all leaflets stand inside one page of the site, which has a budget."""

FINER = 4
"""Drawn so many times larger first: small letters become an even grey."""

GREYS = 4
"""Shades, black and white among them: two bits a pixel."""

BOLD = 600
"""Weights from here on are drawn with the bold font."""


def miniature(page: Any, regular: Path, bold: Path) -> bytes:
    """The page (laid out by the typesetter) as a PNG of ``WIDTH`` pixels, in few shades of grey.

    It is drawn from the boxes of the layout, in our fonts: a program that draws PDF files would be
    one more thing to install before the site can be built.
    """
    scale = WIDTH * FINER / page.width
    image = Image.new("L", (WIDTH * FINER, round(page.height * scale)), 255)
    draw = ImageDraw.Draw(image)
    for box in _boxes(page):
        if isinstance(box, boxes.TextBox):
            font = _font(bold if box.style["font_weight"] >= BOLD else regular, box, scale)
            draw.text((box.position_x * scale, box.position_y * scale), box.text, 0, font)
        elif isinstance(box, boxes.ReplacedBox):
            _draw_code(draw, box, scale)
        else:
            _draw_edges(draw, box, scale)
    small = image.resize((WIDTH, image.height // FINER), Image.Resampling.LANCZOS)
    grey = small.point([round(shade * (GREYS - 1) / 255) for shade in range(256)])
    few = Image.frombytes("P", grey.size, grey.tobytes())
    few.putpalette([255 * shade // (GREYS - 1) for shade in range(GREYS) for _ in range(3)])
    target = io.BytesIO()
    few.save(target, "PNG", optimize=True, bits=2)
    return target.getvalue()


def _boxes(page: Any) -> Iterator[Any]:
    """Everything that was laid out, in the order in which it is drawn."""
    yield from page._page_box.descendants()


@cache
def _loaded(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def _font(path: Path, box: Any, scale: float) -> ImageFont.FreeTypeFont:
    return _loaded(path, max(1, round(box.style["font_size"] * scale)))


def _edges(box: Any, scale: float) -> tuple[float, float, float, float]:
    left, top = box.border_box_x() * scale, box.border_box_y() * scale
    return left, top, left + box.border_width() * scale, top + box.border_height() * scale


def _draw_edges(draw: ImageDraw.ImageDraw, box: Any, scale: float) -> None:
    """The lines around a box."""
    if not isinstance(box.width, int | float) or not isinstance(box.height, int | float):
        return
    left, top, right, bottom = _edges(box, scale)
    lines = {
        "top": (left, top, right, top),
        "bottom": (left, bottom, right, bottom),
        "left": (left, top, left, bottom),
        "right": (right, top, right, bottom),
    }
    for side, line in lines.items():
        if getattr(box, f"border_{side}_width", 0):
            draw.line(line, 0, round(getattr(box, f"border_{side}_width") * scale) or 1)


def _draw_code(draw: ImageDraw.ImageDraw, box: Any, scale: float) -> None:
    """The QR code: its three corners and a texture; it is too small to be read here."""
    left, top, right, _ = _edges(box, scale)
    cell = (right - left) / 12
    for row in range(1, 11):
        for column in range(1, 11):
            corner = min(row, 11 - row) <= 3 and min(column, 11 - column) <= 3
            corner = corner and not (row > 7 and column > 7)
            ring = (row % 8 in (1, 2)) or (column % 8 in (1, 2))
            if ring if corner else (row * 7 + column * row * 3) % 5 < 2:
                x, y = left + column * cell, top + row * cell
                draw.rectangle((x, y, x + cell, y + cell), 0)

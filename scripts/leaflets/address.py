"""The address on paper, in two lines at most, as large as its room allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from fontTools.ttLib import TTFont

from scripts.leaflets.impose import POINT

STEP = 0.5
"""Sizes are tried from the largest down, so many points apart."""

AIR = 1.01
"""The typesetter measures a line a hair longer than the sum of its letters."""

_SECURE = "https://"
_PLACES = re.compile(r"(?<=[/.])(?=.)")
"""Where a line may end: after a slash or a point, as people dictate an address."""


class NoRoomError(ValueError):
    """An address does not fit its room in two lines; the message names it and what to do."""


@dataclass(frozen=True)
class Room:
    """What an address has on a sheet: width in millimetres, largest and least size in points."""

    width: float
    largest: float
    least: float


def printed_address(address: str) -> str:
    """What is printed of it: browsers add https:// by themselves, and the QR code holds all."""
    return address.removeprefix(_SECURE)


def address_html(address: str, room: Room, font: Path) -> str:
    """The address in one line or two, at the largest size that fits. ``font``: file of the font.

    Raises NoRoomError when it does not fit at the least size.
    """
    size, lines = fitted(printed_address(address), room, font)
    shown = "<br>".join(map(escape, lines))
    style = f' style="font-size:{size:g}pt"' if size < room.largest else ""
    kind = "address" if len(lines) == 1 else "address two"
    return f'<b class="{kind}" dir="ltr"{style}>{shown}</b>'


def fitted(text: str, room: Room, font: Path) -> tuple[float, tuple[str, ...]]:
    """The size in points and the lines. Raises NoRoomError."""
    lines = min(_broken(text), key=lambda lines: _longest(lines, font))
    if _longest((text,), font) * room.largest <= room.width * POINT:
        return room.largest, (text,)
    fits = room.width * POINT / _longest(lines, font)
    size = min(room.largest, fits // STEP * STEP)
    if size < room.least:
        what = (
            f"the address '{text}' does not fit in two lines of {room.width:.0f} mm; "
            "set a shorter SITE_URL, or one with a point or a slash nearer its middle"
        )
        raise NoRoomError(what)
    return size, lines


def _broken(text: str) -> Iterator[tuple[str, ...]]:
    """The text in one line, and in two wherever it may be cut."""
    yield (text,)
    head = len(text.partition("://")[0]) + len("://") if "://" in text else 0
    for place in _PLACES.finditer(text):
        if place.start() > head:
            yield text[: place.start()], text[place.start() :]


def _longest(lines: tuple[str, ...], font: Path) -> float:
    """Width of the longest line, in points for a size of one point."""
    widths = _widths(font)
    return AIR * max(sum(widths.get(ord(sign), 1.0) for sign in line) for line in lines)


@cache
def _widths(font: Path) -> dict[int, float]:
    with TTFont(font, lazy=True) as opened:
        unit = opened["head"].unitsPerEm
        advances = opened["hmtx"].metrics
        return {sign: advances[name][0] / unit for sign, name in opened.getBestCmap().items()}

"""Edges of boxes as shapes to fill: what the typesetter writes in eleven lines takes one or two."""

from __future__ import annotations

import re

NUMBER = rb"-?\d*\.?\d+"
"""A number in the text of a page."""

_EDGE = re.compile(
    rb"q\n(?P<clip>N N m\nN N l\nN N l\nN N l\n)W\*\nn\n(?:(?P<dashes>(?:N N N N re\n)+)W\*\nn\n)?"
    rb"(?P<boxes>(?:N N N N re\n){2,4})f\*\nQ\n".replace(b"N", NUMBER)
)
_NEXT_ARTIFACT = b"EMC\n/Artifact\nBMC\n"

_HAIR = 0.03
"""Rounding of a corner, in units of the page."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def simple_edges(text: bytes) -> bytes:
    """One edge of a box, written as the difference of two boxes and a clip, is a shape to fill."""
    return _EDGE.sub(_edge, text).replace(_NEXT_ARTIFACT, b"")


def _edge(found: re.Match[bytes]) -> bytes:
    """A single line fills the room between two boxes, a double one that between two and two."""
    corners = _pairs(found["clip"])
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    # A corner cut at an angle belongs to the next edge too: both are black.
    clip = (across[0], down[0], across[-1], down[-1])
    boxes = sorted(map(_box, found["boxes"].splitlines()), key=_area, reverse=True)
    if not _inside(clip, boxes[0]):
        return found[0]
    bars = [_bar(clip, outer, inner) for outer, inner in zip(boxes[::2], boxes[1::2], strict=False)]
    if len(boxes) % 2 or None in bars:
        return found[0]
    dashes = [_box(dash) for dash in (found["dashes"] or b"").splitlines()] or [clip]
    shapes = [_common(bar, dash) for bar in bars if bar for dash in dashes]
    rows = [b"%s re\n" % b" ".join(map(fine, shape)) for shape in shapes if min(shape[2:]) > 0]
    return b"".join((*rows, b"f\n")) if rows else b""


def _bar(clip: Box, outer: Box, inner: Box) -> Box | None:
    """The room between two boxes on the side where the clip lies; None when it lies elsewhere."""
    left, top, right, bottom = clip
    if left < inner[0] - _HAIR and right < inner[2] - _HAIR:
        return outer[0], top, inner[0], bottom
    if right > inner[2] + _HAIR and left > inner[0] + _HAIR:
        return inner[2], top, outer[2], bottom
    if top < inner[1] - _HAIR and bottom < inner[3] - _HAIR:
        return left, outer[1], right, inner[1]
    if bottom > inner[3] + _HAIR and top > inner[1] + _HAIR:
        return left, inner[3], right, outer[3]
    return None


def _inside(one: Box, other: Box) -> bool:
    left, top, right, bottom = one
    gaps = (left - other[0], top - other[1], other[2] - right, other[3] - bottom)
    return min(gaps) >= -_HAIR


def _common(one: Box, other: Box) -> Box:
    """Left, top, width and height of what two boxes share."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    return left, top, min(one[2], other[2]) - left, min(one[3], other[3]) - top


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _pairs(text: bytes) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(NUMBER, text)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _box(text: bytes) -> Box:
    """Left, top, right and bottom of a box written as its corner, width and height."""
    x, y, width, height = (float(number) for number in re.findall(NUMBER, text))
    return x, y, x + width, y + height


def fine(number: float) -> bytes:
    """A number of the page: a hundredth of its unit is a fifth of what a printer can place."""
    return b"%g" % round(number, 2)

"""Sizes of paper, of margins, of the QR code and of the address on them."""

from __future__ import annotations

from dataclasses import dataclass


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

SYMBOLS = {"A3": 60.0, "A4": 26.0, "A5": 26.0, "card": 20.0}
"""Side of the QR code without its quiet zone, in millimetres: cheap phones need 25 in the hand."""

LARGEST = {"A3": 18.0, "A4": 12.0, "A5": 12.0, "card": 12.0}
"""Size of the address in points, where there is room: that of the words around it."""

LEAST = {"A3": 11.0, "A4": 8.0, "A5": 8.0, "card": 5.5}
"""Its least size: it can still be read in the hand, and the QR code beside it says the same."""

"""What leads from paper back to the site: the QR code, and the address printed beside it."""

from __future__ import annotations

from dataclasses import dataclass

import segno

from scripts.library.recall import CODE_ADDRESS, Edition, spaced

QUIET_ZONE = 4
"""Empty modules on each side, as the standard asks."""


@dataclass(frozen=True)
class Code:
    """What a leaflet prints: its code as it is read aloud, and the address its QR code opens."""

    text: str
    address: str


def code_for(edition: Edition, site_url: str) -> Code:
    """The code and the address of a leaflet: the only place that decides where paper leads.

    The page of the code says whether the sheet is still right, in the languages of the sheet.
    """
    return Code(spaced(edition.code), site_url + CODE_ADDRESS.format(code=edition.code))


def qr_image(address: str, symbol: float) -> tuple[str, float]:
    """The code as a data address (SVG), and its side with the quiet zone, in millimetres.

    ``symbol``: side without the quiet zone, in millimetres.
    """
    code = segno.make(address, error="q", micro=False, boost_error=False)
    modules = int(code.symbol_size(border=0)[0])
    side = symbol * (modules + 2 * QUIET_ZONE) / modules
    image: str = code.svg_data_uri(border=QUIET_ZONE, dark="#000", light=None, xmldecl=False)
    return image, round(side, 2)

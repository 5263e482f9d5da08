"""The QR code of a page's address."""

from __future__ import annotations

import segno

SYMBOL = 26.0
"""Side of the code without its quiet zone, in millimetres: cheap phones need 25."""

QUIET_ZONE = 4
"""Empty modules on each side, as the standard asks."""


def qr_image(address: str) -> tuple[str, float]:
    """Return the code as a data address (SVG), and its side with the quiet zone in millimetres."""
    code = segno.make(address, error="q", micro=False, boost_error=False)
    modules = int(code.symbol_size(border=0)[0])
    side = SYMBOL * (modules + 2 * QUIET_ZONE) / modules
    image: str = code.svg_data_uri(border=QUIET_ZONE, dark="#000", light=None, xmldecl=False)
    return image, round(side, 2)

"""What leads from paper back to the site: the QR code, and the address printed beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from scripts.leaflets.build import Job

QUIET_ZONE = 4
"""Empty modules on each side, as the standard asks."""


@dataclass(frozen=True)
class Code:
    """What a leaflet prints: a short code (may be empty) and the address its QR code opens."""

    text: str
    address: str


def code_for(job: Job) -> Code:
    """The code and the address of a leaflet: the only place that decides where paper leads.

    One language: the page that the definition names, in that language. Two languages: the number of
    that page, which opens it in any language.
    """
    name = job.leaflet.definition.address
    if len(job.languages) == 1:
        folder = "" if name == "index" else f"{name}/"
        return Code("", f"{job.site_url}{job.languages[0]}/{folder}")
    return Code("", f"{job.site_url}{job.site.page_entries[name].number}/")


def qr_image(address: str, symbol: float) -> tuple[str, float]:
    """The code as a data address (SVG), and its side with the quiet zone, in millimetres.

    ``symbol``: side without the quiet zone, in millimetres.
    """
    code = segno.make(address, error="q", micro=False, boost_error=False)
    modules = int(code.symbol_size(border=0)[0])
    side = symbol * (modules + 2 * QUIET_ZONE) / modules
    image: str = code.svg_data_uri(border=QUIET_ZONE, dark="#000", light=None, xmldecl=False)
    return image, round(side, 2)

"""The icons used on a page, as one inline sprite: no request, no icon font."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from scripts.markup import ICONS

_USED = re.compile(r'href="#i-([a-z]+)"')
_DRAWING = re.compile(r"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


def sprite(html: str) -> str:
    """Return the symbols that ``html`` refers to, in a hidden SVG; nothing when there are none."""
    names = sorted(set(_USED.findall(html)))
    if not names:
        return ""
    symbols = "".join(_symbol(name) for name in names)
    return f'<svg width="0" height="0" aria-hidden="true" class="sprite">{symbols}</svg>'


@cache
def _symbol(name: str) -> str:
    path = files("material") / "templates/.icons/material" / f"{ICONS[name]}.svg"
    match = _DRAWING.search(path.read_text(encoding="utf-8"))
    if match is None:
        raise ValueError(f"icon {ICONS[name]} of the theme is not an SVG with a viewBox")
    return f'<symbol id="i-{name}" viewBox="{match[1]}">{match[2]}</symbol>'

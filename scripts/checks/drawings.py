"""DRAW: a drawing is lines and numbers: it is put into the pages and on paper as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from scripts.checks.registry import rule
from scripts.library import Finding, Site
from scripts.library.site import DRAWINGS

SPACE = "http://www.w3.org/2000/svg"
SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
ELEMENTS = SHAPES | {"svg", "g", "text"}
SETTINGS = """
xmlns viewBox width height fill fill-rule fill-opacity stroke stroke-width stroke-dasharray
stroke-linecap stroke-linejoin stroke-opacity opacity transform d points cx cy r rx ry x y
x1 y1 x2 y2 font-family font-size font-weight text-anchor
"""
ATTRIBUTES = frozenset(SETTINGS.split())
VALUE = re.compile(r"(?!.*url)[\w\s.,#%()+-]*", re.IGNORECASE)
"""Numbers, colours, path data, words: no address, no reference, no rule of style."""


@rule("DRAW01")
def more_than_a_drawing(site: Site) -> Iterator[Finding]:
    """A drawing holds shapes, numbers and their settings only: no program, picture or address.

    In a test a drawing with `onload`, a script and a picture from an address passed every rule. The
    pages were built with it, and the typesetter asked another machine for the picture: whoever
    opens that page tells others what they read.
    """
    drawn = {site.drawings[identifier].file: svg for identifier, svg in site.drawn.items()}
    for name, svg in sorted(drawn.items()):
        for line, what in _faults(svg):
            yield Finding(f"{DRAWINGS}/{name}", line, "DRAW01", what)


def _faults(svg: str) -> list[tuple[int, str]]:
    """Lines and faults of one file. An entity is refused where it is declared."""
    found: list[tuple[int, str]] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        found.extend((parser.CurrentLineNumber, what) for what in _foreign(name, attributes))

    def other(*_: object) -> None:
        what = "a declaration, entity or instruction; keep only shapes and numbers"
        found.append((parser.CurrentLineNumber, what))

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = other
    parser.ProcessingInstructionHandler = other
    try:
        parser.Parse(svg.encode(), True)
    except expat.ExpatError as error:
        message = expat.ErrorString(error.code)
        found.append((error.lineno, f"not a whole drawing ({message}); draw it again"))
    return found


def _foreign(name: str, attributes: dict[str, str]) -> Iterator[str]:
    """What an element has that no drawing needs."""
    if name not in ELEMENTS:
        yield f"<{name[:40]}> is no shape; draw with {', '.join(sorted(SHAPES))}, g and text"
    for key, value in attributes.items():
        if key not in ATTRIBUTES:
            yield f"'{key[:40]}' is not allowed on <{name[:40]}>; remove it"
        elif not (value == SPACE if key == "xmlns" else VALUE.fullmatch(value)):
            yield f"'{key}' holds more than numbers, a colour or a word; simplify it"

"""DRAW: a drawing is lines and numbers: it is put into the pages and on paper as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.parsers import expat

from scripts.checks.registry import rule
from scripts.library import Finding, Site
from scripts.library.site import DRAWINGS

SPACE = "http://www.w3.org/2000/svg"
SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
CHILDREN = {"": {"svg"}, "svg": SHAPES | {"g", "text"}, "g": SHAPES | {"g", "text"}}
"""What may stand in an element; nothing in those that are not named. '' is the file."""

SETTINGS = """
xmlns viewBox width height fill fill-rule fill-opacity stroke stroke-width stroke-dasharray
stroke-linecap stroke-linejoin stroke-opacity opacity transform d points cx cy r rx ry x y
x1 y1 x2 y2 font-family font-size font-weight text-anchor
"""
ATTRIBUTES = frozenset(SETTINGS.split())
VALUE = re.compile(r"(?!.*url)[\w\s.,#%()+-]*", re.IGNORECASE | re.DOTALL)
"""Numbers, colours, path data, words: no address, no reference, no rule of style."""


@rule("DRAW01")
def more_than_a_drawing(site: Site) -> Iterator[Finding]:
    """A drawing holds shapes, numbers and their settings only: no program, comment or address.

    In a test a drawing with `onload`, a script and a picture from an address passed every rule. The
    pages were built with it, and the typesetter asked another machine for the picture: whoever
    opens that page tells others what they read. Another one hid a paid number in a comment: XML
    ends a comment at `-->`, a browser that reads `<!-->` ends it there, and shows what follows. So
    only that is left in which a browser reads what this rule reads: elements, settings and numbers.
    """
    drawn = {site.drawings[identifier].file: svg for identifier, svg in site.drawn.items()}
    for name, svg in sorted(drawn.items()):
        for line, what in _Reader().faults(svg):
            yield Finding(f"{DRAWINGS}/{name}", line, "DRAW01", what)


class _Reader:
    """Reads one drawing and keeps what it may not hold: (line, what)."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []
        self.open = [""]
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        for handler, what in (
            ("XmlDeclHandler", "an XML declaration"),
            ("StartDoctypeDeclHandler", "a document type or an entity"),
            ("ProcessingInstructionHandler", "a processing instruction"),
            ("CommentHandler", "a comment"),
            ("StartCdataSectionHandler", "a CDATA section"),
        ):
            setattr(self.parser, handler, self._refuse(f"{what}; keep only shapes and numbers"))

    def faults(self, svg: str) -> list[tuple[int, str]]:
        """All faults of the file, from its start to where it stops being XML."""
        try:
            self.parser.Parse(svg.encode(), True)
        except expat.ExpatError as error:
            what = f"not a whole drawing ({expat.ErrorString(error.code)}); draw it again"
            self.found.append((error.lineno, what))
        return self.found

    def _refuse(self, what: str) -> Callable[..., None]:
        return lambda *_: self._fault(what)

    def _fault(self, what: str) -> None:
        self.found.append((self.parser.CurrentLineNumber, what))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        inside = self.open[-1]
        if name not in CHILDREN.get(inside, ()):
            place = f"in <{inside[:40]}>" if inside else "as the whole drawing"
            self._fault(f"<{name[:40]}> may not stand {place}; draw with {_allowed(inside)}")
        for key, value in attributes.items():
            if key not in ATTRIBUTES:
                self._fault(f"'{key[:40]}' is not allowed on <{name[:40]}>; remove it")
            elif not (value == SPACE if key == "xmlns" else VALUE.fullmatch(value)):
                self._fault(f"'{key}' holds more than numbers, a colour or a word; simplify it")
        self.open.append(name)

    def _end(self, _: str) -> None:
        self.open.pop()

    def _words(self, words: str) -> None:
        if words.strip() and self.open[-1] != "text":
            self._fault(f"'{words.strip()[:40]}' stands outside <text>; remove it")


def _allowed(inside: str) -> str:
    """What may stand there, in words."""
    return ", ".join(sorted(CHILDREN.get(inside, set()))) or "numbers only"

"""One byte for each letter of a font, where the typesetter writes four digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from scripts.leaflets.edges import NUMBER

SHOWN = re.compile(rb"/(?P<font>\w+) (?P<size>%s) Tf\n\[(?P<shown>[^\]\n]*)\] TJ" % NUMBER)
"""A line of text: its font, its size, its glyphs and the shifts between them."""

STRING = re.compile(rb"<([0-9a-f]*)>")
"""Glyphs, four digits each."""

_SHOWS = re.compile(rb" (?:TJ|Tj|'|\")(?=\s|\Z)")
_PIECE = re.compile(rb"<([0-9a-f]*)>|(%s)" % NUMBER)
_TO_UNICODE = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
_FOUR = re.compile(rb"....")
_ESCAPED = re.compile(rb"[\\()]")
_LINE_BREAKS = b"\n\r"
_MOST_IN_A_BLOCK = 100
"""Entries of one block of a character map (Adobe's specification 5014)."""


@dataclass(frozen=True)
class Alphabet:
    """One byte for each glyph of a font: that of Latin-1 where the glyph is one of its letters.

    ``widths``: how far each glyph moves the pen, in thousandths of the size.
    """

    font: Object
    byte: Mapping[int, int]
    widths: Mapping[int, float]

    @cached_property
    def _short(self) -> dict[bytes, bytes]:
        """Four digits -> the byte of the glyph, as it is written in a string."""
        return {
            b"%04x" % glyph: _ESCAPED.sub(rb"\\\g<0>", bytes([byte]))
            for glyph, byte in self.byte.items()
        }

    @cached_property
    def _far(self) -> dict[bytes, float]:
        """Four digits -> how far the glyph moves the pen."""
        return {b"%04x" % glyph: width for glyph, width in self.widths.items()}

    @classmethod
    def of(cls, used: Counter[int], font: Object) -> Alphabet | None:
        """``used``: how often each glyph stands in the text; None when they are too many."""
        unicode = unicode_of(font)
        free = [code for code in range(1, 256) if code not in _LINE_BREAKS]
        found: dict[int, int] = {}
        rest = []
        for glyph, _ in sorted(used.items(), key=lambda item: (-item[1], item[0])):
            letter = int(unicode.get(glyph, b"0"), 16)
            if letter in free:
                found[glyph] = letter
                free.remove(letter)
            else:
                rest.append(glyph)
        if len(rest) > len(free):
            return None
        found |= dict(zip(rest, reversed(free), strict=False))
        return cls(font, found, widths_of(font.DescendantFonts[0]))

    def text(self, digits: bytes) -> bytes:
        """A string of glyphs in its short form."""
        return b"(" + b"".join(map(self._short.__getitem__, _FOUR.findall(digits))) + b")"

    def width(self, shown: bytes) -> float:
        """How far strings of glyphs, and the shifts between them, move the pen."""
        length = 0.0
        for digits, shift in _PIECE.findall(shown):
            length += sum(self._far.get(glyph, 0.0) for glyph in _FOUR.findall(digits))
            length -= float(shift or 0)
        return length

    def give(self, pdf: Pdf) -> None:
        """Tell in the font which glyph, and which letter, each byte stands for."""
        letters = unicode_of(self.font)
        codes = sorted((byte, glyph) for glyph, byte in self.byte.items())
        glyphs = [b"<%02x> %d" % code for code in codes]
        known = [
            b"<%02x> <%s>" % (byte, letters[glyph]) for byte, glyph in codes if glyph in letters
        ]
        self.font.Encoding = pdf.make_stream(
            character_map(b"Identity", b"Leaflet", 1, b"cidchar", glyphs),
            Type=Name.CMap,
            CMapName=Name.Leaflet,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        )
        self.font.ToUnicode = pdf.make_stream(
            character_map(b"UCS", b"Adobe-Identity-UCS", 2, b"bfchar", known)
        )


def _fonts(pdf: Pdf) -> dict[bytes, Object]:
    """The fonts of all pages by the name that the pages call them."""
    found = {}
    for holder in (*(page.obj for page in pdf.pages), *forms_of(pdf)):
        for name, font in holder.get("/Resources", Dictionary()).get("/Font", Dictionary()).items():
            found[name[1:].encode()] = font
    return found


def forms_of(pdf: Pdf) -> list[Object]:
    """The drawings that pages share."""
    return [
        item
        for item in pdf.objects
        if isinstance(item, Stream) and item.get("/Subtype") == Name.Form
    ]


def alphabets_of(pdf: Pdf) -> dict[bytes, Alphabet]:
    """The alphabet of each font; none when a text is not written the way that is known here."""
    used: dict[bytes, list[bytes]] = {}
    for stream in (*(page.obj.Contents for page in pdf.pages), *forms_of(pdf)):
        text = stream.read_bytes()
        lines = list(SHOWN.finditer(text))
        if len(lines) != len(_SHOWS.findall(text)):
            return {}
        for line in lines:
            digits = b"".join(STRING.findall(line["shown"]))
            used.setdefault(line["font"], []).extend(_FOUR.findall(digits))
    found = {}
    for name, font in _fonts(pdf).items():
        counted = Counter(used.get(name, []))
        alphabet = Alphabet.of(Counter({int(g, 16): n for g, n in counted.items()}), font)
        if alphabet and font.get("/Encoding") == Name("/Identity-H"):
            found[name] = alphabet
    return found


def unicode_of(font: Object) -> dict[int, bytes]:
    """What each glyph of a font stands for, as UTF-16 in hexadecimal digits."""
    rows = _TO_UNICODE.findall(font.ToUnicode.read_bytes())
    return {int(glyph, 16): letters for glyph, letters in rows}


def widths_of(font: Object) -> dict[int, float]:
    """The width of each glyph (ISO 32000-1, 9.7.4.3), as far as they are listed one by one."""
    found: dict[int, float] = {}
    first = 0
    for item in font.W:
        if isinstance(item, Array):
            found |= {first + place: float(width) for place, width in enumerate(item)}
        else:
            first = int(item)
    return found


def character_map(
    ordering: bytes, name: bytes, kind: int, word: bytes, rows: Sequence[bytes], *, size: int = 1
) -> bytes:
    """A table of codes of ``size`` bytes (Adobe's specification 5014)."""
    blocks = []
    for start in range(0, len(rows), _MOST_IN_A_BLOCK):
        part = rows[start : start + _MOST_IN_A_BLOCK]
        blocks.append(b"%d begin%s\n%s\nend%s\n" % (len(part), word, b"\n".join(part), word))
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo\n<< /Registry (Adobe)\n/Ordering (%s)\n/Supplement 0\n>> def\n"
        b"/CMapName /%s def\n/CMapType %d def\n"
        b"1 begincodespacerange\n<%s> <%s>\nendcodespacerange\n%s"
        b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ) % (ordering, name, kind, b"00" * size, b"ff" * size, b"".join(blocks))

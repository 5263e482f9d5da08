"""The same page in fewer bytes: one byte a letter, one tag a paragraph, no rule said twice.

The typesetter writes every line of text as a piece of its own, with its own tag, colour and place,
and every letter as four digits: of a booklet in two languages that made half a megabyte, on a
mobile subscription of a reader. What is drawn, and what a reading program hears, stays the same.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from pikepdf import Array, Dictionary, Name, Object, Pdf

from scripts.leaflets.alphabet import SHOWN, STRING, Alphabet, alphabets_of, forms_of
from scripts.leaflets.edges import NUMBER, fine
from scripts.leaflets.pack import HARDEST

_TEXT = (
    rb"BT\n1 0 0 -1 (?P<x>%(n)s) (?P<y>%(n)s) Tm\n"
    rb"/(?P<font>\w+) (?P<size>%(n)s) Tf\n\[(?P<shown>[^\]\n]*)\] TJ\nET\n"
) % {b"n": NUMBER}
_BARE = re.compile(_TEXT)
_MARKED = re.compile(rb"/Span\n<</MCID (?P<mark>\d+)>>\nBDC\n%s" % _TEXT + rb"EMC\n")
_EMPTY = re.compile(rb"/Span\n<</MCID (?P<mark>\d+)>>\nBDC\n(?:BT\nET\n)?EMC\n")
_MARK = re.compile(rb"/(?P<tag>\w+)\n<</MCID (?P<mark>\d+)>>\nBDC\n")
_TAGGED = re.compile(rb"^(?:/\w+<</MCID \d+>>BDC|/Artifact[ \n]BMC|EMC)\n", re.MULTILINE)
_COLOUR = re.compile(rb"^(?:[\d. ]+ (?:rg|RG|g|G|k|K|scn?|SCN?)|/\w[\w.]* gs)\n", re.MULTILINE)
_PLAIN = frozenset(
    {b"0 0 0 rg\n", b"0 0 0 RG\n", b"/a1.0 gs\n", b"/A1.0 gs\n", b"/a1 gs\n", b"/A1 gs\n"}
)
"""Black, and not to be seen through: how each page starts."""

_NEAR = 0.06
"""A twentieth of a point: nobody sees it."""


class Shortener:
    """Rewrites the pages of one document; ``owners``: page -> the tag of each mark on it.

    A mark whose tag is not in the tree of the document, as the foot of a page, is an artifact:
    a reading program passes it over.
    """

    def __init__(self, pdf: Pdf, owners: Mapping[tuple[int, int], Array]) -> None:
        self._pdf = pdf
        self._owners = owners
        self._alphabets = alphabets_of(pdf)
        self._tree = tree_of(pdf)

    def shorten(self) -> None:
        """Do it, for every page; what the patterns do not know stays as it is."""
        for page in self._pdf.pages:
            stream = page.obj.Contents
            owners = self._owners.get(page.obj.objgen, Array())
            shorter = _Page(self._alphabets, owners, self._tree)
            compress(stream, shorter.text(stream.read_bytes()))
            _renumber(owners, shorter.marks)
        for form in forms_of(self._pdf):
            compress(form, _Page(self._alphabets, Array(), self._tree).rest(form.read_bytes()))
        for alphabet in self._alphabets.values():
            alphabet.give(self._pdf)


class _Page:
    """The new text of one page; ``marks`` tells the new number of each mark."""

    def __init__(
        self, alphabets: Mapping[bytes, Alphabet], owners: Array, tree: Set[tuple[int, int]]
    ) -> None:
        self._alphabets = alphabets
        self._owners = owners
        self._tree = tree
        self._count = 0
        self.marks: dict[int, int] = {}

    def text(self, text: bytes) -> bytes:
        """Lines that belong to one tag share it; blocks that follow each other are one text."""
        empty = {int(found["mark"]) for found in _EMPTY.finditer(text)}
        text = _EMPTY.sub(b"", text)
        pieces = []
        end = 0
        for block in _blocks(_MARKED.finditer(text)):
            pieces.append(self.rest(text[end : block[0].start()]))
            pieces.append(self._lines([*_runs(block, self._owners, empty)]))
            end = block[-1].end()
        pieces.append(self.rest(text[end:]))
        return b"".join(pieces)

    def rest(self, text: bytes) -> bytes:
        """What is no line of tagged text: drawings, and the foot of the page."""
        text = _MARK.sub(lambda found: self._mark([found], found["tag"]) + b"\n", text)
        text = _BARE.sub(lambda found: self._lines([[found]]), text)
        return SHOWN.sub(
            lambda found: b"/%s %s Tf\n%s" % (found["font"], found["size"], self._shown(found)),
            text,
        )

    def _mark(self, found: Sequence[re.Match[bytes]], tag: bytes) -> bytes:
        """The start of a piece of text with a tag, under its new number."""
        old = [int(each["mark"]) for each in found]
        if self._owners[old[0]].objgen not in self._tree:
            return b"/Artifact BMC"
        self.marks |= dict.fromkeys(old, self._count)
        self._count += 1
        return b"/%s<</MCID %d>>BDC" % (tag, self._count - 1)

    def _lines(self, runs: Sequence[Sequence[re.Match[bytes]]]) -> bytes:
        """Lines of text as one block: each says only what differs from the line before."""
        rows = [b"BT"]
        pen = _Pen(self._alphabets)
        for run in runs:
            tagged = "mark" in run[0].groupdict()
            if tagged:
                rows.append(self._mark(run, b"P"))
            for found in run:
                moves = list(pen.move(found))
                shown = self._shown(found)
                if not moves and rows[-1].endswith((b")Tj", b")'")) and shown.endswith(b")Tj"):
                    before, _, sign = rows.pop().rpartition(b")")
                    shown = before + shown[1:].removesuffix(b"Tj") + sign
                if moves[-1:] == [b"T*"] and shown.endswith(b")Tj"):
                    # To the next line, and show: one sign for both.
                    moves[-1:], shown = [], shown.removesuffix(b"Tj") + b"'"
                rows += (*moves, shown)
            if tagged:
                rows.append(b"EMC")
        return b"\n".join((*rows, b"ET\n"))

    def _shown(self, found: re.Match[bytes]) -> bytes:
        shown: bytes = found["shown"]
        alphabet = self._alphabets.get(found["font"])
        if alphabet is None:
            return b"[%s]TJ" % shown
        single = STRING.fullmatch(shown)
        if single:
            return alphabet.text(single[1]) + b"Tj"
        return b"[%s]TJ" % STRING.sub(lambda string: alphabet.text(string[1]), shown)


class _Pen:
    """Where a block of text has come to, and in which font."""

    def __init__(self, alphabets: Mapping[bytes, Alphabet]) -> None:
        self._alphabets = alphabets
        self._font = b""
        self._x = self._y = self._leading = 0.0
        self._last: re.Match[bytes] | None = None

    def move(self, found: re.Match[bytes]) -> Iterator[bytes]:
        """What must be said before a line of text, to write it where it belongs."""
        font = b"/%s %s Tf" % (found["font"], found["size"])
        x, y = float(found["x"]), float(found["y"])
        if font != self._font:
            yield font
        if not self._font:
            self._x, self._y = round(x, 1), round(y, 1)
            yield b"1 0 0 -1 %s %s Tm" % (_short(self._x), _short(self._y))
        elif abs(y - self._y) > _NEAR or abs(x - self._end()) > _NEAR:
            yield from self._place(x, y)
        self._font = font
        self._last = found

    def _end(self) -> float:
        """Where the last text ended; asked for only when the next one is on the same line."""
        alphabet = self._alphabets.get(self._last["font"]) if self._last else None
        if not alphabet or not self._last:
            return -1.0
        width = alphabet.width(self._last["shown"]) * float(self._last["size"]) / 1000
        return float(self._last["x"]) + width

    def _place(self, x: float, y: float) -> Iterator[bytes]:
        """To the next line, or anywhere."""
        across, down = round(x - self._x, 1), y - self._y
        if across == 0 and down > 0:
            if abs(down - self._leading) > 2 * _NEAR:
                self._leading = round(down, 2)
                yield b"%s TL" % fine(self._leading)
            yield b"T*"
            self._y += self._leading
            return
        down = round(down, 1)
        yield b"%s %s Td" % (_short(across), _short(-down))
        self._x += across
        self._y += down


def untagged(text: bytes) -> bytes:
    """The text of a page without its tags: paper is not read aloud."""
    return _TAGGED.sub(b"", text)


def compress(stream: Object, text: bytes) -> None:
    """Give a stream another content."""
    stream.write(zlib.compress(text, HARDEST), filter=Name.FlateDecode)


def _short(number: float) -> bytes:
    return b"%g" % (round(number, 1) or 0)


def _blocks(lines: Iterable[re.Match[bytes]]) -> Iterator[list[re.Match[bytes]]]:
    """Lines with nothing between them."""
    return _chained(lines, lambda one, other: one.end() == other.start())


def _runs(
    lines: Iterable[re.Match[bytes]], owners: Array, empty: Set[int]
) -> Iterator[list[re.Match[bytes]]]:
    """Lines that belong to one tag and follow each other in it."""

    tags = [owner.objgen for owner in list(owners)]
    inside: dict[tuple[int, int], list[Object | int | None]] = {}

    def together(one: re.Match[bytes], other: re.Match[bytes]) -> bool:
        here, there = int(one["mark"]), int(other["mark"])
        tag = tags[here]
        if tag != tags[there]:
            return False
        if tag not in inside:
            kids = _kids(owners[here])
            inside[tag] = [kid for kid in kids if not isinstance(kid, int) or kid not in empty]
        kids = inside[tag]
        return here in kids and kids[kids.index(here) + 1 :][:1] == [there]

    return _chained(lines, together)


def _chained(
    lines: Iterable[re.Match[bytes]],
    together: Callable[[re.Match[bytes], re.Match[bytes]], bool],
) -> Iterator[list[re.Match[bytes]]]:
    chain: list[re.Match[bytes]] = []
    for line in lines:
        if chain and not together(chain[-1], line):
            yield chain
            chain = []
        chain.append(line)
    if chain:
        yield chain


def _kids(element: Object) -> list[Object | int | None]:
    """What is inside a tag, with the marks as numbers."""
    kids = element.get("/K")
    return list(kids) if isinstance(kids, Array) else [kids]


def _renumber(owners: Array, marks: Mapping[int, int]) -> None:
    """Give the tags of a page the new numbers of their marks."""
    fresh: dict[int, Object] = {}
    done: set[tuple[int, int]] = set()
    for old, owner in enumerate(list(owners)):
        if old in marks:
            fresh[marks[old]] = owner
        if not isinstance(owner, Dictionary) or owner.objgen in done:
            continue
        done.add(owner.objgen)
        kept: list[Object | int | None] = []
        for kid in _kids(owner):
            new = marks.get(kid) if isinstance(kid, int) else kid
            if new is not None and not (isinstance(new, int) and new in kept[-1:]):
                kept.append(new)
        owner.K = Array(kept)
    del owners[:]
    owners.extend(fresh[number] for number in sorted(fresh))


def tree_of(pdf: Pdf) -> frozenset[tuple[int, int]]:
    """Every tag that can be reached from the root."""
    found: set[tuple[int, int]] = set()
    waiting = [pdf.Root.StructTreeRoot] if "/StructTreeRoot" in pdf.Root else []
    while waiting:
        tag = waiting.pop()
        found.add(tag.objgen)
        kids = (kid for kid in _kids(tag) if isinstance(kid, Dictionary) and "/S" in kid)
        waiting.extend(kid for kid in kids if kid.objgen not in found)
    return frozenset(found)


def without_colours(text: bytes) -> bytes:
    """A page that is all black need not say so."""
    if set(_COLOUR.findall(text)) <= _PLAIN:
        return _COLOUR.sub(b"", text)
    return text

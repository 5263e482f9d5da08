"""A long leaflet is typeset in parts: here its parts become one file, as if set in one go.

A document of a hundred pages, laid out at once, took 13 seconds and 400 MB, and all of it again
after a comma in one of its pages.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf

from scripts.leaflets.alphabet import character_map, forms_of, unicode_of, widths_of
from scripts.leaflets.typeset import Bookmark

_MARK = re.compile(rb"(?<=/MCID )\d+")
_DRAWING = re.compile(rb"/(\w+) Do\b")
_SCALE = re.compile(rb"\A1 0 0 -1 0 [\d.]+ cm\nq\n0\.75 0 0 0\.75 0 0 cm\n")
"""How each page starts: its origin goes to the top, its unit becomes that of the typesetter."""

_UNUSED_TABLES = frozenset(
    ("GSUB", "GPOS", "GDEF", "OS/2", "cmap", "name", "post", "FFTM", "cvt ", "fpgm", "prep", "gasp")
)
"""What a PDF does not ask of a font: it names glyphs by number, and carries widths and letters."""

_FOOT = rb"(?:q\n)*/\w+\n<</MCID %d>>\nBDC\n"


Fonts = Mapping[tuple[str, bool], Path]
"""The file of each font, by its family and whether it is bold."""


@dataclass(frozen=True)
class Bound:
    """A part on its way into the file. ``page``: that on which it starts, from 0.

    ``data`` is a PDF with a short tag tree, ``foot`` the mark of its last foot (``tidied``).
    """

    data: bytes
    page: int
    bookmarks: tuple[Bookmark, ...]
    foot: int = -1


def bound(parts: Sequence[Bound], fonts: Fonts) -> Pdf:
    """The parts, one after the other; one that starts on the last page before it goes beneath."""
    target = pikepdf.open(io.BytesIO(parts[0].data))
    book = _Book(target)
    book.foot = parts[0].foot
    for part in parts[1:]:
        with pikepdf.open(io.BytesIO(part.data)) as source:
            book.add(source, beneath=part.page < len(target.pages))
        if part.foot >= 0:
            book.foot = part.foot
    book.close(fonts)
    _set_outline(target, [mark for part in parts for mark in _placed(part)])
    return target


@dataclass
class _Font:
    """A font of all parts: the widths and the letters of the glyphs that any of them uses."""

    item: Object
    widths: dict[int, float] = field(default_factory=dict)
    letters: dict[int, bytes] = field(default_factory=dict)
    right: float = 0.0

    def add(self, font: Object) -> None:
        """Glyphs of one part."""
        if font.Encoding != Name("/Identity-H"):
            raise ValueError("a letter that the fonts lack was drawn; its glyph cannot be bound")
        below = font.DescendantFonts[0]
        self.widths = widths_of(below) | self.widths
        # Two letters may share a glyph, as two kinds of hyphen: the first one counts.
        self.letters = unicode_of(font) | self.letters
        self.right = max(self.right, float(below.FontDescriptor.FontBBox[2]))

    def give(self, pdf: Pdf, fonts: Fonts) -> None:
        """Write them, and the glyphs themselves."""
        below = self.item.DescendantFonts[0]
        family = str(below.FontDescriptor.FontFamily)
        path = fonts[family, "-Bold" in str(self.item.BaseFont)]
        below.W = Array([each for row in _rows(self.widths) for each in row])
        below.FontDescriptor.FontBBox[2] = self.right
        rows = [b"<%04x> <%s>" % row for row in sorted(self.letters.items())]
        self.item.ToUnicode = pdf.make_stream(
            character_map(b"UCS", b"Adobe-Identity-UCS", 2, b"bfchar", rows, size=2)
        )
        glyphs = _subset(path, self.letters)
        below.FontDescriptor.FontFile2 = pdf.make_stream(glyphs, Length1=len(glyphs))


class _Book:
    """The file that grows by one part after the other."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._document = pdf.Root.StructTreeRoot.K[0]
        self._fonts = pdf.make_indirect(Dictionary())
        self._known: dict[str, _Font] = {}
        self._owners: list[Object] = []
        self._links: list[tuple[Object, Object]] = []
        self._names: dict[str, Object] = {}
        self.foot = -1
        self._share_fonts(pdf)
        self._keep(pdf.Root, list(pdf.pages))

    def add(self, source: Pdf, *, beneath: bool) -> None:
        """The pages of a part with their tags and names; ``beneath``: the first is not new."""
        self._share_fonts(source)
        pages = list(source.pages)
        ghost = self._pdf.copy_foreign(pages.pop(0).obj) if beneath else None
        first = len(self._pdf.pages)
        for page in pages:
            self._pdf.pages.append(page)
        known = Dictionary(StructTreeRoot=source.Root.StructTreeRoot)
        if "/Names" in source.Root:
            known.Names = source.Root.Names
        root = self._pdf.copy_foreign(source.make_indirect(known))
        tree = root.StructTreeRoot
        for kid in tree.K[0].K:
            kid.P = self._document
            self._document.K.append(kid)
        fresh = list(self._pdf.pages)[first:]
        for holder in (*(page.obj for page in fresh), *([] if ghost is None else [ghost])):
            holder.Resources.Font = self._fonts
        if ghost is not None:
            self._merge(ghost, tree)
        self._keep(root, fresh, ghost)

    def close(self, fonts: Fonts) -> None:
        """What is told once for the whole file."""
        numbers: list[Object | int] = []
        for number, (page, owners) in enumerate(zip(self._pdf.pages, self._owners, strict=True)):
            page.obj.StructParents = number
            numbers.extend([number, owners])
        for number, (link, owner) in enumerate(self._links, start=len(self._owners)):
            link.StructParent = number
            numbers.extend([number, owner])
        self._pdf.Root.StructTreeRoot.ParentTree = self._pdf.make_indirect(
            Dictionary(Nums=Array(numbers))
        )
        names = [each for name in sorted(self._names) for each in (name, self._names[name])]
        if names:
            self._pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(names)))
        for form in forms_of(self._pdf):
            if "/Font" in form.get("/Resources", Dictionary()):
                form.Resources.Font = self._fonts
        for name, font in sorted(self._known.items()):
            self._fonts[name] = font.item
            font.give(self._pdf, fonts)

    def _share_fonts(self, pdf: Pdf) -> None:
        """Take the fonts of a part out of it: the whole file has one of each."""
        resources = pdf.pages[0].obj.Resources
        for name, font in resources.get("/Font", Dictionary()).items():
            if name not in self._known:
                item = font if pdf is self._pdf else self._pdf.copy_foreign(font)
                self._known[name] = _Font(item)
            self._known[name].add(font)
        empty = self._fonts if pdf is self._pdf else pdf.make_indirect(Dictionary())
        for holder in (*(page.obj for page in pdf.pages), *forms_of(pdf)):
            own = holder.get("/Resources")
            if own is not None and "/Font" in own:
                own.Font = empty

    def _keep(self, root: Object, pages: list[pikepdf.Page], ghost: Object | None = None) -> None:
        """Remember to whom the text and the links of new pages belong, and their names."""
        numbers = root.StructTreeRoot.ParentTree.Nums
        owners = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for page in pages:
            self._owners.append(owners[int(page.obj.StructParents)])
        for holder in (*([] if ghost is None else [ghost]), *(page.obj for page in pages)):
            for link in holder.get("/Annots", Array()):
                self._links.append((link, owners[int(link.StructParent)]))
        known = root.get("/Names")
        listed = known.Dests.Names if known is not None and "/Dests" in known else Array()
        for at in range(0, len(listed), 2):
            place = listed[at + 1]
            if ghost is not None and place[0].objgen == ghost.objgen:
                place[0] = self._pdf.pages[len(self._owners) - len(pages) - 1].obj
            self._names.setdefault(str(listed[at]), place)

    def _merge(self, ghost: Object, tree: Object) -> None:
        """Put the first page of a part beneath what stands on the last one."""
        numbers = tree.ParentTree.Nums
        owners = next(
            numbers[at + 1]
            for at in range(0, len(numbers), 2)
            if int(numbers[at]) == int(ghost.StructParents)
        )
        shift = len(self._owners[-1])
        page = self._pdf.pages[len(self._owners) - 1]
        for kid in tree.K[0].K:
            if _is_on(kid, ghost):
                _move(kid, page.obj, shift)
        self._owners[-1].extend(list(owners))
        above = page.obj.Contents.read_bytes()
        below = _MARK.sub(lambda n: b"%d" % (int(n[0]) + shift), ghost.Contents.read_bytes())
        below = _inside(self._with_drawings(page.obj, ghost, below))
        at = _before_foot(above, self.foot)
        page.obj.Contents = self._pdf.make_stream(above[:at] + below + b"\n" + above[at:])
        if "/Annots" in ghost:
            if "/Annots" not in page.obj:
                page.obj.Annots = Array()
            page.obj.Annots.extend(list(ghost.Annots))

    def _with_drawings(self, page: Object, ghost: Object, text: bytes) -> bytes:
        """Bring the drawings of a page to another one, where their names are free."""
        drawings = ghost.Resources.get("/XObject", Dictionary())
        names = sorted(set(_DRAWING.findall(text)))
        if not names:
            return text
        page.Resources = Dictionary(dict(page.Resources.items()))
        page.Resources.XObject = Dictionary(
            dict(page.Resources.get("/XObject", Dictionary()).items())
        )
        mark = b"b%d" % len(page.Resources.XObject)
        for name in names:
            page.Resources.XObject["/" + (mark + name).decode()] = drawings["/" + name.decode()]
        return _DRAWING.sub(rb"/%s\1 Do" % mark, text)


def _before_foot(text: bytes, foot: int) -> int:
    """Where more text can be put: what stands on a page is read before its foot."""
    found = re.search(_FOOT % foot, text)
    if not found:
        raise ValueError("the typesetter writes the foot of a page in another way; bind it anew")
    return found.start()


def _inside(text: bytes) -> bytes:
    """The text of a page, to be drawn within that of another one."""
    inside, count = _SCALE.subn(b"q\n", text)
    if not count:
        raise ValueError("the typesetter starts its pages in another way; bind them anew")
    return inside


def _is_on(element: Object, page: Object) -> bool:
    place = element.get("/Pg")
    return place is not None and bool(place.objgen == page.objgen)


def _move(element: Object, page: Object, shift: int) -> None:
    """An element and all inside it to another page, whose marks go on from ``shift``.

    The typesetter makes an element for each page on which a box stands: all of it is on one.
    """
    element.Pg = page
    inside = element.get("/K")
    if inside is None:
        return
    kids = list(inside) if isinstance(inside, Array) else [inside]
    moved: list[Object | int] = []
    for kid in kids:
        if isinstance(kid, Dictionary):
            _move(kid, page, shift) if "/S" in kid else setattr(kid, "Pg", page)
            moved.append(kid)
        else:
            moved.append(int(kid) + shift)
    element.K = Array(moved)


def _rows(widths: Mapping[int, float]) -> Iterator[tuple[int, Array]]:
    """Widths as a PDF lists them: the first glyph of a row, then the widths of all in it."""
    row: list[float] = []
    first = 0
    for glyph, width in sorted(widths.items()):
        if row and glyph != first + len(row):
            yield first, Array(row)
            row = []
        if not row:
            first = glyph
        row.append(width)
    if row:
        yield first, Array(row)


def _subset(path: Path, glyphs: Mapping[int, bytes]) -> bytes:
    """The font with these glyphs only, under their old numbers."""
    options = subset.Options(
        retain_gids=True, hinting=False, notdef_outline=True, glyph_names=False, name_IDs=[]
    )
    with TTFont(path, recalcTimestamp=False, lazy=True) as font:
        # Gone before the subsetter reads them, which takes longer than all the rest.
        for table in _UNUSED_TABLES & set(font.keys()):
            del font[table]
        chosen = subset.Subsetter(options)
        chosen.populate(gids=sorted(glyphs))
        chosen.subset(font)
        target = io.BytesIO()
        font.save(target, reorderTables=True)
    return target.getvalue()


def _placed(part: Bound) -> Iterator[Bookmark]:
    for mark in part.bookmarks:
        yield Bookmark(mark.level, mark.title, part.page + mark.page, mark.x, mark.y)


def _set_outline(pdf: Pdf, marks: Sequence[Bookmark]) -> None:
    """Bookmarks, each inside the last one of a higher level."""
    if "/Outlines" in pdf.Root:
        del pdf.Root.Outlines
    with pdf.open_outline() as outline:
        around: list[tuple[int, list[pikepdf.OutlineItem]]] = [(0, outline.root)]
        for mark in marks:
            while around[-1][0] >= mark.level:
                around.pop()
            place = Array([pdf.pages[mark.page].obj, Name.XYZ, mark.x, mark.y, 0])
            item = pikepdf.OutlineItem(mark.title, place)
            item.is_closed = False
            around[-1][1].append(item)
            around.append((mark.level, item.children))

"""What the typesetter leaves undone: languages in the tags, a short tag tree, short streams."""

from __future__ import annotations

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from scripts.leaflets.edges import simple_edges
from scripts.leaflets.pack import packed
from scripts.leaflets.shorten import Shortener, without_colours

TAG_OF_ELEMENT = {"main": "/Part"}
"""Structure type that the typesetter gives to the elements that carry another language."""

_COUNT = "/Art"
"""Structure type of the number between two columns: read at the end of the paragraph before it."""

_EMPTY_BOXES = frozenset({"/Div", "/NonStruct", "/Span", "/Part", _COUNT})
"""Structure types that say nothing: what is inside them goes to their parent."""

_HOLD_TEXT = frozenset(
    {"/P", "/H1", "/H2", "/H3", "/H4", "/Lbl", "/LBody", "/Link", "/Figure", _COUNT}
)
_SPOKEN_OTHERWISE = frozenset({"/Figure", "/Link"})
"""Elements that are told by another text, or told as a link: no number belongs in them."""

_NO_SHIFT = re.compile(rb">0(?=<)<|(?<=>)0(?=\])")
_LONG_NUMBER = re.compile(rb"-?\d+\.\d{3,}")


def finished(data: bytes, languages: dict[str, str], pages: int) -> bytes:
    """The reading file, with empty pages up to ``pages``.

    The typesetter does not export ``lang`` of an element, and a reader would speak Dutch as French;
    ``languages`` tells the language of each element name. It also writes a shift of nothing between
    all letters and four levels of boxes around each line: half of a booklet of two languages.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _tidy(pdf, languages)
        _shorten(pdf, pages)
        return packed(pdf)


def _shorten(pdf: Pdf, pages: int) -> None:
    """Shorten the streams of a tidy PDF, and add empty pages up to ``pages``."""
    Shortener(pdf, owners_of(pdf)).shorten()
    _shorten_outline(pdf)
    box = pdf.pages[0].mediabox
    while len(pdf.pages) < pages:
        pdf.add_blank_page(page_size=(float(box[2]), float(box[3])))


def owners_of(pdf: Pdf) -> dict[tuple[int, int], Array]:
    """Page -> the tag of each mark on it."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    listed = [(int(numbers[at]), numbers[at + 1]) for at in range(0, len(numbers), 2)]
    return {pdf.pages[at].obj.objgen: tags for at, tags in listed if isinstance(tags, Array)}


def _tidy(pdf: Pdf, languages: dict[str, str]) -> None:
    marks = {TAG_OF_ELEMENT[element]: code for element, code in languages.items()}
    _Tags(pdf, marks).shorten()
    for page in pdf.pages:
        _shorten_stream(page)


def _shorten_outline(pdf: Pdf) -> None:
    """Bookmarks in one byte a letter where it can be, to whole points of a page."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/Title" in item and "/Dest" in item:
            item.Title = pikepdf.String(str(item.Title))
            page, kind, *place = list(item.Dest)
            item.Dest = Array([page, kind, *(round(number) for number in place)])
            if item.get("/Count") == 0:
                del item.Count


def _shorten_stream(page: pikepdf.Page) -> None:
    stream = page.obj.Contents
    text = _NO_SHIFT.sub(b"", stream.read_bytes())
    text = simple_edges(without_colours(_LONG_NUMBER.sub(_rounded, text)))
    stream.write(text)


def _rounded(number: re.Match[bytes]) -> bytes:
    """A hundredth of a point is a third of what a fine printer can place."""
    return (b"%.2f" % float(number[0])).rstrip(b"0").rstrip(b".")


class _Tags:
    """The tag tree, made shorter: only elements that mean something stay."""

    def __init__(self, pdf: Pdf, marks: dict[str, str]) -> None:
        self._root = pdf.Root.StructTreeRoot
        self._marks = marks
        self._owners = owners_of(pdf)
        self._last: Object | None = None

    def shorten(self) -> None:
        """Do it, from the document element down."""
        document = self._root.K[0]
        document.K = Array(self._kids(document, None, document))

    def _kids(self, element: Object, language: str | None, holder: Object) -> list[Object]:
        """What remains inside an element; ``language`` is that of the element around it.

        ``holder``: the element that stays and would hold its text; itself, or one around it.
        """
        kids: list[Object] = []
        inside = element.get("/K", Array())
        for kid in list(inside) if isinstance(inside, Array) else [inside]:
            if not isinstance(kid, Dictionary) or kid.get("/Type") == Name.OBJR:
                kids.append(kid)
                continue
            kids.extend(self._kept(element, kid, language, holder))
        return kids

    def _kept(
        self, parent: Object, kid: Object, language: str | None, holder: Object
    ) -> list[Object]:
        kind = str(kid.S)
        language = self._marks.get(kind, language)
        stays = kind not in _EMPTY_BOXES or kind == _COUNT
        kids = self._kids(kid, language, kid if stays else holder)
        texts: list[Object] = [each for each in kids if isinstance(each, int)]
        if kind == _COUNT and self._last is not None and self._last.get("/Pg") == kid.get("/Pg"):
            self._own(self._last, kid, texts)
            self._last.K.extend(texts)
            return []
        if kind in _EMPTY_BOXES and (not texts or self._takes_text(holder, kid)):
            for each in kids:
                if isinstance(each, Dictionary) and "/P" in each:
                    each.P = parent
            self._own(parent, kid, texts)
            return kids
        kid.K = Array(kids)
        self._keep(kid, language)
        return [kid]

    def _keep(self, element: Object, language: str | None) -> None:
        """An element that stays: its type, its language, and whether a number may end it."""
        kind = str(element.S)
        if kind in _EMPTY_BOXES:
            element.S = Name.P
        if language:
            element.Lang = pikepdf.String(language)
        if kind == "/L":
            self._loosen(element)
        if str(element.S) in _SPOKEN_OTHERWISE:
            self._last = None
        elif str(element.S) in _HOLD_TEXT and any(isinstance(each, int) for each in element.K):
            self._last = element

    def _loosen(self, element: Object) -> None:
        """A list of one item, as beside each number of two languages, is a paragraph.

        A reading program would announce a list at each of them.
        """
        inside = [part for item in element.K for part in item.K]
        if len(element.K) != 1 or any(part.get("/Pg") != element.get("/Pg") for part in inside):
            return
        kids = [each for part in inside for each in part.K]
        if any(str(each.S) != "/Link" for each in kids if isinstance(each, Dictionary)):
            return
        element.S = Name.P
        for each in kids:
            if isinstance(each, Dictionary):
                each.P = element
            else:
                self._own(element, element, [each])
        element.K = Array(kids)

    def _own(self, owner: Object, kid: Object, texts: list[Object]) -> None:
        """The text of an element is now that of another one on the same page."""
        for number in texts:
            self._owners[kid.Pg.objgen][int(number)] = owner

    def _takes_text(self, holder: Object, kid: Object) -> bool:
        """Marks of text are numbered by page: they may move up within one page only."""
        return str(holder.S) in _HOLD_TEXT and holder.get("/Pg") == kid.get("/Pg")

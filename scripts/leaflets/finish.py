"""What the typesetter leaves undone: languages in the tags, a short tag tree, short streams."""

from __future__ import annotations

import io
import re
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

TAG_OF_ELEMENT = {"main": "/Part"}
"""Structure type that the typesetter gives to the elements that carry another language."""

_EMPTY_BOXES = frozenset({"/Div", "/NonStruct", "/Span", "/Part"})
"""Structure types that say nothing: what is inside them goes to their parent."""

_HOLD_TEXT = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/Lbl", "/LBody", "/Link", "/Figure"})
_NO_SHIFT = re.compile(rb">0(?=<)<|(?<=>)0(?=\])")
_LONG_NUMBER = re.compile(rb"-?\d+\.\d{3,}")
_HARDEST = 9


def finished(data: bytes, languages: dict[str, str], pages: int) -> bytes:
    """The reading file, with empty pages up to ``pages``.

    The typesetter does not export ``lang`` of an element, and a reader would speak Dutch as French;
    ``languages`` tells the language of each element name. It also writes a shift of nothing between
    all letters and four levels of boxes around each line: half of a booklet of two languages.
    """
    marks = {TAG_OF_ELEMENT[element]: code for element, code in languages.items()}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _Tags(pdf, marks).shorten()
        for page in pdf.pages:
            _shorten_stream(page)
        box = pdf.pages[0].mediabox
        while len(pdf.pages) < pages:
            pdf.add_blank_page(page_size=(float(box[2]), float(box[3])))
        return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    """The bytes of a PDF: the same for the same content."""
    buffer = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def _shorten_stream(page: pikepdf.Page) -> None:
    stream = page.obj.Contents
    text = _NO_SHIFT.sub(b"", stream.read_bytes())
    text = _LONG_NUMBER.sub(_rounded, text)
    stream.write(zlib.compress(text, _HARDEST), filter=Name.FlateDecode)


def _rounded(number: re.Match[bytes]) -> bytes:
    """A hundredth of a point is a third of what a fine printer can place."""
    return (b"%.2f" % float(number[0])).rstrip(b"0").rstrip(b".")


class _Tags:
    """The tag tree, made shorter: only elements that mean something stay."""

    def __init__(self, pdf: Pdf, marks: dict[str, str]) -> None:
        self._root = pdf.Root.StructTreeRoot
        self._marks = marks
        self._owners: dict[tuple[int, int], Array] = {}
        numbers = self._root.ParentTree.Nums
        for place in range(0, len(numbers), 2):
            owners = numbers[place + 1]
            if isinstance(owners, Array):
                self._owners[pdf.pages[int(numbers[place])].obj.objgen] = owners

    def shorten(self) -> None:
        """Do it, from the document element down."""
        document = self._root.K[0]
        document.K = Array(self._kids(document, None))

    def _kids(self, element: Object, language: str | None) -> list[Object]:
        """What remains inside an element; ``language`` is that of the element around it."""
        kids: list[Object] = []
        inside = element.get("/K", Array())
        for kid in list(inside) if isinstance(inside, Array) else [inside]:
            if not isinstance(kid, Dictionary) or kid.get("/Type") == Name.OBJR:
                kids.append(kid)
                continue
            kids.extend(self._kept(element, kid, language))
        return kids

    def _kept(self, parent: Object, kid: Object, language: str | None) -> list[Object]:
        kind = str(kid.S)
        language = self._marks.get(kind, language)
        kids = self._kids(kid, language)
        texts = [each for each in kids if isinstance(each, int)]
        if kind in _EMPTY_BOXES and (not texts or self._takes_text(parent, kid)):
            for each in kids:
                if isinstance(each, Dictionary) and "/P" in each:
                    each.P = parent
            for number in texts:
                self._owners[kid.Pg.objgen][int(number)] = parent
            return kids
        if kind in _EMPTY_BOXES:
            kid.S = Name.P
        if language:
            kid.Lang = pikepdf.String(language)
        kid.K = Array(kids)
        return [kid]

    def _takes_text(self, parent: Object, kid: Object) -> bool:
        """Marks of text are numbered by page: they may move up within one page only."""
        return str(parent.S) in _HOLD_TEXT and parent.get("/Pg") == kid.get("/Pg")

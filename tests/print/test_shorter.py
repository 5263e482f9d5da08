"""Fewer bytes, the same page: what is drawn, what is read aloud and where the numbers stand."""

import io
import re
import subprocess
from functools import cache

import pikepdf
from PIL import Image, ImageChops, ImageFilter

from scripts.leaflets.definition import FOLDER, STYLE, load_shelf
from scripts.leaflets.edges import simple_edges
from scripts.leaflets.finish import finished
from scripts.leaflets.impose import plain
from scripts.leaflets.pack import packed
from scripts.leaflets.typeset import Typesetter
from tests.built import ROOT
from tests.print.paper import squeezed

PAGE = """<html lang="fr"><title>T</title><body class="A4 pair"><h1>Où aller ?</h1>
<div class="row"><div class="cell"><p>Un <b>délai</b> (très) court \\ et <i>deux</i> mots, encore
une ligne de texte pour aller plus loin que le bord de la colonne.</p></div>
<div class="number"><article>17</article></div>
<main class="cell" lang="nl"><p>Een korte termijn.</p></main></div>
<div class="in-office row"><div class="cell"><ul><li>Un point</li></ul></div></div>
<div class="caution"><p>Attention</p></div><div class="orgs"><p>Associations</p></div>"""
"""Brackets and a backslash mean something inside a PDF."""


@cache
def files() -> tuple[bytes, bytes]:
    """The page as the typesetter writes it, and as it is published."""
    style = (ROOT / STYLE).read_text(encoding="utf-8")
    typesetter = Typesetter(ROOT / FOLDER / "fonts", load_shelf(ROOT).settings, style)
    foot = '@page{size:210mm 297mm;@bottom-left{content:"pied"}}'
    data = typesetter.typeset(PAGE, foot, 0).data
    return data, finished(data, {"main": "nl"}, 1)


def drawn(data: bytes) -> Image.Image:
    """The first page, a little out of focus: a hundredth of a millimetre does not count."""
    command = ("pdftoppm", "-r", "100", "-gray", "-f", "1", "-l", "1", "-")
    picture = Image.open(io.BytesIO(piped(command, data))).convert("L")
    return picture.filter(ImageFilter.GaussianBlur(1.5))


def piped(command: tuple[str, ...], data: bytes) -> bytes:
    """What a program says of a PDF."""
    return subprocess.run(command, input=data, capture_output=True, check=True, timeout=60).stdout


def spoken(data: bytes) -> str:
    """All words in the order they are written."""
    return squeezed(piped(("pdftotext", "-raw", "-", "-"), data).decode())


def test_the_page_looks_the_same_and_says_the_same() -> None:
    before, after = files()
    assert sum(ImageChops.difference(drawn(before), drawn(after)).histogram()[40:]) == 0
    assert spoken(before) == spoken(after)
    assert "(très)court\\et" in spoken(after)
    printed = plain(after, fit=False)
    assert spoken(printed) == spoken(after)
    assert ImageChops.difference(drawn(after), drawn(printed)).getbbox() is None


def test_it_is_shorter() -> None:
    before, after = files()
    with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(after)) as new:
        texts = [pdf.pages[0].Contents.read_bytes() for pdf in (old, new)]
    assert len(texts[1]) < len(texts[0]) / 2


def test_a_paragraph_is_one_tag_and_the_number_ends_the_left_one() -> None:
    with pikepdf.open(io.BytesIO(files()[1])) as pdf:
        text = pdf.pages[0].Contents.read_bytes()
        kids = list(pdf.Root.StructTreeRoot.K[0].K)
    assert [str(kid.S) for kid in kids] == ["/H1", "/P", "/P", "/P", "/P", "/P"]
    assert [str(kid.get("/Lang", "")) for kid in kids][1:4] == ["", "nl", ""]
    left = re.findall(rb"<</MCID 1>>BDC\n(.*?)EMC", text, re.DOTALL)
    assert b"(17)" in left[0]
    silent = re.findall(rb"/Artifact BMC\n(.*?)EMC", text, re.DOTALL)
    assert [b"(pied)" in piece for piece in silent] == [True]


def test_the_same_bytes_each_time() -> None:
    data, after = files()
    assert finished(data, {"main": "nl"}, 1) == after
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert packed(pdf) == after


def test_an_edge_is_a_thin_box() -> None:
    left = b"q\n10 90 m\n10 20 l\n12 20 l\n12 90 l\nW*\nn\n12 20 98 70 re\n10 20 100 70 re\nf*\nQ\n"
    assert simple_edges(left) == b"10 20 2 70 re\nf\n"
    double = left.replace(b"12 ", b"16 ").replace(
        b"16 20 98 70 re\n", b"16 20 94 70 re\n12 20 98 70 re\n14 20 96 70 re\n"
    )
    assert simple_edges(double) == b"10 20 2 70 re\n14 20 2 70 re\nf\n"
    # A whole frame is not one edge, and a clip beside the boxes is nobody's edge.
    whole = left.replace(b"12 20 l\n12 90 l", b"110 20 l\n110 90 l")
    for other in (whole, left.replace(b"10 90 m", b"2 90 m")):
        assert simple_edges(other) == other

"""A leaflet typeset in parts and bound is the one that was typeset whole."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageChops

from scripts.leaflets import build
from scripts.leaflets.binding import bound
from scripts.leaflets.build import Batch, Wanted, prepare, start_of
from scripts.leaflets.definition import load_shelf
from scripts.leaflets.finish import finished, shorten
from scripts.leaflets.measure import peak
from scripts.leaflets.pack import packed
from scripts.leaflets.parts import Chain, Part, PartTask, Start, make_part
from scripts.leaflets.sheet import ROOM
from scripts.leaflets.typeset import Bookmark, Typesetter
from scripts.library import ContentError, load_site
from tests.built import ROOT
from tests.print.paper import Word, words_of
from tests.print.test_faults import SITE_URL, copy_of_content, replace_in
from tests.print.test_shorter import drawn, spoken

BOTH = frozenset({"fr", "fr-nl"})
DEFINITION = "leaflets/first-steps.yaml"
WHOLE, BOUND = "flow: true\n", "flow: true\nbound: true\n"

PAGED = """
.flow.alone .side + .side { break-before: page }
.flow.alone .side + .side > .part:first-child { margin-top: 0 }
"""
"""Each side starts a page, as each part of a bound leaflet does in one language."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the content whose first leaflet runs on, and is bound."""
    content = copy_of_content(tmp_path / "root")
    replace_in(content / DEFINITION, "fold: true\n", f"fold: true\n{BOUND}")
    style = content / "leaflets/print.css"
    style.write_text(style.read_text("utf-8") + PAGED, "utf-8")
    return content


def made(root: Path, languages: frozenset[str] = BOTH, workers: int = 1) -> Batch:
    """The first leaflet, from a copy of the content."""
    wanted = Wanted(frozenset({"first-steps"}), languages)
    return prepare(load_site(root), SITE_URL, wanted=wanted, workers=workers)


def files(batch: Batch, out: Path) -> dict[str, bytes]:
    """Name -> bytes."""
    return {path.name: path.read_bytes() for path in batch.put(out)}


def tags(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str, str, str, int]]:
    """Depth, type, language, words told instead, and page of each tag, in reading order."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def inside(tag: pikepdf.Object, depth: int) -> Iterator[tuple[int, str, str, str, int]]:
        page = pages[tag.Pg.objgen] if "/Pg" in tag else -1
        yield depth, str(tag.S), str(tag.get("/Lang", "")), str(tag.get("/Alt", "")), page
        for kid in tag.get("/K", pikepdf.Array()):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from inside(kid, depth + 1)

    yield from inside(pdf.Root.StructTreeRoot.K[0], 0)


def outline(pdf: pikepdf.Pdf) -> list[tuple[str, int, int]]:
    """Title, page and number of bookmarks inside of each bookmark, in order."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found = []

    def walk(items: list[pikepdf.OutlineItem]) -> None:
        for item in items:
            assert isinstance(item.destination, pikepdf.Array)
            found.append((item.title, pages[item.destination[0].objgen], len(item.children)))
            walk(item.children)

    with pdf.open_outline() as opened:
        walk(list(opened.root))
    return found


def placed(words: tuple[Word, ...]) -> list[tuple[str, float, float]]:
    """Words with their places, by place: the order in which they are drawn may differ."""
    return sorted((word.text, round(word.left), round(word.top)) for word in words)


def near(one: list[tuple[str, float, float]], other: list[tuple[str, float, float]]) -> bool:
    """The same words, at most a point from each other."""
    return [w[0] for w in one] == [w[0] for w in other] and all(
        abs(a[1] - b[1]) <= 1 and abs(a[2] - b[2]) <= 1 for a, b in zip(one, other, strict=True)
    )


def test_it_says_the_same_at_the_same_places_with_the_same_tags(root: Path, tmp_path: Path) -> None:
    bound = made(root)
    after = files(bound, tmp_path / "bound")
    replace_in(root / DEFINITION, BOUND, WHOLE)
    whole = made(root)
    before = files(whole, tmp_path / "whole")
    assert whole.fresh == bound.fresh == ("fr-first-steps", "fr-nl-first-steps")
    codes = [[job.edition.code for job in batch.jobs] for batch in (bound, whole)]
    assert codes[0] == codes[1]
    assert before.keys() == after.keys()
    for name in before:
        one, other = (words_of(tmp_path / folder / name) for folder in ("whole", "bound"))
        assert [len(page) for page in one] == [len(page) for page in other], name
        assert all(near(placed(a), placed(b)) for a, b in zip(one, other, strict=True)), name
        # Of a sheet of a few pages the fonts are most: they are the same.
        assert len(after[name]) <= len(before[name]) + 1_500
    for name in ("fr-first-steps.pdf", "fr-nl-first-steps.pdf"):
        with (
            pikepdf.open(tmp_path / "whole" / name) as old,
            pikepdf.open(tmp_path / "bound" / name) as new,
        ):
            assert list(tags(old)) == list(tags(new))
            assert outline(old) == outline(new)
            assert str(old.docinfo) == str(new.docinfo)
            assert old.Root.Lang == new.Root.Lang
            fonts = [o for o in new.objects if isinstance(o, pikepdf.Dictionary)]
            assert sum(o.get("/Type") == "/FontDescriptor" for o in fonts) == 2


def test_a_changed_word_remakes_its_part_and_the_one_that_bears_the_code(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    ordinary = build.set_part

    def noted(task: PartTask) -> Part:
        done.append(task.html)
        return ordinary(task)

    monkeypatch.setattr(build, "set_part", noted)
    assert made(root).fresh
    first = len(done)
    assert first == 4 + 4
    assert made(root).fresh == ()
    assert len(done) == first
    letter = root / "docs/fr/letter.md"
    section = letter.read_text("utf-8").split("{#dates}\n")[1]
    word = next(word for word in section.split() if word.isalpha() and len(word) > 4)
    letter.write_text(letter.read_text("utf-8").replace(f" {word} ", f" {word[::-1]} "), "utf-8")
    del done[:]
    assert made(root).fresh == ("fr-first-steps", "fr-nl-first-steps")
    changed = [html for html in done if word[::-1] in html]
    assert 1 <= len(changed) <= 2
    assert len(done) - len(changed) <= 2
    assert all('class="code"' in html for html in done if html not in changed)


def test_a_part_that_is_broken_in_the_store_is_made_again(root: Path, tmp_path: Path) -> None:
    alone = frozenset({"fr-nl"})
    good = files(made(root, alone), tmp_path / "one")
    store = root / ".build/leaflets"
    parts = sorted(store.glob("*.part"))
    assert len(parts) == 4
    parts[1].write_bytes(b"broken")
    (store / "fr-nl-first-steps.pdf").unlink()
    assert files(made(root, alone), tmp_path / "two") == good
    # A part that the leaflet no longer has is thrown away.
    (store / "fr-nl-first-steps.99.part").write_bytes(b"old")
    made(root, alone)
    assert sorted(store.glob("*.part")) == parts


def test_any_number_of_workers_makes_the_same_bytes(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = files(made(root), tmp_path / "one")
    shutil.rmtree(root / ".build")
    monkeypatch.setattr(build, "FEWEST_FOR_A_POOL", 2)
    assert files(made(root, workers=2), tmp_path / "two") == one


def test_text_that_does_not_fit_is_named_and_nothing_is_written(root: Path) -> None:
    more = "\n\n".join("Encore une phrase qui prend de la place." for _ in range(60))
    replace_in(root / "docs/fr/letter.md", "{#dates}\n", f"{{#dates}}\n\n{more}\n")
    replace_in(root / "docs/nl/letter.md", "{#dates}\n", f"{{#dates}}\n\n{more}\n")
    with pytest.raises(ContentError) as caught:
        made(root)
    said = sorted(finding.message for finding in caught.value.findings)
    assert len(said) == 2
    assert said[0].startswith("first-steps, fr + nl, side ")
    assert said[1].startswith("first-steps, fr, side 3: the text does not fit, ")
    assert "letter#dates" in said[1]
    assert not list((root / ".build/leaflets").glob("*.pdf"))


def test_a_bound_leaflet_must_run_on(root: Path) -> None:
    replace_in(root / DEFINITION, BOUND, "bound: true\n")
    with pytest.raises(ContentError, match="'bound' goes with 'flow'"):
        made(root)


def test_what_is_kept_of_a_part_is_what_was_made() -> None:
    part = Part(
        data=b"%PDF\n1",
        anchors=(frozenset({"b", "a"}), frozenset()),
        bookmarks=(Bookmark(2, "Où ?", 1, 28.346, 700.1),),
        used=421.375,
        foot=7,
        picture=b"\x89PNG\n",
    )
    assert Part.from_bytes(part.to_bytes()) == part


FOOT = '@page{size:210mm 297mm;@bottom-left{content:"pied" counter(page)}}'
FIRST = """<h1>Un</h1><p>Texte <svg viewBox="0 0 9 9" width="90" height="90"><circle cx="4" cy="4"
r="4"/></svg></p><p><a href="https://a.be/">lien</a></p>"""
SECOND = """<h2>Deux</h2><p>Autre <svg viewBox="0 0 9 9" width="60" height="60"><path
d="M0 0h9v9z"/></svg></p><p><a href="https://b.be/">autre lien</a></p>"""


def test_drawings_and_links_of_two_parts_share_a_page() -> None:
    """The typesetter calls the first drawing of each part by the same name."""
    start = '<html lang="fr"><title>T</title><body class="A4 pair flow">'
    shelf = load_shelf(ROOT)
    typesetter = Typesetter(*start_of(shelf))
    whole = typesetter.typeset(start + FIRST + SECOND, FOOT, 0).data
    chain = Chain(runs_on=True)
    for html in (start + FIRST, start + ROOM + SECOND):
        style = FOOT + chain.starts[-1].style
        chain = chain.then(make_part(PartTask(html, style, {}, 0, pictured=False), typesetter))
    with bound(chain.bound, typesetter.files) as pdf:
        shorten(pdf, 1)
        data = packed(pdf)
    expected = finished(whole, {}, 1)
    assert spoken(data) == spoken(expected)
    assert "pied1" in spoken(data)
    assert sum(ImageChops.difference(drawn(data), drawn(expected)).histogram()[40:]) == 0
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert len(opened.pages) == 1
        numbers = opened.Root.StructTreeRoot.ParentTree.Nums
        owners = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        links = list(opened.pages[0].Annots)
        assert [str(link.A.URI) for link in links] == ["https://a.be/", "https://b.be/"]
        for link in links:
            tag = owners[int(link.StructParent)]
            assert tag.S == "/Link"
            mine = [kid for kid in tag.K if isinstance(kid, pikepdf.Dictionary)]
            assert [kid.Obj.objgen for kid in mine] == [link.objgen]
            assert all(kid.get("/Pg", tag.Pg) == opened.pages[0].obj for kid in mine)


def test_a_part_starts_under_the_one_before_it() -> None:
    assert "counter-reset:page 12" in Start(11, 300.5).style
    assert ".room{height:300.5px}" in Start(11, 300.5).style
    assert "content:none" in Start(11, 300.5).style
    assert "content:none" not in Start(11).style


def test_the_most_memory_of_a_process_is_told_in_megabytes() -> None:
    assert 20 < peak() < 4_000

"""What a fault does: one line that names leaflet, language and place, and the old files stay."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import leaflets
from scripts.leaflets.build import Wanted, build_all
from scripts.leaflets.drafts import is_public
from scripts.leaflets.impose import saddle_order
from scripts.library import ContentError, load_site
from tests.built import ROOT
from tests.print.paper import squeezed, text_of

SITE_URL = "https://icam.info.be/"
DEFINITION = "leaflets/first-steps.yaml"
FRENCH = Wanted(frozenset({"first-steps"}), frozenset({"fr"}))


def copy_of_content(folder: Path) -> Path:
    """The real content in a folder that a test may spoil."""
    for name in ("docs", "data", "leaflets"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def replace_in(path: Path, old: str, new: str) -> None:
    """Spoil a file of a copy."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def no_section(root: Path) -> str:
    """A section that is gone."""
    replace_in(root / "docs/fr/letter.md", "{#dates}", "{#other}")
    return r"PRINT01 first-steps, fr, side 3, letter#dates: docs/fr/letter\.md has no section"


def no_sentence(root: Path) -> str:
    """A contact that the registry does not have."""
    replace_in(root / DEFINITION, "point-appui]", "point-appuis]")
    return r"PRINT01 first-steps, fr, side 2, contacts: data/contacts.yaml has no 'point-appuis'"


def no_font(root: Path) -> str:
    """A font file that is gone."""
    (root / "leaflets/fonts/AtkinsonHyperlegible-Bold.ttf").unlink()
    return r"PRINT02 leaflets/fonts/AtkinsonHyperlegible-Bold\.ttf is missing"


def other_font(root: Path) -> str:
    """A font file that is not the pinned one."""
    folder = root / "leaflets/fonts"
    shutil.copy(
        folder / "AtkinsonHyperlegible-Bold.ttf", folder / "AtkinsonHyperlegible-Regular.ttf"
    )
    return r"PRINT02 leaflets/fonts/AtkinsonHyperlegible-Regular\.ttf is not the file"


def no_glyph(root: Path) -> str:
    """A sign that our fonts cannot draw."""
    replace_in(root / "docs/fr/letter.md", "{#dates}\n", "{#dates}\n\nSalam سلام.\n")
    return r"PRINT03 first-steps, fr: our fonts lack 'ا' U\+0627"


def too_long(root: Path) -> str:
    """A text that does not fit."""
    more = "\n".join("Encore une phrase qui prend de la place." for _ in range(60))
    replace_in(root / "docs/fr/letter.md", "{#dates}\n", f"{{#dates}}\n\n{more}\n")
    return r"PRINT04 first-steps, fr, side 3: .* pages instead of 4; .*letter#dates;"


def no_caution(root: Path) -> str:
    """A disputed fact without its caution."""
    used = "{#dates}\n\n[30 jours](fact:order-days-30)\n"
    replace_in(root / "docs/fr/letter.md", "{#dates}\n", used)
    replace_in(root / DEFINITION, "    - {caution: leaving-time-2026}\n", "")
    return r"PRINT05 first-steps, fr, side 3, letter#dates: fact 'order-days-30' needs"


def weak_contact(root: Path) -> str:
    """A contact whose data is not good enough for paper."""
    replace_in(root / DEFINITION, "point-appui]", "nansen]")
    return r"PRINT06 first-steps, fr, side 2, contacts: contact 'nansen' has grade B"


def unknown_key(root: Path) -> str:
    """A key that nobody understands."""
    replace_in(root / DEFINITION, "number: 1", "number: 1\ncolour: red")
    return r"PRINT07 colour: unknown key"


def same_number(root: Path) -> str:
    """Two leaflets with one number."""
    replace_in(root / "leaflets/interview.yaml", "number: 2", "number: 1")
    return r"PRINT07 number 1 is that of 'first-steps'; give 'interview' another"


FAULTS = (
    no_section,
    no_sentence,
    no_font,
    other_font,
    no_glyph,
    too_long,
    no_caution,
    weak_contact,
    unknown_key,
    same_number,
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content that the command works on."""
    content = copy_of_content(tmp_path / "root")
    monkeypatch.setattr(leaflets, "ROOT", content)
    monkeypatch.setenv("SITE_URL", SITE_URL)
    return content


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__)
def test_a_fault_is_one_line_and_leaves_the_old_files(
    spoil: Callable[[Path], str], root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    good = out / "fr-first-steps.pdf"
    good.write_bytes(b"the last good file")
    expected = spoil(root)
    command = ["--out", str(out), "--only", "first-steps", "--language", "fr"]
    assert leaflets.main(command) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1, lines
    assert re.match(rf"leaflets/\S+:\d+: {expected}", lines[0]), lines
    assert [path.read_bytes() for path in out.iterdir()] == [b"the last good file"]


def test_languages_that_do_not_match_are_named(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in(root / "docs/nl/letter.md", "{#dates}\n", "{#dates}\n\nNog een alinea.\n")
    command = ["--out", str(tmp_path), "--only", "first-steps", "--language", "fr-nl"]
    assert leaflets.main(command) == 1
    line = capsys.readouterr().err.strip()
    assert re.match(
        r"leaflets/first-steps\.yaml:\d+: PRINT09 first-steps, fr \+ nl, letter#dates", line
    )


@pytest.mark.parametrize("language", ["xx", "fr-xx", "fr-fr", "nl-fr", "en-nl", "fr-nl-en"])
def test_unknown_language(
    language: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leaflets.main(["--out", str(tmp_path), "--language", language]) == 1
    said = f"PRINT11 no language or pair '{language}' to print; there are fr, nl, en, fr-nl, fr-en,"
    assert said in capsys.readouterr().err


def test_the_booklet_is_made_in_one_language_at_a_time(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is made, and that is said."""
    command = ["--out", str(tmp_path / "out"), "--only", "booklet", "--language", "fr-nl"]
    assert leaflets.main(command) == 1
    assert "PRINT11 no leaflet booklet in fr-nl; " in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_unknown_leaflet(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert leaflets.main(["--out", str(tmp_path), "--only", "first"]) == 1
    assert "PRINT11 no leaflet 'first'; there are booklet, " in capsys.readouterr().err


def test_a_release_needs_a_publisher_and_an_address(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "http://127.0.0.1:8000/")
    assert leaflets.main(["--out", str(tmp_path / "out"), "--release"]) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    place = "leaflets/settings.yaml"
    assert [line.split(";")[0] for line in lines] == [
        f"{place}:1: PRINT10 SITE_URL 'http://127.0.0.1:8000/' is not a public address",
        f"{place}:4: PRINT10 publisher is not set",
    ]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("publisher", "address", "marks"),
    [
        ("", SITE_URL, True),
        ("A. Name, Street 1, 1000 X", SITE_URL, False),
        ("A. Name, Street 1, 1000 X", "http://127.0.0.1:8000/", True),
    ],
)
def test_draft_until_there_is_a_publisher_and_an_address(
    root: Path, tmp_path: Path, publisher: str, address: str, marks: bool
) -> None:
    settings = root / "leaflets/settings.yaml"
    words = re.sub(r"(?m)^publisher:.*$", f'publisher: "{publisher}"', settings.read_text("utf-8"))
    settings.write_text(words, "utf-8")
    reading, _ = build_all(load_site(root), tmp_path / "out", address, wanted=FRENCH)
    text = text_of(reading)
    assert text.count("Projet") == (6 if marks else 0)
    assert squeezed(publisher) in text


def test_a_publisher_that_has_no_room_beside_the_cards_is_named(root: Path) -> None:
    settings = root / "leaflets/settings.yaml"
    long = "A. Name, " + "Very Long Street, " * 16 + "1000 X"
    words = re.sub(r"(?m)^publisher:.*$", f'publisher: "{long}"', settings.read_text("utf-8"))
    settings.write_text(words, "utf-8")
    cards = Wanted(frozenset({"wallet"}), frozenset({"fr", "nl-en"}))
    with pytest.raises(ContentError) as caught:
        build_all(load_site(root), root / "out", SITE_URL, wanted=cards)
    lines = sorted(str(finding).split(";")[0] for finding in caught.value.findings)
    start, end = (
        "leaflets/settings.yaml:4: PRINT04 wallet, ",
        ", beside the cards: the imprint does",
    )
    assert lines == [f"{start}{name}{end} not fit" for name in ("fr", "nl + en")]


def test_same_content_same_bytes_and_unchanged_files_are_left_alone(
    root: Path, tmp_path: Path
) -> None:
    site = load_site(root)
    paths = build_all(site, tmp_path / "one", SITE_URL, wanted=FRENCH)
    good = [path.read_bytes() for path in paths]
    times = [path.stat().st_mtime_ns for path in paths]
    paths[0].write_bytes(b"broken")
    build_all(site, tmp_path / "one", SITE_URL, wanted=FRENCH)
    assert [path.read_bytes() for path in paths] == good
    assert paths[1].stat().st_mtime_ns == times[1]
    shutil.rmtree(root / ".build")
    again = build_all(site, tmp_path / "two", SITE_URL, wanted=FRENCH)
    assert [path.read_bytes() for path in again] == good
    other = build_all(site, tmp_path / "two", "https://other.be/", wanted=FRENCH)
    assert all(path.read_bytes() not in good for path in other)


def test_list_builds_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert leaflets.main(["--list", "--out", str(root / "out")]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 11 * 6 + 3
    assert rows[0].startswith("first-steps fr: A5 folded, 4 pages, not made, ")
    assert not (root / "out").exists()


def test_fault_of_the_definition_names_its_line(root: Path, tmp_path: Path) -> None:
    no_section(root)
    with pytest.raises(ContentError) as caught:
        build_all(load_site(root), tmp_path / "out", SITE_URL, wanted=FRENCH)
    rows = (root / DEFINITION).read_text("utf-8").split("\n")
    [finding] = caught.value.findings
    assert "section: dates" in rows[finding.line - 1]


def test_saddle_stitch_order() -> None:
    assert list(saddle_order(4, right_to_left=False)) == [(3, 0), (1, 2)]
    assert list(saddle_order(8, right_to_left=False)) == [(7, 0), (1, 6), (5, 2), (3, 4)]
    assert list(saddle_order(4, right_to_left=True)) == [(0, 3), (2, 1)]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://icam.info.be/", True),
        ("http://icam.info.be/", False),
        ("https://localhost/", False),
        ("https://127.0.0.1/", False),
        ("https://icam.example/", False),
        ("", False),
    ],
)
def test_address_of_a_published_site(address: str, public: bool) -> None:
    assert is_public(address) is public

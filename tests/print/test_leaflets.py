"""The leaflets as a reader holds them: what is on the sheets, and what a fault does."""

import datetime as dt
import os
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
import yaml
import zxingcpp
from PIL import Image, ImageChops
from pypdf import PdfReader

from scripts import leaflets
from scripts.leaflets.build import build_all
from scripts.leaflets.compose import section_rows
from scripts.library import ContentError, Page, Site, load_site

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("fr", "nl", "en")
SITE_URL = "https://icam-info.example/"
DAY = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
A4 = (595.28, 841.89)
LEAST_SIZE = 12.0
LEAST_MARGIN = 10.0
MM = 25.4
DEFINITION = "leaflets/first-steps.yaml"
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def copy_of_content(folder: Path) -> Path:
    """The real content in a folder that a test may spoil."""
    for name in ("docs", "data", "leaflets"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module", autouse=True)
def _dated() -> object:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(DAY.timestamp()))
    yield
    os.environ.pop("SOURCE_DATE_EPOCH")
    if before is not None:
        os.environ["SOURCE_DATE_EPOCH"] = before


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A copy of the real content, loaded; only looked at."""
    return load_site(copy_of_content(tmp_path_factory.mktemp("content")))


@pytest.fixture(scope="module")
def sheets(site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The leaflet of each language."""
    out = tmp_path_factory.mktemp("print")
    paths = build_all(site, out, SITE_URL)
    assert [path.name for path in paths] == [f"{code}-first-steps.pdf" for code in LANGUAGES]
    return dict(zip(LANGUAGES, paths, strict=True))


def run(*command: str) -> str:
    """What a program of poppler prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def picture(pdf: Path, page: int, folder: Path, *options: str) -> Image.Image:
    """A page as it is drawn by poppler."""
    target = folder / f"{pdf.stem}-{page}"
    number = ("-f", str(page), "-l", str(page))
    run("pdftoppm", "-png", "-singlefile", *number, *options, str(pdf), str(target))
    with Image.open(target.with_suffix(".png")) as image:
        image.load()
        return image


def squeezed(text: str) -> str:
    """Text without any space: where lines break does not matter."""
    return re.sub(r"\s+", "", text)


def text_of(pdf: Path) -> str:
    """All words of a PDF, squeezed."""
    return squeezed(run("pdftotext", "-raw", str(pdf), "-"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_pages_of_a4(sheets: dict[str, Path], language: str) -> None:
    pages = PdfReader(sheets[language]).pages
    assert len(pages) == 2
    for page in pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
            A4, abs=0.5
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_fonts_only_and_inside_the_file(sheets: dict[str, Path], language: str) -> None:
    rows = run("pdffonts", str(sheets[language])).splitlines()[2:]
    assert len(rows) == 2
    for row in rows:
        assert re.match(r"[A-Z]{6}\+Leaflet-Sans(-Bold)?\s", row)
        assert re.search(r"Identity-H +yes yes yes", row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_under_twelve_points(sheets: dict[str, Path], language: str) -> None:
    sizes: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            scale = abs(tm[0] * cm[0] + tm[1] * cm[2]) or abs(tm[3] * cm[3])
            sizes.append(size * scale)

    for page in PdfReader(sheets[language]).pages:
        page.extract_text(visitor_text=visit)
    assert len(sizes) > 50
    assert min(sizes) >= LEAST_SIZE - 0.01
    assert max(sizes) > 2 * LEAST_SIZE


@pytest.mark.parametrize("language", LANGUAGES)
def test_qr_opens_the_printed_address(
    sheets: dict[str, Path], language: str, tmp_path: Path
) -> None:
    image = picture(sheets[language], 2, tmp_path, "-r", "150", "-gray")
    codes = zxingcpp.read_barcodes(image)
    address = f"{SITE_URL}{language}/"
    assert [code.text for code in codes] == [address]
    assert address in text_of(sheets[language])
    corner = codes[0].position
    side = (corner.top_right.x - corner.top_left.x) / 150 * MM
    assert side >= 25


def fragments(site: Site, language: str) -> list[str]:
    """Every piece of text that the definition takes from the pages, without its marks."""
    found = []
    for part in [part for side in definition()["sides"] for part in side]:
        if "page" not in part or part.get("block") == "fields":
            continue
        page = site.pages[language][part["page"]]
        rows = part_rows(page, part)
        kept = [row for row in rows if not row.startswith("///")]
        if part.get("heading"):
            kept = [row for row in kept if not row.startswith("#")]
        for row in kept:
            bare = re.sub(r"^\s*(\d+\.|-|#+)\s+|\*\*|\{#.*\}", "", row)
            found += [piece for piece in LINK.split(bare) if piece.strip()]
    return found


def definition() -> dict[str, list[list[dict[str, str]]]]:
    """The definition as plain YAML."""
    read: dict[str, list[list[dict[str, str]]]] = yaml.safe_load(
        (ROOT / DEFINITION).read_text("utf-8")
    )
    return read


def part_rows(page: Page, part: dict[str, str]) -> list[str]:
    """The rows of a part, without the blocks that are left out."""
    if part.get("block") == "lead":
        return page.body.strip().split("\n\n")[0].split("\n")
    if "block" in part:
        block = next(block for block in page.blocks if block.name == part["block"])
        first, last = block.line - page.body_line, block.end_line - page.body_line
        return page.body.split("\n")[first:last]
    rows = section_rows(page, part["section"])
    assert rows
    gone = [block for block in page.blocks if block.name in part.get("leave_out", [])]
    return [
        text
        for line, text in rows
        if not any(block.line <= line <= block.end_line for block in gone)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_pages_are_on_paper(
    site: Site, sheets: dict[str, Path], language: str
) -> None:
    text = text_of(sheets[language])
    pieces = fragments(site, language)
    assert len(pieces) > 40
    assert [piece for piece in pieces if squeezed(piece) not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_contacts_carry_the_day_of_their_check(
    site: Site, sheets: dict[str, Path], language: str
) -> None:
    text = text_of(sheets[language])
    parts = [part for side in definition()["sides"] for part in side if "contacts" in part]
    names = [name for part in parts for name in part["contacts"]]
    assert names
    for name in names:
        contact = site.contacts[name]
        assert contact.grade in ("A1", "A2")
        assert squeezed(contact.name.in_language(language)) in text
        assert squeezed(contact.phones[0].shown) in text
    said = {"fr": "vérifiéle23novembre2026", "nl": "nagekekenop23november2026"}
    assert text.count(said.get(language, "checkedon23November2026")) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_black_on_white_with_margins(
    sheets: dict[str, Path], language: str, tmp_path: Path
) -> None:
    hard = ("-r", "100", "-aa", "no", "-aaVector", "no")
    for page in (1, 2):
        image = picture(sheets[language], page, tmp_path, *hard).convert("RGB")
        red, green, blue = image.split()
        assert ImageChops.difference(red, green).getbbox() is None
        assert ImageChops.difference(red, blue).getbbox() is None
        assert {value for value, count in enumerate(red.histogram()) if count} == {0, 255}
        box = ImageChops.invert(red).getbbox()
        assert box
        left, top, right, bottom = (edge / 100 * MM for edge in box)
        assert min(left, top) >= LEAST_MARGIN
        assert 210 - right >= LEAST_MARGIN
        assert 297 - bottom >= LEAST_MARGIN


@pytest.mark.parametrize("language", LANGUAGES)
def test_tagged_with_language_and_title(sheets: dict[str, Path], language: str) -> None:
    with pikepdf.open(sheets[language]) as pdf:
        root = pdf.Root
        assert str(root.Lang) == language
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert root.StructTreeRoot.K is not None
        title = str(pdf.docinfo["/Title"])
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    assert title.startswith("ICAM-info 1. ")


VERSIONS = {
    "fr": "Version du 23 novembre 2026",
    "nl": "Versie van 23 november 2026",
    "en": "Version of 23 November 2026",
}
DRAFTS = {
    "fr": "Projet : ne pas distribuer",
    "nl": "Ontwerp: niet verspreiden",
    "en": "Draft: do not hand out",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_version_on_each_sheet(sheets: dict[str, Path], language: str) -> None:
    assert text_of(sheets[language]).count(squeezed(VERSIONS[language])) == 3


@pytest.mark.parametrize(("publisher", "marks"), [("", 4), ("A. Name, Street 1, 1000 X", 0)])
def test_draft_until_there_is_a_publisher(tmp_path: Path, publisher: str, marks: int) -> None:
    root = copy_of_content(tmp_path / "root")
    settings = root / "leaflets/settings.yaml"
    words, count = re.subn(
        r"^publisher:.*$", f'publisher: "{publisher}"', settings.read_text("utf-8"), flags=re.M
    )
    assert count == 1
    settings.write_text(words, "utf-8")
    for path in build_all(load_site(root), tmp_path / "out", SITE_URL):
        text = text_of(path)
        assert text.count(squeezed(DRAFTS[path.name[:2]])) == marks
        assert squeezed(publisher) in text


def test_same_content_same_bytes(site: Site, sheets: dict[str, Path], tmp_path: Path) -> None:
    again = build_all(site, tmp_path, SITE_URL)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in sheets.values()]


def test_unchanged_leaflets_are_left_alone(site: Site, tmp_path: Path) -> None:
    paths = build_all(site, tmp_path, SITE_URL)
    good = paths[0].read_bytes()
    times = [path.stat().st_mtime_ns for path in paths]
    paths[0].write_bytes(b"broken")
    build_all(site, tmp_path, SITE_URL)
    assert paths[0].read_bytes() == good
    assert [path.stat().st_mtime_ns for path in paths[1:]] == times[1:]
    build_all(site, tmp_path, "https://other.example/")
    assert all(path.stat().st_mtime_ns not in times for path in paths)


def replace_in(path: Path, old: str, new: str) -> None:
    """Spoil a file of a copy."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def no_section(root: Path) -> str:
    """A section that one language does not have."""
    replace_in(root / "docs/nl/letter.md", "{#which}", "{#other}")
    return r"PRINT01 first-steps, nl, side 1, letter#which: docs/nl/letter\.md has no section"


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
    replace_in(root / "docs/en/letter.md", "{#which}\n", "{#which}\n\nSalam سلام.\n")
    return r"PRINT03 first-steps, en: our fonts lack 'ا' U\+0627"


def too_long(root: Path) -> str:
    """A text that does not fit."""
    more = "\n".join("Encore une phrase qui prend de la place." for _ in range(60))
    replace_in(root / "docs/fr/letter.md", "{#which}\n", f"{{#which}}\n\n{more}\n")
    return r"PRINT04 first-steps, fr, side 1: .* 3 pages instead of 2; .* letter#which;"


def no_caution(root: Path) -> str:
    """A disputed fact without its caution."""
    replace_in(root / DEFINITION, "    - {caution: leaving-time-2026}\n", "")
    used = "/// orgs\n[30 days](fact:order-days-30)\n"
    replace_in(root / "docs/en/what-you-say.md", "/// orgs\n", used)
    return r"PRINT05 first-steps, en, side 2, what-you-say#file: fact 'order-days-30' needs"


def weak_contact(root: Path) -> str:
    """A contact whose data is not good enough for paper."""
    replace_in(root / DEFINITION, "point-appui]", "nansen]")
    return r"PRINT06 first-steps, \w\w, side 1, contacts: contact 'nansen' has grade B"


def unknown_key(root: Path) -> str:
    """A key that nobody understands."""
    replace_in(root / DEFINITION, "number: 1", "number: 1\ncolour: red")
    return r"PRINT07 colour: unknown key"


FAULTS = (
    no_section,
    no_font,
    other_font,
    no_glyph,
    too_long,
    no_caution,
    weak_contact,
    unknown_key,
)


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__)
def test_a_fault_is_one_line_and_leaves_the_old_files(
    spoil: object,
    sheets: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = copy_of_content(tmp_path / "root")
    out = tmp_path / "out"
    monkeypatch.setattr(leaflets, "ROOT", root)
    monkeypatch.setenv("SITE_URL", SITE_URL)
    out.mkdir()
    for path in sheets.values():
        shutil.copy(path, out)
    good = {path.name: path.read_bytes() for path in out.iterdir()}
    assert len(good) == len(LANGUAGES)
    assert callable(spoil)
    expected = spoil(root)
    assert leaflets.main(["--out", str(out)]) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == (len(LANGUAGES) if spoil is weak_contact else 1), lines
    assert all(re.match(rf"leaflets/\S+:\d+: {expected}", line) for line in lines), lines
    assert {path.name: path.read_bytes() for path in out.iterdir()} == good


def test_list_builds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert leaflets.main(["--list"]) == 0
    assert capsys.readouterr().out == "1 first-steps A4 2 pages: First steps\n"


def test_fault_of_the_definition_names_its_line(tmp_path: Path) -> None:
    root = copy_of_content(tmp_path)
    no_section(root)
    with pytest.raises(ContentError) as caught:
        build_all(load_site(root), tmp_path / "out", SITE_URL)
    rows = (root / DEFINITION).read_text("utf-8").split("\n")
    [finding] = caught.value.findings
    assert "section: which" in rows[finding.line - 1]

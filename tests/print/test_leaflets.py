"""The published leaflets as a reader holds them: every file of ``site/print``, from outside."""

import html as markup
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops

from scripts.leaflets.definition import Leaflet, Part, Shelf, load_shelf
from scripts.leaflets.drafts import is_public
from scripts.leaflets.lines import section_rows
from scripts.leaflets.typeset import foreign_fonts
from scripts.library import Page, Site
from scripts.library.recall import is_code, spaced
from tests.built import ROOT, SITE, real_site
from tests.print.paper import (
    MM,
    contents_of,
    page_sizes,
    picture,
    run,
    sizes_of,
    squeezed,
    text_of,
    words_of,
)

PRINT = SITE / "print"
LANGUAGES = ("fr", "nl", "en")
CHOICES = (("fr",), ("nl",), ("en",), ("fr", "nl"), ("fr", "en"), ("nl", "en"))
SIZES = {"A3": (297, 420), "A4": (210, 297), "A5": (148.5, 210), "card": (90, 55)}
LEAST_MARGIN = {"A3": 10.0, "A4": 9.0, "A5": 9.0, "card": 2.5}
STRIP = (277, 14)
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
DRAFTS = {"fr": "Projet : ne pas", "nl": "Ontwerp: niet", "en": "Draft: do not"}


@dataclass(frozen=True)
class File:
    """A leaflet in one language or in two."""

    leaflet: Leaflet
    codes: tuple[str, ...]

    @property
    def name(self) -> str:
        """As in the name of the file."""
        return "-".join((*self.codes, self.leaflet.definition.id))

    @property
    def reading(self) -> Path:
        """The file to read."""
        return PRINT / f"{self.name}.pdf"

    @property
    def printed(self) -> Path:
        """The file to print."""
        return PRINT / f"{self.name}-print.pdf"

    @property
    def format(self) -> str:
        """Format of a page."""
        return self.leaflet.definition.format_of(paired=len(self.codes) == 2)

    @property
    def pages(self) -> int:
        """Pages that the definition fixes, or those that are there."""
        fixed = self.leaflet.definition.pages_of(paired=len(self.codes) == 2)
        return fixed or len(page_sizes(self.reading))

    @property
    def strips(self) -> int:
        """Pages that follow: the imprint beside the cards on a sheet, one a language."""
        return len(self.codes) if self.format == "card" else 0

    @property
    def last(self) -> int:
        """The last page (from 1) with words on it: empty ones may follow."""
        pages = words_of(self.reading)[: self.pages]
        return max(number for number, words in enumerate(pages, start=1) if words)


@cache
def shelf() -> Shelf:
    """The definitions."""
    return load_shelf(ROOT)


@cache
def site() -> Site:
    """The content."""
    return real_site()


FILES = [
    File(leaflet, codes)
    for leaflet in shelf().leaflets
    for codes in CHOICES
    if len(codes) == 1 or leaflet.definition.pair
]
PAIRS = [file for file in FILES if len(file.codes) == 2]
SMALL = [file for file in FILES if file.leaflet.definition.id != "booklet"]

every = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
every_small = pytest.mark.parametrize("file", SMALL, ids=lambda file: file.name)
every_pair = pytest.mark.parametrize("file", PAIRS, ids=lambda file: file.name)


def test_two_files_of_each_leaflet_and_nothing_else() -> None:
    assert PRINT.is_dir(), "site/print is not there: run `make leaflets` first"
    wanted = {path.name for file in FILES for path in (file.reading, file.printed)}
    assert {path.name for path in PRINT.glob("*.pdf")} == wanted
    # All but the booklet in six choices, the booklet in three.
    assert len(wanted) == 2 * (11 * 6 + 3)


@every
def test_as_many_pages_as_fixed_or_needed_in_their_format(file: File) -> None:
    sizes = page_sizes(file.reading)
    assert len(sizes) == file.pages + file.strips
    assert all(size == pytest.approx(SIZES[file.format], abs=0.2) for size in sizes[: file.pages])
    assert all(size == pytest.approx(STRIP, abs=0.2) for size in sizes[file.pages :])
    folded = len(file.codes) == 1 and file.leaflet.definition.fold
    fixed = file.leaflet.definition.pages_of(paired=len(file.codes) == 2)
    # No more empty pages than a folded sheet needs.
    assert fixed or file.pages - file.last < (4 if folded else 1)


@every
def test_print_file_is_imposed(file: File) -> None:
    sizes = page_sizes(file.printed)
    wide, high = SIZES[file.format]
    if len(file.codes) == 1 and file.leaflet.definition.fold:
        assert len(sizes) == file.pages / 2
        assert all(size == pytest.approx((2 * wide, high), abs=0.2) for size in sizes)
    elif file.format == "card":
        assert all(size == pytest.approx(SIZES["A4"], abs=0.2) for size in sizes)
        assert len(sizes) == file.pages
    else:
        assert sizes == page_sizes(file.reading)


def test_a_sheet_of_cards_tells_who_answers_for_it(tmp_path: Path) -> None:
    """The imprint stands beside the ten cards: on both sides, or a language on each."""
    for name, languages in (("fr", ("fr", "fr")), ("nl-en", ("nl", "en"))):
        path = PRINT / f"{name}-wallet-print.pdf"
        for number, code in enumerate(languages, start=1):
            line = squeezed(shelf().words["independence"].in_language(code))
            text = run("pdftotext", "-raw", "-f", str(number), "-l", str(number), str(path), "-")
            assert squeezed(text).count(line) == 1
            page = picture(path, number, tmp_path, "-r", "72", "-gray")
            box = ImageChops.invert(page).getbbox()
            assert box
            edges = (box[0], box[1], page.width - box[2], page.height - box[3])
            # An office printer leaves four millimetres white.
            assert min(edges) / 72 * MM >= 4.2


@pytest.mark.parametrize(
    "file",
    [f for f in SMALL if len(f.codes) == 1 and f.leaflet.definition.fold],
    ids=lambda f: f.name,
)
def test_folded_pages_follow_each_other(file: File) -> None:
    """A sheet folded in the middle: 4 and 1 outside, 2 and 3 inside."""
    front, back = words_of(file.printed)
    width = SIZES["A4"][1] / MM * 72
    halves = [
        [word.text for word in words if (word.left > width / 2) == right]
        for words, right in ((front, True), (back, False), (back, True), (front, False))
    ]
    pages = [[word.text for word in words] for words in words_of(file.reading)]
    assert [Counter(half) for half in halves] == [Counter(page) for page in pages]


@every
def test_only_the_foot_of_a_page_is_not_read_aloud(file: File) -> None:
    """Text that is marked as an artifact is passed over by a reading program."""
    for page in contents_of(file.reading):
        silent = re.findall(rb"/Artifact\s+BMC\n(.*?)EMC", page, re.DOTALL)
        # The name of the leaflet with its date, and the number of the page.
        assert sum(len(re.findall(rb"T[jJ]|'\n", text)) > 0 for text in silent) <= 2
    # Every mark has its tag, and every tag of text its mark.
    with pikepdf.open(file.reading) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        tags = [len(owners) for owners in numbers if isinstance(owners, pikepdf.Array)]
    marks = [page.count(b"<</MCID ") for page in contents_of(file.reading)]
    # Empty pages may follow.
    assert tags == marks[: len(tags)]
    assert not any(marks[len(tags) :])


@every
def test_our_fonts_only_and_inside_the_files(file: File) -> None:
    for path in (file.reading, file.printed):
        assert foreign_fonts(path.read_bytes()) == []
    with pikepdf.open(file.reading) as pdf:
        names = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        assert sum(o.get("/Type") == "/FontDescriptor" for o in names) == 2


@every
def test_no_text_under_twelve_points(file: File) -> None:
    sizes = sizes_of(file.reading)
    # On A4 a poster is seven tenths as large.
    least = 12 / 0.7071 if file.format == "A3" else 12
    assert min(sizes) >= least - 0.05
    common = [size for size, _ in Counter(round(size) for size in sizes).most_common(2)]
    # A card has room for 12 points only; the labels for a lawyer are smaller than the questions.
    assert file.format == "card" or max(common) >= 14


@every
def test_qr_opens_the_printed_address(file: File, tmp_path: Path) -> None:
    image = picture(file.reading, file.last, tmp_path, "-r", "150", "-gray")
    [code] = zxingcpp.read_barcodes(image)
    assert squeezed(code.text) in text_of(file.reading)
    address, _, short = code.text.rstrip("/").rpartition("/v/")
    assert address.startswith("http")
    assert is_code(short)
    # What the sheet says of itself is there, in its languages.
    page = (SITE / "v" / short / "index.html").read_text("utf-8")
    for language in file.codes:
        title = shelf().words[file.leaflet.definition.title].in_language(language)
        assert title in markup.unescape(page).replace("\u00a0", " ").replace("\u202f", " ")
    if file.format != "card":
        assert squeezed(spaced(short)) in text_of(file.reading)
    corner = code.position
    side = (corner.top_right.x - corner.top_left.x) / 150 * MM
    assert side >= (19.5 if file.format == "card" else 25)


def test_qr_of_each_card_to_cut(tmp_path: Path) -> None:
    image = picture(PRINT / "fr-wallet-print.pdf", 2, tmp_path, "-r", "150", "-gray")
    codes = zxingcpp.read_barcodes(image)
    assert len(codes) == 10
    assert len({code.text for code in codes}) == 1


FOOTER = re.compile(r"ICAM-info\d+\.\D{0,40}\d{1,2}\D{3,20}\d{4}\D{0,30}?\d+")
"""The foot of a page, without spaces: a sentence may go on behind it."""


def fragments(file: File, code: str) -> Iterator[str]:
    """Every piece of text that the definition takes from the pages, without its marks."""
    for part in [part for side in file.leaflet.definition.sides for part in side]:
        if part.page is None or part.items or part.block == "fields":
            continue
        page = site().pages[code][part.page]
        kept = [row for row in part_rows(page, part) if not row.startswith("///")]
        if part.heading:
            kept = [row for row in kept if not row.startswith("#")]
        for row in kept:
            bare = re.sub(r"^\s*(\d+\.|-|#+)\s+|\*\*|\{#.*\}", "", row)
            yield from (piece for piece in LINK.split(bare) if piece.strip())


def part_rows(page: Page, part: Part) -> list[str]:
    """The rows of a part, without the blocks that are left out."""
    if part.block and not part.section:
        block = next(block for block in page.blocks if block.name == part.block)
        first, last = block.line - page.body_line, block.end_line - page.body_line
        return page.body.split("\n")[first:last]
    rows = section_rows(page, part.section or "")
    assert rows
    gone = [block for block in page.blocks if block.name in (*part.leave_out, "card")]
    return [
        text
        for line, text in rows
        if not any(block.line <= line <= block.end_line for block in gone)
    ]


@every_small
def test_the_words_of_the_pages_are_on_paper(file: File) -> None:
    text = FOOTER.sub("", text_of(file.reading))
    for code in file.codes:
        pieces = list(fragments(file, code))
        assert [piece for piece in pieces if squeezed(piece) not in text] == []
    parts = [part for side in file.leaflet.definition.sides for part in side]
    assert not any(part.page for part in parts) or len(list(fragments(file, file.codes[0]))) > 8


@pytest.mark.parametrize("code", LANGUAGES)
def test_sentences_stand_in_french_dutch_and_the_readers_language(code: str) -> None:
    text = text_of(PRINT / f"{code}-wallet.pdf")
    parts = next(
        each for each in shelf().leaflets if each.definition.id == "wallet"
    ).definition.sides
    names = [name for side in parts for part in side for name in part.sentences]
    assert len(names) >= 4
    for name in names:
        sentence = site().sentences[name]
        assert all(squeezed(sentence.in_language(c)) in text for c in ("fr", "nl", code))


@every_small
def test_contacts_carry_the_day_of_their_check(file: File) -> None:
    text = text_of(file.reading)
    parts = [part for side in file.leaflet.definition.sides for part in side if part.contacts]
    for name in [name for part in parts for name in part.contacts]:
        contact = site().contacts[name]
        assert contact.grade in ("A1", "A2")
        assert text.count(squeezed(contact.phones[0].shown)) >= len(file.codes)
        assert all(squeezed(contact.name.in_language(code)) in text for code in file.codes)


@every_small
def test_black_on_white_with_margins(file: File, tmp_path: Path) -> None:
    """Drawn without grey at all, as a bad photocopy: nothing but black and white is there."""
    hard = ("-r", "72", "-aa", "no", "-aaVector", "no")
    for number in range(1, file.last + 1):
        image = picture(file.reading, number, tmp_path, *hard).convert("RGB")
        red, green, blue = image.split()
        assert ImageChops.difference(red, green).getbbox() is None
        assert ImageChops.difference(red, blue).getbbox() is None
        assert {value for value, count in enumerate(red.histogram()) if count} <= {0, 255}
        _check_margins(red, file.format)


def _check_margins(page: Image.Image, paper: str) -> None:
    box = ImageChops.invert(page).getbbox()
    assert box
    left, top, right, bottom = (edge / 72 * MM for edge in box)
    wide, high = SIZES[paper]
    assert min(left, top, wide - right, high - bottom) >= LEAST_MARGIN[paper]


@every_pair
def test_both_columns_start_each_paragraph_at_the_same_height(file: File) -> None:
    """The number in the middle stands beside the first line of both columns."""
    seen = 0
    for words in words_of(file.reading):
        middle = SIZES[file.format][0] / MM * 72 / 2
        left = {round(w.top) for w in words if w.right < middle - 6}
        right = {round(w.top) for w in words if w.left > middle + 6}
        for word in words:
            small = word.bottom - word.top < 20
            if small and word.text.isdigit() and abs((word.left + word.right) / 2 - middle) < 6:
                near = range(round(word.top) - 6, round(word.top) + 7)
                seen += bool(left & set(near)) and bool(right & set(near))
                # A drawing has no words in its first line, on neither side.
                assert bool(left & set(near)) == bool(right & set(near)), word
    assert seen > 3 or file.format in ("A3", "card")


@every_pair
def test_the_right_column_has_its_own_language(file: File) -> None:
    with pikepdf.open(file.reading) as pdf:
        assert str(pdf.Root.Lang) == file.codes[0]
        marked = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Lang" in o]
        languages = Counter(str(o.Lang) for o in marked if o.get("/Type") == "/StructElem")
    assert set(languages) == {file.codes[1]}
    assert languages[file.codes[1]] > 5


@every
def test_tagged_with_language_title_and_bookmarks(file: File) -> None:
    with pikepdf.open(file.reading) as pdf:
        root = pdf.Root
        assert str(root.Lang) == file.codes[0]
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert len(root.StructTreeRoot.K) == 1
        assert str(pdf.docinfo["/Title"]).startswith(
            f"ICAM-info {file.leaflet.definition.number}. "
        )
        assert "/Outlines" in root or file.format == "card"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    with pikepdf.open(file.printed) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert str(pdf.docinfo["/Title"]).startswith("ICAM-info")


@every
def test_footer_says_what_it_is(file: File) -> None:
    text = text_of(file.reading)
    draft = not (shelf().settings.publisher and is_public("http://127.0.0.1/"))
    for code in file.codes:
        words = shelf().words
        assert squeezed(words["still_right"].in_language(code)) in text
        if draft:
            assert squeezed(words["draft_short"].in_language(code)) in text
        for line in (
            site().notice("general_information", code),
            site().notice("licence", code),
            words["independence"].in_language(code),
            words["publisher_missing"].in_language(code),
            words[file.leaflet.definition.title].in_language(code),
            site().languages[code].name,
        ):
            assert squeezed(line) in text
        assert squeezed(DRAFTS[code]) in text
    assert re.search(r"20\d\d", text)


@every_small
def test_no_heading_ends_a_page(file: File) -> None:
    """The last words of a page, above its foot, are not those of a heading."""
    headings = {
        squeezed(section.title)
        for code in file.codes
        for page in site().pages[code].values()
        for section in page.sections
    }
    for words in words_of(file.reading)[: file.last]:
        if not words or file.format == "card":
            continue
        foot = max(word.top for word in words) - 8
        bottom = max((word.bottom for word in words if word.bottom < foot), default=0)
        line = squeezed("".join(w.text for w in words if abs(w.bottom - bottom) < 3))
        assert line not in headings

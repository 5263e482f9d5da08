"""Paper in a script that is read from the right: direction, columns, digits and phones."""

import shutil
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageChops

from scripts.leaflets.build import Wanted, build_all
from scripts.library import load_site
from tests.built import ROOT
from tests.print.paper import MM, picture, run, squeezed, text_of, words_of
from tests.print.pseudo import CODE, arabic, translate
from tests.print.verapdf import validate

IDS = frozenset({"first-steps", "wallet"})
CHOICES = frozenset({CODE, f"fr-{CODE}", f"nl-{CODE}"})
PHONE = ["02\u00a0629\u00a077\u00a023"]
ARABIC = range(0x600, 0x700)


@pytest.fixture(scope="session")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The leaflets with the test language, by name."""
    root = tmp_path_factory.mktemp("right-to-left")
    for name in ("docs", "data", "leaflets"):
        shutil.copytree(ROOT / name, root / name)
    site = load_site(translate(root))
    paths = build_all(
        site, root / "out", "http://127.0.0.1:8000/", wanted=Wanted(IDS, CHOICES), workers=1
    )
    return {path.stem: path for path in paths}


def is_arabic(text: str) -> bool:
    """Whether a word has letters of the test language."""
    return any(ord(sign) in ARABIC or 0xFB50 <= ord(sign) <= 0xFEFF for sign in text)


@pytest.mark.parametrize("name", ["fr-en", "nl-en"])
def test_the_language_read_from_the_right_stands_on_the_right(
    sheets: dict[str, Path], name: str
) -> None:
    middle = 210 / MM * 72 / 2
    for words in words_of(sheets[f"{name}-first-steps"]):
        body = [word for word in words if word.bottom < 297 / MM * 72 - 50]
        found = [word for word in body if is_arabic(word.text)]
        assert found
        for word in found:
            assert word.left > middle


@pytest.mark.parametrize("name", ["en", "fr-en", "nl-en"])
def test_phones_read_from_left_to_right(sheets: dict[str, Path], name: str) -> None:
    """A plain number in Arabic text is drawn with its groups in reverse: a wrong number."""
    seen = 0
    for words in words_of(sheets[f"{name}-first-steps"]):
        rows: dict[int, list[tuple[float, str]]] = {}
        for word in words:
            rows.setdefault(round(word.top), []).append((word.left, word.text))
        for row in rows.values():
            line = squeezed("".join(text for _, text in sorted(row)))
            assert "23776290" not in line
            seen += line.count("026297723")
    assert seen == (1 if name == "en" else 2)


def test_text_is_flush_right(sheets: dict[str, Path], tmp_path: Path) -> None:
    """By picture: the lines of a list of fields start at the right edge of the page."""
    page = picture(sheets["en-first-steps"], 4, tmp_path, "-r", "100", "-gray")
    scale = 100 / MM
    label = page.crop((0, int(17 * scale), page.width, int(24 * scale)))
    box = ImageChops.invert(label).getbbox()
    assert box
    assert page.width - box[2] < 12 * scale
    assert box[0] > 25 * scale


def test_numbers_of_steps_stand_on_the_right(sheets: dict[str, Path]) -> None:
    words = words_of(sheets["en-first-steps"])[0]
    numbers = [word for word in words if word.text.strip(".") in "12345" and word.left > 300]
    assert len(numbers) >= 4


def test_the_words_are_there_in_reading_order(sheets: dict[str, Path]) -> None:
    text = squeezed(run("pdftotext", str(sheets["en-first-steps"]), "-"))
    assert squeezed(arabic("Who can help me")) in text
    assert squeezed(arabic("Keep the letter and the envelope")) in text
    assert squeezed("Qui peut m'aider") in text_of(sheets["fr-en-first-steps"])


def test_tags_tell_the_language_and_pages_are_accessible(sheets: dict[str, Path]) -> None:
    with pikepdf.open(sheets["fr-en-first-steps"]) as pdf:
        marked = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Lang" in o]
        assert {str(o.Lang) for o in marked if "/S" in o} == {CODE}
    reading = [path for name, path in sheets.items() if not name.endswith("-print")]
    assert [verdict.failed for verdict in validate(reading) if not verdict.compliant] == []


def test_folded_sheet_is_bound_on_the_right(sheets: dict[str, Path]) -> None:
    """Page 1 stands on the left half of the first sheet: the fold is at its right edge."""
    front = words_of(sheets["en-first-steps-print"])[0]
    first = {word.text for word in words_of(sheets["en-first-steps"])[0]}
    half = 297 / MM * 72 / 2
    left = {word.text for word in front if word.right < half}
    assert len(first & left) > len(first) * 0.9

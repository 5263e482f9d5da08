"""The address of the site fits each kind of paper, however long it is, up to 60 letters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import zxingcpp

from scripts import leaflets
from scripts.leaflets import build_all
from scripts.leaflets.address import NoRoomError, Room, fitted, printed_address
from scripts.leaflets.build import Job, jobs_of, tasks_of
from scripts.leaflets.definition import load_shelf
from scripts.leaflets.job import Wanted
from scripts.leaflets.papers import LARGEST, LEAST
from scripts.leaflets.typesetting import Tools
from scripts.library import Site
from tests.built import ROOT, real_site
from tests.print.paper import page_sizes, picture, squeezed, text_of

ADDRESSES = {
    22: ("https://icam-right.be/", "https://icam.be/right/"),
    29: ("https://icam-info1.github.io/", "https://org.github.io/rights/"),
    45: (
        "https://ordre-de-quitter.droits-belgique.org/",
        "https://droits-belgique.github.io/icam-infos/",
    ),
    60: (
        "https://information-ordre-de-quitter.droits-en-belgique.org/",
        "https://droits-des-etrangers-en-belgique.github.io/feuilles/",
    ),
}
"""Letters -> a host alone, and a host with a sub-path."""

ALL = [address for pair in ADDRESSES.values() for address in pair]
TOO_LONG = f"https://icam.be/{'a' * 150}/"
"""It can be cut before or after the long word, which fits on one line of no paper."""

PAPERS = frozenset({"poster", "wallet", "first-steps", "lawyer-sheet"})
"""A leaflet of each format: A3, card, A5 and A4."""

PRINTED = re.compile(
    r'<b class="address(?: two)?" dir="ltr"(?: style="font-size:([\d.]+)pt")?>(.*?)</b>'
)
FONT = ROOT / "leaflets/fonts/AtkinsonHyperlegible-Bold.ttf"


def site() -> Site:
    """The real content, read once."""
    return real_site()


def printed(job: Job) -> list[tuple[float, list[str]]]:
    """Size and lines of each address on a leaflet."""
    found = PRINTED.findall(tasks_of([job])[job.name].sheet.html)
    return [(float(size or LARGEST[job.format]), text.split("<br>")) for size, text in found]


def test_the_addresses_have_the_letters_they_are_named_by() -> None:
    assert [[len(address) for address in pair] for pair in ADDRESSES.values()] == [
        [letters] * 2 for letters in ADDRESSES
    ]


@pytest.mark.parametrize("address", ALL)
def test_an_address_takes_two_lines_at_most_and_is_cut_after_a_slash_or_a_point(
    address: str,
) -> None:
    seen = set()
    for job in jobs_of(site(), address, Wanted(PAPERS)):
        whole = printed_address(f"{address}v/{job.edition.code}/")
        rows = printed(job)
        assert rows
        for size, lines in rows:
            assert "".join(lines) == whole
            assert len(lines) <= 2
            assert all(line.endswith(("/", ".")) for line in lines[:-1])
            assert LEAST[job.format] <= size <= LARGEST[job.format]
            seen.add(job.format)
    assert seen == {"A3", "A4", "A5", "card"}


def test_a_short_address_is_as_large_as_the_words_around_it_and_a_long_one_is_not() -> None:
    wanted = Wanted(frozenset({"wallet"}), frozenset({"fr"}))
    [short], [long] = (
        printed(jobs_of(site(), address, wanted)[0]) for address in (ALL[0], ALL[-1])
    )
    assert short[0] == LARGEST["card"] > long[0]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("address", ADDRESSES[60])
def test_the_longest_address_takes_no_page_more_of_what_has_a_fixed_number(address: str) -> None:
    jobs = [job for job in jobs_of(site(), address) if job.pages]
    tasks = tasks_of(jobs)
    typesetter = Tools.of(load_shelf(ROOT)).typesetter()
    over = []
    for task in tasks.values():
        done = typesetter.typeset(task.sheet.html, task.sheet.style, task.created)
        if task.pages_for(len(done.anchors)) is None:
            over.append(task.name)
    typesetter.close()
    assert over == []
    assert {job.format for job in jobs} == {"A3", "A4", "A5", "card"}
    assert len(jobs) > 30


@pytest.mark.timeout(600)
@pytest.mark.parametrize("address", ADDRESSES[60])
def test_the_code_of_the_longest_address_can_be_read(address: str, tmp_path: Path) -> None:
    wanted = Wanted(PAPERS | {"booklet"}, frozenset({"nl"}))
    made = build_all(site(), tmp_path / "out", address, wanted=wanted, workers=1)
    reading = [path for path in made if not path.stem.endswith("-print")]
    assert len(reading) == 5
    for path in reading:
        # The empty pages of a booklet and the strip beside cards come after the code.
        numbers = range(len(page_sizes(path)), 0, -1)
        images = (picture(path, number, tmp_path, "-r", "150", "-gray") for number in numbers)
        code = next(code.text for image in images for code in zxingcpp.read_barcodes(image))
        assert code.startswith(f"{address}v/")
        assert squeezed(printed_address(code)) in text_of(path)


@pytest.mark.parametrize("name", ["wallet", "poster", "first-steps", "lawyer-sheet", "booklet"])
def test_an_address_that_does_not_fit_is_named(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", TOO_LONG)
    command = ["--out", str(tmp_path / "out"), "--only", name, "--language", "fr"]
    assert leaflets.main(command) == 1
    [line] = capsys.readouterr().err.splitlines()
    shown = f"leaflets/settings.yaml:1: PRINT14 {name}, fr: the address 'icam.be/{'a' * 150}/v/"
    assert line.startswith(shown)
    assert "; set a shorter SITE_URL" in line
    assert not (tmp_path / "out").exists()


def test_the_largest_size_is_taken_and_the_best_cut() -> None:
    room = Room(50, 12, 6)
    assert fitted("icam.be/v/3c3cc3crt/", room, FONT) == (12, ("icam.be/v/3c3cc3crt/",))
    size, lines = fitted("droits-des-etrangers.github.io/v/3c3cc3crt/", room, FONT)
    assert lines == ("droits-des-etrangers.", "github.io/v/3c3cc3crt/")
    assert room.least < size <= room.largest
    with pytest.raises(NoRoomError, match="does not fit in two lines of 50 mm"):
        fitted("a" * 60, room, FONT)


def test_a_local_address_keeps_the_part_that_a_browser_would_add_wrongly() -> None:
    assert printed_address("https://icam.be/v/") == "icam.be/v/"
    assert printed_address("http://127.0.0.1:8000/v/") == "http://127.0.0.1:8000/v/"
    size, lines = fitted("http://127.0.0.1:8000/v/3c3cc3crt/", Room(50, 12, 6), FONT)
    assert size == 12
    assert lines[0] != "http:/"

"""Each journey works in each language, on the built pages, following links that are there.

The journeys and their order are those of the table of needs (J1 to J15); the steps stand in
journeys.yaml. J6 and J11 ask more than a walk and have tests of their own below.
"""

import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html as lxml_html

from scripts.__main__ import main
from scripts.library import Site
from tests.built import ROOT, BuiltPage, languages, pages, real_site
from tests.html.reading import ids, plain
from tests.unit.sites import copy_content, replace

JOURNEYS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / "tests/site/journeys.yaml").read_text(encoding="utf-8")
)
NEEDS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15}
"""Journeys that are walks. J11 is a test below."""

MOST_TAPS = 2
MOST_SUMMARY_LINES = 5
MOST_SUMMARY_WORDS = 100
"""Words of the lines that a person hears or has read out first."""


@pytest.fixture(scope="module")
def site() -> Site:
    return real_site()


def file_of(language: str, page: str) -> Any:
    return lxml_html.parse(str(BuiltPage(language, "" if page == "index" else page).file)).getroot()


def marks(tree: Any, site: Site, address: str) -> list[str]:
    """What a reader meets, in reading order, in the words of journeys.yaml."""
    main_part = tree.get_element_by_id("main")
    notes = [link.get("href") for link in main_part.xpath(".//section[@class='notes']//li/a")]
    fact_of = {str(n): href.rpartition("#")[2] for n, href in enumerate(notes, start=1)}
    found: list[str] = []
    for element in main_part.iter("h2", "div", "section", "a", "li"):
        found += _marks_of(element, fact_of, site, address)
    return found


def _marks_of(element: Any, fact_of: dict[str, str], site: Site, address: str) -> Iterator[str]:
    identifier = element.get("id", "")
    if element.tag == "h2":
        yield f"#{identifier}"
    elif element.tag in ("div", "section"):
        yield from (f"block:{name}" for name in element.get("class", "").split())
        if identifier.startswith("c-"):
            yield f"contact:{identifier.removeprefix('c-')}"
    elif element.tag == "a":
        yield from _marks_of_link(element.get("href", ""), fact_of, address)
    elif identifier in fact_of:
        yield f"note:{fact_of[identifier]}"
    elif identifier in site.facts:
        yield f"entry:{identifier}"


def _marks_of_link(href: str, fact_of: dict[str, str], address: str) -> Iterator[str]:
    if href[1:] in fact_of:
        yield f"fact:{fact_of[href[1:]]}"
    elif href.startswith("tel:"):
        yield "tel:"
    elif href and ":" not in href:
        yield f"link:{named(address, href)}"


def named(address: str, href: str) -> str:
    """A relative address as journeys.yaml writes it: 'letter#which', 'index'."""
    path, hash_, fragment = href.partition("#")
    whole = posixpath.normpath(posixpath.join(address, path))
    return f"{whole.partition('/')[2] or 'index'}{hash_}{fragment}"


def address_of(language: str, page: str) -> str:
    return f"{language}/" if page == "index" else f"{language}/{page}/"


def reached(tree: Any, language: str, page: str) -> set[str]:
    """Places of the same language that the page's own text links to, with and without section."""
    here = address_of(language, page)
    places: set[str] = set()
    for href in tree.xpath("//main//a/@href"):
        whole = posixpath.normpath(posixpath.join(here, href.partition("#")[0]))
        if ":" not in href and (whole == language or whole.startswith(f"{language}/")):
            place = named(here, href)
            places |= {place, place.partition("#")[0]}
    return places


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("journey", JOURNEYS)
def test_journey(journey: str, language: str, site: Site) -> None:
    taps: dict[str, int] = {}
    for step in JOURNEYS[journey]:
        page = step["page"]
        tree = file_of(language, page)
        taps[page] = _taps(language, step, taps)
        assert taps[page] <= MOST_TAPS, f"{page} is {taps[page]} taps away"
        if "at" in step:
            assert step["at"] in ids(BuiltPage(language, page).file)
        rest = iter(marks(tree, site, address_of(language, page)))
        for wanted in step["meets"]:
            assert wanted in rest, f"{language}/{page}: '{wanted}' missing or out of order"


def _taps(language: str, step: dict[str, Any], before: dict[str, int]) -> int:
    """Fewest taps to the page of a step, by a link of an earlier step to its very section."""
    if not before:
        return 0
    place = f"{step['page']}#{step['at']}" if "at" in step else step["page"]
    from_pages = [
        page for page in before if place in reached(file_of(language, page), language, page)
    ]
    assert from_pages, f"no link from {', '.join(before)} to {place}"
    return 1 + min(before[page] for page in from_pages)


def test_the_table_holds_every_need() -> None:
    found = {int(match[1]) for key in JOURNEYS if (match := re.match(r"J(\d+) ", key))}
    assert found == NEEDS
    assert all(step["meets"] for steps in JOURNEYS.values() for step in steps)


def test_a_removed_link_or_a_changed_order_is_seen(site: Site) -> None:
    tree = file_of("fr", "who-comes")
    found = marks(tree, site, "fr/who-comes/")
    assert found.index("#lawyer") < found.index("#trusted")
    swapped = iter(reversed(found))
    assert not ("#lawyer" in swapped and "#trusted" in swapped)
    assert "help#lawyer" in reached(tree, "fr", "who-comes")
    for link in tree.xpath("//main//a"):
        link.set("href", "#")
    assert reached(tree, "fr", "who-comes") <= {"who-comes", "who-comes#"}


def test_a_third_tap_is_too_many() -> None:
    far = [{"page": page} for page in ("index", "prepare", "missed", "dublin")]
    taps: dict[str, int] = {}
    for step in far:
        taps[step["page"]] = _taps("fr", step, taps)
    assert list(taps.values()) == [0, 1, 2, 3]


@pytest.mark.parametrize("language", languages())
def test_j6_the_summary_comes_first_and_is_short(language: str, site: Site) -> None:
    """Five lines at most, right under the title, then a way to call; before anything else.

    Only a page that is past its next check says so first.
    """
    for page in (page for page in pages() if page.language == language):
        name = page.name.rstrip("/") or "index"
        parts = list(lxml_html.parse(str(page.file)).getroot().get_element_by_id("main"))
        first = [part.get("class") for part in parts].index("summary")
        before = [part for part in parts[:first] if part.get("id") != "old"]
        assert {part.get("class") or part.tag for part in before} <= {"num", "h1"}, page.address
        lines = [plain(line.text_content()).strip() for line in parts[first].xpath(".//li")]
        assert 1 <= len(lines) <= MOST_SUMMARY_LINES, page.address
        assert sum(len(line.split()) for line in lines) <= MOST_SUMMARY_WORDS, page.address
        if site.page_entries[name].kind == "user":
            assert parts[first + 1].xpath(".//a[@class='call']"), page.address


@pytest.mark.parametrize("language", languages())
def test_j6_each_page_can_be_heard_two_taps_away(language: str) -> None:
    """Share, then listen: plain links; the text starts with the summary of the page."""
    for page in (page for page in pages() if page.language == language):
        shared = _followed(page.file, "share/")
        heard = _followed(shared, "listen/")
        first = lxml_html.parse(str(heard)).xpath("//div[@class='reading']")[0]
        summary = lxml_html.parse(str(page.file)).xpath("//div[@class='summary']//li")[0]
        start = plain(summary.text_content()).split()[:3]
        assert " ".join(start) in plain(first.text_content()), page.address


@pytest.mark.parametrize("language", languages())
def test_j9_each_page_has_its_code_and_its_number_one_tap_away(language: str) -> None:
    """QR on the worker's screen, and the short address to dictate."""
    for page in (page for page in pages() if page.language == language):
        tree = lxml_html.parse(str(_followed(page.file, "share/")))
        assert len(tree.xpath("//main/svg[@role='img']")) == 1, page.address
        assert any(re.search(r"/\d+/$", words) for words in tree.xpath("//main//b/text()"))


@pytest.mark.parametrize("language", languages())
def test_j12_the_file_to_keep_is_two_taps_from_home_and_tells_its_age(language: str) -> None:
    home = file_of(language, "index")
    assert "keep/" in home.xpath("//nav[@class='menu']//a/@href")
    kept = BuiltPage(language, "keep/").file
    links = lxml_html.parse(str(kept)).xpath("//main//a[@download]/@href")
    files = [(kept.parent / link).resolve() for link in links]
    assert {file.suffix for file in files} == {".html", ".zip"}
    assert all(file.is_file() for file in files)
    single = lxml_html.parse(str(next(file for file in files if file.suffix == ".html")))
    assert single.xpath("//p[@id='old']/@data-due")


def _followed(file: Path, part: str) -> Path:
    """The file that the first link with ``part`` in its address leads to."""
    tree = lxml_html.parse(str(file))
    link = next(href for href in tree.xpath("//main//a/@href") if part in href)
    target: Path = (file.parent / link / "index.html").resolve()
    assert target.is_file()
    return target


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content, with leaflets and a last good site."""
    copy_content(ROOT, tmp_path)
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    (tmp_path / "mkdocs.yml").symlink_to(ROOT / "mkdocs.yml")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("last good", encoding="utf-8")
    return tmp_path


def test_j11_an_editor_sees_what_one_fact_touches(capsys: pytest.CaptureFixture[str]) -> None:
    """Lines of pages in every language, sections with their printed number, leaflets."""
    assert main(["facts", "where", "count-hand"]) == 0
    said = capsys.readouterr().out.splitlines()
    for language in languages():
        assert any(line.startswith(f"docs/{language}/deadlines.md:") for line in said)
    assert f"page 4: deadlines#count [{' '.join(languages())}]" in said
    assert f"page 2: letter#received [{' '.join(languages())}]" in said
    assert main(["facts", "where", "appeal-law-date"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert any(line.startswith("data/cautions.yaml:") for line in said)
    assert f"page 1: index#changed [{' '.join(languages())}]" in said
    leaflet = re.compile(r"leaflets/[a-z0-9-]+\.yaml:\d+: leaflet \d+, side \d+, caution .*")
    assert any(leaflet.fullmatch(line) for line in said)
    assert main(["facts", "where", "appeal-days"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert any("leaflets/" in line and "detention#arrested" in line for line in said)


def test_j11_no_language_is_released_with_the_old_figure(content: Path) -> None:
    """One edit and `facts fix`; then one language is put back: nothing is published."""
    fact = "detention-months"
    old = {"fr": '"2 mois"', "nl": '"2 maanden"', "en": '"2 months"'}
    path = next(p for p in (content / "data/facts").glob("*.yaml") if f"\n{fact}:" in read(p))
    head, _, rest = read(path).partition(f"\n{fact}:")
    for words in old.values():
        rest = rest.replace(words, words.replace("2", "3"), 1)
    path.write_text(f"{head}\n{fact}:{rest}", encoding="utf-8")
    assert main(["facts", "fix", "--root", str(content)]) == 0
    assert main(["check", "--root", str(content), "--only", "FACT03"]) == 0
    page = content / "docs/nl/detention.md"
    new = "[3 maanden](fact:detention-months#first)"
    replace(page, new, new.replace("3", "2"))
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "build"],
        cwd=content,
        env={**os.environ, "SITE_URL": "https://example.be/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert re.search(r"^docs/nl/detention\.md:\d+: FACT03 ", done.stdout, re.MULTILINE)
    assert read(content / "site/index.html") == "last good"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_workers_numbers_are_those_of_the_pages(site: Site) -> None:
    """A number that is dictated from the page for workers opens the page it names."""
    listed = re.compile(r"^- (\d+) ?: \[[^\]]+\]\(([a-z-]+)\.md")
    for language in languages():
        rows = site.pages[language]["workers"].body.split("\n")
        found = {match[2]: int(match[1]) for row in rows if (match := listed.match(row))}
        assert len(found) >= 10, language
        assert found == {name: site.page_entries[name].number for name in found}, language

"""Search on the phone: the right page first, nothing sent, a list from A to Z without a script."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page

from tests.browser.test_accessibility import violations
from tests.built import ROOT, SITE, languages, real_site

QUERIES = Path(__file__).with_name("search_queries.yaml")
FEWEST_QUERIES = 60
FIRST, FIRST_THREE = 0.90, 0.97
LIBRARY_HASH = "25310033d5e35e130a9670eb6900ca22848b754da364ad1704c56d1a3e5375ea"
FIND = """(queries) => {
  const place = document.getElementById('tool-search');
  return queries.map((query) => place.find(query).map((hit) => hit.page));
}"""


def queries(language: str) -> list[tuple[str, list[str]]]:
    """What people type, with the names of the pages that answer."""
    rows = yaml.safe_load(QUERIES.read_text("utf-8"))[language]
    return [(str(words), list(pages)) for words, pages in rows]


@pytest.fixture(params=languages())
def searching(shared_context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The search page in one language, ready."""
    with closing(shared_context.new_page()) as page:
        page.goto(f"/{request.param}/search/")
        page.wait_for_function("document.getElementById('tool-search').ready")
        yield page


def test_the_right_page_comes_first(searching: Page) -> None:
    language = searching.evaluate("document.documentElement.lang")
    known = real_site().pages[language]
    asked = queries(language)
    assert len(asked) >= FEWEST_QUERIES
    answers = searching.evaluate(FIND, [words for words, _ in asked])
    late, missing = [], []
    for (words, wanted), pages in zip(asked, answers, strict=True):
        assert set(wanted) & set(known), f"no page {wanted} for '{words}'"
        names = [address.strip("./") or "index" for address in pages]
        if not names or names[0] not in wanted:
            late.append((words, names[:3]))
        if not set(wanted) & set(names[:3]):
            missing.append((words, names[:3]))
    assert 1 - len(late) / len(asked) >= FIRST, late
    assert 1 - len(missing) / len(asked) >= FIRST_THREE, missing


def test_typing_shows_links_and_says_how_many(searching: Page) -> None:
    sent: list[str] = []
    searching.on("request", lambda request: sent.append(request.url))
    searching.locator("input[type=search]").fill("13 quinquies")
    link = searching.locator("#tool-search ol a").first
    link.wait_for()
    assert searching.locator("#tool-search [aria-live]").inner_text()
    assert sent == []
    link.click()
    searching.wait_for_url("**/*")
    assert "13" not in searching.url.split("?")[-1] or "?" not in searching.url
    stored = searching.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]


def test_nothing_found_is_said(searching: Page) -> None:
    searching.locator("input[type=search]").fill("zzzzqqqq")
    assert searching.locator("#tool-search ol a").count() == 0
    assert searching.locator("#tool-search [aria-live]").inner_text()


def test_axe_finds_nothing_with_results(searching: Page, axe: str) -> None:
    searching.locator("input[type=search]").fill("icam")
    searching.locator("#tool-search ol a").first.wait_for()
    assert violations(searching, axe) == []
    assert searching.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("language", languages())
def test_without_a_script_every_question_is_listed(scriptless: Page, language: str) -> None:
    scriptless.goto(f"/{language}/search/")
    links = scriptless.locator("main h2 ~ ul a")
    site = real_site()
    questions = [
        section
        for page in site.pages[language].values()
        for section in page.sections
        if section.id not in ("", "unknown")
    ]
    assert links.count() >= len(questions) > 100
    assert scriptless.locator("input").count() == 0


@pytest.mark.parametrize("language", languages())
def test_the_index_is_of_one_language(language: str) -> None:
    data = (SITE / f"search/{language}.js").read_bytes()
    titles = {page.front.title for page in real_site().pages[language].values()}
    text = data.decode("utf-8")
    assert all(
        title.replace('"', '\\"') in text
        for title in titles
        if "Chercher" not in title and "Zoeken" not in title and "Search" not in title
    )


def test_the_library_is_the_published_one() -> None:
    data = (ROOT / "overrides/vendor/minisearch.js").read_bytes()
    assert hashlib.sha256(data).hexdigest() == LIBRARY_HASH
    assert (SITE / "vendor/minisearch.js").read_bytes() == data

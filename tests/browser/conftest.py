"""One browser and one server for all browser tests, and a fresh page for each of them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from scripts.browser import ARGUMENTS, browser_program
from scripts.site.static import serving
from tests.built import SITE, BuiltPage, languages, pages
from tests.npm import npm_file
from tests.shared_playwright import shared_playwright

PATIENCE = 30_000
"""Milliseconds: the site is served by this machine, but the machine may have much else to do."""

ROTATING = ("test_keyboard", "test_without_scripts")


def in_turns() -> tuple[BuiltPage, ...]:
    """Each page once, in the languages by turns."""
    names = sorted({page.name for page in pages()})
    codes = list(languages())
    return tuple(
        page for page in pages() if codes[names.index(page.name) % len(codes)] == page.language
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `page_built` on every content page of every language.

    The frame of a page is the same in each language: tests of it take turns (ROTATING).
    """
    if "page_built" in metafunc.fixturenames:
        name = metafunc.module.__name__.rpartition(".")[2]
        found = in_turns() if name in ROTATING else pages()
        metafunc.parametrize("page_built", found, ids=lambda page: page.address)
    if "home" in metafunc.fixturenames:
        homes = [BuiltPage(language, "") for language in languages()]
        metafunc.parametrize("home", homes, ids=lambda page: page.address)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of the system."""
    launch = shared_playwright().chromium.launch
    with launch(executable_path=browser_program(), args=list(ARGUMENTS)) as started:
        yield started


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the served site, without a closing slash."""
    if not (SITE / "index.html").is_file():
        raise RuntimeError("site/index.html is missing: run `make build` first")
    with serving(SITE) as served:
        yield served


@contextmanager
def small_phone(
    browser: Browser, address: str, *, scripts: bool = True
) -> Iterator[BrowserContext]:
    """A phone of 360x740 in light colours."""
    with browser.new_context(
        base_url=address,
        viewport={"width": 360, "height": 740},
        color_scheme="light",
        java_script_enabled=scripts,
    ) as context:
        context.set_default_timeout(PATIENCE)
        yield context


@pytest.fixture(scope="session")
def shared_context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A small phone; for tests that leave nothing behind."""
    with small_phone(browser, address) as context:
        yield context


@pytest.fixture(scope="module")
def tab(shared_context: BrowserContext) -> Iterator[Page]:
    """One tab for all tests of a module: a new one for each would double their time."""
    with closing(shared_context.new_page()) as page:
        yield page


@pytest.fixture
def phone(tab: Page) -> Page:
    """The tab as a phone of 360x740, in light colours, on the screen."""
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.emulate_media(media="screen", color_scheme="light")
    return tab


@pytest.fixture
def fresh_phone(shared_context: BrowserContext) -> Iterator[Page]:
    """A new tab of 360x740, for tests that listen to it or change its letters."""
    with closing(shared_context.new_page()) as page:
        yield page


@pytest.fixture(scope="session")
def scriptless_context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The same phone with JavaScript switched off."""
    with small_phone(browser, address, scripts=False) as context:
        yield context


@pytest.fixture(scope="module")
def scriptless(scriptless_context: BrowserContext) -> Iterator[Page]:
    """A tab without JavaScript."""
    with closing(scriptless_context.new_page()) as page:
        yield page


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, run by the tests only and never part of the site."""
    return npm_file("axe-core", "axe.min.js").read_text("utf-8")

"""What a reader keeps: one file, a stick, a copy on the phone that can be taken away again."""

import functools
import http.server
import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser, BrowserContext, Page

from scripts.library import load_site
from scripts.site.keep import ARCHIVE, FILE, LARGEST, LEFT_OUT
from tests.browser.test_accessibility import violations
from tests.built import ROOT, SITE, languages


def kept(language: str) -> Path:
    """The one file of a language."""
    return SITE / FILE.format(language=language)


@pytest.mark.parametrize("language", languages())
def test_the_file_is_small_and_whole(language: str) -> None:
    site = load_site(ROOT)
    assert kept(language).stat().st_size <= LARGEST
    tree = lxml_html.parse(str(kept(language))).getroot()
    text = " ".join(tree.text_content().replace("\u00a0", " ").split())
    users = [n for n, entry in site.page_entries.items() if entry.kind == "user"]
    assert len(users) >= 20
    for name in users:
        if name not in LEFT_OUT:
            assert tree.xpath(f"//article[@id='{name}']"), name
    for contact in site.contacts.values():
        for phone in contact.phones if contact.has_data else []:
            assert phone.shown in text, phone
    for key in ("independence", "no_lawyer", "general_information"):
        assert site.notice(key, language).replace("\u00a0", " ") in text
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for target in tree.xpath("//a[starts-with(@href, '#')]/@href"):
        assert target[1:] in ids, target
    odd = [a for a in tree.xpath("//a/@href") if not re.match(r"#|https?://|tel:|mailto:", a)]
    assert odd == []


@pytest.mark.parametrize("language", languages())
def test_the_file_asks_nothing_and_tells_its_age(browser: Browser, language: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(kept(language).as_uri())
        assert [url for url in asked if not url.startswith("file:")] == []
        assert len(asked) == 1
        assert page.locator("#old").is_hidden()
        page.clock.install(time="2032-01-01T12:00:00Z")
        page.reload()
        assert page.locator("#old").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it lies on a USB stick."""
    folder = tmp_path_factory.mktemp("stick")
    with zipfile.ZipFile(SITE / ARCHIVE) as archive:
        archive.extractall(folder)
    return folder / "icam-info"


def test_every_link_on_the_stick_leads_to_a_file(stick: Path) -> None:
    followed = 0
    for file in sorted(stick.rglob("*.html")):
        if file.name == "404.html":
            continue
        for address in lxml_html.parse(str(file)).xpath("//a/@href"):
            path, _, _ = address.partition("#")
            if not path or re.match(r"[a-z]+:", path):
                continue
            followed += 1
            target = (file.parent / path).resolve()
            assert target.is_file() or target.name.endswith(".zip"), f"{file}: {address}"
    assert followed > 1000


def test_the_stick_is_read_without_a_server(stick: Path, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((stick / "index.html").as_uri())
        page.locator("nav a").first.click()
        page.locator("main a[href*='letter']").first.click()
        assert page.url.endswith("/fr/letter/index.html") or "/fr/letter/index.html#" in page.url
        page.goto((stick / "fr/search/index.html").as_uri())
        page.wait_for_function("document.getElementById('tool-search').ready")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[http.server.ThreadingHTTPServer]:
    """A server of our own, so that it can be stopped."""
    handler = functools.partial(Quiet, directory=str(SITE))
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.server_close()


LEFT = """async () => [
  (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
  localStorage.length, sessionStorage.length, document.cookie.length,
  (await indexedDB.databases()).length,
]"""


def click(page: Page, number: int) -> None:
    """Press a button of the tool."""
    page.locator("#tool-offline button").nth(number).click()


def keep(context: BrowserContext, address: str) -> Page:
    """Ask for the offline copy and wait for its date."""
    page = context.new_page()
    page.goto(f"{address}/en/keep/")
    before = page.evaluate(LEFT)
    assert before == [0] * 6
    click(page, 0)
    page.locator("#tool-offline [aria-live]", has_text=re.compile("Copy of .* 20")).wait_for()
    return page


def test_the_copy_is_read_offline_and_leaves_nothing_when_removed(
    browser: Browser, server: http.server.ThreadingHTTPServer
) -> None:
    address = f"http://127.0.0.1:{server.server_port}"
    with browser.new_context() as context:
        page = keep(context, address)
        page.reload()
        page.wait_for_function("navigator.serviceWorker.controller")
        context.set_offline(True)
        server.shutdown()
        page.goto(f"{address}/en/letter/")
        assert page.locator("h1").inner_text()
        page.goto(f"{address}/en/keep/")
        click(page, 1)
        page.locator("#tool-offline [aria-live]", has_text="keeps nothing").wait_for()
        assert page.evaluate(LEFT) == [0] * 6


def test_a_visit_without_asking_keeps_nothing(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/fr/keep/")
        page.goto("/fr/letter/")
        assert page.evaluate(LEFT) == [0] * 6


@pytest.mark.parametrize("language", languages())
def test_axe_finds_nothing(phone: Page, axe: str, language: str) -> None:
    phone.goto(f"/{language}/keep/")
    phone.locator("#tool-offline button").first.wait_for()
    assert violations(phone, axe) == []

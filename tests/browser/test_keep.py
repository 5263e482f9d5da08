"""What a reader keeps: one file, a stick, a copy on the phone that can be taken away again."""

import re
import zipfile
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser, BrowserContext, Page

from scripts.site.keep import ARCHIVE, FILE, LEFT_OUT
from scripts.site.static import started
from tests.browser.test_accessibility import violations
from tests.built import SITE, content_day, languages, real_site


def kept(language: str) -> Path:
    """The one file of a language."""
    return SITE / FILE.format(language=language)


@pytest.mark.parametrize("language", languages())
def test_the_file_is_whole(language: str) -> None:
    site = real_site()
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
        page.clock.install(time=f"{content_day()}T12:00:00Z")
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


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    """A server of our own, so that it can be stopped."""
    running = started(SITE)
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
    browser: Browser, server: ThreadingHTTPServer
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
        # What its links and tools lead to.
        page.locator("main a[href*='share/en/letter']").first.click()
        page.locator("main a[href*='listen/en/letter']").click()
        assert page.locator(".reading").count() > 3
        page.goto(f"{address}/en/cards/")
        page.locator("main a[href*='show/en/']").first.click()
        assert page.locator("h1[lang]").inner_text()
        page.goto(f"{address}/en/search/")
        page.wait_for_function("document.getElementById('tool-search').ready")
        page.goto(f"{address}/en/kits/")
        page.locator("#tool-kits select").wait_for()
        page.goto(f"{address}/kit/en/letter-brussels/")
        assert page.locator("#contacts li").count() == 3
        # What is not kept says so, in plain words and with a way back.
        page.goto(f"{address}/fr/letter/")
        assert "not in the copy" in page.locator("p").first.inner_text()
        page.locator("a").click()
        assert page.url == f"{address}/en/"
        # A newer copy cannot be made without a network: the older one stays.
        page.goto(f"{address}/en/keep/")
        click(page, 0)
        page.locator("#tool-offline [aria-live]", has_text="older one stays").wait_for()
        page.reload()
        page.locator("#tool-offline [aria-live]", has_text=re.compile("Copy of .* 20")).wait_for()
        click(page, 1)
        page.locator("#tool-offline [aria-live]", has_text="keeps nothing").wait_for()
        assert page.evaluate(LEFT) == [0] * 6


def test_a_copy_is_seen_and_removed_in_another_language(
    browser: Browser, server: ThreadingHTTPServer, axe: str
) -> None:
    """The age was once kept beside one language: the others said that nothing was kept."""
    address = f"http://127.0.0.1:{server.server_port}"
    with browser.new_context() as context:
        page = keep(context, address)
        page.goto(f"{address}/nl/keep/")
        page.locator("#tool-offline [aria-live]", has_text=re.compile("Kopie van .* 20")).wait_for()
        click(page, 0)
        page.locator("#tool-offline [aria-live]", has_text=re.compile(r"\(en\).*\(nl\)")).wait_for()
        assert violations(page, axe) == []
        click(page, 1)
        page.locator("#tool-offline [aria-live]", has_text="niets").wait_for()
        assert page.evaluate(LEFT) == [0] * 6
    server.shutdown()


@pytest.mark.parametrize("language", languages())
def test_the_copy_is_no_larger_than_it_says(language: str) -> None:
    """The button names three megabytes: a phone may pay for each of them."""
    tree = lxml_html.parse(str(SITE / language / "keep/index.html")).getroot()
    base = f"https://example.org/{language}/keep/"
    links = tree.xpath("//*[@id='kept']//a/@href | //header//a/@href")
    more = [f"../../{path}" for path in tree.xpath("//@data-more")[0].split()]
    paths = {urlsplit(urljoin(base, link)).path.strip("/") for link in [*links, *more]}
    files = [SITE / path if "." in path else SITE / path / "index.html" for path in paths]
    assert len(files) > 100
    assert sum(file.stat().st_size for file in files) < 3_000_000


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

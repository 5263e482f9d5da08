"""The copy on a phone when the network is worse than none: silent, broken, somebody else's."""

import re
import socket
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.site.keep import ARCHIVE
from scripts.site.static import QuietHandler
from tests.built import ROOT, SITE, languages, real_site

PORTAL = b"<!doctype html><title>Log in to WiFi</title><h1>Log in to WiFi</h1>"
KEPT_PAGE = "en/missed/"
OTHER_PAGE = "en/letter/"
EMPTY = [0, 0]
LEFT = """async () => [
  (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
]"""
ENTRIES = "async () => (await (await caches.open('icam-info')).keys()).map((one) => one.url)"


class Network(ThreadingHTTPServer):
    """The site behind a network that changes: see ``answers``."""

    answers = "the site"
    withdrawn = ""


class Handler(QuietHandler):
    """Answers as the network of its server does now."""

    server: Network

    def send_head(self) -> BytesIO | BinaryIO | None:
        """The file, a broken server, or a page of somebody else."""
        if self.server.answers == "503":
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE, "out of order")
            return None
        if self.server.answers == "portal":
            return self._page(PORTAL)
        if self.server.withdrawn and self.path == f"/{self.server.withdrawn}":
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        if self.server.withdrawn and self.path.startswith("/en/keep/"):
            return self._page(self._without_it())
        return super().send_head()

    def _without_it(self) -> bytes:
        """The list of pages to keep, without the one that was withdrawn."""
        text = (SITE / "en/keep/index.html").read_text(encoding="utf-8")
        name = self.server.withdrawn.split("/")[1]
        shorter, times = re.subn(rf'<li><a href="\.\./{name}/">[^<]*</a>(?:</li>)?', "", text)
        shorter, more = re.subn(rf"(?:share|listen)/en/{name}/ ?", "", shorter)
        assert times >= 1
        assert more == 2
        return shorter.encode()

    def _page(self, body: bytes) -> BytesIO:
        """The head of an answer, and its body for the caller to send."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)


@pytest.fixture
def network() -> Iterator[Network]:
    """A network of our own."""
    running = Network(("127.0.0.1", 0), partial(Handler, directory=str(SITE)))
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def address(network: Network) -> str:
    """Where the site stands behind that network."""
    return f"http://127.0.0.1:{network.server_port}"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has kept nothing."""
    with browser.new_context() as made:
        made.set_default_timeout(60_000)
        yield made


def said(page: Page, words: str) -> None:
    """Wait until the tool says this."""
    page.locator("#tool-offline [aria-live]", has_text=re.compile(words)).wait_for()


def press(page: Page) -> None:
    """Press the button that makes a copy."""
    page.locator("#tool-offline button").first.click()


@pytest.fixture
def kept(context: BrowserContext, address: str) -> Page:
    """The page "keep" of a phone that holds a copy."""
    page = context.new_page()
    page.goto(f"{address}/en/keep/")
    press(page)
    said(page, "Copy of .* 20")
    page.wait_for_function("navigator.serviceWorker.controller")
    return page


def title(language: str, name: str) -> str:
    """The heading of a page."""
    return real_site().pages[language][name].front.title.replace("\u00a0", " ")


def assert_read(page: Page, address: str, path: str = KEPT_PAGE) -> None:
    """Open a page and see that it is ours."""
    page.goto(f"{address}/{path}")
    shown = page.locator("h1").inner_text().replace("\u00a0", " ")
    assert shown == title("en", path.split("/")[1])


def test_a_silent_line_is_answered_by_the_copy(kept: Page, network: Network, address: str) -> None:
    """The line accepts and says nothing: once the reader looked at nothing for minutes."""
    network.shutdown()
    network.server_close()
    with socket.socket() as silent:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        silent.bind(("127.0.0.1", network.server_port))
        silent.listen(64)
        assert_read(kept, address)
        # What comes after has to wait as short a time.
        assert_read(kept, address, OTHER_PAGE)


def test_a_page_that_stops_half_way_is_answered_by_the_copy(
    kept: Page, network: Network, address: str
) -> None:
    """The head arrives, the rest does not: a tunnel."""
    network.shutdown()
    network.server_close()
    with socket.create_server(("127.0.0.1", network.server_port)) as listening:
        held: list[socket.socket] = []

        def half() -> None:
            while True:
                try:
                    line, _ = listening.accept()
                except OSError:
                    return
                line.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<p>"
                )
                held.append(line)

        threading.Thread(target=half, daemon=True).start()
        assert_read(kept, address)
        listening.shutdown(socket.SHUT_RDWR)
    for line in held:
        line.close()


def test_a_broken_server_is_answered_by_the_copy(
    kept: Page, network: Network, address: str
) -> None:
    network.answers = "503"
    assert_read(kept, address)
    # What is not in the copy shows what the server says.
    kept.goto(f"{address}/fr/missed/")
    assert "out of order" in kept.locator("body").inner_text()
    network.answers = "the site"
    assert_read(kept, address, OTHER_PAGE)


def test_a_page_of_somebody_else_does_not_replace_the_copy(
    kept: Page, network: Network, address: str
) -> None:
    network.answers = "portal"
    press(kept)
    said(kept, "older one stays")
    kept.context.set_offline(True)
    network.shutdown()
    network.server_close()
    assert_read(kept, address)


def test_a_page_of_somebody_else_is_not_kept_at_all(
    context: BrowserContext, network: Network, address: str
) -> None:
    page = context.new_page()
    page.goto(f"{address}/en/keep/")
    network.answers = "portal"
    press(page)
    said(page, "could not be made")
    assert page.evaluate(LEFT) == EMPTY


def test_what_was_withdrawn_leaves_the_copy(kept: Page, network: Network, address: str) -> None:
    """It once stayed for ever, and opened under the date of the newest copy."""
    before = set(kept.evaluate(ENTRIES))
    network.withdrawn = KEPT_PAGE
    # The page was opened before that: its own list is as old.
    press(kept)
    kept.locator("#tool-offline [aria-live]", has_text="One moment").wait_for(state="detached")
    said(kept, "Copy of .* 20")
    gone = before - set(kept.evaluate(ENTRIES))
    assert {url.removeprefix(address) for url in gone} == {
        f"/{KEPT_PAGE}",
        f"/share/{KEPT_PAGE}",
        f"/listen/{KEPT_PAGE}",
    }
    kept.context.set_offline(True)
    kept.goto(f"{address}/{KEPT_PAGE}")
    assert "not in the copy" in kept.locator("p").first.inner_text()
    kept.goto(f"{address}/{OTHER_PAGE}")
    assert kept.locator("h1").inner_text()


def test_a_copy_of_another_language_keeps_its_pages(
    kept: Page, network: Network, address: str
) -> None:
    kept.goto(f"{address}/nl/keep/")
    press(kept)
    said(kept, r"\(en\).*\(nl\)")
    network.withdrawn = KEPT_PAGE
    press(kept)
    said(kept, r"\(en\).*\(nl\)")
    kept.context.set_offline(True)
    assert_read(kept, address)


@pytest.mark.parametrize("language", languages())
def test_a_site_opened_from_a_file_says_that_it_cannot_be_kept(
    context: BrowserContext, tmp_path: Path, language: str
) -> None:
    """The button once said "one moment" for ever."""
    with zipfile.ZipFile(SITE / ARCHIVE) as archive:
        archive.extractall(tmp_path)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / f"icam-info/{language}/keep/index.html").as_uri())
    said_here = page.locator("#tool-offline").inner_text().replace("\u00a0", " ")
    assert said_here == real_site().notice("offline_from_file", language).replace("\u00a0", " ")
    assert page.locator("#tool-offline button").count() == 0
    assert errors == []


def test_everybody_may_read_what_is_unpacked() -> None:
    """A server is seldom the user who unpacks: 661 files were once for their owner alone."""
    with zipfile.ZipFile(SITE / ARCHIVE) as archive:
        modes = {entry.external_attr >> 16 for entry in archive.infolist()}
        assert len(archive.infolist()) > 500
    assert modes == {0o100644}


WORKER = """(code) => {
  const worker = {addEventListener: (name, call) => { worker[name] = call; }};
  const stream = new ReadableStream({start: (controller) => { window.line = controller; }});
  const copy = {match: async () => new Response('the copy')};
  const network = async () => new Response(stream);
  new Function('self', 'caches', 'fetch', code)(worker, copy, network);
  const show = (answer) => answer.then((found) => found.text()).then((text) => {
    document.body.textContent = text;
  });
  worker.fetch({request: new Request('https://site.example/'), respondWith: show});
}"""
"""The program of the offline copy, with a line on which the test says what arrives, and when."""


@pytest.mark.parametrize(("pause", "shown"), [(4_000, "the corrected page"), (6_000, "the copy")])
def test_a_slow_line_is_not_a_silent_one(browser: Browser, pause: int, shown: str) -> None:
    """An old page was shown for the new one where a page took more than five seconds in all."""
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.install()
        page.evaluate(WORKER, (ROOT / "overrides/sw.js").read_text(encoding="utf-8"))
        for part in ("the ", "corrected ", "page"):
            page.clock.run_for(pause)
            page.evaluate("(part) => line.enqueue(new TextEncoder().encode(part))", part)
        page.evaluate("line.close()")
        expect(page.locator("body")).to_have_text(shown)

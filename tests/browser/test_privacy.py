"""A visit asks one file of one server and leaves nothing on the fresh_phone."""

import pytest
from playwright.sync_api import Browser, Page, Request

from scripts.library import load_site
from scripts.site.programs import SCRIPT_SOURCES
from tests.built import ROOT, BuiltPage, html_files, pages

STORED = """async () => ({
  cookies: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"cookies": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}


def visit(fresh_phone: Page, path: str) -> list[str]:
    """Open the page, scroll to its end, and list every address it asked for."""
    asked: list[Request] = []
    # Not `asked.append` itself: the driver reads the handler's signature.
    fresh_phone.on("request", lambda request: asked.append(request))
    fresh_phone.goto(path)
    fresh_phone.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    fresh_phone.wait_for_timeout(50)
    return [request.url for request in asked]


def test_only_the_page_itself_is_asked_for(
    fresh_phone: Page, page_built: BuiltPage, address: str
) -> None:
    """A page whose tool has a file of its own may ask this site for it, and nobody else."""
    asked = visit(fresh_phone, page_built.address)
    assert asked[0] == address + page_built.address
    entry = load_site(ROOT).page_entries[page_built.name.rstrip("/") or "index"]
    if set(entry.tools) & set(SCRIPT_SOURCES):
        assert all(url.startswith(f"{address}/") and url.endswith(".js") for url in asked[1:])
    else:
        assert asked[1:] == []


@pytest.mark.parametrize("path", ["/", "/404.html"])
def test_the_entrance_asks_for_nothing_else(fresh_phone: Page, path: str, address: str) -> None:
    assert visit(fresh_phone, path) == [address + path]


def test_nothing_is_stored(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        fresh_phone = context.new_page()
        for page in pages():
            fresh_phone.goto(page.address)
            assert fresh_phone.evaluate(STORED) == NOTHING, page.address
        assert context.cookies() == []


def test_no_page_names_another_host_for_a_file() -> None:
    fetching = ('src="http', "src=http", "@import", "url(http", 'rel="preconnect"')
    for file in html_files():
        text = file.read_text("utf-8")
        assert [sign for sign in fetching if sign in text] == [], file

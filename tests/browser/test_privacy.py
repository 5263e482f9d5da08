"""A visit asks one file of one server and leaves nothing on the phone."""

import pytest
from playwright.sync_api import Page, Request

from scripts.site.programs import SCRIPT_SOURCES
from tests.built import BuiltPage, html_files, real_site

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


def test_only_the_page_itself_is_asked_for_and_nothing_is_stored(
    fresh_phone: Page, page_built: BuiltPage, address: str
) -> None:
    """A page whose tool has a file of its own may ask this site for it, and nobody else."""
    asked = visit(fresh_phone, page_built.address)
    assert asked[0] == address + page_built.address
    entry = real_site().page_entries[page_built.name.rstrip("/") or "index"]
    if set(entry.tools) & set(SCRIPT_SOURCES):
        assert all(url.startswith(f"{address}/") and url.endswith(".js") for url in asked[1:])
    else:
        assert asked[1:] == []
    assert fresh_phone.evaluate(STORED) == NOTHING
    assert fresh_phone.context.cookies() == []


@pytest.mark.parametrize("path", ["/", "/404.html"])
def test_the_entrance_asks_for_nothing_else(fresh_phone: Page, path: str, address: str) -> None:
    assert visit(fresh_phone, path) == [address + path]
    assert fresh_phone.evaluate(STORED) == NOTHING


def test_no_page_names_another_host_for_a_file() -> None:
    fetching = ('src="http', "src=http", "@import", "url(http", 'rel="preconnect"')
    for file in html_files():
        text = file.read_text("utf-8")
        assert [sign for sign in fetching if sign in text] == [], file

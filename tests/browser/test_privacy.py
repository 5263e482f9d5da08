"""A visit asks one file of one server and leaves nothing on the fresh_phone."""

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.built import BuiltPage, html_files, pages

STORED = """async () => ({
  cookies: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
OWN_FILES = {"search/": ("/vendor/minisearch.js", "/search/{language}.js")}
"""Pages with a tool that needs files of this very site; all other pages are one file."""

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
    files = [address + file for file in OWN_FILES.get(page_built.name, ())]
    wanted = [file.format(language=page_built.language) for file in files]
    assert visit(fresh_phone, page_built.address) == [address + page_built.address, *wanted]


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

"""Passing a page on, seen on a phone: the code can be read, the buttons do what they say."""

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.test_accessibility import violations
from tests.built import languages, pages, real_site
from tests.site.test_addresses import built_root

SHARED = "letter"


def share_address(language: str, name: str = SHARED) -> str:
    """Path of a share page."""
    return f"/share/{language}/{name}/"


@pytest.mark.parametrize("language", languages())
def test_the_code_is_read_from_the_screen(phone: Page, language: str) -> None:
    read = []
    expected = []
    for page in [page for page in pages() if page.language == language][::5]:
        name = page.name.rstrip("/") or "index"
        phone.goto(share_address(language, name))
        picture = phone.locator("main > svg").screenshot()
        codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
        read += [code.text for code in codes]
        expected.append(built_root() + page.address.lstrip("/"))
    assert expected
    assert read == expected


@pytest.mark.parametrize("language", languages())
def test_the_address_is_copied_and_said_so(browser: Browser, address: str, language: str) -> None:
    with browser.new_context(
        base_url=address, permissions=["clipboard-read", "clipboard-write"]
    ) as context:
        page = context.new_page()
        page.goto(share_address(language))
        button = page.locator("#do button").first
        words = page.locator("#do").get_attribute("data-copied")
        button.click()
        page.locator("#do p", has_text=words).wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{built_root()}{language}/{SHARED}/"
        stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
        assert stored == [0, 0, ""]


REFUSING = """
  Object.defineProperty(navigator, 'clipboard', {value: {
    writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError'))}});
  navigator.share = () => Promise.reject(new DOMException('no', window.reason));
"""
"""A browser that has both ways and refuses each of them."""


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("button", [0, 1], ids=["copy", "hand over"])
def test_a_refusal_is_said_and_the_address_is_selected(
    fresh_phone: Page, language: str, button: int
) -> None:
    faults: list[str] = []
    fresh_phone.on("pageerror", lambda error: faults.append(str(error)))
    fresh_phone.add_init_script(f"{REFUSING}; window.reason = 'NotAllowedError';")
    fresh_phone.goto(share_address(language))
    fresh_phone.locator("#do button").nth(button).click()
    words = real_site().notice("share_refused", language)
    fresh_phone.locator("#do p", has_text=words).wait_for()
    selected = fresh_phone.evaluate("getSelection().toString()")
    assert selected == f"{built_root()}{language}/{SHARED}/"
    assert faults == []


def test_closing_the_sheet_of_the_phone_is_no_refusal(fresh_phone: Page) -> None:
    faults: list[str] = []
    fresh_phone.on("pageerror", lambda error: faults.append(str(error)))
    fresh_phone.add_init_script(f"{REFUSING}; window.reason = 'AbortError';")
    fresh_phone.goto(share_address("en"))
    fresh_phone.locator("#do button").nth(1).click()
    fresh_phone.evaluate("new Promise((done) => setTimeout(done))")
    assert fresh_phone.locator("#do p").last.inner_text() == ""
    assert faults == []


def test_the_sheet_of_the_phone_gets_a_neutral_title(fresh_phone: Page) -> None:
    fresh_phone.add_init_script(
        "navigator.share = (what) => { window.given = what; return Promise.resolve(); }"
    )
    fresh_phone.goto(share_address("en"))
    fresh_phone.locator("#do button").nth(1).click()
    assert fresh_phone.evaluate("window.given") == {
        "title": "Your rights in Belgium",
        "url": f"{built_root()}en/{SHARED}/",
    }


def test_without_scripts_no_dead_button_is_shown(scriptless: Page) -> None:
    for language in languages():
        scriptless.goto(share_address(language))
        assert scriptless.locator("#do button:visible").count() == 0
        assert scriptless.locator("main > nav a:visible").count() == 3
        assert scriptless.locator("main > svg").is_visible()


@pytest.mark.parametrize("language", languages())
def test_axe_finds_nothing(phone: Page, axe: str, language: str) -> None:
    phone.goto(share_address(language))
    assert violations(phone, axe) == []
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 360

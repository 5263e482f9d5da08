"""Every page fits: on a narrow phone, on the narrowest one, with doubled text, and in the dark."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.built import BuiltPage

# Elements hidden on purpose for screen readers are one pixel wide; they cut nothing a reader sees.
OVERFLOW = """() => {
  const root = document.documentElement;
  const found = [];
  if (root.scrollWidth > root.clientWidth)
    found.push(`page ${root.scrollWidth} wide in ${root.clientWidth}`);
  for (const element of document.body.querySelectorAll('*')) {
    if (element.clientWidth <= 1 || element.clientHeight <= 1) continue;
    const style = getComputedStyle(element);
    const cuts = (value) => value === 'hidden' || value === 'clip';
    const name = element.outerHTML.slice(0, 90);
    if (cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
      found.push('cut at the side: ' + name);
    if (cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
      found.push('cut below: ' + name);
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.right > root.clientWidth + 1 && style.position !== 'absolute')
      found.push('past the edge: ' + name);
  }
  return found;
}"""
TEXT_SIZE = "() => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"


def ordinary(phone: Page) -> None:
    """The phone as it is."""


def narrowest(phone: Page) -> None:
    """The narrowest screen that is still sold."""
    phone.set_viewport_size({"width": 320, "height": 640})


def wide(phone: Page) -> None:
    """The screen of a library."""
    phone.set_viewport_size({"width": 1280, "height": 800})


def double_text(phone: Page) -> None:
    """The reader's browser set to letters of twice the size."""
    session = phone.context.new_cdp_session(phone)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


MODES: tuple[Callable[[Page], None], ...] = (ordinary, narrowest, wide, double_text)


def test_page_fits(phone: Page, page_built: BuiltPage) -> None:
    phone.goto(page_built.address)
    for mode in (ordinary, narrowest, wide):
        mode(phone)
        assert phone.evaluate(OVERFLOW) == [], mode.__name__


def test_page_fits_with_double_text(large_letters: Page, page_built: BuiltPage) -> None:
    large_letters.goto(page_built.address)
    assert large_letters.evaluate(TEXT_SIZE) >= 32
    assert large_letters.evaluate(OVERFLOW) == []


@pytest.fixture(scope="module")
def large_letters(shared_context: BrowserContext) -> Iterator[Page]:
    """A tab whose letters are twice the ordinary size."""
    with closing(shared_context.new_page()) as page:
        double_text(page)
        yield page


@pytest.mark.parametrize("path", ["/", "/404.html"])
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: str(mode.__name__))
def test_entrance_fits(fresh_phone: Page, path: str, mode: Callable[[Page], None]) -> None:
    mode(fresh_phone)
    fresh_phone.goto(path)
    assert fresh_phone.evaluate(OVERFLOW) == []


def test_text_follows_the_size_chosen_in_the_browser(fresh_phone: Page, home: BuiltPage) -> None:
    fresh_phone.goto(home.address)
    before: float = fresh_phone.evaluate(TEXT_SIZE)
    double_text(fresh_phone)
    fresh_phone.reload()
    assert fresh_phone.evaluate(TEXT_SIZE) == pytest.approx(2 * before, rel=0.01)


def test_body_text_is_at_least_sixteen_pixels(phone: Page, home: BuiltPage) -> None:
    phone.goto(home.address)
    assert phone.evaluate(TEXT_SIZE) >= 16


@pytest.mark.parametrize("html", ["<p style='width:900px'>wide</p>", "<p class=cut>long words</p>"])
def test_the_measure_sees_what_does_not_fit(fresh_phone: Page, html: str) -> None:
    style = "<style>.cut {width: 20px; overflow: hidden; white-space: nowrap}</style>"
    fresh_phone.set_content(f"<!doctype html>{style}{html}")
    assert fresh_phone.evaluate(OVERFLOW) != []

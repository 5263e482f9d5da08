"""The dark scheme is really dark, and turns back to light on paper."""

from playwright.sync_api import Page

from tests.built import BuiltPage

# The colour behind the text: the first ancestor of the paragraph that has one.
BRIGHTNESS = """() => {
  let element = document.querySelector('main p');
  while (element) {
    const parts = getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number);
    if (parts.length < 4 || parts[3] > 0) return (parts[0] + parts[1] + parts[2]) / 3;
    element = element.parentElement;
  }
  return 255;
}"""


def test_the_dark_scheme_is_dark(phone: Page, home: BuiltPage) -> None:
    phone.emulate_media(color_scheme="dark")
    phone.goto(home.address)
    assert phone.evaluate(BRIGHTNESS) < 80


def test_paper_is_white_in_the_dark_scheme(phone: Page, home: BuiltPage) -> None:
    phone.emulate_media(color_scheme="dark", media="print")
    phone.goto(home.address)
    assert phone.evaluate(BRIGHTNESS) > 240

"""The annotated letter: drawing and list carry the same numbers, for every reader."""

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Page

from tests.browser.test_layout import OVERFLOW
from tests.built import BuiltPage, languages

DRAWINGS = {"order-form": 7, "icam-invitation": 4}
SPOTS = """(drawing) => {
  const items = drawing.querySelectorAll('ol > li');
  return {
    numbers: [...drawing.querySelectorAll('svg text')].map((text) => text.textContent),
    items: items.length,
    below: items[0].getBoundingClientRect().top
      >= drawing.querySelector('svg').getBoundingClientRect().bottom,
  };
}"""
SEEN = """(drawing) => {
  const svg = drawing.querySelector('svg');
  const sizes = [...svg.querySelectorAll('text')].map((text) => text.getBoundingClientRect());
  const box = svg.getBoundingClientRect();
  return {
    colour: getComputedStyle(svg.querySelector('g[fill]')).fill,
    text: getComputedStyle(drawing).color,
    inside: sizes.every((size) => size.left >= box.left && size.right <= box.right),
    smallest: Math.min(...sizes.map((size) => size.height)),
  };
}"""


def letter(language: str) -> BuiltPage:
    """The page of letters."""
    return BuiltPage(language, "letter/")


@pytest.mark.parametrize("language", languages())
def test_each_number_has_its_line_in_the_list(phone: Page, language: str) -> None:
    phone.goto(letter(language).address)
    found = phone.locator(".drawing").all()
    assert len(found) == len(DRAWINGS)
    for drawing, count in zip(found, DRAWINGS.values(), strict=True):
        spots = drawing.evaluate(SPOTS)
        assert spots["numbers"] == [str(n) for n in range(1, count + 1)]
        assert spots["items"] == count
        assert spots["below"]


@pytest.mark.parametrize("language", languages())
def test_a_screen_reader_hears_one_image_in_the_page_language(phone: Page, language: str) -> None:
    phone.goto(letter(language).address)
    names = []
    for identifier, count in DRAWINGS.items():
        title = phone.locator(f"#drawing-{identifier}").text_content() or ""
        assert phone.get_by_role("img", name=title, exact=True).count() == 1
        assert str(count) in title
        names.append(title)
    others = [letter(code).file.read_text("utf-8") for code in languages() if code != language]
    assert not [name for name in names for other in others if name in other]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lines_have_the_colour_of_the_text(phone: Page, scheme: str) -> None:
    phone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    phone.set_viewport_size({"width": 320, "height": 640})
    phone.goto(letter("fr").address)
    assert phone.evaluate(OVERFLOW) == []
    for drawing in phone.locator(".drawing").all():
        seen = drawing.evaluate(SEEN)
        assert seen["colour"] == seen["text"]
        assert seen["inside"]
        assert seen["smallest"] >= 15


def test_the_drawing_is_on_paper_in_black(phone: Page) -> None:
    phone.emulate_media(media="print", color_scheme="dark")
    phone.goto(letter("nl").address)
    for drawing in phone.locator(".drawing").all():
        assert drawing.evaluate(SEEN)["colour"] == "rgb(0, 0, 0)"


@pytest.mark.parametrize("language", languages())
def test_the_drawing_says_whose_it_is(scriptless: Page, language: str) -> None:
    scriptless.goto(letter(language).address)
    for note in scriptless.locator(".drawing > .from").all():
        assert "2026" in note.inner_text()


@pytest.mark.parametrize("language", languages())
def test_a_drawing_holds_no_words(language: str) -> None:
    tree = lxml_html.parse(str(letter(language).file))
    texts = [text.text for svg in tree.xpath("//main//svg[@role]") for text in svg.iter("text")]
    assert len(texts) == sum(DRAWINGS.values())
    assert all(text.isdigit() for text in texts)

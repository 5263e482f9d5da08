"""A reader without a mouse reaches everything, sees where they are, and hits every button."""

from playwright.sync_api import Page

from tests.built import BuiltPage, languages

FOCUSED = """() => {
  const element = document.activeElement;
  return {
    href: element.getAttribute('href') || '',
    language: element.getAttribute('lang') || '',
    current: element.getAttribute('aria-current') || '',
  };
}"""
# The Tab key pressed before makes the browser draw the ring for the later focus() calls too.
WITHOUT_RING = """() => [...document.querySelectorAll(
    'a[href], button, summary, input, select, textarea, [tabindex="0"]')]
  .filter((element) => element.checkVisibility())
  .filter((element) => {
    element.focus();
    if (document.activeElement !== element) return true;
    const style = getComputedStyle(element);
    return style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2;
  })
  .map((element) => element.outerHTML.slice(0, 90))"""
TARGETS = "a.call, nav.lang a, button, summary, .tiles a"
TOO_SMALL = """(selector) => [...document.querySelectorAll(selector)]
  .filter((element) => element.checkVisibility())
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([element, box]) => box.height < 43.9 || box.width < 43.9)
  .map(([element, box]) => `${Math.round(box.width)}x${Math.round(box.height)} `
    + element.outerHTML.slice(0, 90))"""


def test_the_first_stop_is_the_skip_link(phone: Page, page_built: BuiltPage) -> None:
    phone.goto(page_built.address)
    phone.keyboard.press("Tab")
    target = phone.evaluate(FOCUSED)["href"]
    assert target.startswith("#")
    assert phone.locator(target).count() == 1
    phone.keyboard.press("Enter")
    assert phone.evaluate("location.hash") == target


def test_the_languages_come_before_the_menu(phone: Page, page_built: BuiltPage) -> None:
    phone.goto(page_built.address)
    phone.keyboard.press("Tab")
    wanted = set(languages()) - {page_built.language}
    reached: set[str] = set()
    # One more stop for the site name, one for the current language where it is a link.
    for _ in range(len(languages()) + 1):
        phone.keyboard.press("Tab")
        reached.add(phone.evaluate(FOCUSED)["language"])
    assert wanted <= reached


def test_the_focus_is_always_seen(phone: Page, page_built: BuiltPage) -> None:
    phone.goto(page_built.address)
    phone.keyboard.press("Tab")
    assert phone.evaluate(WITHOUT_RING) == []


def test_targets_are_large_enough_for_a_thumb(phone: Page, page_built: BuiltPage) -> None:
    phone.goto(page_built.address)
    assert phone.locator(TARGETS).count() >= len(languages()) - 1
    assert phone.evaluate(TOO_SMALL, TARGETS) == []

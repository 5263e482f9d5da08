"""The screens in a language that is read from the right: nothing cut, mirrored or turned around.

All of it is one test per question over many pages: the site in the language of tests is built once
for the whole run, whichever process asks first.
"""

import fcntl
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from scripts.site.static import serving
from tests.browser.conftest import PATIENCE
from tests.browser.pseudo import LANGUAGE, build_pseudo
from tests.browser.test_accessibility import violations
from tests.browser.test_dates import ask, opened
from tests.browser.test_layout import OVERFLOW, double_text
from tests.browser.test_listen import FINISH, STUB, voice

READ = (
    "/en/",
    "/en/letter/",
    "/en/which/",
    "/en/order/",
    "/en/deadlines/",
    "/en/icam/",
    "/en/steps/",
    "/en/prepare/",
    "/en/missed/",
    "/en/police/",
    "/en/detention/",
    "/en/cards/",
    "/en/help/",
    "/en/help-brussels/",
    "/en/search/",
    "/en/words/",
    "/en/keep/",
    "/en/kits/",
    "/en/workers/",
    "/en/leaflets/",
    "/share/en/letter/",
    "/listen/en/letter/",
    "/listen/en/help/",
    "/show/en/interpreter/",
    "/kit/en/letter-brussels/",
    "/keep/icam-info-en.html",
)
"""One page of each kind, and those that most people read."""

# Groups of digits, addresses and articles must stand from left to right on their line: the pieces
# of "02 629 77 23" swap places in Arabic text unless they are isolated.
REVERSED = r"""() => {
  const kinds = [
    /\+?\d{2,4}(?:[ \u00a0]\d{2,3}){2,}/, /\d+\/\d+/, /\b[\w.-]+@[\w.-]+/,
    /\b(?:https?:\/\/|www\.)\S+/,
  ];
  const pattern = new RegExp(kinds.map((kind) => kind.source).join('|'), 'g');
  const found = [];
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (node.parentElement.closest('script, style, title')) continue;
    for (const match of node.data.matchAll(pattern)) {
      const tops = [];
      const signs = [...match[0].matchAll(/[\p{L}\p{N}]/gu)].map((sign) => {
        const range = document.createRange();
        range.setStart(node, match.index + sign.index);
        range.setEnd(node, match.index + sign.index + 1);
        return range.getBoundingClientRect();
      }).filter((box) => box.width);
      if (signs.length) seen++;
      // A long address may go on in the next line.
      const turned = signs.some((box, index) => index
        && Math.abs(box.top - signs[index - 1].top) < 4 && box.left < signs[index - 1].left);
      const cut = /^\+?[\d \u00a0]+$/.test(match[0]) && signs.some((box) => (
        Math.abs(box.top - signs[0].top) > 4));
      if (turned || cut) found.push((cut ? 'in two lines: ' : 'turned: ') + match[0]);
    }
  }
  return {found, seen};
}"""

# Text starts at the right edge of its box; what has a direction of its own is left alone.
STARTS_LEFT = """() => [...document.querySelectorAll('h1, h2, h3, p, li, summary, label, legend')]
  .filter((one) => !one.closest('[dir=ltr]') && one.getClientRects().length)
  .filter((one) => {
    const style = getComputedStyle(one);
    return style.direction !== 'rtl' || !['start', 'right', 'center'].includes(style.textAlign);
  }).map((one) => one.outerHTML.slice(0, 90))"""

# Borders that tell the voices apart, numbers of steps, signs before tiles: all at the right.
AT_THE_WRONG_SIDE = """() => {
  const found = [];
  for (const box of document.querySelectorAll('.law, .office, .orgs')) {
    const style = getComputedStyle(box);
    const [left, right] = [style.borderLeftWidth, style.borderRightWidth].map(parseFloat);
    if (right < 2 || left > right) found.push('border of ' + box.className);
  }
  for (const item of document.querySelectorAll('.do ol > li')) {
    const mark = getComputedStyle(item, '::before');
    if (mark.content === 'none') continue;
    if (mark.right !== '0px') found.push('number of a step: ' + mark.right);
    if (parseFloat(getComputedStyle(item).paddingRight) < 50) found.push('room of a step');
  }
  for (const list of document.querySelectorAll('ul, ol')) {
    const style = getComputedStyle(list);
    const indent = style.direction === 'rtl' && parseFloat(style.paddingLeft);
    if (indent) found.push('indent of a list');
  }
  for (const sign of document.querySelectorAll('.tiles svg')) {
    const words = sign.parentElement.querySelector('a').getBoundingClientRect();
    if (sign.getBoundingClientRect().left < words.right - 1) found.push('sign of a tile');
  }
  for (const number of document.querySelectorAll('.num'))
    if (number.getBoundingClientRect().left > innerWidth / 2) found.push('number of the page');
  return found;
}"""

# Words in a language of the other direction say so: else their full stop moves to the front.
UNTOLD = """() => [...document.querySelectorAll('[lang]')]
  .filter((one) => one.lang !== document.documentElement.lang && one.lang !== 'en'
    && one.tagName !== 'HTML' && getComputedStyle(one).direction !== 'ltr')
  .map((one) => one.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="session")
def turned_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; made by the first process that asks, the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    root = shared / "screens-from-the-right"
    with (shared / "screens-from-the-right.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "done").is_file():
            root.mkdir(exist_ok=True)
            build_pseudo(root)
            (root / "done").touch()
    return root / "site"


@pytest.fixture(scope="session")
def turned_context(browser: Browser, turned_site: Path) -> Iterator[BrowserContext]:
    """A small phone that reads this site."""
    with (
        serving(turned_site) as address,
        browser.new_context(
            base_url=address, viewport={"width": 360, "height": 740}, color_scheme="light"
        ) as context,
    ):
        context.set_default_timeout(PATIENCE)
        yield context


@pytest.fixture
def turned(turned_context: BrowserContext) -> Iterator[Page]:
    """A new tab of this phone."""
    page = turned_context.new_page()
    yield page
    page.close()


def test_everything_fits_and_stands_at_its_side(turned: Page) -> None:
    faults = {}
    for path in READ:
        turned.set_viewport_size({"width": 360, "height": 740})
        turned.goto(path)
        found = [*turned.evaluate(OVERFLOW), *turned.evaluate(STARTS_LEFT)]
        found += [*turned.evaluate(AT_THE_WRONG_SIDE), *turned.evaluate(UNTOLD)]
        turned.set_viewport_size({"width": 320, "height": 640})
        found += turned.evaluate(OVERFLOW)
        if found:
            faults[path] = found
    assert faults == {}


def test_numbers_and_addresses_read_from_left_to_right(turned: Page) -> None:
    faults, seen = {}, 0
    for path in READ:
        turned.goto(path)
        # Closed boxes have no place on the screen.
        turned.evaluate(
            "document.querySelectorAll('details').forEach((one) => { one.open = true })"
        )
        measured = turned.evaluate(REVERSED)
        seen += measured["seen"]
        if measured["found"]:
            faults[path] = measured["found"]
    assert faults == {}
    assert seen > 300


def test_the_measures_see_a_page_that_is_turned_badly(turned: Page) -> None:
    turned.set_content(
        "<html lang=ar dir=rtl><style>.law{border-left:6px solid}.num{float:right}</style>"
        "<p class=num>4<p style='text-align:left'>تاسس 02 629 77 23 ضص<div class=law><q lang=fr>«"
    )
    assert turned.evaluate(REVERSED)["found"] == ["turned: 02 629 77 23"]
    assert len(turned.evaluate(STARTS_LEFT)) == 1
    assert turned.evaluate(AT_THE_WRONG_SIDE) == ["border of law", "number of the page"]
    assert len(turned.evaluate(UNTOLD)) == 1


def test_axe_finds_nothing(turned: Page, axe: str) -> None:
    found = {}
    for path in ("/en/", "/en/letter/", "/en/deadlines/", "/en/help-brussels/", "/en/search/"):
        turned.goto(path)
        if rules := violations(turned, axe):
            found[path] = rules
    assert found == {}


def test_letters_of_twice_the_size_fit(turned: Page) -> None:
    double_text(turned)
    faults = {}
    for path in ("/en/", "/en/letter/", "/en/deadlines/", "/en/cards/", "/en/kits/"):
        turned.goto(path)
        if found := turned.evaluate(OVERFLOW):
            faults[path] = found
    assert faults == {}


def test_the_keyboard_goes_from_the_right(turned: Page) -> None:
    turned.goto("/en/")
    lefts = []
    for _ in range(2 + 3):
        turned.keyboard.press("Tab")
        lefts.append(
            turned.evaluate(
                """() => {
                  const link = document.activeElement;
                  const box = link.getBoundingClientRect();
                  return [link.className, Math.round(box.left), Math.round(box.top)];
                }"""
            )
        )
    assert [name for name, _, _ in lefts[:2]] == ["skip", "site"]
    assert lefts[0][1] >= 0, "the link that skips is on the screen when it has the focus"
    languages = [left for _, left, _ in lefts[2:]]
    assert languages == sorted(languages, reverse=True)
    assert len({top for _, _, top in lefts[2:]}) == 1


def test_numbers_of_a_drawing_stand_beside_it(turned: Page) -> None:
    """A drawing is no text: it is the same picture in each direction."""
    turned.goto("/en/letter/")
    for drawing in turned.locator(".drawing svg").all():
        assert drawing.evaluate("(one) => getComputedStyle(one).transform") == "none"
        box = drawing.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert drawing.evaluate(
            """(one) => [...one.querySelectorAll('text')].every((text) => {
              const [inner, outer] = [text.getBoundingClientRect(), one.getBoundingClientRect()];
              return inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
            })"""
        )
    lists = turned.locator(".drawing > ol")
    assert lists.count() == turned.locator(".drawing svg").count() >= 2


def test_the_date_helper_answers_in_words_of_the_page(turned: Page) -> None:
    opened(turned, "en")
    text = ask(turned, "registered", "2026-11-02", "10")
    answer = turned.locator("#tool-dates [role=status]")
    # The digits are those of the page and of the letter, not those of another script.
    assert "2026" in text
    assert "11" in answer.locator("b").first.inner_text()
    assert turned.evaluate(OVERFLOW) == []
    assert turned.evaluate(STARTS_LEFT) == []
    assert turned.evaluate(REVERSED)["found"] == []
    control = turned.locator("#tool-dates input").first.bounding_box()
    label = turned.locator("#tool-dates label").nth(1).bounding_box()
    assert control
    assert label
    assert control["x"] + control["width"] == pytest.approx(label["x"] + label["width"], abs=2)


def test_search_and_kits_work(turned: Page) -> None:
    turned.goto("/en/search/")
    turned.wait_for_function("document.getElementById('tool-search').ready")
    words = turned.locator("main ul a").first.inner_text().split()[-1].strip("?")
    turned.locator("#tool-search input").fill(words)
    turned.locator("#tool-search ol a").first.wait_for()
    assert turned.evaluate(OVERFLOW) == []
    turned.goto("/en/kits/")
    turned.locator("#tool-kits input").first.check()
    turned.locator("#tool-kits a.call").click()
    turned.locator("#contacts li").first.wait_for()
    assert turned.evaluate("document.documentElement.dir") == "rtl"
    assert turned.evaluate(REVERSED)["found"] == []
    assert turned.evaluate(OVERFLOW) == []


def test_a_voice_of_the_language_reads(turned: Page) -> None:
    turned.add_init_script(f"({STUB})({json.dumps([voice('ar-EG', local=True)])})")
    turned.goto("/listen/en/letter/")
    turned.locator("#listen button").first.click()
    turned.evaluate(FINISH)
    assert turned.evaluate("voice.heard[0].lang") == "ar-EG"
    marked = turned.locator("main [aria-current=true]").bounding_box()
    assert marked
    assert marked["x"] + marked["width"] <= 360
    assert turned.evaluate(OVERFLOW) == []


def test_paper_from_the_browser_is_turned_too(turned: Page) -> None:
    for path in ("/en/letter/", "/kit/en/letter-brussels/"):
        turned.goto(path)
        turned.emulate_media(media="print")
        assert turned.evaluate(STARTS_LEFT) == []
        assert turned.evaluate(REVERSED)["found"] == []
        turned.emulate_media(media="screen")


def test_the_pages_are_those_of_the_test_language(turned: Page) -> None:
    turned.goto("/en/letter/")
    assert turned.evaluate("document.documentElement.lang + document.documentElement.dir") == (
        f"{LANGUAGE}rtl"
    )
    text = turned.locator("main .summary, main ul").first.inner_text()
    assert sum("\u0600" <= sign <= "\u06ff" for sign in text) > len(text) / 2

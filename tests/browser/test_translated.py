"""Each tool on a page that the browser translates: each piece of text becomes an element."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.test_dates import ask, control, opened, spaced
from tests.browser.test_listen import FINISH, LOCAL, expected, listening, voice
from tests.built import SITE, languages, real_site

TRANSLATE = """() => {
  const kept = (node) => node.parentElement.closest('script, style, svg, [translate=no]');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) => (
    node.data.trim() && !kept(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT));
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    const outer = document.createElement('font');
    const inner = outer.appendChild(document.createElement('font'));
    inner.textContent = `⟦${node.data}⟧`;
    node.replaceWith(outer);
  }
  document.documentElement.lang = 'ar';
  document.documentElement.className = 'translated-rtl';
  return nodes.length;
}"""
"""What the translator of Chrome does; marks stand for the words of the other language."""


LAST = {
    "fr": "mercredi 25 novembre 2026",
    "nl": "woensdag 25 november 2026",
    "en": "Wednesday 25 November 2026",
}
"""The earliest last day of 10 days after 16 November 2026."""


@pytest.fixture
def tab(shared_context: BrowserContext) -> Iterator[Page]:
    """A tab whose faults fail the test."""
    faults: list[str] = []
    with closing(shared_context.new_page()) as page:
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        assert faults == []


def translate(page: Page) -> None:
    """Translate the page as it stands."""
    assert page.evaluate(TRANSLATE) > 5


@pytest.mark.parametrize("language", languages())
def test_the_date_helper_asks_for_the_right_day(tab: Page, language: str) -> None:
    """A letter posted on the 16th: counted from the 20th, the end comes four days late."""
    site = real_site()
    opened(tab, language)
    first = tab.locator("#tool-dates li").nth(1).locator("label")
    by_hand = first.inner_text().strip()
    translate(tab)
    for how, key in (
        ("post", "post"),
        ("fax", "fax"),
        ("signed", "signed"),
        ("registered", "post"),
    ):
        control(tab, 0).select_option(how)
        words = site.notice(f"dates_on_{key}", language)
        assert spaced(first.inner_text()).strip() == words
        translate(tab)
        assert spaced(first.inner_text()).strip() == f"⟦{words}⟧"
    control(tab, 0).select_option("hand")
    assert first.inner_text().strip() == by_hand
    text = ask(tab, "post", "2026-11-16", "10")
    assert LAST[language] in text[:80]
    translate(tab)
    again = ask(tab, "post", "2026-11-16", "10")
    assert re.sub("[⟦⟧]", "", again) == re.sub("[⟦⟧]", "", text)


def test_the_questions_about_a_paper_are_answered(tab: Page) -> None:
    tab.goto("/en/which/")
    for answer in ("No, or I do not know", "No", "A judge or a Council"):
        translate(tab)
        tab.get_by_role("link", name=answer).filter(has_text=f"⟦{answer}⟧").first.click()
        tab.reload()
    assert tab.url.endswith("#court")


@pytest.mark.parametrize("language", languages())
def test_search_answers(tab: Page, language: str) -> None:
    tab.goto(f"/{language}/search/")
    tab.wait_for_function("document.getElementById('tool-search').ready")
    answers = tab.locator("#tool-search ol a")
    status = tab.locator("#tool-search [aria-live]")
    translate(tab)
    tab.locator("input[type=search]").fill("icam")
    answers.first.wait_for()
    before = answers.all_inner_texts(), status.inner_text()
    translate(tab)
    tab.locator("input[type=search]").fill("zzzzqqqq")
    assert answers.count() == 0
    assert spaced(status.inner_text()) == real_site().notice("search_none", language)
    tab.locator("input[type=search]").fill("icam")
    assert (answers.all_inner_texts(), status.inner_text()) == before
    answers.first.click()
    tab.locator("h1").wait_for()
    assert f"/{language}/search/" not in tab.url


@pytest.mark.parametrize("language", languages())
def test_a_sheet_of_ones_own_is_put_together(tab: Page, language: str) -> None:
    tab.goto(f"/{language}/kits/")
    tool = tab.locator("#tool-kits")
    tool.locator("input").first.wait_for()
    translate(tab)
    tool.locator("input").nth(4).check()
    left = tool.get_by_role("status").inner_text()
    assert "%" in left
    assert "⟦" not in left
    translate(tab)
    tool.locator("input").nth(8).check()
    tool.locator("select").select_option("liege")
    assert tool.get_by_role("status").inner_text() != left
    tool.locator("a").click()
    tab.locator("#parts > h2").nth(1).wait_for()
    assert tab.url.endswith("#liege.5.9")
    translate(tab)
    tab.evaluate("() => { window.print = () => { window.printed = true; }; }")
    tab.locator("main button").click()
    assert tab.evaluate("window.printed") is True


@pytest.mark.parametrize("language", languages())
def test_the_voice_gets_the_words_of_its_language(tab: Page, language: str) -> None:
    """A French voice cannot say what the page was translated into."""
    listening(tab, language, [voice(LOCAL[language], local=True)])
    translate(tab)
    tab.locator("#listen button").first.click()
    texts = expected(language)[:12]
    for _ in texts[1:]:
        translate(tab)
        tab.evaluate(FINISH)
    heard = tab.evaluate("voice.heard")
    assert [one["text"] for one in heard] == texts
    assert {one["lang"] for one in heard} == {LOCAL[language]}


@pytest.mark.parametrize("language", languages())
def test_a_page_is_passed_on(tab: Page, language: str) -> None:
    tab.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: {"
        "writeText: (text) => { window.copied = text; return Promise.resolve(); }}});"
    )
    tab.goto(f"/share/{language}/letter/")
    translate(tab)
    tab.locator("#do button").first.click()
    words = real_site().notice("share_copied", language)
    tab.locator("#do p", has_text=words).wait_for()
    assert tab.evaluate("window.copied").endswith(f"/{language}/letter/")


def test_the_code_of_a_sheet_stays_as_it_is(tab: Page) -> None:
    codes = sorted(path.parent.name for path in SITE.glob("v/*/index.html"))
    tab.goto(f"/v/{codes[0]}/")
    shown = tab.locator(".num").inner_text()
    translate(tab)
    assert tab.locator(".num").inner_text() == shown
    assert shown.replace(" ", "").replace("\u00a0", "") == codes[0]
    tab.locator(".tiles a").last.click()
    tab.locator("h1").wait_for()
    assert "/v/" not in tab.url

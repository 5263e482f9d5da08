"""Read aloud: only with a voice of the phone itself, the exact words, nothing kept or sent."""

import html
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.test_accessibility import violations
from tests.browser.test_privacy import NOTHING, STORED
from tests.built import SITE, languages

PAGE = "deadlines"
LOCAL = {"fr": "fr-BE", "nl": "nl-BE", "en": "en-GB"}
STUB = """(voices) => {
  const heard = [];
  const state = {voices, heard, cancelled: 0, current: null};
  window.voice = state;
  class Utterance { constructor(text) { this.text = text; } }
  const engine = {
    getVoices: () => state.voices,
    get speaking() { return state.current !== null; },
    speak: (one) => {
      heard.push({text: one.text, lang: one.lang, rate: one.rate, voice: one.voice.name});
      state.current = one;
    },
    cancel: () => {
      state.cancelled += 1;
      const one = state.current;
      state.current = null;
      if (one) one.onend();
    },
  };
  Object.defineProperty(window, 'speechSynthesis', {value: engine, configurable: true});
  window.SpeechSynthesisUtterance = Utterance;
}"""
FINISH = "() => { const one = voice.current; voice.current = null; one.onend(); }"


def voice(language: str, *, local: bool, name: str = "own") -> dict[str, Any]:
    """A voice as a browser lists it."""
    return {"name": name, "lang": language, "localService": local}


def listening(phone: Page, language: str, voices: list[dict[str, Any]]) -> Page:
    """The page to hear, on a phone with these voices."""
    phone.add_init_script(f"({STUB})({json.dumps(voices)})")
    phone.goto(f"/listen/{language}/{PAGE}/")
    return phone


def expected(language: str) -> list[str]:
    """The words for the voice, read from the built file."""
    text = (SITE / f"listen/{language}/{PAGE}/index.html").read_text("utf-8")
    spans = re.findall(r'<span(?: data-say="([^"]*)")?>(.*?)</span>', text)
    return [html.unescape(said or shown) for said, shown in spans]


@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_handed_over_in_order(fresh_phone: Page, language: str) -> None:
    page = listening(fresh_phone, language, [voice(LOCAL[language], local=True)])
    page.locator("#listen button").first.click()
    texts = expected(language)
    assert len(texts) > 40
    for _ in texts:
        page.evaluate(FINISH)
    heard = page.evaluate("voice.heard")
    assert [one["text"] for one in heard] == texts
    assert {one["lang"] for one in heard} == {LOCAL[language]}
    assert page.locator("[aria-current=true]", has_text=re.compile(".")).count() == 1  # language
    assert page.evaluate(STORED) == NOTHING


@pytest.mark.parametrize(
    "voices",
    [
        [],
        [voice("fr-BE", local=False)],
        [voice("fr-FR", local=False), voice("nl-BE", local=True), voice("en-GB", local=True)],
        [{"name": "unsure", "lang": "fr-BE", "localService": None}],
    ],
    ids=["none", "remote", "other language", "not said"],
)
def test_without_a_local_voice_there_is_no_button(
    fresh_phone: Page, voices: list[dict[str, Any]]
) -> None:
    page = listening(fresh_phone, "fr", voices)
    assert page.locator("main button:visible").count() == 0
    assert "voix" in page.locator("#listen").inner_text()
    assert page.evaluate("voice.heard") == []


def test_voices_that_come_late_are_seen_and_one_of_belgium_is_preferred(fresh_phone: Page) -> None:
    page = listening(fresh_phone, "nl", [])
    assert page.locator("main button:visible").count() == 0
    late = [
        voice("nl-NL", local=True, name="other"),
        voice("nl_BE", local=True, name="belgian"),
        voice("nl-BE", local=False, name="remote"),
    ]
    page.evaluate("(late) => { voice.voices = late; speechSynthesis.onvoiceschanged(); }", late)
    page.locator("#listen button:visible").first.click()
    assert page.evaluate("voice.heard.map((one) => one.voice)") == ["belgian"]
    page.evaluate("() => { voice.voices = []; speechSynthesis.onvoiceschanged(); }")
    assert page.locator("main button:visible").count() == 0


def test_pause_continue_slower_stop(fresh_phone: Page) -> None:
    page = listening(fresh_phone, "en", [voice("en-US", local=True)])
    texts = expected("en")

    def click(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).click()

    click("Listen to the page")
    page.evaluate(FINISH)
    current = page.locator("main [aria-current]")
    assert current.inner_text().replace("\u00a0", " ") in texts[1].replace("\u00a0", " ")
    click("Pause")
    assert page.evaluate("voice.current") is None
    click("Continue")
    click("Slower")
    assert page.get_by_role("button", name="Slower").get_attribute("aria-pressed") == "true"
    heard = page.evaluate("voice.heard")
    assert [one["text"] for one in heard] == [texts[0], texts[1], texts[1], texts[1]]
    assert heard[-1]["rate"] < heard[0]["rate"] == 1
    click("Stop")
    assert current.count() == 0
    assert page.get_by_role("button", name="Stop").count() == 0
    page.locator(".reading button").first.click()
    second = page.locator(".reading h2 span").nth(1)
    assert page.evaluate("voice.heard.at(-1).text") == (
        second.get_attribute("data-say") or second.inner_text()
    )


def test_it_falls_silent_when_the_page_is_hidden_or_left(fresh_phone: Page) -> None:
    page = listening(fresh_phone, "fr", [voice("fr-FR", local=True)])
    page.locator("#listen button").first.click()
    page.evaluate(
        """() => {
          Object.defineProperty(document, 'hidden', {value: true, configurable: true});
          document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )
    assert page.evaluate("voice.current") is None
    page.evaluate("() => { Object.defineProperty(document, 'hidden', {value: false}); }")
    page.get_by_role("button", name="Continuer").click()
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("voice.current") is None
    assert page.locator("main [aria-current]").count() == 0


def test_a_voice_that_fails_says_so(fresh_phone: Page) -> None:
    page = listening(fresh_phone, "nl", [voice("nl-NL", local=True)])
    page.locator("#listen button").first.click()
    page.evaluate("voice.current.onerror()")
    assert "gestopt" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("language", languages())
def test_axe_finds_nothing_and_nothing_else_is_asked(
    fresh_phone: Page, axe: str, language: str, address: str
) -> None:
    asked: list[str] = []
    fresh_phone.on("request", lambda request: asked.append(request.url))
    page = listening(fresh_phone, language, [voice(LOCAL[language], local=True)])
    assert asked == [f"{address}/listen/{language}/{PAGE}/"]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.locator("#listen button:visible").first.click()
        assert violations(page, axe) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("language", languages())
def test_without_scripts_the_page_is_simply_the_text(scriptless: Page, language: str) -> None:
    scriptless.goto(f"/share/{language}/{PAGE}/")
    scriptless.locator(f"main a[href*='listen/{language}/']").click()
    assert scriptless.locator("button").count() == 0
    assert scriptless.locator(".reading").count() > 3
    shown = scriptless.locator(".reading").first.inner_text()
    assert len(shown.split()) > 100


@pytest.mark.parametrize("width", [320, 360])
def test_from_right_to_left_nothing_leaves_the_screen(fresh_phone: Page, width: int) -> None:
    """A language of that direction gets the same page."""
    fresh_phone.set_viewport_size({"width": width, "height": 640})
    for path in [f"/listen/{language}/{PAGE}/" for language in languages()]:
        fresh_phone.goto(path)
        fresh_phone.evaluate("document.documentElement.dir = 'rtl'")
        assert fresh_phone.evaluate("document.documentElement.scrollWidth") <= width, path

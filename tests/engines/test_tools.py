"""A journey with each tool in every engine, as somebody takes it who holds that phone."""

import io
import re

import pytest
import zxingcpp
from PIL import Image

from tests.browser.test_translated import TRANSLATE
from tests.built import SITE
from tests.engines.driver import Engine, text, until, wait_for
from tests.engines.served import faults
from tests.site.test_addresses import built_root

TOOL = "#tool-dates"
HOW, GIVEN, DAYS, LAST = (
    f"{TOOL} li:nth-of-type({number}) {kind}"
    for number, kind in enumerate(("select", "input", "input", "input"), 1)
)
ANSWER = f"{TOOL} [role=status]"
LISTENING = """(() => {
  const place = document.getElementById('listen');
  const words = JSON.parse(place.dataset.words);
  const local = speechSynthesis.getVoices()
    .some((one) => one.localService && /^en\\b/.test(one.lang));
  const offered = [...document.querySelectorAll('main button')].some((one) => one.offsetParent);
  const said = place.querySelector('[role=status]').textContent;
  return said === words[local ? 'local' : 'none'] && offered === local;
})()"""


def count_days(engine: Engine) -> str:
    """Post of 16 January 2024, ten days: fill in, count, and return the answer."""
    engine.choose(HOW, "post")
    engine.fill(GIVEN, "2024-01-16")
    engine.fill(DAYS, "10")
    engine.click(f"{TOOL} button")
    until(engine, "document.querySelector(arguments[0]).textContent", ANSWER)
    return text(engine, ANSWER)


def test_the_date_helper_counts_and_gives_a_file_for_the_calendar(
    engine: Engine, address: str
) -> None:
    engine.open(f"{address}/fr/deadlines/")
    answer = count_days(engine)
    # Monday to Friday are working days here: the third one after the post is the 19th.
    assert "jeudi 25 janvier 2024" in answer
    assert "vendredi 19 janvier 2024" in answer
    assert "dimanche 28 janvier 2024" in answer
    assert "lundi 29 janvier 2024" in answer
    saved = engine.download(f"{TOOL} a[download]")
    assert saved.suffix == ".ics"
    assert "DTSTART;VALUE=DATE:20240125\r\n" in saved.read_bytes().decode()
    assert faults(engine) == []


def test_the_date_helper_counts_on_a_translated_page(engine: Engine, address: str) -> None:
    """A label that stays wrong leads to another first day (received instead of posted)."""
    engine.open(f"{address}/en/deadlines/")
    received = text(engine, f"{TOOL} li:nth-of-type(2)")
    assert engine.evaluate(f"return ({TRANSLATE})()") > 100
    answer = count_days(engine)
    label = text(engine, f"{TOOL} li:nth-of-type(2)")
    assert label
    assert received not in label
    assert "Thursday 25 January 2024" in answer
    assert faults(engine) == []


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_search_answers_and_leads_to_the_page(
    engine: Engine, address: str, language: str
) -> None:
    engine.open(f"{address}/{language}/search/")
    until(engine, "document.getElementById('tool-search').ready")
    engine.fill("#tool-search input", "13 quinquies")
    until(engine, "document.querySelector('#tool-search ol a')")
    assert faults(engine) == []
    engine.click("#tool-search ol a")
    until(engine, "!location.pathname.endsWith('/search/')")
    assert "13quinquies" in text(engine, "main")
    assert faults(engine) == []


def test_the_finder_of_papers_is_answered_by_tapping(engine: Engine, address: str) -> None:
    engine.open(f"{address}/en/which/")
    engine.click(".tiles a[href$='#number']")
    until(engine, "location.hash === '#number'")
    engine.click(".tiles a[href$='detention/#arrested']")
    until(engine, "location.pathname === '/en/detention/'")
    until(engine, "Math.abs(document.getElementById('arrested').getBoundingClientRect().y) < 300")


def test_the_finder_of_places_leads_to_the_services_of_a_province(
    engine: Engine, address: str
) -> None:
    engine.open(f"{address}/nl/help/")
    engine.click(".finder a[href$='#antwerp']")
    until(engine, "location.pathname === '/nl/help-flanders/' && location.hash === '#antwerp'")
    assert engine.evaluate("return document.querySelectorAll('main a[href^=\"tel:\"]').length") > 5


def test_a_contact_is_saved_for_the_address_book(engine: Engine, address: str) -> None:
    engine.open(f"{address}/en/help-brussels/")
    saved = engine.download("main a[href$='.vcf']")
    assert saved.suffix == ".vcf"
    card = saved.read_bytes().decode()
    assert card.startswith("BEGIN:VCARD\r\n")
    assert "TEL" in card


def code_on_screen(engine: Engine, picture: str) -> str:
    """The words of the QR code that is read from the window, scrolled to this picture."""
    # Not scrollIntoView: WebKit stops above a drawing.
    top = "document.querySelector(arguments[0]).getBoundingClientRect().top"
    engine.evaluate(f"scrollBy(0, {top})", picture)

    def read() -> list[str]:
        shown = Image.open(io.BytesIO(engine.screenshot()))
        return [code.text for code in zxingcpp.read_barcodes(shown)]

    (words,) = wait_for(read, "a QR code in the window")
    return words


def test_the_address_of_a_page_is_copied_and_its_code_is_read(engine: Engine, address: str) -> None:
    engine.open(f"{address}/share/fr/letter/")
    wanted = f"{built_root()}fr/letter/"
    assert code_on_screen(engine, "main > svg") == wanted
    engine.click("#do button")
    until(engine, "document.querySelector('#do [aria-live]').textContent")
    assert faults(engine) == []
    engine.open(f"{address}/fr/search/")
    until(engine, "document.getElementById('tool-search').ready")
    engine.paste("#tool-search input")
    until(engine, "document.querySelector('#tool-search input').value === arguments[0]", wanted)


def test_listening_is_offered_with_a_voice_of_the_phone_or_its_absence_is_said(
    engine: Engine, address: str
) -> None:
    """Voices may come late: the words, the buttons and the voices agree in the end."""
    engine.open(f"{address}/listen/en/letter/")
    until(engine, LISTENING)
    assert len(text(engine, "main")) > 1000
    assert faults(engine) == []


def test_a_sheet_of_ones_own_is_chosen_and_opened_with_its_code(
    engine: Engine, address: str
) -> None:
    engine.open(f"{address}/nl/kits/")
    until(engine, "document.querySelector('#tool-kits input')")
    for number in (2, 5):
        engine.click(f"#tool-kits fieldset p:nth-of-type({number}) input")
    engine.choose("#tool-kits select", "liege")
    chosen = engine.evaluate("return location.hash")
    assert re.fullmatch(r"#liege\.\w+\.\w+", chosen)
    assert faults(engine) == []
    engine.click("#tool-kits a.call")
    until(engine, "document.querySelectorAll('#parts > h2').length === 2")
    assert engine.evaluate("return location.hash") == chosen
    assert engine.evaluate("return document.querySelectorAll('#contacts li').length") == 3
    shown = engine.evaluate("return document.getElementById('address').textContent")
    assert shown.endswith(f"/kit/nl/own/{chosen}")
    assert code_on_screen(engine, "footer svg") == shown
    assert faults(engine) == []


def test_the_code_of_a_sheet_tells_whether_it_is_right(
    engine: Engine, address: str, code: str
) -> None:
    engine.open(f"{address}/v/")
    engine.click("main section[lang=en] a.call")
    until(engine, "location.pathname === '/en/leaflets/'")
    engine.open(f"{address}/v/{code}/")
    assert text(engine, ".num").replace(" ", "") == code
    assert text(engine, "main .note h2")
    engine.click("main .tiles li:last-child a")
    until(engine, "location.pathname !== arguments[0]", f"/v/{code}/")
    assert text(engine, "h1")
    assert faults(engine) == []


def test_the_kept_file_is_read_without_a_server(engine: Engine) -> None:
    engine.open((SITE / "keep/icam-info-fr.html").as_uri())
    engine.click("a[href='#contacts']")
    until(engine, "document.querySelector(':target#contacts')")
    assert engine.evaluate("return document.querySelectorAll('a[href^=\"tel:\"]').length") > 50
    overdue = engine.evaluate(
        "const old = document.getElementById('old');"
        "return [Date.now() >= Date.parse(old.dataset.due), !old.hidden];"
    )
    assert overdue[0] == overdue[1]


def test_a_copy_is_kept_on_the_phone_and_removed(engine: Engine, address: str) -> None:
    engine.open(f"{address}/en/keep/")
    until(engine, "document.querySelector('#tool-offline button')")
    said = "document.querySelector('#tool-offline [aria-live]').textContent"
    until(engine, f"{said}.includes('keeps nothing')")
    engine.click("#tool-offline button")
    until(engine, f"{said}.startsWith('Copy of ')")
    engine.click("#tool-offline p:nth-of-type(2) button")
    until(engine, f"{said}.includes('keeps nothing')")
    left = engine.evaluate(
        "return Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()])"
        ".then((both) => both.flat().length)"
    )
    assert left == 0
    assert faults(engine) == []


def test_boxes_that_are_closed_open_by_a_tap(engine: Engine, address: str) -> None:
    engine.open(f"{address}/fr/letter/")
    inside = "document.querySelector('details a').checkVisibility()"
    assert not engine.evaluate(f"return {inside}")
    engine.click("details summary")
    until(engine, inside)

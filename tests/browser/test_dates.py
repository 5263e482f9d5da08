"""The date helper: its arithmetic against Python, what it says, and what it leaves behind."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Request

from tests.browser.test_layout import OVERFLOW, double_text
from tests.built import languages
from tests.counting import DAY, HOWS, is_free, reference
from tests.print.paper import squeezed, text_of

NOW = "2026-11-23T12:00:00Z"
EPOCH = dt.date(1970, 1, 1)
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2035, 12, 31)
# Days between two starts: all days of the week and of the month are met.
STEP = 5
LENGTHS = (1, 5, 7, 10, 30, 31, 90)
# The rest of the page is tested with all pages.
IN_TOOL = """async () => (await axe.run('#tool-dates', {resultTypes: ['violations']})
).violations.flatMap((rule) => rule.nodes.map((node) => rule.id + node.failureSummary))"""
ADDRESS = "/{}/deadlines/#count"


def number(day: dt.date) -> int:
    """The day as the script counts it."""
    return (day - EPOCH).days


def opened(page: Page, language: str = "fr", now: str = NOW) -> Page:
    """The page of time limits on a known day."""
    page.clock.set_fixed_time(now)
    page.goto(ADDRESS.format(language))
    return page


def control(page: Page, index: int) -> Locator:
    """A field of the form: how, day of the paper, number of days, last date."""
    return page.locator("#tool-dates li").nth(index).locator("select, input")


def ask(page: Page, how: str, day: str, days: str = "", last: str = "") -> str:
    """Fill in the form, count, and return the answer with ordinary spaces."""
    control(page, 0).select_option(how)
    control(page, 1).fill(day)
    control(page, 2).fill(days)
    control(page, 3).fill(last)
    page.locator("#tool-dates button").click()
    return spaced(page.locator("#tool-dates [role=status]").inner_text())


def spaced(text: str) -> str:
    """The text without no-break spaces."""
    return re.sub(r"[\u00a0\u202f]", " ", text)


def test_free_days_agree_with_an_independent_calendar(phone: Page) -> None:
    opened(phone)
    days = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
    found = phone.evaluate(
        "(days) => days.map(document.getElementById('tool-dates').free)", list(map(number, days))
    )
    wrong = [day for day, free in zip(days, found, strict=True) if free != is_free(day)]
    assert wrong == []


def test_every_count_agrees_with_the_reference(phone: Page) -> None:
    opened(phone)
    cases = [
        (how, FIRST + n * DAY, length)
        for n in range(0, (LAST - FIRST).days - 120, STEP)
        for how in HOWS
        for length in LENGTHS
    ]
    found = phone.evaluate(
        """(cases) => {
          const {count} = document.getElementById('tool-dates');
          return cases.map((one) => {
            const {earliest, first, end, last} = count(...one);
            return [earliest, first, end, last].join();
          });
        }""",
        [(how, number(day), length) for how, day, length in cases],
    )
    assert len(cases) > 20_000
    for case, given in zip(cases, found, strict=True):
        wanted = reference(*case)
        days = (wanted.earliest, wanted.first, wanted.end, wanted.last)
        assert given == ",".join(str(number(day)) for day in days), case


@pytest.mark.parametrize(
    "text",
    ["", "2026-02-30", "2025-02-29", "23/13/2026", "1999-12-31", "2126-01-01", "26-1-1", "x"],
)
def test_what_is_not_a_day_is_not_read(phone: Page, text: str) -> None:
    opened(phone)
    read = "(text) => String(document.getElementById('tool-dates').read(text))"
    assert phone.evaluate(read, text) == "NaN"


@pytest.mark.parametrize("zone", ["Europe/Brussels", "Pacific/Auckland", "America/Los_Angeles"])
def test_the_zone_of_the_phone_changes_nothing(phone: Page, zone: str) -> None:
    """29 February, the change to summer time, the end of a year."""
    session = phone.context.new_cdp_session(phone)
    session.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
    opened(phone, now="2028-04-01T12:00:00Z")
    assert "lundi 27 mars 2028" in ask(phone, "hand", "2028-02-27", "30")
    assert "dimanche 26 mars 2028" not in ask(phone, "hand", "2028-02-28", "29")
    session.send("Emulation.setTimezoneOverride", {"timezoneId": ""})


EARLIEST = {
    "fr": "Au plus tôt, le délai finit le vendredi 27 novembre 2026.",
    "nl": "Op zijn vroegst eindigt de termijn op vrijdag 27 november 2026.",
    "en": "At the earliest, the time limit ends on Friday 27 November 2026.",
}
LATER = {"fr": "lundi 30 novembre 2026", "nl": "maandag 30 november 2026"}
LATER["en"] = "Monday 30 November 2026"
SHOW = {
    "fr": "Montrez ceci à un avocat aujourd'hui",
    "nl": "Toon dit vandaag aan een advocaat",
    "en": "Show this to a lawyer today",
}


@pytest.mark.parametrize("language", languages())
def test_the_earliest_day_comes_first(phone: Page, language: str) -> None:
    text = ask(opened(phone, language), "hand", "2026-11-23", "5")
    assert text.startswith(EARLIEST[language])
    assert text.index(LATER[language]) > len(EARLIEST[language])
    assert text.strip().endswith(SHOW[language])


@pytest.mark.parametrize("language", languages())
def test_each_step_leads_to_the_source_of_its_rule(phone: Page, language: str) -> None:
    opened(phone, language)
    first_rules = {
        "hand": "count-hand",
        "refused": "count-hand",
        "signed": "count-registered",
        "registered": "count-post",
        "post": "count-post",
        "fax": "count-fax",
    }
    assert tuple(sorted(first_rules)) == tuple(sorted(HOWS))
    for how, fact in first_rules.items():
        ask(phone, how, "2026-11-20", "8")
        sources = phone.eval_on_selector_all(
            "#tool-dates [role=status] a[href^='#']",
            "(links) => links.map((link) => document.getElementById(link.hash.slice(1))"
            ".querySelector('a').hash.slice(1))",
        )
        assert sources[:2] == [fact, "count-every-day"]
        assert set(sources[2:]) <= {"count-last-day", "appeal-law-date"}
        labels = phone.locator("#tool-dates [role=status] p small").all_inner_texts()
        assert len(labels) >= 2
        # The rules are disputed; that they changed is reported: two words of certainty at most.
        assert len(set(labels[:2])) == 1
        assert 1 <= len(set(labels)) <= 2


@pytest.mark.parametrize("language", languages())
def test_the_caution_is_repeated_with_the_result(phone: Page, language: str) -> None:
    ask(opened(phone, language), "hand", "2026-11-20", "8")
    caution = phone.locator("section.caution").first.inner_text()
    assert caution in phone.locator("#tool-dates [role=status]").inner_text()


def test_a_printed_date_is_never_moved(phone: Page) -> None:
    text = ask(opened(phone), "hand", "2026-11-20", last="2026-12-25")
    assert text.startswith("Au plus tôt, le délai finit le vendredi 25 décembre 2026.")
    assert "C'est un week-end ou un jour férié" in text
    assert "28 décembre" not in text


def test_with_days_and_a_date_the_earlier_one_wins(phone: Page) -> None:
    opened(phone)
    assert "mardi 22 décembre" in ask(phone, "hand", "2026-11-23", "30", "2026-12-31")[:80]
    assert "mardi 1er décembre" in ask(phone, "hand", "2026-11-23", "30", "2026-12-01")[:80]


def test_a_registered_letter_is_counted_from_its_envelope(phone: Page) -> None:
    """A letter posted on the 2nd and brought on the 13th had its first day on the 5th.

    The helper once counted every registered letter from the postman's first visit, and called the
    result the earliest day: without an acknowledgement of receipt it was eight days too late.
    """
    opened(phone)
    text = ask(phone, "registered", "2026-11-02", "10")
    assert "l'enveloppe" in phone.locator("#tool-dates li").nth(1).inner_text()
    assert "mercredi 11 novembre 2026" in text[:80]
    assert "Jour 1 : jeudi 5 novembre 2026" in text
    assert "accusé de réception" in text
    assert "accusé de réception" in ask(phone, "signed", "2026-11-13", "10")
    assert "facteur" in phone.locator("#tool-dates li").nth(1).inner_text()
    for how in ("hand", "refused", "post", "fax"):
        assert "accusé de réception" not in ask(phone, how, "2026-11-20", "8")


def test_no_way_of_the_law_is_earlier_than_the_earliest_day(phone: Page) -> None:
    opened(phone)
    found = phone.evaluate(
        """([hows, from, to]) => {
          const {count} = document.getElementById('tool-dates');
          const late = [];
          for (let day = from; day < to; day++) for (const how of hows) {
            const {earliest, end} = count(how, day, 5);
            if (earliest >= end) late.push([how, day]);
          }
          return late;
        }""",
        [list(HOWS), number(FIRST), number(FIRST) + 400],
    )
    assert found == []


@pytest.mark.parametrize(
    ("day", "days", "last", "words", "field"),
    [
        ("", "5", "", "Écrivez toute la date", 1),
        ("2026-11-24", "5", "", "Ce jour n'est pas encore venu", 1),
        ("2026-11-20", "", "", "Écrivez un nombre de jours", 2),
        ("2026-11-20", "0", "", "Écrivez un nombre de jours", 2),
        ("2026-11-20", "1000", "", "Écrivez un nombre de jours", 2),
        ("2026-11-20", "-3", "", "Écrivez un nombre de jours", 2),
        ("2026-11-20", "5 semaines", "", "Écrivez un nombre de jours", 2),
        ("2026-11-20", "5.5", "2026-12-01", "Écrivez un nombre de jours", 2),
    ],
)
def test_what_cannot_be_counted_is_said(
    phone: Page, day: str, days: str, last: str, words: str, field: int
) -> None:
    text = ask(opened(phone), "hand", day, days, last)
    assert text.startswith(words)
    assert "2026" not in text
    assert control(phone, field).evaluate("(field) => field === document.activeElement")
    assert control(phone, field).get_attribute("aria-invalid") == "true"
    ask(phone, "hand", "2026-11-20", "5")
    assert control(phone, field).get_attribute("aria-invalid") is None


@pytest.mark.parametrize(
    ("now", "day", "passed"),
    [
        ("2026-11-23T12:00:00Z", "2026-11-19", False),
        ("2026-11-23T12:00:00Z", "2026-11-18", True),
        ("2026-11-23T22:59:00Z", "2026-11-19", False),
        # Past midnight in Brussels.
        ("2026-11-23T23:01:00Z", "2026-11-19", True),
        ("2026-11-23T12:00:00Z", "2016-11-19", True),
    ],
)
def test_a_day_that_is_past_is_said(phone: Page, now: str, day: str, passed: bool) -> None:
    text = ask(opened(phone, now=now), "hand", day, "5")
    assert ("Ce jour est passé" in text) == passed


@pytest.mark.parametrize("language", languages())
def test_nothing_is_sent_and_nothing_is_kept(fresh_phone: Page, language: str) -> None:
    opened(fresh_phone, language)
    sent: list[Request] = []
    faults: list[str] = []
    fresh_phone.on("request", lambda request: sent.append(request))
    fresh_phone.on("pageerror", lambda error: faults.append(str(error)))
    fresh_phone.on("console", lambda message: faults.append(message.text))
    ask(fresh_phone, "post", "2026-11-20", "30")
    assert [request.url for request in sent if not request.url.startswith("blob:")] == []
    assert faults == []
    assert fresh_phone.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert fresh_phone.context.cookies() == []
    assert fresh_phone.evaluate("location.hash + location.search") == "#count"
    # The script leaves no name behind: only those of elements with an id.
    assert fresh_phone.evaluate("typeof count + typeof free + typeof words") == "undefined" * 3 or (
        fresh_phone.evaluate("count.tagName") == "H2"
    )


@pytest.mark.parametrize("language", languages())
def test_no_violation_with_a_result(phone: Page, axe: str, language: str) -> None:
    opened(phone, language)
    ask(phone, "registered", "2026-11-20", "8")
    phone.evaluate(axe)
    assert phone.evaluate(IN_TOOL) == []
    phone.emulate_media(color_scheme="dark")
    assert phone.evaluate(IN_TOOL) == []


def test_no_violation_with_a_refusal(phone: Page, axe: str) -> None:
    opened(phone)
    ask(phone, "hand", "2026-11-20", "0")
    phone.evaluate(axe)
    assert phone.evaluate(IN_TOOL) == []


@pytest.mark.parametrize("language", languages())
def test_the_result_fits(fresh_phone: Page, language: str) -> None:
    fresh_phone.set_viewport_size({"width": 320, "height": 640})
    opened(fresh_phone, language)
    ask(fresh_phone, "registered", "2026-11-20", "8")
    assert fresh_phone.evaluate(OVERFLOW) == []
    double_text(fresh_phone)
    assert fresh_phone.evaluate(OVERFLOW) == []
    fresh_phone.evaluate("document.documentElement.dir = 'rtl'")
    assert fresh_phone.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("language", languages())
def test_every_field_has_its_words_and_room_for_a_thumb(phone: Page, language: str) -> None:
    opened(phone, language)
    for index in range(4):
        assert control(phone, index).evaluate("(field) => field.labels[0].innerText.length > 5")
    heights = phone.eval_on_selector_all(
        "#tool-dates :is(select, input, button)",
        "(fields) => fields.map((field) => field.getBoundingClientRect().height)",
    )
    assert min(heights) >= 43.9


@pytest.mark.parametrize("language", languages())
def test_without_scripts_there_is_an_example_and_a_box(scriptless: Page, language: str) -> None:
    scriptless.goto(ADDRESS.format(language))
    assert scriptless.locator("#tool-dates .note").is_visible()
    lines = scriptless.locator("#tool-dates > ul > li")
    assert lines.count() == 5
    assert lines.last.is_visible()
    assert scriptless.locator("#tool-dates input").count() == 0
    assert scriptless.locator("#tool-dates > p a").last.is_visible()


def test_the_result_is_on_paper(fresh_phone: Page, tmp_path: Path) -> None:
    opened(fresh_phone)
    ask(fresh_phone, "hand", "2026-11-23", "5")
    fresh_phone.pdf(format="A4", path=tmp_path / "page.pdf")
    assert squeezed("vendredi 27 novembre 2026") in text_of(tmp_path / "page.pdf")

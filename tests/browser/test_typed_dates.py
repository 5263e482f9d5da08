"""What people type into the date helper: dates without a date picker, digits of other scripts."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.test_dates import ask, control, opened, spaced
from tests.built import languages

WITHOUT_PICKER = """() => {
  const type = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'type');
  Object.defineProperty(HTMLInputElement.prototype, 'type', {
    ...type, set(value) { type.set.call(this, value === 'date' ? 'text' : value); },
  });
}"""
"""A browser that knows no field of dates takes it for a field of text."""

WRITTEN = (
    "2026-11-05",
    "05/11/2026",
    "5/11/2026",
    "05-11-2026",
    "05.11.2026",
    "05 11 2026",
    " 05 / 11 / 2026 ",
    "5–11–2026",
    "2026/11/05",
    "٠٥/١١/٢٠٢٦",
    "۰۵-۱۱-۲۰۲۶",
    "\u200f٥/١١/٢٠٢٦\u200f",
)
REFUSED = (
    "5/11/26",
    "26-11-05",
    "31/11/2026",
    "11/20/2026",
    "2026-20-11",
    "29/02/2026",
    "5/11",
    "11/2026",
    "2026",
    "05112026",
    "5/11/2026/1",
    "5//x/2026",
    "5 novembre 2026",
    "5/11/2026 9:30",
    "005/11/2026",
    "5/11/1926",
    "bonjour",
)


@pytest.fixture
def typing(shared_context: BrowserContext) -> Iterator[Page]:
    """A tab of a browser without a field of dates."""
    with closing(shared_context.new_page()) as page:
        page.add_init_script(f"({WITHOUT_PICKER})()")
        yield page


def test_each_way_of_writing_a_date_is_read_with_the_day_first(typing: Page) -> None:
    opened(typing, now="2026-11-29T12:00:00Z")
    assert [control(typing, index).get_attribute("type") for index in (1, 3)] == ["text", "text"]
    for written in WRITTEN:
        text = ask(typing, "hand", written, "30")
        assert "la date donnée, jeudi 5 novembre 2026, est le jour 1" in text, written
        assert "vendredi 4 décembre 2026" in text[:80], written
        text = ask(typing, "hand", "01/11/2026", "", written)
        assert "jeudi 5 novembre 2026" in text[:80], written


@pytest.mark.parametrize("language", languages())
def test_what_is_no_date_or_can_be_read_in_two_ways_is_refused(typing: Page, language: str) -> None:
    says_how = {
        "fr": "Écrivez toute la date : jour, mois, année (4 chiffres).",
        "nl": "Schrijf de hele datum: dag, maand, jaar (4 cijfers).",
        "en": "Write the whole date: day, month, year (4 digits).",
    }
    opened(typing, language)
    for written in REFUSED:
        assert ask(typing, "hand", written, "30").strip() == says_how[language], written
        assert control(typing, 1).get_attribute("aria-invalid") == "true"
        # A last date that was not understood is not left out of the count in silence.
        assert ask(typing, "hand", "2026-11-05", "30", written).strip() == says_how[language]
        assert control(typing, 3).get_attribute("aria-invalid") == "true"


def test_with_a_date_picker_the_day_is_repeated_in_words(phone: Page) -> None:
    text = ask(opened(phone, "en"), "hand", "2026-11-05", "5")
    assert "the date you gave, Thursday 5 November 2026, is day 1" in text


NUMBERS = ("30", " 30", "30 ", "030", "30 jours", "30jours", "30 j.", "30 Dagen", "30 days")
OTHER_DIGITS = ("٣٠", "۳۰")
EARLIEST = {
    "fr": "vendredi 4 décembre 2026",
    "nl": "vrijdag 4 december 2026",
    "en": "Friday 4 December 2026",
}


@pytest.mark.parametrize("language", languages())
def test_a_number_of_days_is_read(phone: Page, language: str) -> None:
    """The letter is in French or Dutch: its word for days is known in every language."""
    opened(phone, language)
    for written in (*NUMBERS, *OTHER_DIGITS):
        text = ask(phone, "hand", "2026-11-05", written)
        assert EARLIEST[language] in text[:80], written
        assert " 30: " in text.replace(" :", ":"), written


@pytest.mark.parametrize("written", ["4 weeks", "2 semaines", "1 mois", "3 w", "30 31", "jours"])
def test_what_is_no_number_of_days_is_refused(phone: Page, written: str) -> None:
    text = ask(opened(phone), "hand", "2026-11-05", written, "2026-12-01")
    assert text.startswith("Écrivez un nombre de jours")


def test_a_half_typed_date_is_said(phone: Page) -> None:
    opened(phone)
    ask(phone, "hand", "2026-11-20", "5")
    control(phone, 3).focus()
    phone.keyboard.type("12")
    phone.locator("#tool-dates button").click()
    assert "Écrivez toute la date" in phone.locator("#tool-dates [role=status]").inner_text()


def test_a_date_typed_by_keyboard_is_counted(phone: Page) -> None:
    opened(phone, "en")
    control(phone, 1).focus()
    phone.keyboard.type("11232026")
    control(phone, 2).focus()
    phone.keyboard.type("10")
    phone.keyboard.press("Enter")
    answer = spaced(phone.locator("#tool-dates [role=status]").inner_text())
    assert "Wednesday 2 December 2026" in answer
    assert "Thursday 3 December 2026" in answer

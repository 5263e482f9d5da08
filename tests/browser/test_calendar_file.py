"""The calendar file of the date helper: a whole day, a reminder, no word about the reader."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.test_dates import ask, opened
from tests.built import languages

TITLES = {"fr": "Rendez-vous", "nl": "Afspraak", "en": "Appointment"}
Lines = list[tuple[str, str]]


def saved(page: Page, name: str) -> str:
    """The text of the file that the page gives."""
    with page.expect_download() as waiting:
        page.locator("#tool-dates a[download]").click()
    assert waiting.value.suggested_filename == name
    return Path(waiting.value.path()).read_bytes().decode("utf-8")


def parts(text: str) -> dict[str, Lines]:
    """The names and values of each part of a calendar (RFC 5545), under the path of the part."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    found: dict[str, Lines] = {}
    path: list[str] = []
    for line in re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]:
        assert len(line.encode()) <= 75, line
        name, colon, value = line.partition(":")
        assert colon, line
        if name == "BEGIN":
            path.append(value)
            assert "/".join(path) not in found
            found["/".join(path)] = []
        elif name == "END":
            assert path.pop() == value
        else:
            found["/".join(path)].append((name, value))
    assert path == []
    return found


def day(value: str) -> dt.date:
    """A day as a calendar writes it: 20261127."""
    return dt.datetime.strptime(value, "%Y%m%d").replace(tzinfo=dt.UTC).date()


@pytest.mark.parametrize("language", languages())
def test_the_calendar_file_is_a_day_with_a_reminder(fresh_phone: Page, language: str) -> None:
    opened(fresh_phone, language)
    # 31 December: the day ends where the next year begins.
    for given, days, last in (("2026-11-23", "5", "20261127"), ("2026-11-23", "39", "20261231")):
        ask(fresh_phone, "hand", given, days)
        read = parts(saved(fresh_phone, f"{TITLES[language]}.ics"))
        assert list(read) == ["VCALENDAR", "VCALENDAR/VEVENT", "VCALENDAR/VEVENT/VALARM"]
        event = dict(read["VCALENDAR/VEVENT"])
        assert len(event) == len(read["VCALENDAR/VEVENT"]), "a name that stands twice"
        assert event["DTSTART;VALUE=DATE"] == last
        assert day(event["DTEND;VALUE=DATE"]) - day(last) == dt.timedelta(days=1)
        assert event["SUMMARY"] == TITLES[language]
        assert event["DTSTAMP"] == "20261123T120000Z"
        # 15 hours before midnight: 9 in the morning of the day before.
        assert dict(read["VCALENDAR/VEVENT/VALARM"]) == {
            "ACTION": "DISPLAY",
            "TRIGGER": "-PT15H",
            "DESCRIPTION": TITLES[language],
        }
        assert dict(read["VCALENDAR"])["VERSION"] == "2.0"


@pytest.mark.parametrize("language", languages())
def test_the_calendar_file_says_nothing(fresh_phone: Page, language: str) -> None:
    opened(fresh_phone, language)
    files = []
    for _ in range(2):
        ask(fresh_phone, "hand", "2026-11-23", "5")
        files.append(saved(fresh_phone, f"{TITLES[language]}.ics"))
    names = [dict(parts(text)["VCALENDAR/VEVENT"])["UID"] for text in files]
    assert all(re.fullmatch(r"\d+(-\d+){3}", name) for name in names)
    assert names[0] != names[1]
    said = re.sub(r"\d", "", files[0]).lower()
    assert not re.search(r"icam|oqt|bgv|order|ordre|bevel|recours|beroep|appeal|limit", said)

"""The Python reference of the date helper, held against a second calendar and worked examples."""

import datetime as dt

import pytest

from tests.counting import is_free, legal_holidays, reference

# As printed in any church calendar.
EASTER = {
    2024: (3, 31),
    2025: (4, 20),
    2026: (4, 5),
    2027: (3, 28),
    2028: (4, 16),
    2029: (4, 1),
    2030: (4, 21),
    2031: (4, 13),
    2032: (3, 28),
    2033: (4, 17),
    2034: (4, 9),
    2035: (3, 25),
}
FIXED = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (1, 39, 50)


@pytest.mark.parametrize("year", EASTER)
def test_the_ten_legal_holidays(year: int) -> None:
    fixed = {dt.date(year, month, day) for month, day in FIXED}
    moving = {dt.date(year, *EASTER[year]) + dt.timedelta(days=days) for days in AFTER_EASTER}
    assert legal_holidays(year) == fixed | moving
    assert len(legal_holidays(year)) == 10


@pytest.mark.parametrize(
    "day", ["2026-11-02", "2026-11-15", "2026-12-26", "2026-07-11", "2026-09-27", "2026-05-08"]
)
def test_other_holidays_are_not_legal_ones(day: str) -> None:
    assert dt.date.fromisoformat(day) not in legal_holidays(2026)


@pytest.mark.parametrize(
    ("how", "day", "days", "first", "last"),
    [
        ("hand", "2026-11-23", 5, "2026-11-24", "2026-11-30"),
        ("hand", "2026-11-23", 10, "2026-11-24", "2026-12-03"),
        ("hand", "2026-11-23", 30, "2026-11-24", "2026-12-23"),
        ("hand", "2026-12-02", 5, "2026-12-03", "2026-12-07"),
        ("hand", "2026-12-02", 10, "2026-12-03", "2026-12-14"),
        ("hand", "2026-12-02", 30, "2026-12-03", "2027-01-04"),
        ("hand", "2026-12-15", 5, "2026-12-16", "2026-12-21"),
        ("hand", "2026-12-15", 10, "2026-12-16", "2026-12-28"),
        ("hand", "2026-12-15", 30, "2026-12-16", "2027-01-14"),
        ("post", "2026-12-14", 5, "2026-12-17", "2026-12-21"),
        ("post", "2026-12-14", 10, "2026-12-17", "2026-12-28"),
        ("post", "2026-12-14", 30, "2026-12-17", "2027-01-15"),
    ],
)
def test_worked_examples(how: str, day: str, days: int, first: str, last: str) -> None:
    found = reference(how, dt.date.fromisoformat(day), days)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert found.earliest <= found.last


def test_the_week_end_is_free() -> None:
    assert is_free(dt.date(2026, 11, 28))
    assert not is_free(dt.date(2026, 11, 30))

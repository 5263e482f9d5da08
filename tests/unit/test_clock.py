"""What is due on a day is seen on the day after, at the line, and not on the day itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scripts.checks import command
from scripts.checks.clock import CLOCK_RULES
from scripts.library import load_site
from tests.built import real_site
from tests.unit.sites import BASE, ROOT, copy_content, findings_of, replace, stamp_all

DUE = dt.date(2027, 2, 23)
DAY_AFTER = DUE + dt.timedelta(days=1)
LEAFLET = """\
id: steps
address: index
sides:
  - - {page: order, section: time}
    - {contacts: [helpline]}
"""
PAGE_ENTRY = "order: {number: 2, kind: user, checked: 2026-11-23, next_check: "


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base site, which has a drawing, with a leaflet."""
    copy_content(BASE, tmp_path)
    (tmp_path / "leaflets").mkdir()
    (tmp_path / "leaflets/steps.yaml").write_text(LEAFLET, encoding="utf-8")
    for code in ("fr", "nl", "en"):
        with (tmp_path / f"docs/{code}/help.md").open("a", encoding="utf-8") as page:
            page.write("\n/// leaflet | steps\n///\n")
    return tmp_path


def due(root: Path, day: dt.date, rule: str | None = None) -> list[str]:
    found = CLOCK_RULES.run(rule, load_site(root), day)
    return [f"{finding.path}:{finding.line}: {finding.rule}" for finding in found]


def test_nothing_is_due_on_the_day_itself(root: Path) -> None:
    assert due(root, DUE - dt.timedelta(days=1)) == []
    assert {place.split(": ")[1] for place in due(root, DUE)} == {"CLOCK02", "CLOCK05"}


def test_a_page_is_due_before_the_day_that_it_names(root: Path) -> None:
    assert len(due(root, DUE, "CLOCK02")) == 3


@pytest.mark.parametrize(
    ("path", "find", "words", "place"),
    [
        ("data/pages.yaml", PAGE_ENTRY, PAGE_ENTRY.replace("11-23", "11-24"), "2"),
        ("data/drawings.yaml", "read_on: 2026-11-23", "read_on: 2026-11-24", "4"),
        (
            "data/facts/order.yaml",
            "2026-11-23, by: editor, how: stored-copy}\n  review_by: 2027-02-23\nunion",
            "2026-11-24, by: editor, how: stored-copy}\n  review_by: 2027-02-23\nunion",
            "40",
        ),
    ],
)
def test_nothing_is_checked_after_the_day_of_the_run(
    path: str, find: str, words: str, place: str, root: Path
) -> None:
    day = dt.date(2026, 11, 23)
    assert due(root, day, "CLOCK06") == []
    replace(root / path, find, words)
    assert due(root, day, "CLOCK06") == [f"{path}:{place}: CLOCK06"]


def test_a_clock_that_stands_in_the_past_is_seen() -> None:
    site = real_site()
    found = CLOCK_RULES.run("CLOCK06", site, dt.date(2026, 11, 22))
    dated = (site.facts, site.contacts, site.page_entries, site.drawings, site.changes)
    assert len(found) == sum(len(table) for table in dated) > 400


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        ("CLOCK01", [f"data/facts/order.yaml:{line}" for line in (15, 29, 41, 53, 65)]),
        ("CLOCK02", [f"data/pages.yaml:{line}" for line in (1, 2, 3)]),
        ("CLOCK03", ["data/contacts.yaml:16", "data/contacts.yaml:28"]),
        ("CLOCK04", ["data/drawings.yaml:5"]),
        ("CLOCK05", ["leaflets/steps.yaml:1"]),
    ],
)
def test_the_day_after_it_is_seen_at_its_line(root: Path, rule: str, places: list[str]) -> None:
    assert due(root, DAY_AFTER, rule) == [f"{place}: {rule}" for place in places]


def test_every_clock_rule_is_tested() -> None:
    assert sorted(CLOCK_RULES) == [f"CLOCK0{number}" for number in range(1, 7)]


def test_a_contact_is_old_after_six_months_whatever_its_entry_says(root: Path) -> None:
    path = root / "data/contacts.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("review_by: 2027-02-23", "review_by: 2030-01-01"), "utf-8")
    assert due(root, dt.date(2027, 5, 25), "CLOCK03") == []
    assert len(due(root, dt.date(2027, 5, 26), "CLOCK03")) == 2


def test_a_leaflet_is_due_with_the_first_of_its_pages(root: Path) -> None:
    replace(root / "data/pages.yaml", f"{PAGE_ENTRY}2027-02-23", f"{PAGE_ENTRY}2027-01-15")
    assert due(root, dt.date(2027, 1, 14), "CLOCK05") == []
    assert due(root, dt.date(2027, 1, 15), "CLOCK05") == ["leaflets/steps.yaml:1: CLOCK05"]


def test_a_leaflet_can_have_its_own_day(root: Path) -> None:
    path = root / "leaflets/steps.yaml"
    path.write_text(LEAFLET + "review_by: 2026-12-31\n", encoding="utf-8")
    assert due(root, dt.date(2026, 12, 31), "CLOCK05") == []
    assert due(root, dt.date(2027, 1, 1), "CLOCK05") == ["leaflets/steps.yaml:6: CLOCK05"]


def test_a_drawing_that_is_never_looked_at_is_refused(root: Path) -> None:
    replace(root / "data/drawings.yaml", "review_by: 2027-02-23", "review_by: 2028-02-23")
    assert [finding.rule for finding in findings_of(root)] == ["DATA04"]


@pytest.mark.parametrize("rule", ["CLOCK01", "CLOCK02", "CLOCK03", "CLOCK05"])
def test_everything_real_is_due_one_day(rule: str, tmp_path: Path) -> None:
    """The mutation of the real content: it is read a year too late."""
    copy_content(ROOT, tmp_path)
    site = load_site(tmp_path)
    found = CLOCK_RULES.run(rule, site, dt.date(2027, 11, 23))
    expected = {
        "CLOCK01": len(site.facts),
        "CLOCK02": len(site.page_entries),
        "CLOCK03": len(site.contacts),
        "CLOCK05": len(site.sheets),
    }
    assert len(found) == expected[rule] > 0


@pytest.mark.parametrize("day", ["2027-02-30", "tomorrow", "23/02/2027", "20270223", ""])
def test_what_is_no_day_cannot_run(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--root", str(BASE), "--dates", day]) == command.COULD_NOT_RUN
    assert "is not a day; write it like 2027-02-23" in capsys.readouterr().err


@pytest.mark.day
def test_the_command_takes_a_day_or_today(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--root", str(root), "--dates", "2027-02-22"]) == command.CLEAN
    assert command.main(["--root", str(root), "--dates", "2027-02-23"]) == command.FOUND
    out = capsys.readouterr().out
    assert "data/pages.yaml:2: CLOCK02 page 'order' was due on 2027-02-22, 1 day before" in out
    assert all("; " in line for line in out.splitlines())
    assert command.main(["--root", str(root), "--dates"]) in (command.CLEAN, command.FOUND)


def test_the_plain_run_does_not_know_what_day_it_is(root: Path) -> None:
    path = root / "data/pages.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("2026-11-23", "2001-01-01").replace("2027-02-23", "2001-02-01")
    path.write_text(text, encoding="utf-8")
    stamp_all(root)
    assert findings_of(root) == []

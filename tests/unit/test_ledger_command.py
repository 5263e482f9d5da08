"""`ledger list` and `ledger stamp`: named records only, and only what somebody looked at again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scripts import ledger
from scripts.__main__ import main
from scripts.checks.ledger import unstamped
from scripts.library import LEDGER, load_site
from tests.built import real_site
from tests.unit.sites import BASE, copy_content, findings_of, replace

FACTS = "data/facts/order.yaml"
PAGE = "order: {number: 2, kind: user, checked: 2026-11-23, "
TODAY = dt.date(2026, 12, 1)
CHECKED = "checked: {on: 2026-11-23, by: editor, how: stored-copy}\n  review_by: 2027-02-23\nunion"


def site_with(root: Path, *edits: tuple[str, str]) -> Path:
    copy_content(BASE, root)
    for find, words in edits:
        replace(root / FACTS, find, words)
    return root


def stamp(root: Path, *names: str, today: dt.date = TODAY, new: bool = False) -> None:
    site = load_site(root)
    chosen = ledger.choose(site, names, new=new)
    (root / LEDGER).write_text(ledger.stamped(site, chosen, today), encoding="utf-8")


VALUE = ("fr: plusieurs entretiens au bureau", "fr: quelques entretiens au bureau")
LATER = (CHECKED, CHECKED.replace("11-23", "11-30", 1))


def test_a_changed_record_needs_a_newer_day(tmp_path: Path) -> None:
    root = site_with(tmp_path, VALUE)
    with pytest.raises(ledger.RefusedError, match=r"its 'checked\.on' is still 2026-11-23"):
        stamp(root, "facts/office-meetings")


def test_a_record_checked_again_is_stamped_with_that_day(tmp_path: Path) -> None:
    root = site_with(tmp_path, VALUE, LATER)
    assert [f.rule for f in findings_of(root, "FACT09")] == ["FACT09"]
    stamp(root, "office-meetings")
    assert findings_of(root, "FACT09") == []
    assert load_site(root).ledger["facts"]["office-meetings"].on == dt.date(2026, 11, 30)


def test_a_second_change_on_the_day_of_the_check_is_stamped(tmp_path: Path) -> None:
    root = site_with(tmp_path, VALUE)
    stamp(root, "office-meetings", today=dt.date(2026, 11, 23))
    assert findings_of(root, "FACT09") == []


def test_a_day_still_to_come_is_refused(tmp_path: Path) -> None:
    root = site_with(tmp_path, LATER)
    with pytest.raises(ledger.RefusedError, match="a day still to come"):
        stamp(root, "office-meetings", today=dt.date(2026, 11, 24))


@pytest.mark.parametrize(
    ("path", "find", "words", "name"),
    [
        ("data/pages.yaml", PAGE, PAGE.replace("2026-11-23", "2026-12-24"), "pages/order"),
        ("data/drawings.yaml", "read_on: 2026-11-23", "read_on: 2026-12-24", "drawings/letter"),
    ],
)
def test_a_page_or_drawing_of_a_day_still_to_come_is_refused(
    path: str, find: str, words: str, name: str, tmp_path: Path
) -> None:
    root = site_with(tmp_path)
    replace(root / path, find, words)
    with pytest.raises(ledger.RefusedError, match="checked on 2026-12-24, a day still to come"):
        stamp(root, name)


def test_a_drawing_that_changed_is_compared_with_its_source_again(tmp_path: Path) -> None:
    root = site_with(tmp_path)
    replace(root / "data/drawings.yaml", "example.be/form", "example.be/other")
    with pytest.raises(ledger.RefusedError, match="its 'read_on' is still 2026-11-23"):
        stamp(root, "drawings/letter")


def test_a_setting_of_a_page_needs_no_newer_day(tmp_path: Path) -> None:
    root = site_with(tmp_path)
    replace(root / "data/pages.yaml", "order: {number: 2,", "order: {number: 2, menu: true,")
    stamp(root, "pages/order")
    assert findings_of(root, "PAGE16") == []


def test_only_named_records_are_stamped(tmp_path: Path) -> None:
    root = site_with(tmp_path, VALUE, LATER, ("quote: dix jours", "quote: les dix jours"))
    stamp(root, "office-meetings")
    assert [record.name for record in unstamped(load_site(root))] == ["facts/appeal-time-limit"]


def test_new_records_are_stamped_together_and_gone_ones_by_name(tmp_path: Path) -> None:
    root = site_with(tmp_path)
    replace(root / "data/publishers.yaml", "union: {", "one: {fr: Un, nl: Een, en: One}\nunion: {")
    stamp(root, new=True)
    assert findings_of(root) == []
    replace(root / "data/publishers.yaml", "one: {fr: Un, nl: Een, en: One}\n", "")
    stamp(root, "publishers/one")
    assert findings_of(root) == []
    assert (root / LEDGER).read_bytes() == (BASE / LEDGER).read_bytes()


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("appeal-time-limit", "there is nothing to do"),
        ("facts/nothing", "no record 'facts/nothing'"),
        ("office", "there is nothing to do"),
    ],
)
def test_a_name_that_needs_no_stamp_is_refused(
    name: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", "stamp", name, "--root", str(BASE)]) == 1
    assert what in capsys.readouterr().err


def test_an_id_of_two_tables_wants_its_table(tmp_path: Path) -> None:
    root = site_with(tmp_path)
    replace(root / "data/publishers.yaml", "fr: Office des", "fr: Bureau des")
    replace(root / "data/contacts.yaml", "fr: Office des", "fr: Bureau des")
    with pytest.raises(ledger.RefusedError, match="contacts/office, publishers/office"):
        stamp(root, "office")


def test_the_list_names_file_line_and_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site_with(tmp_path, VALUE)
    assert main(["ledger", "list", "--root", str(root)]) == 0
    assert capsys.readouterr().out == f"{FACTS}:30: facts/office-meetings changed\n"


@pytest.mark.day
def test_the_command_writes_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_content(BASE, tmp_path)
    replace(root / "data/notices.yaml", "To the home page", "To the first page")
    assert main(["ledger", "stamp", "back_home", "--root", str(root)]) == 0
    assert capsys.readouterr().out == "notices/back_home stamped\n"
    assert findings_of(root) == []


def test_a_site_without_ledger_is_refused(tmp_path: Path) -> None:
    root = copy_content(BASE, tmp_path)
    (root / LEDGER).unlink()
    assert [(f.path, f.rule) for f in findings_of(root)] == [(LEDGER, "DATA06")]


def test_every_record_of_the_site_has_its_stamp() -> None:
    site = real_site()
    stamps = sum(len(table) for table in site.ledger.values())
    assert stamps == sum(len(table) for table in site.tables().values()) > 500
    assert list(unstamped(site)) == []

"""`facts where` and `facts fix`: every use is listed, and only wrong words are rewritten."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from scripts import facts
from scripts.__main__ import main
from scripts.library import load_site
from tests.unit.sites import (
    BASE,
    BROKEN,
    ROOT,
    build_case,
    copy_content,
    findings_of,
    replace,
    stamp_all,
)

MARK = "order-time-limit"


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_where_lists_every_use_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "where", MARK, "--root", str(BASE)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "docs/fr/order.md:26: [fr] 30 jours (#digits)",
        "docs/nl/order.md:26: [nl] 30 dagen (#digits)",
        "docs/en/order.md:26: [en] 30 days (#digits)",
        "data/cautions.yaml:2: [fr] trente jours (#letters)",
        "data/cautions.yaml:3: [nl] dertig dagen (#letters)",
        "data/cautions.yaml:4: [en] thirty days (#letters)",
        "page 2: order#time [fr nl en]",
    ]


def test_where_lists_the_links_and_cards_of_a_contact(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "where", "helpline", "--root", str(BASE)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        *(
            line
            for code in ("fr", "nl", "en")
            for line in (
                f"docs/{code}/index.md:30: [{code}] 02 629 77 23 (#phone)",
                f"docs/{code}/help.md:15: [{code}] aide@example.be (#email)",
                f"docs/{code}/help.md:15: [{code}] www.example.be (#website)",
                f"docs/{code}/help.md:16: [{code}] Rue du Test 1, 1000 Bruxelles (#address)",
            )
        ),
        *(f"docs/{code}/help.md:12: [{code}] card" for code in ("fr", "nl", "en")),
        "page 1: index#who [fr nl en]",
        "page 3: help#free [fr nl en]",
    ]


def test_where_names_the_leaflets_that_print_a_contact(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "where", "cire", "--root", str(ROOT)]) == 0
    told = capsys.readouterr().out
    assert "docs/en/letter.md:" in told
    for place in ("contacts", "contacts brussels", "whole/letter"):
        assert re.search(
            rf"^leaflets/[a-z-]+\.yaml:\d+: leaflet \d+, side \d, {place}$", told, re.M
        )


def test_where_refuses_an_unknown_id_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "where", "nothing", "--root", str(BASE)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "facts: no fact 'nothing' in data/facts, and no contact in data/contacts.yaml; "
        "correct the id\n"
    )


def test_fix_leaves_right_words_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy_content(BASE, tmp_path)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
    assert main(["facts", "fix", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert files(tmp_path) == files(BASE)


@pytest.mark.parametrize(
    "case",
    ["FACT03-other-words", "FACT03-in-summary", "FACT03-in-caution", "CONT02-other-words"],
)
def test_fix_puts_the_words_of_the_registry(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = build_case(BROKEN / case, tmp_path, stamped=False)
    assert main(["facts", "fix", "--root", str(root)]) == 0
    assert " -> " in capsys.readouterr().out
    stamp_all(root)
    assert findings_of(root) == []
    assert files(root) == files(BASE)


def test_fix_writes_the_wording_that_the_link_names(tmp_path: Path) -> None:
    copy_content(BASE, tmp_path)
    registry = tmp_path / "data/facts/order.yaml"
    for old, new in (("trente", "quarante"), ("dertig", "veertig"), ("thirty", "forty")):
        replace(registry, f"letters: {old}", f"letters: {new}")
    assert main(["facts", "fix", "--root", str(tmp_path)]) == 0
    cautions = (tmp_path / "data/cautions.yaml").read_text(encoding="utf-8")
    for words in ("quarante jours", "veertig dagen", "forty days"):
        assert f"[{words}](fact:order-time-limit#letters)" in cautions
    for code in ("fr", "nl", "en"):
        page = f"docs/{code}/order.md"
        assert (tmp_path / page).read_bytes() == (BASE / page).read_bytes()


@pytest.mark.parametrize(
    ("link", "finding"),
    [
        (
            "(fact:order-time-limit#longest)",
            "fact 'order-time-limit' has no wording '#longest'; write one of #digits, #letters",
        ),
        (
            "(fact:order-time-limit)",
            "fact 'order-time-limit' has several wordings; write after its id which one: "
            "#digits, #letters",
        ),
        (
            "(fact:appeal-time-limit#digits)",
            "fact 'appeal-time-limit' has one wording; write 'fact:appeal-time-limit' without "
            "'#digits'",
        ),
    ],
)
def test_fix_refuses_a_name_that_is_not_there_and_writes_nothing(
    link: str, finding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_content(BASE, tmp_path)
    replace(tmp_path / "docs/fr/order.md", "La loi donne [10 jours]", "La loi donne [11 jours]")
    replace(tmp_path / "docs/en/order.md", "(fact:order-time-limit#digits)", link)
    before = files(tmp_path)
    assert main(["facts", "fix", "--root", str(tmp_path)]) == 1
    assert capsys.readouterr().out == f"docs/en/order.md:26: FACT01 {finding}\n"
    assert files(tmp_path) == before


def test_fix_refuses_when_a_name_of_the_registry_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_content(BASE, tmp_path)
    registry = tmp_path / "data/facts/order.yaml"
    text = registry.read_text(encoding="utf-8").replace("letters: ", "words: ")
    registry.write_text(text.replace("30 jours", "31 jours"), encoding="utf-8")
    before = files(tmp_path)
    assert main(["facts", "fix", "--root", str(tmp_path)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(" fact ")[0] for line in told] == [
        f"data/cautions.yaml:{line}: FACT01" for line in (2, 3, 4)
    ]
    assert all("no wording '#letters'; write one of #digits, #words" in line for line in told)
    assert files(tmp_path) == before


def test_a_list_without_names_is_refused_in_one_line(tmp_path: Path) -> None:
    root = build_case(BROKEN / "DATA04-wordings-without-names", tmp_path)
    told = [str(finding) for finding in findings_of(root)]
    assert told == [
        "data/facts/order.yaml:11: DATA04 order-time-limit.values.2012-02-27.shown: a list of "
        "wordings has no names; write {first: …, longest: …}, with the same names in every language"
    ]


def test_fix_follows_a_new_value_on_every_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The day on which the record was checked: on a later one a stamp asks for a new reading.
    monkeypatch.setenv("ICAM_DAY", "2026-11-23")
    copy_content(BASE, tmp_path)
    replace(
        tmp_path / "data/facts/order.yaml",
        "{fr: 10 jours, nl: 10 dagen, en: 10 days}",
        "{fr: 15 jours, nl: 15 dagen, en: 15 days}",
    )
    assert len(findings_of(tmp_path, "FACT03")) == 9
    assert main(["facts", "fix", "--root", str(tmp_path)]) == 0
    assert main(["ledger", "stamp", "appeal-time-limit", "--root", str(tmp_path)]) == 0
    # Somebody must still read the sentences around the new words, in each language.
    assert {finding.rule for finding in findings_of(tmp_path)} == {"LANG11"}


def test_fix_changes_two_links_on_one_line(tmp_path: Path) -> None:
    copy_content(BASE, tmp_path)
    page = tmp_path / "docs/en/order.md"
    link = "[11 days](fact:appeal-time-limit)"
    replace(page, "You must respect these [10 days](fact:appeal-time-limit).", f"{link}, {link}.")
    assert main(["facts", "fix", "--root", str(tmp_path)]) == 0
    assert link not in page.read_text(encoding="utf-8")


def test_fix_says_what_it_cannot_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy_content(BASE, tmp_path)
    replace(
        tmp_path / "docs/en/order.md",
        "  - The law gives [10 days](fact:appeal-time-limit) for the appeal.",
        "  - >-\n    The law gives\n    [11 days](fact:appeal-time-limit) for the appeal.",
    )
    before = files(tmp_path)
    assert main(["facts", "fix", "--root", str(tmp_path)]) == 1
    assert "write '10 days' by hand" in capsys.readouterr().out
    assert files(tmp_path) == before


def test_fix_stopped_half_way_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = build_case(BROKEN / "FACT03-other-words", tmp_path)
    before = files(root)

    def full(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        facts.fix(load_site(root))
    assert files(root) == before


def test_broken_content_is_told_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = build_case(BROKEN / "DATA01-broken-yaml", tmp_path)
    assert main(["facts", "fix", "--root", str(root)]) == 1
    assert capsys.readouterr().out.startswith("data/acts.yaml:1: DATA01 ")


@pytest.mark.parametrize(
    "line", [[], ["nothing"], ["check", "--no"], ["facts"], ["facts", "where"]]
)
def test_a_wrong_command_line_exits_two(line: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(line)
    assert stopped.value.code == 2


@pytest.mark.parametrize("words", ["12: open days", "12 #open days"])
def test_fix_leaves_a_file_that_the_words_would_break(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the unquoted words of a YAML file these signs end them."""
    monkeypatch.setenv("ICAM_DAY", "2026-11-23")
    copy_content(BASE, tmp_path)
    page = tmp_path / "docs/en/order.md"
    text = page.read_text(encoding="utf-8")
    assert "  - The law gives [10 days](fact:appeal-time-limit) for the appeal." in text
    replace(tmp_path / "data/facts/order.yaml", "en: 10 days}", f"en: '{words}'}}")
    assert main(["facts", "fix", "--root", str(tmp_path)]) == 1
    assert f"docs/en/order.md:6: write '{words}' by hand" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8") == text
    load_site(tmp_path)


def test_fix_writes_a_quotation_mark_where_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICAM_DAY", "2026-11-23")
    copy_content(BASE, tmp_path)
    replace(tmp_path / "data/facts/order.yaml", "en: 10 days}", "en: '12 \"open\" days'}")
    assert main(["facts", "fix", "--root", str(tmp_path)]) == 0
    assert '[12 "open" days](fact:' in (tmp_path / "docs/en/order.md").read_text(encoding="utf-8")
    load_site(tmp_path)


@pytest.mark.parametrize("words", ["10 *days*", "[10] days", "10 <b>days</b>", "10 `days`"])
def test_words_with_signs_of_markdown_are_refused(words: str, tmp_path: Path) -> None:
    copy_content(BASE, tmp_path)
    replace(tmp_path / "data/facts/order.yaml", "en: 10 days}", f"en: '{words}'}}")
    [finding] = findings_of(tmp_path)
    assert "a sign of Markdown; write plain words" in finding.message


def test_fix_leaves_dated_news_as_it_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICAM_DAY", "2026-11-23")
    copy_content(BASE, tmp_path)
    news = tmp_path / "data/changes.yaml"
    shutil.copy(BROKEN / "near-misses/changes/data/changes.yaml", news)
    before = news.read_text(encoding="utf-8")
    replace(
        tmp_path / "data/facts/order.yaml",
        "{fr: 10 jours, nl: 10 dagen, en: 10 days}",
        "{fr: 15 jours, nl: 15 dagen, en: 15 days}",
    )
    assert main(["facts", "fix", "--root", str(tmp_path)]) == 0
    assert news.read_text(encoding="utf-8") == before
    found = [f for f in findings_of(tmp_path, "FACT03") if f.path == "data/changes.yaml"]
    assert len(found) == 3
    assert all("correct the news by hand" in finding.message for finding in found)

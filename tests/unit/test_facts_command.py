"""`facts where` and `facts fix`: every use is listed, and only wrong words are rewritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import facts
from scripts.__main__ import main
from scripts.library import load_site
from tests.unit.sites import BASE, BROKEN, build_case, copy_content, findings_of, replace, stamp_all

MARK = "order-time-limit"


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_where_lists_every_use_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "where", MARK, "--root", str(BASE)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "docs/fr/order.md:26: [fr] 30 jours",
        "docs/nl/order.md:26: [nl] 30 dagen",
        "docs/en/order.md:26: [en] 30 days",
        "data/cautions.yaml:2: [fr] trente jours",
        "data/cautions.yaml:3: [nl] dertig dagen",
        "data/cautions.yaml:4: [en] thirty days",
        "page 2: order#time [fr nl en]",
    ]


def test_where_refuses_an_unknown_id_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "where", "nothing", "--root", str(BASE)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "facts: no fact 'nothing' in data/facts\n"


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


def test_fix_takes_the_wording_of_the_source_language(tmp_path: Path) -> None:
    copy_content(BASE, tmp_path)
    replace(tmp_path / "docs/fr/order.md", "[30 jours]", "[trente jours]")
    replace(tmp_path / "docs/nl/order.md", "[30 dagen]", "[31 dagen]")
    replace(tmp_path / "docs/en/order.md", "[30 days]", "[thirty days]")
    assert main(["facts", "fix", "--root", str(tmp_path)]) == 0
    assert "[dertig dagen](fact:order-time-limit)" in (tmp_path / "docs/nl/order.md").read_text(
        encoding="utf-8"
    )
    # Somebody must still read the sentences around the new words, in each language.
    assert {finding.rule for finding in findings_of(tmp_path)} == {"LANG11"}


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

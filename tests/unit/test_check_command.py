"""The command `check`: exit codes, formats, and one clear line for each bad input."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.checks import command, registry
from scripts.library import Site
from tests.unit.sites import BASE, BROKEN, ROOT, build_case

README = ROOT / "scripts/checks/README.md"

BAD_INPUTS = {
    "DATA01-broken-yaml": "data/acts.yaml:1: DATA01 not valid YAML",
    "DATA04-unknown-key": "data/facts/order.yaml:21: DATA04 appeal-time-limit.sure: unknown key",
    "DATA03-impossible-date": "data/facts/order.yaml:7: DATA03 '2026-13-12' is not a date",
    "DATA04-fact-without-source": "data/facts/order.yaml:38: DATA04 office-meetings.values.",
    "FACT01-unknown-fact": "docs/nl/order.md:6: FACT01 no fact 'apeal-time-limit'",
    "CONT01-unknown-contact": "docs/en/index.md:30: CONT01 no contact 'help-line'",
    "LINK05-unknown-term": "docs/nl/order.md:8: LINK05 no term 'bevel'",
    "LANG01-missing-page": "docs/nl/help.md:1: LANG01 page 'help' is missing in 'nl'",
    "LANG02-other-level": "docs/nl/order.md:39: LANG02 heading 'count' (level 2)",
    "LINK02-one-dead-anchor": "docs/en/order.md:56: LINK02 'docs/en/help.md' has no '#gratis'",
    "PAGE06-same-number": "data/pages.yaml:3: PAGE06 number 2 of 'help' is that of 'order'",
    "FILE01-not-utf-8": "docs/fr/help.md:5: FILE01 byte 0xe9 is not UTF-8",
    "LANG01-empty-language": "docs/nl:1: LANG01 no page in this language",
}


@pytest.mark.parametrize("case", BAD_INPUTS)
def test_a_bad_input_gives_one_clear_line(case: str, tmp_path: Path) -> None:
    root = build_case(BROKEN / case, tmp_path)
    line = [sys.executable, "-m", "scripts", "check", "--root", str(root)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == command.FOUND
    assert len(done.stdout.splitlines()) == 1
    assert done.stdout.startswith(BAD_INPUTS[case])
    assert "Traceback" not in done.stderr


def test_a_clean_site_prints_only_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--root", str(BASE)]) == command.CLEAN
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"0 findings ({len(registry.RULES)} rules, 9 pages, ")


@pytest.mark.parametrize("case", ["FACT01-unknown-fact", "DATA01-broken-yaml"])
def test_json_can_be_read_back(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = build_case(BROKEN / case, tmp_path)
    assert command.main(["--root", str(root), "--format", "json"]) == command.FOUND
    [record] = json.loads(capsys.readouterr().out)
    assert list(record) == ["path", "line", "rule", "message"]


def test_github_shows_the_finding_beside_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = build_case(BROKEN / "FACT01-unknown-fact", tmp_path)
    command.main(["--root", str(root), "--format", "github"])
    assert capsys.readouterr().out.startswith(
        "::error file=docs/nl/order.md,line=6,title=FACT01::no fact"
    )


@pytest.mark.parametrize(
    ("only", "code"),
    [
        ("FACT", 1),
        ("FACT01", 1),
        ("FACT02", 0),
        ("LANG", 0),
        ("fact", 1),
        ("LANG, fact01", 1),
        ("LANG,PAGE", 0),
    ],
)
def test_only_runs_a_family_or_a_rule(only: str, code: int, tmp_path: Path) -> None:
    root = build_case(BROKEN / "FACT01-unknown-fact", tmp_path)
    assert command.main(["--root", str(root), "--only", only]) == code


def test_one_finding_is_not_called_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = build_case(BROKEN / "FACT01-unknown-fact", tmp_path)
    command.main(["--root", str(root), "--only", "FACT01"])
    assert capsys.readouterr().err.startswith("1 finding (")


@pytest.mark.parametrize("only", ["FAC", "FACT99", "", "FACT,", "FACT,FAC"])
def test_an_unknown_rule_cannot_run(only: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--root", str(BASE), "--only", only]) == command.COULD_NOT_RUN
    assert "see --list" in capsys.readouterr().err


def test_a_folder_without_content_cannot_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--root", str(tmp_path)]) == command.COULD_NOT_RUN
    assert "give --root" in capsys.readouterr().err


def test_a_rule_that_fails_is_not_a_clean_site(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(site: Site) -> None:
        raise KeyError("x")

    rule = registry.Rule("FACT01", "It fails.", broken)  # type: ignore[arg-type]
    monkeypatch.setitem(registry.RULES, "FACT01", rule)
    assert command.main(["--root", str(BASE)]) == command.COULD_NOT_RUN
    assert "a fault of scripts/checks" in capsys.readouterr().err


def test_the_list_and_the_readme_name_the_same_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--list"]) == command.CLEAN
    listed = [line.split(" ", 1) for line in capsys.readouterr().out.splitlines()]
    rows = [line.split("|") for line in README.read_text("utf-8").splitlines() if line[:1] == "|"]
    table = [[row[1].strip(), row[2].strip()] for row in rows if row[1].strip()[-2:].isdigit()]
    assert table == listed


def test_the_real_content_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) in (command.CLEAN, command.FOUND)
    counted = re.findall(r"(\d+) ([a-z]+)", capsys.readouterr().err)
    counts = {kind: int(number) for number, kind in counted}
    assert counts["rules"] == len(registry.RULES)
    assert counts["pages"] >= 30
    assert counts["lines"] > 1_000
    assert counts["facts"] > 100
    assert counts["references"] > 500

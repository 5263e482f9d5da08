"""Each rule sees its broken site, at the line, and nothing else; near misses stay silent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.checks import RULES, registry
from scripts.checks.loader_rules import LOADER_RULES
from scripts.library import Finding, Site
from tests.unit.sites import BASE, BROKEN, EXPECT, build_case, findings_of

CASES = sorted(path.parent for path in BROKEN.glob(f"*-*/{EXPECT}"))
NEAR_MISSES = sorted(path for path in (BROKEN / "near-misses").iterdir() if path.is_dir())


def test_the_base_site_is_clean() -> None:
    assert findings_of(BASE) == []


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_broken_site_gives_exactly_the_expected_lines(case: Path, tmp_path: Path) -> None:
    findings = findings_of(build_case(case, tmp_path))
    found = [f"{finding.path}:{finding.line}: {finding.rule}" for finding in findings]
    assert found == (case / EXPECT).read_text(encoding="utf-8").splitlines()
    for finding in findings:
        assert "; " in finding.message, finding  # what is wrong; what to do
        assert "\n" not in finding.message


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_case_expects_the_rule_that_it_is_named_after(case: Path) -> None:
    expected = (case / EXPECT).read_text(encoding="utf-8")
    assert f": {case.name.split('-')[0]}\n" in expected


@pytest.mark.parametrize("case", NEAR_MISSES, ids=lambda path: path.name)
def test_near_misses_stay_silent(case: Path, tmp_path: Path) -> None:
    assert findings_of(build_case(case, tmp_path)) == []


def test_every_rule_has_a_broken_site() -> None:
    shown = {case.name.split("-")[0] for case in CASES} | {"FILE02", "FILE05"}
    assert shown == set(RULES) | set(LOADER_RULES)


def test_a_file_above_one_megabyte_is_refused(tmp_path: Path) -> None:
    root = build_case(NEAR_MISSES[0], tmp_path)
    (root / "docs/fr/help.md").write_text("a" * 1_000_001, encoding="utf-8")
    assert [(f.path, f.rule) for f in findings_of(root)] == [("docs/fr/help.md", "FILE02")]


def test_a_file_just_below_its_limits_is_read(tmp_path: Path) -> None:
    root = build_case(NEAR_MISSES[0], tmp_path)
    path = root / "data/acts.yaml"
    text = path.read_text(encoding="utf-8")
    lines = ["#" * 2_499] * 120
    rest = 300_000 - len(text.encode("utf-8"))
    path.write_text(text + "\n".join(lines)[:rest], encoding="utf-8")
    assert path.stat().st_size == 300_000
    assert findings_of(root) == []


def nothing(site: Site) -> Iterator[Finding]:
    """No fault is found."""
    yield from ()


@pytest.mark.parametrize("identifier", ["FACT1", "fact01", "FACTOR01", "FACT01"])
def test_an_id_is_well_formed_and_new(identifier: str) -> None:
    with pytest.raises(ValueError, match=identifier):
        registry.rule(identifier)(nothing)


def test_a_rule_without_docstring_is_refused() -> None:
    def silent(site: Site) -> Iterator[Finding]:
        yield from ()

    with pytest.raises(ValueError, match="no docstring"):
        registry.rule("NONE01")(silent)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_docstring_says_the_rule_then_why(rule: registry.Rule[[Site]]) -> None:
    lines = (rule.check.__doc__ or "").strip().split("\n")
    assert lines[0].endswith(".")
    assert len(lines) > 2
    assert lines[1] == ""

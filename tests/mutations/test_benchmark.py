"""The benchmark of attacks: each family of errors is seen, and harmless changes are not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.checks import prose, run
from scripts.checks.ledger import unstamped
from scripts.ledger import stamped
from scripts.library import load_site
from scripts.library.page import parse_page
from scripts.library.yaml_file import parse_yaml
from tests.mutations.attack import (
    SEED,
    Bench,
    Edit,
    Family,
    Mutant,
    bench,
    differs,
    keys,
    mutants,
    paths,
    real,
)
from tests.mutations.families import FAMILIES
from tests.mutations.silent import SILENT
from tests.unit.sites import ROOT

FEWEST_FAMILIES, FEWEST_MUTANTS, FEWEST_IN_A_FAMILY = 30, 1_000, 7
HARD = frozenset({"facts", "phones", "dates", "articles", "cautions", "hours", "contacts"})
IN_TESTS, IN_WEAK_FAMILIES = 1, 2
"""Mutants tried here of a family of which all must be seen, and of one of which most must be seen
(at least one of these); `make bench` tries every one and holds each family to its share."""
SILENT_TOGETHER = 6
"""Harmless changes of one kind, each in files of its own, that are put in at once."""


def named(one: Family) -> str:
    return one.name


@pytest.mark.timeout(600)
@pytest.mark.parametrize("chosen", FAMILIES.values(), ids=named)
def test_a_family_of_errors_is_seen(chosen: Family) -> None:
    tried = mutants(chosen)
    assert len(tried) >= FEWEST_IN_A_FAMILY
    assert all(differs(mutant) for mutant in tried)
    number = IN_TESTS if chosen.least == 1.0 else IN_WEAK_FAMILIES
    asked = random.Random(SEED).sample(tried, number)
    survivors = [m.place for m in asked if not bench().sees(m)]
    assert len(survivors) <= (0 if chosen.least == 1.0 else number - 1), survivors


def test_an_attack_that_stops_early_says_what_the_whole_run_says() -> None:
    """A harmless change is not seen; an error is, alone and among harmless changes."""
    harmless = [_silent(source)[0] for source in SILENT[::4]]
    assert [bench().sees(mutant) for mutant in harmless] == [False] * len(harmless)
    for one in list(FAMILIES.values())[::30]:
        error = mutants(one)[0]
        assert bench().sees(error) == bool(bench().new(error)) is True
        apart = [m for m in harmless if set(paths(m)).isdisjoint(paths(error))]
        edits = tuple(edit for mutant in (error, *apart) for edit in mutant.edits)
        assert bench().sees(Mutant("together", edits))


def test_the_benchmark_is_as_large_as_it_says() -> None:
    assert len(FAMILIES) >= FEWEST_FAMILIES
    assert sum(len(mutants(one)) for one in FAMILIES.values()) >= FEWEST_MUTANTS


def test_hard_families_ask_for_everything_and_all_together_for_most() -> None:
    assert {one.group for one in FAMILIES.values()} > HARD
    assert {one.least for one in FAMILIES.values() if one.group in HARD} == {1.0}


def test_the_mutants_are_the_same_in_every_run() -> None:
    for one in list(FAMILIES.values())[::10]:
        assert mutants(one) == mutants(one)


def test_mutants_are_spread_over_the_languages() -> None:
    places = " ".join(mutant.place for one in FAMILIES.values() for mutant in mutants(one))
    assert min(places.count(f"docs/{code}/") for code in ("fr", "nl", "en")) > 100


def test_the_clean_content_has_no_finding() -> None:
    assert bench().before == set()


@pytest.mark.timeout(600)
def test_nothing_is_remembered_from_one_run_to_the_next(tmp_path: Path) -> None:
    """What is kept between runs is kept by text: with empty memories the findings are the same."""
    other = Bench(tmp_path)
    for one in list(FAMILIES.values())[::40]:
        mutant = mutants(one)[0]
        warm = bench().new(mutant)
        for cached in (
            parse_page,
            parse_yaml,
            prose.page_rows,
            prose.page_sentences,
            prose.visible,
        ):
            cached.cache_clear()
        assert other.new(mutant) == warm
    assert keys(run(load_site(other.root))) == keys(run(load_site(ROOT))) == set()


def _silent(source: Callable[[random.Random], Iterator[Mutant]]) -> list[Mutant]:
    rng = random.Random(f"{SEED} {source.__name__}")
    found = {mutant.place: mutant for mutant in source(rng)}
    chosen, touched = list[Mutant](), set[str]()
    for place in rng.sample(sorted(found), len(found)):
        if touched.isdisjoint(paths(found[place])) and len(chosen) < SILENT_TOGETHER:
            chosen.append(found[place])
            touched |= set(paths(found[place]))
    return chosen


@pytest.mark.timeout(600)
@pytest.mark.parametrize("source", SILENT, ids=lambda source: source.__name__)
def test_a_harmless_change_raises_nothing(
    source: Callable[[random.Random], Iterator[Mutant]],
) -> None:
    tried = _silent(source)
    assert len(tried) >= 3
    assert all(differs(mutant) for mutant in tried)
    together = Mutant(source.__name__, tuple(edit for mutant in tried for edit in mutant.edits))
    assert bench().new(together) == set(), [mutant.place for mutant in tried]


def test_a_correct_change_everywhere_raises_nothing(tmp_path: Path) -> None:
    """A time limit that changes in the registry and on every page, stamped, is clean."""
    other = Bench(tmp_path)
    fact = "file-answer-time"
    path = "data/facts/help.yaml"
    text = real().files[path]
    start = text.index(f"{fact}:")
    end = start + re.search(r"\n\n[a-z]|\Z", text[start:]).start()  # type: ignore[union-attr]
    record = text[start:end]
    assert "30 jours" in record
    record = re.sub(r"\b30 (jours|dagen|days)", r"31 \1", record).replace("P30D", "P31D")
    record = record.replace("trente jours", "trente et un jours")
    (other.root / path).write_text(text[:start] + record + text[end:], encoding="utf-8")
    for page, words in real().files.items():
        if page.startswith("docs/") or page == "data/cautions.yaml":
            changed = re.sub(rf"\[30 (\w+)\]\(fact:{fact}\)", rf"[31 \1](fact:{fact})", words)
            (other.root / page).write_text(changed, encoding="utf-8")

    site = load_site(other.root)
    changed_records = list(unstamped(site))
    assert [record.id for record in changed_records] == [fact]
    day = site.facts[fact].checked.on
    (other.root / "data/ledger.yaml").write_text(
        stamped(site, changed_records, day), encoding="utf-8"
    )
    assert [f for f in other.findings() if not f.rule.startswith("LANG11")] == []


def test_an_edit_that_changes_nothing_is_no_mutant() -> None:
    text = real().files["docs/fr/index.md"]
    assert not differs(Mutant("none", (Edit("docs/fr/index.md", 0, 3, text[:3]),)))

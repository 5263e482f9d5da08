"""``python -m tests.mutations [words of a family]``: the table of the benchmark, with survivors."""

from __future__ import annotations

import sys
import time
from collections import Counter

from tests.mutations.attack import bench, mutants
from tests.mutations.families import FAMILIES

OVER_ALL = 0.97
"""Share of all mutants that must be seen."""


def main(arguments: list[str]) -> int:
    """Run the families whose name holds the words (all without); 1 when one misses its share.

    The whole table is also held to ``OVER_ALL``.
    """
    words = " ".join(arguments)
    chosen = [one for one in FAMILIES.values() if words in f"{one.group}: {one.name}"]
    tried = seen = missed = 0
    start = time.monotonic()
    survivors: list[str] = []
    print(
        "| group | family | mutants | seen | rate | wanted | rules |\n|---|---|---|---|---|---|---|"
    )
    for one in sorted(chosen, key=lambda one: (one.group, one.name)):
        outcomes = [bench().attack(mutant) for mutant in mutants(one)]
        found = [outcome for outcome in outcomes if outcome.rules]
        rules = Counter(rule for outcome in found for rule in outcome.rules)
        share = len(found) / len(outcomes)
        missed += share < one.least
        tried, seen = tried + len(outcomes), seen + len(found)
        survivors += [f"{one.name}: {o.mutant.place}" for o in outcomes if not o.rules]
        names = ", ".join(f"{rule} {count}" for rule, count in rules.most_common(4))
        print(
            f"| {one.group} | {one.name} | {len(outcomes)} | {len(found)} | {share:.0%} "
            f"| {one.least:.0%} | {names} |",
            flush=True,
        )
    print(f"\n{len(chosen)} families, {tried} mutants, {seen} seen ({seen / tried:.1%})")
    print(f"{time.monotonic() - start:.0f} s\n")
    print("\n".join(survivors))
    return 1 if missed or (not words and seen < OVER_ALL * tried) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The tables of rules: each check registers itself under its stable id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, ParamSpec

from scripts.library import Finding, Site

P = ParamSpec("P")
Check = Callable[P, Iterator[Finding]]

IDENTIFIER = re.compile(r"([A-Z]{4,5})[0-9]{2}")


def family(identifier: str) -> str:
    """The letters of an id: FACT of FACT01."""
    return identifier.rstrip("0123456789")


def names_in(only: str | None) -> frozenset[str]:
    """The ids and families of a list with commas, in capitals; none without a list."""
    return frozenset() if only is None else frozenset(only.upper().replace(" ", "").split(","))


@dataclass(frozen=True)
class Rule(Generic[P]):
    """A stable id, what it asks (first line of the docstring) and the function that looks."""

    id: str
    asks: str
    check: Check[P]


class Table(dict[str, Rule[P]]):
    """Rules by id that are given the same things to look at; ``runs`` says when they do."""

    def __init__(self, runs: str) -> None:
        super().__init__()
        self.runs = runs

    def rule(self, identifier: str) -> Callable[[Check[P]], Check[P]]:
        """Register the decorated check. Its docstring says the rule first, then why it exists."""

        def register(check: Check[P]) -> Check[P]:
            if not IDENTIFIER.fullmatch(identifier):
                raise ValueError(f"'{identifier}' is not a rule id such as FACT01")
            if identifier in self:
                raise ValueError(f"{identifier} is registered twice")
            if not check.__doc__:
                raise ValueError(f"{identifier} has no docstring; say the rule and why it exists")
            self[identifier] = Rule(identifier, check.__doc__.strip().split("\n")[0], check)
            return check

        return register

    def chosen(self, only: str | None) -> list[Rule[P]]:
        """Rules of families (``FACT``) or with ids (``FACT01,LANG``), all without; may be none."""
        wanted = names_in(only)
        return [self[key] for key in sorted(self) if not wanted or wanted & {key, family(key)}]

    def run(self, only: str | None, *given: P.args, **named: P.kwargs) -> list[Finding]:
        """Every finding of the chosen rules, sorted, each once."""
        chosen = self.chosen(only)
        return sorted({found for rule in chosen for found in rule.check(*given, **named)})


RULES: Table[[Site]] = Table("check")
"""The rules of the content: no file, no clock, no network."""

rule = RULES.rule


def select(only: str | None) -> list[Rule[[Site]]]:
    """Rules of the content of a family or with an id, all without. Unknown: ValueError."""
    chosen = RULES.chosen(only)
    if not chosen:
        raise ValueError(f"no rule or family '{only}'; see --list")
    return chosen


def run(site: Site, only: str | None = None) -> list[Finding]:
    """Every finding of the selected rules of the content, sorted, each once."""
    select(only)
    return RULES.run(only, site)

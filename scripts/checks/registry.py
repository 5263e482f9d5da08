"""The table of rules: each check registers itself under its stable id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scripts.library import Finding, Site

Check = Callable[[Site], Iterator[Finding]]

IDENTIFIER = re.compile(r"[A-Z]{4}[0-9]{2}")


@dataclass(frozen=True)
class Rule:
    """A stable id, what it asks (first line of the docstring) and the function that looks."""

    id: str
    asks: str
    check: Check


RULES: dict[str, Rule] = {}


def rule(identifier: str) -> Callable[[Check], Check]:
    """Register the decorated check. Its docstring says the rule first, then why it exists."""

    def register(check: Check) -> Check:
        if not IDENTIFIER.fullmatch(identifier):
            raise ValueError(f"'{identifier}' is not a rule id such as FACT01")
        if identifier in RULES:
            raise ValueError(f"{identifier} is registered twice")
        if not check.__doc__:
            raise ValueError(f"{identifier} has no docstring; say the rule and why it exists")
        RULES[identifier] = Rule(identifier, check.__doc__.strip().split("\n")[0], check)
        return check

    return register


def select(only: str | None) -> list[Rule]:
    """Rules of a family (``FACT``) or one id (``FACT01``), all without. Unknown: ValueError."""
    chosen = [RULES[key] for key in sorted(RULES) if only is None or key.startswith(only)]
    known = {key[:4] for key in RULES} | set(RULES)
    if only is not None and only not in known:
        raise ValueError(f"no rule or family '{only}'; see --list")
    return chosen


def run(site: Site, only: str | None = None) -> list[Finding]:
    """Every finding of the selected rules, sorted, each once."""
    return sorted({finding for rule in select(only) for finding in rule.check(site)})

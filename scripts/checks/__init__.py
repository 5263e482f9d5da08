"""The content checks: one function for each rule, one module for each family."""

from scripts.checks import (
    contacts,
    facts,
    languages,
    links,
    pages,
    parity,
    scan,
    translated,
    voices,
    wording,
)
from scripts.checks.registry import RULES, Rule, run, select

__all__ = [
    "RULES",
    "Rule",
    "contacts",
    "facts",
    "languages",
    "links",
    "pages",
    "parity",
    "run",
    "scan",
    "select",
    "translated",
    "voices",
    "wording",
]

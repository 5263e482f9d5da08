"""The content checks: one function for each rule, one module for each family."""

from scripts.checks import (
    changes,
    contacts,
    facts,
    formats,
    kits,
    languages,
    links,
    pages,
    parity,
    reading,
    retired,
    scan,
    terms,
    translated,
    voices,
    wording,
)
from scripts.checks.registry import RULES, Rule, run, select

__all__ = [
    "RULES",
    "Rule",
    "changes",
    "contacts",
    "facts",
    "formats",
    "kits",
    "languages",
    "links",
    "pages",
    "parity",
    "reading",
    "retired",
    "run",
    "scan",
    "select",
    "terms",
    "translated",
    "voices",
    "wording",
]

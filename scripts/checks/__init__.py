"""The content checks: one function for each rule, one module for each family."""

from scripts.checks import (
    contacts,
    facts,
    formats,
    languages,
    leaflets,
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
    "contacts",
    "facts",
    "formats",
    "languages",
    "leaflets",
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

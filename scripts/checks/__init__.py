"""The content checks: one function for each rule, one module for each family."""

from scripts.checks import (
    contacts,
    facts,
    formats,
    languages,
    links,
    pages,
    reading,
    retired,
    scan,
    terms,
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
    "links",
    "pages",
    "reading",
    "retired",
    "run",
    "scan",
    "select",
    "terms",
    "voices",
    "wording",
]

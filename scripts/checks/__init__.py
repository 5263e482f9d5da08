"""The content checks: one function for each rule, one module for each family."""

from scripts.checks import contacts, facts, languages, ledger, links, pages, scan, voices, wording
from scripts.checks.registry import RULES, Rule, run, select

__all__ = [
    "RULES",
    "Rule",
    "contacts",
    "facts",
    "languages",
    "ledger",
    "links",
    "pages",
    "run",
    "scan",
    "select",
    "voices",
    "wording",
]

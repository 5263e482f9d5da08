"""Which facts rest on a text of law that may no longer be in force, and how pages say so."""

from __future__ import annotations

import re

from scripts.library.model import Fact

FORMULAS = {
    "fr": re.compile(
        r"\bavant (?:le |les |ce |ces )?changements?\b|\btextes? (?:que nous avons )?lus?\b"
        r"|\btexte d'avant\b|\btexte (?:de|du) (?:\[?\d+ \w+ )?\[?20\d\d|\bla loi disait\b",
        re.IGNORECASE,
    ),
    "nl": re.compile(
        r"\bv(?:óó|oo)r de (?:wijziging|verandering)(?:en)?\b|\btekst(?:en)? die wij lazen\b"
        r"|\bgelezen tekst(?:en)?\b|\btekst van (?:\[?\d+ \w+ )?\[?20\d\d|\bzei de wet\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:before the changes?|texts? (?:that )?we read|the law said)\b"
        r"|\btext of (?:\[?\d+ \w+ )?\[?20\d\d",
        re.IGNORECASE,
    ),
}
"""The fixed words that keep older law from being read as the law in force."""


def is_older(fact: Fact) -> bool:
    """Whether the fact shows a text of law that was changed since, or not looked up again."""
    return (
        fact.law is not None
        and fact.law.status in ("changed", "unchecked")
        and fact.certainty in ("disputed", "reported")
    )


def says_older(text: str, language: str) -> bool:
    """Whether plain ``text`` says that it speaks of an older text of the law."""
    return FORMULAS[language].search(text.replace("’", "'")) is not None

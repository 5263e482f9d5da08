"""No-break spaces: a number never leaves its unit, a French sign never starts a line."""

from __future__ import annotations

import re
from html import escape

from scripts.library.months import MONTHS

NO_BREAK = "\u00a0"

_TAG = re.compile(r"(<[^>]*>)")
_SPACED_SIGN = re.compile(r"[ \u00a0]+([;:!?»])")
_OPENING_QUOTE = re.compile(r"«[ \u00a0]*")
_UNITS = {
    "fr": "jours? ouvrables?|jours?|semaines?|mois|ans?|années?|h|heures?|minutes?|euros?|%|pages?",
    "nl": "werkdagen|werkdag|dagen|dag|weken|week|maanden|maand|jaar|uur|minuten|euro|%",
    "en": "working days?|days?|weeks?|months?|years?|hours?|minutes?|euros?|%",
}
_REFERENCES = {
    "fr": "annexe|article|art\\.|page|§",
    "nl": "bijlage|artikel|art\\.|pagina|§",
    "en": "annex|Annex|article|Article|art\\.|page|§",
}


def _glue(language: str) -> list[tuple[re.Pattern[str], str]]:
    months = MONTHS[language]
    return [
        (re.compile(rf"(\d) (?=(?:{_UNITS[language]})(?!\w))"), rf"\1{NO_BREAK}"),
        (re.compile(rf"(\d|1er) (?=(?:{months})\b)"), rf"\1{NO_BREAK}"),
        (re.compile(rf"\b({months}) (?=\d{{4}}\b)"), rf"\1{NO_BREAK}"),
        (re.compile(rf"\b({_REFERENCES[language]}) (?=\d)"), rf"\1{NO_BREAK}"),
        (re.compile(r"(\d [hH]) (?=\d)|(\d\u00a0[hH]) (?=\d)"), rf"\1\2{NO_BREAK}"),
    ]


_GLUE = {language: _glue(language) for language in _UNITS}


_TOUCHED = re.compile(r"[\d«»;:!?]")
"""Each rule needs one of these signs; most pieces of text between two tags have none."""


def glue_text(text: str, language: str) -> str:
    """Return plain text with the no-break spaces of ``language``."""
    if not _TOUCHED.search(text):
        return text
    for pattern, replacement in _GLUE.get(language, []):
        text = pattern.sub(replacement, text)
    if language == "fr":
        text = _OPENING_QUOTE.sub("«" + NO_BREAK, text)
        text = _SPACED_SIGN.sub(NO_BREAK + r"\1", text)
    return text


def text_html(text: str, language: str) -> str:
    """Plain text as the content of an element: its no-break spaces put in, and escaped."""
    return escape(glue_text(text, language), quote=False)


def glue_html(html: str, language: str) -> str:
    """The same for HTML: attribute values stay as they are."""
    parts = _TAG.split(html)
    return "".join(
        part if index % 2 else glue_text(part, language) for index, part in enumerate(parts)
    )

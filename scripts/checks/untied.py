"""What looks like a fact: numbers with a unit, dates, hours, phones, addresses, articles of law."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scripts.library.months import MONTHS

UNITS = {
    "fr": "jours?|heures?|minutes?|mois|ans?|années?|semaines?|euros?|mètres?|km|personnes",
    "nl": "dag|dagen|werkdag(?:en)?|kalenderdag(?:en)?|uur|uren|minuut|minuten|maand(?:en)?|jaar"
    "|jaren|week|weken|euro|meter|km|personen|mensen",
    "en": "days?|hours?|minutes?|months?|years?|weeks?|euros?|metres?|km|people|persons",
}
NUMBER_WORDS = {
    "fr": "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    "|vingt|trente|quarante|quarante-huit|cinquante|soixante|quatre-vingts?|cent|deux cents",
    "nl": "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien"
    "|zestien|twintig|dertig|veertig|achtenveertig|vijftig|zestig|tachtig|negentig|honderd"
    "|anderhalve?",
    "en": "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|twenty|thirty|forty|forty-eight|fifty|sixty|eighty|ninety|a hundred|hundred",
}
BETWEEN = {
    "fr": "premiers?|premières?|derniers?|dernières?|prochains?|prochaines?|autres|longs",
    "nl": "eerste|laatste|volgende|andere|volle|hele|lange",
    "en": "first|last|next|other|full|whole|working|calendar|more|long",
}
HOURS = {
    "fr": r"\d{1,2} ?h(?: ?\d{2})?\b",
    "nl": r"\d{1,2}[.:]\d{2} ?uur\b|\d{1,2}:\d{2}\b",
    "en": r"\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\b|\d{1,2}:\d{2}\b",
}
CALLS = {
    "fr": r"(?:appelez|appeler|composez|formez|numéro|téléphone)",
    "nl": r"(?:bel|belt|bellen|nummer|telefoon)",
    "en": r"(?:call|dial|ring|number|phone)",
}
ARTICLES = {
    "fr": r"(?:art\.|articles?)",
    "nl": r"(?:art\.|artikel(?:en)?)",
    "en": r"(?:art\.|articles?|sections?)",
}
EVERYWHERE = (
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:be|eu|org|com|net|info|brussels|vlaanderen)\b",
    r"\+\d{2}(?:[ ./]?\d){6,}|\b0\d{1,3}(?:[ ./]\d{2,3}){2,}|\b0\d{7,9}\b",
    r"[€%] ?\d[\d.,]*|\d[\d.,]* ?(?:[€%]|EUR\b)",
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b",
    r"§ ?\d+|\b\d{1,3}/\d{1,3}\b",
    r"\b112\b",
)


FIGURES = re.compile(r"\d|@|://|\w\.\w")
"""Without one of these only a number in words can be a fact: most lines are read in a third of the
time."""


def untied_facts(text: str, language: str) -> list[str]:
    """Each piece of ``text`` that should be tied to the registry, left to right."""
    return list(_untied_facts(text, language))


@lru_cache(maxsize=20_000)
def _untied_facts(text: str, language: str) -> tuple[str, ...]:
    pattern = _pattern(language) if FIGURES.search(text) else _number_words(language)
    return tuple(match[0].strip() for match in pattern.finditer(text))


@lru_cache(maxsize=20_000)
def without_facts(text: str, language: str) -> str:
    """The text with those pieces taken out."""
    pattern = _pattern(language) if FIGURES.search(text) else _number_words(language)
    return pattern.sub(" ", text)


@cache
def _number_words(language: str) -> re.Pattern[str]:
    """All that a text without figures and addresses can hold: 'trente jours'."""
    return re.compile(_quantity(rf"\b(?:{NUMBER_WORDS[language]})\b", language), re.IGNORECASE)


def _quantity(number: str, language: str) -> str:
    return rf"{number}[ -]?(?:(?:{BETWEEN[language]}) )*(?:{UNITS[language]})\b"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    number = rf"(?:\d[\d .,]*|\b(?:{NUMBER_WORDS[language]})\b)"
    day = r"\d{1,2}(?:er|st|nd|rd|th)?"
    month = MONTHS[language]
    choices = (
        _quantity(number, language),
        rf"\b{day} (?:{month})\b(?: \d{{4}})?|\b(?:{month}) {day}\b(?:,? \d{{4}})?",
        rf"\b(?:{month}) \d{{4}}\b",
        rf"\b{HOURS[language]}",
        rf"\b{CALLS[language]}\W+(?:(?:le|au|het|the) )?\d{{3,4}}\b",
        rf"\b{ARTICLES[language]} ?\d+(?:/\d+)?\w*",
        *EVERYWHERE,
    )
    return re.compile("|".join(choices), re.IGNORECASE)

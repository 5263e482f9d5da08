"""The words a voice says in the place of signs: hours, articles, phones, short names.

Pure functions over tables, one for each language. Years, whole numbers and dates with the name of
their month stay as they are: every voice says them, each in the way of its country (septante,
soixante-dix).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from scripts.markup import long_date

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

SAID_AS_WORD = frozenset(
    (
        "ADDE",
        "ADIS",
        "ASA",
        "AVOCATS",
        "CASO",
        "CIRE",
        "CIRÉ",
        "DUNE",
        "ECPAT",
        "ICAM",
        "MENA",
        "MIA",
        "MYRIA",
        "NANSEN",
        "ORBIT",
        "PAG",
        "SEFOR",
        "SESO",
        "SOS",
        "UNIA",
    )
)
"""Short names that people say as one word; every other one is spelled."""

NUMERALS = {"II": "2", "III": "3", "IV": "4"}
"""Roman numerals of names of laws (Dublin III). One stroke alone could be a letter."""


@dataclass(frozen=True)
class Said:
    """What the signs are called in one language."""

    hour: str
    hours: str
    to: str
    article: str
    slash: str
    paragraph: str
    paragraphs: str
    number: str
    euro: str
    percent: str
    kilometre: str
    ampersand: str
    either: str
    dot: str
    at: str
    plus: str


SAID = {
    "fr": Said(
        hour="heure",
        hours="heures",
        to="à",
        article="article",
        slash="barre",
        paragraph="paragraphe",
        paragraphs="paragraphes",
        number="numéro",
        euro="euros",
        percent="pour cent",
        kilometre="kilomètres",
        ampersand="et",
        either="ou",
        dot="point",
        at="arobase",
        plus="plus",
    ),
    "nl": Said(
        hour="uur",
        hours="uur",
        to="tot",
        article="artikel",
        slash="schuine streep",
        paragraph="paragraaf",
        paragraphs="paragrafen",
        number="nummer",
        euro="euro",
        percent="procent",
        kilometre="kilometer",
        ampersand="en",
        either="of",
        dot="punt",
        at="apenstaartje",
        plus="plus",
    ),
    "en": Said(
        hour="hour",
        hours="hours",
        to="to",
        article="article",
        slash="slash",
        paragraph="paragraph",
        paragraphs="paragraphs",
        number="number",
        euro="euros",
        percent="per cent",
        kilometre="kilometres",
        ampersand="and",
        either="or",
        dot="dot",
        at="at",
        plus="plus",
    ),
}

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\n": " ", "’": "'"})
_PHONE = re.compile(r"(?<![\d/.-])(?:\+\d{2}(?: \d{1,3}){3,5}|0\d{1,3}(?: \d{2,3}){2,4})(?![\d/])")
_WEB = re.compile(
    r"(?:https?://)?\b[\w.+-]*[\w-](?:@[\w-]+)?(?:\.[\w-]+)*\.(?:be|eu|org|com|net)\b"
)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_THOUSANDS = {
    "fr": re.compile(r"(?<![\d/])([1-9]\d{0,2}) (\d{3})(?! ?\d)"),
    "nl": re.compile(r"(?<![\d/.])([1-9]\d{0,2})[. ](\d{3})(?![ .]?\d)"),
    "en": re.compile(r"(?<![\d/.,])([1-9]\d{0,2})[, ](\d{3})(?! ?\d)"),
}
_RANGE = re.compile(r"(?<![\d/-])(\d{1,4}) ?[-–] ?(?=\d{1,4}\b(?![-/]))")
_SHORT = re.compile(r"(?<!\w)([A-ZÉ][A-ZÉ]{1,6}|[A-Z][a-z][A-Z])(\+?)(?![\w])")
_EITHER = re.compile(r"(?<=[^\W\d])/(?=[^\W\d])")
_LATIN = "bis|ter|quater|quinquies|sexies|septies|octies"


def spoken(text: str, language: str, phones: Iterable[str] = ()) -> str:
    """What a voice is given in the place of ``text``.

    ``phones`` are the words of ``text`` that are telephone numbers; those of nine or ten digits are
    known by their form, short ones such as 1712 are not.
    """
    said = text.translate(_SPACES)
    for phone in sorted(phones, key=len, reverse=True):
        known = re.escape(phone.translate(_SPACES))
        said = re.sub(rf"(?<!\d){known}(?!\d)", lambda match: _digits(match[0]), said)
    for pattern, replacement in _rules(language):
        said = pattern.sub(replacement, said)
    return " ".join(said.split())


@cache
def _rules(language: str) -> tuple[Rule, ...]:
    """In order: what is longest and surest first, so that its digits are not read as others."""
    words = SAID[language]
    return (
        (_WEB, lambda match: _address(match[0], words)),
        (_PHONE, lambda match: _phone(match[0], words)),
        (_ISO, lambda match: _date(match, language)),
        *_HOURS[language],
        (_THOUSANDS[language], r"\1\2"),
        (re.compile(r"€ ?(\d+)|(\d+) ?(?:€|EUR\b)"), rf"\1\2 {words.euro}"),
        (re.compile(r"(\d) ?%"), rf"\1 {words.percent}"),
        (re.compile(r"(\d) ?km\b"), rf"\1 {words.kilometre}"),
        (re.compile(r"\b[Aa]rt\. ?"), f"{words.article} "),
        (re.compile(r"§§ ?"), f"{words.paragraphs} "),
        (re.compile(r"§ ?"), f"{words.paragraph} "),
        (re.compile(r"\b[Nn](?:°|os?\.|rs?\.) ?(?=\d)"), f"{words.number} "),
        (re.compile(r"(\d)° ?"), r"\1 "),
        (re.compile(rf"(\d)({_LATIN})\b"), r"\1 \2"),
        (re.compile(r"(?<=\d) ?/ ?(?=\d)"), f" {words.slash} "),
        (_RANGE, rf"\1 {words.to} "),
        (re.compile(r" & "), f" {words.ampersand} "),
        (_EITHER, f" {words.either} "),
        (_SHORT, lambda match: _short(match[1]) + (f" {words.plus}" if match[2] else "")),
        (re.compile(r"[«»“”\"„→·☎⚠]|\(s\)"), " "),
        (re.compile(r" +(?=[,.])"), ""),
    )


def _french_hour(match: re.Match[str]) -> str:
    number, minutes = match[1], match[2]
    unit = "heure" if number in ("0", "1") else "heures"
    return f"{number} {unit} {minutes}" if minutes else f"{number} {unit}"


def _dutch_hour(match: re.Match[str]) -> str:
    hour, minutes = match[1], match[2]
    return f"{hour} uur {minutes.lstrip('0')}".rstrip()


def _english_hour(match: re.Match[str]) -> str:
    hour, minutes, half = match[1], match[2] or "", match[3]
    return f"{hour} {minutes} {half.upper()} M".replace("  ", " ")


_CLOCK = r"\d{1,2}"
_HOURS: dict[str, tuple[Rule, ...]] = {
    "fr": (
        (re.compile(rf"(?<=\bh)( \d\d)? - (?={_CLOCK} h\b)"), r"\1 à "),
        (re.compile(rf"\b({_CLOCK}) ?h(?: ?(\d\d)(?!\d))?(?![\w'])"), _french_hour),
    ),
    "nl": (
        (re.compile(rf"\b({_CLOCK}) - (?={_CLOCK}(?:[.:]\d\d)? uur)"), r"\1 uur tot "),
        (
            re.compile(rf"\b({_CLOCK}[.:]\d\d) - (?={_CLOCK}(?:[.:]\d\d)? uur)"),
            r"\1 uur tot ",
        ),
        (re.compile(rf"\b({_CLOCK})[.:](\d\d) uur\b"), _dutch_hour),
    ),
    "en": (
        (re.compile(rf"(?<=[ap]m) - (?={_CLOCK}(?::\d\d)?[ap]m\b)"), " to "),
        (re.compile(rf"\b({_CLOCK})(?::(\d\d))? ?([ap])m\b"), _english_hour),
        (re.compile(r"(?<=[AP] M) - (?=midnight|noon)"), " to "),
    ),
}


def _phone(shown: str, words: Said) -> str:
    """'02 488 97 77' as people say it: zero, then the groups."""
    return _digits(shown.replace("+", f"{words.plus} "))


def _digits(shown: str) -> str:
    """Groups with a rest between them; the zero at the front is said by itself."""
    groups = shown.split(" ")
    if len(groups) == 1 and re.fullmatch(r"[1-9]\d{3}", shown):
        groups = [shown[:2], shown[2:]]
    return ", ".join(re.sub(r"^0(?=\d)", "0 ", group) for group in groups).replace("plus,", "plus")


def _date(match: re.Match[str], language: str) -> str:
    try:
        return long_date(dt.date(int(match[1]), int(match[2]), int(match[3])), language)
    except ValueError:
        return match[0]


def _address(shown: str, words: Said) -> str:
    """'info@example.be' with the names of its signs."""
    plain = re.sub(r"^https?://", "", shown)
    return plain.replace("@", f" {words.at} ").replace(".", f" {words.dot} ").replace("-", " - ")


def _short(name: str) -> str:
    """A short name letter by letter, unless people say it as a word."""
    if name in NUMERALS:
        return NUMERALS[name]
    return name.title() if name in SAID_AS_WORD else " ".join(name.upper())

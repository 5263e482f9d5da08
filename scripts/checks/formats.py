"""WORD06: days, hours, telephones and percentages in the form of the page's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scripts.checks.prose import all_rows, visible
from scripts.checks.registry import rule
from scripts.checks.wording import record_words
from scripts.library import Finding, Site
from scripts.library.months import MONTHS

SHORT_MONTHS = (
    r"(?:janv|jan|févr?|feb|mrt|avr|apr|juil|jun|jul|août|aug|sept?|oct|okt|nov|déc|dec)\b\.?"
)
DAY = re.compile(
    rf"(?<![\d.,])(?P<day>\d{{1,2}})(?P<tail>er|e|ste|de|th|st|nd|rd)?[ .]"
    rf"(?P<month>(?:{'|'.join(MONTHS.values())})\b|{SHORT_MONTHS})",
    re.IGNORECASE,
)
FIRST_MONTH = re.compile(rf"\b(?:{MONTHS['en']}) \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)")
NUMERIC_DAY = re.compile(
    r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d{2}(?![\d/-]|\.\d)|\b(?:19|20)\d\d-\d\d-\d\d\b"
)
HOUR = {
    "fr": re.compile(r"\b\d{1,2}h(?:\d\d)?\b|\b\d{1,2}:\d\d\b|\b\d{1,2}\.\d\d (?:h|heures)\b"),
    "nl": re.compile(r"\b\d{1,2} ?[uh](?: ?\d\d)?\b|\b\d{1,2}:\d\d\b"),
    "en": re.compile(
        r"\b\d{1,2} ?h(?: ?\d\d)?\b|\b\d{1,2}\.\d\d ?[ap]\.?m\b"
        r"|\b\d{1,2}(?::\d\d)?(?: [ap]\.?m\b|(?:AM|PM)\b|[ap]\.m)|\b(?:1[3-9]|2[0-3]):\d\d\b"
    ),
}
PHONE = re.compile(r"(?<![\w/])0\d{1,3}(?:[./-] ?\d{2,3}){2,}|(?<![\d+])0\d{8,9}(?!\d)|\+32 ?\(0\)")
PERCENT = {"fr": re.compile(r"\d%"), "nl": re.compile(r"\d %"), "en": re.compile(r"\d %")}

FIGURE = re.compile(r"\d")
"""Every one of these forms has a figure."""

RIGHT_DAY = {"fr": "12 décembre 2026", "nl": "12 december 2026", "en": "12 December 2026"}
RIGHT_HOUR = {"fr": "9 h 30", "nl": "9.30 uur", "en": "9:30am"}
RIGHT_PHONE = {"fr": "02 488 97 77", "nl": "02 488 97 77", "en": "02 488 97 77"}
RIGHT_PERCENT = {"fr": "50 %", "nl": "50%", "en": "50%"}


@rule("WORD06")
def form_of_the_language(site: Site) -> Iterator[Finding]:
    """Days, hours, phones and percentages are written in one way a language.

    05/06 is the fifth of June for one reader and the sixth of May for another.
    """
    rows = ((row.path, row.line, row.language, visible(row.text)) for row in all_rows(site))
    for path, line, language, text in (*rows, *record_words(site)):
        for found, right in faults(text, language):
            yield Finding(path, line, "WORD06", f"'{found}'; write it as '{right}'")


@lru_cache(maxsize=50_000)
def faults(text: str, language: str) -> list[tuple[str, str]]:
    """What is written in another form, with an example of the right one."""
    if not FIGURE.search(text):
        return []
    found = [(match[0], RIGHT_DAY[language]) for match in NUMERIC_DAY.finditer(text)]
    rest = NUMERIC_DAY.sub(" ", text)
    found += [(m[0], RIGHT_DAY[language]) for m in DAY.finditer(rest) if not _is_day(m, language)]
    found += [(m[0], RIGHT_DAY[language]) for m in FIRST_MONTH.finditer(rest)]
    for pattern, right in (
        (HOUR[language], RIGHT_HOUR),
        (PHONE, RIGHT_PHONE),
        (PERCENT[language], RIGHT_PERCENT),
    ):
        found += [(match[0], right[language]) for match in pattern.finditer(rest)]
    return found


def _is_day(match: re.Match[str], language: str) -> bool:
    """The whole name of the month, with the letters of the language; French says 1er."""
    tail = "er" if language == "fr" and match["day"] == "1" else ""
    month = re.fullmatch(MONTHS[language], match["month"])
    return month is not None and (match["tail"] or "") == tail and "." not in match[0]

"""READ: how hard a page is to read, from its sentences and its long words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from scripts.checks.pages import is_user_page
from scripts.checks.prose import (
    Row,
    Sentence,
    all_rows,
    caution_rows,
    page_rows,
    sentences,
    visible,
)
from scripts.checks.registry import rule
from scripts.checks.wording import (
    COUNTED,
    ELISION,
    LONGEST,
    LONGEST_REFERENCE,
    counter,
    term_pattern,
)
from scripts.library import Finding, Page, Site

LONG_WORD = 6
"""A word of more letters than this is long (LIX, Björnsson 1968)."""

ENOUGH_WORDS = 100
"""Below this the measure swings by 8 points and more between two pieces of one text."""

AVERAGE_SENTENCE = 12.0
HIGHEST_LIX = {"fr": 38.0, "nl": 38.0, "en": 36.0}
HIGHEST_LIX_REFERENCE = 52.0

MOST_WORDS = 60
"""Of a paragraph, a list item or a caution."""

PROSE = ("summary", "paragraph", "item", "more")
"""Kinds of rows that are read as text; titles, headings and labels of links are not."""

QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True)
class Reading:
    """What was counted: sentences, words, the longest sentence, words of more than 6 letters."""

    sentences: int
    words: int
    longest: int
    long_words: int

    @property
    def average(self) -> float:
        """Words a sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def lix(self) -> float:
        """LIX = words / sentences + 100 x long words / words: 30 is easy, 50 is hard."""
        return self.average + 100 * self.long_words / self.words if self.words else 0.0


@dataclass(frozen=True)
class Limits:
    """What a page may reach."""

    average: float | None
    lix: float
    longest: int


def limits(site: Site, page: Page) -> Limits:
    """Reference pages have no limit of the average: their longest sentence is limited (WORD01)."""
    if is_user_page(site, page):
        return Limits(AVERAGE_SENTENCE, HIGHEST_LIX[page.language], LONGEST)
    return Limits(None, HIGHEST_LIX_REFERENCE, LONGEST_REFERENCE)


def too_hard(reading: Reading, limit: Limits) -> tuple[str, ...]:
    """The measures that are over; average and LIX only of a text long enough for them."""
    enough = reading.words >= ENOUGH_WORDS
    over = {
        "average": enough
        and limit.average is not None
        and _rounded(reading.average) > limit.average,
        "lix": enough and _rounded(reading.lix) > limit.lix,
        "longest": reading.longest > limit.longest,
    }
    return tuple(name for name, is_over in over.items() if is_over)


def _rounded(figure: float) -> float:
    """As it is printed: 12.04 is shown as 12.0 and is not above 12."""
    return round(figure, 1)


def page_reading(site: Site, page: Page) -> Reading:
    """Measure the text of a page as printed, with its cautions."""
    return _reading(site, page, term_pattern(site, page.language))


def _readings(site: Site) -> Iterator[tuple[Page, Reading]]:
    patterns = {code: term_pattern(site, code) for code in site.published}
    for page in site.all_pages():
        yield page, _reading(site, page, patterns[page.language])


def _reading(site: Site, page: Page, terms: re.Pattern[str] | None) -> Reading:
    return measure((*prose_rows(page), *_cautions_of(site, page)), terms)


def prose_rows(page: Page) -> list[Row]:
    """The rows that are read as text: no heading, and no large links, whose words are labels."""
    return [row for row in page_rows(page) if row.kind in PROSE and not row.inside("tiles")]


def _cautions_of(site: Site, page: Page) -> list[Row]:
    """The shared cautions that the page prints, each time it prints them."""
    wanted = [block.argument for block in page.blocks if block.name == "caution"]
    rows = {row.section: row for row in caution_rows(site) if row.language == page.language}
    return [rows[name] for name in wanted if name in rows]


@lru_cache(maxsize=500)
def measure(rows: tuple[Row, ...], terms: re.Pattern[str] | None) -> Reading:
    """Count sentences and words. An official term or a quotation is one short word."""
    counts = []
    long_words = 0
    for sentence in sentences(rows):
        text = QUOTED.sub("x", visible(sentence.text))
        if terms:
            text = terms.sub("x", text)
        words = COUNTED.findall(ELISION.sub("x ", text))
        counts.append(len(words))
        long_words += sum(1 for word in words if len(word) > LONG_WORD < letters(word))
    counts = [count for count in counts if count]
    return Reading(len(counts), sum(counts), max(counts, default=0), long_words)


def letters(word: str) -> int:
    """Letters and digits of a word, hyphens and apostrophes not counted."""
    return sum(1 for sign in word if sign.isalnum())


@rule("READ01")
def long_on_average(site: Site) -> Iterator[Finding]:
    """On a user page a sentence has 12 words on average at most.

    No single sentence may be too long (WORD01), and still a page of nothing but long ones tires
    a reader who learns the language. Pages of fewer than 100 words are not measured.
    """
    for page, reading in _readings(site):
        limit = limits(site, page)
        if "average" in too_hard(reading, limit):
            what = (
                f"{reading.average:.1f} words a sentence on average (at most {limit.average:g}); "
                "cut the longest ones in two"
            )
            yield Finding(page.path, 1, "READ01", what)


@rule("READ02")
def hard_to_read(site: Site) -> Iterator[Finding]:
    """LIX is at most 38 (French, Dutch) or 36 (English) on user pages, 52 on reference pages.

    LIX = words a sentence + share of words of more than six letters. The Office's own page about
    ICAM reaches 64 to 68: its readers cannot use it. Official terms count as one short word.
    """
    for page, reading in _readings(site):
        limit = limits(site, page)
        if "lix" in too_hard(reading, limit):
            share = 100 * reading.long_words / reading.words
            what = (
                f"LIX {reading.lix:.1f} (at most {limit.lix:g}): {reading.average:.1f} words a "
                f"sentence, {share:.0f} % long words; use shorter words and sentences"
            )
            yield Finding(page.path, 1, "READ02", what)


@rule("READ03")
def long_paragraph(site: Site) -> Iterator[Finding]:
    """A paragraph, list item or caution has at most 60 words.

    On a telephone 80 words are a wall of text, and a wall is not read.
    """
    counters = {code: counter(term_pattern(site, code)) for code in site.published}
    for _, group in groupby(sentences(_text_rows(site)), key=_paragraph):
        found = list(group)
        count = counters[found[0].row.language]
        words = sum(count(sentence.text) for sentence in found)
        if words > MOST_WORDS:
            what = f"paragraph of {words} words (at most {MOST_WORDS}); make two"
            yield Finding(found[0].row.path, found[0].line, "READ03", what)


def _text_rows(site: Site) -> Iterator[Row]:
    for row in all_rows(site):
        if row.kind in ("paragraph", "item", "more", "caution"):
            yield row


def _paragraph(sentence: Sentence) -> tuple[str, str, int]:
    return sentence.row.path, sentence.row.language, sentence.row.group

"""What the markup needs to know about the page it renders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from babel.dates import format_date

from scripts.library import Fact, Site
from scripts.markup.typography import glue_text

Target = Literal["screen", "print"]

ICONS = {
    "letter": "email",
    "meeting": "calendar-blank",
    "shield": "shield",
    "help": "hand-heart",
}
"""The icons of the whole site: our name -> file in the set bundled with the theme.

Few, and on the home page only: a drawing costs each page 100 bytes, so the sheet writes the signs
of telephone and caution as letters. The three voices are told apart by their
label and their left edge, not by an icon.
"""


class MarkupError(Exception):
    """Something in the text cannot be rendered; the checks name the line before this is met."""


@dataclass
class Context:
    """One page in one language, rendered for one target; collects the facts met on the way."""

    site: Site
    language: str
    page: str
    target: Target
    address: Callable[[str], str] | None = None
    fact_ids: list[str] = field(default_factory=list)

    def words(self, key: str, **values: str) -> str:
        """A notice in the page's language, as plain text with its no-break spaces."""
        words = self.site.notice(key, self.language)
        for (
            name,
            value,
        ) in values.items():  # not str.format: a notice is data, and may hold any brace
            words = words.replace(f"{{{name}}}", value)
        return glue_text(words, self.language)

    def html(self, key: str, **values: str) -> str:
        """The same, escaped for HTML."""
        return escape(self.words(key, **values), quote=False)

    def attribute(self, key: str) -> str:
        """The same, also for attributes between double quotes; an apostrophe costs one byte."""
        return self.html(key).replace('"', "&quot;")

    def date(self, day: dt.date) -> str:
        """A day as the page's language writes it, for example '1er mars 2027'."""
        return glue_text(long_date(day, self.language), self.language)

    def number_of(self, fact_id: str) -> int:
        """Number of the source note of a fact on this page, from 1."""
        if fact_id not in self.fact_ids:
            self.fact_ids.append(fact_id)
        return self.fact_ids.index(fact_id) + 1

    def fact(self, fact_id: str) -> Fact:
        """Raise MarkupError when the registry has no such fact."""
        try:
            return self.site.facts[fact_id]
        except KeyError:
            raise MarkupError(f"unknown fact '{fact_id}'") from None

    def certainty(self, fact: Fact) -> str:
        """The label of certainty in the page's language."""
        if fact.certainty != "reported":
            return self.words(f"certainty_{fact.certainty}")
        published = fact.current.sources[0].published
        if published is None:
            return self.words("certainty_reported_undated")
        return self.words("certainty_reported", year=str(published.year))

    def marks_of(self, code: str) -> dict[str, str]:
        """The attributes of words in the language ``code`` on this page."""
        return marks_of(self.site, self.language, code)

    def marked(self, code: str) -> str:
        """The same as text, to stand in a tag."""
        return as_attributes(self.marks_of(code))

    def isolated(self, text: str) -> str:
        """A name or an address of Belgium, as HTML: whole also in text read from the right."""
        rtl = self.site.languages[self.language].dir == "rtl"
        return f"<bdi>{text}</bdi>" if rtl else text

    def icon(self, name: str) -> str:
        """Reference to an icon of the page's sprite; nothing on paper (the words carry it)."""
        if self.target == "print":
            return ""
        size = 'width="24" height="24" fill="currentColor"'
        return f'<svg {size} aria-hidden="true"><use href="#i-{name}"/></svg>'


def marks_of(site: Site, language: str, code: str) -> dict[str, str]:
    """The attributes of words in the language ``code`` among those of ``language``: none if equal.

    The direction is named where it differs: without it the full stop of a French quote in Arabic
    text moves to the front of the quote.
    """
    if code == language:
        return {}
    known = site.languages.get(code)
    direction = known.dir if known else "ltr"
    turned = direction != site.languages[language].dir
    return {"lang": code, "dir": direction} if turned else {"lang": code}


def as_attributes(marks: dict[str, str]) -> str:
    """The attributes as they stand in a tag, after its name."""
    return "".join(f' {name}="{value}"' for name, value in marks.items())


def long_date(day: dt.date, language: str) -> str:
    """'23 novembre 2026', '23 november 2026', '23 November 2026'; French: '1er mars 2027'."""
    words: str = format_date(day, "d MMMM y", locale=language if language != "en" else "en_GB")
    return words.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else words

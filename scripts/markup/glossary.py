"""The glossary: every term of data/terms.yaml in the page's language, with its sisters."""

from __future__ import annotations

import unicodedata
from html import escape
from itertools import groupby

from scripts.library import Site, Term
from scripts.markup.context import as_attributes, marks_of
from scripts.markup.typography import NO_BREAK, text_html


def glossary_html(site: Site, language: str) -> str:
    """The terms in alphabetical order of their official word; ids equal in every language."""
    terms = sorted(site.terms.items(), key=lambda item: order(item[1], language))
    by_letter = [
        (letter, list(group))
        for letter, group in groupby(terms, key=lambda item: order(item[1], language)[0])
    ]
    parts = [_letters([letter for letter, _ in by_letter])]
    for letter, group in by_letter:
        entries = "".join(_entry(site, identifier, term, language) for identifier, term in group)
        parts.append(f'<p class="label" id="{letter}">{letter.upper()}</p><ul>{entries}</ul>')
    return "".join(parts)


def order(term: Term, language: str) -> str:
    """Sorting key: lower case, accents set aside."""
    words = unicodedata.normalize("NFD", term.in_language(language).official.lower())
    return "".join(letter for letter in words if not unicodedata.combining(letter))


def _letters(letters: list[str]) -> str:
    """The way to each letter, as large as the choice of language."""
    links = "".join(f'<li><a href="#{letter}">{letter.upper()}</a></li>' for letter in letters)
    return f'<nav class="lang toc" aria-label="A–Z"><ul>{links}</ul></nav>'


def _entry(site: Site, identifier: str, term: Term, language: str) -> str:
    """Official word and plain words; an example; the official words on letters of the others."""
    words = term.in_language(language)
    colon = f"{NO_BREAK}:" if language == "fr" else ":"
    label = escape(site.notice("label_note", language), quote=False)
    others = "".join(
        f"<br><small{as_attributes(marks_of(site, language, code))}>"
        f"{code.upper()}: {_name(term, code)}</small>"
        for code in site.published
        if code != language
    )
    return (
        f'<li id="{identifier}"><b>{_name(term, language)}</b>{colon} '
        f"{text_html(words.plain, language)}.<br>"
        f"{label}{colon} {text_html(words.example, language)}"
        f"{others}</li>"
    )


def _name(term: Term, language: str) -> str:
    words = term.in_language(language)
    short = words.abbreviation
    known = not short or short in words.official
    return text_html(words.official if known else f"{words.official} ({short})", language)

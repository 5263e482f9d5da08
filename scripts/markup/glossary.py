"""The glossary: every term of data/terms.yaml in the page's language, with its sisters."""

from __future__ import annotations

import unicodedata
from html import escape

from scripts.library import Site, Term
from scripts.markup.typography import glue_text


def glossary_html(site: Site, language: str) -> str:
    """The terms in alphabetical order of their official word; ids equal in every language."""
    terms = sorted(site.terms.items(), key=lambda item: _order(item[1], language))
    entries = "".join(_entry(site, identifier, term, language) for identifier, term in terms)
    return f'<ul class="all">{entries}</ul>'


def _order(term: Term, language: str) -> str:
    """Sorting key: lower case, accents set aside."""
    words = unicodedata.normalize("NFD", term.in_language(language).official.lower())
    return "".join(letter for letter in words if not unicodedata.combining(letter))


def _entry(site: Site, identifier: str, term: Term, language: str) -> str:
    words = term.in_language(language)
    others = " · ".join(
        f'<span lang="{code}">{_name(term, code)}</span>'
        for code in site.published
        if code != language
    )
    colon = "\u00a0:" if language == "fr" else ":"
    plain = escape(glue_text(words.plain, language), quote=False)
    name = _name(term, language)
    return f'<li id="{identifier}"><b>{name}</b>{colon} {plain}. <small>{others}</small></li>'


def _name(term: Term, language: str) -> str:
    words = term.in_language(language)
    short = words.abbreviation
    name = words.official if not short or short in words.official else f"{words.official} ({short})"
    return escape(glue_text(name, language), quote=False)

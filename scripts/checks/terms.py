"""TERM: one idea has one official term in each language, explained where it is met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from scripts.checks.prose import CAUTIONS, Row, all_rows, page_rows, unlinked, visible
from scripts.checks.registry import rule
from scripts.checks.untied import untied_facts
from scripts.checks.wording import TERMS, count_words, known_capitals
from scripts.library import (
    Finding,
    Page,
    Site,
    TermFinder,
    abbreviations,
    any_name,
    long_names,
    name_pattern,
    names,
    references_in,
    term_finder,
)
from scripts.library.model import TermWords

GLOSSARY = "words"
LONGEST_EXAMPLE = 15

LINKED_KINDS = ("paragraph", "item", "more")
"""Rows in which the first use of a term becomes a link to the glossary."""

BOLD = re.compile(r"\*\*[^*]+\*\*")
MIXED = re.compile(r"(?<![\w-])[A-Z]{1,3}[a-z]{1,2}[A-Z]{1,3}(?![\w-])")
"""An abbreviation of capitals and small letters, such as RvV; WORD04 sees those of capitals."""


@rule("TERM01")
def unexplained_abbreviation(site: Site) -> Iterator[Finding]:
    """An abbreviation is known, and each page that uses it links to it or gives its long form.

    In a text written for professionals, three of twelve abbreviations were explained. The machine
    links the first use in the prose; a heading, a bold line or the words of another link get no
    link, so an abbreviation that stands only there is explained in brackets.
    """
    known = known_capitals(site, MIXED)
    for path, rows in _rows_by_page(site).items():
        for row in rows:
            for word in MIXED.findall(visible(row.text)):
                if word not in known:
                    what = f"'{word}' is no abbreviation of {TERMS}; add the term or write it out"
                    yield Finding(path, row.line, "TERM01", what)
        if rows[0].page != GLOSSARY:
            yield from _never_explained(site, rows)


def _rows_by_page(site: Site) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in all_rows(site):
        if row.page:
            found.setdefault(row.path, []).append(row)
    return found


def _never_explained(site: Site, rows: list[Row]) -> Iterator[Finding]:
    """Abbreviations of the term base that stand on a page without link and without long form."""
    language = rows[0].language
    finder = term_finder(site, language)
    linked = _linked_terms(rows, finder)
    met: dict[str, Row] = {}
    for row in rows:
        for use in finder.uses(visible(row.text)):
            known = abbreviations(site.terms[use.id].in_language(language))
            if use.name in known and use.id not in linked:
                met.setdefault(use.name, row)
    text = "\n".join(visible(row.text) for row in rows) if met else ""
    for short, row in met.items():
        words = site.terms[finder.owner(short)].in_language(language)
        if not _expanded(text, words, short):
            what = (
                f"'{short}' is not explained here; write '{long_names(words)[-1]} ({short})' once"
            )
            yield Finding(row.path, row.line, "TERM01", what)


def _linked_terms(rows: list[Row], finder: TermFinder) -> set[str]:
    """The terms that the machine links, those linked by hand, and those linked to their page."""
    found = set()
    for row in rows:
        for ref in references_in(row.text, 1, ""):
            found |= {ref.target} if ref.scheme == "term" else set()
            if ref.scheme == "page":
                found |= {use.id for use in finder.uses(ref.words)}
        if row.kind in LINKED_KINDS and not row.inside("tiles", "fields"):
            found |= {use.id for use in finder.uses(unlinked(BOLD.sub(" ", row.text)))}
    return found


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){name_pattern(name)}(?!\w)")


def _expanded(text: str, words: TermWords, short: str) -> bool:
    """'long form (OQT)', 'long form (x, OQT)', 'OQT (words)' or 'coach OQT (words)'."""
    if re.search(rf"(?<!\w){name_pattern(short)}(?:[\s-]\w+)?\s*\((?=\w+ )", text):
        return True
    long = "|".join(name_pattern(name) for name in long_names(words))
    return bool(re.search(rf"(?:{long})\s*\([^()]*(?<!\w){name_pattern(short)}(?!\w)", text))


@rule("TERM02")
def term_of_the_source(site: Site) -> Iterator[Finding]:
    """A term of a section of the source language stands in the same section of the others.

    By its official words, abbreviation or a variant. A machine translates 'centre fermé' by the
    word of another country, and 'maison de retour' by any word for a house.
    """
    met = _terms_by_section(site)
    source = site.source_language
    for (page, section), wanted in met.get(source, {}).items():
        for code in site.published:
            place = _place(site, page, section, code)
            if code == source or place is None:
                continue
            for identifier, name in wanted.items():
                if identifier not in met[code].get((page, section), {}):
                    official = site.terms[identifier].in_language(code).official
                    where = f"section '{section}'" if section else "the lead"
                    what = f"{where} says '{name}' in '{source}'; name '{official}' here too"
                    yield Finding(*place, "TERM02", what)


def _terms_by_section(site: Site) -> dict[str, dict[tuple[str, str], dict[str, str]]]:
    """Language -> (page, section) -> id of a term -> the words that stand there first."""
    finders = {code: term_finder(site, code) for code in site.published}
    met: dict[str, dict[tuple[str, str], dict[str, str]]] = {code: {} for code in finders}
    for row in all_rows(site):
        here = met[row.language].setdefault((row.page, row.section), {})
        for use in finders[row.language].uses(visible(row.text)):
            here.setdefault(use.id, use.name)
    return met


@rule("TERM07")
def term_in_another_item(site: Site) -> Iterator[Finding]:
    """A term of a list item or summary line stands in the same one of every language.

    Two lines beside the numbers of a drawing changed places in one language: as many items, the
    same words, and the picture of the invitation then lied to its readers.
    """
    source = site.source_language
    for name, original in site.pages.get(source, {}).items():
        there = _items(site, original)
        for code in site.published:
            page = site.pages[code].get(name) if code != source else None
            here = _items(site, page) if page else {}
            for key in there.keys() & here.keys():
                if page and len(here[key]) == len(there[key]):
                    for line, identifier in _moved(here[key], there[key]):
                        official = site.terms[identifier].in_language(code).official
                        what = (
                            f"'{official}' stands in another item of this list; compare the order"
                        )
                        yield Finding(page.path, line, "TERM07", what)


Items = list[tuple[int, set[str]]]
"""The line of each item, and the terms in it."""


def _items(site: Site, page: Page) -> dict[tuple[str, str], Items]:
    """The items of each section, and the lines of the summary."""
    finder = term_finder(site, page.language)
    found: dict[tuple[str, str], Items] = {}
    for (section, _), rows in groupby(page_rows(page), key=lambda row: (row.section, row.group)):
        members = list(rows)
        if members[0].kind in ("item", "summary"):
            uses = (use for row in members for use in finder.uses(visible(row.text)))
            place = found.setdefault((section, members[0].kind), [])
            place.append((members[0].line, {use.id for use in uses}))
    return found


def _moved(here: Items, there: Items) -> Iterator[tuple[int, str]]:
    """Terms that an item lost and another item of the list, where the source has none, gained."""
    gained = [found - wanted for (_, found), (_, wanted) in zip(here, there, strict=True)]
    for (line, found), (_, wanted) in zip(here, there, strict=True):
        for identifier in sorted(wanted - found):
            if any(identifier in terms for terms in gained):
                yield line, identifier


def _place(site: Site, page: str, section: str, language: str) -> tuple[str, int] | None:
    """File and line of a section or caution; None when LANG01 or LANG02 speak of it."""
    if not page:
        file = site.files.get(CAUTIONS)
        return (CAUTIONS, file.line((section, language))) if file else None
    found: Page | None = site.pages.get(language, {}).get(page)
    lines = [part.line for part in found.sections if part.id == section] if found else []
    return (found.path, lines[0]) if found and lines else None


@rule("TERM03")
def unused_term(site: Site) -> Iterator[Finding]:
    """Every term is used by a page or caution, or is marked `looked_up`.

    An entry that nothing uses is never read again, and grows old in silence.
    """
    if not site.all_pages():
        return  # SCAN01 speaks of it
    used = set()
    finders = {code: term_finder(site, code) for code in site.published}
    for row in all_rows(site):
        used |= {use.id for use in finders[row.language].uses(visible(row.text))}
        used |= {ref.target for ref in references_in(row.text, 1, "") if ref.scheme == "term"}
    for identifier, term in site.terms.items():
        if identifier not in used and not term.looked_up:
            what = (
                f"no page uses '{identifier}'; remove it, or mark it 'looked_up: true' when it "
                "stands on the papers that readers receive"
            )
            yield Finding(TERMS, site.place("terms", identifier).line, "TERM03", what)


@rule("TERM04")
def shared_name(site: Site) -> Iterator[Finding]:
    """A name belongs to one term of a language.

    With two, a page would link to the first of the list, right or wrong.
    """
    for code in site.published:
        owners: dict[str, str] = {}
        for identifier, term in site.terms.items():
            for name in names(term.in_language(code)):
                owner = owners.setdefault(name.lower(), identifier)
                if owner != identifier:
                    what = f"'{name}' already names '{owner}' in '{code}'; keep it in one of them"
                    yield Finding(TERMS, _line(site, identifier, code), "TERM04", what)


@rule("TERM05")
def example_of_a_term(site: Site) -> Iterator[Finding]:
    """An example is one sentence of 15 words at most that uses the term and states no fact.

    The glossary has no sources: a date or a number of days in an example would be read as law.
    """
    for code in site.published:
        finder = term_finder(site, code)
        for identifier, term in site.terms.items():
            words = term.in_language(code)
            uses = {use.id for use in finder.uses(words.example)}
            for what in _faults_of_example(words, code, used=identifier in uses):
                yield Finding(TERMS, _line(site, identifier, code), "TERM05", what)


def _faults_of_example(words: TermWords, code: str, *, used: bool) -> Iterator[str]:
    if not used:
        yield f"the example in '{code}' does not use the term; write '{words.official}' in it"
    rest = re.sub("|".join(name_pattern(name) for name in names(words)), "x", words.example)
    count = count_words(rest, None)
    if count > LONGEST_EXAMPLE:
        yield f"example of {count} words in '{code}' (at most {LONGEST_EXAMPLE}); shorten it"
    if not re.fullmatch(r"[^.!?…]+\.", rest):
        yield f"the example in '{code}' is not one sentence that ends with a full stop; make it one"
    if untied_facts(rest, code) or re.search(r"\d", re.sub(r"\d+[a-z]+|annex \d+", "", rest)):
        yield f"the example in '{code}' holds a number or date; leave it out"
    if words.plain.endswith("."):
        yield f"the plain words in '{code}' end with a full stop; the page adds it"


def _line(site: Site, identifier: str, language: str) -> int:
    file = site.files.get(TERMS)
    return file.line((identifier, language)) if file else 1


@rule("TERM06")
def abbreviation_of_another_language(site: Site) -> Iterator[Finding]:
    """An abbreviation is the one of the page's language, unless both stand side by side.

    A reader of Dutch who meets OE looks for it in vain: the Office signs as DVZ.
    """
    for code in site.published:
        foreign = _foreign_abbreviations(site, code)
        pattern = any_name(foreign)
        for row in all_rows(site) if pattern else ():
            text = visible(row.text)
            for short in pattern.findall(text) if row.language == code and pattern else ():
                own = names(site.terms[foreign[short]].in_language(code))
                if not any(_whole(name).search(text) for name in own):
                    what = f"'{short}' is not used in '{code}'; write '{own[-1]}'"
                    yield Finding(row.path, row.line, "TERM06", what)


def _foreign_abbreviations(site: Site, language: str) -> dict[str, str]:
    """Abbreviations that only other languages use -> the term."""
    own = {name for term in site.terms.values() for name in names(term.in_language(language))}
    return {
        short: identifier
        for identifier, term in site.terms.items()
        for code in site.published
        for short in abbreviations(term.in_language(code))
        if short not in own
    }

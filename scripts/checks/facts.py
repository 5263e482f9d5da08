"""FACT: words tied to the registry, and the registry itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, product

from scripts.checks.prose import all_rows, untied
from scripts.checks.registry import rule
from scripts.checks.untied import untied_facts
from scripts.checks.uses import Use, fact_uses
from scripts.library import Fact, Finding, Site

SMALL_WORD = re.compile(r"(?<![\w'’-])[a-zà-ÿ]{2,}(?![\w'’-])")


def same_words(one: str, other: str) -> bool:
    """Equal but for the width of the spaces."""
    return " ".join(one.split()) == " ".join(other.split())


def registry_words(fact: Fact, language: str, name: str) -> str | None:
    """The wording of that name ('' where the fact has one only), or None when there is none."""
    return fact.current.shown.wordings(language).get(name)


def printable_words(fact: Fact, use: Use) -> list[str]:
    """The wordings that a link may hold: of the value of the day of the check and of later ones.

    In dated news it may be the wording of any value: the news is not written again.
    """
    values = [*fact.values.values()] if use.is_news else fact.printable_values
    found = (value.shown.wordings(use.language).get(use.fragment) for value in values)
    return [words for words in found if words is not None]


@rule("FACT01")
def unknown_fact(site: Site) -> Iterator[Finding]:
    """Every `fact:` link names a fact of data/facts, and by its name the wording it shows.

    A mistyped id would print the words with no source note: they would look checked. A wording
    known by its place only was once replaced by another one: '8 months' became '2 months'.
    """
    for use in fact_uses(site):
        fact = site.facts.get(use.id)
        if fact is None:
            what = f"no fact '{use.id}'; correct the id or add it to data/facts"
            yield Finding(use.path, use.line, "FACT01", what)
        elif registry_words(fact, use.language, use.fragment) is None:
            what = f"fact '{use.id}' {_misnamed(use, fact)}"
            yield Finding(use.path, use.line, "FACT01", what)


def _misnamed(use: Use, fact: Fact) -> str:
    """What is wrong with the name of a wording in a link, and what to write."""
    names = [name for name in fact.current.shown.wordings(use.language) if name]
    if not names:
        return f"has one wording; write 'fact:{use.id}' without '#{use.fragment}'"
    known = ", ".join(f"#{name}" for name in names)
    if use.fragment:
        return f"has no wording '#{use.fragment}'; write one of {known}"
    return f"has several wordings; write after its id which one: {known}"


@rule("FACT02")
def unused_fact(site: Site) -> Iterator[Finding]:
    """Every fact is used on a page or in a caution.

    A fact that nobody prints is still re-checked by hand every three months, for nothing.
    """
    used = {use.id for use in fact_uses(site)}
    for identifier in site.facts:
        if identifier not in used:
            place = site.place("facts", identifier)
            what = f"fact '{identifier}' is on no page; use it or remove it"
            yield Finding(place.path, place.line, "FACT02", what)


@rule("FACT03")
def other_words(site: Site) -> Iterator[Finding]:
    """The words of a `fact:` link are the wording of the registry that it names, to the letter.

    When a time limit changes, every page must change with it: a page left behind must show. A value
    that starts later may stand there before its day: the page prints the one in force.
    """
    for use in fact_uses(site):
        fact = site.facts.get(use.id)
        words = printable_words(fact, use) if fact else []
        if words and not any(same_words(one, use.words) for one in words):
            known = "' or '".join(words)
            advice = "run 'python -m scripts facts fix'"
            if use.is_news:
                advice = "keep the earlier value in the registry, or correct the news by hand"
            what = f"'{use.words}' is not the registry's '{known}'; {advice}"
            yield Finding(use.path, use.line, "FACT03", what)


@rule("FACT04")
def untied_words(site: Site) -> Iterator[Finding]:
    """A number with a unit, date, hour, phone, address, amount or article stands in a link.

    The prototype printed a time limit as plain words: it stayed on two pages after the law moved.
    """
    for row in all_rows(site):
        for found in untied_facts(untied(row.text), row.language):
            what = f"'{found}' is tied to nothing; write [{found}](fact:…) or [{found}](contact:…)"
            yield Finding(row.path, row.line, "FACT04", what)


@rule("FACT07")
def unknown_record(site: Site) -> Iterator[Finding]:
    """Cautions, publishers and acts named by a fact or contact exist.

    The source note prints these names; a missing one would leave a source without an author.
    """
    for identifier, fact in site.facts.items():
        place = site.place("facts", identifier)
        for kind, name in sorted(_names(fact)):
            if name not in _table(site, kind):
                what = f"fact '{identifier}': no {kind} '{name}'; add it to data/{kind}.yaml"
                yield Finding(place.path, place.line, "FACT07", what)
    for identifier, contact in site.contacts.items():
        if contact.source.publisher not in site.publishers:
            place = site.place("contacts", identifier)
            what = f"contact '{identifier}': no publishers '{contact.source.publisher}'; add it"
            yield Finding(place.path, place.line, "FACT07", what)
    for identifier, drawing in site.drawings.items():
        if drawing.source.publisher not in site.publishers:
            place = site.place("drawings", identifier)
            what = f"drawing '{identifier}': no publishers '{drawing.source.publisher}'; add it"
            yield Finding(place.path, place.line, "FACT07", what)


def _names(fact: Fact) -> set[tuple[str, str]]:
    """(table, id) of every record that the fact points to."""
    names = {("publishers", s.publisher) for value in fact.values.values() for s in value.sources}
    if fact.caution:
        names.add(("cautions", fact.caution))
    if fact.law:
        names.add(("acts", fact.law.act))
    return names


def _table(site: Site, kind: str) -> set[str]:
    tables = {"cautions": site.cautions, "publishers": site.publishers, "acts": site.acts}
    return set(tables[kind])


@rule("FACT08")
def untranslated_fact(site: Site) -> Iterator[Finding]:
    """The words of a fact differ between languages, unless they are a name or a number.

    A wording copied and not translated shows French to a Dutch reader, on every page at once.
    """
    for identifier, fact in site.facts.items():
        place = site.place("facts", identifier)
        for value, (one, other) in product(fact.printable_values, combinations(site.published, 2)):
            twins = value.shown.wordings(other)
            for name, words in value.shown.wordings(one).items():
                if same_words(words, twins[name]) and len(SMALL_WORD.findall(words)) >= 2:
                    what = f"'{words}' is the same in {one} and {other}; translate it"
                    yield Finding(place.path, place.line, "FACT08", what)


@rule("FACT10")
def listed_once(site: Site) -> Iterator[Finding]:
    """Each file of data/facts stands on one page of sources, and each name there is a file.

    Every source note leads to the page of sources: a file on none of its parts would leave the
    notes of its facts leading nowhere, on all pages at once.
    """
    if "sources" not in site.page_entries:
        return
    files = {site.file_of_fact(fact) for fact in site.facts}
    listed = [(page, name) for page, entry in site.page_entries.items() for name in entry.facts]
    first: dict[str, str] = {}
    for page, name in listed:
        place = site.place("pages", page)
        if name not in files:
            what = f"no file data/facts/{name}.yaml; correct the name"
            yield Finding(place.path, place.line, "FACT10", what)
        elif name in first:
            what = f"'{name}' is already on {first[name]}; keep one"
            yield Finding(place.path, place.line, "FACT10", what)
        first.setdefault(name, page)
    for name in sorted(set(files) - set(first)):
        path = f"data/facts/{name}.yaml"
        yield Finding(path, 1, "FACT10", "on no page of sources; name it in data/pages.yaml")

"""LANG: the languages say the same, in the same order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import zip_longest

from scripts.checks.contacts import contact_words
from scripts.checks.facts import registry_words
from scripts.checks.pages import BLOCKS
from scripts.checks.prose import (
    Row,
    all_rows,
    all_sentences,
    caution_rows,
    page_rows,
    unlinked,
    visible,
)
from scripts.checks.registry import rule
from scripts.checks.tokens import tokens
from scripts.checks.untied import without_facts
from scripts.library import Block, Finding, Page, Reference, Section, Site, references_in

NUMBER = re.compile(r"(?<![\w.,])\d+(?:[ .,]\d{3})*(?!\d)")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SMALL_WORDS = {
    "fr": "le la les des du une est et vous votre vos que qui dans pour pas sur avec ce cette aux"
    " ne ou par sont être avez pouvez il elle si un au",
    "nl": "het een van u uw is niet dat die op voor met zijn bij of ook wordt kan naar hebt als"
    " uit om aan er geen deze kunt mag krijgt",
    "en": "the and to you your that for not with it this are or can by at be they have what from"
    " if will an does has of",
}
STOP_WORDS = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}

Item = tuple[int, object]
"""A line, and what must be the same in the source language."""


@rule("LANG01")
def missing_page(site: Site) -> Iterator[Finding]:
    """Every page exists in every published language.

    The site generator would publish French text under a Dutch address without a word.
    """
    names = {name for pages in site.pages.values() for name in pages}
    for code, pages in site.pages.items():
        for name in sorted(names - set(pages)):
            path = f"docs/{code}/{name}.md"
            yield Finding(path, 1, "LANG01", f"page '{name}' is missing in '{code}'; translate it")


@rule("LANG02")
def other_headings(site: Site) -> Iterator[Finding]:
    """Headings have the same levels and ids, in the same order, as in the source language.

    The language switch keeps the paragraph by its id; one id apart, and it jumps elsewhere.
    """
    for source, page in page_pairs(site):
        expected = [(section.level, section.id) for section in source.sections]
        for index, section in enumerate(page.sections):
            if (section.level, section.id) != _at(expected, index):
                here = _heading((section.level, section.id))
                what = f"heading {here} where the source has {_heading(_at(expected, index))}"
                yield _finding(page.path, section.line, "LANG02", what, source)
                break
        else:
            if len(page.sections) < len(expected):
                what = f"heading {_heading(expected[len(page.sections)])} is missing"
                yield _finding(page.path, page.sections[-1].line, "LANG02", what, source)


def _heading(found: object) -> str:
    if not isinstance(found, tuple):
        return "none"
    return f"'{found[1]}' (level {found[0]})"


@rule("LANG03")
def other_facts(site: Site) -> Iterator[Finding]:
    """The same facts and wordings in the same order, in each section and in each caution.

    A translation without the exception that the French page has is a wrong page.
    """

    def item(code: str, reference: Reference) -> object:
        fact = site.facts.get(reference.target)
        if fact is None:
            return None
        known = registry_words(fact, code, reference.fragment) is not None
        return (reference.target, f"#{reference.fragment}" if known else None)

    def facts(page: Page, section: Section) -> list[Item]:
        return [
            (ref.line, item(page.language, ref))
            for ref in page.references
            if ref.scheme == "fact" and ref.section == section.id
        ]

    yield from _compare(site, "LANG03", "fact", facts)
    rows = {(row.section, row.language): row for row in caution_rows(site)}
    for (identifier, code), row in rows.items():
        twin = rows.get((identifier, site.source_language))
        if twin and code != site.source_language:
            pair = [_caution_facts(one, item) for one in (twin, row)]
            what = _difference("fact", pair[0], pair[1], row.line)
            if what:
                text = f"caution '{identifier}' in '{code}': {what[1]}; compare the source"
                yield Finding(row.path, what[0], "LANG03", text)


def _caution_facts(row: Row, item: Callable[[str, Reference], object]) -> list[Item]:
    return [
        (row.line, item(row.language, ref))
        for ref in references_in(row.text, row.line, row.section)
        if ref.scheme == "fact"
    ]


@rule("LANG04")
def other_blocks(site: Site) -> Iterator[Finding]:
    """The same blocks, with the same arguments and options, in each section.

    A caution missing from one language leaves its readers without the warning.
    """

    def blocks(page: Page, section: Section) -> list[Item]:
        return [
            (block.line, _block(site, block))
            for block in page.blocks
            if block.section == section.id
        ]

    yield from _compare(site, "LANG04", "block", blocks)


def _block(site: Site, block: Block) -> object:
    """What must be the same; None when PAGE07 or PAGE10 already says that it is unknown."""
    records = {
        "caution": set(site.cautions),
        "card": set(site.contacts),
        "drawing": set(site.drawings),
    }
    if block.name not in BLOCKS or block.argument not in records.get(block.name, {block.argument}):
        return None
    argument = "" if block.name == "question" else block.argument
    return (block.name, argument, *(f"{key}: {value}" for key, value in sorted(block.options)))


@rule("LANG05")
def other_links(site: Site) -> Iterator[Finding]:
    """The same links to pages and contacts, in the same order, in each section.

    A dropped link is a dropped way to help.
    """

    def links(page: Page, section: Section) -> list[Item]:
        return [
            (ref.line, _link(site, page, ref))
            for ref in page.references
            if ref.scheme != "fact" and ref.section == section.id
        ]

    yield from _compare(site, "LANG05", "link", links)


def _link(site: Site, page: Page, ref: Reference) -> object:
    """The target; None (equal to anything) when another rule already says that it is unknown."""
    known = {"contact": _part_known, "term": _term_known, "page": _anchor_known}.get(ref.scheme)
    if known is None or not known(site, page, ref):
        return None
    return (ref.scheme, ref.target, f"#{ref.fragment}" if ref.fragment else "")


def _part_known(site: Site, page: Page, ref: Reference) -> bool:
    contact = site.contacts.get(ref.target)
    return contact is not None and contact_words(contact, ref.fragment) is not None


def _term_known(site: Site, page: Page, ref: Reference) -> bool:
    return ref.target in site.terms


def _anchor_known(site: Site, page: Page, ref: Reference) -> bool:
    target = site.pages[page.language].get(ref.target.removesuffix(".md") or page.name)
    return target is not None and (not ref.fragment or ref.fragment in anchors(target))


def anchors(page: Page) -> set[str]:
    """What a link can point to on a page: headings and questions."""
    questions = {value for block in page.blocks for key, value in block.options if key == "id"}
    return {section.id for section in page.sections if section.id} | questions


@rule("LANG06")
def other_lists(site: Site) -> Iterator[Finding]:
    """The same number of list items in each section, and of lines in the summary.

    The list of papers to bring was one item shorter in a translation that read well.
    """
    for source, page in page_pairs(site):
        if len(source.front.summary) != len(page.front.summary):
            line = page.front_lines.get(("summary",), 1)
            what = f"{len(page.front.summary)} summary lines, not {len(source.front.summary)}"
            yield _finding(page.path, line, "LANG06", what, source)
        expected, found = _items(source), _items(page)
        for section in same_sections(source, page):
            if expected[section.id] != found[section.id]:
                what = f"{found[section.id]} list items, not {expected[section.id]}"
                yield _finding(page.path, section.line, "LANG06", what, source)


@lru_cache(maxsize=500)
def _items(page: Page) -> Counter[str]:
    return Counter(row.section for row in page_rows(page) if row.kind == "item")


@rule("LANG07")
def other_numbers(site: Site) -> Iterator[Finding]:
    """The same plain numbers in each section, whatever the language writes between thousands.

    A slip of one digit is the fault that a bilingual reader sees last.
    """
    for _, _, finding in number_parity(site):
        yield finding


def number_parity(site: Site) -> Iterator[tuple[str, str, Finding]]:
    """Path, section and finding of each section with other plain numbers than its source."""
    for source, page in page_pairs(site):
        expected, found = _numbers(source), _numbers(page)
        for section in same_sections(source, page):
            more = found[section.id] - expected[section.id]
            less = expected[section.id] - found[section.id]
            if (more or less) and not _same_values(source, page, section):
                what = f"numbers differ: here {_list(more)}, in the source {_list(less)}"
                yield (
                    page.path,
                    section.id,
                    _finding(page.path, section.line, "LANG07", what, source),
                )


def _same_values(source: Page, page: Page, section: Section) -> bool:
    """Whether the figures of one language stand as words in the other: '12' and 'douze'."""
    pair = [
        tokens(
            "\n".join(unlinked(row.text) for row in page_rows(each) if row.section == section.id),
            code,
        )
        for each, code in ((source, source.language), (page, page.language))
    ]
    return pair[0] == pair[1]


@lru_cache(maxsize=500)
def _numbers(page: Page) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {section.id: Counter() for section in page.sections}
    for row in page_rows(page):
        text = unlinked(row.text)
        for number in NUMBER.findall(text) and NUMBER.findall(without_facts(text, row.language)):
            found[row.section][re.sub(r"\D", "", number)] += 1
    return found


def _list(numbers: Counter[str]) -> str:
    return ", ".join(sorted(numbers.elements(), key=int)) or "none"


@rule("LANG08")
def untranslated(site: Site) -> Iterator[Finding]:
    """Every paragraph is in the language of its page, and no sentence is the same in two.

    A paragraph left in French on a Dutch page looks finished to whoever does not read Dutch.
    """
    rows = list(all_rows(site))
    foreign: set[tuple[str, int]] = set()
    for row in rows:
        other = other_language(visible(row.text), row.language)
        if other:
            foreign.add((row.path, row.line))
            what = f"this line reads as '{other}', not '{row.language}'; translate it"
            yield Finding(row.path, row.line, "LANG08", what)
    seen: dict[str, Row] = {}
    for sentence in all_sentences(site):
        row, text = sentence.row, " ".join(visible(sentence.text).split())
        first = seen.setdefault(text, row)
        copied = first.language != row.language and (row.path, row.line) not in foreign
        if copied and _is_language(row, text):
            what = f"same sentence in {first.path}:{first.line}; translate it"
            yield Finding(row.path, row.line, "LANG08", what)


def _is_language(row: Row, text: str) -> bool:
    """Whether the same words in two languages are a fault and not a name: 'La lettre' is one."""
    words = WORD.findall(text)
    if row.kind in ("title", "menu", "heading", "question", "summary"):
        return len(words) >= 2 and any(word.islower() for word in words)
    return len(words) >= 5


@lru_cache(maxsize=20_000)
def other_language(text: str, language: str) -> str:
    """The language that has many more small words in the text than its own, or ''."""
    words = [word.lower() for word in WORD.findall(text)]
    votes = {code: sum(word in known for word in words) for code, known in STOP_WORDS.items()}
    best = max(votes, key=lambda code: votes[code])
    wins = votes[best] >= 3 and votes[best] > 2 * votes[language]
    return best if best != language and wins else ""


def page_pairs(site: Site) -> Iterator[tuple[Page, Page]]:
    """(source page, translated page) for each page that has both."""
    sources = site.pages.get(site.source_language, {})
    for code, pages in site.pages.items():
        if code != site.source_language:
            yield from ((sources[name], page) for name, page in pages.items() if name in sources)


def same_sections(source: Page, page: Page) -> list[Section]:
    """Sections of the page, when both have the same; LANG02 speaks otherwise."""
    ids = [section.id for section in page.sections]
    return list(page.sections) if ids == [section.id for section in source.sections] else []


def _compare(
    site: Site, rule_id: str, thing: str, items: Callable[[Page, Section], list[Item]]
) -> Iterator[Finding]:
    """The first difference of each section."""
    for source, page in page_pairs(site):
        for section, twin in zip(same_sections(source, page), source.sections, strict=False):
            what = _difference(thing, items(source, twin), items(page, section), section.line)
            if what:
                yield _finding(page.path, what[0], rule_id, what[1], source)


def _difference(
    thing: str, expected: list[Item], found: list[Item], line: int
) -> tuple[int, str] | None:
    """Line and text of the first difference; None stands for 'another rule speaks of it'."""
    for one, other in zip_longest(expected, found):
        if other is None:
            return (found[-1][0] if found else line), f"{thing} {_name(one[1])} is missing"
        if one is None:
            return other[0], f"{thing} {_name(other[1])} is not in the source"
        if one[1] != other[1] and None not in (one[1], other[1]) and not _half(one[1], other[1]):
            return other[0], f"{thing} {_name(other[1])} where the source has {_name(one[1])}"
    return None


def _half(one: object, other: object) -> bool:
    """The same fact with a wording that FACT01 already refuses."""
    pair = [item for item in (one, other) if isinstance(item, tuple)]
    return len(pair) == 2 and pair[0][0] == pair[1][0] and None in (pair[0][1], pair[1][1])


def _name(item: object) -> str:
    if isinstance(item, tuple):
        return "'" + " ".join(str(part) for part in item if part and part != "#") + "'"
    return "unknown"


def _at(items: list[tuple[int, str]], index: int) -> tuple[int, str] | None:
    return items[index] if index < len(items) else None


def _finding(path: str, line: int, rule_id: str, what: str, source: Page) -> Finding:
    return Finding(path, line, rule_id, f"{what}; compare {source.path}")

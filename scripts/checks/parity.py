"""LANG09, LANG10, LANG12: sentence by sentence, the same values, the same no, nothing lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby

from scripts.checks.languages import number_parity, other_language, page_pairs, same_sections
from scripts.checks.prose import (
    Row,
    caution_rows,
    change_rows,
    page_rows,
    sentences,
    shown_rows,
    untied,
    visible,
)
from scripts.checks.registry import rule
from scripts.checks.tokens import tokens
from scripts.checks.untied import untied_facts
from scripts.library import Contact, Finding, Page, SameSense, Site, Words
from scripts.library.negation import denies_a_list, negations

ALIKE = 0.94
"""What a sentence must still share with an exception (ratio of difflib): a typo, not a rewrite."""

ENDS = 8
"""Characters at the start or the end that a slip leaves alone."""

NOT_TEXT = frozenset({"menu"})


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, list item, heading or line of the head, with its section."""

    section: str
    rows: tuple[Row, ...]

    @property
    def texts(self) -> list[str]:
        """Its sentences, as written."""
        return [sentence.text for sentence in sentences(self.rows)]


@dataclass(frozen=True)
class Twins:
    """The same piece in the source language and in a translation, and where the latter stands."""

    path: str
    line: int
    language: str
    source_place: str
    source: str
    text: str


@rule("LANG09")
def other_values(site: Site) -> Iterator[Finding]:
    """Dates, hours, phones, amounts, articles and numbers are equal, in whatever form or in words.

    Opening hours stand in three forms ("9 h 30", "9.30 uur", "9:30am"): a slip in one of them sends
    its readers to a closed door, and nobody reads the other two. News and sentences to show are
    compared too: an official reads them in another language than the one who shows them.
    """
    known = {(path, section) for path, section, _ in number_parity(site)}
    prose = [*page_twins(site), *(("", twins) for twins in registry_twins(site))]
    for section, twins in prose:
        what = _other_tokens(site, twins)
        if what and not _told(site, twins) and (twins.path, section) not in known:
            yield _finding("LANG09", twins, what)
    for twins in (*_shown_twins(site), *_record_twins(site)):
        what = _other_tokens(site, twins)
        if what:
            yield _finding("LANG09", twins, what)


def _told(site: Site, twins: Twins) -> bool:
    """Whether FACT04 speaks of these words already."""
    one = untied_facts(untied(twins.source), site.source_language)
    return bool(one or untied_facts(untied(twins.text), twins.language))


def _other_tokens(site: Site, twins: Twins) -> str:
    """How the values differ, or ''."""
    expected = tokens(untied(twins.source), site.source_language)
    found = tokens(untied(twins.text), twins.language)
    if expected == found or _excused(site, "LANG09", twins):
        return ""
    return (
        f"values differ: here {_list(found - expected)}, there {_list(expected - found)}; compare"
    )


def _list(found: Counter[str]) -> str:
    return ", ".join(f"'{token}'" for token in sorted(found.elements())) or "nothing"


@rule("LANG10")
def other_negations(site: Site) -> Iterator[Finding]:
    """A sentence denies in every language or in none, as many times.

    "You must not sign" without its "not" is a good sentence: no spelling or fact check sees it.
    In a test the Dutch news said "Wij hebben de nieuwe tekst gelezen", and nothing compared it.
    """
    source = site.source_language
    pairs = [twins for _, twins in page_twins(site)]
    others = (*registry_twins(site), *_shown_twins(site), *_record_twins(site))
    for twins in (*pairs, *others):
        counts = (
            negations(visible(twins.source), source),
            negations(visible(twins.text), twins.language),
        )
        expected = reviewed(site, twins, "LANG10", negations)
        right = counts == expected if expected else _agree(visible(twins.source), *counts)
        # LANG08 speaks of what is not translated.
        if not right and not other_language(visible(twins.text), twins.language):
            what = f"{counts[1]} negations, not {counts[0]}: '{_short(twins.text)}'; compare"
            yield _finding("LANG10", twins, what)


def reviewed(
    site: Site, twins: Twins, rule_id: str, count: Callable[[str, str], int]
) -> tuple[int, int] | None:
    """The counts of an exception about these twins: one less is then seen too."""
    text = _even(twins.source)
    for entry in site.exceptions.values():
        wanted = entry.rule == rule_id and entry.lang == twins.language
        if wanted and _same_end(entry.source, text) and _is_about(entry, twins):
            return count(entry.source, site.source_language), count(entry.text, entry.lang)
    return None


def _agree(source: str, expected: int, found: int) -> bool:
    if denies_a_list(source):
        return bool(expected) == bool(found)
    return expected == found


@rule("LANG12")
def other_sentences(site: Site) -> Iterator[Finding]:
    """Each section has the same paragraphs, with no sentence more or less on lines of their own.

    The sentence with the exception was lost in a translation: without it the page read well.
    """
    for source, page in page_pairs(site):
        here, there = _sections(page), _sections(source)
        for section in _shared(source, page, here, there):
            yield from _other_count(page, source, here[section], there[section])


def _other_count(
    page: Page, source: Page, here: list[Paragraph], there: list[Paragraph]
) -> Iterator[Finding]:
    kinds = _kinds(here), _kinds(there)
    if kinds[0] != kinds[1]:
        if _differ_in_paragraphs(page, source, here, there):
            line = here[-1].rows[-1].line
            counts = kinds[0].count("paragraph"), kinds[1].count("paragraph")
            what = f"{counts[0]} paragraphs, not {counts[1]}"
            yield Finding(page.path, line, "LANG12", f"{what}; compare {_place(source, there[0])}")
        return
    for paragraph, twin in zip(here, there, strict=True):
        counts = len(paragraph.texts), len(twin.texts)
        if counts[0] != counts[1] and len(paragraph.rows) != len(twin.rows):
            row = paragraph.rows[-1]
            what = f"{counts[0]} sentences, not {counts[1]}: '{_short(twin.texts[-1])}'"
            yield Finding(page.path, row.line, "LANG12", f"{what}; compare {_place(source, twin)}")


def _differ_in_paragraphs(
    page: Page, source: Page, here: list[Paragraph], there: list[Paragraph]
) -> bool:
    """Whether only paragraphs differ: a heading, block or item more is told by LANG02, 04, 06."""
    section = here[0].section
    blocks = [sum(block.section == section for block in each.blocks) for each in (page, source)]
    others = [
        Counter(kind for kind in _kinds(each) if kind != "paragraph") for each in (here, there)
    ]
    return blocks[0] == blocks[1] and others[0] == others[1]


def _kinds(paragraphs: list[Paragraph]) -> list[str]:
    return [paragraph.rows[0].kind for paragraph in paragraphs]


def _place(page: Page, paragraph: Paragraph) -> str:
    return f"{page.path}:{paragraph.rows[0].line}"


def page_twins(site: Site) -> Iterator[tuple[str, Twins]]:
    """Pieces of pages that say the same, each with its section: sentences where they can be paired.

    Where a paragraph has another number of sentences, the paragraphs are the twins; where a section
    has other paragraphs, the sections are.
    """
    for source, page in page_pairs(site):
        yield from _pair_twins(source, page)


@lru_cache(maxsize=200)
def _pair_twins(source: Page, page: Page) -> tuple[tuple[str, Twins], ...]:
    return tuple(_twins_of(source, page))


def _twins_of(source: Page, page: Page) -> Iterator[tuple[str, Twins]]:
    here, there = _sections(page), _sections(source)
    for section in _shared(source, page, here, there):
        pairs = [(there[section], here[section])]
        if len(here[section]) == len(there[section]):
            pairs = [([a], [b]) for a, b in zip(there[section], here[section], strict=True)]
        for ours, theirs in pairs:
            yield from ((section, twins) for twins in _piece_twins(page, source, ours, theirs))


def _piece_twins(
    page: Page, source: Page, ours: list[Paragraph], theirs: list[Paragraph]
) -> Iterator[Twins]:
    if len(ours) == len(theirs) == 1:
        one, other = sentences(ours[0].rows), sentences(theirs[0].rows)
        if len(one) == len(other):
            for text, twin in zip(one, other, strict=True):
                place = f"{source.path}:{text.line}"
                yield Twins(page.path, twin.line, page.language, place, text.text, twin.text)
            return
    place = f"{source.path}:{ours[0].rows[0].line}"
    line = theirs[0].rows[0].line
    yield Twins(page.path, line, page.language, place, _whole(ours), _whole(theirs))


def _whole(paragraphs: list[Paragraph]) -> str:
    return "\n".join(row.text for paragraph in paragraphs for row in paragraph.rows)


def _shared(
    source: Page, page: Page, here: dict[str, list[Paragraph]], there: dict[str, list[Paragraph]]
) -> list[str]:
    """Sections with words in both; none where the headings differ, of which LANG02 speaks."""
    both = [section for section in here if section in there]
    return both if same_sections(source, page) else []


def _sections(page: Page) -> dict[str, list[Paragraph]]:
    """The paragraphs of each section; the head counts as one of its own."""
    found: dict[str, list[Paragraph]] = {}
    rows = [row for row in page_rows(page) if row.kind not in NOT_TEXT]
    for (section, _), group in groupby(rows, key=lambda row: (_section(row), row.group)):
        found.setdefault(section, []).append(Paragraph(section, tuple(group)))
    return found


def _section(row: Row) -> str:
    return "_head" if row.kind in ("title", "summary") else row.section


def registry_twins(site: Site) -> Iterator[Twins]:
    """Sentences of cautions and of news, which pages print whole."""
    yield from _twin_rows(site, caution_rows(site))
    yield from _twin_rows(site, change_rows(site))


def _shown_twins(site: Site) -> Iterator[Twins]:
    """The sentences to show to an official; FACT04 does not read them."""
    yield from _twin_rows(site, shown_rows(site))


def _twin_rows(site: Site, rows: Iterator[Row]) -> Iterator[Twins]:
    found = {(row.section, row.language): row for row in rows}
    for (identifier, code), row in found.items():
        source = found.get((identifier, site.source_language))
        if source and code != site.source_language:
            yield from _row_twins(source, row)


def _row_twins(source: Row, row: Row) -> Iterator[Twins]:
    place = f"{source.path}:{source.line}"
    one, other = sentences([source]), sentences([row])
    pairs = [(a.text, b.text) for a, b in zip(one, other, strict=False)]
    if len(one) != len(other):
        pairs = [(source.text, row.text)]
    for text, twin in pairs:
        yield Twins(row.path, row.line, row.language, place, text, twin)


def _record_twins(site: Site) -> Iterator[Twins]:
    """Words of facts and of contacts, of which the pages are made."""
    source = site.source_language
    for identifier, fact in site.facts.items():
        for day, value in fact.values.items():
            where = (identifier, "values", day.isoformat(), "shown")
            for code in _translated(site):
                twins = value.shown.wordings(code)
                for name, words in value.shown.wordings(source).items():
                    yield _record_twin(site, "facts", code, where, (words, twins[name]))
    for identifier, contact in site.contacts.items():
        for key, text in contact_texts(contact):
            for code in _translated(site):
                pair = text.in_language(source), text.in_language(code)
                yield _record_twin(site, "contacts", code, (identifier, *key), pair)


def _record_twin(
    site: Site, kind: str, code: str, key: tuple[str, ...], words: tuple[str, str]
) -> Twins:
    place = site.place(kind, key[0])
    file = site.files.get(place.path)
    line = file.line((*key, code)) if file else place.line
    where = f"{place.path}:{file.line((*key, site.source_language)) if file else place.line}"
    return Twins(place.path, line, code, where, *words)


def _translated(site: Site) -> list[str]:
    return [code for code in site.published if code != site.source_language]


def contact_texts(contact: Contact) -> Iterator[tuple[tuple[str, ...], Words]]:
    """The words of a contact that differ between languages, each with its key in the record."""
    for key in ("name", "does", "hours", "cost", "appointment", "doubt"):
        words = getattr(contact, key)
        if words:
            yield (key,), words
    for number, phone in enumerate(contact.phones):
        for key in ("label", "hours"):
            words = getattr(phone, key)
            if words:
                yield ("phones", str(number), key), words


def _excused(site: Site, rule_id: str, twins: Twins) -> bool:
    """Whether an exception is about these twins, and their values are those it was given for."""
    return any(
        entry.rule == rule_id
        and entry.lang == twins.language
        and _is_about(entry, twins)
        and tokens(entry.source, site.source_language)
        == tokens(_even(twins.source), site.source_language)
        and tokens(entry.text, entry.lang) == tokens(_even(twins.text), entry.lang)
        for entry in site.exceptions.values()
    )


def _is_about(entry: SameSense, twins: Twins) -> bool:
    return _alike(entry.source, _even(twins.source)) and _alike(entry.text, _even(twins.text))


def _same_end(one: str, other: str) -> bool:
    """Most sentences are told apart by both their ends."""
    return one[:ENDS] == other[:ENDS] or one[-ENDS:] == other[-ENDS:]


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> bool:
    """Equal but for a slip."""
    return (
        _same_end(one, other) and SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
    )


@lru_cache(maxsize=20_000)
def _even(text: str) -> str:
    return " ".join(visible(text).split())


def _short(text: str) -> str:
    words = _even(text)
    return words if len(words) <= 60 else f"{re.sub(r'[^ ]*$', '', words[:60])}…"


def _finding(rule_id: str, twins: Twins, what: str) -> Finding:
    return Finding(twins.path, twins.line, rule_id, f"{what} {twins.source_place}")

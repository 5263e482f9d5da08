"""The content as a reader meets it: rows and sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

from scripts.library import Block, Page, Reference, Site, Words, references_in
from scripts.library.page import BLOCK, HEADING, LINK

CAUTIONS = "data/cautions.yaml"
CHANGES = "data/changes.yaml"
SENTENCES = "data/sentences.yaml"
ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(.*)$")
HIDDEN_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
TIED = "\ufffc"
"""Stands in a text where words tied to the registry were."""

ABBREVIATIONS = re.compile(
    r"arts?|al|pp?|mm?|mme|mrs?|ms|mevr|dr|n|nrs?|bv|blz|ex|cf|etc|ste?|av|bd|e\.g|i\.e|c\.-à-d"
)
SENTENCE_END = re.compile(
    r"(?P<word>\S*?)(?P<mark>[.!?…]+)(?:[ \u00a0\u202f]»)?[»”\"')\]*]*(?=\s|$)|\*\*(?=\n)"
)


@dataclass(frozen=True)
class Row:
    """One line of text. ``group`` numbers paragraphs and list items within the page."""

    path: str
    language: str
    page: str
    line: int
    kind: str
    section: str
    part: str
    group: int
    blocks: tuple[Block, ...]
    text: str

    def inside(self, *names: str) -> bool:
        """Whether the row stands in a block of one of these names."""
        return any(block.name in names for block in self.blocks)


def all_rows(site: Site) -> Iterator[Row]:
    """Every line of every page, and every caution and change in every published language."""
    for page in site.all_pages():
        yield from page_rows(page)
    yield from registry_rows(site)


def registry_rows(site: Site) -> Iterator[Row]:
    """The texts of the registry that pages print: cautions and changes."""
    yield from caution_rows(site)
    yield from change_rows(site)


def caution_rows(site: Site) -> Iterator[Row]:
    """The cautions, as rows of data/cautions.yaml; ``section`` is the id of the caution."""
    yield from word_rows(site, CAUTIONS, "caution", site.cautions)


def change_rows(site: Site) -> Iterator[Row]:
    """What changed, as rows of data/changes.yaml; ``section`` is the id of the change."""
    yield from word_rows(site, CHANGES, "change", site.changes)


def shown_rows(site: Site) -> Iterator[Row]:
    """The sentences to show, as rows of data/sentences.yaml; ``section`` is their id.

    Apart from ``registry_rows``: they speak as the reader ("I ask"), not to the reader.
    """
    yield from word_rows(site, SENTENCES, "shown", site.sentences)


def word_rows(site: Site, path: str, kind: str, records: Mapping[str, Words]) -> Iterator[Row]:
    file = site.files.get(path)
    for identifier, words in records.items():
        for code in site.published:
            line = file.line((identifier, code)) if file else 1
            text = words.in_language(code)
            yield Row(path, code, "", line, kind, identifier, "", line, (), text)


@lru_cache(maxsize=500)
def page_rows(page: Page) -> tuple[Row, ...]:
    """Head, headings, question titles, paragraphs and list items, in reading order."""
    return (*_head_rows(page), *_body_rows(page))


def _head_rows(page: Page) -> list[Row]:
    front = page.front
    found = [
        ("title", page.front_lines.get(("title",), 1), front.title),
        ("menu", page.front_lines.get(("menu",), 1), front.menu),
        *(("summary", page.summary_line(index), text) for index, text in enumerate(front.summary)),
    ]
    return [
        Row(page.path, page.language, page.name, line, kind, "", "", -number, (), text)
        for number, (kind, line, text) in enumerate(found, start=1)
    ]


def _body_rows(page: Page) -> Iterator[Row]:
    group, before, section, part, in_list = 0, "", "", "", False
    silent = _silent_lines(page)
    for line, raw in enumerate(page.body.split("\n"), start=page.body_line):
        kind, text = ("", "") if line in silent else _classify(page, line, raw, in_list)
        in_list = kind in ("item", "more") or (in_list and not raw.strip())
        if kind == "heading":
            match = HEADING.match(raw)
            section = match[3] if match else section
            part = part if raw.startswith("###") else section
        if kind not in (before, "more") or kind == "item" or not before:
            group += 1
        before = kind
        if text:
            blocks = _blocks_at(page, line)
            yield Row(
                page.path, page.language, page.name, line, kind, section, part, group, blocks, text
            )


def _classify(page: Page, line: int, raw: str, in_list: bool) -> tuple[str, str]:
    """The kind of a line and its words; '' for a line without words."""
    heading, item = HEADING.match(raw), ITEM.match(raw)
    if heading:
        return "heading", heading[2]
    if BLOCK.match(raw):
        title = _question_title(page, line)
        return ("question", title) if title else ("", "")
    if not raw.strip():
        return "", ""
    if item:
        return "item", item[1]
    return ("more" if in_list and raw.startswith("  ") else "paragraph"), raw.strip()


def _silent_lines(page: Page) -> set[int]:
    """Option lines right under the opening of a block: settings, not words."""
    return {block.line + n + 1 for block in page.blocks for n in range(len(block.options))}


def _question_title(page: Page, line: int) -> str:
    return next((b.argument for b in page.blocks if b.line == line and b.name == "question"), "")


def _blocks_at(page: Page, line: int) -> tuple[Block, ...]:
    return tuple(block for block in page.blocks if block.line < line < block.end_line)


@dataclass(frozen=True)
class Sentence:
    """A sentence as written (Markdown), at the row where it starts."""

    row: Row
    line: int
    text: str

    @cached_property
    def references(self) -> list[Reference]:
        """The links inside."""
        return references_in(self.text, self.line, self.row.section)


def all_sentences(site: Site) -> Iterator[Sentence]:
    """Every sentence of every page, and of every caution in every published language."""
    for page in site.all_pages():
        yield from page_sentences(page)
    yield from sentences(registry_rows(site))


@lru_cache(maxsize=500)
def page_sentences(page: Page) -> list[Sentence]:
    """The sentences of a page, in reading order."""
    return sentences(page_rows(page))


def sentences(rows: Iterable[Row]) -> list[Sentence]:
    """Cut rows into sentences; a sentence never runs over a paragraph or list item."""
    found: list[Sentence] = []
    for _, group in groupby(rows, key=lambda row: (row.path, row.language, row.group)):
        members = list(group)
        text = "\n".join(row.text for row in members)
        for start, end in _cuts(text):
            index = text.count("\n", 0, start)
            row = members[min(index, len(members) - 1)]
            found.append(Sentence(row, row.line, text[start:end]))
    return found


@lru_cache(maxsize=20_000)
def _cuts(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence."""
    masked = LINK.sub(lambda match: re.sub(r"[.!?…*]", "_", match[0]), text)
    found, start = [], 0
    for match in SENTENCE_END.finditer(masked):
        if not _is_abbreviation(match) and not _goes_on(masked, match.end()):
            found.append((start, match.end()))
            start = match.end()
    found.append((start, len(text)))
    return tuple(cut for start, end in found for cut in _trimmed(text, start, end))


def _is_abbreviation(match: re.Match[str]) -> bool:
    word = (match["word"] or "").lstrip("([«“\"'*").lower()
    word = re.split(r"['’]", word)[-1]
    return match["mark"] == "." and ABBREVIATIONS.fullmatch(word) is not None


def _goes_on(text: str, position: int) -> bool:
    """A small letter after the mark: "… ? » demande-t-il" is still the same sentence."""
    rest = text[position:].lstrip(" ")
    return bool(rest) and rest[0].islower()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    if re.search(r"\w", text[start:end]):
        yield start, end


@lru_cache(maxsize=50_000)
def visible(text: str) -> str:
    """The words a reader sees: links by their words, no bold marks, ordinary spaces."""
    return LINK.sub(r"\1", text).replace("**", "").replace("`", "").translate(HIDDEN_SPACES)


@lru_cache(maxsize=50_000)
def untied(text: str) -> str:
    """Like ``visible``, but words tied to the registry are taken out."""

    def replace(match: re.Match[str]) -> str:
        return TIED if match[2].startswith(("fact:", "contact:")) else match[1]

    return visible(LINK.sub(replace, text))


@lru_cache(maxsize=50_000)
def unlinked(text: str) -> str:
    """The words outside every link."""
    return visible(LINK.sub(TIED, text))


@lru_cache(maxsize=500)
def parts_of(page: Page) -> dict[str, str]:
    """Each section id with the id of the h2 that it stands under ('' before the first)."""
    parts: dict[str, str] = {}
    part = ""
    for section in page.sections:
        part = section.id if section.level < 3 else part
        parts[section.id] = part
    return parts

"""PAGE19 to PAGE21 and LINK09: what a label says is what it leads to, and no two say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from scripts.checks.links import page_links
from scripts.checks.prose import page_rows
from scripts.checks.registry import rule
from scripts.library import Finding, Page, Reference, Site
from scripts.library.page import LINK

NUMBERED = re.compile(r"(\d+)[ \u00a0\u202f]?: \[[^\]]+\]\(([a-z-]+)\.md")
COUNTED = re.compile(r"(\d+)\. ")
NUMBER = re.compile(r"\d+\w*")
WORD = re.compile(r"[^\W_]+")
ARTICLES = re.compile(r"(?:l|le|la|les|un|une|de|het|een|the|an?)\b[ ']")
STEM = 5
"""Letters that two forms of one word share."""

SHORTEST = 4
"""Letters of a word that says something: 'the' and 'wie' do not."""


@rule("PAGE19")
def other_page_number(site: Site) -> Iterator[Finding]:
    """A list item `2: [the letter](letter.md)` has the number of that page.

    Helpers dictate these numbers on the phone. In a test 2 became 3 in every language and nobody
    noticed: eight listeners out of eight would have opened another page.
    """
    for page in site.all_pages():
        for row in page_rows(page):
            match = NUMBERED.match(row.text) if row.kind == "item" else None
            entry = site.page_entries.get(match[2]) if match else None
            if match and entry and entry.number != int(match[1]):
                what = f"'{match[2]}' is page {entry.number}, not {match[1]}; correct the number"
                yield Finding(page.path, row.line, "PAGE19", what)


@rule("PAGE20")
def told_twice(site: Site) -> Iterator[Finding]:
    """On a page no two tiles have one name or number, no two headings one sense, no card is double.

    "13quinquies" became "13sexies" in a copy of the page that asks for the number: two tiles had
    one number, one of them led readers with an entry ban to the order.
    """
    for page in site.all_pages():
        yield from _doubles(page, _tiles(page), "tile")
        yield from _doubles(page, _headings(page), "heading")
        cards = [block for block in page.blocks if block.name == "card"]
        named = [(card.argument, card.argument, card.line) for card in cards]
        yield from _doubles(page, named, "card")


Label = tuple[str, object, int]
"""The words, what must differ between two of them, and the line."""


def _doubles(page: Page, labels: Sequence[Label], kind: str) -> Iterator[Finding]:
    first: dict[object, Label] = {}
    for label in labels:
        words, key, line = label
        twin = first.setdefault(key, label)
        if key and twin is not label:
            what = f"{kind} '{words}' says the same as line {twin[2]}; keep one or tell them apart"
            yield Finding(page.path, line, "PAGE20", what)


def _tiles(page: Page) -> list[Label]:
    """Tiles with the place they stand in and their numbers, or their words if they have none."""
    found: list[Label] = []
    for row in page_rows(page):
        match = LINK.match(row.text) if row.kind == "item" and row.inside("tiles") else None
        if match:
            numbers = tuple(sorted(NUMBER.findall(match[1])))
            key = (row.blocks[-1].line, numbers or match[1].casefold())
            found.append((match[1], key, row.line))
    return found


def _headings(page: Page) -> list[Label]:
    """Headings with their level and their words, in any order."""
    return [
        (section.title, (section.level, frozenset(_even(section.title).split())), section.line)
        for section in page.sections
        if section.id
    ]


@rule("PAGE21")
def miscounted_list(site: Site) -> Iterator[Finding]:
    """A numbered list counts 1, 2, 3 and so on.

    Two steps changed places in one language with their numbers. A browser counts on from the first
    one: the list then started at 2, and the spot 1 of a drawing had no line.
    """
    for page in site.all_pages():
        before = 0
        for line, text in enumerate(page.body.split("\n"), start=page.body_line):
            match = COUNTED.match(text)
            if match and int(match[1]) != before + 1:
                what = f"{match[1]} after {before or 'nothing'}; number the items 1, 2, 3…"
                yield Finding(page.path, line, "PAGE21", what)
            if match:
                before = int(match[1])
            elif text and not text.startswith(" "):
                before = 0


@rule("LINK09")
def name_of_another_page(site: Site) -> Iterator[Finding]:
    """The words of a link are not the name of another page; what names its page does so everywhere.

    In a test "[the time limits]" became "[the children page]" before the same address: a reader who
    counts the days would not have followed it.
    """
    owners = {code: _owners(pages.values()) for code, pages in site.pages.items()}
    for page, ref in page_links(site):
        target = ref.target.removesuffix(".md") or page.name
        names = owners[page.language].get(_even(ref.words), {target})
        if target not in names and not ref.fragment:
            what = f"'{ref.words}' is the name of '{min(names)}'; correct the words or the address"
            yield Finding(page.path, ref.line, "LINK09", what)
    source = site.pages.get(site.source_language, {})
    for page in site.all_pages():
        if page.name in source and page.language != site.source_language:
            yield from _other_names(site, source[page.name], page)


def _owners(pages: Iterable[Page]) -> dict[str, set[str]]:
    """Titles and names in the menu, each with its pages."""
    found: dict[str, set[str]] = {}
    for page in pages:
        for words in (page.front.title, page.front.menu):
            found.setdefault(_even(words), set()).add(page.name)
    return found


def _other_names(site: Site, source: Page, page: Page) -> Iterator[Finding]:
    """Links that name their page in the source language, and share no word with its name here."""
    here, there = _to_pages(page), _to_pages(source)
    if [ref.target for ref in here] != [ref.target for ref in there]:
        return  # told by LANG05
    for ref, twin in zip(here, there, strict=True):
        name = ref.target.removesuffix(".md")
        one = site.pages[source.language].get(name)
        other = site.pages[page.language].get(name)
        if one is None or other is None or not _names(twin.words, one):
            continue
        if not _share_a_word(ref.words, f"{other.front.menu} {other.front.title}"):
            what = f"'{ref.words}' does not name '{name}', as '{twin.words}' does; use its name"
            yield Finding(page.path, ref.line, "LINK09", what)


def _to_pages(page: Page) -> list[Reference]:
    return [ref for ref in page.references if ref.scheme == "page" and ref.target]


def _names(words: str, page: Page) -> bool:
    """Whether the words hold the title of the page or its name in the menu."""
    text = f" {_even(words)} "
    return any(f" {_even(name)} " in text for name in (page.front.menu, page.front.title))


@lru_cache(maxsize=5_000)
def _even(words: str) -> str:
    """Small letters, no article, no sign: "the order to leave" is "Order to leave"."""
    small = " ".join(words.casefold().replace("’", "'").split())
    return " ".join(
        WORD.findall(ARTICLES.sub("", small, count=1) if ARTICLES.match(small) else small)
    )


def _share_a_word(one: str, other: str) -> bool:
    """Whether a word stands in both, in any form: voorbereiden, voorbereidt; komen, meekomen."""
    ours, theirs = (
        [word for word in WORD.findall(words.casefold()) if len(word) >= SHORTEST]
        for words in (one, other)
    )
    return any(a[:STEM] in b or b[:STEM] in a for a in ours for b in theirs)

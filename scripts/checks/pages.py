"""PAGE: the shape of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scripts.checks.prose import ITEM, all_rows, page_rows, visible
from scripts.checks.registry import rule
from scripts.library import Block, Finding, Page, Site
from scripts.library.page import LINK
from scripts.markup import FINDERS

BLOCKS = frozenset(
    (
        "law",
        "office",
        "orgs",
        "do",
        "unknown",
        "note",
        "caution",
        "question",
        "card",
        "finder",
        "tiles",
        "fields",
        "sentence",
        "tool",
        "leaflet",
    )
)
HOME = "index"
FEWEST, FEWEST_HOME, MOST = 250, 120, 900
MOST_ACTIONS = 5
LEVELS = (2, 3)
HTML = re.compile(r"<[a-zA-Z/!][^>]*>?|&[a-z]+;|&#")
TABLE = re.compile(r"^\s*\|.*\|\s*$")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_user_page(site: Site, page: Page) -> bool:
    """Whether the page is written for people with a letter in hand (short sentences)."""
    entry = site.page_entries.get(page.name)
    return entry is not None and entry.kind == "user"


@rule("PAGE05")
def unlisted_page(site: Site) -> Iterator[Finding]:
    """Every page has its entry in data/pages.yaml, and every entry its page.

    The entry carries the number printed on paper and the day of the next check.
    """
    names: set[str] = set()
    for page in site.all_pages():
        if page.name not in site.page_entries and page.name not in names:
            what = f"page '{page.name}' has no entry; add it to data/pages.yaml"
            yield Finding(page.path, 1, "PAGE05", what)
        names.add(page.name)
    for name in site.page_entries:
        if name not in names:
            place = site.place("pages", name)
            what = f"entry '{name}' has no page; write docs/*/{name}.md or remove the entry"
            yield Finding(place.path, place.line, "PAGE05", what)


@rule("PAGE06")
def same_number(site: Site) -> Iterator[Finding]:
    """No two pages have the same number.

    The number is printed on leaflets: it must lead to one page, for ever.
    """
    first: dict[int, str] = {}
    for name, entry in site.page_entries.items():
        twin = first.setdefault(entry.number, name)
        if twin != name:
            place = site.place("pages", name)
            what = f"number {entry.number} of '{name}' is that of '{twin}'; take a free one"
            yield Finding(place.path, place.line, "PAGE06", what)


@rule("PAGE07")
def unknown_block(site: Site) -> Iterator[Finding]:
    """A block has a name that the site knows.

    A mistyped name would be printed as plain slashes in the middle of the text.
    """
    for page in site.all_pages():
        for block in page.blocks:
            if block.name not in BLOCKS:
                what = f"no block '{block.name}'; use one of {', '.join(sorted(BLOCKS))}"
                yield Finding(page.path, block.line, "PAGE07", what)


@rule("PAGE08")
def raw_html(site: Site) -> Iterator[Finding]:
    """Pages and cautions hold no HTML and no table.

    Raw HTML escapes every other check; tables cut phone numbers off on a small screen.
    """
    for row in all_rows(site):
        text = LINK.sub("", row.text)
        if HTML.search(text):
            what = "raw HTML or a character code; write plain Markdown"
            yield Finding(row.path, row.line, "PAGE08", what)
        if TABLE.match(text):
            yield Finding(row.path, row.line, "PAGE08", "table; write a list")


@rule("PAGE09")
def order_of_page(site: Site) -> Iterator[Finding]:
    """A user page starts with what to do (at most 5 steps) and ends with what is unknown.

    Someone who reads only the first screen must know the next step.
    """
    for page in site.all_pages():
        for block in page.blocks:
            count = _items(page, block)
            if block.name == "do" and count > MOST_ACTIONS:
                what = f"{count} steps; keep at most {MOST_ACTIONS}"
                yield Finding(page.path, block.line, "PAGE09", what)
        if is_user_page(site, page):
            yield from _first_block(page)
            yield from _last_section(page)


def _items(page: Page, block: Block) -> int:
    rows = page.body.split("\n")[block.line - page.body_line + 1 : block.end_line - page.body_line]
    return sum(1 for row in rows if ITEM.match(row) and not row.startswith(" "))


def _first_block(page: Page) -> Iterator[Finding]:
    allowed = {"do", "tiles"} if page.name == HOME else {"do"}
    first = next((block for block in page.blocks if block.name != "caution"), None)
    if first is None or first.name not in allowed or first.section:
        line = first.line if first else page.body_line
        what = "the page does not start with what to do; put '/// do' before the first heading"
        yield Finding(page.path, line, "PAGE09", what)


def _last_section(page: Page) -> Iterator[Finding]:
    parts = [section for section in page.sections if section.level == 2]
    if page.name == HOME:
        return
    last = parts[-1] if parts else page.sections[-1]
    inside = [block.name for block in page.blocks if block.section == last.id]
    if last.id != "unknown" or "unknown" not in inside:
        what = "the last section is not {#unknown} with '/// unknown' inside; add it"
        yield Finding(page.path, last.line, "PAGE09", what)


@rule("PAGE10")
def broken_block(site: Site) -> Iterator[Finding]:
    """A caution, card, finder or leaflet names a record and is empty; a question has words and id.

    Text written inside a card is thrown away; a question without an id cannot be linked to.
    """
    for page in site.all_pages():
        ids = Counter(value for b in page.blocks for key, value in b.options if key == "id")
        sections = {section.id for section in page.sections}
        for block in page.blocks:
            what = _wrong_record(site, page, block) or _wrong_question(block, ids, sections)
            if what:
                yield Finding(page.path, block.line, "PAGE10", what)


def _wrong_record(site: Site, page: Page, block: Block) -> str:
    tables = {
        "caution": set(site.cautions),
        "card": set(site.contacts),
        "finder": set(FINDERS),
        "leaflet": {sheet.id for sheet in site.sheets},
    }
    if block.name not in tables:
        return ""
    if block.argument not in tables[block.name]:
        return f"no {block.name} '{block.argument}'; correct the id"
    first = block.line - page.body_line + 1
    rows = page.body.split("\n")[first : block.end_line - page.body_line]
    if any(row.strip() for row in rows):
        return f"'/// {block.name}' is filled by the machine; leave it empty"
    return ""


def _wrong_question(block: Block, ids: Counter[str], sections: set[str]) -> str:
    if block.name != "question":
        return ""
    identifier = dict(block.options).get("id", "")
    if not block.argument or not KEBAB.fullmatch(identifier):
        return "question without words or id; below its words, write '    id: some-words'"
    if ids[identifier] > 1 or identifier in sections:
        return f"id '{identifier}' is used twice on this page; choose another"
    return ""


@rule("PAGE13")
def tool_without_place(site: Site) -> Iterator[Finding]:
    """The tools of a page's entry and its tool blocks are the same, once each.

    A script without its block has nowhere to write; a block without its script promises what
    never comes.
    """
    for page in site.all_pages():
        entry = site.page_entries.get(page.name)
        listed = list(entry.tools) if entry else []
        blocks = [block for block in page.blocks if block.name == "tool"]
        for number, block in enumerate(blocks):
            if block.argument not in listed:
                what = f"tool '{block.argument}' is not in the page's entry; add it to 'tools'"
                yield Finding(page.path, block.line, "PAGE13", what)
            elif block.argument in [other.argument for other in blocks[:number]]:
                what = f"tool '{block.argument}' stands twice; keep one"
                yield Finding(page.path, block.line, "PAGE13", what)
        for name in listed:
            if name not in [block.argument for block in blocks]:
                what = f"no '/// tool | {name}' on this page; add it or take it from the entry"
                yield Finding(page.path, page.body_line, "PAGE13", what)


@rule("PAGE15")
def sentence_without_ground(site: Site) -> Iterator[Finding]:
    """Each sentence to show stands once on a page, with links to the very facts it rests on.

    A card is shown to an official as it is: a sentence whose ground is not one tap away cannot
    be defended at the counter.
    """
    for code, pages in site.pages.items():
        met: Counter[str] = Counter()
        for page in pages.values():
            for block in page.blocks:
                if block.name == "sentence":
                    met[block.argument] += 1
                    yield from _sentence_faults(site, page, block, met)
        for identifier in site.sentences:
            if not met[identifier]:
                place = site.place("sentences", identifier)
                what = f"sentence '{identifier}' stands on no page in '{code}'; add it to a page"
                yield Finding(place.path, place.line, "PAGE15", what)


def _sentence_faults(site: Site, page: Page, block: Block, met: Counter[str]) -> Iterator[Finding]:
    sentence = site.sentences.get(block.argument)
    if sentence is None:
        what = f"no sentence '{block.argument}'; correct the id"
        yield Finding(page.path, block.line, "PAGE15", what)
        return
    if met[block.argument] > 1:
        what = f"sentence '{block.argument}' stands twice; keep one"
        yield Finding(page.path, block.line, "PAGE15", what)
    inside = {
        reference.target
        for reference in page.references
        if reference.scheme == "fact" and block.line < reference.line < block.end_line
    }
    if inside != set(sentence.facts):
        wanted = ", ".join(sentence.facts)
        what = f"sentence '{block.argument}' rests on {wanted}; link to these facts, no others"
        yield Finding(page.path, block.line, "PAGE15", what)


@rule("PAGE11")
def length_of_page(site: Site) -> Iterator[Finding]:
    """A user page has 250 to 900 words (home: 120 to 900).

    Longer pages were not read to the end; shorter ones leave the question open.
    """
    for page in site.all_pages():
        if not is_user_page(site, page):
            continue
        fewest = FEWEST_HOME if page.name == HOME else FEWEST
        count = sum(
            len(visible(row.text).split()) for row in page_rows(page) if row.line >= page.body_line
        )
        if not fewest <= count <= MOST:
            what = f"{count} words; keep between {fewest} and {MOST}"
            yield Finding(page.path, page.body_line, "PAGE11", what)


@rule("PAGE12")
def wrong_heading(site: Site) -> Iterator[Finding]:
    """Headings are of level 2 or 3, skip no level, and have ids like `who-pays`.

    The title of the page is the only heading of level 1; screen readers walk by levels.
    """
    for page in site.all_pages():
        before = 1
        for section in page.sections[1:]:
            if section.level not in LEVELS or section.level > before + 1:
                what = f"heading of level {section.level} after {before}; use ## or ###"
                yield Finding(page.path, section.line, "PAGE12", what)
            if not KEBAB.fullmatch(section.id):
                what = f"id '{section.id}' is not well formed; write it like 'who-pays'"
                yield Finding(page.path, section.line, "PAGE12", what)
            before = section.level

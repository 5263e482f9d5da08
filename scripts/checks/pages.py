"""PAGE: the shape of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from scripts.checks.prose import ITEM, all_rows, page_rows, visible
from scripts.checks.registry import rule
from scripts.library import Block, Finding, Page, Site
from scripts.library.limits import DRAWING
from scripts.library.page import LINK
from scripts.library.site import DRAWINGS
from scripts.markup import FINDERS
from scripts.markup.drawings import numbers_in

BLOCKS = frozenset(
    (
        "tool",
        "drawing",
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
        "changes",
        "leaflet",
    )
)
HOME = "index"
FEWEST, FEWEST_HOME, MOST = 250, 120, 900
MOST_ACTIONS = 5
LEVELS = (2, 3)
OPTIONS = {"question": "id", "tiles": "icons"}
"""The one option that a block can have."""
HTML = re.compile(r"<[a-zA-Z/!][^>]*>?|&[a-z]+;|&#")
ATTRIBUTES = re.compile(r"[{}]")
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
    """Pages and cautions hold no HTML, no attribute list and no table.

    Raw HTML escapes every other check; tables cut phone numbers off on a small screen. In a test a
    line that ended with {: onclick=… } gave the reader's page that handler: nothing is allowed in
    braces but the id of a heading.
    """
    for row in all_rows(site):
        for what in _not_plain(row.text):
            yield Finding(row.path, row.line, "PAGE08", what)


@lru_cache(maxsize=20_000)
def _not_plain(text: str) -> tuple[str, ...]:
    bare = LINK.sub("", text)
    faults = (
        (HTML.search(bare), "raw HTML or a character code; write plain Markdown"),
        (TABLE.match(bare), "table; write a list"),
        (ATTRIBUTES.search(text), "braces; remove them, only the id of a heading has some"),
    )
    return tuple(what for found, what in faults if found)


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


@lru_cache(maxsize=5_000)
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
            what = (
                _wrong_record(site, page, block)
                or _wrong_option(page, block)
                or _wrong_question(block, ids, sections)
            )
            if what:
                yield Finding(page.path, block.line, "PAGE10", what)


def _wrong_record(site: Site, page: Page, block: Block) -> str:
    tables = {
        "caution": set(site.cautions),
        "card": set(site.contacts),
        "finder": set(FINDERS),
        "leaflet": {sheet.id for sheet in site.sheets},
    }
    if block.name not in (*tables, "changes"):
        return ""
    if block.name in tables and block.argument not in tables[block.name]:
        return f"no {block.name} '{block.argument}'; correct the id"
    first = block.line - page.body_line + 1
    rows = page.body.split("\n")[first : block.end_line - page.body_line]
    if any(row.strip() for row in rows):
        return f"'/// {block.name}' is filled by the machine; leave it empty"
    return ""


def _wrong_option(page: Page, block: Block) -> str:
    """An option that the block does not have, or icons that are not one for each tile."""
    for key, value in block.options:
        if key != OPTIONS.get(block.name):
            return f"'/// {block.name}' has no option '{key}'; leave a blank line above text"
        icons = value.strip("[]").split(",")
        if key == "icons" and (
            len(icons) != _items(page, block) or not all(KEBAB.fullmatch(i.strip()) for i in icons)
        ):
            return "not one icon for each tile; write 'icons: [letter, help]'"
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


@rule("PAGE14")
def drawing_without_list(site: Site) -> Iterator[Finding]:
    """A drawing has the numbers 1, 2, 3… and nothing written, and a list item for each of them.

    A spot added to a drawing without its line sends readers of all languages to the line of
    another spot; words in a drawing stay untranslated.
    """
    counts = {}
    for identifier, drawing in site.drawings.items():
        svg = site.drawn.get(identifier)
        if svg is None:
            place = site.place("drawings", identifier)
            what = f"'{drawing.file}' is not in {DRAWINGS}; add it"
            yield Finding(place.path, place.line, "PAGE14", what)
            continue
        numbers = numbers_in(svg)
        counts[identifier] = len(numbers)
        if what := _wrong_drawing(svg, numbers):
            yield Finding(f"{DRAWINGS}/{drawing.file}", 1, "PAGE14", what)
    for page in site.all_pages():
        for block in page.blocks:
            if block.name == "drawing" and (what := _wrong_list(site, page, block, counts)):
                yield Finding(page.path, block.line, "PAGE14", what)


def _wrong_list(site: Site, page: Page, block: Block, counts: dict[str, int]) -> str:
    if block.argument not in site.drawings:
        return f"no drawing '{block.argument}'; correct the id"
    items, wanted = _items(page, block), counts.get(block.argument)
    if wanted is None or items == wanted:
        return ""
    return f"{items} list items for {wanted} numbers; give each number its line"


def _wrong_drawing(svg: str, numbers: list[str]) -> str:
    if not numbers or numbers != [str(n) for n in range(1, len(numbers) + 1)]:
        return f"it says {', '.join(numbers) or 'nothing'}; number the spots 1, 2, 3… in order"
    size = len(svg.encode())
    return f"{size} bytes; draw it in at most {DRAWING}" if size > DRAWING else ""


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


@rule("PAGE17")
def other_cautions(site: Site) -> Iterator[Finding]:
    """A page shows the cautions that its entry in data/pages.yaml names, in that order.

    In a test a caution was taken out of the three languages at once: where another section of the
    page had it too, no other rule missed it. LANG04 compares the translations.
    """
    for name, page in site.pages.get(site.source_language, {}).items():
        entry = site.page_entries.get(name)
        found = [block.argument for block in page.blocks if block.name == "caution"]
        if entry is not None and found != entry.cautions and set(found) <= set(site.cautions):
            line = next((b.line for b in page.blocks if b.name == "caution"), page.body_line)
            here, there = ", ".join(found), ", ".join(entry.cautions)
            what = (
                f"cautions [{here}], but data/pages.yaml names [{there}]; put back what is missing"
            )
            yield Finding(page.path, line, "PAGE17", what)


@rule("PAGE18")
def same_title(site: Site) -> Iterator[Finding]:
    """No two pages of a language have the same title or the same name in the menu.

    The head of a page was pasted over that of another one: two entries of the menu read alike, and
    each of them led somewhere else.
    """
    for pages in site.pages.values():
        first: dict[tuple[str, str], Page] = {}
        for page in pages.values():
            for key, words in (("title", page.front.title), ("menu", page.front.menu)):
                twin = first.setdefault((key, words.casefold()), page)
                if twin is not page:
                    line = page.front_lines.get((key,), 1)
                    what = f"{key} '{words}' is that of {twin.path}; choose another"
                    yield Finding(page.path, line, "PAGE18", what)

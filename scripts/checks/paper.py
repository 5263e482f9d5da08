"""LEAF04 to LEAF06: what the definitions of the leaflets name, seen without the typesetter."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from scripts.checks.registry import rule
from scripts.library import Finding, Page, Reference, Section, Site
from scripts.library.yaml_file import KeyPath, YamlFile

ON_PAPER = frozenset({"A1", "A2"})
WHO_CAN_HELP = "contacts-heading"
OWN_HEADINGS = frozenset({"title", "none"})


@dataclass(frozen=True)
class Piece:
    """One part of a side as its definition writes it, with its place in the file."""

    file: YamlFile
    where: KeyPath
    value: dict[str, Any]

    def names(self, key: str) -> list[str]:
        """The words under a key, whether one or a list."""
        value = self.value.get(key, [])
        return [str(item) for item in value] if isinstance(value, list) else [str(value)]

    def finding(self, rule_id: str, key: str, what: str) -> Finding:
        """A fault at a key of this part."""
        return Finding(self.file.shown, self.file.line((*self.where, key)), rule_id, what)


def pieces(site: Site) -> Iterator[list[Piece]]:
    """The parts of each side of each leaflet; a shape that is not understood is told by PRINT07."""
    for sheet in site.sheets:
        file = site.files[sheet.path]
        sides = file.value.get("sides")
        for number, side in enumerate(sides if isinstance(sides, list) else []):
            parts = enumerate(side if isinstance(side, list) else [])
            yield [
                Piece(file, ("sides", str(number), str(index)), part)
                for index, part in parts
                if isinstance(part, dict)
            ]


@rule("LEAF04")
def leaflet_of_what_is_gone(site: Site) -> Iterator[Finding]:
    """Each page, section, contact, caution, sentence and word that a leaflet names exists.

    A heading of a page was renamed, and only the typesetter, minutes later, said that a leaflet
    printed it; whoever ran the checks alone published pages whose paper could not be made.
    """
    for side in pieces(site):
        for piece in side:
            yield from _gone(site, piece)


def _gone(site: Site, piece: Piece) -> Iterator[Finding]:
    kept: dict[str, Collection[str]] = {
        "contacts": site.contacts,
        "caution": site.cautions,
        "sentences": site.sentences,
        "numbers": site.page_entries,
        "page": site.page_entries,
        "questions": site.paper,
        "fields": site.paper,
        "heading": site.paper.keys() | OWN_HEADINGS,
    }
    for key, known in kept.items():
        for name in piece.names(key):
            if name not in known:
                what = f"no '{name}' for '{key}'; correct the name"
                yield piece.finding("LEAF04", key, what)
    page = _page(site, piece)
    section = piece.value.get("section")
    if page and section and section not in {each.id for each in page.sections}:
        what = f"'{page.path}' has no section '{section}'; correct its id"
        yield piece.finding("LEAF04", "section", what)


@rule("LEAF05")
def contact_not_for_paper(site: Site) -> Iterator[Finding]:
    """A contact that a leaflet names is sure enough for paper, and no desk of the State as help.

    In a test the Immigration Office stood on paper under "Who can help me?", after CIRÉ and CAW:
    its telephone was handed out as help. Contacts chosen by area were looked at, named ones not.
    """
    for side in pieces(site):
        for piece in side:
            for index, name in enumerate(piece.names("contacts")):
                contact = site.contacts.get(name)
                where = f"contacts.{index}"
                if contact and contact.grade not in ON_PAPER:
                    what = f"'{name}' has grade {contact.grade}; paper carries A1 and A2 only"
                    yield _at(piece, where, what)
                if contact and contact.side.startswith("state") and _offers_help(piece):
                    what = f"'{name}' is of the State ({contact.side}); name an independent service"
                    yield _at(piece, where, what)


def _at(piece: Piece, where: str, what: str) -> Finding:
    line = piece.file.line((*piece.where, *where.split(".")))
    return Finding(piece.file.shown, line, "LEAF05", what)


def _offers_help(piece: Piece) -> bool:
    """Whether readers meet these contacts as help: under that heading, or under none."""
    return piece.value.get("heading", WHO_CAN_HELP) in (WHO_CAN_HELP, "none")


@rule("LEAF06")
def disputed_on_paper(site: Site) -> Iterator[Finding]:
    """A disputed fact is printed on a side that prints its caution.

    A caution taken off a leaflet was seen by the typesetter alone, long after the checks were
    clean. Paper stays in a drawer for years: what nobody is sure of must say so beside it.
    """
    for side in pieces(site):
        printed = [(piece, _printed(site, piece)) for piece in side]
        given = {name for piece in side for name in piece.names("caution")}
        for piece, lines in printed:
            page = _page(site, piece)
            blocks = page.blocks if page else ()
            given |= {b.argument for b in blocks if b.name == "caution" and b.line in lines}
        for piece, lines in printed:
            yield from _without_caution(site, piece, lines, given)


def _without_caution(
    site: Site, piece: Piece, lines: set[int], given: set[str]
) -> Iterator[Finding]:
    page = _page(site, piece)
    for reference in page.references if page else ():
        fact = _fact_on(site, reference, lines)
        if fact and fact.caution not in given:
            what = (
                f"fact '{reference.target}' needs the caution '{fact.caution}' on this side;"
                f" add '{{caution: {fact.caution}}}'"
            )
            yield piece.finding("LEAF06", "page", what)


def _fact_on(site: Site, reference: Reference, lines: set[int]) -> Any:
    """The disputed fact that a link of these lines leads to, if any."""
    if reference.scheme != "fact" or reference.line not in lines:
        return None
    fact = site.facts.get(reference.target)
    return fact if fact and fact.certainty == "disputed" else None


def _page(site: Site, piece: Piece) -> Page | None:
    return site.pages.get(site.source_language, {}).get(str(piece.value.get("page")))


def _printed(site: Site, piece: Piece) -> set[int]:
    """The lines of the page that this part prints; none when what it names is not there."""
    page = _page(site, piece)
    if page is None:
        return set()
    lines = _lines_of(page, str(piece.value.get("section", "")))
    inside = [block for block in page.blocks if block.line in lines]
    name = piece.value.get("block")
    if name == "lead":
        return {number for number, _ in page.sections[0].lines}
    if name:
        chosen = next((block for block in inside if block.name == name), None)
        return set(range(chosen.line, chosen.end_line + 1)) if chosen else set()
    for block in inside:
        if block.name in piece.names("leave_out"):
            lines -= set(range(block.line, block.end_line + 1))
    return lines


def _lines_of(page: Page, identifier: str) -> set[int]:
    """The lines of a section and of what is below it; without id, those of the whole body."""
    sections: list[Section] = list(page.sections)
    if identifier:
        start = next((n for n, one in enumerate(sections) if one.id == identifier), len(sections))
        level = sections[start].level if start < len(sections) else 0
        below = takewhile(lambda one: one.level > level, sections[start + 1 :])
        sections = [*sections[start : start + 1], *below]
    return {number for section in sections for number, _ in section.lines}

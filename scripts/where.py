"""What a change of one fact or contact touches: pages with their numbers, sections, leaflets."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.leaflets.compose import Composer
from scripts.leaflets.content import Piece
from scripts.leaflets.definition import FOLDER, Leaflet, load_shelf
from scripts.library import Block, Site


def touched(site: Site, scheme: str, identifier: str) -> Iterator[str]:
    """One line for each section and part of a leaflet that shows the record.

    ``scheme``: 'fact' or 'contact'. Raises ContentError when the leaflets cannot be read.
    """
    for (name, section), codes in _sections(site, scheme, identifier).items():
        number = site.page_entries[name].number if name in site.page_entries else "?"
        place = f"{name}#{section}" if section else name
        yield f"page {number}: {place} [{' '.join(codes)}]"
    if (site.root / FOLDER).is_dir():
        yield from _leaflets(site, scheme, identifier)


def _sections(site: Site, scheme: str, identifier: str) -> dict[tuple[str, str], list[str]]:
    """Page and section -> languages, in the order of the menu; cautions count where they stand."""
    found: dict[tuple[str, str], list[str]] = {}
    for page in site.all_pages():
        links = (ref for ref in page.references if ref.scheme == scheme)
        sections = {ref.section for ref in links if ref.target == identifier}
        sections |= {block.section for block in page.blocks if _shows(site, block, identifier)}
        for section in (each.id for each in page.sections if each.id in sections):
            found.setdefault((page.name, section), []).append(page.language)
    order = list(site.page_entries)
    return dict(sorted(found.items(), key=lambda item: order.index(item[0][0])))


def _shows(site: Site, block: Block, identifier: str) -> bool:
    """Whether a block is the card of the contact, or a caution that rests on the fact."""
    if block.name == "card":
        return block.argument == identifier
    return block.name == "caution" and identifier in site.facts_of_caution(block.argument)


def _leaflets(site: Site, scheme: str, identifier: str) -> Iterator[str]:
    """The parts of leaflets that print the record, in the source language, each once."""
    shelf = load_shelf(site.root)
    for leaflet in shelf.leaflets:
        content = Composer(site, shelf, leaflet, site.source_language, "/").content()
        pieces = [piece for piece in content.pieces if identifier in _records(piece, scheme)]
        yield from dict.fromkeys(_place(leaflet, piece) for piece in pieces)


def _records(piece: Piece, scheme: str) -> tuple[str, ...]:
    return piece.facts if scheme == "fact" else piece.contacts


def _place(leaflet: Leaflet, piece: Piece) -> str:
    """Where a piece of a leaflet comes from; its key is 'side-part', and 'side-part-page'."""
    side, index, *rest = piece.key.split("-", 2)
    line = leaflet.line("sides", int(side), int(index))
    part = leaflet.definition.sides[int(side)][int(index)]
    place = "/".join((part.place, *rest))
    number = leaflet.definition.number
    return f"{leaflet.file.shown}:{line}: leaflet {number}, side {int(side) + 1}, {place}"

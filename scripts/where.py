"""What a change of one fact touches: pages with their numbers, sections, cautions, leaflets."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.leaflets.definition import FOLDER, Part, load_shelf
from scripts.library import Block, Page, Reference, Site


def touched(site: Site, identifier: str) -> Iterator[str]:
    """One line for each section, caution and part of a leaflet that shows the fact.

    Raises ContentError when the leaflets cannot be read.
    """
    for (name, section), codes in _sections(site, identifier).items():
        number = site.page_entries[name].number if name in site.page_entries else "?"
        place = f"{name}#{section}" if section else name
        yield f"page {number}: {place} [{' '.join(codes)}]"
    if (site.root / FOLDER).is_dir():
        yield from _leaflets(site, identifier)


def _sections(site: Site, identifier: str) -> dict[tuple[str, str], list[str]]:
    """Page and section -> languages, in the order of the menu; cautions count where they stand."""
    found: dict[tuple[str, str], list[str]] = {}
    for page in site.all_pages():
        sections = [ref.section for ref in page.references if _is(ref, identifier)]
        sections += [block.section for block in page.blocks if _warns(site, block, identifier)]
        for section in (each.id for each in page.sections if each.id in sections):
            found.setdefault((page.name, section), []).append(page.language)
    order = list(site.page_entries)
    return dict(sorted(found.items(), key=lambda item: order.index(item[0][0])))


def _leaflets(site: Site, identifier: str) -> Iterator[str]:
    for leaflet in load_shelf(site.root).leaflets:
        for side, parts in enumerate(leaflet.definition.sides):
            for index, part in enumerate(parts):
                if _prints(site, part, identifier):
                    line = leaflet.line("sides", side, index)
                    number = leaflet.definition.number
                    yield (
                        f"{leaflet.file.shown}:{line}: leaflet {number}, side {side + 1}, "
                        f"{part.place}"
                    )


def _prints(site: Site, part: Part, identifier: str) -> bool:
    """Whether a part of a leaflet shows the fact, in the source language."""
    if part.caution:
        return identifier in site.facts_of_caution(part.caution)
    page = site.pages[site.source_language].get(part.page or "")
    if page is None:
        return False
    lines = _lines(page, part)
    if any(_is(ref, identifier) and ref.line in lines for ref in page.references):
        return True
    return any(b.line in lines and _warns(site, b, identifier) for b in page.blocks)


def _lines(page: Page, part: Part) -> set[int]:
    """Lines of the file that a part takes: a section, a block or the lead, less what it omits."""
    lines = set(range(page.body_line, page.body_line + page.body.count("\n") + 1))
    if part.section:
        lines = _section_lines(page, part.section)
    if part.block == "lead":
        first = min((block.line for block in page.blocks), default=max(lines))
        return {line for line in lines if line < first}
    inside = [block for block in page.blocks if block.line in lines]
    if part.block:
        chosen = [block for block in inside if block.name == part.block][:1]
        return {line for block in chosen for line in _block_lines(block)}
    gone = [block for block in inside if block.name in part.leave_out]
    return lines - {line for block in gone for line in _block_lines(block)}


def _block_lines(block: Block) -> range:
    return range(block.line, block.end_line + 1)


def _section_lines(page: Page, identifier: str) -> set[int]:
    """Lines of a section with the smaller ones under it."""
    lines: set[int] = set()
    level = 0
    for section in page.sections:
        if level and section.level <= level:
            break
        if level or section.id == identifier:
            level = level or section.level
            lines |= {section.line, *(number for number, _ in section.lines)}
    return lines


def _is(ref: Reference, identifier: str) -> bool:
    return ref.scheme == "fact" and ref.target == identifier


def _warns(site: Site, block: Block, identifier: str) -> bool:
    return block.name == "caution" and identifier in site.facts_of_caution(block.argument)

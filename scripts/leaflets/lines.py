"""The lines of a page that a leaflet prints."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.leaflets.definition import Part
from scripts.library import Block, Page

Rows = list[tuple[int, str]]
"""Lines of a page with their numbers, from 1."""


class NotThereError(LookupError):
    """A page has no such section or block; ``key`` is the key of the part that names it."""

    def __init__(self, what: str, key: str) -> None:
        super().__init__(what)
        self.key = key


def rows_of(page: Page, part: Part) -> Rows:
    """The lines of a part: a section, a block of it, or a block of the page.

    Raises NotThereError when the page does not have it.
    """
    rows = list(enumerate(page.body.split("\n"), start=page.body_line))
    if part.section:
        found = section_rows(page, part.section)
        if found is None:
            raise NotThereError(f"{page.path} has no section '{part.section}'", "section")
        rows = found
    first, last = rows[0][0], rows[-1][0]
    inside = [block for block in page.blocks if first <= block.line <= last]
    if part.block == "lead":
        return _first_paragraph(page)
    if part.block:
        chosen = [block for block in inside if block.name == part.block]
        if not chosen:
            raise NotThereError(f"{page.path} has no block '{part.block}'", "block")
        return [row for row in rows if chosen[0].line <= row[0] <= chosen[0].end_line]
    return without(rows, [block for block in inside if block.name in part.leave_out])


def without(rows: Rows, blocks: Sequence[Block]) -> Rows:
    """The lines that stand in none of the blocks."""
    return [row for row in rows if not any(b.line <= row[0] <= b.end_line for b in blocks)]


def section_rows(page: Page, identifier: str) -> Rows | None:
    """The heading and lines of a section with what stands under it; None when there is none."""
    rows: Rows = []
    level = 0
    source = page.body.split("\n")
    for section in page.sections:
        if rows and section.level <= level:
            break
        if rows or section.id == identifier:
            level = level or section.level
            rows.append((section.line, source[section.line - page.body_line]))
            rows.extend(section.lines)
    return rows or None


def _first_paragraph(page: Page) -> Rows:
    """The lead: the lines before the first empty line or block."""
    rows: Rows = []
    for number, row in enumerate(page.body.split("\n"), start=page.body_line):
        if rows and (not row.strip() or row.startswith("///")):
            break
        if row.strip():
            rows.append((number, row))
    return rows

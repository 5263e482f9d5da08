"""KITS: the sheets for workers name what exists."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.registry import rule
from scripts.library import Finding, Page, Site

PATH = "data/kits.yaml"


@rule("KITS01")
def part_that_is_gone(site: Site) -> Iterator[Finding]:
    """Each part of a kit, and each section to choose, is a section of a page or has its steps.

    A heading that changed its id would leave a printed sheet without its most useful lines, and
    the address of a worker's own sheet would open an empty one. A section has one code: with two,
    one of them was taken from another section, whose printed addresses now open this one.
    """
    pages = site.pages.get(site.source_language, {})
    file = site.files.get(PATH)
    for name, kit in site.kits.kits.items():
        for index, place in enumerate(kit.parts):
            if not _stands(pages, place):
                line = file.line(("kits", name, "parts", str(index))) if file else 1
                what = f"kit '{name}' names no '{place}'; correct page or section"
                yield Finding(PATH, line, "KITS01", what)
    codes: dict[str, int] = {}
    for code, place in site.kits.sections.items():
        line = file.line(("sections", str(code))) if file else 1
        first = codes.setdefault(place, code)
        if not _stands(pages, place):
            what = f"section {code} names no '{place}'; correct page or section"
            yield Finding(PATH, line, "KITS01", what)
        elif first != code:
            what = f"'{place}' has the codes {first} and {code}; put back what {code} stood for"
            yield Finding(PATH, line, "KITS01", what)


def _stands(pages: dict[str, Page], place: str) -> bool:
    """Whether the place is a question of a page, or a page that starts with its steps."""
    name, _, identifier = place.partition("#")
    page = pages.get(name)
    if page is None:
        return False
    if not identifier:
        return any(block.name == "do" and not block.section for block in page.blocks)
    return any(section.id == identifier and section.level == 2 for section in page.sections)

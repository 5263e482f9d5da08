"""Notices that the machine puts into a page: a section whose French text changed since."""

from __future__ import annotations

from scripts.library import Page, Site
from scripts.library.translation import HEAD, LEAD, stale_sections


def with_notices(site: Site, page: Page) -> str:
    """The body of a page, with a notice under each heading whose section is out of step.

    The notice stands in the reader's language and names the section; those of the head and of the
    lead stand above the text.
    """
    stale = stale_sections(site, page)
    if not stale:
        return page.body
    rows = page.body.split("\n")
    headings = {section.line - page.body_line: section for section in page.sections if section.id}
    found: list[str] = []
    for key in (HEAD, LEAD):
        if key in stale:
            found += _notice(site, page, page.front.title)
            break
    for index, row in enumerate(rows):
        found.append(row)
        section = headings.get(index)
        if section and section.id in stale:
            found += _notice(site, page, section.title)
    return "\n".join(found)


def _notice(site: Site, page: Page, title: str) -> list[str]:
    words = site.notice("stale_section", page.language).replace("{title}", title)
    return ["", words, "{: .caution }", ""]

"""Where facts and contacts are used: on pages, and in the cautions and changes of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scripts.checks.prose import CHANGES, registry_rows
from scripts.library import Page, Reference, Site, references_in


@dataclass(frozen=True)
class Use:
    """One link to a fact or a contact, in one language."""

    path: str
    language: str
    line: int
    scheme: str
    id: str
    fragment: str
    words: str

    @property
    def is_news(self) -> bool:
        """Whether it stands in a dated piece of news, which says for ever what was so that day."""
        return self.path == CHANGES


def all_uses(site: Site) -> Iterator[Use]:
    """Every link of every page, caution and change, in reading order."""
    for page in site.all_pages():
        yield from _page_uses(page)
    for row in registry_rows(site):
        for reference in references_in(row.text, row.line, row.section):
            yield _use(row.path, row.language, reference)


@lru_cache(maxsize=500)
def _page_uses(page: Page) -> tuple[Use, ...]:
    return tuple(_use(page.path, page.language, reference) for reference in page.references)


def fact_uses(site: Site) -> Iterator[Use]:
    """Every `fact:` link."""
    return (use for use in all_uses(site) if use.scheme == "fact")


def contact_uses(site: Site) -> Iterator[Use]:
    """Every `contact:` link."""
    return (use for use in all_uses(site) if use.scheme == "contact")


def _use(path: str, language: str, reference: Reference) -> Use:
    return Use(
        path,
        language,
        reference.line,
        reference.scheme,
        reference.target,
        reference.fragment,
        reference.words,
    )

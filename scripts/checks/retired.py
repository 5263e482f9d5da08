"""LINK06: what left the site keeps leading somewhere, and nothing takes its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.checks.languages import anchors
from scripts.checks.links import address_of, page_links
from scripts.checks.registry import rule
from scripts.library import Finding, Page, Reference, Retired, Site

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(#[a-z0-9]+(-[a-z0-9]+)*)?")


@rule("LINK06")
def retired_address(site: Site) -> Iterator[Finding]:
    """A retired address or id leads to a place that exists, and nothing uses it any more.

    Addresses and numbers stand on paper that nobody can call back. An old address that leads
    nowhere, or that a new page takes over with other words, misleads whoever still holds it.
    """
    if site.source_language not in site.pages:
        return  # told by LANG01 or SCAN01
    for key, entry in site.retired.items():
        place = site.place("retired", key)
        for what in (*_wrong_key(site, key, entry), *_wrong_target(site, key, entry)):
            yield Finding(place.path, place.line, "LINK06", what)
    for page, ref in page_links(site):
        found = _retired(site, page, ref)
        if found:
            old = f"{ref.target}#{ref.fragment}" if ref.fragment else ref.target
            new = f"{found.page}.md#{found.id}" if found.id else f"{found.page}.md"
            what = f"'{old}' is retired; link to '{new}'"
            yield Finding(page.path, ref.line, "LINK06", what)


def _retired(site: Site, page: Page, ref: Reference) -> Retired | None:
    """The entry of the place a link leads to, when that place is gone."""
    name = ref.target.removesuffix(".md") or page.name
    target = site.pages[page.language].get(name)
    if target is None:
        return site.retired.get(name)
    live = not ref.fragment or ref.fragment in anchors(target)
    return None if live else site.retired.get(address_of(page, ref))


def _wrong_key(site: Site, key: str, entry: Retired) -> Iterator[str]:
    """What is wrong with the old place."""
    pages = site.pages[site.source_language]
    name, _, identifier = key.partition("#")
    if not KEY.fullmatch(key):
        yield f"'{key}' is not an address; write it like 'old-page' or 'page#old-id'"
    elif not identifier and name in pages:
        yield f"the page '{name}' exists again; give the new page another name"
    elif identifier and name not in pages:
        yield f"the page of '{key}' is gone too; retire the page '{name}', not its id"
    elif identifier:
        yield from _wrong_id(pages[name], identifier, entry)


def _wrong_id(page: Page, identifier: str, entry: Retired) -> Iterator[str]:
    if identifier in anchors(page):
        yield f"the id '{identifier}' stands on '{page.name}' again; choose another id there"
    if entry.number:
        yield f"'{page.name}#{identifier}' is no page; remove its number"


def _wrong_target(site: Site, key: str, entry: Retired) -> Iterator[str]:
    """What is wrong with the place it leads to now."""
    target = site.pages[site.source_language].get(entry.page)
    if target is None:
        yield f"no page '{entry.page}' to lead to; name a page that exists"
    elif entry.id and entry.id not in anchors(target):
        yield f"'{entry.page}' has no '#{entry.id}' to lead to; use the id of a heading"
    if entry.number in {known.number for known in site.page_entries.values()}:
        yield f"number {entry.number} of '{key}' is used again; give the new page another one"

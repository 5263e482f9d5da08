"""NEWS: what the site says has changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scripts.checks.prose import CHANGES
from scripts.checks.registry import rule
from scripts.library import Change, Finding, Site, references_in


@rule("NEWS01")
def change_that_leads_nowhere(site: Site) -> Iterator[Finding]:
    """Changes stand newest first, name pages that exist, and link to the facts they list.

    None is newer than the newest check of the site. A worker reads the first entry and stops. One
    put in at the wrong place was never seen, and one that names a page that is gone, or a fact in
    one language only, sends its readers nowhere. In a test `on` was a day of the next year.
    """
    before: Change | None = None
    newest = _newest_check(site)
    for identifier, change in site.changes.items():
        line = site.place("changes", identifier).line
        faults = [*_faults(site, identifier, change, before)]
        if change.on > newest:
            faults.append(f"'{identifier}' is of {change.on}, after every check; correct 'on'")
        for what in faults:
            yield Finding(CHANGES, line, "NEWS01", what)
        before = change


def _newest_check(site: Site) -> dt.date:
    """The last day on which a page, fact or contact was checked: no clock is read."""
    pages = [entry.checked for entry in site.page_entries.values()]
    facts = [fact.checked.on for fact in site.facts.values()]
    contacts = [contact.checked.on for contact in site.contacts.values()]
    return max((*pages, *facts, *contacts), default=dt.date.max)


def _faults(site: Site, identifier: str, change: Change, before: Change | None) -> Iterator[str]:
    if before and change.on > before.on:
        yield f"'{identifier}' is newer than the entry above it; put it first"
    for name in change.pages:
        if name not in site.page_entries:
            yield f"'{identifier}' names no page '{name}'; correct the name"
    for code in site.published:
        references = references_in(change.in_language(code), 1, "")
        linked = [ref.target for ref in references if ref.scheme == "fact"]
        if linked != change.facts:
            wanted = ", ".join(change.facts) or "no fact"
            yield f"'{identifier}' links to other facts than {wanted} in '{code}'; mend the links"
        elif _wordings(change, code) != _wordings(change, site.source_language):
            yield f"'{identifier}' names other wordings of its facts in '{code}'; mend the links"


def _wordings(change: Change, code: str) -> list[str]:
    """The names of wordings in the links of a language."""
    references = references_in(change.in_language(code), 1, "")
    return [ref.fragment for ref in references if ref.scheme == "fact"]

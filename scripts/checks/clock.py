"""CLOCK: what is due on a given day. The day is given: no rule reads the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scripts.checks.registry import Table
from scripts.library import Finding, Site

OLDEST_CONTACT = dt.timedelta(days=183)
"""Six months: a telephone number that nobody looked at for longer is a guess."""

CLOCK_RULES: Table[[Site, dt.date]] = Table("check --dates")


@CLOCK_RULES.rule("CLOCK01")
def fact_due(site: Site, day: dt.date) -> Iterator[Finding]:
    """No fact is past its `review_by`.

    The law on time limits changed on 12 June 2026; what was read before looked as sure as ever.
    """
    for identifier, fact in site.facts.items():
        if day > fact.review_by:
            late = _late(fact.review_by, day)
            what = f"fact '{identifier}' {late}; read its source again, then set 'checked'"
            yield _at(site, "facts", (identifier, "review_by"), "CLOCK01", what)


@CLOCK_RULES.rule("CLOCK02")
def page_due(site: Site, day: dt.date) -> Iterator[Finding]:
    """No page is past its `next_check`.

    The page promises its readers a day; past it, they are told that nobody looked.
    """
    for name, entry in site.page_entries.items():
        if day > entry.next_check:
            late = _late(entry.next_check, day)
            what = f"page '{name}' {late}; check it in each language, then set 'checked'"
            yield _at(site, "pages", (name, "next_check"), "CLOCK02", what)


@CLOCK_RULES.rule("CLOCK03")
def contact_due(site: Site, day: dt.date) -> Iterator[Finding]:
    """No contact is past its `review_by`, or was checked more than six months ago.

    A closed desk costs a person without papers a day, and the trust in every other address.
    """
    for identifier, contact in site.contacts.items():
        due = min(contact.review_by, contact.checked.on + OLDEST_CONTACT)
        if day > due:
            what = f"contact '{identifier}' {_late(due, day)}; call it, then set 'checked'"
            yield _at(site, "contacts", (identifier, "review_by"), "CLOCK03", what)


@CLOCK_RULES.rule("CLOCK04")
def drawing_due(site: Site, day: dt.date) -> Iterator[Finding]:
    """No drawing is past its `review_by`.

    A drawing of a letter shows a form; when the form changes, readers no longer know their own.
    """
    for identifier, drawing in site.drawings.items():
        if day > drawing.review_by:
            late = _late(drawing.review_by, day)
            what = f"drawing '{identifier}' {late}; compare its source, then set 'read_on'"
            yield _at(site, "drawings", (identifier, "review_by"), "CLOCK04", what)


@CLOCK_RULES.rule("CLOCK05")
def leaflet_due(site: Site, day: dt.date) -> Iterator[Finding]:
    """No leaflet is past its `review_by`, or past the next check of a page that it prints.

    Paper cannot be taken back: a pile printed today is handed out for months.
    """
    for sheet in site.sheets:
        dates = [
            site.page_entries[page].next_check for page in sheet.pages if page in site.page_entries
        ]
        dates += [site.contacts[key].review_by for key in sheet.contacts if key in site.contacts]
        dates += [sheet.review_by] if sheet.review_by else []
        if dates and day > min(dates):
            late = _late(min(dates), day)
            what = f"leaflet '{sheet.id}' {late}; check what it prints, and print it again"
            yield Finding(sheet.path, sheet.line, "CLOCK05", what)


def _late(due: dt.date, day: dt.date) -> str:
    days = (day - due).days
    return f"was due on {due}, {days} day{'s' if days > 1 else ''} before {day}"


def _at(site: Site, kind: str, key: tuple[str, str], rule_id: str, what: str) -> Finding:
    place = site.place(kind, key[0])
    file = site.files.get(place.path)
    return Finding(place.path, file.line(key) if file else place.line, rule_id, what)

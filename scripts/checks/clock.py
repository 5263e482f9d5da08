"""CLOCK: what is due on a given day. The day is given: no rule reads the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scripts.checks.registry import Table
from scripts.library import Finding, PageEntry, Site

OLDEST_CONTACT = dt.timedelta(days=183)
"""Six months: a telephone number that nobody looked at for longer is a guess."""

FUTURE = "CLOCK06"
"""The one rule that no later check mends: a day that has not come."""

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
    """No page has reached its `next_check`.

    The page promises its readers "next check before 23 February": on the 23rd the promise is
    broken, and for a day this clock and the page did not agree.
    """
    for name, entry in site.page_entries.items():
        if day > _last_day(entry):
            late = _late(_last_day(entry), day)
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
            _last_day(site.page_entries[page]) for page in sheet.pages if page in site.page_entries
        ]
        dates += [site.contacts[key].review_by for key in sheet.contacts if key in site.contacts]
        dates += [sheet.review_by] if sheet.review_by else []
        if dates and day > min(dates):
            late = _late(min(dates), day)
            what = f"leaflet '{sheet.id}' {late}; check what it prints, and print it again"
            yield Finding(sheet.path, sheet.line, "CLOCK05", what)


@CLOCK_RULES.rule(FUTURE)
def checked_in_the_future(site: Site, day: dt.date) -> Iterator[Finding]:
    """Nothing was checked, read or published after the day of the run.

    A page "checked on 23 November 2029" never ages, and a machine whose clock stands in the past
    finds nothing due: a release on such a machine would have passed every other rule.
    """
    for kind, identifier, key, said in days_said(site):
        if said > day:
            what = f"'{identifier}' says {said}, which is after {day}; correct it, or the clock"
            yield _at(site, kind, (identifier, key), FUTURE, what)


def days_said(site: Site) -> Iterator[tuple[str, str, str, dt.date]]:
    """Each day on which something was looked at or told: table, record, key, day."""
    for identifier, fact in site.facts.items():
        read = (source.read_on for value in fact.values.values() for source in value.sources)
        yield "facts", identifier, "checked", max(fact.checked.on, *read)
    for identifier, contact in site.contacts.items():
        yield "contacts", identifier, "checked", contact.checked.on
    for identifier, entry in site.page_entries.items():
        yield "pages", identifier, "checked", entry.checked
    for identifier, drawing in site.drawings.items():
        yield "drawings", identifier, "read_on", drawing.read_on
    for identifier, change in site.changes.items():
        yield "changes", identifier, "on", change.on


def _last_day(entry: PageEntry) -> dt.date:
    """The last day on which the page keeps its promise: 'before' does not mean 'on'."""
    return entry.next_check - dt.timedelta(days=1)


def _late(due: dt.date, day: dt.date) -> str:
    days = (day - due).days
    return f"was due on {due}, {days} day{'s' if days > 1 else ''} before {day}"


def _at(site: Site, kind: str, key: tuple[str, str], rule_id: str, what: str) -> Finding:
    place = site.place(kind, key[0])
    file = site.files.get(place.path)
    return Finding(place.path, file.line(key) if file else place.line, rule_id, what)

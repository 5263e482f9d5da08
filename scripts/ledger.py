"""The command `ledger`: which records changed since they were last checked, and their stamp."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel

from scripts.checks.ledger import Unstamped, unstamped
from scripts.library import (
    LEDGER,
    Change,
    Contact,
    ContentError,
    Drawing,
    Fact,
    LedgerEntry,
    PageEntry,
    Site,
    fingerprint,
    load_site,
    today,
)
from scripts.library.text_file import replace_text

HEAD = """\
# Written by 'python -m scripts ledger stamp', never by hand. For each record of the registry: the
# day it was last looked at, and the fingerprint it had then. A record that differs is an error.
"""


class RefusedError(Exception):
    """A record that cannot be stamped, with what to do."""


def add_arguments(parser: argparse.ArgumentParser, root: Path) -> None:
    """Declare the verbs `list` and `stamp`."""
    verbs = parser.add_subparsers(dest="ledger_verb", required=True)
    list_parser = verbs.add_parser("list", help="list the records that differ from their stamp")
    stamp_parser = verbs.add_parser("stamp", help="stamp the records that you have checked")
    stamp_parser.add_argument("names", nargs="*", help="records, such as facts/pact-law-date")
    stamp_parser.add_argument("--new", action="store_true", help="every record without a stamp")
    for verb in (list_parser, stamp_parser):
        verb.add_argument("--root", type=Path, default=root, help="folder with data/")


def ledger(options: argparse.Namespace) -> int:
    """Run the command with parsed options: 0 done, 1 refused or fault in the content."""
    try:
        site = load_site(options.root)
    except ContentError as error:
        print(error)
        return 1
    if options.ledger_verb == "list":
        for record in unstamped(site):
            print(f"{record.path}:{record.line}: {record.name} {record.difference}")
        return 0
    try:
        chosen = choose(site, options.names, new=options.new)
        text = stamped(site, chosen, today())
    except RefusedError as error:
        print(f"ledger: {error}", file=sys.stderr)
        return 1
    replace_text(site.root / LEDGER, text)
    for record in chosen:
        print(f"{record.name} {'removed' if record.difference == 'gone' else 'stamped'}")
    return 0


def choose(site: Site, names: Iterable[str], *, new: bool = False) -> list[Unstamped]:
    """The records that are named, and with ``new`` those without a stamp. May raise RefusedError.

    The table may be left out ('pact-law-date') where one record only has that id.
    """
    differing = list(unstamped(site))
    chosen = {record.name: record for record in differing if new and record.difference == "new"}
    for name in names:
        found = [record for record in differing if name in (record.name, record.id)]
        if len(found) != 1:
            several = ", ".join(record.name for record in found)
            raise RefusedError(
                f"'{name}' is {several}; give the table" if found else _unknown(site, name)
            )
        chosen[found[0].name] = found[0]
    if not chosen:
        raise RefusedError("nothing to stamp; name the records that 'ledger list' shows")
    return list(chosen.values())


def _unknown(site: Site, name: str) -> str:
    known = {n for kind, table in site.tables().items() for i in table for n in (i, f"{kind}/{i}")}
    if name in known:
        return f"'{name}' is as it was stamped; there is nothing to do"
    return f"no record '{name}'; see 'ledger list'"


def stamped(site: Site, records: Iterable[Unstamped], today: dt.date) -> str:
    """The text of the ledger with these records stamped. May raise RefusedError.

    A changed record with a date of its own must carry a newer one than its stamp, or today's: the
    stamp says that somebody looked at the source again.
    """
    tables = site.tables()
    stamps = {kind: dict(site.ledger.get(kind, {})) for kind in tables}
    for record in records:
        if record.difference == "gone":
            del stamps[record.kind][record.id]
            continue
        old = stamps[record.kind].get(record.id)
        value = tables[record.kind][record.id]
        day = _day_of(value) or today
        if (said := _says(value) or day) > today:
            raise RefusedError(f"'{record.name}' was checked on {said}, a day still to come")
        if old and day <= old.on and day < today:
            raise RefusedError(
                f"'{record.name}' changed, but its '{_key(value)}' is still {day};"
                " read the source again and write the day you did"
            )
        stamps[record.kind][record.id] = LedgerEntry(on=day, print=fingerprint(value))
    return ledger_text(stamps)


def _day_of(value: BaseModel) -> dt.date | None:
    """The day on which a source was read for this record; None when it has no source."""
    if isinstance(value, Fact | Contact):
        return value.checked.on
    return value.read_on if isinstance(value, Drawing) else None


def _says(value: BaseModel) -> dt.date | None:
    """The day that a page or a piece of news gives its readers: it asks for no new reading."""
    if isinstance(value, PageEntry):
        return value.checked
    return value.on if isinstance(value, Change) else None


def _key(value: BaseModel) -> str:
    return "read_on" if isinstance(value, Drawing) else "checked.on"


def ledger_text(stamps: dict[str, dict[str, LedgerEntry]]) -> str:
    """The whole file, sorted: two people who stamp two records change two lines."""
    rows = [HEAD]
    for kind in sorted(kind for kind, entries in stamps.items() if entries):
        rows.append(f"{kind}:\n")
        for identifier, stamp in sorted(stamps[kind].items()):
            rows.append(f'  {identifier}: {{on: {stamp.on}, print: "{stamp.print}"}}\n')
    return "".join(rows)

"""FACT09, CONT07 and PAGE16: no record of the registry changes in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scripts.checks.registry import rule
from scripts.library import LEDGER, Finding, Site, fingerprint

Difference = Literal["new", "changed", "gone"]


@dataclass(frozen=True)
class Unstamped:
    """A record that is not what the ledger remembers."""

    kind: str
    id: str
    difference: Difference
    path: str
    line: int

    @property
    def name(self) -> str:
        """The name that the command takes, for example 'facts/pact-law-date'."""
        return f"{self.kind}/{self.id}"


def unstamped(site: Site, *kinds: str) -> Iterator[Unstamped]:
    """Every record of these tables (all of them without) that differs from its stamp."""
    file = site.files.get(LEDGER)
    for kind, table in site.tables().items():
        if kinds and kind not in kinds:
            continue
        stamps = site.ledger.get(kind, {})
        for identifier, record in table.items():
            stamp = stamps.get(identifier)
            if stamp is None or stamp.print != fingerprint(record):
                place = site.place(kind, identifier)
                difference: Difference = "changed" if stamp else "new"
                yield Unstamped(kind, identifier, difference, place.path, place.line)
        for identifier in stamps.keys() - table.keys():
            line = file.line((kind, identifier)) if file else 1
            yield Unstamped(kind, identifier, "gone", LEDGER, line)


def _findings(site: Site, rule_id: str, *kinds: str) -> Iterator[Finding]:
    for record in unstamped(site, *kinds):
        stamp = f"'python -m scripts ledger stamp {record.name}'"
        if record.difference == "gone":
            what = f"'{record.name}' is gone from the registry; restore it, or run {stamp}"
        elif record.difference == "new":
            what = f"'{record.name}' has no stamp; read it against its source, then run {stamp}"
        else:
            day = site.ledger[record.kind][record.id].on
            what = (
                f"'{record.name}' is not what was checked on {day}; read it against its source,"
                f" renew its date, then run {stamp}"
            )
        yield Finding(record.path, record.line, rule_id, what)


@rule("FACT09")
def silent_change_of_a_fact(site: Site) -> Iterator[Finding]:
    """A fact, caution, term, act or sentence is as it was when it was stamped in the ledger.

    In a test a fact was raised from 'reported' to 'confirmed', a quote was cut and a source taken
    out: every page still agreed with the registry, and nothing was said. Whoever changes a record
    has to say so a second time, by name. The sentences to show, the sources of drawings and the
    publishers are kept too: "Ik vraag een gratis dokter" stood under "a free lawyer", for an
    official to read, and its reader could not notice.
    """
    kept = ("facts", "cautions", "terms", "acts", "publishers", "sentences", "drawings")
    yield from _findings(site, "FACT09", *kept)


@rule("CONT07")
def silent_change_of_a_contact(site: Site) -> Iterator[Finding]:
    """A contact is as it was when it was stamped in the ledger.

    In a test one digit of a number was changed in both places of the registry, and a service of
    the State was given the side 'independent': cards show whatever the registry says.
    """
    yield from _findings(site, "CONT07", "contacts")


@rule("PAGE16")
def silent_change_of_a_setting(site: Site) -> Iterator[Finding]:
    """A page's number and dates, a language and a word of the machine are as they were stamped.

    The number of a page is printed on paper, and a label such as 'independent' stands on every
    card: one slip there reaches every page at once. So are the words of the search, the postcodes,
    the codes of kits, the news and the words of paper: 'missed' led to the page of ICAM, Vottem
    moved to Namur, a code that stands on printed sheets opened another page, and nothing was said.
    An exception silences other rules: it is kept too.
    """
    kept = ("pages", "languages", "notices", "changes", "kits", "paper", "places", "search")
    yield from _findings(site, "PAGE16", *kept, "exceptions")

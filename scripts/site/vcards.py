"""Contacts to keep on a telephone: one vCard each, and one file a region (vCard 3.0, RFC 2426)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scripts.library import Contact, Site
from scripts.markup import VCARD_FOLDER

LINE_OCTETS = 75
"""Longest line in octets, without its line break (RFC 2426, 2.6)."""

REGIONS = ("brussels", "flanders", "wallonia", "belgium")


def write_vcards(site: Site, out: Path) -> None:
    """Write ``contacts/<id>.vcf`` and ``contacts/<region>.vcf`` below ``out``.

    Only contacts whose data may be shown (A1, A2, U): nothing else leaves the site as a number
    to call.
    """
    folder = out / VCARD_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for identifier, contact in site.contacts.items():
        if contact.has_data:
            _write(folder / f"{identifier}.vcf", [vcard(site, contact)])
    for region in REGIONS:
        _write(folder / f"{region}.vcf", [vcard(site, found) for found in in_region(site, region)])


def in_region(site: Site, region: str) -> list[Contact]:
    """The contacts of a region's file. Never one of the State: it is not help.

    ``belgium``: those who serve the whole country.
    """
    return [
        contact
        for contact in site.contacts.values()
        if contact.has_data and contact.side != "state" and region in contact.area
    ]


def vcard(site: Site, contact: Contact) -> str:
    """One vCard, lines folded and ended by CRLF; the words are in every published language."""
    codes = site.published
    name = contact.name.in_language(codes[0])
    rows = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{escaped(name)}",
        f"N:{escaped(name)};;;;",
        f"ORG:{escaped(name)}",
    ]
    rows += [f"TEL;TYPE=WORK,VOICE:{phone.number}" for phone in contact.phones]
    if contact.email:
        rows.append(f"EMAIL;TYPE=INTERNET:{contact.email}")
    if contact.address:
        rows.append(f"ADR;TYPE=WORK:;;{escaped(contact.address)};;;;")
    if contact.website:
        rows.append(f"URL:{contact.website}")
    notes = "\n".join(_note(site, contact, code) for code in codes)
    rows += [f"NOTE:{escaped(notes)}", f"REV:{contact.checked.on.isoformat()}", "END:VCARD"]
    return "".join(folded(row) for row in rows)


def _note(site: Site, contact: Contact, language: str) -> str:
    """On whose side they stand, the day of the check, the source, and the doubt if there is one."""
    source = contact.source
    publisher = site.publishers[source.publisher].in_language(language)
    side = site.notice("side_" + contact.side.replace("-", "_"), language)
    checked = site.notice("checked_contact", language).format(date=contact.checked.on.isoformat())
    when = source.published.isoformat() if source.published else site.notice("undated", language)
    found = f"{site.notice('found', language)}: {source.title}, {publisher}, {when}."
    doubt = contact.doubt.in_language(language) if contact.doubt else ""
    return " ".join(part for part in (f"{side}.", checked, found, doubt) if part)


def escaped(text: str) -> str:
    """Text as a value: backslash, comma, semicolon and line break escaped (RFC 2426, 4)."""
    for plain, safe in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n")):
        text = text.replace(plain, safe)
    return text


def folded(row: str) -> str:
    """A line cut into pieces of at most 75 octets, never inside a character, each with CRLF."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in row:
        octets = len(character.encode("utf-8"))
        if size + octets > LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += octets
    return "\r\n".join([*pieces, piece]) + "\r\n"


def _write(path: Path, cards: Iterable[str]) -> None:
    path.write_bytes("".join(cards).encode("utf-8"))

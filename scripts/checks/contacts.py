"""CONT: phones, e-mails, addresses and cards of the services."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.facts import same_words
from scripts.checks.prose import parts_of
from scripts.checks.registry import rule
from scripts.checks.uses import contact_uses
from scripts.library import Block, Contact, Finding, Page, Site

HELP = "help"
OFFICES = "offices"
STATE_SECTION = "state"


def contact_words(contact: Contact, part: str) -> str | None:
    """The words that a link to ``part`` of the contact shows, or None when it has no such part."""
    phone = contact.phone(part)
    if phone:
        return phone.shown
    if part == "website" and contact.website:
        return contact.website.partition("://")[2].rstrip("/")
    if part in ("email", "address"):
        words: str | None = getattr(contact, part)
        return words
    return None


@rule("CONT01")
def unknown_contact(site: Site) -> Iterator[Finding]:
    """A `contact:` link names a contact and a part that it has (#phone, #email …).

    Services of grade B have no number that we can date; a link to one would print nothing.
    """
    for use in contact_uses(site):
        contact = site.contacts.get(use.id)
        if contact is None:
            what = f"no contact '{use.id}'; correct the id or add it to data/contacts.yaml"
            yield Finding(use.path, use.line, "CONT01", what)
        elif contact_words(contact, use.fragment) is None:
            what = f"contact '{use.id}' has no '#{use.fragment}'; name a part that it has"
            yield Finding(use.path, use.line, "CONT01", what)


@rule("CONT02")
def other_contact_words(site: Site) -> Iterator[Finding]:
    """The words of a `contact:` link are those of the registry.

    A phone that shows one number and dials another sends a person in crisis to a stranger.
    """
    for use in contact_uses(site):
        contact = site.contacts.get(use.id)
        words = contact_words(contact, use.fragment) if contact else None
        if words and not same_words(words, use.words):
            what = (
                f"'{use.words}' is not the registry's '{words}'; run 'python -m scripts facts fix'"
            )
            yield Finding(use.path, use.line, "CONT02", what)


@rule("CONT03")
def mixed_sides(site: Site) -> Iterator[Finding]:
    """Cards of the State and of independent services never share a section.

    Readers must see on whose side a person stands before they call.
    """
    for page in site.all_pages():
        for part, cards in cards_by_part(page).items():
            sides = {side for block in cards if (side := _side(site, block))}
            for block in cards:
                what = _misplaced(page, part, _side(site, block), sides)
                if what:
                    text = f"card '{block.argument}' {what}"
                    yield Finding(page.path, block.line, "CONT03", text)


def cards_by_part(page: Page) -> dict[str, list[Block]]:
    """The cards under each h2."""
    parts = parts_of(page)
    cards: dict[str, list[Block]] = {}
    for block in page.blocks:
        if block.name == "card":
            cards.setdefault(parts.get(block.section, ""), []).append(block)
    return cards


def _side(site: Site, block: Block) -> str:
    contact = site.contacts.get(block.argument)
    return contact.side if contact else ""


def _misplaced(page: Page, part: str, side: str, sides: set[str]) -> str:
    in_state = part.startswith(STATE_SECTION)
    helps = page.name == HELP or page.name.startswith(f"{HELP}-")
    if side == "state" and helps and not in_state:
        return "is of the State; move it to a section whose id starts with 'state'"
    if side == "independent" and helps and in_state:
        return "is independent; move it out of the State's section"
    if side in ("independent", "state-contract") and page.name == OFFICES:
        return f"is not of the State; move it to the page '{HELP}'"
    if side == "state" and "independent" in sides:
        return "is of the State, among independent ones; give it its own section"
    return ""


@rule("CONT04")
def unused_contact(site: Site) -> Iterator[Finding]:
    """Every contact has a card or a link on some page.

    Telephone numbers age; one that nobody sees would still have to be checked.
    """
    used = {use.id for use in contact_uses(site)} | {
        block.argument for page in site.all_pages() for block in page.blocks if block.name == "card"
    }
    for identifier in site.contacts:
        if identifier not in used:
            place = site.place("contacts", identifier)
            what = f"contact '{identifier}' is on no page; show its card or remove it"
            yield Finding(place.path, place.line, "CONT04", what)


@rule("CONT05")
def unknown_town(site: Site) -> Iterator[Finding]:
    """Every town of a contact is in data/places.yaml, in a region that the contact serves.

    A reader finds a service by the place: a town that no list knows leads nobody to it.
    """
    for identifier, contact in site.contacts.items():
        for town in contact.towns:
            regions = {place.region for place in site.provinces.values() if place.town(town)}
            what = ""
            if not regions:
                what = f"town '{town}' is not in data/places.yaml; add it or correct its spelling"
            elif "belgium" not in contact.area and not regions & set(contact.area):
                what = f"town '{town}' is in no region of 'area'; correct one of them"
            if what:
                place = site.place("contacts", identifier)
                yield Finding(place.path, place.line, "CONT05", f"contact '{identifier}': {what}")


@rule("CONT06")
def card_of_another_region(site: Site) -> Iterator[Finding]:
    """The page of a region (`help-brussels` …) shows only services for that region.

    Someone in Liège who calls a service that serves Brussels only loses the day.
    """
    for page in site.all_pages():
        helps, _, region = page.name.partition("-")
        if helps != HELP or not region:
            continue
        for block in page.blocks:
            contact = site.contacts.get(block.argument) if block.name == "card" else None
            if contact and not {region, "belgium"} & set(contact.area):
                what = f"card '{block.argument}' is not for {region}; move it to its own region"
                yield Finding(page.path, block.line, "CONT06", what)

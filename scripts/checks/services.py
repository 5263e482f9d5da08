"""CONT08 and CONT09: what the words around a number or a card say of the service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scripts.checks.contacts import cards_by_part
from scripts.checks.prose import (
    Sentence,
    all_sentences,
    page_sentences,
    parts_of,
    unlinked,
    visible,
)
from scripts.checks.registry import rule
from scripts.library import Contact, Finding, Page, Province, Site, any_name
from scripts.library.negation import negations
from scripts.library.page import LINK

CONTACT = "(contact:"
PIECES = re.compile(r"\s*[():,/]\s*|\s+-\s+")
REMARK = re.compile(r"\([^()]*\)|:.*")
"""What a name of the registry says of the service behind its own name."""

INDEPENDENT = {
    "fr": re.compile(r"\bindépendante?s\b", re.IGNORECASE),
    "nl": re.compile(
        r"\b(?:diensten|verenigingen|organisaties)\b.*\bonafhankelijk"
        r"|\bonafhankelijke (?:diensten|verenigingen|organisaties)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:services|associations|organi[sz]ations)\b.*\bindependent\b"
        r"|\bindependent (?:services|associations|organi[sz]ations)\b",
        re.IGNORECASE,
    ),
}
"""Several services are called independent; "talk to an independent service" speaks of none here."""


@dataclass(frozen=True)
class Spot:
    """A name of data/places.yaml: of a region, of a province or of a town in it."""

    region: str
    province: Province | None
    town: bool


@rule("CONT08")
def number_of_another_service(site: Site) -> Iterator[Finding]:
    """The words before a contact link name that service, and no other service or place.

    In a test "In Brussels, call Payoke" stood before the number of PAG-ASA, and two towns of a
    summary changed places: every number was right, and each reader would have called a stranger.
    """
    services = {code: names_of_services(site, code) for code in site.published}
    spots = {code: _spots(site, code) for code in site.published}
    for sentence in all_sentences(site):
        for identifier, words in _clauses(sentence):
            contact = site.contacts.get(identifier)
            if contact is None:
                continue  # told by CONT01
            for name in (
                _other_service(services[sentence.row.language], identifier, contact, words),
                _other_place(spots[sentence.row.language], contact, words),
            ):
                if name:
                    what = f"'{name}' stands with the link to '{identifier}'; correct one of them"
                    yield Finding(sentence.row.path, sentence.line, "CONT08", what)


def _clauses(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Each contact link with the words since the one before; the last has those after it too."""
    text = sentence.text
    if CONTACT not in text:
        return
    links = [match for match in LINK.finditer(text) if match[2].startswith("contact:")]
    start = 0
    for number, match in enumerate(links, start=1):
        words = text[start : match.start()] + (text[match.end() :] if number == len(links) else "")
        yield match[2].removeprefix("contact:").partition("#")[0], visible(words)
        start = match.end()


def _other_service(
    services: dict[str, set[str]], identifier: str, contact: Contact, words: str
) -> str:
    """The name of another service where the own one is not said, or ''."""
    if any(name in words.casefold() for name in _own_names(contact)):
        return ""
    pattern = any_name(services)
    found = pattern.finditer(words) if pattern else ()
    names = (match[0] for match in found if identifier not in services.get(match[0], {identifier}))
    return next(names, "")


def names_of_services(site: Site, language: str) -> dict[str, set[str]]:
    """Each name with the ids of the contacts that bear it."""
    found: dict[str, set[str]] = {}
    for identifier, contact in site.contacts.items():
        for name in _head_names(contact, language):
            found.setdefault(name, set()).add(identifier)
    return found


@lru_cache(maxsize=1_000)
def _names(name: str) -> tuple[str, ...]:
    return tuple(piece for piece in PIECES.split(name.strip()) if len(piece) > 1)


def _own_names(contact: Contact) -> set[str]:
    """Every piece of its names, small: "CAW", "general welfare centres"."""
    texts = (contact.name.fr, contact.name.nl, contact.name.en)
    return {piece.casefold() for text in texts for piece in _names(text)}


def _head_names(contact: Contact, language: str) -> list[str]:
    """The name without its remarks: "CAW" of "CAW (general welfare centres)"."""
    return [
        piece
        for piece in _names(REMARK.sub("", contact.name.in_language(language)))
        if piece[0].isupper() or piece.isdigit()
    ]


def _other_place(spots: dict[str, list[Spot]], contact: Contact, words: str) -> str:
    """The name of a place that the service is not for, or ''."""
    pattern = any_name(spots)
    if "belgium" in contact.area or pattern is None:
        return ""
    for match in pattern.finditer(words):
        name = match[0]
        if name in spots and not any(_serves(contact, name, spot) for spot in spots[name]):
            return name
    return ""


def _spots(site: Site, language: str) -> dict[str, list[Spot]]:
    """What each name of a place may mean: Antwerp is a town and a province."""
    found: dict[str, list[Spot]] = {}
    for province in site.provinces.values():
        region = site.notices.get(f"region_{province.region}")
        if region:
            name = region.in_language(language)
            found.setdefault(name, []).append(Spot(province.region, None, town=False))
        name = province.name.in_language(language)
        found.setdefault(name, []).append(Spot(province.region, province, town=False))
        for town in province.towns:
            name = town.in_language(language)
            found.setdefault(name, []).append(Spot(province.region, province, town=True))
    return found


def _serves(contact: Contact, name: str, spot: Spot) -> bool:
    """Whether the service is for this place: its own towns if it has some, or else its regions."""
    whole = spot.province is None or (spot.region == "brussels" and not spot.town)
    if whole or not contact.towns or spot.province is None:
        return spot.region in contact.area
    towns = {town for town in contact.towns if spot.province.town(town)}
    if not spot.town:
        return bool(towns)
    here = spot.province.town(name)
    return here is not None and bool(towns & {here.fr, here.nl, here.en})


@rule("CONT09")
def not_independent(site: Site) -> Iterator[Finding]:
    """Where a section says that services are independent, each of its cards is of one that is.

    The home page said "These organisations are independent." over the card of a service that a
    region pays and that, by the law, may work with the coaches.
    """
    for page in site.all_pages():
        cards = cards_by_part(page)
        said = _parts_that_say_so(page) if cards else set()
        for part in said & cards.keys():
            for block in cards[part]:
                contact = site.contacts.get(block.argument)
                if contact and contact.side != "independent":
                    what = (
                        f"card '{block.argument}' is '{contact.side}' where the words say that "
                        "services are independent; change the words or move the card"
                    )
                    yield Finding(page.path, block.line, "CONT09", what)


def _parts_that_say_so(page: Page) -> set[str]:
    parts = parts_of(page)
    return {
        parts.get(sentence.row.section, "")
        for sentence in page_sentences(page)
        if sentence.row.line >= page.body_line and _calls_independent(sentence)
    }


def _calls_independent(sentence: Sentence) -> bool:
    words, language = unlinked(sentence.text), sentence.row.language
    return INDEPENDENT[language].search(words) is not None and not negations(words, language)

"""Families of errors in contacts: numbers, addresses, hours, and on whose side a service stands."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.mutations.attack import Content, Mutant, at, family, matches, second
from tests.mutations.words import other_digit, other_letter, transposed

CONTACTS = ["data/contacts.yaml"]
PHONE_LINK = r"(\[)([\d ]+)(?=\]\(contact:[a-z0-9-]+#[a-z]+\))"
PHONE = r"(\+32|\")(\d{8,9})(\", shown: \")([\d ]+)(?=\")"


@family("digit of a phone changed on a page, one language", "phones", count=14)
def digit_on_page(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The page shows one other digit than it dials."""
    yield from matches(content, content.pages(), PHONE_LINK, second(other_digit, rng))


@family("digits of a phone transposed on a page, one language", "phones", count=14)
def digits_transposed_on_page(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Two neighbouring digits change places on the page."""
    yield from matches(content, content.pages(), PHONE_LINK, second(transposed, rng))


@family("phone leads to another service", "phones")
def other_service(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The words stay, the link dials somebody else."""
    names = sorted(i for i, contact in content.site.contacts.items() if contact.phones)
    yield from matches(
        content, content.pages(), r"(\]\(contact:)[a-z0-9-]+(?=#)",
        lambda m: m[1] + rng.choice(names),
    )  # fmt: skip


@family("phone and link exchanged for another service, one language", "phones")
def other_phone(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Number and link are those of a neighbour: each agrees with the registry."""
    contacts = content.site.contacts
    names = sorted(i for i, contact in contacts.items() if contact.phones)

    def swap(match: re.Match[str]) -> str:
        name = rng.choice(names)
        return f"[{contacts[name].phones[0].shown}](contact:{name}#phone)"

    yield from matches(content, content.pages(), r"\[[\d ]+\]\(contact:[a-z0-9-]+#phone\)", swap)


@family("link of a phone taken off, one language", "phones")
def untied_phone(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The number stands as plain digits, tied to nothing."""
    yield from matches(content, content.pages(), r"\[([\d ]+)\]\(contact:[^)]+\)", lambda m: m[1])


@family("digit of a phone changed in the registry, as shown", "phones")
def digit_as_shown(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The number shown has one other digit than the one dialled."""
    yield from matches(content, CONTACTS, r"(shown: \")([\d ]+)(?=\")", second(other_digit, rng))


@family("digit of a phone changed in the registry, as dialled", "phones")
def digit_as_dialled(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The number dialled has one other digit than the one shown."""
    yield from matches(content, CONTACTS, r"(number: \"\+?)(\d+)(?=\")", second(other_digit, rng))


@family("digit of a phone changed in the registry, twice alike", "phones", count=14)
def digit_in_both(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Shown and dialled agree on the same wrong number."""

    def change(match: re.Match[str]) -> str:
        places = [index for index, letter in enumerate(match[4]) if letter.isdigit()]
        index = rng.choice(places[2:])
        digit = str((int(match[4][index]) + rng.randint(1, 9)) % 10)
        shown = match[4][:index] + digit + match[4][index + 1 :]
        dialled = shown.replace(" ", "").removeprefix("0" if match[1] == "+32" else "")
        return f"{match[1]}{dialled}{match[3]}{shown}"

    yield from matches(content, CONTACTS, PHONE, change)


@family("phone in a table", "phones")
def phone_in_table(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A line with a phone becomes a row of a table, cut off on a small screen."""
    yield from matches(
        content, content.pages(), r"^([^-/#\d\s].*\]\(contact:[^)]+#phone\).*)$",
        lambda m: f"| Service | {m[1]} |",
    )  # fmt: skip


@family("characters of direction around a phone", "phones")
def direction_in_phone(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """An override of direction is pasted with the number: its groups change places on screen."""
    signs = "\u202e\u202d\u200f\u2067\u202b\u200e\u2066"
    yield from matches(
        content, content.pages(), r"(\[)([\d ]+)(?=\]\(contact:)",
        lambda m: m[1] + rng.choice(signs) + m[2],
    )  # fmt: skip


@family("name of another service before a number, one language", "contacts")
def other_name(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Each number is right, and the name before it is of a service that does not answer there."""
    names = "CIRÉ|Siréas|PAG-ASA|Myria|CAW|Point d'Appui|New Samusocial"
    yield from matches(
        content, content.pages(), rf"\b(?:{names})(?=\b[^\n\[\]]*\[[^\]]+\]\(contact:)",
        lambda m: rng.choice([name for name in names.split("|") if name != m[0]]),
    )  # fmt: skip


@family("town or region of another service before a number, one language", "contacts")
def other_place(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The number of Liège is given to readers in Ghent."""
    towns = r"\b(?:Bruxelles|Brussels?|Liège|Luik|Vottem)(?=[^\n.\[\]]*\[[^\]]+\]\(contact:)"
    for code, wrong in (("fr", "Gand"), ("nl", "Gent"), ("en", "Ghent")):
        for mutant in matches(content, content.pages(code), towns, lambda m: f"{m[0]}|"):
            [edit] = mutant.edits
            yield at(content, edit.path, edit.start, edit.end, wrong)


@family("letter of an e-mail changed", "contacts")
def letter_of_mail(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The address of a service has one other letter."""
    yield from matches(content, CONTACTS, r"^(  email: \"?)(\S+?)(?=@)", second(other_letter, rng))


@family("letter of an e-mail changed on a page, one language", "contacts")
def letter_of_mail_on_page(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The page shows another address than the registry."""
    yield from matches(
        content,
        content.pages(),
        r"([ \[])([a-z0-9._-]+)(?=@[a-z0-9.-]+\])",
        second(other_letter, rng),
    )


@family("website changed", "contacts")
def letter_of_website(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The site of a service has one other letter."""
    yield from matches(
        content, CONTACTS, r"^(  website: \"?https?://)([^\s\"]+)", second(other_letter, rng)
    )


@family("digit of an address changed", "contacts")
def digit_of_address(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """House number or postcode."""
    yield from matches(content, CONTACTS, r"^(  address: )(.*)$", second(other_digit, rng))


@family("hours changed in one language", "hours", count=14)
def hours(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """One digit of the opening hours, in one language of the registry."""
    yield from matches(
        content,
        CONTACTS,
        r"((?:fr|nl|en): \")([^\"\n]*\d+ ?(?:h|uur|am|pm)[^\"\n]*)(?=\")",
        second(other_digit, rng),
    )


@family("day of the hours changed in one language", "hours")
def day_of_hours(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Monday becomes Friday."""
    days = {"lundi": "vendredi", "mardi": "jeudi", "jeudi": "mardi", "vendredi": "lundi",
            "maandag": "vrijdag", "dinsdag": "donderdag", "donderdag": "dinsdag",
            "vrijdag": "maandag", "Monday": "Friday", "Tuesday": "Thursday",
            "Thursday": "Tuesday", "Friday": "Monday"}  # fmt: skip
    yield from matches(content, CONTACTS, rf"\b(?:{'|'.join(days)})\b", lambda m: days[m[0]])


@family("contact moved from the State to independent", "contacts")
def side(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A service that decides about the reader is shown as independent, or the other way."""
    other = {
        "state": "independent",
        "state-contract": "independent",
        "independent": "state-contract",
        "public": "independent",
    }
    yield from matches(content, CONTACTS, r"^(  side: )([a-z-]+)$", lambda m: m[1] + other[m[2]])


@family("grade of a contact raised", "contacts")
def grade(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Undated data are graded as dated."""
    other = {"B": "A1", "A2": "A1", "A1": "A2", "C": "B", "N": "B", "U": "A2"}
    yield from matches(content, CONTACTS, r"^(  grade: \"?)(\w+)", lambda m: m[1] + other[m[2]])


@family("what a service does with data changed", "contacts")
def passes_data(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'Ask them' becomes 'no'."""
    yield from matches(
        content, CONTACTS, r"^(  passes_data: )(\S+)$",
        lambda m: m[1] + ('"no"' if "no" not in m[2] else '"yes"'),
    )  # fmt: skip


@family("languages, cost or doubt of a contact lost", "contacts")
def lost_key(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A line that tells readers what to expect is gone."""
    yield from matches(
        content, CONTACTS,
        r"^  (?:languages|cost|doubt|appointment):(?: .*\n|\n(?:    .*\n)+)", lambda m: "",
    )  # fmt: skip


@family("contact deleted", "contacts")
def no_contact(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A whole service is gone from the registry."""
    yield from matches(
        content, CONTACTS, r"^[a-z][a-z0-9-]*:\n(?:(?: .*)?\n)+?(?=[a-z#]|\Z)", lambda m: ""
    )

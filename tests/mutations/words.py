"""Small changes of words that several families make."""

from __future__ import annotations

import random
import re

UNITS = {
    "fr": [("jours", "semaines"), ("jour", "semaine"), ("mois", "jours"), ("heures", "jours")],
    "nl": [("dagen", "weken"), ("dag", "week"), ("maand", "dag"), ("uur", "dagen")],
    "en": [("days", "weeks"), ("day", "week"), ("month", "day"), ("hours", "days")],
}
NEGATIONS = {
    "fr": r"\bn(?:e |['’])(\w+) (?:pas|jamais|plus|rien) ?",
    "nl": r"\b(?:niet|nooit|geen) ",
    "en": r"\b(?:do not|does not|did not|cannot|is not|are not|not|never|no) (?=\w)",
}
NEIGHBOURS = {
    "fr": ["OQTF", "la préfecture", "le centre de rétention", "l'OFPRA", "la CNDA"],
    "nl": ["de IND", "vreemdelingenbewaring", "het AZC", "de DT&V"],
    "en": ["the Home Office", "an immigration removal centre", "ICE", "a removal order"],
}


def other_digit(words: str, rng: random.Random) -> str | None:
    """The words with one digit changed."""
    places = [index for index, letter in enumerate(words) if letter.isdigit()]
    if not places:
        return None
    index = rng.choice(places)
    digit = str((int(words[index]) + rng.randint(1, 9)) % 10)
    return words[:index] + digit + words[index + 1 :]


def transposed(words: str, rng: random.Random) -> str | None:
    """The words with two neighbouring digits (a space between does not count) exchanged."""
    found = [m for m in re.finditer(r"(?=(\d)( ?)(\d))", words) if m[1] != m[3]]
    if not found:
        return None
    match = rng.choice(found)
    start = match.start()
    new = match[3] + match[2] + match[1]
    return words[:start] + new + words[start + len(new) :]


def other_unit(words: str, language: str) -> str | None:
    """The words with a unit of time exchanged."""
    for unit, other in UNITS[language]:
        changed = re.sub(rf"\b{unit}\b", other, words)
        if changed != words:
            return changed
    return None


def other_letter(words: str, rng: random.Random) -> str | None:
    """The words with one letter a-z changed."""
    places = [index for index, letter in enumerate(words) if "a" <= letter <= "z"]
    if not places:
        return None
    index = rng.choice(places)
    letter = chr((ord(words[index]) - 97 + rng.randint(1, 25)) % 26 + 97)
    return words[:index] + letter + words[index + 1 :]


def without_word(words: str, rng: random.Random) -> str | None:
    """The words without one of them."""
    parts = words.split(" ")
    if len(parts) < 2:
        return None
    del parts[rng.randrange(len(parts))]
    return " ".join(parts)


def without_negation(words: str, language: str) -> str | None:
    """The words with their first negation taken out."""
    changed = re.sub(
        NEGATIONS[language], lambda m: m[1] + " " if m.lastindex else "", words, count=1
    )
    return changed if changed != words else None

"""How many times a sentence says no: "ne … pas", "niet", "not", without what only looks so."""

from __future__ import annotations

import re
from functools import lru_cache

SET_PHRASES = {
    "fr": r"\bsans doute\b|\bnon plus\b|\bpremiers pas\b|(?<=\bsans )aucune?\b",
    "nl": r"\bniet meer dan\b",
    "en": r"\bif not,",
}
"""Fixed words that one language says with a negation and another without."""

FRENCH_FIRST = re.compile(r"(?<![\w-])(?:n'(?=\w)|ne\b)", re.IGNORECASE)
FRENCH_SECOND = re.compile(
    r"(?<![\w-])(?:pas|plus|jamais|rien|aucune?|nulle?|personne|ni)\b", re.IGNORECASE
)
FRENCH_ALONE = re.compile(r"(?<![\w-])(?:pas|non(?! datée?s?\b)|jamais|aucune?)\b", re.IGNORECASE)
OTHER = {
    "fr": r"\b(?:sans|inefficaces?|irréguli(?:er|ère)s?)\b|\bmanque de\b|\babsence de\b"
    r"|\bnon(?= datée?s?\b)",
    "nl": r"\b(?:niet|niets|geen|nooit|niemand|nergens|noch|nee|neen|zonder)\b"
    r"|\bgebrek aan\b|\bonregelmatige?\b|\bongedateerde?\b",
    "en": r"\b(?:not|no|never|nobody|nothing|none|nowhere|neither|nor|cannot|without)\b"
    r"|\black of\b|\w+n't\b|\b(?:undated|undocumented|irregular)\b",
}
_PHRASES = {code: re.compile(words, re.IGNORECASE) for code, words in SET_PHRASES.items()}
_OTHER = {code: re.compile(words, re.IGNORECASE) for code, words in OTHER.items()}
_EITHER = re.compile(r"\bni\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def negations(text: str, language: str) -> int:
    """Count the negations of plain ``text``; "ne … pas" is one, "ne … que" is none."""
    rest = _PHRASES[language].sub(" ", text.replace("’", "'"))
    count = len(_OTHER[language].findall(rest))
    if language == "fr":
        first = len(FRENCH_FIRST.findall(rest))
        count += min(first, len(FRENCH_SECOND.findall(rest)))
        count += max(0, len(FRENCH_ALONE.findall(rest)) - first)
        count += 0 if first else len(_EITHER.findall(rest)) // 2
    return count


def denies_a_list(text: str) -> bool:
    """Whether a French sentence says "ni …, ni …": other languages repeat the word for each."""
    return _EITHER.search(text) is not None

"""How many times a sentence says that something is possible, and not that it will be so."""

from __future__ import annotations

import re
from functools import lru_cache

POSSIBLE = {
    "fr": r"\b(?:peut-être|peu[xt]|peuvent|pouv\w+|pourr\w+|puiss\w+|puis(?=-je)|pu|possibles?"
    r"|parfois|permet(?:tent|tait|taient)?|permise?s?)\b",
    "nl": r"\b(?:kan|kunt|kunnen|kon|konden|mag|mogen|mocht|mochten|mogelijk\w*|soms|misschien"
    r"|laat|laten|liet|toelaat|toegelaten)\b",
    "en": r"\b(?:can|cannot|could|(?<!\d )may(?! \d)|might|possibl[ey]|possibility|sometimes"
    r"|perhaps|able|lets?|allow(?:s|ed)?)\b",
}
"""Words of possibility; the month "12 May 2024" is none."""

ASKS_HOW = re.compile(
    r"\b(?:que|quoi|qui|où|comment)\b[^.?!]*?\b\w{2,}(?:er|ir|re|oir)\b"
    r"|\bne sais\b|\baccepte\b|\badmise?s?\b|\blaisse\b",
    re.IGNORECASE,
)
"""French says "que faire" and "je ne sais pas lire" where the others say "can"."""

_POSSIBLE = {code: re.compile(words, re.IGNORECASE) for code, words in POSSIBLE.items()}


@lru_cache(maxsize=20_000)
def possibilities(text: str, language: str) -> int:
    """Count the words of possibility of plain ``text``."""
    return len(_POSSIBLE[language].findall(text))


def asks_how(text: str) -> bool:
    """Whether French ``text`` holds a possibility that no word of the list tells."""
    return ASKS_HOW.search(text) is not None

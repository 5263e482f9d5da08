"""Where a text uses a term of data/terms.yaml: the longest name first, whole words only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from scripts.library.model import TermWords
from scripts.library.site import Site


@dataclass(frozen=True)
class TermUse:
    """A term met in a text, by the name that stands there."""

    id: str
    start: int
    end: int
    name: str


def abbreviations(words: TermWords) -> list[str]:
    """The abbreviations of a term: 'OQT / BGV' holds two."""
    return words.abbreviation.split(" / ") if words.abbreviation else []


def long_names(words: TermWords) -> list[str]:
    """The official words, whole and without what stands in brackets, and the variants."""
    bare = re.sub(r"\s*\(.*?\)", "", words.official)
    return list(dict.fromkeys((words.official, bare, *words.variants)))


def names(words: TermWords) -> list[str]:
    """Every way in which a page may name the term."""
    return list(dict.fromkeys((*long_names(words), *abbreviations(words))))


class TermFinder:
    """Finds names in texts; ``pairs`` are a name and the term it belongs to ('' for none)."""

    def __init__(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self._owners = {_folded(name): owner for name, owner in reversed(pairs)}
        self.pattern = any_name(name for name, _ in pairs)

    def uses(self, text: str) -> tuple[TermUse, ...]:
        """Each term in the text, in reading order, none inside another one."""
        return _uses(self, text)

    def owner(self, found: str) -> str:
        """Id of the term that the words found belong to."""
        return self._owners[_folded(found)]


@lru_cache(maxsize=20_000)
def _uses(finder: TermFinder, text: str) -> tuple[TermUse, ...]:
    """Kept, because several rules ask for the terms of the same line."""
    if finder.pattern is None:
        return ()
    found = (
        TermUse(finder.owner(match[0]), match.start(), match.end(), match[0])
        for match in finder.pattern.finditer(text)
    )
    return tuple(use for use in found if use.id)


def _folded(name: str) -> str:
    return re.sub(r"\s+", " ", name).replace("’", "'").lower()


def term_finder(site: Site, language: str) -> TermFinder:
    """The finder of a language of the site, whose own name (ICAM-info) is no term."""
    own = site.notices.get("site_name")
    return _finder(
        (
            *([(own.in_language(language), "")] if own else []),
            *(
                (name, identifier)
                for identifier, term in site.terms.items()
                for name in names(term.in_language(language))
            ),
        )
    )


_finder = lru_cache(maxsize=16)(TermFinder)


def any_name(wanted: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of whole words that prefers the longest name; None without a name."""
    return _compiled(tuple(sorted(set(wanted), key=lambda name: (-len(name), name))))


@lru_cache(maxsize=64)
def _compiled(wanted: tuple[str, ...]) -> re.Pattern[str] | None:
    # Grouped by first letter, or every position of every text would be tried 400 times.
    by_letter = sorted(wanted, key=lambda name: name[0].lower())
    groups = [
        f"(?=(?i:{re.escape(letter)}))(?:{'|'.join(name_pattern(name) for name in group)})"
        for letter, group in groupby(by_letter, key=lambda name: name[0].lower())
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)") if groups else None


@lru_cache(maxsize=4096)
def name_pattern(name: str) -> str:
    """The name as a pattern: a capital of a name stays one, the rest may be of either case.

    'Conseil d'État' is a court and 'conseil' is advice; 'AI' is a paper and 'ai' a verb.
    """
    return "".join(_sign(sign) for sign in re.sub(r"\s+", " ", name))


def _sign(sign: str) -> str:
    if sign == " ":
        return r"\s+"
    if sign in "'’":
        return "['’]"
    both = sign.islower() and sign.upper() != sign and len(sign.upper()) == 1
    return f"[{sign}{sign.upper()}]" if both else re.escape(sign)

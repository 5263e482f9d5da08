"""Paper that can be called back: the code of a leaflet, and the register of the released ones.

A code stands for a leaflet, its language or its two languages, and the fingerprint of all that it
prints. The same words give the same code; other words give another one, so nobody has to list
the sheets on which a changed time limit stands.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, StringConstraints

from scripts.library.model import Certainty, Identifier, Shape, Text, Words

SIGNS = "34679cdfhknprtwxy"
"""The 17 signs of a code: nothing that can be taken for another sign, small or capital, on a poor
copy or by hand (0/o/q, 1/i/j/l, 2/z, 5/s, 8/b, u/v, rn/m, g/9, c/e, a/4), and no vowel, so that no
word appears. Small letters: what a person types into the address bar of a phone stays as it is."""

WEIGHT = 3
"""A primitive root of 17: its first 16 powers differ, see ``check_sign``."""

LENGTH = 9
"""Signs of a code: 8 for the fingerprint (7.0e9 values) and one to check them."""

GROUP = 3
"""Signs between two spaces on paper, where a code is read aloud."""

CODE = rf"^[{SIGNS}]{{{LENGTH}}}$"
CODE_ADDRESS = "v/{code}/"
"""Address of the page of a code, below the root of the site."""

DIGEST = 16
"""Hexadecimal digits of the fingerprints in the register."""

RELEASES = "data/releases.yaml"
SEAL = "data/seal.yaml"
WITHDRAWN = "data/withdrawn.yaml"

CodeText = Annotated[str, StringConstraints(pattern=CODE)]
DigestText = Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{DIGEST}}}$")]
Chosen = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]{2})?$")]
"""One language, or two side by side: 'fr', 'fr-nl'."""

Carried = Mapping[str, str]
"""What a leaflet prints in one language: key -> words or their fingerprint.

Keys: 'fact:order-days-30', 'fact:detention-months#longest', 'contact:cire', 'contact:cire#email',
'part:letter#dates'.
"""


def check_sign(signs: str) -> str:
    """The last sign of a code: the pure system of ISO/IEC 7064:2003 with one check character.

    The signs, times the falling powers of the radix, sum to 1 modulo the number of signs. The
    standard names MOD 11-2 and MOD 37-2; here the modulus is 17 and the radix 3, because 17 is
    prime and 3 one of its primitive roots. So every wrong sign is caught, and every swap of any
    two signs of a code of up to 16.
    """
    total = sum(
        SIGNS.index(sign) * WEIGHT ** (len(signs) - place) for place, sign in enumerate(signs)
    )
    return SIGNS[(1 - total) % len(SIGNS)]


def is_code(text: str) -> bool:
    """Whether a text is a well-formed code: its signs, its length and its check sign."""
    signs = set(text) <= set(SIGNS)
    return len(text) == LENGTH and signs and check_sign(text[:-1]) == text[-1]


def spaced(code: str) -> str:
    """A code as it is read aloud: 'k7p x4t 39c'."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def digest(value: object) -> str:
    """Shortened SHA-256 of the plain form of a value: 64 bits."""
    return hashlib.sha256(_plain(value)).hexdigest()[:DIGEST]


def _plain(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return text.encode()


def code_of(leaflet: str, carried: Mapping[str, Carried]) -> str:
    """The code of a leaflet that carries this, by language; their order counts."""
    languages = list(carried)
    whole = [leaflet, languages, [sorted(carried[code].items()) for code in languages]]
    number = int.from_bytes(hashlib.sha256(_plain(whole)).digest()[:16])
    signs = ""
    for _ in range(LENGTH - 1):
        number, rest = divmod(number, len(SIGNS))
        signs += SIGNS[rest]
    return signs + check_sign(signs)


@dataclass(frozen=True)
class Edition:
    """A leaflet as it is now in one language or in two: its code and what it prints."""

    leaflet: str
    carried: Mapping[str, Carried] = field(hash=False)

    @property
    def languages(self) -> str:
        """As in the names of the files: 'fr', 'fr-nl'."""
        return "-".join(self.carried)

    @property
    def code(self) -> str:
        """Its code."""
        return code_of(self.leaflet, self.carried)


@dataclass(frozen=True)
class LeafletFile:
    """A leaflet as it was made: names and sizes in bytes of its two files, a PNG of its start."""

    edition: Edition
    pages: int
    reading: str
    printed: str
    reading_bytes: int
    printed_bytes: int
    picture: bytes


class Recorded(Shape):
    """A record of the register. Its fingerprint is for ever, so it does not count what is absent.

    A field that keeps its default is left out: a field or a language that is added later, and that
    an old record does not have, changes no fingerprint and so no released code.
    """

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits of all that the record says."""
        return digest(self.model_dump(mode="json", exclude_defaults=True))


class Value(Recorded):
    """The words of one thing that a released leaflet printed, in each language."""

    key: Text
    certainty: Certainty | None = None
    fr: Text
    nl: Text
    en: Text


class Release(Recorded):
    """One leaflet on the day it was released, in one or several languages.

    ``codes``: language or pair -> code. ``values``: the fingerprints of the facts and contacts in
    it, whose words stand once for all releases. ``parts``: language -> part -> fingerprint of its
    words. ``before``: fingerprint of the release before, empty for the first.
    """

    leaflet: Identifier
    day: dt.date
    codes: Annotated[dict[Chosen, CodeText], Field(min_length=1)]
    values: list[DigestText]
    parts: Annotated[dict[str, dict[str, DigestText]], Field(min_length=1)]
    before: DigestText | Literal[""]


class Register(Shape):
    """``data/releases.yaml``: every release, and the words that they carry, by fingerprint."""

    releases: list[Release] = Field(default=[])
    values: dict[DigestText, Value] = Field(default={})

    @property
    def codes(self) -> dict[str, tuple[Release, str]]:
        """Every code ever released -> its release and its language or pair."""
        return {
            code: (release, languages)
            for release in self.releases
            for languages, code in release.codes.items()
        }

    @property
    def last(self) -> str:
        """Fingerprint of the last release; empty when there is none."""
        return self.releases[-1].fingerprint if self.releases else ""

    def carried(self, release: Release, languages: str) -> dict[str, Carried]:
        """What a released leaflet printed. Raises KeyError when the register is not whole."""
        values = [self.values[name] for name in release.values]
        return {
            code: {
                **{value.key: _words(value, code) for value in values},
                **{f"part:{part}": found for part, found in release.parts[code].items()},
            }
            for code in languages.split("-")
        }


class Seal(Shape):
    """``data/seal.yaml``: how many releases there are, and the fingerprint of the last one.

    Kept apart from the register, so that an end that was cut off is seen.
    """

    count: Annotated[int, Field(ge=0)] = 0
    last: DigestText | Literal[""] = ""


class Withdrawal(Words):
    """Why a leaflet, or one code of it, must not be used any more; in each language."""

    since: dt.date


def _words(value: Value, language: str) -> str:
    return printed_words(value.certainty, str(getattr(value, language)))


def printed_words(certainty: str | None, words: str) -> str:
    """The words of a value with how sure they are: a fact that becomes disputed is another one."""
    return f"{words} [{certainty}]" if certainty else words


def sealed(register: Register) -> Seal:
    """The seal of a register."""
    return Seal(count=len(register.releases), last=register.last)


def register_faults(register: Register, seal: Seal) -> Iterator[tuple[tuple[str, ...], str]]:
    """What shows that a released code was dropped or changed: (place in the register, what)."""
    for name, value in register.values.items():
        if value.fingerprint != name:
            yield ("values", name), f"the words of '{value.key}' are not those of their fingerprint"
    before, seen = "", set[str]()
    for number, release in enumerate(register.releases):
        place = ("releases", str(number))
        if release.before != before:
            yield (*place, "before"), "the release before this one was changed or taken out"
        yield from _release_faults(register, release, place, seen)
        before = release.fingerprint
    if sealed(register) != seal:
        yield (), f"it does not end as {SEAL} says: {seal.count} releases, the last '{seal.last}'"


def _release_faults(
    register: Register, release: Release, place: tuple[str, ...], seen: set[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    missing = [name for name in release.values if name not in register.values]
    if missing:
        yield (*place, "values"), f"the words with the fingerprint '{missing[0]}' are gone"
        return
    for languages, code in release.codes.items():
        where = (*place, "codes", languages)
        if not set(languages.split("-")) <= set(release.parts):
            yield where, f"code '{code}' has no parts in its languages"
        elif code_of(release.leaflet, register.carried(release, languages)) != code:
            yield where, f"code '{code}' does not stand for what is written here"
        if code in seen:
            yield where, f"code '{code}' stands twice"
        seen.add(code)


def with_release(
    register: Register, editions: Sequence[Edition], values: Mapping[str, Value], day: dt.date
) -> Register:
    """The register with the codes that are not yet in it; the same one when there is none.

    ``values``: key -> words of the facts and contacts that the editions carry.
    """
    known = register.codes
    fresh = [edition for edition in editions if edition.code not in known]
    releases = list(register.releases)
    kept = dict(register.values)
    for leaflet in dict.fromkeys(edition.leaflet for edition in fresh):
        mine = [edition for edition in fresh if edition.leaflet == leaflet]
        carried: dict[str, Carried] = {}
        for edition in mine:
            carried |= edition.carried
        keys = [key for words in carried.values() for key in words if not key.startswith("part:")]
        used = {values[key].fingerprint: values[key] for key in keys}
        kept |= used
        parts = {
            code: {
                key.removeprefix("part:"): found
                for key, found in carried[code].items()
                if key.startswith("part:")
            }
            for code in sorted(carried)
        }
        before = releases[-1].fingerprint if releases else ""
        codes = {edition.languages: edition.code for edition in mine}
        releases.append(
            Release(
                leaflet=leaflet,
                day=day,
                codes=codes,
                values=list(used),
                parts=parts,
                before=before,
            )
        )
    return Register(releases=releases, values=kept)


class _PlainDumper(yaml.SafeDumper):
    """Writes every value out: the loader refuses aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def register_text(register: Register, head: str) -> str:
    """``data/releases.yaml`` as text; ``head`` is the comment at its top."""
    return head + _dumped(register.model_dump(exclude_none=True))


def seal_text(seal: Seal, head: str) -> str:
    """``data/seal.yaml`` as text."""
    return head + _dumped(seal.model_dump())


def _dumped(value: Any) -> str:
    return yaml.dump(value, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=100)

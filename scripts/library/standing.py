"""Whether a sheet of paper is still right: what it printed beside what is true now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from scripts.library.recall import Carried, Edition, Register, Withdrawal

State = Literal["right", "changed", "withdrawn"]


@dataclass(frozen=True)
class Change:
    """One thing that a sheet prints and that is no longer so; ``new`` is '' when it is gone."""

    key: str
    old: str
    new: str


@dataclass(frozen=True)
class Standing:
    """What the page of a code says. ``released`` is None for paper of a build never released.

    ``changes``: language -> what changed. ``now``: the leaflet of today, if there is one.
    """

    code: str
    leaflet: str
    languages: tuple[str, ...]
    state: State
    released: dt.date | None
    carried: Mapping[str, Carried]
    changes: Mapping[str, tuple[Change, ...]]
    now: Edition | None
    withdrawn: Withdrawal | None


def standings(
    register: Register, withdrawn: Mapping[str, Withdrawal], editions: Iterable[Edition]
) -> list[Standing]:
    """One for every code ever released and every code of today, in the order of the register.

    Raises KeyError when the register is not whole (the checks say so before).
    """
    today = {(edition.leaflet, edition.languages): edition for edition in editions}
    known: dict[str, tuple[str, str, dt.date | None, Mapping[str, Carried]]] = {
        code: (release.leaflet, languages, release.day, register.carried(release, languages))
        for code, (release, languages) in register.codes.items()
    }
    for edition in today.values():
        known.setdefault(edition.code, (edition.leaflet, edition.languages, None, edition.carried))
    found = []
    for code, (leaflet, languages, day, carried) in known.items():
        now = today.get((leaflet, languages))
        reason = withdrawn.get(code) or withdrawn.get(leaflet)
        found.append(
            Standing(
                code=code,
                leaflet=leaflet,
                languages=tuple(languages.split("-")),
                state=_state(code, now, reason),
                released=day,
                carried=carried,
                changes={language: changes(carried, now, language) for language in carried},
                now=now,
                withdrawn=reason,
            )
        )
    return found


def _state(code: str, now: Edition | None, reason: Withdrawal | None) -> State:
    if reason or now is None:
        return "withdrawn"
    return "right" if now.code == code else "changed"


def changes(
    carried: Mapping[str, Carried], now: Edition | None, language: str
) -> tuple[Change, ...]:
    """What the sheet prints in a language and the leaflet of today does not, in its order."""
    if now is None:
        return ()
    new = now.carried[language]
    return tuple(
        Change(key, words, new.get(key, ""))
        for key, words in carried[language].items()
        if new.get(key) != words
    )

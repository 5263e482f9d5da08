"""A leaflet in one language, before it has a shape: its sides and the pieces of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Where = tuple[str | int, ...]
"""The keys that lead to a part of a definition: 'sides', side, index, and what stands in it."""


@dataclass(frozen=True)
class Piece:
    """A part in one language: its HTML, its words as written, and what of the registry it carries.

    ``key`` names it in one leaflet: the same in every language.
    """

    key: str
    html: str
    text: str = ""
    facts: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    warning: bool = False


@dataclass(frozen=True)
class Content:
    """A leaflet in one language, before it has a shape. ``title`` and ``subtitle`` are HTML."""

    language: str
    direction: str
    title: str
    subtitle: str
    sides: tuple[tuple[Piece, ...], ...]

    @property
    def pieces(self) -> Iterator[Piece]:
        """All parts, in reading order."""
        for side in self.sides:
            yield from side


def key_of(where: Where) -> str:
    """Name of a part of a side, both counted from 0: '0-2'."""
    return f"{where[1]}-{where[2]}"

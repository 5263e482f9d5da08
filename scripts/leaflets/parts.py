"""A long leaflet, one part after the other: where each starts, and what is kept of it."""

from __future__ import annotations

import json
import math
import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from scripts.leaflets.binding import Bound
from scripts.leaflets.finish import tidied
from scripts.leaflets.typeset import Bookmark, Typesetter
from scripts.library import Finding

_FINEST = 8
"""Eighths of a unit: a part need not be made again when the one before it ends a hair lower."""

_NO_FOOT = "@bottom-left{content:none}@bottom-right{content:none}"


@dataclass(frozen=True)
class Start:
    """Where a part starts: its page, from 0, and how much of that is taken (typesetter's units)."""

    page: int = 0
    taken: float = 0.0

    @property
    def style(self) -> str:
        """What the style sheet of the part must say. The foot of its page is there already."""
        foot = _NO_FOOT if self.taken else ""
        first = f"counter-reset:page {self.page + 1};{foot}"
        return f"@page:first{{{first}}}.room{{height:{self.taken:g}px}}"


@dataclass(frozen=True)
class PartTask:
    """What a process needs to make one part."""

    html: str
    style: str
    languages: dict[str, str]
    created: int
    pictured: bool


@dataclass(frozen=True)
class Part:
    """One part, made: a tidy PDF and what is told of its pages; or what is wrong with it."""

    data: bytes = b""
    anchors: tuple[frozenset[str], ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    used: float = 0.0
    foot: int = -1
    picture: bytes = b""
    findings: tuple[Finding, ...] = ()

    def to_bytes(self) -> bytes:
        """A line that tells of it, then the PDF."""
        told = {
            "anchors": [sorted(names) for names in self.anchors],
            "bookmarks": [asdict(mark) for mark in self.bookmarks],
            "used": self.used,
            "foot": self.foot,
            "picture": b64encode(self.picture).decode("ascii"),
        }
        return json.dumps(told, sort_keys=True).encode() + b"\n" + zlib.compress(self.data, 1)

    @classmethod
    def from_bytes(cls, kept: bytes) -> Part:
        """What ``to_bytes`` wrote."""
        line, _, data = kept.partition(b"\n")
        told = json.loads(line)
        return cls(
            data=zlib.decompress(data),
            anchors=tuple(frozenset(names) for names in told["anchors"]),
            bookmarks=tuple(Bookmark(**mark) for mark in told["bookmarks"]),
            used=told["used"],
            foot=told["foot"],
            picture=b64decode(told["picture"]),
        )


@dataclass(frozen=True)
class Chain:
    """The parts made so far, in order; ``runs_on``: whether the next starts where they end."""

    runs_on: bool
    parts: tuple[Part, ...] = ()

    @cached_property
    def starts(self) -> tuple[Start, ...]:
        """Where each part starts, and where the next one would."""
        found = [Start()]
        for part in self.parts:
            last = found[-1].page + len(part.anchors) - 1
            if self.runs_on:
                found.append(Start(last, math.ceil(part.used * _FINEST) / _FINEST))
            else:
                found.append(Start(last + 1))
        return tuple(found)

    def then(self, part: Part) -> Chain:
        """With one part more."""
        return Chain(self.runs_on, (*self.parts, part))

    @property
    def anchors(self) -> tuple[frozenset[str], ...]:
        """The anchors of each page."""
        pages: dict[int, frozenset[str]] = {}
        for start, part in zip(self.starts, self.parts, strict=False):
            for number, names in enumerate(part.anchors, start=start.page):
                pages[number] = pages.get(number, frozenset()) | names
        return tuple(pages[number] for number in sorted(pages))

    @property
    def bound(self) -> tuple[Bound, ...]:
        """What the binder needs."""
        rows = zip(self.starts, self.parts, strict=False)
        return tuple(
            Bound(part.data, start.page, part.bookmarks, part.foot) for start, part in rows
        )


def part_task(sheet_parts: Sequence[str], number: int, start: Start, common: PartTask) -> PartTask:
    """The task of one part of a document; ``common``: what all its parts share."""
    return PartTask(
        html=sheet_parts[number],
        style=common.style + start.style,
        languages=common.languages,
        created=common.created,
        pictured=common.pictured and number == 0,
    )


def make_part(task: PartTask, typesetter: Typesetter) -> Part:
    """Typeset it. Raises ContentError as the typesetter does."""
    done = typesetter.typeset(task.html, task.style, task.created, pictured=task.pictured)
    data, foot = tidied(done.data, task.languages)
    return Part(
        data=data,
        foot=foot,
        anchors=tuple(done.anchors),
        bookmarks=done.bookmarks,
        used=done.used,
        picture=done.picture,
    )

"""A seeded error in a copy of the real content, and what the checks say of it."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from scripts.checks import run, select
from scripts.library import ContentError, Finding, Site, load_site
from tests.unit.sites import ROOT, copy_content

SEED = 20261123
LANGUAGES = ("fr", "nl", "en")

Key = tuple[str, str, str]
"""A finding without its line, which moves when a line is added."""


@dataclass(frozen=True)
class Edit:
    """Characters ``start`` to ``end`` of a file become ``words``; None removes the file."""

    path: str
    start: int
    end: int
    words: str | bytes | None


@dataclass(frozen=True)
class Mutant:
    """One error: the place that names it in reports, and its edits (one for most)."""

    place: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Outcome:
    """What the checks said of a mutant: the rules that fired, none when it survived."""

    mutant: Mutant
    rules: tuple[str, ...]


class Content:
    """The real content as text, and as a site."""

    def __init__(self, root: Path) -> None:
        kinds = ("docs/*/*.md", "data/**/*.yaml", "data/drawings/*.svg", "leaflets/*.yaml")
        paths = [path for kind in kinds for path in root.glob(kind)]
        self.files = {str(path.relative_to(root)): _text(path) for path in sorted(paths)}
        self.site: Site = load_site(root)

    def pages(self, *languages: str) -> list[str]:
        """Paths of the pages of these languages (all of them without)."""
        wanted = languages or LANGUAGES
        return [path for path in self.files if path.startswith(tuple(f"docs/{c}/" for c in wanted))]

    def registry(self) -> list[str]:
        """Paths of the files of facts."""
        return [path for path in self.files if path.startswith("data/facts/")]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


Source = Callable[[Content, random.Random], Iterable[Mutant]]


@dataclass(frozen=True)
class Family:
    """A kind of error. ``least``: share of its mutants that must be seen; ``count``: how many."""

    name: str
    what: str
    group: str
    least: float
    count: int
    source: Source


FAMILIES: dict[str, Family] = {}


def family(
    name: str, group: str, *, least: float = 1.0, count: int = 9
) -> Callable[[Source], Source]:
    """Register a generator of mutants; the first line of its docstring tells what it does."""

    def register(source: Source) -> Source:
        if name in FAMILIES:
            raise ValueError(f"{name} stands twice")
        what = (source.__doc__ or "").strip().split("\n")[0]
        if not what:
            raise ValueError(f"{name} says nothing")
        FAMILIES[name] = Family(name, what, group, least, count, source)
        return source

    return register


@cache
def real() -> Content:
    """The content of this repository."""
    return Content(ROOT)


def mutants(chosen: Family) -> list[Mutant]:
    """The mutants of a family: the same ones in every run, spread over all its places."""
    rng = random.Random(f"{SEED} {chosen.name}")
    places = {mutant.place: mutant for mutant in chosen.source(real(), rng)}
    found = [places[place] for place in sorted(places)]
    return found if len(found) <= chosen.count else rng.sample(found, chosen.count)


Change = Callable[[re.Match[str]], str | None]
With = TypeVar("With")
"""What a change of words is given: the source of chance, or a language."""


def matches(
    content: Content, paths: Iterable[str], pattern: str, change: Change
) -> Iterator[Mutant]:
    """One mutant for each match whose changed words differ; None leaves a match alone."""
    for path in paths:
        text = content.files[path]
        for match in re.finditer(pattern, text, re.MULTILINE):
            words = change(match)
            if words is not None and words != match[0]:
                yield at(content, path, match.start(), match.end(), words)


def second(change: Callable[[str, With], str | None], given: With) -> Change:
    """A change of what the second group of a match holds; the first group stays before it."""

    def changed(match: re.Match[str]) -> str | None:
        words = change(match[2], given)
        return None if words is None else f"{match[1]}{words}"

    return changed


def at(content: Content, path: str, start: int, end: int, words: str) -> Mutant:
    """The mutant that replaces one piece of a file."""
    text = content.files[path]
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    old = " ".join(text[start:end].split())[:60]
    new = " ".join(words.split())[:60]
    return Mutant(f"{path}:{line}:{column} '{old}' -> '{new}'", (Edit(path, start, end, words),))


class Bench:
    """A copy of the content on disk, in which one mutant stands at a time."""

    def __init__(self, folder: Path) -> None:
        self.root = copy_content(ROOT, folder)
        self.before = keys(self.findings())
        self._rules = select(None)

    def findings(self) -> list[Finding]:
        """What a run of the checks says, without the clock."""
        try:
            return run(load_site(self.root))
        except ContentError as error:
            return error.findings

    def attack(self, mutant: Mutant) -> Outcome:
        """Put the error in, check, take it out again."""
        return Outcome(mutant, tuple(sorted({key[0] for key in self.new(mutant)})))

    def new(self, mutant: Mutant) -> set[Key]:
        """The findings that the content has with the error and not without."""
        with self._mutated(mutant):
            return keys(self.findings()) - self.before

    def sees(self, mutant: Mutant) -> bool:
        """Whether any rule has a finding because of the error; stops at the first that has.

        The rules that saw the errors before are asked first: like errors follow each other.
        """
        with self._mutated(mutant):
            try:
                site = load_site(self.root)
            except ContentError as error:
                return bool(keys(error.findings) - self.before)
            for rule in self._rules:
                if keys(rule.check(site)) - self.before:
                    self._rules = [rule, *(other for other in self._rules if other is not rule)]
                    return True
        return False

    @contextmanager
    def _mutated(self, mutant: Mutant) -> Iterator[None]:
        with_error = {path: mutated(real().files[path], mutant, path) for path in paths(mutant)}
        try:
            for path, words in with_error.items():
                self._write(path, words)
            yield
        finally:
            for path in with_error:
                self._write(path, real().files[path])

    def _write(self, path: str, words: str | bytes | None) -> None:
        place = self.root / path
        if words is None:
            place.unlink()
        elif isinstance(words, bytes):
            place.write_bytes(words)
        else:
            place.write_bytes(words.encode())


@cache
def bench() -> Bench:
    """One copy for each process; the folder goes when the process ends."""
    bench.folder = tempfile.TemporaryDirectory()  # type: ignore[attr-defined]  # kept alive here
    return Bench(Path(bench.folder.name))  # type: ignore[attr-defined]


def keys(findings: Iterable[Finding]) -> set[Key]:
    """Findings without their lines."""
    return {(finding.rule, finding.path, finding.message) for finding in findings}


def paths(mutant: Mutant) -> list[str]:
    """The files that a mutant changes."""
    return sorted({edit.path for edit in mutant.edits})


def mutated(text: str, mutant: Mutant, path: str) -> str | bytes | None:
    """The text of one file with the error in it."""
    for edit in sorted(mutant.edits, key=lambda edit: edit.start, reverse=True):
        if edit.path != path:
            continue
        if not isinstance(edit.words, str):
            return edit.words
        text = text[: edit.start] + edit.words + text[edit.end :]
    return text


def differs(mutant: Mutant) -> bool:
    """Whether the mutant changes what it says it changes."""
    return all(
        mutated(real().files[path], mutant, path) != real().files[path] for path in paths(mutant)
    )

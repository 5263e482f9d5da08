"""Copies of a site on disk, changed for one test."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import yaml

from scripts import ledger
from scripts.checks import run
from scripts.checks.ledger import unstamped
from scripts.library import LEDGER, ContentError, Finding, load_site
from scripts.library.translation import FOLDER, translated_languages
from scripts.translations import stamp_new

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
BROKEN = TESTS / "broken"
BASE = BROKEN / "_base"
STALE = "LANG11"
"""In the name of a case: it keeps the stamps of the base site."""

UNSTAMPED = ("FACT09-", "CONT07-", "PAGE16-", "NEWS01-after", "ledger")
"""Cases about the ledger, or that it refuses; in every other one changed records are stamped."""
STAMPED_ON = dt.date(2026, 11, 23)
EDITS, EXPECT = "edits.yaml", "expect.txt"


class NoSuchWordsError(Exception):
    """The words to replace do not stand in the file exactly once."""


def copy_content(source: Path, target: Path) -> Path:
    """Copy docs/ and data/ of a site, and its leaflets where it has some."""
    for folder in ("docs", "data", "leaflets"):
        if (source / folder).is_dir():
            shutil.copytree(source / folder, target / folder)
    return target


def build_case(case: Path, target: Path, *, stamped: bool = True) -> Path:
    """The base site with the files and the edits of a case laid over it.

    The translations are stamped after the edits, unless not wanted or named for LANG11.
    """
    copy_content(BASE, target)
    for path in sorted(case.rglob("*")):
        if path.is_file() and path.name not in (EDITS, EXPECT):
            place = target / path.relative_to(case)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    for edit in read_edits(case):
        if edit.keys() == {"delete"}:
            (target / edit["delete"]).unlink()
        elif edit.keys() == {"encode", "as"}:
            path = target / edit["encode"]
            path.write_bytes(path.read_text(encoding="utf-8").encode(edit["as"]))
        else:
            replace(target / edit["file"], edit["find"], edit["replace"])
    if not case.name.startswith(UNSTAMPED):
        stamp_all(target)
    if stamped and STALE not in case.name:
        restamp(target)
    return target


def restamp(root: Path) -> None:
    """Stamp every translation anew, so that a case shows its own fault and not a stale stamp."""
    for path in (root / FOLDER).glob("*.yaml"):
        path.unlink()
    try:
        site = load_site(root)
    except ContentError:
        return
    for code in translated_languages(site):
        stamp_new(site, code)


def stamp_all(root: Path) -> None:
    """Stamp every changed record; content that cannot be loaded stays as it is."""
    try:
        site = load_site(root)
    except ContentError:
        return
    site.ledger = {}  # as if every record were new: no date is asked for
    text = ledger.stamped(site, list(unstamped(site)), STAMPED_ON)
    (root / LEDGER).write_text(text, encoding="utf-8")


def read_edits(case: Path) -> list[dict[str, str]]:
    """The edits of a case: {file, find, replace}, {delete} or {encode, as}."""
    path = case / EDITS
    found: list[dict[str, str]] = yaml.safe_load(path.read_text("utf-8")) if path.exists() else []
    return found


def replace(path: Path, find: str, words: str) -> None:
    """Put ``words`` in the place of ``find``, which must stand in the file exactly once."""
    text = path.read_text(encoding="utf-8")
    if text.count(find) != 1:
        raise NoSuchWordsError(f"{path}: '{find}' stands {text.count(find)} times")
    path.write_text(text.replace(find, words), encoding="utf-8")


def findings_of(root: Path, only: str | None = None) -> list[Finding]:
    """What the loader or the rules say about a site."""
    try:
        return run(load_site(root), only)
    except ContentError as error:
        return error.findings

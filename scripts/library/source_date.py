"""The moment of the sources: the date that paper, archives and the files in them carry.

The same sources give the same bytes on the same day, so this is never the moment of the build.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = "SOURCE_DATE_EPOCH"
"""Environment variable that gives the moment, in seconds since 1970; many tools read it."""

ARCHIVE_FILE = ".source-date"
"""Where `git archive` writes the moment of the commit that it packs."""

PAGES = "data/pages.yaml"
CHECKED = re.compile(r"\bchecked: *([0-9]{4}-[0-9]{2}-[0-9]{2})\b")

EARLIEST = int(dt.datetime(1980, 1, 1, tzinfo=dt.UTC).timestamp())
LATEST = int(dt.datetime(2107, 12, 31, tzinfo=dt.UTC).timestamp())
"""A ZIP file can write down no other moments. In seconds since 1970."""

Origin = Literal["environment", "commit", "archive", "newest check"]


class SourceDateError(ValueError):
    """The sources have no usable moment; the message is one line that says what to do."""


@dataclass(frozen=True)
class SourceDate:
    """A moment in seconds since 1970, and what gave it."""

    seconds: int
    origin: Origin

    @property
    def moment(self) -> dt.datetime:
        """The moment in UTC."""
        return dt.datetime.fromtimestamp(self.seconds, dt.UTC)

    @property
    def day(self) -> dt.date:
        """Its day in UTC."""
        return self.moment.date()


def source_date(root: Path = ROOT) -> SourceDate:
    """The moment of the sources in ``root``.

    SOURCE_DATE_EPOCH decides, else the last commit. In a folder without git: the commit that
    `git archive` packed, else noon of the newest day on which a page was checked.
    Raises SourceDateError when what decides gives no moment, or when git refuses the folder.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return SourceDate(_seconds(given, VARIABLE), "environment")
    return _from_sources(root)


@lru_cache
def _from_sources(root: Path) -> SourceDate:
    if (root / ".git").exists():
        return SourceDate(_seconds(_last_commit(root), "the last commit"), "commit")
    packed = root / ARCHIVE_FILE
    words = packed.read_text("utf-8").strip() if packed.is_file() else ""
    if words and not words.startswith("$"):
        return SourceDate(_seconds(words, ARCHIVE_FILE), "archive")
    return SourceDate(_newest_check(root), "newest check")


def _seconds(words: str, origin: str) -> int:
    """The words as seconds since 1970; raises SourceDateError when they are no such moment."""
    if not re.fullmatch(r"[0-9]{1,12}", words) or not EARLIEST <= int(words) <= LATEST:
        what = f"{origin} says '{words}', which is no moment from 1980 to 2107"
        raise SourceDateError(f"source date: {what}; set {VARIABLE} to the seconds since 1970")
    return int(words)


def _last_commit(root: Path) -> str:
    """When the last commit was made; raises SourceDateError with the message of git."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    otherwise = f"or set {VARIABLE} to the seconds since 1970"
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        what = "git is not installed, and it knows the moment of the last commit"
        raise SourceDateError(f"source date: {what}; apt-get install git, {otherwise}") from None
    if done.returncode != 0:
        said = " ".join(done.stderr.split())
        raise SourceDateError(f"source date: {said}; do what git says, {otherwise}")
    return done.stdout.strip()


def _newest_check(root: Path) -> int:
    """Noon of the newest day of check; raises SourceDateError when no page has such a day."""
    days = CHECKED.findall((root / PAGES).read_text("utf-8"))
    try:
        newest = dt.datetime.strptime(max(days, default=""), "%Y-%m-%d")
    except ValueError:
        what = f"{PAGES} has no day of check that is in the calendar"
        raise SourceDateError(f"source date: {what}; write it like 'checked: 2026-11-23'") from None
    return int(newest.replace(hour=12, tzinfo=dt.UTC).timestamp())

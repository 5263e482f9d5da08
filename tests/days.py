"""`python -m tests.days`: the tests that depend on the day, again on days when they may fail.

`make test` builds and tests on one day, that of the newest check of the content, so that its result
depends on the commit alone. A test of 23 November 2026 once was red on every other day.
"""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.library import Contact, Drawing, Fact, Site
from scripts.library.clock import DAY_VARIABLE
from tests.built import ROOT, content_day, real_site

LEAP_DAY = dt.date(2028, 2, 29)
ONE_DAY = dt.timedelta(days=1)
MARK = "mark.day"


def environment_of_that_day() -> dict[str, str]:
    """The environment for a program that is started to build or serve, on that day."""
    return {**os.environ, DAY_VARIABLE: content_day().isoformat()}


def other_days(site: Site) -> list[dt.date]:
    """The next day, the days after the first and the last `review_by`, and a leap day."""
    reviews = [record.review_by for table in _reviewed(site) for record in table]
    return [content_day() + ONE_DAY, min(reviews) + ONE_DAY, max(reviews) + ONE_DAY, LEAP_DAY]


def _reviewed(site: Site) -> Sequence[Sequence[Fact | Contact | Drawing]]:
    return [list(site.facts.values()), list(site.contacts.values()), list(site.drawings.values())]


def marked_files() -> list[Path]:
    """The test files that hold a marked test."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return [file for file in files if MARK in file.read_text(encoding="utf-8")]


def main(arguments: Sequence[str]) -> int:
    """Run the marked tests on each other day; with `--content`, print the day of the content."""
    if list(arguments) == ["--content"]:
        print(content_day())
        return 0
    files = [str(file) for file in marked_files()]
    for day in other_days(real_site()):
        print(f"tests that depend on the day, on {day}", flush=True)
        command = [sys.executable, "-m", "pytest", "-q", "-n", "4", "-m", "day", "--day", str(day)]
        if done := subprocess.run([*command, *files], cwd=ROOT, check=False).returncode:
            return done
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

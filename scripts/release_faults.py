"""Why a release is refused before anything is built: each reason is one line."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from scripts.checks.clock import days_said
from scripts.checks.translated import notices
from scripts.leaflets.definition import SETTINGS, load_shelf
from scripts.library import ContentError, Site
from scripts.library.address import is_number
from scripts.library.recall import RELEASES, SEAL
from scripts.library.source_date import VARIABLE, source_date

NOT_REAL = (
    *("localhost", "localdomain", "example", "invalid", "test", "local", "internal", "lan"),
    *("example.org", "example.com", "example.net", "example.be"),
)
"""Ends of names that nobody can open from elsewhere, or that belong to nobody."""

POSTCODE_AND_TOWN = re.compile(r"(?:[A-Z]{1,2}-)?[0-9]{4,5} [^\W\d].+")
STREET_AND_NUMBER = re.compile(r"(?=.*[^\W\d]{2})(?=.*[0-9]).+")
NAME = re.compile(r"(?=.*[^\W\d]{2}).+")
PUBLISHER = "Name, street number, postcode town"


def reasons(root: Path, site: Site, address: str, day: dt.date) -> list[str]:
    """All that refuses a release on ``day``, but for the rules of the content.

    Raises SourceDateError when nothing tells the moment of the sources.
    """
    return [
        *address_faults(address),
        *publisher_faults(root),
        *tree_faults(root),
        *moment_faults(site, source_date(root).day, day),
        *translation_faults(site),
    ]


def address_faults(address: str) -> Iterator[str]:
    """Why a well-formed address cannot stand on paper and in canonical links, if it cannot."""
    advice = "give the real one: make release SITE_URL=https://…/"
    host = str(urlsplit(address).hostname)
    if not address.startswith("https://"):
        yield f"release: SITE_URL '{address}' is not an https address; {advice}"
    elif is_number(host) or "." not in host or not _is_real(host):
        yield f"release: SITE_URL '{address}' is nobody's address; {advice}"


def _is_real(host: str) -> bool:
    return not any(host == end or host.endswith(f".{end}") for end in NOT_REAL)


def publisher_faults(root: Path) -> Iterator[str]:
    """The law asks for a name and an address on paper; without them every sheet says draft."""
    try:
        publisher = load_shelf(root).settings.publisher.strip()
    except ContentError as error:
        yield from (str(finding) for finding in error.findings)
        return
    if not publisher:
        yield f"{SETTINGS}:1: release: no responsible publisher; write '{PUBLISHER}' there"
    elif not is_publisher(publisher):
        what = f"'{publisher}' is no name with an address"
        yield f"{SETTINGS}:1: release: {what}; write '{PUBLISHER}' there"


def is_publisher(words: str) -> bool:
    """Whether this is a name, a street with a number, and a town with its postcode."""
    *names, street, town = ("", "", *(part.strip() for part in words.split(",")))
    whole = NAME.fullmatch(", ".join(name for name in names if name))
    return bool(whole and STREET_AND_NUMBER.fullmatch(street) and POSTCODE_AND_TOWN.fullmatch(town))


def has_history(root: Path) -> bool:
    """Whether the folder is a checkout of git, and no unpacked archive."""
    return (root / ".git").exists()


def tree_faults(root: Path) -> Iterator[str]:
    """What differs from the last commit: the release could not be made again from it.

    The register and its seal are left out: a release writes them, and they are committed with it.
    """
    if not has_history(root):
        return
    status = ("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    try:
        done = _git(root, *status, "--", ".", f":(exclude){RELEASES}", f":(exclude){SEAL}")
    except FileNotFoundError:
        yield "release: git is not installed, and knows what was committed; apt-get install git"
        return
    if done.returncode != 0:
        said = " ".join(done.stderr.split())
        yield f"release: git cannot say what was committed: {said}; do what it says"
        return
    changed = [entry[3:] for entry in done.stdout.split("\0") if entry]
    if changed:
        count = f", as {len(changed) - 1} more" if len(changed) > 1 else ""
        what = f"'{changed[0]}' is not as in the last commit{count}"
        yield f"{changed[0]}:1: release: {what}; commit it, or take it out (see git status)"


def commit_of(root: Path) -> str:
    """The name of the last commit, '' in a folder without history."""
    return _git(root, "rev-parse", "HEAD").stdout.strip() if has_history(root) else ""


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def moment_faults(site: Site, made: dt.date, day: dt.date) -> Iterator[str]:
    """Why sources that were ``made`` on this day cannot be released on ``day``."""
    advice = f"unset {VARIABLE}, or set it to what 'git log -1 --format=%ct' says"
    newest = max((said for *_, said in days_said(site)), default=made)
    if made < newest:
        what = f"the sources are of {made}, before {newest}, when something was checked"
        yield f"release: {what}; {advice}"
    elif made > day:
        what = f"the sources are of {made}, after today, {day}"
        yield f"release: {what}; {advice}, or correct the clock"


def translation_faults(site: Site) -> Iterator[str]:
    """Sections older than their French words: a page tells its reader so, a leaflet cannot."""
    for rendering in notices(site):
        unit, code = rendering.unit, rendering.unit.path.split("/")[1]
        advice = f"compare, then 'python -m scripts translations stamp {code} {unit.name}'"
        what = f"'{unit.name}' is older than its French words, and paper cannot say so"
        yield f"{unit.path}:{unit.line}: release: {what}; {advice}"

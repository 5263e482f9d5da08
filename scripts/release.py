"""The command `release`: check with the clock, build, pack the site, register the codes on paper.

Nothing is written when it is refused. What was checked is what is packed: one folder, file by file.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import os
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts import build
from scripts.checks import command, run
from scripts.checks.clock import CLOCK_RULES, FUTURE
from scripts.checks.upcoming import upcoming_values
from scripts.leaflets import RELEASE_DAY, registered
from scripts.library import ContentError, Finding, Site, load_site
from scripts.library.address import AddressError, site_address
from scripts.library.clock import DAY_VARIABLE, ClockError, today
from scripts.library.lock import WriteError, refusing
from scripts.library.recall import (
    CODE_ADDRESS,
    RELEASES,
    SEAL,
    Register,
    register_text,
    seal_text,
    sealed,
)
from scripts.library.source_date import SourceDateError, source_date
from scripts.library.text_file import replace_texts
from scripts.release_faults import commit_of, has_history, reasons, tree_faults
from scripts.site.archive import files_of, write_zip
from scripts.site.precompress import precompress

DONE, REFUSED, MISUSED = 0, 1, 2
OUT = Path("dist")
RECORD = "release.txt"
"""What was released, of which day and commit; at the root of the site, for who runs it."""


class RefusedError(Exception):
    """The release is refused; the message has a line for each reason, or none that was not said."""


FAULTS = (
    *(RefusedError, ContentError, AddressError, ClockError, SourceDateError),
    *(WriteError, build.NotBuiltError),
)
"""What ends a release with lines that say what to do."""


@dataclass(frozen=True)
class Release:
    """One release that is being made. ``overdue``: why it does not wait for what is due."""

    root: Path
    site: Site
    address: str
    day: dt.date
    overdue: str

    @property
    def folder(self) -> Path:
        """Where the site is built, checked and packed."""
        return self.root / build.STAGING

    @property
    def moment(self) -> dt.datetime:
        """The moment that every file of the archive carries: that of the sources, or of the day.

        The same sources say other things on another day. A server that tells two files apart by
        their size and moment would answer a browser that it has the newer one already.
        """
        start = dt.datetime.combine(self.day, dt.time(), dt.UTC)
        return max(source_date(self.root).moment, start)


def main(arguments: Sequence[str]) -> int:
    """Write ``dist/icam-info-<day>.zip``: 0 done, 1 refused with a line for each reason."""
    parser = argparse.ArgumentParser(prog="python -m scripts release", description=__doc__)
    parser.add_argument(
        "--overdue",
        metavar="REASON",
        default="",
        help="publish though something is due; the reason stands in release.txt",
    )
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return MISUSED if stop.code else DONE
    root = Path.cwd()
    try:
        site_address("release")
        with build.ready("release", root) as lock, refusing("release"):
            print(_release(root, options.overdue.strip(), lock))
    except FAULTS as error:
        print(error, file=sys.stderr)
        return REFUSED
    return DONE


def _release(root: Path, overdue: str, lock: int) -> str:
    """Make the release and return what to say of it. Raises RefusedError and its like."""
    release = Release(root, load_site(root), os.environ.get("SITE_URL", ""), today(), overdue)
    _refuse(reasons(root, release.site, release.address, release.day))
    for line in upcoming_values(release.site, release.day):
        print(f"{line}; make a release on that day", file=sys.stderr)
    due = refuse_findings(release)
    register = registered(release.site, release.address, release.day)
    # The builder reads no clock of its own: a release over midnight is of one day.
    day = release.day.isoformat()
    build.build_whole(root, lock, {RELEASE_DAY: day, DAY_VARIABLE: day})
    (release.folder / RECORD).write_text(record_text(release, due), encoding="utf-8")
    precompress(release.folder)
    files = files_of(release.folder)
    where = ["--root", str(root), "--built", build.STAGING, "--only", "HTML"]
    if command.main(where):
        what = f"see the findings above, in {build.STAGING}/"
        raise RefusedError(f"release: refused, {what}; dist/ and site/ are unchanged")
    _refuse([*code_faults(release, register), *tree_faults(root)])
    path = write_down(release, register, files)
    fresh = len(register.codes) - len(release.site.register.codes)
    said = f"{path.relative_to(root)}, {fresh} new codes in {RELEASES}: keep it with the sources"
    return said if has_history(root) else f"{said}\n{NO_HISTORY}"


NO_HISTORY = "made from a folder without git: nobody can tell from which commit"


def _refuse(lines: Sequence[str]) -> None:
    """Raises RefusedError when there is a reason."""
    if lines:
        raise RefusedError("\n".join(lines))


def refuse_findings(release: Release) -> list[Finding]:
    """What is due on the day of the release and is published all the same, with its reason.

    Raises RefusedError for every other finding, for what is due without a reason, and for a reason
    that nothing asks for.
    """
    clock = CLOCK_RULES.run(None, release.site, release.day)
    due = [finding for finding in clock if finding.rule != FUTURE]
    faults = [*run(release.site), *(finding for finding in clock if finding not in due)]
    if due and not release.overdue:
        what = f"{command.plural(len(due), 'record')} due on {release.day}"
        advice = "check them, or publish a correction that cannot wait with --overdue 'why'"
        raise RefusedError("\n".join(map(str, [*faults, *due, f"release: {what}; {advice}"])))
    _refuse([str(finding) for finding in faults])
    if release.overdue and not due:
        raise RefusedError("release: nothing is due; leave --overdue out")
    return due


def record_text(release: Release, due: Sequence[Finding]) -> str:
    """``release.txt``: day, address, commit, and what was due and why nobody waited for it."""
    lines = [
        f"release: {release.day}",
        f"address: {release.address}",
        f"commit: {commit_of(release.root) or 'unknown'}",
    ]
    if due:
        lines.append(f"overdue: {release.overdue}")
        lines += [f"- {finding}" for finding in due]
    return "\n".join(lines) + "\n"


def code_faults(release: Release, after: Register) -> Iterator[str]:
    """Why the register cannot be written: a code that it held, or that has no page, is lost."""
    for code in release.site.register.codes:
        if code not in after.codes:
            yield f"{RELEASES}:1: release: code '{code}' disappeared; restore the register"
    for code, (entry, languages) in after.codes.items():
        page = f"{CODE_ADDRESS.format(code=code)}index.html"
        if not (release.folder / page).is_file():
            what = f"'{code}' ({entry.leaflet}, {languages}) has no page; build again"
            yield f"{build.SITE}/{page}:1: release: code {what}"


def write_down(release: Release, register: Register, files: Sequence[str]) -> Path:
    """Pack the files that were checked, and put the site, the register and the archive in place.

    Returns the path of the archive. It gets its name last: one that is there has its codes in the
    register. Raises RefusedError when the folder, the archive and what was checked are not the same
    files, and NotBuiltError when the site cannot be replaced.
    """
    out = release.root / OUT
    out.mkdir(exist_ok=True)
    part = out / ".release.zip.part"
    try:
        contents = ((name, (release.folder / name).read_bytes()) for name in files)
        write_zip(part, contents, release.moment)
        _refuse(list(lost_files(part, release.folder, files)))
        build.replace_folder(release.folder, release.root / build.SITE)
        if register != release.site.register:
            write_register(release.root, register)
        return part.replace(free_name(out, release.day, part.read_bytes()))
    finally:
        part.unlink(missing_ok=True)


def lost_files(archive: Path, folder: Path, files: Sequence[str]) -> Iterator[str]:
    """Every file that is not whole in the folder, in the archive and among what was checked."""
    with zipfile.ZipFile(archive) as opened:
        packed = {entry.filename: entry.file_size for entry in opened.infolist()}
    standing = {name: (folder / name).stat().st_size for name in files_of(folder)}
    for name in sorted({*packed, *standing, *files}):
        if name not in files or packed.get(name) != standing.get(name):
            what = f"'{name}' is not the same in the folder, the checks and the archive"
            yield f"{build.SITE}/{name}:1: release: {what}; run it again, with nothing else at work"


def free_name(out: Path, day: dt.date, data: bytes) -> Path:
    """The name of an archive of this day: another one for each that holds other bytes."""
    for number in itertools.count(1):
        path = out / f"icam-info-{day}{f'-{number}' if number > 1 else ''}.zip"
        if not path.is_file() or path.read_bytes() == data:
            break
    return path


def write_register(root: Path, register: Register) -> None:
    """Write the register and its seal, both or neither."""
    replace_texts(
        {
            root / RELEASES: register_text(register, _head(root / RELEASES)),
            root / SEAL: seal_text(sealed(register), _head(root / SEAL)),
        }
    )


def _head(path: Path) -> str:
    """The comment at the top of a file."""
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(itertools.takewhile(lambda row: row.startswith("#"), rows))

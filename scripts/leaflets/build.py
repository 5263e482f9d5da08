"""Every leaflet of every language and pair, all or none: no language goes without the others."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as installed_version
from pathlib import Path

from scripts.leaflets.address import NoRoomError
from scripts.leaflets.code import code_for
from scripts.leaflets.definition import SETTINGS, STYLE, Shelf, load_shelf
from scripts.leaflets.drafts import is_draft, refuse_draft
from scripts.leaflets.job import Job, Wanted
from scripts.leaflets.jobs import jobs_of
from scripts.leaflets.overflow import faults_of
from scripts.leaflets.pairing import UnequalError
from scripts.leaflets.sheet import Maker, Sheet
from scripts.leaflets.store import FOLDER as STORE
from scripts.leaflets.store import Store, digest, written
from scripts.leaflets.typeset import check_fonts, undrawable
from scripts.leaflets.typesetting import Task, Tools, make_all
from scripts.library import ContentError, Finding, LeafletFile, Site

__all__ = ["Batch", "Job", "Wanted", "build_all", "jobs_of", "prepare", "tasks_of"]

MAKERS = ("weasyprint", "pikepdf", "fonttools", "pillow")
"""Packages whose version may change the bytes of a leaflet."""


def build_all(
    site: Site,
    out: Path,
    site_url: str,
    *,
    wanted: Wanted | None = None,
    release: bool = False,
    workers: int | None = None,
) -> list[Path]:
    """Write every leaflet into ``out`` and return the files; unchanged ones are left alone.

    Two files a leaflet: 'fr-first-steps.pdf' to read, 'fr-first-steps-print.pdf' to print.
    Raises ContentError with every fault; then no file is touched.
    """
    return prepare(site, site_url, wanted=wanted, release=release, workers=workers).put(out)


def prepare(
    site: Site,
    site_url: str,
    *,
    wanted: Wanted | None = None,
    release: bool = False,
    workers: int | None = None,
    store: Path | None = None,
) -> Batch:
    """Make what is not made yet, and keep it in the store; ``put`` copies it where it is wanted.

    Raises ContentError with every fault; what was made before stays.
    """
    shelf = load_shelf(site.root)
    check_fonts(shelf)
    site_url = site_url.rstrip("/") + "/"
    if release:
        refuse_draft(shelf, site_url)
    wanted = wanted or Wanted()
    jobs = jobs_of(site, site_url, wanted, shelf=shelf)
    tasks = tasks_of(jobs)
    kept = Store(store or site.root / STORE)
    common = _common_inputs(shelf)
    prints = {name: _fingerprint(task, common) for name, task in tasks.items()}
    missing = [job for job in jobs if not kept.holds(job.name, prints[job.name])]
    if missing:
        kept.refuse_read_only()
    with written(Path(tempfile.gettempdir())):
        made = make_all(
            Tools.of(shelf), [tasks[job.name] for job in missing], workers or os.cpu_count() or 1
        )
    findings: list[Finding] = []
    for job in missing:
        faults = list(faults_of(job, made[job.name]))
        findings.extend(faults)
        if not faults:
            kept.add(job.name, prints[job.name], made[job.name])
    if wanted.everything:
        kept.keep_only([job.name for job in jobs])
    if findings:
        raise ContentError(set(findings))
    return Batch(tuple(jobs), kept, tuple(job.name for job in missing))


@dataclass(frozen=True)
class Batch:
    """Leaflets that are made: ``fresh`` names those that were not in the store before."""

    jobs: tuple[Job, ...]
    store: Store
    fresh: tuple[str, ...]

    def put(self, out: Path) -> list[Path]:
        """Copy all files into ``out`` where they differ, and return them."""
        return [path for job in self.jobs for path in self.store.put(job.name, out)]

    def files(self) -> dict[tuple[str, str], LeafletFile]:
        """What the site says of each: (leaflet, 'fr' or 'fr-nl') -> its two files."""
        return {(job.id, "-".join(job.languages)): self._file(job) for job in self.jobs}

    def _file(self, job: Job) -> LeafletFile:
        reading, printed = self.store.paths(job.name)
        picture = self.store.picture(job.name)
        return LeafletFile(
            edition=job.edition,
            pages=self.store.pages(job.name),
            reading=reading.name,
            printed=printed.name,
            reading_bytes=reading.stat().st_size,
            printed_bytes=printed.stat().st_size,
            picture=picture.read_bytes() if picture.is_file() else b"",
        )


def tasks_of(jobs: Iterable[Job]) -> dict[str, Task]:
    """The document of each job, by its name.

    Raises ContentError: PRINT03 for glyphs, PRINT09 for pairs that are not equal, PRINT14 for an
    address that does not fit.
    """
    findings: list[Finding] = []
    tasks = {}
    for job in jobs:
        try:
            sheet = _sheet(job)
        except UnequalError as error:
            findings.append(_unequal(job, error))
            continue
        except NoRoomError as error:
            findings.append(Finding(SETTINGS, 1, "PRINT14", f"{job.shown}: {error}"))
            continue
        findings.extend(_strange_signs(job, sheet))
        tasks[job.name] = _task(job, sheet)
    if findings:
        raise ContentError(set(findings))
    return tasks


def _sheet(job: Job) -> Sheet:
    draft = is_draft(job.shelf, job.site_url)
    code = code_for(job.edition, job.site_url)
    return Maker(job.site, job.shelf, job.leaflet, job.contents, code, job.version, draft).sheet()


def _unequal(job: Job, error: UnequalError) -> Finding:
    key, _, what = str(error).partition(": ")
    side, index = map(int, key.split("-")[:2])
    place = job.leaflet.definition.sides[side][index].place
    text = f"{job.shown}, {place}: {what}; write the same paragraphs in both"
    return job.leaflet.finding("PRINT09", text, "sides", side, index)


def _strange_signs(job: Job, sheet: Sheet) -> Iterable[Finding]:
    strange = undrawable(job.shelf, sheet.html)
    if strange:
        signs = ", ".join(f"'{sign}' U+{ord(sign):04X}" for sign in strange)
        what = f"{job.shown}: our fonts lack {signs}; use another sign or add a font"
        yield Finding(SETTINGS, 1, "PRINT03", what)


def _task(job: Job, sheet: Sheet) -> Task:
    return Task(
        name=job.name,
        sheet=sheet,
        created=int(dt.datetime.combine(job.version, dt.time(), dt.UTC).timestamp()),
        pages=None if job.pages is None else job.pages + job.strips,
        runs_on=job.runs_on and not job.strips,
        way=job.way,
        format=job.leaflet.definition.format,
        right_to_left=job.contents[0].direction == "rtl",
        pictured=not job.paired,
    )


def _fingerprint(task: Task, common: Iterable[str]) -> str:
    """Of everything that decides the bytes of the two files."""
    return hashlib.sha256("\0".join((repr(task), *common)).encode()).hexdigest()


def _common_inputs(shelf: Shelf) -> tuple[str, ...]:
    """What all leaflets are made with: the style sheet, the fonts, this program."""
    fonts = (repr(font) for font in shelf.settings.fonts)
    return (digest((shelf.root / STYLE).read_bytes()), *fonts, *_program())


@cache
def _program() -> tuple[str, ...]:
    files = sorted(Path(__file__).parent.glob("*.py"))
    versions = (installed_version(name) for name in MAKERS)
    return (*(digest(path.read_bytes()) for path in files), *versions)

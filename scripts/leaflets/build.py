"""Every leaflet of every published language, all or none: no language goes without the others."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from pathlib import Path

from tqdm import tqdm

from scripts.leaflets.compose import Composer, part_id, side_id
from scripts.leaflets.definition import SETTINGS, STYLE, Leaflet, Shelf, load_shelf
from scripts.leaflets.typeset import Typeset, check_fonts, foreign_fonts, typeset, undrawable
from scripts.library import ContentError, Finding, Site

RECORD = Path(".build/leaflets.json")
"""Fingerprints of the last build: what went in, what came out."""


@dataclass(frozen=True)
class Job:
    """One file to make."""

    leaflet: Leaflet
    language: str
    html: str
    style: str
    fingerprint: str

    @property
    def file_name(self) -> str:
        """Name of the PDF, for example 'nl-first-steps.pdf'."""
        return f"{self.language}-{self.leaflet.definition.id}.pdf"


def build_all(site: Site, out: Path, site_url: str) -> list[Path]:
    """Write every leaflet into ``out`` and return the files; unchanged ones are left alone.

    Raises ContentError with every fault; then no file is touched.
    """
    shelf = load_shelf(site.root)
    check_fonts(shelf)
    version = version_date(site, os.environ)
    jobs = _jobs(site, shelf, site_url.rstrip("/") + "/", version)
    record = _Record(site.root / RECORD, site.root)
    paths = [out / job.file_name for job in jobs]
    created = int(dt.datetime.combine(version, dt.time(), dt.UTC).timestamp())
    findings: list[Finding] = []
    made: list[tuple[Path, Job, bytes]] = []
    steps = zip(jobs, paths, strict=True)
    for job, path in tqdm(steps, total=len(jobs), desc="leaflets", unit="file", disable=None):
        if record.holds(path, job.fingerprint):
            continue
        try:
            made.append((path, job, _make(shelf, job, created)))
        except ContentError as error:
            findings.extend(error.findings)
    if findings:
        raise ContentError(set(findings))
    for path, job, data in made:
        write_whole(path, data)
        record.add(path, job.fingerprint, data)
    record.save()
    return paths


def version_date(site: Site, environment: Mapping[str, str]) -> dt.date:
    """The day printed on paper: that of SOURCE_DATE_EPOCH, else of the newest check of a page."""
    seconds = int(environment.get("SOURCE_DATE_EPOCH") or 0)
    if seconds > 0:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date()
    return max(entry.checked for entry in site.page_entries.values())


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the file, then rename: the last good file stays until the new one is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def _jobs(site: Site, shelf: Shelf, site_url: str, version: dt.date) -> list[Job]:
    findings: list[Finding] = []
    jobs = []
    style = (shelf.root / STYLE).read_text(encoding="utf-8")
    for leaflet in shelf.leaflets:
        for language in site.published:
            composer = Composer(site, shelf, leaflet, language, site_url, version)
            try:
                html = composer.document()
            except ContentError as error:
                findings.extend(error.findings)
                continue
            sheet = style + running_foot(composer)
            jobs.append(Job(leaflet, language, html, sheet, _fingerprint(shelf, html, sheet)))
    if findings:
        raise ContentError(set(findings))
    return jobs


def running_foot(composer: Composer) -> str:
    """The CSS of the foot of every sheet: title, version, draft mark, page of pages."""
    words = {
        key: entry.in_language(composer.language) for key, entry in composer.shelf.words.items()
    }
    draft = "" if composer.shelf.settings.publisher else f"{words['draft']}   "
    return (
        f"@page{{@bottom-left{{content:{_css(composer.running_words())}}}"
        f'@bottom-right{{content:{_css(draft)} counter(page) "/" counter(pages)}}}}'
    )


def _css(text: str) -> str:
    escaped = "".join(c if c.isalnum() or c in " .,:" else f"\\{ord(c):x} " for c in text)
    return f'"{escaped}"'


def _fingerprint(shelf: Shelf, html: str, style: str) -> str:
    fonts = ",".join(font.sha256 for font in shelf.settings.fonts)
    code = "".join(
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path(__file__).parent.glob("*.py"))
    )
    parts = (html, style, fonts, code, installed_version("weasyprint"))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _make(shelf: Shelf, job: Job, created: int) -> bytes:
    """Typeset one file and prove it: our fonts only, as many pages as the definition has sides."""
    name = f"{job.leaflet.definition.id}, {job.language}"
    strange = undrawable(shelf, job.html)
    if strange:
        signs = ", ".join(f"'{character}' U+{ord(character):04X}" for character in strange)
        what = f"{name}: our fonts lack {signs}; use another sign or add a font"
        raise ContentError([Finding(SETTINGS, 1, "PRINT03", what)])
    done = typeset(shelf, job.html, job.style, created)
    fault = _page_fault(job, done)
    if fault:
        raise ContentError([fault])
    foreign = foreign_fonts(done.data)
    if foreign:
        what = f"{name}: set in {', '.join(foreign)}, which is not ours; add a font for it"
        raise ContentError([Finding(SETTINGS, 1, "PRINT03", what)])
    return done.data


def _page_fault(job: Job, done: Typeset) -> Finding | None:
    """PRINT04 when the pages are not the sides: names the first side that runs over, and where."""
    sides = job.leaflet.definition.sides
    if len(done.anchors) == len(sides):
        return None
    side = 0
    while side + 1 < len(sides) and side_id(side + 1) in done.anchors[side + 1]:
        side += 1
    over = done.anchors[side + 1] if side + 1 < len(done.anchors) else frozenset()
    parts = range(len(sides[side]))
    before = [n for n in parts if part_id(side, n) in done.anchors[side]]
    index = next((n for n in parts if part_id(side, n) in over), max(before, default=0))
    name = f"{job.leaflet.definition.id}, {job.language}, side {side + 1}"
    what = (
        f"{name}: the text does not fit, {len(done.anchors)} pages instead of {len(sides)}; it "
        f"runs over at {sides[side][index].place}; shorten it or take a part out"
    )
    return job.leaflet.finding("PRINT04", what, "sides", side, index)


class _Record:
    """The fingerprints, one entry a file; a record that cannot be read is an empty one."""

    def __init__(self, path: Path, root: Path) -> None:
        self._path = path
        self._root = root
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            entries = {}
        self._entries: dict[str, dict[str, str]] = entries if isinstance(entries, dict) else {}

    def holds(self, path: Path, fingerprint: str) -> bool:
        """Whether ``path`` is what the same inputs gave before."""
        entry = self._entries.get(self._key(path))
        if not entry or entry.get("in") != fingerprint or not path.is_file():
            return False
        return entry.get("out") == hashlib.sha256(path.read_bytes()).hexdigest()

    def add(self, path: Path, fingerprint: str, data: bytes) -> None:
        """Remember a file just written."""
        out = hashlib.sha256(data).hexdigest()
        self._entries[self._key(path)] = {"in": fingerprint, "out": out}

    def save(self) -> None:
        """Write the record."""
        text = json.dumps(self._entries, indent=1, sort_keys=True) + "\n"
        write_whole(self._path, text.encode())

    def _key(self, path: Path) -> str:
        return Path(os.path.relpath(path, self._root)).as_posix()

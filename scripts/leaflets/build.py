"""Every leaflet of every language and pair, all or none: no language goes without the others."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import version as installed_version
from itertools import permutations
from pathlib import Path
from typing import Any

from tqdm import tqdm

from scripts.leaflets import impose
from scripts.leaflets.binding import Bound, bound
from scripts.leaflets.code import code_for
from scripts.leaflets.compose import Composer, Content
from scripts.leaflets.definition import (
    FOLDER,
    SETTINGS,
    STYLE,
    Leaflet,
    Settings,
    Shelf,
    load_shelf,
)
from scripts.leaflets.finish import finished, shorten
from scripts.leaflets.pack import repacked, unpacked
from scripts.leaflets.pairing import UnequalError
from scripts.leaflets.parts import Chain, Part, PartTask, make_part, part_task
from scripts.leaflets.recall import edition_of
from scripts.leaflets.sheet import STRIP_ID, Maker, Sheet, is_public, side_id
from scripts.leaflets.typeset import Typesetter, check_fonts, foreign_fonts, undrawable
from scripts.library import ContentError, Finding, LeafletFile, Site
from scripts.library.recall import Edition
from scripts.library.source_date import source_date

STORE = Path(".build/leaflets")
"""Every file made before, and the fingerprints of what went into it."""

FEWEST_FOR_A_POOL = 6
"""Documents from which on other processes are worth their start (about one second)."""


@dataclass(frozen=True)
class Job:
    """One leaflet in one language, or in two side by side (left, right)."""

    site: Site
    shelf: Shelf
    leaflet: Leaflet
    site_url: str
    contents: tuple[Content, ...]

    @property
    def id(self) -> str:
        """Id of the definition."""
        return self.leaflet.definition.id

    @property
    def languages(self) -> tuple[str, ...]:
        """One code, or two: left and right."""
        return tuple(content.language for content in self.contents)

    @property
    def name(self) -> str:
        """Name of the file without its ending, for example 'fr-nl-first-steps'."""
        return "-".join((*self.languages, self.id))

    @property
    def shown(self) -> str:
        """How messages name it, for example 'first-steps, fr + nl'."""
        return f"{self.id}, {' + '.join(self.languages)}"

    @property
    def fact_ids(self) -> list[str]:
        """Facts that the leaflet carries, each once, in reading order."""
        return _each_once(fact for piece in self.contents[0].pieces for fact in piece.facts)

    @property
    def contact_ids(self) -> list[str]:
        """Contacts that the leaflet carries, each once, in reading order."""
        return _each_once(name for piece in self.contents[0].pieces for name in piece.contacts)

    @property
    def sections(self) -> dict[tuple[str, str], str]:
        """The words taken from pages, as written: (language, part) -> Markdown."""
        return {
            (content.language, piece.key): piece.text
            for content in self.contents
            for piece in content.pieces
            if piece.text
        }

    @cached_property
    def edition(self) -> Edition:
        """What it carries, and the code that stands for it."""
        return edition_of(self)

    @property
    def pages(self) -> int:
        """Pages of the finished leaflet, as its definition fixes them."""
        definition = self.leaflet.definition
        return definition.pages if len(self.contents) == 1 else definition.pair.pages

    @property
    def strips(self) -> int:
        """Pages after them that hold the imprint of a sheet of cards: one a language."""
        return len(self.contents) if self.way == "cut" else 0

    @property
    def fills(self) -> bool:
        """Whether empty pages may follow the text: where it runs on from page to page."""
        return self.leaflet.definition.flow or len(self.contents) == 2

    @property
    def way(self) -> str:
        """How it is printed: 'fold', 'cut', 'fit' (any paper) or 'plain'."""
        definition = self.leaflet.definition
        if len(self.contents) == 1 and definition.fold:
            return "fold"
        page = definition.format if len(self.contents) == 1 else definition.pair.format
        return {"card": "cut", "A3": "fit"}.get(page, "plain")


@dataclass(frozen=True)
class Task:
    """What a process needs to make the two files of a job."""

    name: str
    sheet: Sheet
    created: int
    pages: int
    fills: bool
    way: str
    page: str
    right_to_left: bool
    pictured: bool


@dataclass(frozen=True)
class Made:
    """The two files, or what is wrong: pages counted, anchors of each, fonts that are not ours."""

    reading: bytes = b""
    printed: bytes = b""
    picture: bytes = b""
    anchors: tuple[frozenset[str], ...] = ()
    foreign: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """Which leaflets to make; all of them when nothing is said."""

    ids: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def takes(self, leaflet: Leaflet, codes: Sequence[str]) -> bool:
        """Whether a leaflet in these languages is wanted."""
        if self.ids and leaflet.definition.id not in self.ids:
            return False
        return not self.languages or "-".join(codes) in self.languages


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
) -> Batch:
    """Make what is not made yet, and keep it in the store; ``put`` copies it where it is wanted.

    Raises ContentError with every fault; what was made before stays.
    """
    shelf = load_shelf(site.root)
    check_fonts(shelf)
    site_url = site_url.rstrip("/") + "/"
    if release:
        refuse_draft(shelf, site_url)
    workshop = Workshop(site, shelf, site_url, source_date().day)
    jobs = workshop.jobs(wanted or Wanted())
    refuse_shared_codes(site, jobs)
    store = Store(site.root / STORE)
    sheets = workshop.sheets(jobs)
    tasks = {job.name: workshop.task(job, sheets[job.name]) for job in jobs}
    prints = {name: workshop.fingerprint(task) for name, task in tasks.items()}
    missing = [job for job in jobs if not store.holds(job.name, prints[job.name])]
    desk = Desk(store, workshop.fingerprint)
    made = _make_all(
        shelf, desk, [tasks[job.name] for job in missing], workers or os.cpu_count() or 1
    )
    findings: list[Finding] = []
    for job in missing:
        faults = list(_faults(job, made[job.name]))
        findings.extend(faults)
        if not faults:
            store.add(job.name, prints[job.name], made[job.name])
    store.tidy(tasks)
    store.save()
    if findings:
        raise ContentError(set(findings))
    return Batch(tuple(jobs), store, tuple(job.name for job in missing))


def jobs_of(site: Site, site_url: str, wanted: Wanted | None = None) -> list[Job]:
    """Every wanted leaflet with its words, not yet typeset. Raises ContentError."""
    shelf = load_shelf(site.root)
    address = site_url.rstrip("/") + "/"
    workshop = Workshop(site, shelf, address, source_date().day)
    jobs = workshop.jobs(wanted or Wanted())
    refuse_shared_codes(site, jobs)
    return jobs


def refuse_shared_codes(site: Site, jobs: Iterable[Job]) -> None:
    """Raises ContentError (PRINT12) when one code would stand for two leaflets."""
    owners = {
        code: f"{release.leaflet}, {languages.replace('-', ' + ')}, released {release.day}"
        for code, (release, languages) in site.register.codes.items()
    }
    findings = []
    for job in jobs:
        code = job.edition.code
        known = owners.setdefault(code, job.shown)
        if not known.startswith(job.shown):
            what = f"{job.shown}: code '{code}' is that of {known}; change a word of the leaflet"
            findings.append(job.leaflet.finding("PRINT12", what, "id"))
    if findings:
        raise ContentError(findings)


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
        found = {}
        for job in self.jobs:
            reading, printed = self.store.paths(job.name)
            picture = self.store.picture(job.name)
            found[job.id, "-".join(job.languages)] = LeafletFile(
                edition=job.edition,
                pages=job.pages,
                reading=reading.name,
                printed=printed.name,
                reading_bytes=reading.stat().st_size,
                printed_bytes=printed.stat().st_size,
                picture=picture.read_bytes() if picture.is_file() else b"",
            )
        return found


def is_draft(site: Site, site_url: str) -> bool:
    """Whether the sheets of a build carry the draft mark."""
    return draft_of(load_shelf(site.root), site_url)


def draft_of(shelf: Shelf, site_url: str) -> bool:
    """A sheet is a draft while nobody answers for it, or its address is not that of the site."""
    return not (shelf.settings.publisher and is_public(site_url))


def refuse_draft(shelf: Shelf, site_url: str) -> None:
    """Raises ContentError (PRINT10) when a release would carry the draft mark."""
    findings = []
    if not shelf.settings.publisher:
        what = "publisher is not set; write the name and address of who answers for the leaflets"
        findings.append(
            Finding(SETTINGS, _line_of(shelf.root / SETTINGS, "publisher:"), "PRINT10", what)
        )
    if not is_public(site_url):
        what = f"SITE_URL '{site_url}' is not a public address; set that of the published site"
        findings.append(Finding(SETTINGS, 1, "PRINT10", what))
    if findings:
        raise ContentError(findings)


def _line_of(path: Path, start: str) -> int:
    rows = path.read_text(encoding="utf-8").split("\n")
    return next((n for n, row in enumerate(rows, start=1) if row.startswith(start)), 1)


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the file, then rename: the last good file stays until the new one is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


@dataclass
class Workshop:
    """Turns definitions into documents; what does not change between leaflets is kept."""

    site: Site
    shelf: Shelf
    site_url: str
    version: dt.date
    _contents: dict[tuple[object, ...], Content] = field(default_factory=dict)

    def jobs(self, wanted: Wanted) -> list[Job]:
        """Every wanted leaflet. Raises ContentError with every part that is not there."""
        codes = self.site.published
        self._refuse_unknown(wanted, codes)
        findings: list[Finding] = []
        jobs = []
        for leaflet in self.shelf.leaflets:
            for chosen in (*((code,) for code in codes), *permutations(codes, 2)):
                if not wanted.takes(leaflet, chosen):
                    continue
                try:
                    contents = tuple(self._content(leaflet, chosen, code) for code in chosen)
                except ContentError as error:
                    findings.extend(error.findings)
                    continue
                jobs.append(Job(self.site, self.shelf, leaflet, self.site_url, contents))
        if findings:
            raise ContentError(set(findings))
        return jobs

    def _refuse_unknown(self, wanted: Wanted, codes: Sequence[str]) -> None:
        ids = {leaflet.definition.id for leaflet in self.shelf.leaflets}
        findings = [
            Finding(
                FOLDER, 1, "PRINT11", f"no leaflet '{name}'; there are {', '.join(sorted(ids))}"
            )
            for name in sorted(wanted.ids - ids)
        ]
        for name in sorted(wanted.languages):
            parts = name.split("-")
            if not set(parts) <= set(codes) or len(parts) > 2 or len(set(parts)) != len(parts):
                what = f"no language or pair '{name}' to print; there are {', '.join(codes)}"
                findings.append(Finding("data/languages.yaml", 1, "PRINT11", what))
        if findings:
            raise ContentError(findings)

    def _content(self, leaflet: Leaflet, codes: Sequence[str], code: str) -> Content:
        partner = next((other for other in codes if other != code), None)
        parts = [part for side in leaflet.definition.sides for part in side]
        # Only sentences and questions depend on who stands beside them.
        beside = partner if any(p.questions or p.sentences for p in parts) else None
        first = code == codes[0]
        key = (leaflet.definition.id, code, beside, first if beside else True)
        if key not in self._contents:
            composer = Composer(self.site, self.shelf, leaflet, code, self.site_url, beside, first)
            self._contents[key] = composer.content()
        return self._contents[key]

    def sheets(self, jobs: Iterable[Job]) -> dict[str, Sheet]:
        """The document of each job. Raises ContentError: PRINT03 glyphs, PRINT09 unequal pairs."""
        findings: list[Finding] = []
        sheets = {}
        for job in jobs:
            try:
                sheet = self._sheet(job)
            except UnequalError as error:
                key, _, what = str(error).partition(": ")
                side, index = map(int, key.split("-")[:2])
                place = job.leaflet.definition.sides[side][index].place
                text = f"{job.shown}, {place}: {what}; write the same paragraphs in both"
                findings.append(job.leaflet.finding("PRINT09", text, "sides", side, index))
                continue
            strange = undrawable(self.shelf, sheet.html)
            if strange:
                signs = ", ".join(f"'{sign}' U+{ord(sign):04X}" for sign in strange)
                what = f"{job.shown}: our fonts lack {signs}; use another sign or add a font"
                findings.append(Finding(SETTINGS, 1, "PRINT03", what))
            sheets[job.name] = sheet
        if findings:
            raise ContentError(set(findings))
        return sheets

    def _sheet(self, job: Job) -> Sheet:
        draft = draft_of(self.shelf, self.site_url)
        code = code_for(job)
        return Maker(
            self.site, self.shelf, job.leaflet, job.contents, code, self.version, draft
        ).sheet()

    def task(self, job: Job, sheet: Sheet) -> Task:
        """What a process needs to make the job."""
        definition = job.leaflet.definition
        return Task(
            name=job.name,
            sheet=sheet,
            created=int(dt.datetime.combine(self.version, dt.time(), dt.UTC).timestamp()),
            pages=job.pages + job.strips,
            fills=job.fills and not job.strips,
            way=job.way,
            page=definition.format,
            right_to_left=job.contents[0].direction == "rtl",
            pictured=len(job.contents) == 1,
        )

    def fingerprint(self, task: Task | PartTask) -> str:
        """Of everything that decides the bytes of the two files, or of a part of them."""
        parts = (repr(task), *self._common)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    @cached_property
    def _common(self) -> tuple[str, ...]:
        files = [*sorted(Path(__file__).parent.glob("*.py")), self.shelf.root / STYLE]
        digests = [_digest(path.read_bytes()) for path in files]
        fonts = [repr(font) for font in self.shelf.settings.fonts]
        makers = ("weasyprint", "pikepdf", "fonttools", "pillow")
        versions = [installed_version(name) for name in makers]
        return (*digests, *fonts, *versions)


class _Worker:
    """The typesetter of this process."""

    typesetter: Typesetter | None = None


def start_worker(folder: Path, settings: Settings, style: str) -> None:
    """Prepare a process for the work on leaflets."""
    _Worker.typesetter = Typesetter(folder, settings, style)


def _start_process(folder: Path, settings: Settings, style: str) -> None:
    """What is there now stays to the end: the collector need not look at it after each leaflet."""
    start_worker(folder, settings, style)
    gc.freeze()


@dataclass(frozen=True)
class Binding:
    """What a process needs to bind the parts of a leaflet."""

    task: Task
    parts: tuple[Bound, ...]
    anchors: tuple[frozenset[str], ...]
    picture: bytes


Result = Made | Part
Step = tuple[Callable[[Any], Result], object]
"""A piece of work for a process, and what it works on."""


@dataclass(frozen=True)
class Desk:
    """Gives out the work on a leaflet, step by step; parts that are in the store are not remade."""

    store: Store
    fingerprint: Callable[[PartTask], str]

    def steps(self, task: Task) -> Generator[Step, Result, Made]:
        """The work to do, one piece after the other; each is answered by what came of it."""
        sheet = task.sheet
        if not sheet.parts:
            return _whole((yield make, task))
        chain = Chain(sheet.runs_on)
        common = PartTask("", sheet.style, sheet.languages, task.created, task.pictured)
        for number in range(len(sheet.parts)):
            wanted = part_task(sheet.parts, number, chain.starts[-1], common)
            name, mark = part_name(task.name, number), self.fingerprint(wanted)
            part = self.store.part(name, mark)
            if part is None:
                made = yield set_part, wanted
                assert isinstance(made, Part)
                if made.findings:
                    return Made(findings=made.findings)
                self.store.add_part(name, mark, made)
                part = made
            chain = chain.then(part)
        anchors = chain.anchors
        if _misses(task, len(anchors)):
            return Made(anchors=anchors)
        made = _whole((yield bind, Binding(task, chain.bound, anchors, chain.parts[0].picture)))
        return _whole((yield trim, (task, made)))


def _whole(made: Result) -> Made:
    assert isinstance(made, Made)
    return made


def part_name(name: str, number: int) -> str:
    """Name in the store of a part of a leaflet, counted from 0."""
    return f"{name}.{number:02}"


def start_of(shelf: Shelf) -> tuple[Path, Settings, str]:
    """What every process needs: the folder of the fonts, the settings, the common style sheet."""
    style = (shelf.root / STYLE).read_text(encoding="utf-8")
    return shelf.root / FOLDER / "fonts", shelf.settings, style


def _make_all(shelf: Shelf, desk: Desk, tasks: list[Task], workers: int) -> dict[str, Made]:
    """Make the files, longest text first, on as many processes as are worth it."""
    start = start_of(shelf)
    ordered = sorted(tasks, key=lambda task: -len(task.sheet.html))
    works = [(task.name, desk.steps(task)) for task in ordered]
    pooled = workers > 1 and len(tasks) >= FEWEST_FOR_A_POOL
    made = _done_in_a_pool(works, start, workers) if pooled else _done_here(works, start)
    return dict(_shown(made, len(ordered)))


Work = tuple[str, Generator[Step, Result, Made]]


def _done_here(works: list[Work], start: tuple[Path, Settings, str]) -> Iterator[tuple[str, Made]]:
    if works:
        start_worker(*start)
    # The content that was read is large: the collector need not look at it after each leaflet.
    gc.freeze()
    try:
        for name, work in works:
            answer: Result | None = None
            while not isinstance(step := next_step(work, answer), Made):
                answer = step[0](step[1])
            yield name, step
    finally:
        gc.unfreeze()


def _done_in_a_pool(
    works: list[Work], start: tuple[Path, Settings, str], workers: int
) -> Iterator[tuple[str, Made]]:
    # Forking a process that has threads (the server watches files in one) can hang.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, fresh, _start_process, start) as pool:
        under_way: dict[Future[Result], Work] = {}
        ready: list[tuple[Work, Result | None]] = [(work, None) for work in works]
        while ready or under_way:
            for (name, work), answer in ready:
                step = next_step(work, answer)
                if isinstance(step, Made):
                    yield name, step
                else:
                    do, what = step
                    under_way[pool.submit(do, what)] = (name, work)
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            ready = [(under_way.pop(future), future.result()) for future in done]


def next_step(work: Generator[Step, Result, Made], answer: Result | None) -> Step | Made:
    """The next piece of work, or the end of it."""
    try:
        return next(work) if answer is None else work.send(answer)
    except StopIteration as end:
        made: Made = end.value
        return made


def _shown(steps: Iterable[tuple[str, Made]], total: int) -> Iterable[tuple[str, Made]]:
    return tqdm(
        steps, total=total, desc="leaflets", unit="leaflet", disable=None if total else True
    )


def make(task: Task) -> Made:
    """Typeset one leaflet, in a process that ``start_worker`` has prepared."""
    assert _Worker.typesetter is not None
    with _without_collector():
        try:
            done = _Worker.typesetter.typeset(
                task.sheet.html, task.sheet.style, task.created, pictured=task.pictured
            )
        except ContentError as error:
            return Made(findings=tuple(error.findings))
        anchors = tuple(done.anchors)
        if _misses(task, len(anchors)):
            return Made(anchors=anchors)
        reading = finished(done.data, task.sheet.languages, task.pages)
        fonts = tuple(foreign_fonts(reading))
        return Made(reading, _printed(task, reading), done.picture, anchors, fonts)


def set_part(task: PartTask) -> Part:
    """Typeset one part of a leaflet, in a process that ``start_worker`` has prepared."""
    assert _Worker.typesetter is not None
    with _without_collector():
        try:
            return make_part(task, _Worker.typesetter)
        except ContentError as error:
            return Part(findings=tuple(error.findings))


def bind(binding: Binding) -> Made:
    """Put the parts of a leaflet together, in a process that ``start_worker`` has prepared.

    What comes out is to be trimmed: it is not packed, and the file to print is missing.
    """
    assert _Worker.typesetter is not None
    with _without_collector(after=False), bound(binding.parts, _Worker.typesetter.files) as pdf:
        shorten(pdf, binding.task.pages)
        return Made(unpacked(pdf), b"", binding.picture, binding.anchors)


def trim(work: tuple[Task, Made]) -> Made:
    """The two files of a leaflet that is bound."""
    task, made = work
    reading = repacked(made.reading)
    fonts = tuple(foreign_fonts(reading))
    return replace(made, reading=reading, printed=_printed(task, reading), foreign=fonts)


def _misses(task: Task, count: int) -> bool:
    """Whether so many pages are not those that the definition fixes."""
    return count > task.pages or (count < task.pages and not task.fills)


@contextmanager
def _without_collector(*, after: bool = True) -> Iterator[None]:
    """The collector of circular garbage goes through all boxes of a layout again and again.

    It finds nothing there until the layout is done: a quarter of the time of a booklet.
    ``after``: it goes through them once, at the end.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        if after:
            gc.collect()


def _printed(task: Task, reading: bytes) -> bytes:
    if task.way == "fold":
        return impose.folded(reading, task.page, right_to_left=task.right_to_left)
    if task.way == "cut":
        return impose.cut(reading)
    return impose.plain(reading, fit=task.way == "fit")


def _faults(job: Job, made: Made) -> Iterator[Finding]:
    for finding in made.findings:
        what = f"{job.shown}: {finding.message}"
        yield Finding(finding.path, finding.line, finding.rule, what)
    if made.anchors and not made.reading:
        first = f"{STRIP_ID}-1"
        sides = [anchors for anchors in made.anchors if not anchors & {first, f"{STRIP_ID}-2"}]
        at = next((n for n, anchors in enumerate(made.anchors) if first in anchors), len(sides))
        yield _strip_fault(job) if at == job.pages and job.strips else _page_fault(job, sides)
    if made.foreign:
        fonts = ", ".join(made.foreign)
        what = f"{job.shown}: set in {fonts}, which is not ours; add a font for it"
        yield Finding(SETTINGS, 1, "PRINT03", what)


def _strip_fault(job: Job) -> Finding:
    """PRINT04: the sides of a card fit, and what stands beside the cards does not."""
    what = f"{job.shown}, beside the cards: the imprint does not fit; shorten the publisher"
    return Finding(SETTINGS, _line_of(job.shelf.root / SETTINGS, "publisher:"), "PRINT04", what)


def _page_fault(job: Job, anchors: Sequence[frozenset[str]]) -> Finding:
    """PRINT04: another number of pages than fixed; names the part that runs over."""
    pages = f"{len(anchors)} pages instead of {job.pages}"
    side, index = _overflow(job, anchors)
    place = job.leaflet.definition.sides[side][index].place
    what = (
        f"{job.shown}, side {side + 1}: the text does not fit, {pages}; it runs over at {place}; "
        "shorten it or take a part out"
    )
    return job.leaflet.finding("PRINT04", what, "sides", side, index)


def _overflow(job: Job, anchors: Sequence[frozenset[str]]) -> tuple[int, int]:
    """The part (side, index) that starts on the first page too many, else the last before it."""
    page = job.pages
    if not job.fills:
        sides = len(job.leaflet.definition.sides)
        page = next(
            (n for n in range(1, sides) if side_id(n) not in anchors[n]), min(sides, len(anchors))
        )
    keys = [
        (side, n)
        for side, parts in enumerate(job.leaflet.definition.sides)
        for n in range(len(parts))
    ]
    page = min(page, len(anchors) - 1)
    over = [key for key in keys if _starts(key, anchors[page])]
    before = [key for key in keys if any(_starts(key, anchor) for anchor in anchors[:page])]
    side = before[-1][0] if before else 0
    same = [key for key in over if key[0] == side or job.fills]
    return (same or before[-1:] or keys)[0]


def _starts(key: tuple[int, int], anchors: frozenset[str]) -> bool:
    name = f"part-{key[0]}-{key[1]}"
    return any(anchor == name or anchor.startswith(f"{name}-") for anchor in anchors)


def _each_once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


class Store:
    """Every file made, beside the fingerprints of what went in; what it cannot read it forgets."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._record = folder / "record.json"
        try:
            entries = json.loads(self._record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            entries = {}
        self._entries: dict[str, dict[str, str]] = entries if isinstance(entries, dict) else {}

    def holds(self, name: str, fingerprint: str) -> bool:
        """Whether all its files are what the same inputs gave before."""
        entry = self._entries.get(name)
        if not entry or entry.get("in") != fingerprint:
            return False
        return all(
            path.is_file() and entry.get(path.name) == _digest(path.read_bytes())
            for path in (*self.paths(name), self.picture(name))
            if path.name in entry or path.suffix == ".pdf"
        )

    def add(self, name: str, fingerprint: str, made: Made) -> None:
        """Keep the files of a leaflet."""
        entry = {"in": fingerprint}
        paths = (*self.paths(name), self.picture(name))
        for path, data in zip(paths, (made.reading, made.printed, made.picture), strict=True):
            if data:
                write_whole(path, data)
                entry[path.name] = _digest(data)
        self._entries[name] = entry

    def part(self, name: str, fingerprint: str) -> Part | None:
        """A part that the same inputs gave before."""
        entry = self._entries.get(name)
        path = self._folder / f"{name}.part"
        if not entry or entry.get("in") != fingerprint or not path.is_file():
            return None
        data = path.read_bytes()
        return Part.from_bytes(data) if entry.get(path.name) == _digest(data) else None

    def add_part(self, name: str, fingerprint: str, part: Part) -> None:
        """Keep a part of a leaflet."""
        path = self._folder / f"{name}.part"
        data = part.to_bytes()
        write_whole(path, data)
        self._entries[name] = {"in": fingerprint, path.name: _digest(data)}

    def tidy(self, tasks: Mapping[str, Task]) -> None:
        """Forget the parts that leaflets no longer have: their text became shorter."""
        for path in self._folder.glob("*.part"):
            name, _, number = path.stem.partition(".")
            if name in tasks and int(number) >= len(tasks[name].sheet.parts):
                path.unlink()
                self._entries.pop(path.stem, None)

    def put(self, name: str, out: Path) -> list[Path]:
        """Copy the files of a leaflet into ``out`` where they differ."""
        targets = []
        for source in self.paths(name):
            data = source.read_bytes()
            target = out / source.name
            if not target.is_file() or target.read_bytes() != data:
                write_whole(target, data)
            targets.append(target)
        return targets

    def save(self) -> None:
        """Write the record."""
        text = json.dumps(self._entries, indent=1, sort_keys=True) + "\n"
        write_whole(self._record, text.encode())

    def paths(self, name: str) -> tuple[Path, Path]:
        """The file to read and the file to print."""
        return self._folder / f"{name}.pdf", self._folder / f"{name}-print.pdf"

    def picture(self, name: str) -> Path:
        """The picture of its first page; a leaflet in two languages has none."""
        return self._folder / f"{name}.png"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

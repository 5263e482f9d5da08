"""The work on leaflets: each is typeset, finished and imposed, here or in several processes."""

from __future__ import annotations

import gc
import multiprocessing
import tempfile
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from scripts.leaflets import impose
from scripts.leaflets.definition import FOLDER, STYLE, Settings, Shelf
from scripts.leaflets.finish import finished
from scripts.leaflets.sheet import Sheet
from scripts.leaflets.typeset import Typesetter, foreign_fonts
from scripts.library import ContentError, Finding

FEWEST_FOR_A_POOL = 6
"""Documents from which on other processes are worth their start (about one second)."""

SHEET_OF_A_FOLD = 4
"""Pages on one sheet that is folded."""

_one_at_a_time = threading.Lock()
"""The typesetter's warnings and its clock belong to the whole process."""


@dataclass(frozen=True)
class Task:
    """What a process needs to make the two files of a leaflet.

    ``created``: seconds since 1970, written into the files. ``pages``: the count that is fixed,
    None when they are counted. ``runs_on``: empty pages may follow the text up to that count.
    ``way``: as in Job.
    """

    name: str
    sheet: Sheet
    created: int
    pages: int | None
    runs_on: bool
    way: str
    format: str
    right_to_left: bool
    pictured: bool

    def pages_for(self, count: int) -> int | None:
        """Pages of the file of a text that fills ``count``; None when it does not fit."""
        if self.pages is None:
            step = SHEET_OF_A_FOLD if self.way == "fold" else 1
            return -(-count // step) * step
        fits = count <= self.pages if self.runs_on else count == self.pages
        return self.pages if fits else None


@dataclass(frozen=True)
class Made:
    """The two files, or what is wrong: anchors of each page of the text, fonts that are not ours.

    ``pages``: those of the file to read. ``reading`` is empty when the text does not fit.
    """

    reading: bytes = b""
    printed: bytes = b""
    picture: bytes = b""
    pages: int = 0
    anchors: tuple[frozenset[str], ...] = ()
    foreign: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Tools:
    """What every process needs: the folder of the fonts, the settings, the common style sheet."""

    fonts: Path
    settings: Settings
    style: str

    @classmethod
    def of(cls, shelf: Shelf) -> Tools:
        """Those of the definitions."""
        style = (shelf.root / STYLE).read_text(encoding="utf-8")
        return cls(shelf.root / FOLDER / "fonts", shelf.settings, style)

    def typesetter(self) -> Typesetter:
        """A new one. Raises ContentError (PRINT08)."""
        return Typesetter(self.fonts, self.settings, self.style)


def make_all(tools: Tools, tasks: list[Task], workers: int) -> dict[str, Made]:
    """Make the files, longest text first, on as many processes as are worth it; name -> files."""
    ordered = sorted(tasks, key=lambda task: -len(task.sheet.html))
    pooled = workers > 1 and len(tasks) >= FEWEST_FOR_A_POOL
    made = _made_in_a_pool(ordered, tools, workers) if pooled else _made_here(ordered, tools)
    return dict(_shown(made, len(ordered)))


def _shown(steps: Iterable[tuple[str, Made]], total: int) -> Iterable[tuple[str, Made]]:
    return tqdm(
        steps, total=total, desc="leaflets", unit="leaflet", disable=None if total else True
    )


def _made_here(tasks: list[Task], tools: Tools) -> Iterator[tuple[str, Made]]:
    if not tasks:
        return
    with _one_at_a_time, _content_kept(), closing(tools.typesetter()) as typesetter:
        for task in tasks:
            yield task.name, make(task, typesetter)


@contextmanager
def _content_kept() -> Iterator[None]:
    """The content that was read is large: the collector need not look at it after each leaflet."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


class _Process:
    """The typesetter of a process that does nothing else."""

    typesetter: Typesetter | None = None


def start_process(tools: Tools, scratch: str) -> None:
    """Prepare a process: its files go into a folder that the process that started it removes."""
    tempfile.tempdir = scratch
    _Process.typesetter = tools.typesetter()
    gc.freeze()


def make_in_process(task: Task) -> Made:
    """Make a leaflet in a process that ``start_process`` has prepared."""
    assert _Process.typesetter is not None
    return make(task, _Process.typesetter)


def _made_in_a_pool(tasks: list[Task], tools: Tools, workers: int) -> Iterator[tuple[str, Made]]:
    # Forking a process that has threads (the server watches files in one) can hang.
    fresh = multiprocessing.get_context("spawn")
    with (
        tempfile.TemporaryDirectory(prefix="leaflets-") as scratch,
        ProcessPoolExecutor(workers, fresh, start_process, (tools, scratch)) as pool,
    ):
        names = {pool.submit(make_in_process, task): task.name for task in tasks}
        for future in as_completed(names):
            yield names[future], future.result()


def make(task: Task, typesetter: Typesetter) -> Made:
    """Typeset one leaflet."""
    with _without_collector():
        try:
            done = typesetter.typeset(
                task.sheet.html, task.sheet.style, task.created, pictured=task.pictured
            )
        except ContentError as error:
            return Made(findings=tuple(error.findings))
        anchors = tuple(done.anchors)
        pages = task.pages_for(len(anchors))
        if pages is None:
            return Made(anchors=anchors)
        reading = finished(done.data, task.sheet.languages, pages)
        fonts = tuple(foreign_fonts(reading))
        return Made(reading, _printed(task, reading), done.picture, pages, anchors, fonts)


@contextmanager
def _without_collector() -> Iterator[None]:
    """The collector of circular garbage goes through all boxes of a layout again and again.

    It finds nothing there until the layout is done: a quarter of the time of a booklet.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


def _printed(task: Task, reading: bytes) -> bytes:
    if task.way == "fold":
        return impose.folded(reading, task.format, right_to_left=task.right_to_left)
    if task.way == "cut":
        return impose.cut(reading)
    return impose.plain(reading, fit=task.way == "fit")

"""What each piece of work on a leaflet costs: seconds of a processor, and the most memory."""

from __future__ import annotations

import multiprocessing
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.leaflets.build import (
    Desk,
    Made,
    Result,
    Store,
    Wanted,
    Workshop,
    next_step,
    start_of,
    start_worker,
)
from scripts.leaflets.definition import Settings, load_shelf
from scripts.library import Site
from scripts.library.source_date import source_date

KILOBYTES_IN_A_MEGABYTE = 1000
STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Cost:
    """One leaflet: pieces of work, seconds of all and of the longest, MB of the largest."""

    name: str
    pieces: int
    seconds: float
    longest: float
    megabytes: float
    sizes: tuple[int, int]


def costs(site: Site, site_url: str, wanted: Wanted) -> Iterator[Cost]:
    """Make leaflets from nothing, each piece of work in a process of its own."""
    shelf = load_shelf(site.root)
    workshop = Workshop(site, shelf, site_url, source_date().day)
    jobs = workshop.jobs(wanted)
    sheets = workshop.sheets(jobs)
    start = start_of(shelf)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Store(Path(folder)), workshop.fingerprint)
        for job in jobs:
            yield _cost(desk, workshop.task(job, sheets[job.name]), start)


def _cost(desk: Desk, task: Any, start: tuple[Path, Settings, str]) -> Cost:
    work = desk.steps(task)
    answer: Result | None = None
    measured: list[tuple[float, float]] = []
    while not isinstance(step := next_step(work, answer), Made):
        answer, *figures = _alone(start, *step)
        measured.append((figures[0], figures[1]))
    seconds, megabytes = zip(*measured, strict=True)
    sizes = len(step.reading), len(step.printed)
    return Cost(task.name, len(measured), sum(seconds), max(seconds), max(megabytes), sizes)


def _alone(
    start: tuple[Path, Settings, str], do: Callable[[Any], Result], what: object
) -> tuple[Result, float, float]:
    # Forking would save a second each time, and leave out the programs that are shared: 15 MB.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, fresh, start_worker, start) as pool:
        return pool.submit(_measured, do, what).result()


def _measured(do: Callable[[Any], Result], what: object) -> tuple[Result, float, float]:
    before = time.process_time()
    result = do(what)
    return result, time.process_time() - before, peak()


def peak() -> float:
    """The most memory that this process has had, in MB.

    What the system tells of used resources counts in the process that started this one.
    """
    if STATUS.is_file():
        found = re.search(r"(?m)^VmHWM:\s+(\d+) kB", STATUS.read_text())
        if found:
            return int(found[1]) * 1.024 / KILOBYTES_IN_A_MEGABYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1.024 / KILOBYTES_IN_A_MEGABYTE

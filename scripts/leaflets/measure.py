"""What each leaflet costs: seconds of a processor, and the most memory."""

from __future__ import annotations

import multiprocessing
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from scripts.leaflets.build import tasks_of
from scripts.leaflets.definition import load_shelf
from scripts.leaflets.job import Wanted
from scripts.leaflets.jobs import jobs_of
from scripts.leaflets.typesetting import Made, Task, Tools, make_in_process, start_process
from scripts.library import Site

KILOBYTES_IN_A_MEGABYTE = 1000
STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Cost:
    """One leaflet: seconds of a processor, the most memory in MB, bytes of its two files."""

    name: str
    seconds: float
    megabytes: float
    sizes: tuple[int, int]


def costs(site: Site, site_url: str, wanted: Wanted) -> Iterator[Cost]:
    """Make leaflets from nothing, each in a process of its own. Raises ContentError."""
    tools = Tools.of(load_shelf(site.root))
    for task in tasks_of(jobs_of(site, site_url, wanted)).values():
        made, seconds, megabytes = _alone(tools, task)
        yield Cost(task.name, seconds, megabytes, (len(made.reading), len(made.printed)))


def _alone(tools: Tools, task: Task) -> tuple[Made, float, float]:
    # Forking would save a second each time, and leave out the programs that are shared: 15 MB.
    fresh = multiprocessing.get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as scratch,
        ProcessPoolExecutor(1, fresh, start_process, (tools, scratch)) as pool,
    ):
        return pool.submit(_measured, task).result()


def _measured(task: Task) -> tuple[Made, float, float]:
    before = time.process_time()
    made = make_in_process(task)
    return made, time.process_time() - before, peak()


def peak() -> float:
    """The most memory that this process has had, in MB.

    What the system tells of used resources counts in the process that started this one.
    """
    if STATUS.is_file():
        found = re.search(r"(?m)^VmHWM:\s+(\d+) kB", STATUS.read_text())
        if found:
            return int(found[1]) * 1.024 / KILOBYTES_IN_A_MEGABYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1.024 / KILOBYTES_IN_A_MEGABYTE

"""What is said of a leaflet that was typeset and cannot be used: where it runs over, which font."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.leaflets.definition import SETTINGS
from scripts.leaflets.drafts import publisher_line
from scripts.leaflets.imprint import STRIP_ID
from scripts.leaflets.job import Job
from scripts.leaflets.sheet import side_id
from scripts.leaflets.typesetting import Made
from scripts.library import Finding


def faults_of(job: Job, made: Made) -> Iterator[Finding]:
    """PRINT03, PRINT04 and what the typesetter complained of; nothing when the files are good."""
    for finding in made.findings:
        what = f"{job.shown}: {finding.message}"
        yield Finding(finding.path, finding.line, finding.rule, what)
    if made.anchors and not made.reading:
        first = f"{STRIP_ID}-1"
        sides = [anchors for anchors in made.anchors if not anchors & {first, f"{STRIP_ID}-2"}]
        at = next((n for n, anchors in enumerate(made.anchors) if first in anchors), len(sides))
        fits = job.strips and at == job.pages
        yield _strip_fault(job) if fits else _page_fault(job, job.pages or 0, sides)
    if made.foreign:
        fonts = ", ".join(made.foreign)
        what = f"{job.shown}: set in {fonts}, which is not ours; add a font for it"
        yield Finding(SETTINGS, 1, "PRINT03", what)


def _strip_fault(job: Job) -> Finding:
    """PRINT04: the sides of a card fit, and what stands beside the cards does not."""
    what = f"{job.shown}, beside the cards: the imprint does not fit; shorten the publisher"
    return Finding(SETTINGS, publisher_line(job.shelf.root), "PRINT04", what)


def _page_fault(job: Job, fixed: int, anchors: Sequence[frozenset[str]]) -> Finding:
    """PRINT04: another number of pages than fixed; names the part that runs over."""
    side, index = _first_too_much(job, fixed, anchors)
    place = job.leaflet.definition.sides[side][index].place
    what = (
        f"{job.shown}, side {side + 1}: the text does not fit, {counted(len(anchors))} instead of "
        f"{fixed}; it runs over at {place}; shorten it or take a part out"
    )
    return job.leaflet.finding("PRINT04", what, "sides", side, index)


def counted(pages: int) -> str:
    """'1 page', '4 pages'."""
    return f"{pages} page{'' if pages == 1 else 's'}"


def _first_too_much(job: Job, page: int, anchors: Sequence[frozenset[str]]) -> tuple[int, int]:
    """The part (side, index) that starts on the first page too many, else the last before it."""
    if not job.runs_on:
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
    same = [key for key in over if key[0] == side or job.runs_on]
    return (same or before[-1:] or keys)[0]


def _starts(key: tuple[int, int], anchors: frozenset[str]) -> bool:
    name = f"part-{key[0]}-{key[1]}"
    return any(anchor == name or anchor.startswith(f"{name}-") for anchor in anchors)

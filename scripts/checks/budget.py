"""What is weighed in a built site, and what is left of each limit."""

from __future__ import annotations

import gzip
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from scripts.library import Site, limits


@dataclass(frozen=True)
class PageSize:
    """Sizes of one built page in bytes."""

    address: str
    kind: str
    raw: int
    brotli: int
    gzip: int


@dataclass(frozen=True)
class Measure:
    """The largest of its kind beside its limit, in bytes; ``where`` says which one it is."""

    what: str
    where: str
    used: int
    most: int

    @property
    def left(self) -> float:
        """Percent of the limit that are free; negative when it is passed."""
        return 100 * (self.most - self.used) / self.most


def page_sizes(site: Site, folder: Path) -> Iterator[PageSize]:
    """Measure every page of every published language under ``folder`` (the built site)."""
    for code in site.published:
        for name, entry in site.page_entries.items():
            address = f"{code}/" if name == "index" else f"{code}/{name}/"
            data = (folder / address / "index.html").read_bytes()
            yield size_of(data, address, entry.kind)


@cache
def size_of(data: bytes, address: str, kind: str) -> PageSize:
    """The sizes of one page as a server would send it."""
    return PageSize(
        address=address,
        kind=kind,
        raw=len(data),
        brotli=on_the_wire(data),
        gzip=len(gzip.compress(data, compresslevel=9, mtime=0)),
    )


def on_the_wire(data: bytes) -> int:
    """Bytes that a host sends which compresses as far as it goes."""
    import brotli  # only 'make build' installs it

    return len(brotli.compress(data, quality=11))


def middle_size(sizes: Sequence[PageSize]) -> int:
    """Brotli bytes of the middle page for readers, rounded up; 0 when there is none."""
    users = sorted(size.brotli for size in sizes if size.kind == "user")
    return -int(-statistics.median(users) // 1) if users else 0


@dataclass(frozen=True)
class Weighed:
    """Files that share a limit: ``pattern`` below the built site or below the sources."""

    what: str
    place: Literal["site", "sources"]
    pattern: str
    most: int
    sent: bool = False
    without: str = ""

    def takes(self, path: Path) -> bool:
        """Whether a file is meant; one whose name holds ``without`` is not."""
        return not self.without or self.without not in path.name

    def size(self, path: Path) -> int:
        """Bytes of a file, or those that a host sends where the limit is one of the wire."""
        return on_the_wire(path.read_bytes()) if self.sent else path.stat().st_size


WEIGHED = (
    Weighed("file to keep", "site", "keep/*.html", limits.KEPT_FILE),
    Weighed("search index, brotli", "site", "search/*.js", limits.SEARCH_INDEX_BROTLI, sent=True),
    Weighed("sheets for workers, brotli", "site", "kit/*.js", limits.KITS_BROTLI, sent=True),
    Weighed("leaflet", "site", "print/*.pdf", limits.SHEET_PDF, without="booklet"),
    Weighed("booklet", "site", "print/*booklet*.pdf", limits.BOOKLET_PDF),
    Weighed("script, brotli", "sources", "overrides/scripts/*.js", limits.SCRIPT_BROTLI, sent=True),
    Weighed("stylesheet", "sources", "overrides/*.css", limits.STYLESHEET),
    Weighed("drawing", "sources", "data/drawings/*.svg", limits.DRAWING),
)


def measures(site: Site, folder: Path, root: Path) -> list[Measure]:
    """Each limit with the largest that it holds for; ``folder`` is the built site.

    A limit that no file is held against is left out: paper may not have been made.
    """
    pages = list(page_sizes(site, folder))
    brotli_of = {
        kind: {page.address: page.brotli for page in pages if page.kind == kind}
        for kind in ("user", "reference")
    }
    gzipped = {page.address: page.gzip for page in pages if page.kind == "user"}
    middle = Measure(
        "middle page, brotli", "pages for readers", middle_size(pages), limits.MIDDLE_PAGE_BROTLI
    )
    found = [
        _largest(
            "page for readers, brotli",
            brotli_of["user"],
            limits.USER_PAGE_BROTLI,
        ),
        _largest("page for readers, gzip", gzipped, limits.USER_PAGE_GZIP),
        middle,
        _largest(
            "reference page, brotli",
            brotli_of["reference"],
            limits.REFERENCE_PAGE_BROTLI,
        ),
    ]
    for kind in WEIGHED:
        below = folder if kind.place == "site" else root
        sizes = {
            path.relative_to(below).as_posix(): kind.size(path)
            for path in sorted(below.glob(kind.pattern))
            if kind.takes(path)
        }
        if sizes:
            found.append(_largest(kind.what, sizes, kind.most))
    return found


def _largest(what: str, sizes: Mapping[str, int], most: int) -> Measure:
    where = max(sizes, key=lambda name: sizes[name])
    return Measure(what, where, sizes[where], most)

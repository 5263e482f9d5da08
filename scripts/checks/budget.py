"""The budget of a built page, and how it is measured."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli

from scripts.library import Site

USER_BROTLI = 8_192
USER_GZIP = 9_728
REFERENCE_BROTLI = 20_480
MEDIAN_BROTLI = 5_120
"""Bytes on the wire: 8 KB, 9.5 KB, 20 KB and 5 KB of 1024."""

TOOL = 1_024
"""Bytes more for a user page with a tool: its script and words stand in the page."""


@dataclass(frozen=True)
class PageSize:
    """Sizes of one built page in bytes."""

    address: str
    kind: str
    raw: int
    brotli: int
    gzip: int
    tools: bool


def page_sizes(site: Site, folder: Path) -> Iterator[PageSize]:
    """Measure every page of every published language under ``folder`` (the built site)."""
    for code in site.published:
        for name, entry in site.page_entries.items():
            address = f"{code}/" if name == "index" else f"{code}/{name}/"
            data = (folder / address / "index.html").read_bytes()
            yield size_of(data, address, entry.kind, tools=bool(entry.tools))


@cache
def size_of(data: bytes, address: str, kind: str, *, tools: bool) -> PageSize:
    """The sizes of one page as a server would send it."""
    return PageSize(
        address=address,
        kind=kind,
        raw=len(data),
        brotli=len(brotli.compress(data, quality=11)),
        gzip=len(gzip.compress(data, compresslevel=9, mtime=0)),
        tools=tools,
    )

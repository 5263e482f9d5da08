"""The budget of a built page, and how it is measured."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli

from scripts.library import Site
from scripts.site.view import path_of

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

    @property
    def fits_user(self) -> bool:
        """Whether it keeps the budget of a page for people with a letter in hand."""
        more = TOOL if self.tools else 0
        return self.brotli <= USER_BROTLI + more and self.gzip <= USER_GZIP + more


def page_sizes(site: Site, folder: Path) -> Iterator[PageSize]:
    """Measure every page of every published language under ``folder`` (the built site)."""
    for code in site.published:
        for name, entry in site.page_entries.items():
            address = path_of(code, name)
            data = (folder / address / "index.html").read_bytes()
            yield PageSize(
                address=address,
                kind=entry.kind,
                raw=len(data),
                brotli=len(brotli.compress(data, quality=11)),
                gzip=len(gzip.compress(data, compresslevel=9, mtime=0)),
                tools=bool(entry.tools),
            )

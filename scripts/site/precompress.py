"""Compressed forms beside the files of a release, for hosts that send them as they are.

A host that compresses while it answers takes its fastest setting, and most leave scripts alone.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

TEXT = (".html", ".js", ".txt", ".vcf", ".xml")
"""Ends of the names of files that shrink; the others are compressed already."""


def precompress(folder: Path) -> int:
    """Write ``<name>.br`` and ``<name>.gz`` beside every text file; gives how many were written.

    A form that is no smaller than its file is left out. The same files give the same bytes: no
    clock goes into them. Raises ValueError when the folder holds no text file.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in TEXT and path.is_file()]
    if not files:
        raise ValueError(f"{folder} holds nothing to compress; build the site first")
    with ThreadPoolExecutor() as pool:  # both libraries compress outside of the interpreter's lock
        return sum(pool.map(_compress, files))


def _compress(path: Path) -> int:
    data = path.read_bytes()
    written = 0
    for end, form in _forms(data):
        target = path.with_name(path.name + end)
        target.unlink(missing_ok=True)
        if len(form) < len(data):
            target.write_bytes(form)
            written += 1
    return written


def _forms(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield ".br", brotli.compress(data, quality=11)
    yield ".gz", gzip.compress(data, compresslevel=9, mtime=0)

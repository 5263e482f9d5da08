"""ZIP files: the same names and bytes give the same archive, whoever packs them and wherever."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable
from pathlib import Path

READABLE_FILE = 0o100644 << 16
"""Everybody may read what is unpacked: a web server is seldom the user who unpacks."""

UNIX = 3
"""The system whose permissions an entry carries, as the format numbers systems."""


def write_zip(path: Path, entries: Iterable[tuple[str, bytes]], moment: dt.datetime) -> None:
    """Write an archive of (name, bytes) in this order, each dated ``moment`` (from 1980 on)."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries:
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE_FILE
            entry.create_system = UNIX
            archive.writestr(entry, data, compresslevel=9)


def files_of(folder: Path) -> list[str]:
    """The paths of all files below a folder, from it, sorted."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)

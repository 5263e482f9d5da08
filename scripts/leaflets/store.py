"""Every leaflet made before, with the fingerprint of what went in: the same is not made twice."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scripts.leaflets.typesetting import Made
from scripts.library import ContentError, Finding

FOLDER = Path(".build/leaflets")


class Record(BaseModel):
    """What is known of a leaflet in the store. ``digests``: name of a file -> its SHA-256."""

    model_config = ConfigDict(extra="forbid", strict=True)

    made_from: str
    pages: Annotated[int, Field(ge=1)]
    digests: dict[str, str]


class Store:
    """A folder with the files of each leaflet and its record; what it cannot read is made again.

    Each leaflet has a record of its own, written after its files: two programs that make different
    leaflets at once do not lose each other's work, and one that is stopped keeps what it made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def holds(self, name: str, fingerprint: str) -> bool:
        """Whether all its files are what the same inputs gave before."""
        record = self._record(name)
        if record is None or record.made_from != fingerprint:
            return False
        wanted = {path.name for path in self.paths(name)}
        known = wanted | {self.picture(name).name}
        return wanted <= record.digests.keys() <= known and all(
            _digest_of(self._folder / file) == digest for file, digest in record.digests.items()
        )

    def pages(self, name: str) -> int:
        """Pages of the file to read, of a leaflet that the store holds."""
        record = self._record(name)
        return record.pages if record else 0

    def refuse_read_only(self) -> None:
        """Raises ContentError (PRINT13) when nothing can be kept: before the work, not after it."""
        with written(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=self._folder).close()

    def add(self, name: str, fingerprint: str, made: Made) -> None:
        """Keep the files of a leaflet. Raises ContentError (PRINT13) when they cannot be."""
        with written(self._path_of_record(name)):
            self._path_of_record(name).unlink(missing_ok=True)
        digests = {}
        paths = (*self.paths(name), self.picture(name))
        for path, data in zip(paths, (made.reading, made.printed, made.picture), strict=True):
            if data:
                write_whole(path, data)
                digests[path.name] = digest(data)
        record = Record(made_from=fingerprint, pages=made.pages, digests=digests)
        write_whole(self._path_of_record(name), record.model_dump_json().encode())

    def keep_only(self, names: Collection[str]) -> None:
        """Remove the files of every other leaflet: it was taken out, or is made no more."""
        kept = {path.name for name in names for path in self._all_of(name)}
        for path in self._folder.glob("*"):
            if path.name not in kept and path.is_file():
                with written(path):
                    path.unlink(missing_ok=True)

    def put(self, name: str, out: Path) -> list[Path]:
        """Copy the files of a leaflet into ``out`` where they differ, and return the copies.

        Raises ContentError (PRINT13) when they cannot be written.
        """
        targets = []
        for source in self.paths(name):
            data = source.read_bytes()
            target = out / source.name
            if not target.is_file() or target.read_bytes() != data:
                write_whole(target, data)
            targets.append(target)
        return targets

    def paths(self, name: str) -> tuple[Path, Path]:
        """The file to read and the file to print."""
        return self._folder / f"{name}.pdf", self._folder / f"{name}-print.pdf"

    def picture(self, name: str) -> Path:
        """The picture of its first page; a leaflet in two languages has none."""
        return self._folder / f"{name}.png"

    def _path_of_record(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _all_of(self, name: str) -> tuple[Path, ...]:
        return (*self.paths(name), self.picture(name), self._path_of_record(name))

    def _record(self, name: str) -> Record | None:
        try:
            return Record.model_validate_json(self._path_of_record(name).read_bytes())
        except (OSError, ValidationError):
            return None


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the file, then rename: the last good file stays until the new one is whole.

    Raises ContentError (PRINT13) when that fails; then nothing of the new file is left.
    """
    part = path.with_name(f".{path.name}.part")
    with written(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
            part.replace(path)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Turn what the system says of a disk into one finding (PRINT13) that names the file."""
    try:
        yield
    except OSError as error:
        shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        what = f"cannot be written: {error.strerror or error}; free some space on the disk, or give"
        what += " yourself the right to write there"
        raise ContentError([Finding(str(shown), 1, "PRINT13", what)]) from None


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _digest_of(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""

"""The compressed forms of a release: whole, the same each time, and left out where they cost."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import brotli
import pytest

from scripts.site.precompress import precompress

LONG = "un délai de dix jours " * 50


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page, a script, a short text and a file that is compressed already."""
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr/index.html").write_text(LONG, encoding="utf-8")
    (tmp_path / "fr/a.js").write_text(LONG, encoding="utf-8")
    (tmp_path / "robots.txt").write_text("a", encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(b"%PDF" + b" " * 900)
    return tmp_path


def forms(folder: Path) -> dict[str, bytes]:
    """The compressed forms: name below the folder -> bytes."""
    found = [path for path in folder.rglob("*") if path.suffix in (".br", ".gz")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_each_text_that_shrinks_has_both_forms(folder: Path) -> None:
    written = precompress(folder)
    found = forms(folder)
    assert written == len(found) == 4
    assert set(found) == {f"fr/{name}" for name in NAMES}
    for name, data in found.items():
        plain = brotli.decompress(data) if name.endswith(".br") else gzip.decompress(data)
        assert plain == LONG.encode()


NAMES = ("index.html.br", "index.html.gz", "a.js.br", "a.js.gz")


def test_the_same_files_give_the_same_bytes_on_another_day(folder: Path) -> None:
    precompress(folder)
    first = forms(folder)
    for path in folder.rglob("*"):
        os.utime(path, (0, 86_400))
    precompress(folder)
    assert forms(folder) == first
    assert first["fr/index.html.gz"][4:8] == b"\0\0\0\0"


def test_an_older_form_does_not_outlive_its_file(folder: Path) -> None:
    precompress(folder)
    (folder / "fr/index.html").write_text("10 jours", encoding="utf-8")
    assert precompress(folder) == 2
    assert "fr/index.html.br" not in forms(folder)


def test_a_folder_without_pages_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="build the site first"):
        precompress(tmp_path)

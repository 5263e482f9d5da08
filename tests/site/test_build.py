"""A build replaces the site as a whole or not at all."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.built import copy_quick


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the repository with a 'last good' site."""
    copy_quick(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("last good", encoding="utf-8")
    return tmp_path


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SITE_URL": "http://127.0.0.1:8000/"}
    return subprocess.run(
        [sys.executable, "-m", "scripts", "build"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def break_yaml(folder: Path) -> None:
    edit(folder / "data/pages.yaml", "letter: {", "letter: {{")


def repeat_number(folder: Path) -> None:
    edit(folder / "data/pages.yaml", "{number: 3,", "{number: 2,")


def use_latin_1(folder: Path) -> None:
    path = folder / "docs/fr/letter.md"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", errors="replace"))


def empty_dutch(folder: Path) -> None:
    for path in (folder / "docs/nl").glob("*.md"):
        path.unlink()


def lose_font(folder: Path) -> None:
    next((folder / "leaflets/fonts").glob("*Regular*.ttf")).unlink()


def misspell_key(folder: Path) -> None:
    edit(folder / "data/languages.yaml", "dir: ltr", "direction: ltr")


@pytest.mark.parametrize(
    ("fault", "start"),
    [
        (break_yaml, "data/pages.yaml:"),
        (repeat_number, "data/pages.yaml:"),
        (use_latin_1, "docs/fr/letter.md:"),
        (empty_dutch, "docs/nl:"),
        (lose_font, "leaflets/"),
        (misspell_key, "data/languages.yaml:"),
    ],
)
def test_bad_input_is_named_and_the_last_good_site_stays(
    copy: Path, fault: Callable[[Path], None], start: str
) -> None:
    fault(copy)
    done = build(copy)
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert any(line.startswith(start) for line in said.splitlines()), said
    assert "Traceback" not in said
    assert (copy / "site/index.html").read_text(encoding="utf-8") == "last good"

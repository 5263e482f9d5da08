"""A build is alone in its folder, and replaces the last good site as a whole or not at all."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts import build, release
from scripts.build import LAST, SITE, STAGING, NotBuiltError, heal, ready, replace_folder
from scripts.library.lock import LOCK, WriteError, writing
from tests.unit.sites import ROOT

NOBODY = 65_534
"""The number of a user that owns nothing."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a last good site and a new one."""
    for name, words in ((SITE, "good"), (STAGING, "new")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(words, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITE_URL", "http://127.0.0.1:8000/")
    return tmp_path


def words_in(path: Path) -> str:
    return (path / "index.html").read_text(encoding="utf-8")


def swap(folder: Path) -> None:
    replace_folder(folder / STAGING, folder / SITE)


def test_a_second_run_says_who_is_at_work(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with writing(folder, "release"):
        assert build.main([]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"build: 'release' (process {os.getpid()}) is at work in {folder}; wait")
    assert words_in(folder / SITE) == "good"
    assert words_in(folder / STAGING) == "new"


def test_the_next_run_finds_the_lock_free_and_names_only_itself(folder: Path) -> None:
    with writing(folder, "a command with a long name"):
        pass
    with writing(folder, "build"):
        assert (folder / LOCK).read_text("utf-8") == f"'build' (process {os.getpid()})"


def test_the_builder_holds_the_lock_when_its_command_is_gone(folder: Path) -> None:
    """A killed command leaves its builder at work: it must not write under the next one."""
    with ready("build", folder) as lock:
        left = subprocess.Popen(["sleep", "600"], pass_fds=(lock,))
    try:
        with pytest.raises(WriteError, match="is at work"), writing(folder, "build"):
            pass
    finally:
        left.kill()
        left.wait()
    with writing(folder, "build"):
        assert (folder / LOCK).is_file()


def test_a_build_starts_with_an_empty_folder(folder: Path) -> None:
    with ready("build", folder):
        assert list((folder / STAGING).iterdir()) == []


def test_the_new_site_takes_the_place_of_the_last(folder: Path) -> None:
    swap(folder)
    assert words_in(folder / SITE) == "new"
    assert sorted(path.name for path in folder.iterdir()) == [SITE]


def test_a_first_site_has_nothing_to_replace(folder: Path) -> None:
    shutil.rmtree(folder / SITE)
    swap(folder)
    assert words_in(folder / SITE) == "new"


def refuse_to_rename(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    rename = Path.rename

    def refusing(self: Path, target: Path) -> Path:
        if self.name == name:
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refusing)


@pytest.mark.parametrize("name", [SITE, STAGING])
def test_a_swap_that_fails_leaves_the_last_good_site(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    refuse_to_rename(monkeypatch, name)
    for _ in range(2):  # the second failure once deleted what the first had saved
        with pytest.raises(NotBuiltError, match=r"cross-device link\); the last good site"):
            swap(folder)
        assert words_in(folder / SITE) == "good"
        assert not (folder / LAST).exists()


def test_a_stop_between_the_two_renames_is_mended_by_the_next_run(folder: Path) -> None:
    (folder / SITE).rename(folder / LAST)
    with ready("build", folder):
        assert words_in(folder / SITE) == "good"
    assert not (folder / LAST).exists()


def test_a_stop_after_the_two_renames_keeps_the_new_site(folder: Path) -> None:
    (folder / SITE).rename(folder / LAST)
    (folder / STAGING).rename(folder / SITE)
    heal(folder)
    assert words_in(folder / SITE) == "new"
    (folder / STAGING).mkdir()
    swap(folder)
    assert not (folder / LAST).exists()


def test_a_builder_that_refuses_leaves_the_last_good_site(folder: Path) -> None:
    """There is nothing to build here."""
    assert build.main([]) == 1
    assert words_in(folder / SITE) == "good"
    assert not (folder / STAGING).exists()


@pytest.fixture
def sealed_folder() -> Iterator[Path]:
    """A folder in which nobody may write, below folders that every user may enter."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o555)
    yield path
    path.chmod(0o755)
    shutil.rmtree(path)


def as_nobody(run: Callable[[], int]) -> tuple[int, str]:
    """The status and the errors of a command that runs as a user without rights."""
    reading, writing_end = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of newer Pythons, about threads
        child = os.fork()
    if child == 0:
        status = 99
        try:
            sys.stderr = os.fdopen(writing_end, "w", buffering=1)
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            status = run()
        finally:
            os._exit(status)
    os.close(writing_end)
    with os.fdopen(reading) as errors:
        said = errors.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


@pytest.mark.parametrize(("verb", "run"), [("build", build.main), ("release", release.main)])
def test_a_folder_that_cannot_be_written_is_said_at_once(
    sealed_folder: Path,
    verb: str,
    run: Callable[[list[str]], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(sealed_folder)
    monkeypatch.setenv("SITE_URL", "https://icam-info.be/")
    status, said = as_nobody(lambda: run([]))
    [line] = said.splitlines()
    assert line.startswith(f"{verb}: cannot write {sealed_folder}/.build (Permission denied); ")
    assert status == 1


def no_room() -> None:
    """No file may grow above a kilobyte: what a full disk is to the builder."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))


def test_no_room_on_the_disk_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Words\n\n" + "words " * 1_000, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Small\nplugins: []\n", encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "scripts.builder",
            "build",
            "-q",
            "-f",
            str(tmp_path / "mkdocs.yml"),
        ],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=no_room,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("build: cannot write")
    assert "make room" in done.stderr
    assert "Traceback" not in done.stderr

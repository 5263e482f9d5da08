"""The moment of the sources is a true one, or the reason why there is none is said."""

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts import __main__ as verbs
from scripts.library.source_date import (
    ARCHIVE_FILE,
    PAGES,
    VARIABLE,
    SourceDateError,
    source_date,
)
from tests.unit.sites import ROOT

NOON = 1_795_608_000
COMMITTED = NOON - 86_400
AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@example.org")


@pytest.fixture(autouse=True)
def no_moment_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files that a moment is read from, without git, in a folder with an awkward name."""
    root = tmp_path / "dossier é à"
    (root / "data").mkdir(parents=True)
    for name in (PAGES, ARCHIVE_FILE, ".gitattributes"):
        shutil.copy(ROOT / name, root / name)
    # In a clone the file has a placeholder, in an archive of it a moment.
    (root / ARCHIVE_FILE).write_text("$Format:%ct$\n", "utf-8")
    return root


def git(root: Path, *arguments: str) -> bytes:
    """Run git in the folder; its commits are made at COMMITTED. Returns what it prints."""
    moment = f"{COMMITTED} +0000"
    dates = {"GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": moment}
    command = ["git", "-C", str(root), *AUTHOR, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, **dates})
    return done.stdout


@pytest.fixture
def checkout(folder: Path) -> Path:
    """The folder as a repository with one commit."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=first")
    return folder


def test_the_environment_decides(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(NOON))
    found = source_date(checkout)
    assert (found.origin, found.day) == ("environment", dt.date(2026, 11, 25))
    assert found.moment == dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("words", ["0", "1", "-1", "today", "²", "9" * 40])
def test_no_moment_before_1980_or_of_other_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv(VARIABLE, words)
    with pytest.raises(SourceDateError, match=f"^source date: {VARIABLE} says '{words}'"):
        source_date(folder)


def test_a_checkout_has_the_moment_of_its_last_commit(checkout: Path) -> None:
    found = source_date(checkout)
    assert (found.origin, found.seconds) == ("commit", COMMITTED)


def test_an_archive_has_the_moment_of_the_commit_in_it(checkout: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    packed = git(checkout, "archive", "HEAD")
    subprocess.run(["tar", "-x", "-C", str(unpacked)], input=packed, check=True)
    found = source_date(unpacked)
    assert (found.origin, found.seconds) == ("archive", COMMITTED)


def test_an_archive_inside_another_checkout_keeps_its_own_moment(checkout: Path) -> None:
    inner = checkout / "unpacked"
    inner.mkdir()
    (inner / ARCHIVE_FILE).write_text(f"{NOON}\n", "utf-8")
    assert source_date(inner).seconds == NOON


def test_a_plain_copy_has_the_day_of_the_newest_check(folder: Path) -> None:
    pages = folder / PAGES
    entry = "new: {number: 99, checked: 2026-11-24, next_check: 2027-02-24}\n"
    pages.write_text("old: {checked: 2026-11-23}\n" + entry, "utf-8")
    found = source_date(folder)
    assert (found.origin, found.day) == ("newest check", dt.date(2026, 11, 24))


@pytest.mark.parametrize("text", ["", "a: {checked: 2026-11-31}\n"])
def test_a_plain_copy_without_a_day_of_check_is_refused(folder: Path, text: str) -> None:
    (folder / PAGES).write_text(text, "utf-8")
    with pytest.raises(SourceDateError, match="no day of check"):
        source_date(folder)


def test_the_refusal_of_git_is_passed_on_in_one_line(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkout that belongs to somebody else, as in many containers."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(SourceDateError, match="dubious ownership") as caught:
        source_date(checkout)
    assert "git config --global --add safe.directory" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_repository_without_a_commit_is_refused(folder: Path) -> None:
    git(folder, "init", "--quiet")
    with pytest.raises(SourceDateError, match="does not have any commits yet"):
        source_date(folder)


def test_a_checkout_on_a_machine_without_git_says_what_to_install(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceDateError, match="apt-get install git"):
        source_date(checkout)


def test_what_is_built_starts_only_with_a_moment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "0")
    assert verbs.main(["build"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_an_archive_of_this_project_holds_the_moment() -> None:
    """Git writes into the file only where the attribute names it."""
    assert f"/{ARCHIVE_FILE} export-subst\n" in (ROOT / ".gitattributes").read_text("utf-8")
    words = (ROOT / ARCHIVE_FILE).read_text("utf-8").strip()
    assert words == "$Format:%ct$" or words.isdecimal()


@pytest.mark.parametrize("setting", ["true", "input", "false"])
def test_a_checkout_keeps_its_line_ends_whatever_the_settings(
    checkout: Path, tmp_path: Path, setting: str
) -> None:
    """With CRLF the checks found 60 faults in content that had none."""
    copy = tmp_path / "copy"
    settings = ("-c", f"core.autocrlf={setting}", "-c", "core.eol=crlf")
    subprocess.run(["git", "clone", "--quiet", *settings, str(checkout), str(copy)], check=True)
    texts = [
        path.read_bytes() for path in copy.rglob("*") if path.is_file() and ".git/" not in str(path)
    ]
    assert len(texts) == 3
    assert not any(b"\r" in text for text in texts)

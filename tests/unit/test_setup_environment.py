"""The set-up says in one line what it cannot do itself, and mends what it finds broken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import setup_environment as setup
from scripts.browser import PROGRAMS, NoBrowserError, browser_program
from tests.unit.sites import ROOT

FAKE_UV = """#!/bin/sh
echo "$*" >> "$CALLS"
[ -n "$FAILURE" ] && { echo "$FAILURE" >&2; exit 2; }
for last; do :; done
[ "$1" = venv ] && mkdir -p "$last/bin" && ln -s "$REAL_PYTHON" "$last/bin/python"
exit 0
"""
"""Writes down how it was called; makes an environment without looking for packages."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What set-up reads, in a folder with an awkward name, and a uv that downloads nothing."""
    root = tmp_path / "mes dossiers é à (1)"
    (root / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts/setup_environment.py", root / "scripts")
    shutil.copytree(ROOT / "requirements", root / "requirements")
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "uv").write_text(FAKE_UV, "utf-8")
    (programs / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    monkeypatch.setenv("REAL_PYTHON", sys.executable)
    monkeypatch.setenv("FAILURE", "")
    return root


def prepare(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the set-up of the level 'check', from another folder, as the Makefile runs it."""
    command = [sys.executable, str(root / "scripts/setup_environment.py"), "check"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def calls(root: Path) -> list[str]:
    """How uv was called, without the path of the project."""
    text = (root.parent / "calls").read_text("utf-8")
    return text.replace(f"{root}/", "").splitlines()


def test_the_first_run_installs_and_the_next_one_has_nothing_to_do(project: Path) -> None:
    assert prepare(project).returncode == 0
    made, installed = calls(project)
    assert made.endswith(".venv")
    assert "--require-hashes --requirement requirements/check.txt" in installed
    again = prepare(project)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert len(calls(project)) == 2


def test_other_locked_packages_are_installed(project: Path) -> None:
    prepare(project)
    with (project / "requirements/check.txt").open("a", encoding="utf-8") as file:
        file.write("# one more\n")
    assert prepare(project).returncode == 0
    assert ["--requirement" in call for call in calls(project)] == [False, True, True]


@pytest.mark.parametrize("broken", ["gone", "another", "not a program"])
def test_an_environment_whose_python_cannot_be_used_is_made_anew(
    project: Path, broken: str
) -> None:
    """After an upgrade of Python every target failed for good, and `make clean` did not help."""
    prepare(project)
    python = project / ".venv/bin/python"
    python.unlink()
    if broken == "gone":
        python.symlink_to("/nowhere/python3")
    else:
        python.write_text("#!/bin/sh\necho 3.9.2\n" if broken == "another" else "", "utf-8")
        python.chmod(0o755)
    (project / ".venv/.ready-check").unlink()
    (project / ".venv/left-behind").touch()
    done = prepare(project)
    assert done.returncode == 0, done.stderr
    assert "making it anew" in done.stdout
    assert python.resolve() == Path(sys.executable).resolve()
    assert not (project / ".venv/left-behind").exists()


def test_a_python_that_is_gone_is_seen_although_all_was_installed(project: Path) -> None:
    prepare(project)
    python = project / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert prepare(project).returncode == 0
    assert python.exists()


def test_a_file_in_the_place_of_the_environment_is_named_in_one_line(project: Path) -> None:
    (project / ".venv").touch()
    done = prepare(project)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("set-up: ")
    assert ".venv" in done.stderr


def test_no_network_is_said_in_one_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(project)
    (project / ".venv/.ready-check").unlink()
    said = "error: Failed to fetch\n  Caused by: dns error: failed to lookup address information"
    monkeypatch.setenv("FAILURE", said)
    done = prepare(project)
    assert done.returncode == 1
    assert done.stderr == (
        "set-up: installing Python packages: the network cannot be reached; connect this machine, "
        "then run the command again; the whole output is in .build/setup.log\n"
    )
    assert said in (project / ".build/setup.log").read_text("utf-8")
    assert not (project / ".venv/.ready-check").exists()


@pytest.mark.timeout(600)
def test_without_uv_pip_installs_and_says_when_there_is_no_network(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real pip, with an index at a port where nobody listens."""
    (project.parent / "programs/uv").unlink()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_RETRIES", "1")
    done = prepare(project)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "installing Python packages: the network cannot be reached" in done.stderr


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("Reading lists\nE: Unable to locate package npm\n", "E: Unable to locate package npm"),
        ("ERROR: hashes do not match\n\nnotice: a new release", "ERROR: hashes do not match"),
        ("npm error code EINTEGRITY\nnpm notice", "npm error code EINTEGRITY"),
        ("Killed\n", "Killed"),
        ("", "it said nothing"),
    ],
)
def test_the_last_error_of_a_program_is_the_reason(output: str, expected: str) -> None:
    assert setup.reason(output) == expected


@pytest.mark.parametrize(
    "output",
    [
        "W: Failed to fetch\n  Temporary failure resolving 'deb.debian.org'",
        "[Errno -3] Temporary failure in name resolution",
        "npm error code EAI_AGAIN",
        "[Errno 101] Network is unreachable",
    ],
)
def test_no_network_is_recognised(output: str) -> None:
    assert "network cannot be reached" in setup.reason(output)


@pytest.mark.parametrize("level", ["check", "build"])
def test_a_level_above_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    monkeypatch.setattr(setup, "VENV", tmp_path)
    monkeypatch.setattr(setup, "VENV_PYTHON", Path(sys.executable))
    assert not setup.is_ready(level)
    setup.stamp_of("test").write_text(setup.fingerprint("test"), "utf-8")
    assert setup.is_ready(level)
    setup.stamp_of("test").write_text("of other packages", "utf-8")
    assert not setup.is_ready(level)


def test_python_without_its_module_for_environments_is_a_system_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Debian puts it in a package of its own; uv does without it."""
    monkeypatch.setattr(setup, "module", lambda name: lambda: False)
    [need] = setup.NEEDS["check"]
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert not need.present()
    assert need.package == f"python3.{sys.version_info[1]}-venv"
    monkeypatch.setattr(shutil, "which", {"uv": "/usr/bin/uv"}.get)
    assert need.present()


def test_an_old_python_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 11, 4, "final", 0))
    assert setup.main(["check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "set-up: Python 3.11.5 or newer is needed, this is 3.11.4: "
        "name another one with `make PYTHON=python3.12 …`"
    ]


@pytest.mark.parametrize(("sudo", "start"), [("/usr/bin/sudo", "sudo "), (None, "as root: ")])
def test_without_root_the_line_to_type_is_printed_and_nothing_is_run(
    monkeypatch: pytest.MonkeyPatch, sudo: str | None, start: str
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something was run")

    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup, "run", refuse)
    monkeypatch.setattr(shutil, "which", {"sudo": sudo, "apt-get": "/usr/bin/apt-get"}.get)
    asks = subprocess.CompletedProcess([], 1, "", "a password is required")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: asks)
    with pytest.raises(setup.SetupError) as caught:
        setup.install_system_packages(["hunspell", "chromium"])
    line = f"{start}apt-get install --yes --no-install-recommends hunspell chromium"
    assert str(caught.value) == f"system packages are missing, run {line}"


def test_nothing_missing_asks_for_no_right(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> list[str] | None:
        raise AssertionError("the right was asked for")

    monkeypatch.setattr(setup, "privilege", refuse)
    setup.install_system_packages([])


def test_as_root_the_lists_are_refreshed_before_the_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(setup, "privilege", list)
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(setup, "run", lambda _, *given: commands.extend(given))
    setup.install_system_packages(["hunspell"])
    assert [command[-1] for command in commands] == ["--quiet", "hunspell"]


def test_an_unknown_level_is_a_usage_error() -> None:
    assert setup.main(["everything"]) == 2


def test_a_library_that_does_not_exist_is_seen_as_missing() -> None:
    assert not setup.library("libnosuchthing.so.0")()


def test_any_browser_that_the_tests_can_use_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    [need] = [need for need in setup.TEST_NEEDS if need.package == PROGRAMS[0]]
    for name in PROGRAMS:
        monkeypatch.setattr(shutil, "which", {name: f"/usr/bin/{name}"}.get)
        assert need.present()
        assert browser_program() == f"/usr/bin/{name}"
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert not need.present()
    with pytest.raises(NoBrowserError, match="run 'make setup-test'"):
        browser_program()

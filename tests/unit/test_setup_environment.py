"""The set-up says in one line what it cannot do itself."""

import shutil
import sys
from collections.abc import Sequence

import pytest

from scripts import setup_environment as setup
from scripts.browser import PROGRAMS, NoBrowserError, browser_program


def test_an_old_python_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 11, 4, "final", 0))
    assert setup.main(["check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "Python 3.11.5 or newer is needed, this is 3.11.4: "
        "name another one with `make PYTHON=python3.12 …`"
    ]


def test_without_root_the_line_to_type_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "privilege", lambda: None)
    with pytest.raises(setup.SetupError) as caught:
        setup.install_system_packages(["hunspell", "chromium"])
    line = "sudo apt-get install --yes --no-install-recommends hunspell chromium"
    assert str(caught.value) == f"system packages are missing, run: {line}"


def test_nothing_missing_asks_for_no_right(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> list[str] | None:
        raise AssertionError("the right was asked for")

    monkeypatch.setattr(setup, "privilege", refuse)
    setup.install_system_packages([])


def test_as_root_the_lists_are_refreshed_before_the_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands: list[Sequence[str]] = []
    monkeypatch.setattr(setup, "privilege", list)
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(setup, "run", commands.append)
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

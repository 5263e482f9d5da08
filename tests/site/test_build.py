"""A build replaces the site as a whole or not at all; the server survives a broken edit."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.built import copy_quick

PATIENCE = 300.0
"""Seconds to wait for a rebuild on a slow machine."""


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


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


def fetch(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            body: bytes = answer.read()
            return body.decode("utf-8")
    except (urllib.error.URLError, OSError):
        return ""


def wait_for(condition: Callable[[], bool], server: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            return False
        if condition():
            return True
        time.sleep(0.5)
    return False


@pytest.mark.timeout(1000)
@pytest.mark.day
def test_server_survives_a_broken_edit_and_recovers(copy: Path, port: int) -> None:
    log = copy / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "scripts", "serve", f"127.0.0.1:{port}"],
            cwd=copy,
            env={**os.environ, "SITE_URL": f"http://127.0.0.1:{port}/"},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            page = f"http://127.0.0.1:{port}/fr/letter/"
            assert wait_for(lambda: "<h1>" in fetch(page), server), log.read_text()
            path = copy / "docs/fr/letter.md"
            whole = path.read_text(encoding="utf-8")
            path.write_text(whole.replace("(fact:", "(fact:no-such-", 1), encoding="utf-8")
            assert wait_for(lambda: "no-such-" in log.read_text(), server), log.read_text()
            assert server.poll() is None
            # The file watcher counts a change only when the time of the file moves on.
            time.sleep(1)
            path.write_text(whole.replace("menu: ", "menu: Z ", 1), encoding="utf-8")
            assert wait_for(lambda: "Z " in fetch(page), server), log.read_text()
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=20)

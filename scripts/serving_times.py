"""How long an editor waits: from the command to the first page, from an edit to the open tab."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.browser import ARGUMENTS, browser_program

COPIED = ("data", "docs", "leaflets", "overrides", "scripts", "mkdocs.yml")
PAGE, EDITED = "fr/letter/", "docs/fr/letter.md"
EDITS = 3
PATIENCE = 300.0
"""Seconds after which something is wrong with the server, not slow."""


class ServingError(Exception):
    """The server does not answer; the message is one line."""


@dataclass(frozen=True)
class ServingTimes:
    """Seconds: until the first page answers, and until an edited word is in the open tab."""

    first_page: float
    edit_to_tab: float


def serving_times(root: Path, work: Path) -> ServingTimes:
    """Serve a copy of ``root`` in ``work``, edit it, and watch a tab. Raises ServingError."""
    for name in COPIED:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        copy(root / name, work / name)
    start = time.perf_counter()
    with _server(work) as address:
        _wait_for(address + PAGE)
        first_page = time.perf_counter() - start
        return ServingTimes(first_page, _edit_to_tab(address + PAGE, work / EDITED))


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """A server of the content of ``folder`` while the block runs; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    address = f"http://{place}/"
    command = [sys.executable, "-m", "scripts", "serve", place]
    environment = {**os.environ, "SITE_URL": address}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as run:
        try:
            yield address
        finally:
            run.terminate()


def _wait_for(address: str) -> None:
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE):
                return
        except urllib.error.URLError:
            time.sleep(0.02)
    raise ServingError(f"{address} does not answer")


def _edit_to_tab(address: str, path: Path) -> float:
    """The middle of some edits of the title of a page, in seconds."""
    text = path.read_text(encoding="utf-8")
    seconds = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_program(), args=list(ARGUMENTS)
        )
        tab = browser.new_page()
        tab.set_default_timeout(PATIENCE * 1000)
        with tab.expect_console_message(lambda said: "live reload" in said.text):
            tab.goto(address)
        for number in range(EDITS):
            word = f"Zz{number}"
            path.write_text(text.replace("title: ", f"title: {word} ", 1), encoding="utf-8")
            start = time.perf_counter()
            tab.locator("h1", has_text=word).wait_for()
            seconds.append(time.perf_counter() - start)
        browser.close()
    return statistics.median(seconds)

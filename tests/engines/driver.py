"""One small set of actions that every browser engine is driven by: a journey is written once."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

PATIENCE = 60.0
"""Seconds: the site is served by this machine, but the machine may have much else to do."""

STEP = 0.05
"""Seconds between two looks at a condition."""

Found = TypeVar("Found")


class MissingEngineError(Exception):
    """A program of an engine is not installed; the message is one line that names its package."""


class Engine(Protocol):
    """One open tab of a browser. A selector is CSS and means the first element that it finds."""

    name: str
    error: type[Exception]
    """What its driver raises, also when a page is just being left for another."""

    def open(self, address: str) -> None:
        """Go to the address and wait until the page is loaded."""

    def evaluate(self, script: str, *given: object) -> Any:
        """Run the body of a function in the page; it reads `given` as `arguments`, and returns."""

    def click(self, selector: str) -> None:
        """Press the element as a pointer does."""

    def fill(self, selector: str, text: str) -> None:
        """Type the text into an emptied field; a date field takes it as 2026-11-23."""

    def paste(self, selector: str) -> None:
        """Press the keys that paste the clipboard into a field."""

    def choose(self, selector: str, value: str) -> None:
        """Choose the option of a list that has this value."""

    def download(self, selector: str) -> Path:
        """Press a link and wait for the file that it leaves, under the name that it gets."""

    def screenshot(self) -> bytes:
        """What the window shows, as PNG."""


def installed(package: str, *places: str) -> str:
    """The path of a program, by its name or by a path; raises MissingEngineError."""
    found = next((path for place in places if (path := shutil.which(place))), None)
    if found is None:
        raise MissingEngineError(
            f"engines: {places[0]} is missing; "
            f"run: apt-get install --no-install-recommends {package}"
        )
    return found


def wait_for(look: Callable[[], Found], what: str) -> Found:
    """The first answer of `look` that is not empty; raises AssertionError when none comes."""
    end = time.monotonic() + PATIENCE
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"it did not come about: {what}")
        time.sleep(STEP)


def until(engine: Engine, condition: str, *given: object) -> None:
    """Wait until an expression is true in a loaded page; it reads `given` as `arguments`."""
    script = f"return document.readyState === 'complete' && !!({condition})"

    def holds() -> bool:
        try:
            return bool(engine.evaluate(script, *given))
        except engine.error:
            return False

    wait_for(holds, condition)


def text(engine: Engine, selector: str) -> str:
    """The words that the element shows, with ordinary spaces."""
    shown = engine.evaluate("return document.querySelector(arguments[0]).innerText", selector)
    return " ".join(str(shown).split())


def emptied(folder: Path) -> None:
    """Remove the files of a folder."""
    for file in folder.iterdir():
        file.unlink()


def downloaded(folder: Path, unfinished: str) -> Path:
    """The file that a browser saves in an empty folder, when whole.

    `unfinished` is the end of the names that the browser gives to files on their way.
    """

    def whole() -> list[Path]:
        files = list(folder.iterdir())
        ready = all(file.stat().st_size and file.suffix != unfinished for file in files)
        return files if ready else []

    (file,) = wait_for(whole, f"one saved file in {folder}")
    return file

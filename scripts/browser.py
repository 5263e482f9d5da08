"""The browser of the system that takes pictures and runs the tests of pages."""

from __future__ import annotations

import shutil

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first that is there: the one without windows needs half of the time of the others."""

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Chromium refuses its sandbox to root, and otherwise asks its maker's servers for updates."""


class NoBrowserError(Exception):
    """None of the programs is installed; the message is one line that says what to do."""


def browser_program() -> str:
    """The path of the browser. Raises NoBrowserError."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        raise NoBrowserError("no browser is installed: run 'make setup-test'")
    return found

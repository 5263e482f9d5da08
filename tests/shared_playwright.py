"""Playwright, started once a process: a second one beside it refuses to start."""

import atexit
from functools import cache

from playwright.sync_api import Playwright, sync_playwright


@cache
def shared_playwright() -> Playwright:
    """The one that runs in this process; it ends with the process."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started

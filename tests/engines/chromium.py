"""Chromium, driven by playwright."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

from scripts.browser import ARGUMENTS, PROGRAMS
from tests.engines.driver import PATIENCE, Engine, installed
from tests.shared_playwright import shared_playwright


class Chromium:
    """An `Engine`."""

    name = "chromium"
    error: type[Exception] = Error

    def __init__(self, page: Page, downloads: Path) -> None:
        """Drive this tab; what it saves goes into the folder."""
        self.page = page
        self.downloads = downloads

    def open(self, address: str) -> None:
        """See `Engine`."""
        self.page.goto(address)

    def evaluate(self, script: str, *given: object) -> Any:
        """See `Engine`."""
        call = f"(given) => (function () {{ {script} }}).apply(null, given)"
        return self.page.evaluate(call, list(given))

    def click(self, selector: str) -> None:
        """See `Engine`."""
        self.page.locator(selector).first.click()

    def fill(self, selector: str, text: str) -> None:
        """See `Engine`."""
        self.page.locator(selector).first.fill(text)

    def paste(self, selector: str) -> None:
        """See `Engine`."""
        self.page.locator(selector).first.press("Control+v")

    def choose(self, selector: str, value: str) -> None:
        """See `Engine`."""
        self.page.locator(selector).first.select_option(value)

    def download(self, selector: str) -> Path:
        """See `Engine`."""
        with self.page.expect_download() as saved:
            self.click(selector)
        path = self.downloads / saved.value.suggested_filename
        saved.value.save_as(path)
        return path

    def screenshot(self) -> bytes:
        """See `Engine`."""
        return self.page.screenshot()


@contextmanager
def chromium(folder: Path) -> Iterator[Engine]:
    """Chromium while the block runs; `folder` is its own and empty. Raises MissingEngineError."""
    program = installed("chromium-headless-shell", *PROGRAMS)
    launch = shared_playwright().chromium.launch
    with launch(executable_path=program, args=list(ARGUMENTS)) as browser:
        # Without a window nobody can be asked.
        context = browser.new_context(permissions=["clipboard-write"])
        context.set_default_timeout(PATIENCE * 1000)
        yield Chromium(context.new_page(), folder)

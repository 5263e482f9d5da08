"""Firefox without a window, driven by its own protocol, Marionette."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from marionette_driver.by import By
from marionette_driver.errors import MarionetteException
from marionette_driver.keys import Keys
from marionette_driver.marionette import Marionette, WebElement

from tests.engines.driver import Engine, downloaded, emptied, installed, wait_for

NO_NETWORK = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.failover_direct": False,
}
"""All that leaves this machine goes to a port of it where nobody answers."""


class Firefox:
    """An `Engine`."""

    name = "firefox"
    error: type[Exception] = MarionetteException

    def __init__(self, driver: Marionette, downloads: Path) -> None:
        """Drive this session; what it saves goes into the folder."""
        self.driver = driver
        self.downloads = downloads

    def _find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def open(self, address: str) -> None:
        """See `Engine`."""
        self.driver.navigate(address)

    def evaluate(self, script: str, *given: object) -> Any:
        """See `Engine`. Outside of a sandbox, to see what the scripts of the page have set."""
        return self.driver.execute_script(script, list(given), sandbox=None)

    def click(self, selector: str) -> None:
        """See `Engine`."""
        self._find(selector).click()

    def fill(self, selector: str, text: str) -> None:
        """See `Engine`."""
        field = self._find(selector)
        field.clear()
        field.send_keys(text)

    def paste(self, selector: str) -> None:
        """See `Engine`."""
        self._find(selector).send_keys(Keys.CONTROL + "v")

    def choose(self, selector: str, value: str) -> None:
        """See `Engine`."""
        self._find(f'{selector} option[value="{value}"]').click()

    def download(self, selector: str) -> Path:
        """See `Engine`."""
        emptied(self.downloads)
        self.click(selector)
        return downloaded(self.downloads, ".part")

    def screenshot(self) -> bytes:
        """See `Engine`."""
        picture: bytes = self.driver.screenshot(format="binary", full=False)
        return picture


@contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    """Firefox while the block runs; `folder` is its own and empty. Raises MissingEngineError."""
    program = installed("firefox-esr", "firefox-esr")
    profile, downloads = folder / "profile", folder / "downloads"
    profile.mkdir()
    downloads.mkdir()
    settings = {
        **NO_NETWORK,
        "marionette.port": 0,
        "ui.useOverlayScrollbars": 1,
        "browser.download.folderList": 2,
        "browser.download.dir": str(downloads),
    }
    lines = (
        f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in settings.items()
    )
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    command = [program, "--headless", "--no-remote", "--marionette", "--profile", str(profile)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)}
        )
    driver = None
    try:
        # Firefox takes a free port and writes its number here.
        port = wait_for(lambda: _number(profile / "MarionetteActivePort"), "Firefox starts")
        driver = Marionette(port=port)
        driver.start_session()
        yield Firefox(driver, downloads)
    finally:
        if driver:
            driver.cleanup()
        process.terminate()
        process.wait()


def _number(file: Path) -> int:
    """The number in the file, 0 while there is none."""
    return int(file.read_text("utf-8") or 0) if file.is_file() else 0

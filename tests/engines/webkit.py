"""WebKit in its small browser MiniBrowser, in a window that nobody sees, driven by selenium."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Remote, WebKitGTKOptions
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.service import Service

from tests.engines.driver import Engine, downloaded, emptied, installed

BROWSERS = "*/webkit2gtk-4.*/MiniBrowser"
"""Where Debian puts it below /usr/lib: in a folder that is named after the machine."""

SCREEN = "1280x1024x24"
LOCALE = "C.UTF-8"
"""Each system has it. It decides in which order a date field asks for day, month and year."""


class WebKit:
    """An `Engine`."""

    name = "webkit"
    error: type[Exception] = WebDriverException

    def __init__(self, driver: Remote, downloads: Path) -> None:
        """Drive this session; what it saves goes into the folder."""
        self.driver = driver
        self.downloads = downloads

    def _find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def open(self, address: str) -> None:
        """See `Engine`."""
        self.driver.get(address)

    def evaluate(self, script: str, *given: object) -> Any:
        """See `Engine`."""
        return self.driver.execute_script(script, *given)

    def click(self, selector: str) -> None:
        """See `Engine`."""
        self._find(selector).click()

    def fill(self, selector: str, text: str) -> None:
        """See `Engine`."""
        field = self._find(selector)
        field.clear()
        if field.get_attribute("type") == "date" and text:
            year, month, day = text.split("-")
            text = f"{month}-{day}-{year}"  # the parts of the field, in the order of LOCALE
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
        return downloaded(self.downloads, ".wkdownload")

    def screenshot(self) -> bytes:
        """See `Engine`."""
        return self.driver.get_screenshot_as_png()


@contextmanager
def webkit(folder: Path) -> Iterator[Engine]:
    """WebKit while the block runs; `folder` is its own and empty. Raises MissingEngineError."""
    driver_program = installed("webkit2gtk-driver", "WebKitWebDriver")
    options = WebKitGTKOptions()
    found = sorted(map(str, Path("/usr/lib").glob(BROWSERS)))
    options.binary_location = installed("webkit2gtk-driver", *(found or ["MiniBrowser"]))
    options.add_argument("--automation")
    downloads = folder / "downloads"
    downloads.mkdir()
    (folder / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{downloads}"\n', "utf-8")
    with screen() as display, (folder / "log").open("wb") as log:
        home = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"), str(folder))
        settings = {**os.environ, **home, "DISPLAY": display, "LC_ALL": LOCALE}
        service = Service(driver_program, log_output=log, env=settings)
        service.start()
        try:
            yield from _session(service.service_url, options, downloads)
        finally:
            service.stop()


def _session(url: str, options: WebKitGTKOptions, downloads: Path) -> Iterator[Engine]:
    driver = Remote(RemoteConnection(client_config=ClientConfig(url)), options=options)
    try:
        # High enough for a code of a page, also above the line that tells what was saved.
        driver.set_window_rect(0, 0, 1024, 1000)
        yield WebKit(driver, downloads)
    finally:
        driver.quit()


@contextmanager
def screen() -> Iterator[str]:
    """The name of an X screen in memory; the server itself chooses a free one."""
    program = installed("xvfb", "Xvfb")
    receive, send = os.pipe()
    command = [program, "-displayfd", str(send), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[send], stderr=subprocess.DEVNULL)
    os.close(send)
    try:
        with os.fdopen(receive) as answer:
            yield ":" + answer.readline().strip()
    finally:
        process.terminate()
        process.wait()

"""A correction reaches a phone at the next tap, through nginx with the settings of a release."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PATIENCE, small_phone
from tests.hosts.conftest import Releases, nginx_site, release_at, work
from tests.hosts.servers import Server, free_port, nginx_settings, readable, running

pytestmark = pytest.mark.timeout(600)
__all__ = ["release_at", "work"]

OLD = 1_780_000_000
"""Seconds since 1970, in May 2026: browsers guess that a page of that age is good for weeks."""


@pytest.fixture
def public(release_at: Releases, work: Path) -> Path:
    """A release that nobody touched for months."""
    folder = work / "public"
    shutil.copytree(release_at("/"), folder)
    for path in folder.rglob("*"):
        os.utime(path, (OLD, OLD))
    return readable(folder)


@pytest.fixture
def served(public: Path, work: Path) -> Iterator[Server]:
    """nginx with it."""
    port = free_port()
    settings = nginx_settings(port, work, nginx_site("/", public))
    with running("nginx", settings, port, work) as server:
        yield server


@pytest.fixture
def reader(browser: Browser, served: Server) -> Iterator[Page]:
    """A phone with the cache of a browser."""
    with small_phone(browser, served.address) as context:
        yield context.new_page()


def write(path: Path, html: str, seconds: int) -> None:
    """Publish another text of a page, as a release of that moment would."""
    for end in (".br", ".gz"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.write_text(html, encoding="utf-8")
    os.utime(path, (seconds, seconds))
    readable(path.parent)


def code_page(public: Path) -> Path:
    """The page of one code on paper."""
    return next(path / "index.html" for path in (public / "v").iterdir() if path.is_dir())


def tapped(reader: Page, served: Server, address: str) -> str:
    """The heading of a page that was reached by a link on another one."""
    reader.goto("/fr/letter/")
    reader.evaluate(
        "address => { const a = document.createElement('a'); a.href = address; a.id = 'next';"
        " a.textContent = 'next'; document.body.prepend(a); }",
        served.address + address,
    )
    with reader.expect_navigation():
        reader.click("#next")
    return str(reader.locator("h1").first.text_content(timeout=PATIENCE))


@pytest.mark.parametrize("kind", ["time limits", "code on paper"])
def test_the_new_words_are_there_at_the_next_tap(
    kind: str, reader: Page, served: Server, public: Path
) -> None:
    file = public / "fr/deadlines/index.html" if kind == "time limits" else code_page(public)
    address = f"/{file.parent.relative_to(public).as_posix()}/"
    before = tapped(reader, served, address)
    assert before
    page = file.read_text(encoding="utf-8")
    write(file, page.replace("</h1>", " CORRECTED</h1>"), OLD + 60)
    assert tapped(reader, served, address) == f"{before} CORRECTED"
    write(file, page, OLD)
    assert tapped(reader, served, address) == before, "back to the last release"

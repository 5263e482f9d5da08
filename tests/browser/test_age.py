"""A copy that is opened long after it was made tells its own age, by the clock of the phone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.built import ROOT, SITE, html_files, pages

SCRIPT = ROOT / "overrides/scripts/age.js"
LARGEST = 300
"""Bytes: it stands in every page."""

NOTICE = '<p class="caution" id="old" hidden data-due="2027-02-23">Out of date</p>'
COPY = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Copy</title>
<p>Next check before <time datetime="2027-02-23">23 February 2027</time>.</p>{notice}
<script>{script}</script></html>"""


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page that was saved on a phone."""
    file = tmp_path / "copy.html"
    script = SCRIPT.read_text(encoding="utf-8")
    file.write_text(COPY.format(notice=NOTICE, script=script), encoding="utf-8")
    return file


@pytest.fixture
def phone_of(browser: Browser) -> Iterator[Page]:
    """A tab whose clock can be set."""
    with browser.new_context() as context:
        yield context.new_page()


def open_on(page: Page, file: Path, moment: str) -> None:
    page.clock.install(time=moment)
    page.goto(file.as_uri())


@pytest.mark.parametrize("moment", ["2027-02-23T00:00:01Z", "2027-03-01T12:00:00Z", "2031-01-01"])
def test_an_old_copy_says_so(phone_of: Page, saved: Path, moment: str) -> None:
    open_on(phone_of, saved, moment)
    assert phone_of.locator("#old").is_visible()


@pytest.mark.parametrize(
    "moment", ["2026-11-23T09:00:00Z", "2027-02-22T12:00:00Z", "2027-02-22T23:59:59Z"]
)
def test_a_copy_before_its_day_says_nothing(phone_of: Page, saved: Path, moment: str) -> None:
    open_on(phone_of, saved, moment)
    assert not phone_of.locator("#old").is_visible()


def test_every_page_tells_its_age_when_it_is_old(phone_of: Page) -> None:
    phone_of.clock.install(time="2031-01-01")
    for page in pages():
        if page.language == "fr":
            phone_of.goto(page.file.as_uri())
            assert phone_of.locator("#old").is_visible(), page.address
    for name in ("letter", "index"):
        phone_of.goto((SITE / "listen/fr" / name / "index.html").as_uri())
        assert phone_of.locator("#old").is_visible()


def test_the_script_stands_only_where_its_words_stand() -> None:
    """It once stopped with an error on each page to hear and to pass on."""
    seen = 0
    for file in html_files():
        text = file.read_text("utf-8")
        if "old.dataset.due" in text:
            seen += 1
            assert re.search(r'id="?old\b', text), file
    assert seen > 200


def test_without_scripts_the_day_stands_in_words(browser: Browser, saved: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(saved.as_uri())
        assert page.locator("time").inner_text() == "23 February 2027"
        assert not page.locator("#old").is_visible()


def test_the_script_is_small_and_stores_nothing() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.encode("utf-8")) <= LARGEST
    for word in ("fetch", "Storage", "cookie", "XMLHttp", "import", "innerHTML"):
        assert word not in text

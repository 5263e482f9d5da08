"""Printed from the browser, a page shows what its closed boxes hold."""

import re
import unicodedata
from pathlib import Path

from playwright.sync_api import Page

from tests.built import BuiltPage, pages
from tests.print.paper import text_of

CLOSED = """() => [...document.querySelectorAll('main details')]
  .filter((box) => !box.closest('nav'))
  .flatMap((box) => [...box.children].filter((child) => child.tagName !== 'SUMMARY'))
  .filter((child) => !child.checkVisibility() || child.getBoundingClientRect().height === 0)
  .map((child) => child.textContent.trim().slice(0, 60))"""
INSIDE = """() => [...document.querySelectorAll('main > details:not([open]) > :not(summary)')]
  .map((child) => child.textContent)"""


def letters(text: str) -> str:
    """The text without what paper changes: spaces, hyphens, joined letters, marks of notes."""
    return re.sub(r"#\d+|[\s\u00ad\u2010-]+", "", unicodedata.normalize("NFKC", text))


def test_closed_boxes_are_open_on_paper(phone: Page, page_built: BuiltPage) -> None:
    phone.emulate_media(media="print")
    phone.goto(page_built.address)
    assert phone.evaluate(CLOSED) == []


def test_the_printed_file_holds_the_words_of_a_closed_box(
    fresh_phone: Page, tmp_path: Path
) -> None:
    boxed = next(page for page in pages() if "<details id=" in page.file.read_text("utf-8"))
    fresh_phone.goto(boxed.address)
    inside = letters(fresh_phone.evaluate(INSIDE)[0])[:40]
    fresh_phone.pdf(format="A4", path=tmp_path / "page.pdf")
    assert inside in letters(text_of(tmp_path / "page.pdf"))

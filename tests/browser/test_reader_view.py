"""The reader view of a browser keeps every telephone number and every address for mail."""

from collections import Counter

import pytest
from playwright.sync_api import Page

from tests.built import languages, pages
from tests.npm import npm_file

FEWEST = 80
"""Numbers on the pages of one language, at least: fewer means that nothing was read."""

READ = """() => {
  const reached = (root) => [...root.querySelectorAll('[href^="tel:"], [href^="mailto:"]')]
    .map((link) => link.getAttribute('href'));
  const shown = new Readability(document.cloneNode(true)).parse();
  const view = new DOMParser().parseFromString(shown ? shown.content : '', 'text/html');
  return [reached(document), reached(view)];
}"""


@pytest.mark.parametrize("language", languages())
def test_reader_view_keeps_every_number(phone: Page, language: str) -> None:
    library = npm_file("@mozilla/readability", "Readability.js").read_text("utf-8")
    lost: dict[str, list[str]] = {}
    found = 0
    for built in pages():
        if built.language != language:
            continue
        phone.goto(built.address)
        phone.evaluate(library + "; window.Readability = Readability; null")
        there, kept = phone.evaluate(READ)
        found += len(there)
        missing = Counter(there) - Counter(kept)
        if missing:
            lost[built.address] = sorted(missing.elements())
    assert found >= FEWEST
    assert lost == {}

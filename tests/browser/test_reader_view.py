"""The reader view of a browser keeps every telephone number and every address for mail."""

import hashlib
from collections import Counter

import pytest
from playwright.sync_api import Page

from tests.built import ROOT, languages, pages

LIBRARY = ROOT / "tests/vendor/readability.js"
LIBRARY_HASH = "34dcab3d0832d0019f02990eed6b6124e029e8c32b9f0c6f2550544ff8dff174"
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
    library = LIBRARY.read_text("utf-8")
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


def test_the_library_is_the_published_one() -> None:
    assert hashlib.sha256(LIBRARY.read_bytes()).hexdigest() == LIBRARY_HASH

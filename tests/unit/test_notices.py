"""A section whose French text changed says so to its readers, there and in their language."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from scripts.library import Site, load_site
from scripts.markup import Context, PageExtension, page_markdown
from scripts.site.notices import with_notices
from tests.unit.sites import ROOT, copy_content, replace

SECTION = "two-clocks"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the real content."""
    return copy_content(ROOT, tmp_path)


def touch_french(root: Path, line: str) -> None:
    """Add a word to a French line that holds no fact."""
    replace(root / "docs/fr/deadlines.md", line, line.replace(".", " encore."))


def first_plain_line(site: Site, section: str) -> str:
    """A sentence of a French section without link or bold mark."""
    page = site.pages["fr"]["deadlines"]
    rows = [row for found in page.sections if found.id == section for _, row in found.lines]
    return next(row for row in rows if row.endswith(".") and not set(row) & set("[]*/:"))


def test_no_notice_while_the_stamps_hold(root: Path) -> None:
    site = load_site(root)
    for code in site.published:
        page = site.pages[code]["deadlines"]
        assert with_notices(site, page) == page.body


def test_the_notice_stands_under_its_heading(root: Path) -> None:
    site = load_site(root)
    touch_french(root, first_plain_line(site, SECTION))
    site = load_site(root)
    for code, words in (("nl", "De Franse tekst van het deel"), ("en", "The French text of the")):
        page = site.pages[code]["deadlines"]
        rows = with_notices(site, page).split("\n")
        section = next(found for found in page.sections if found.id == SECTION)
        heading = next(n for n, row in enumerate(rows) if f"{{#{SECTION}}}" in row)
        assert rows[heading + 2].startswith(words)
        assert section.title in rows[heading + 2]
        assert sum("{: .caution }" in row for row in rows) == 1
    assert with_notices(site, site.pages["fr"]["deadlines"]) == site.pages["fr"]["deadlines"].body


def test_the_notice_becomes_a_paragraph_of_its_own(root: Path) -> None:
    touch_french(root, first_plain_line(load_site(root), SECTION))
    site = load_site(root)
    page = site.pages["nl"]["deadlines"]
    context = Context(site, "nl", "deadlines", "screen")
    text = page_markdown(page.front.summary, with_notices(site, page))
    html = Markdown(extensions=["attr_list", "sane_lists", PageExtension(context)]).convert(text)
    assert html.count('<p class="caution">De Franse tekst') == 1


def test_a_changed_title_is_told_at_the_top(root: Path) -> None:
    title = load_site(root).pages["fr"]["deadlines"].front.title
    path = root / "docs/fr/deadlines.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(title, title.replace("?", "donc ?"), 1), encoding="utf-8")
    site = load_site(root)
    rows = with_notices(site, site.pages["en"]["deadlines"]).split("\n")
    assert rows[1].startswith("The French text of the part")

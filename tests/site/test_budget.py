"""Sizes, requests and policy of the built pages: exact figures, so they are tested, not timed."""

import pytest
from lxml import html as lxml_html

from scripts.checks.budget import PageSize, page_sizes
from scripts.library import load_site
from scripts.site.policy import content_hash, header_files, policy, stylesheet
from tests.built import ROOT, SITE, html_files, pages

STYLESHEET_RAW = 6_144
"""Bytes; the limit that keeps the stylesheet readable from top to bottom."""


@pytest.fixture(scope="module")
def sizes() -> list[PageSize]:
    return list(page_sizes(load_site(ROOT), SITE))


def test_every_built_page_is_measured(sizes: list[PageSize]) -> None:
    assert sorted(f"/{size.address}" for size in sizes) == sorted(page.address for page in pages())


def test_both_kinds_of_page_are_there(sizes: list[PageSize]) -> None:
    """That each keeps its budget is HTML06."""
    assert sum(size.kind == "user" for size in sizes) >= 27
    assert sum(size.kind == "reference" for size in sizes) >= 6


def test_stylesheet_stays_small() -> None:
    assert (ROOT / "overrides/style.css").stat().st_size <= STYLESHEET_RAW


def test_policy_allows_exactly_our_stylesheet() -> None:
    style = stylesheet(ROOT)
    for path in html_files():
        tree = lxml_html.parse(str(path))
        found = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert found == [policy(style)], path
        assert [content_hash(element.text) for element in tree.iter("style")] == [
            content_hash(style)
        ], path
        assert tree.xpath("//@style") == [], path
    assert "unsafe" not in policy(style)


def test_a_changed_stylesheet_would_be_refused() -> None:
    style = stylesheet(ROOT)
    assert content_hash(style + " ") not in policy(style)


@pytest.mark.parametrize("name", ["headers/nginx.conf", "headers/apache.htaccess", "_headers"])
def test_header_files_are_in_the_site(name: str) -> None:
    written = (SITE / name).read_text(encoding="utf-8")
    assert written == header_files(stylesheet(ROOT))[name]
    assert policy(stylesheet(ROOT)) in written
    assert "frame-ancestors 'none'" in written

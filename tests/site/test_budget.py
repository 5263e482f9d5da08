"""Sizes, requests and policy of the built pages: exact figures, so they are tested, not timed."""

import mimetypes
import re

import pytest
from lxml import html as lxml_html

from scripts.budget import line
from scripts.checks.budget import Measure, PageSize, measures, page_sizes
from scripts.library.limits import AIR
from scripts.site.hosts import APACHE, CLOUDFRONT, NETLIFY, NGINX, TYPES, header_files
from scripts.site.policy import STYLES, content_hash, policy, stylesheet
from scripts.site.programs import all_programs, load_program
from tests.built import ROOT, SITE, html_files, pages, real_site
from tests.site.test_addresses import built_root

NOT_SENT = {"", ".br", ".conf", ".gz"}
"""For the host itself, or sent in the place of another file."""


LIMITS = 12
"""Kinds of pages and files with a limit of their own."""


@pytest.fixture(scope="module")
def sizes() -> list[PageSize]:
    return list(page_sizes(real_site(), SITE))


def test_every_built_page_is_measured(sizes: list[PageSize]) -> None:
    assert sorted(f"/{size.address}" for size in sizes) == sorted(page.address for page in pages())


def test_both_kinds_of_page_are_there(sizes: list[PageSize]) -> None:
    """That each keeps its budget is HTML06."""
    assert sum(size.kind == "user" for size in sizes) >= 27
    assert sum(size.kind == "reference" for size in sizes) >= 6


def test_every_limit_has_air() -> None:
    """The kept file once had 354 bytes left: no page could be added to the site."""
    found = measures(real_site(), SITE, ROOT)
    assert len({measure.what for measure in found}) == len(found) == LIMITS
    assert [line(measure) for measure in found if measure.left < AIR] == []


def test_a_limit_without_air_is_told_and_fails() -> None:
    assert line(Measure("page", "fr/", 85, 100)).endswith("15 % left: page (fr/)")
    assert "under 15 %" in line(Measure("page", "fr/", 86, 100))
    assert "too large" in line(Measure("page", "fr/", 101, 100))


def test_nothing_is_loaded_beside_the_page() -> None:
    """An address that a browser would fetch by itself: only inlined data is allowed."""
    loading = []
    for path in html_files():
        tree = lxml_html.parse(str(path))
        loading += [(path, source) for source in tree.xpath("//script/@src")]
        kinds = ("img", "iframe", "object", "embed", "audio", "video")
        found = [e for e in tree.iter(*kinds) if not e.get("src", "").startswith("data:image/")]
        loading += [(path, element.tag) for element in found]
        for link in tree.iter("link"):
            if link.get("rel") not in ("alternate", "canonical", "icon"):
                loading.append((path, link.get("rel")))
            if link.get("rel") == "icon" and not link.get("href").startswith("data:"):
                loading.append((path, link.get("href")))
        for style in tree.iter("style"):
            if re.search(r"url\(|@import", style.text):
                loading.append((path, "address in the stylesheet"))
        loading += [(path, name) for name in tree.xpath("//@*[starts-with(name(), 'on')]")]
    assert loading == []


def test_policy_allows_exactly_our_style_and_scripts() -> None:
    styles = {content_hash(text): text for name in STYLES if (text := stylesheet(ROOT, name))}
    ours = {program.text: program for program in all_programs(ROOT)}
    for path in html_files():
        tree = lxml_html.parse(str(path))
        found = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        programs = [ours[element.text] for element in tree.iter("script") if element.text]
        (style,) = (styles[content_hash(element.text)] for element in tree.iter("style"))
        assert found == [policy(style, programs)], path
        assert tree.xpath("//@style") == [], path
        assert "unsafe" not in found[0]


def test_a_changed_stylesheet_would_be_refused() -> None:
    style = stylesheet(ROOT)
    assert content_hash(style + " ") not in policy(style)


def test_a_changed_script_would_be_refused() -> None:
    age = load_program(ROOT, "age")
    assert content_hash(age.text) in policy("", [age])
    assert content_hash(age.text + " ") not in policy("", [age])


@pytest.mark.parametrize("name", [NGINX, APACHE, CLOUDFRONT, NETLIFY])
def test_header_files_are_in_the_site(name: str) -> None:
    written = (SITE / name).read_text(encoding="utf-8")
    assert written == header_files(ROOT, built_root())[name]
    everything = [stylesheet(ROOT, style) for style in STYLES]
    assert policy(everything, all_programs(ROOT)) in written
    assert "frame-ancestors 'none'" in written
    assert "no-cache" in written


@pytest.mark.parametrize("name", [NGINX, APACHE, NETLIFY])
def test_servers_are_told_the_types_that_they_may_not_know(name: str) -> None:
    written = (SITE / name).read_text(encoding="utf-8")
    for end, kind in TYPES.items():
        assert kind in written
        assert end in written.replace("\\", "")


def test_each_file_of_the_site_has_a_type() -> None:
    """A file whose type no host knows is offered as unknown bytes: phones do not open it."""
    ours = {path.suffix for path in SITE.rglob("*") if path.is_file()} - NOT_SENT
    assert {".vcf", ".pdf"} <= ours
    assert {end for end in ours if end not in TYPES and not mimetypes.guess_type(f"a{end}")[0]} == (
        set()
    )
    assert list(SITE.rglob("*changes.xml"))

"""From a sheet in the hand to the page of its code, and the page that offers every leaflet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import zxingcpp
from lxml import html as lxml_html

from scripts.leaflets.build import Job, jobs_of
from scripts.library import Site
from scripts.library.recall import SIGNS, is_code, spaced
from tests.built import SITE, languages, real_site
from tests.print.paper import page_sizes, picture
from tests.site.test_addresses import built_root


@pytest.fixture(scope="module")
def site() -> Site:
    """The content."""
    return real_site()


@pytest.fixture(scope="module")
def jobs(site: Site) -> list[Job]:
    """Every leaflet of this build."""
    return jobs_of(site, built_root())


def text_of(path: Path) -> str:
    """The words of a built page, with plain spaces."""
    text = str(lxml_html.parse(str(path)).getroot().text_content())
    return " ".join(text.split())


def test_there_is_a_page_for_each_code_and_for_nothing_else(site: Site, jobs: list[Job]) -> None:
    codes = {job.edition.code for job in jobs} | set(site.register.codes)
    assert {path.parent.name for path in SITE.glob("v/*/index.html")} == codes
    assert len(codes) >= 69
    assert all(map(is_code, codes))
    assert (SITE / "v/index.html").is_file()


@pytest.mark.parametrize("name", ["fr-first-steps", "nl-en-wallet", "en-poster"])
def test_the_qr_code_of_a_sheet_leads_to_its_page(
    name: str, site: Site, jobs: list[Job], tmp_path: Path
) -> None:
    [job] = [job for job in jobs if job.name == name]
    file = SITE / "print" / f"{name}.pdf"
    numbers = range(1, len(page_sizes(file)) + 1)
    images = (picture(file, number, tmp_path, "-r", "150", "-gray") for number in numbers)
    [code] = [code for image in images for code in zxingcpp.read_barcodes(image)]
    assert code.text == f"{built_root()}v/{job.edition.code}/"
    page = SITE / code.text.removeprefix(built_root()) / "index.html"
    text = text_of(page)
    assert spaced(job.edition.code) in text
    for language in job.languages:
        assert site.notice("verify_right", language) in text
        assert site.notice("verify_draft", language) in text


def test_a_page_speaks_the_languages_of_its_sheet(site: Site, jobs: list[Job]) -> None:
    for job in jobs:
        tree = lxml_html.parse(str(SITE / "v" / job.edition.code / "index.html")).getroot()
        assert tree.get("lang") == job.languages[0]
        spoken = [tree.get("lang"), *tree.xpath("//main/div/@lang")]
        assert tuple(spoken) == job.languages, job.name
        links = [link for link in tree.xpath("//main//a/@href") if link.endswith(".pdf")]
        files = [f"../../print/{job.name}-print.pdf", f"../../print/{job.name}.pdf"]
        assert links == files * len(job.languages)
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_no_file_of_paper_misses_its_number_in_the_listing(site: Site, jobs: list[Job]) -> None:
    """The page of leaflets: each file once, with the size that it really has."""
    for language in languages():
        tree = lxml_html.parse(str(SITE / language / "leaflets/index.html")).getroot()
        listed = {}
        for link in tree.xpath("//main//a[contains(@href, '/print/')]"):
            assert link.get("href") not in listed
            listed[link.get("href")] = int(
                re.findall(r"(\d+)[\s\u00a0]K[Bo]", link.text_content())[0]
            )
        expected = {}
        for job in jobs:
            if len(job.languages) == 1 and job.languages[0] != language:
                continue
            for end in (".pdf", "-print.pdf"):
                size = (SITE / "print" / f"{job.name}{end}").stat().st_size
                expected[f"../../print/{job.name}{end}"] = round(size / 1000)
        assert listed == expected


def test_each_leaflet_says_its_use_its_pages_and_shows_itself(site: Site, jobs: list[Job]) -> None:
    for language in languages():
        tree = lxml_html.parse(str(SITE / language / "leaflets/index.html")).getroot()
        for sheet in site.sheets:
            [box] = tree.xpath(f"//*[@id='l-{sheet.id}']")
            words = " ".join(box.text_content().split())
            assert sheet.title
            assert sheet.subtitle
            assert f"{sheet.number}. {sheet.title.in_language(language)}" in words
            assert sheet.subtitle.in_language(language) in words
            [job] = [j for j in jobs if j.id == sheet.id and j.languages == (language,)]
            count = len(page_sizes(SITE / "print" / f"{job.name}.pdf"))
            assert sheet.format == "card" or f"{count} page" in words or f"{count} pagina" in words
            [image] = box.xpath(".//img")
            assert image.get("src").startswith("data:image/png;base64,")
            alt = image.get("alt").replace("\u00a0", " ")
            assert alt.endswith(sheet.title.in_language(language))


def test_how_a_code_is_typed_is_told_in_each_language(site: Site, jobs: list[Job]) -> None:
    text = text_of(SITE / "v/index.html")
    assert text.count(" ".join(SIGNS)) == len(languages())
    assert text.count(f"{built_root()}v/{jobs[0].edition.code}/") == len(languages())
    for language in languages():
        assert site.notice("verify_type_last", language) in text


def test_a_mistyped_code_is_led_there(site: Site) -> None:
    tree = lxml_html.parse(str(SITE / "404.html")).getroot()
    links = {link.text_content() for link in tree.xpath("//main//a[contains(@href, '/v/')]")}
    assert links == {site.notice("verify_typed", language) for language in languages()}

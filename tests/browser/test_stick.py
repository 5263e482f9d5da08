"""From a USB stick: each tool opened as a file, out of the archive that is handed over."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from scripts.site.keep import ARCHIVE
from scripts.site.kits import OWN, kit_path
from tests.browser.test_kits import parts_file
from tests.built import SITE, languages, real_site

PUBLIC = "https://rights.example.org/kit/fr/own/"
QUERY = {"fr": "avocat", "nl": "advocaat", "en": "lawyer"}


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked archive, in a folder that names its owner."""
    folder = tmp_path_factory.mktemp("stick") / "An Peeters"
    with zipfile.ZipFile(SITE / ARCHIVE) as archive:
        archive.extractall(folder)
    return folder / "icam-info"


@pytest.fixture
def opened(shared_context: BrowserContext) -> Iterator[Page]:
    """A tab of its own."""
    with closing(shared_context.new_page()) as page:
        yield page


def is_file(address: str) -> bool:
    """Whether an address of a file leads to one, and not to a folder or to nothing."""
    return Path(unquote(urlsplit(address).path)).is_file()


def searched(page: Page, stick: Path, language: str, query: str) -> list[str]:
    """The addresses of the answers."""
    page.goto((stick / language / "search/index.html").as_uri())
    page.wait_for_function("document.getElementById('tool-search').ready")
    page.locator("input[type=search]").fill(query)
    page.locator("#tool-search ol a").first.wait_for()
    found: list[str] = page.locator("#tool-search ol a").evaluate_all(
        "links => links.map(link => link.href)"
    )
    return found


@pytest.mark.parametrize("language", languages())
def test_each_answer_of_the_search_leads_to_a_page(
    opened: Page, stick: Path, language: str
) -> None:
    answers = {
        address
        for query in (QUERY[language], "icam", "13", "fedasil")
        for address in searched(opened, stick, language, query)
    }
    assert len(answers) > 8
    assert [address for address in answers if not is_file(address)] == []
    opened.locator("#tool-search ol a").first.click()
    opened.locator("h1").wait_for()
    assert opened.url in answers


@pytest.mark.parametrize("language", languages())
def test_each_link_of_ones_own_sheet_leads_to_a_page(
    opened: Page, stick: Path, language: str
) -> None:
    data = parts_file(language)
    codes = list(data["parts"])
    path = (stick / kit_path(language, OWN) / "index.html").as_uri()
    links: set[str] = set()
    for start in range(0, len(codes), 8):
        opened.goto("about:blank")
        opened.goto(f"{path}#brussels.{'.'.join(codes[start : start + 8])}")
        opened.locator("#parts > h2").first.wait_for()
        links |= set(opened.locator("a[href]").evaluate_all("all => all.map(one => one.href)"))
    inside = {link for link in links if link.startswith("file:")}
    assert len(inside) > 20
    assert [link for link in inside if not is_file(link)] == []


def sheet(page: Page, file: Path, choice: str) -> str:
    """Open one's own sheet and return all its words."""
    page.goto("about:blank")
    page.set_viewport_size({"width": 800, "height": 900})
    page.goto(f"{file.as_uri()}#{choice}")
    page.locator("#parts > h2").first.wait_for()
    return page.locator("body").inner_text()


@pytest.mark.parametrize("language", languages())
def test_a_sheet_without_public_address_says_so(opened: Page, stick: Path, language: str) -> None:
    """The path of a file names the folder, and often the name, of the worker."""
    text = sheet(opened, stick / kit_path(language, OWN) / "index.html", "liege.1.5")
    assert "file:" not in text
    assert "Peeters" not in text
    assert real_site().notice("kit_no_address", language) in text.replace("\u00a0", " ")
    assert opened.locator("footer svg").is_hidden()
    assert opened.locator("#address").count() == 0


def with_address(file: Path, address: str) -> None:
    """The page as a site that is published at ``address`` builds it."""
    text = file.read_text("utf-8")
    empty = escape('"address":""')
    assert text.count(empty) == 1
    file.write_text(text.replace(empty, escape(f'"address":"{address}"')), "utf-8")


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("liege.1.5", "liege.1.5"),
        ("liege.1.999.constructor.5", "liege.1.5"),
        ("nowhere.1", ".1"),
        ("__proto__.1", ".1"),
    ],
)
def test_a_sheet_carries_the_public_address_with_what_exists(
    opened: Page, stick: Path, choice: str, kept: str
) -> None:
    page = stick / kit_path("fr", OWN) / "index.html"
    copy = page.with_name("public.html")
    copy.write_bytes(page.read_bytes())
    with_address(copy, PUBLIC)
    sheet(opened, copy, choice)
    assert opened.locator("#address").inner_text() == f"{PUBLIC}#{kept}"
    picture = opened.locator("footer svg").screenshot()
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert code.text == f"{PUBLIC}#{kept}"


def test_the_choice_of_parts_opens_the_sheet(opened: Page, stick: Path) -> None:
    opened.goto((stick / "nl/kits/index.html").as_uri())
    tool = opened.locator("#tool-kits")
    tool.locator("input").nth(4).check()
    tool.locator("a").click()
    opened.locator("#parts > h2").wait_for()
    assert re.search(r"/kit/nl/own/index\.html#brussels\.5$", opened.url)
    assert opened.locator("#contacts li").count() == 3

"""Each journey works in each language, on the built pages, following links that are there."""

import posixpath
from typing import Any

import pytest
import yaml
from lxml import html as lxml_html

from scripts.library import Site, load_site
from tests.built import ROOT, SITE, languages

JOURNEYS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / "tests/site/journeys.yaml").read_text(encoding="utf-8")
)
FEWEST = 6


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT)


def file_of(language: str, page: str) -> Any:
    folder = SITE / language if page == "index" else SITE / language / page
    return lxml_html.parse(str(folder / "index.html")).getroot()


def marks(tree: Any, site: Site, language: str) -> list[str]:
    """What a reader meets, in reading order, in the words of journeys.yaml."""
    main = tree.get_element_by_id("main")
    notes = [link.get("href") for link in main.xpath(".//section[@class='notes']//li/a")]
    fact_of = {str(n): href.rpartition("#")[2] for n, href in enumerate(notes, start=1)}
    found: list[str] = []
    for element in main.iter("h2", "div", "a", "li"):
        identifier, href = element.get("id", ""), element.get("href", "")
        if element.tag == "h2":
            found.append(f"#{identifier}")
        elif element.tag == "div":
            found.append(f"block:{element.get('class', '')}")
        elif element.tag == "a" and href.startswith("#") and href[1:] in fact_of:
            found.append(f"fact:{fact_of[href[1:]]}")
        elif element.tag == "a" and href.startswith("tel:"):
            found.append("tel:")
        elif element.tag == "li" and identifier in fact_of:
            found.append(f"note:{fact_of[identifier]}")
        elif element.tag == "li" and identifier in site.facts:
            found.append(f"entry:{identifier}")
    return found


def reached(tree: Any, language: str, page: str) -> set[str]:
    """Addresses (without fragment) that the page's own text links to."""
    here = f"{language}/" if page == "index" else f"{language}/{page}/"
    targets = tree.xpath("//main//a/@href")
    return {
        posixpath.normpath(posixpath.join(here, href.partition("#")[0]))
        for href in targets
        if ":" not in href and not href.startswith("#")
    }


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("journey", JOURNEYS)
def test_journey(journey: str, language: str, site: Site) -> None:
    before = ""
    for step in JOURNEYS[journey]:
        page = step["page"]
        tree = file_of(language, page)
        if before:
            address = f"{language}/{page}" if page != "index" else language
            links = reached(file_of(language, before), language, before)
            assert address in links, f"no link from {before} to {page}"
        rest = iter(marks(tree, site, language))
        for wanted in step["meets"]:
            assert wanted in rest, f"{language}/{page}: '{wanted}' missing or out of order"
        before = page


def test_the_table_is_not_empty() -> None:
    assert len(JOURNEYS) >= FEWEST
    assert all(step["meets"] for steps in JOURNEYS.values() for step in steps)


def test_a_removed_link_or_a_changed_order_is_seen(site: Site) -> None:
    tree = file_of("fr", "who-comes")
    found = marks(tree, site, "fr")
    assert found.index("#lawyer") < found.index("#trusted")
    swapped = iter(reversed(found))
    assert not ("#lawyer" in swapped and "#trusted" in swapped)
    for link in tree.xpath("//main//a"):
        link.set("href", "#")
    assert reached(tree, "fr", "who-comes") <= {"fr/who-comes"}

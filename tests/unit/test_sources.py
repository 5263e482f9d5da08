"""The pages of sources: every fact once, with all that a person who verifies it needs."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from scripts.library import Site
from scripts.markup import facts_of_subject, pages_using, source_entries, source_index
from tests.built import real_site


@pytest.fixture(scope="module")
def site() -> Site:
    return real_site()


def subjects(site: Site) -> list[str]:
    return [name for name, entry in site.page_entries.items() if entry.facts]


def test_each_fact_has_one_full_entry(site: Site) -> None:
    listed = [fact for subject in subjects(site) for fact in facts_of_subject(site, subject)]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(site.facts)
    assert "no-firewall" in facts_of_subject(site, "sources-icam")


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_index_has_the_id_of_each_fact_and_leads_to_its_entry(
    site: Site, language: str
) -> None:
    """The address `sources#fact` stands in the notes of every page, and in what people quoted."""
    tree = lxml_html.fragment_fromstring(source_index(site, language), create_parent="main")
    items = {item.get("id"): item.xpath("string(a/@href)") for item in tree.iter("li")}
    assert set(items) == set(site.facts)
    for subject in subjects(site):
        for fact in facts_of_subject(site, subject):
            assert items[fact] == f"../{subject}/#{fact}"


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_an_entry_says_all_that_is_known(site: Site, language: str) -> None:
    uses = pages_using(site, language)
    for subject in subjects(site):
        html = source_entries(site, language, subject)
        tree = lxml_html.fragment_fromstring(html, create_parent="main")
        for item in tree.xpath("./ul/li"):
            fact = site.facts[item.get("id")]
            addresses = item.xpath(".//a/@href")
            assert {source.url for source in fact.current.sources} <= set(addresses)
            quoted = [source for source in fact.current.sources if source.quote]
            assert len(item.xpath(".//q")) == len(quoted)
            pages = {"index" if a == "../" else a[3:-1] for a in addresses if a.endswith("/")}
            assert set(uses[item.get("id")]) <= pages
            assert str(fact.checked.on.year) in item.text_content()


def test_a_page_uses_what_its_cautions_and_changes_say(site: Site) -> None:
    uses = pages_using(site, "fr")
    caution = site.cautions["appeals-2026"].fr
    fact = next(fact for fact in site.facts if f"(fact:{fact})" in caution)
    assert "lawyer" in uses[fact]
    changed = next(fact for change in site.changes.values() for fact in change.facts)
    block = [
        p.name for p in site.pages["fr"].values() if any(b.name == "changes" for b in p.blocks)
    ]
    assert block
    assert set(block) <= set(uses[changed])


def test_any_other_page_has_no_entries(site: Site) -> None:
    assert source_entries(site, "fr", "letter") == ""

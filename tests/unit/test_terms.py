"""Terms in texts, and the links from their first use to the glossary."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from scripts.library import Site, term_finder
from scripts.markup import glossary_html, render
from tests.built import real_site


@pytest.fixture(scope="module")
def site() -> Site:
    return real_site()


def met(site: Site, text: str, language: str = "fr") -> list[tuple[str, str]]:
    return [(use.id, use.name) for use in term_finder(site, language).uses(text)]


def links(site: Site, text: str, page: str = "order", target: str = "screen") -> list[str]:
    html = render(site, "fr", text, page=page, target=target).html  # type: ignore[arg-type]
    return re.findall(r'<a href="([^"]*words/#[^"]*|#[a-z-]+)">', html)


def test_the_longest_name_wins_and_whole_words_count(site: Site) -> None:
    assert met(site, "le coach ICAM et les coachs") == [
        ("coach", "coach ICAM"),
        ("coach", "coachs"),
    ]
    assert met(site, "un recoursier") == []


def test_capitals_of_a_name_are_kept(site: Site) -> None:
    assert met(site, "le Conseil d'État, un conseil d'état, j'ai une AI") == [
        ("council-of-state", "Conseil d'État"),
        ("orange-card", "AI"),
    ]
    assert met(site, "Recours, recours") == [("appeal", "Recours"), ("appeal", "recours")]


def test_the_name_of_the_site_is_no_term(site: Site) -> None:
    assert met(site, "ICAM-info parle d'ICAM") == [("icam", "ICAM")]


def test_the_first_use_only_is_linked(site: Site) -> None:
    text = "Un recours est court. Un recours est long."
    assert links(site, text) == ["../words/#appeal"]
    assert links(site, text, page="index") == ["words/#appeal"]
    assert links(site, text, page="words") == []
    assert links(site, text, target="print") == []


@pytest.mark.parametrize(
    "silent",
    [
        "/// summary\nUn recours.\n///\n",
        "**Un recours.**\n",
        "## Un recours ? {#x}\n",
        "[Un recours](help.md)\n",
        "Il dit « un recours ».\n",
        "/// tiles\n    icons: [help]\n\n- [Un recours](help.md)\n///\n",
    ],
)
def test_where_no_link_is_made_the_next_use_gets_it(site: Site, silent: str) -> None:
    assert links(site, silent) == []
    assert links(site, f"{silent}\nUn recours est là.\n") == ["../words/#appeal"]


def test_a_term_explained_in_brackets_needs_no_link(site: Site) -> None:
    assert links(site, "Le CIRÉ (coordination d'associations) aide.") == []
    assert links(site, "Un ordre de quitter le territoire (OQT).") == ["../words/#order-to-leave"]
    assert links(site, "Le retour volontaire (mot officiel).") == ["../words/#voluntary-return"]


def test_two_terms_in_one_sentence_keep_its_words(site: Site) -> None:
    html = render(site, "fr", "Avant un recours, puis OQT, fin.", page="order").html
    assert re.sub(r"<[^>]+>", "", html) == "Avant un recours, puis OQT, fin."


def test_a_link_made_by_hand_counts_as_the_first(site: Site) -> None:
    text = "Lisez [ce mot](term:appeal). Un recours est court."
    assert links(site, text) == ["../words/#appeal"]
    assert links(site, text, target="print") == []


def test_the_glossary_has_every_term_once_in_order(site: Site) -> None:
    for language in site.published:
        html = glossary_html(site, language)
        found = re.findall(r'<li id="([^"]+)">', html)
        assert sorted(found) == sorted(site.terms)
        for term in site.terms.values():
            for other in site.published:
                assert term.in_language(other).official.split("'")[0] in html.replace("\u00a0", " ")


def test_an_empty_term_base_links_nothing(site: Site) -> None:
    assert met(replace(site, terms={}), "un recours") == []

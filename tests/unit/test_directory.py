"""The directory: places, cards and lists of links, as the registry has them."""

from __future__ import annotations

import re

import pytest
from lxml import html as lxml_html

from scripts.library import Contact, Site
from scripts.markup import DIRECTORY, Context, render
from scripts.markup.cards import card_attributes, card_html
from scripts.markup.finder import save_html
from tests.built import real_site

LANGUAGES = ("fr", "nl", "en")


@pytest.fixture(scope="module")
def site() -> Site:
    return real_site()


def cards_on(site: Site, page: str, language: str = "fr") -> list[str]:
    blocks = site.pages[language][page].blocks
    return [block.argument for block in blocks if block.name == "card"]


def card(site: Site, identifier: str, page: str = "help", language: str = "fr") -> str:
    context = Context(site, language, page, "screen")
    return card_html(context, identifier, site.contacts[identifier])


def province_of(site: Site, postcode: int) -> list[str]:
    return [
        identifier
        for identifier, province in site.provinces.items()
        if any(first <= postcode <= last for first, last in province.postcodes)
    ]


def test_each_postcode_is_in_exactly_one_province(site: Site) -> None:
    assert [code for code in range(1000, 10_000) if len(province_of(site, code)) != 1] == []


@pytest.mark.parametrize(
    ("postcode", "province"),
    [
        (1000, "brussels"),
        (1299, "brussels"),
        (1300, "walloon-brabant"),
        (1499, "walloon-brabant"),
        (1500, "flemish-brabant"),
        (2018, "antwerp"),
        (3000, "flemish-brabant"),
        (3500, "limburg"),
        (4000, "liege"),
        (5000, "namur"),
        (6000, "hainaut"),
        (6599, "hainaut"),
        (6600, "luxembourg"),
        (7000, "hainaut"),
        (8000, "west-flanders"),
        (9000, "east-flanders"),
    ],
)
def test_a_postcode_leads_to_its_province(site: Site, postcode: int, province: str) -> None:
    assert province_of(site, postcode) == [province]


def test_each_contact_has_one_card_in_the_directory(site: Site) -> None:
    shown = [identifier for page in DIRECTORY for identifier in cards_on(site, page)]
    assert sorted(shown) == sorted(site.contacts)


def test_the_state_is_on_its_own_page_only(site: Site) -> None:
    for page in DIRECTORY:
        sides = {site.contacts[identifier].side for identifier in cards_on(site, page)}
        if page == "offices":
            assert sides == {"state", "public"}
        else:
            assert "state" not in sides


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_what_a_reader_needs(site: Site, language: str) -> None:
    """Side, cost, languages, appointment, data passed on, place, source: known or to be asked."""
    for page in DIRECTORY:
        for identifier in cards_on(site, page, language):
            contact = site.contacts[identifier]
            text = lxml_html.fromstring(f"<div>{card(site, identifier, page, language)}</div>")
            words = " ".join(text.itertext()).replace("\u00a0", " ")
            side = site.notice("side_" + contact.side.replace("-", "_"), language)
            for notice in (
                side,
                site.notice("passes_data", language),
                site.notice("area", language),
                site.notice("found", language),
            ):
                assert notice in words, (identifier, notice)
            if contact.side != "state" and "crisis" not in contact.needs:
                for key in ("cost", "languages", "appointment"):
                    assert site.notice(key, language).lower() in words.lower(), (identifier, key)


def test_an_old_or_undated_contact_looks_it(site: Site) -> None:
    """A word first, and a dashed border: grey would be colour only."""
    context = Context(site, "fr", "help", "screen")
    for identifier, contact in site.contacts.items():
        old = "old" in card_attributes(context, identifier, contact)["class"].split()
        recent = contact.has_data and not contact.is_old
        assert old is not recent, identifier
        said = re.search(
            "Pas vérifié|Source ancienne|Source sans date|aucun contact",
            card(site, identifier).replace("\u00a0", " "),
        )
        assert bool(said) is old, identifier


def test_nobody_is_told_to_phone_the_state_first(site: Site) -> None:
    for identifier, contact in site.contacts.items():
        if contact.side == "state":
            assert site.notice("phone_first", "en") not in card(site, identifier, language="en")


def test_only_dated_contacts_carry_a_file(site: Site) -> None:
    for identifier, contact in site.contacts.items():
        html = card(site, identifier)
        assert (f"../../contacts/{identifier}.vcf" in html) == contact.has_data
        assert ".vcf" not in card(site, identifier, page="missed")


def test_an_address_is_text_that_can_be_copied(site: Site) -> None:
    """A link to a map works on one kind of phone only, or tells others where the reader goes."""
    placed = {key: contact.address for key, contact in site.contacts.items() if contact.address}
    assert len(placed) > 20
    for identifier, address in placed.items():
        tree = lxml_html.fromstring(f"<div>{card(site, identifier)}</div>")
        plain = [item.text_content().replace("\u00a0", " ") for item in tree.iter("li")]
        assert any(address in text for text in plain), identifier
        links = [link.text_content().replace("\u00a0", " ") for link in tree.iter("a")]
        assert not any(address in text for text in links), identifier


def finder(site: Site, kind: str, page: str) -> lxml_html.HtmlElement:
    rendered = render(site, "en", f"/// finder | {kind}\n///\n", page=page)
    return lxml_html.fromstring(f"<main>{rendered.html}</main>")


def test_the_list_of_places_leads_to_each_province(site: Site) -> None:
    links = {link.text: link.get("href") for link in finder(site, "places", "help").iter("a")}
    assert links["Liège"] == "help-wallonia.md#liege"
    assert links["East Flanders"] == "help-flanders.md#east-flanders"
    assert links["Brussels"] == "help-brussels.md"
    assert len(links) == len(site.provinces)


def test_a_region_lists_its_own_places_only(site: Site) -> None:
    links = [link.text for link in finder(site, "places", "help-wallonia").iter("a")]
    assert links == ["Liège", "Namur", "Hainaut", "Luxembourg", "Walloon Brabant"]


def test_each_contact_is_under_each_of_its_needs(site: Site) -> None:
    for page in DIRECTORY[:-1]:
        tree = finder(site, "needs", page)
        for identifier in cards_on(site, page):
            for need in site.contacts[identifier].needs:
                (row,) = tree.xpath(f"//li[@id='need-{need}']")
                assert any(
                    link.get("href", "").endswith(f"#c-{identifier}") for link in row.iter("a")
                ), (page, need, identifier)


def test_two_names_of_a_list_are_never_the_same(site: Site) -> None:
    for page in DIRECTORY[:-1]:
        for row in finder(site, "needs", page).iter("li"):
            names = [link.text for link in row.iter("a")]
            assert len(names) == len(set(names)), (page, names)


def test_the_list_of_languages_holds_whoever_says_one(site: Site) -> None:
    tree = finder(site, "languages", "help")
    spoken: dict[str, list[Contact]] = {}
    for page in DIRECTORY[:-1]:
        for identifier in cards_on(site, page):
            for code in site.contacts[identifier].languages:
                spoken.setdefault(code, []).append(site.contacts[identifier])
    for code, contacts in spoken.items():
        (row,) = tree.xpath(f"//li[@id='lang-{code}']")
        assert len(list(row.iter("a"))) == len(contacts)


@pytest.mark.parametrize(("page", "file"), [("help", "belgium"), ("help-flanders", "flanders")])
def test_the_contacts_of_a_page_can_be_kept(site: Site, page: str, file: str) -> None:
    assert f'"../../contacts/{file}.vcf"' in save_html(Context(site, "nl", page, "screen"))
    assert save_html(Context(site, "nl", page, "print")) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lawyer_in_each_province_is_two_taps_away(site: Site, language: str) -> None:
    """First tap: the province, on `help`. Second tap: a lawyers' office in that section."""
    for identifier, province in site.provinces.items():
        page = site.pages[language][f"help-{province.region}"]
        section = "lawyer" if identifier == "brussels" else identifier
        needs = [
            need
            for block in page.blocks
            if block.name == "card" and block.section == section
            for need in site.contacts[block.argument].needs
        ]
        assert "lawyer" in needs, (identifier, page.path)

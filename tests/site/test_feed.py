"""The feed of changes: valid Atom, ids that stay, the same entries as on the page."""

import datetime as dt
import uuid
from urllib.parse import urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html

from scripts.site.feed import FEED, feed_xml
from tests.built import SITE, BuiltPage, languages, real_site
from tests.site.test_addresses import built_root

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(language: str) -> etree._Element:
    """The parsed feed of the built site."""
    return etree.parse(str(SITE / FEED.format(language=language))).getroot()


@pytest.mark.parametrize("language", languages())
def test_each_element_that_the_standard_requires_is_there_once(language: str) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title, updated; an author; a link to itself."""
    root = feed(language)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert len(root.findall(f"{ATOM}author/{ATOM}name")) == 1
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == built_root() + FEED.format(language=language)
    assert links["alternate"] == f"{built_root()}{language}/workers/"
    entries = root.findall(f"{ATOM}entry")
    assert entries
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            found = element.findall(f"{ATOM}{name}")
            assert len(found) == 1
            assert found[0].text
            assert found[0].text.strip()
        moment = dt.datetime.fromisoformat(str(element.findtext(f"{ATOM}updated")))
        assert moment.tzinfo is not None
        assert uuid.UUID(str(element.findtext(f"{ATOM}id")))
    updated = [str(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert root.findtext(f"{ATOM}updated") == updated[0]
    for entry in entries:
        assert entry.findtext(f"{ATOM}summary")
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")].count("alternate") == 1


def test_ids_differ_between_entries_and_languages_and_do_not_move_with_the_site() -> None:
    site = real_site()
    ids: list[str] = []
    for language in languages():
        own = [node.text for node in feed(language).iter(f"{ATOM}id")]
        moved = etree.fromstring(feed_xml(site, language, "https://other.example/").encode())
        assert [node.text for node in moved.iter(f"{ATOM}id")] == own
        ids += own
    assert len(ids) == len(set(ids)) == len(languages()) * (len(site.changes) + 1)


@pytest.mark.parametrize("language", languages())
def test_links_lead_to_the_built_pages_and_nothing_traces(language: str) -> None:
    root = feed(language)
    for link in root.iter(f"{ATOM}link"):
        address = str(link.get("href"))
        parts = urlsplit(address)
        assert address.startswith(built_root())
        assert parts.query == ""
        file = SITE / parts.path.lstrip("/")
        file = file / "index.html" if parts.path.endswith("/") else file
        assert file.is_file()
        if parts.fragment:
            assert (
                lxml_html.parse(str(file)).getroot().get_element_by_id(parts.fragment) is not None
            )


@pytest.mark.parametrize("language", languages())
def test_the_page_for_workers_prints_the_same_entries(language: str) -> None:
    site = real_site()
    page = lxml_html.parse(str(BuiltPage(language, "workers/").file)).getroot()
    shown = page.xpath("//div[@class='changes']/ul/li/@id")
    assert shown == [f"change-{identifier}" for identifier in site.changes]
    assert page.xpath("//div[@class='changes']//a[contains(@href, 'changes.xml')]")
    section = page.xpath("//div[@class='changes']/preceding::h2[1]/@id")
    assert section == ["changed"]

"""Passing a page on: the address is right in every link and in the code, and nothing traces."""

from urllib.parse import parse_qs, unquote, urlsplit

from lxml import html as lxml_html

from scripts.site.addresses import share_path
from tests.built import SITE, BuiltPage, pages, real_site
from tests.site.test_addresses import built_root

NEUTRAL = ("OQT", "BGV", "ICAM", "order", "ordre", "bevel")


def share_tree(page: BuiltPage) -> lxml_html.HtmlElement:
    """The parsed share page of a content page."""
    name = page.name.rstrip("/") or "index"
    return lxml_html.parse(str(SITE / share_path(page.language, name) / "index.html")).getroot()


def test_every_page_can_be_passed_on() -> None:
    assert pages()
    for page in pages():
        name = page.name.rstrip("/") or "index"
        links = lxml_html.parse(str(page.file)).xpath("//p[@class='meta']/a/@href")
        target = (page.file.parent / links[-1] / "index.html").resolve()
        assert target == SITE / share_path(page.language, name) / "index.html"
        assert target.is_file()


def test_messages_carry_the_address_and_nothing_else() -> None:
    root, site = built_root(), real_site()
    for page in pages():
        tree = share_tree(page)
        own = root + page.address.lstrip("/")
        ids = [s.id for s in site.pages[page.language][page.name.rstrip("/") or "index"].sections]
        links = tree.xpath("//main//a[@rel='noreferrer']/@href")
        assert len(links) % 3 == 0
        assert links
        for link in links:
            parts = urlsplit(link)
            query = parse_qs(parts.query)
            words = (query.get("text") or query["body"])[0]
            assert set(query) <= {"text", "body", "subject"}
            preview = site.notice("preview_title", page.language)
            address = words.removeprefix(preview + " ")
            assert address.split("#")[0] == own
            assert address == own or address.split("#")[1] in ids
            assert not any(word in unquote(link).replace(own, "") for word in NEUTRAL)


def test_the_short_address_is_the_number_of_the_page() -> None:
    site = real_site()
    for page in pages():
        number = site.page_entries[page.name.rstrip("/") or "index"].number
        host = built_root().split("://")[1]
        assert f"{host}{number}/" in share_tree(page).xpath("//main//b/text()")
        assert (SITE / str(number) / "index.html").is_file()


def test_search_engines_keep_to_the_page_itself() -> None:
    for page in pages():
        tree = share_tree(page)
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert tree.xpath("//link[@rel='canonical']/@href") == [
            built_root() + page.address.lstrip("/")
        ]

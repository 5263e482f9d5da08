"""Addresses, language links and lists that stand in two places."""

from xml.etree import ElementTree

import yaml
from lxml import html as lxml_html

from scripts.site.addresses import alternates, path_of
from tests.built import ROOT, SITE, languages, pages, real_site

XHTML = "{http://www.w3.org/1999/xhtml}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def built_root() -> str:
    """The address the site was built for."""
    tree = lxml_html.parse(str(SITE / "index.html"))
    return str(tree.xpath("string(//link[@rel='canonical']/@href)"))


def test_every_page_stands_under_its_language() -> None:
    site = real_site()
    numbers = [str(entry.number) for entry in site.page_entries.values()]
    numbers += [str(entry.number) for entry in site.retired.values() if entry.number]
    expected = sorted(f"/{path_of(code, n)}" for code in site.published for n in site.page_entries)
    assert sorted(page.address for page in pages()) == expected
    assert sorted(path.name for path in SITE.iterdir() if path.is_dir()) == sorted(
        [
            *languages(),
            "contacts",
            "headers",
            "keep",
            "kit",
            "listen",
            "print",
            "search",
            "share",
            "show",
            "v",
            "vendor",
            *numbers,
        ]
    )


def test_language_links_are_absolute_and_complete() -> None:
    site, root = real_site(), built_root()
    for page in pages():
        name = page.name.rstrip("/") or "index"
        tree = lxml_html.parse(str(page.file))
        found = [
            (link.get("hreflang"), link.get("href"))
            for link in tree.xpath("//link[@rel='alternate']")
        ]
        assert found == alternates(site, root, name)
        assert all(address.startswith(root) for _, address in found)


def test_sitemap_lists_every_page_with_its_languages() -> None:
    tree = ElementTree.parse(SITE / "sitemap.xml")
    root = built_root()
    entries = tree.findall(f"{MAPS}url")
    found = [entry.findtext(f"{MAPS}loc") for entry in entries]
    assert sorted(filter(None, found)) == sorted(root + page.address[1:] for page in pages())
    for entry in entries:
        assert len(entry.findall(f"{XHTML}link")) == len(languages()) + 1


def test_chooser_and_404_speak_every_language_without_favour() -> None:
    site = real_site()
    for name in ("index.html", "404.html"):
        tree = lxml_html.parse(str(SITE / name))
        links = [(link.get("hreflang"), link.get("href")) for link in tree.xpath("//nav//a")]
        assert [code for code, _ in links] == site.published
        for code, href in links:
            assert href.strip("./") == code
            assert "//" not in href
        text = tree.getroot().text_content()
        key = "choose_language" if name == "index.html" else "not_found"
        for code in site.published:
            assert site.notice(key, code) in text


def test_link_preview_does_not_tell_the_situation() -> None:
    site = real_site()
    for page in pages():
        tree = lxml_html.parse(str(page.file))
        assert tree.xpath("//meta[@property='og:title']/@content") == [
            site.notice("preview_title", page.language)
        ]
        description = tree.xpath("string(//meta[@name='description']/@content)")
        assert not {"OQT", "BGV", "ICAM"} & set(description.split())


def test_builder_settings_know_the_same_languages() -> None:
    site = real_site()
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV ", "")
    plugin = yaml.safe_load(text)["plugins"][0]["i18n"]
    configured = [(item["locale"], item["name"]) for item in plugin["languages"]]
    assert configured == [(code, site.languages[code].name) for code in site.published]


def test_each_page_says_who_it_is_and_when_it_was_checked() -> None:
    site = real_site()
    for page in pages():
        entry = site.page_entries[page.name.rstrip("/") or "index"]
        text = " ".join(page.file.read_text(encoding="utf-8").replace("\u00a0", " ").split())
        for key in ("independence", "no_lawyer", "general_information"):
            assert site.notice(key, page.language) in text, page.address
        number = site.notice("page_number", page.language).format(number=entry.number)
        assert f'<p class="num">{number}</p>' in text
        assert str(entry.checked.year) in text


def test_a_dictated_number_leads_to_its_page_in_every_language() -> None:
    site = real_site()
    for name, entry in site.page_entries.items():
        path = SITE / str(entry.number) / "index.html"
        tree = lxml_html.parse(str(path))
        links = [link.get("href") for link in tree.xpath("//nav//a")]
        assert links == [f"../{path_of(code, name)}" for code in site.published]

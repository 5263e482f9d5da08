"""Every address inside the site leads somewhere, to the very paragraph."""

import re

from tests.built import SITE, html_files, languages, pages
from tests.html.reading import ids, links, target, tree

MAP = re.compile(r"geo:0,0\?q=[A-Za-z0-9%._/-]+")
PHONE = re.compile(r"tel:\+?[0-9]{3,15}")
MAIL = re.compile(r"mailto:[^@\s?]+@[^@\s?]+")


def test_internal_links_resolve() -> None:
    broken = []
    followed = 0
    for link in (link for file in html_files() for link in links(file)):
        found = target(link)
        if found is None:
            continue
        followed += 1
        file, fragment = found
        if not file.is_file():
            broken.append(f"{link}: no such page")
        elif fragment and file.suffix == ".html" and fragment not in ids(file):
            broken.append(f"{link}: no such paragraph")
    assert broken == []
    # Each page links at least to itself in every language.
    assert followed >= len(pages()) * len(languages())


def test_no_link_leaves_the_folder() -> None:
    outside = [
        str(link)
        for file in html_files()
        for link in links(file)
        if (found := target(link)) is not None and not found[0].is_relative_to(SITE)
    ]
    assert outside == []


def test_ids_are_unique() -> None:
    for file in html_files():
        found = ids(file)
        doubled = {value for value in found if found.count(value) > 1}
        assert doubled == set(), file


def test_other_addresses_are_well_formed() -> None:
    message = r"(sms:\?&|mailto:\?subject=\S+&)body=\S+"
    allowed = re.compile(
        rf"https?://\S+|data:image/\S+|{PHONE.pattern}|{MAIL.pattern}|{message}|{MAP.pattern}"
    )
    odd = [
        str(link)
        for file in html_files()
        for link in links(file)
        if target(link) is None and not allowed.fullmatch(link.address)
    ]
    assert odd == []


def test_phone_links_are_kept_left_to_right() -> None:
    for page in pages():
        for link in tree(page.file).xpath('//a[starts-with(@href, "tel:")]'):
            inside = [link, *link.iter(), *link.iterancestors()]
            assert any(element.get("dir") == "ltr" for element in inside), link.get("href")

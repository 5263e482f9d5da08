"""Lists of plain links that lead to a contact: by place, by need, by language spoken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import get_args
from xml.etree import ElementTree

from scripts.library import Contact, Province
from scripts.library.model import Need, Region
from scripts.markup.cards import DIRECTORY, VCARD_FOLDER, colon_of, spoken_language
from scripts.markup.context import Context
from scripts.markup.typography import glue_text

HELP = "help"
FINDERS = ("places", "needs", "languages", "save")
"""What a finder lists. ``save``: the file with every contact of the page's region."""

Link = tuple[str, str]
"""Words and address."""

Row = tuple[str, str, list[Link], str]
"""Id of the row or '', words before the links, links, words after them."""

END_IN_BRACKETS = re.compile(r" \([^()]*\)$")


def fill_finder(context: Context, kind: str, parent: ElementTree.Element) -> None:
    """Put the list ``kind`` (one of FINDERS, but not ``save``) under ``parent``."""
    rows = {"places": _places, "needs": _needs, "languages": _languages}[kind]
    listing = ElementTree.SubElement(parent, "ul")
    for identifier, words, links, after in rows(context):
        item = ElementTree.SubElement(listing, "li")
        if identifier:
            item.set("id", identifier)
        item.text = words
        for index, (label, address) in enumerate(links):
            link = ElementTree.SubElement(item, "a", {"href": address})
            link.text = label
            link.tail = ", " if index < len(links) - 1 else after


def _places(context: Context) -> Iterator[Row]:
    """Each province with its postcodes and towns. On the page of a region: its own provinces."""
    own = context.page.removeprefix(f"{HELP}-")
    for identifier, province in context.site.provinces.items():
        if own in (HELP, province.region):
            address = f"{HELP}-{province.region}.md"
            if identifier != province.region:
                address = f"{address}#{identifier}"
            name = _glued(context, province.name.in_language(context.language))
            after = (
                f"{colon_of(context.language)} {_towns(context, province)}"
                f"{_postcodes(context, province)}"
            )
            yield "", "", [(name, address)], after


def _postcodes(context: Context, province: Province) -> str:
    ranges = [
        context.words("postcode_range", first=str(first), last=str(last))
        for first, last in province.postcodes
    ]
    return context.words("postcodes", ranges=", ".join(ranges))


def _towns(context: Context, province: Province) -> str:
    """The towns, but not those of Brussels: everybody knows that they live there."""
    if province.region == "brussels":
        return ""
    names = [town.in_language(context.language) for town in province.towns]
    return f"{_glued(context, ', '.join(names))}, "


def _needs(context: Context) -> Iterator[Row]:
    """For each need: the cards of this page, and from the first page the lists of the regions."""
    here = _contacts_on(context, context.page)
    for need in get_args(Need):
        links = _cards(context, here, need)
        if context.page == HELP:
            links = [*_regions(context, need), *links]
        if links:
            words = context.words("need_" + need.replace("-", "_"))
            yield f"need-{need}", f"{words}{colon_of(context.language)} ", links, ""


def _cards(context: Context, contacts: dict[str, Contact], need: str) -> list[Link]:
    """Links to the cards of ``need``; the whole name where two short ones would be the same."""
    found = {key: contact for key, contact in contacts.items() if need in contact.needs}
    names = Counter(_name(context, contact) for contact in found.values())
    links = []
    for identifier, contact in found.items():
        short = _name(context, contact)
        whole = _glued(context, contact.name.in_language(context.language))
        links.append((short if names[short] == 1 else whole, f"#c-{identifier}"))
    return links


def _regions(context: Context, need: str) -> list[Link]:
    """Links to the same need on the page of each region that has a card for it."""
    found = []
    for region in get_args(Region):
        page = f"{HELP}-{region}"
        if any(need in contact.needs for contact in _contacts_on(context, page).values()):
            found.append((context.words(f"region_{region}"), f"{page}.md#need-{need}"))
    return found


def _languages(context: Context) -> Iterator[Row]:
    """Who speaks what, where a source says so: most sources do not."""
    spoken: dict[str, list[Link]] = {}
    for page in DIRECTORY[:-1]:
        for identifier, contact in _contacts_on(context, page).items():
            for code in contact.languages:
                target = "" if page == context.page else f"{page}.md"
                link = (_name(context, contact), f"{target}#c-{identifier}")
                spoken.setdefault(code, []).append(link)
    for code, links in spoken.items():
        name = spoken_language(code, context.language)
        words = f"{name[:1].upper()}{name[1:]}{colon_of(context.language)} "
        yield f"lang-{code}", words, links, ""


def save_html(context: Context) -> str:
    """Link to the file with every contact of the region; of the whole country on ``help``.

    Raw HTML: the file is made after the pages, so the builder cannot know its address.
    """
    if context.target == "print":
        return ""
    region = context.page.removeprefix(f"{HELP}-") if context.page != HELP else "belgium"
    label = context.html("save_region", region=context.words(f"region_{region}"))
    return f'<p><a href="../../{VCARD_FOLDER}/{region}.vcf">{label}</a></p>'


def _contacts_on(context: Context, page: str) -> dict[str, Contact]:
    """The contacts with a card on ``page``, in the order of the page."""
    ours = context.site.pages[context.language].get(page)
    cards = [block.argument for block in ours.blocks if block.name == "card"] if ours else []
    contacts = context.site.contacts
    return {identifier: contacts[identifier] for identifier in cards if identifier in contacts}


def _name(context: Context, contact: Contact) -> str:
    """The name without what ends it in brackets or after a colon: a link is short."""
    name = contact.name.in_language(context.language).partition(":")[0].strip()
    return _glued(context, END_IN_BRACKETS.sub("", name))


def _glued(context: Context, text: str) -> str:
    return glue_text(text, context.language)

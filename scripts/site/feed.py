"""The feed of what changed (Atom, RFC 4287): for workers who want to be told, no account asked."""

from __future__ import annotations

import datetime as dt
import uuid
from xml.etree import ElementTree

from scripts.library import Change, Site
from scripts.library.page import LINK
from scripts.markup import Context, glue_text
from scripts.site.addresses import path_of

FEED = "{language}/changes.xml"
"""Address of the feed of a language below the root of the site."""

PAGE = "workers"
"""The page that prints the same entries."""

ATOM = "http://www.w3.org/2005/Atom"
LICENCE = "CC BY 4.0"


def feed_xml(site: Site, language: str, site_url: str) -> str:
    """The feed of ``language``; ``site_url`` is absolute and ends with a slash.

    Ids do not depend on the address: the site may move, and no reader sees an entry twice.
    """
    ElementTree.register_namespace("", ATOM)
    context = Context(site, language, PAGE, "screen")
    root = ElementTree.Element(f"{{{ATOM}}}feed", {"xml:lang": language})
    title = f"{context.words('site_name')}: {context.words('changes_title')}"
    _add(root, "id", _identifier(language, ""))
    _add(root, "title", title)
    _add(root, "subtitle", context.words("independence"))
    _add(root, "updated", _moment(max(change.on for change in site.changes.values())))
    _add(root, "rights", LICENCE)
    _link(root, "self", site_url + FEED.format(language=language), "application/atom+xml")
    _link(root, "alternate", f"{site_url}{path_of(language, PAGE)}", "text/html")
    author = ElementTree.SubElement(root, f"{{{ATOM}}}author")
    _add(author, "name", context.words("site_name"))
    for identifier, change in site.changes.items():
        _entry(root, context, identifier, change, site_url)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _entry(
    root: ElementTree.Element, context: Context, identifier: str, change: Change, site_url: str
) -> None:
    language = context.language
    words = glue_text(LINK.sub(r"\1", change.in_language(language)), language)
    entry = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
    _add(entry, "id", _identifier(language, identifier))
    _add(entry, "title", words.partition(". ")[0].rstrip("."))
    _add(entry, "updated", _moment(change.on))
    address = f"{site_url}{path_of(language, PAGE)}#change-{identifier}"
    _link(entry, "alternate", address, "text/html")
    pages = context.site.pages[language]
    for name in change.pages:
        _link(entry, "related", site_url + path_of(language, name), "text/html")
    titles = ", ".join(
        f"{context.site.page_entries[name].number} {pages[name].front.title}"
        for name in change.pages
    )
    _add(entry, "summary", f"{words} {context.words('changes_pages')} {titles}")


def _identifier(language: str, identifier: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"icam-info/changes/{language}/{identifier}").urn


def _moment(day: dt.date) -> str:
    """The start of the day, in universal time: the registry knows days, not hours."""
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: ElementTree.Element, kind: str, address: str, media: str) -> None:
    attributes = {"rel": kind, "href": address, "type": media}
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", attributes)

"""Retired addresses and heading ids keep leading somewhere (data/retired.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.library import Page, Retired, Site
from scripts.markup import glue_text, text_html
from scripts.site.addresses import path_of
from scripts.site.view import chooser_view


@dataclass(frozen=True)
class MovedPage:
    """A small page at an old address: ``path`` below the root, what moved.html prints."""

    path: str
    depth: int
    view: dict[str, object]


def moved_pages(site: Site, site_url: str) -> Iterator[MovedPage]:
    """One page for each retired page and language, and one for its number."""
    for name, entry in site.retired.items():
        if "#" in name:
            continue
        for code in site.published:
            view = _view(site, site_url, entry, code)
            yield MovedPage(path_of(code, name), 2, view)
        if entry.number:
            view = _view(site, site_url, entry, site.published[0])
            yield MovedPage(f"{entry.number}/", 1, view)


def _view(site: Site, site_url: str, entry: Retired, language: str) -> dict[str, object]:
    """The new place in every language, that of the old address first."""
    view = chooser_view(site, site_url)
    codes = sorted(site.published, key=lambda code: code != language)
    fragment = f"#{entry.id}" if entry.id else ""
    view["first"] = language
    view["canonical"] = site_url + path_of(language, entry.page)
    view["languages"] = [
        {
            "code": code,
            "name": glue_text(_title(site, entry, code), code),
            "direction": site.languages[code].dir,
            "path": path_of(code, entry.page) + fragment,
            "independence": site.notice("independence", code),
            "moved": site.notice("moved_page", code),
        }
        for code in codes
    ]
    return view


def _title(site: Site, entry: Retired, language: str) -> str:
    """The question that answers now, or the title of the page."""
    page = site.pages[language][entry.page]
    titles = {section.id: section.title for section in page.sections if section.id}
    return titles.get(entry.id or "", page.front.title)


def with_old_anchors(site: Site, page: Page, html: str) -> str:
    """Put an anchor for each retired id of ``page``: at its new section, or with a link there."""
    for key, entry in site.retired.items():
        name, _, identifier = key.partition("#")
        if name != page.name or not identifier:
            continue
        anchor = f'<a id="{identifier}"></a>'
        if entry.page != page.name:
            html += _pointer(site, page, identifier, entry)
        elif entry.id is None:
            html = anchor + html
        else:
            html = _before(html, entry.id, anchor)
    return html


def _before(html: str, identifier: str, anchor: str) -> str:
    """The anchor goes inside a heading, but before a closed box, which would hide it."""
    opening = re.compile(rf'<(?P<tag>\w+)\b[^>]* id="{re.escape(identifier)}"[^>]*>')

    def place(match: re.Match[str]) -> str:
        return anchor + match[0] if match["tag"] == "details" else match[0] + anchor

    return opening.sub(place, html, count=1)


def _pointer(site: Site, page: Page, identifier: str, entry: Retired) -> str:
    """A line on the old page: the part went to another page."""
    address = "../" if page.name != "index" else ""
    address += f"{entry.page}/" if entry.page != "index" else ""
    fragment = f"#{entry.id}" if entry.id else ""
    title = text_html(_title(site, entry, page.language), page.language)
    words = text_html(site.notice("moved_part", page.language), page.language)
    return f'<p id="{identifier}">{words} <a href="{address}{fragment}">{title}</a></p>'

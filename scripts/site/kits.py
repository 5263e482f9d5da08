"""Sheets for workers: some sections of the site on one A4, with the three nearest contacts.

Ready sheets are plain pages. A sheet of one's own is put together on the worker's own screen from
one file a language; the choice stands after the '#' of the address, which no server sees.
"""

from __future__ import annotations

import datetime as dt
import html as html_lib
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import get_args

from lxml import html as lxml_html

from scripts.library import Contact, Page, Section, Site
from scripts.library.model import Need, Region
from scripts.library.page import BLOCK
from scripts.markup import Context, render, text_html
from scripts.site.addresses import UP, path_of

DATA = "kit/kits-{language}.js"
"""Address of the parts of a language, for sheets of one's own."""

MOST_CONTACTS = 3
GENERAL_NEEDS: tuple[Need, ...] = ("lawyer", "legal-advice", "legal-advice")
"""For whom a contact is looked for when the sheet is of one's own."""

FILLING: tuple[Need, ...] = ("legal-advice", "lawyer", "detention", "complaint", "health")
"""Where a region has no contact for a need, any of these, in this order."""

SIDES = ("independent", "public")
"""Never the State, nor who works for it on return: the sheet is handed out as help."""

LEFT_OUT = frozenset(("caution", "card", "finder", "fields", "tiles", "tool"))
"""Blocks that do not go on the sheet; cautions stand once, under the sections."""

_PAGE_LINK = re.compile(r'<a href="(?:\.\./)+[a-z]{2}/(?:([a-z-]+)/)?(?:#[^"]*)?">[^<]*</a>')

FULL = 28.0
"""Lines of a sheet for sections and cautions; the rest is head, contacts and foot."""

SIGNS_OF_A_LINE = 84
"""Signs of a line of 12 points over 186 mm, at most: measured on the widest letters in use."""


@dataclass(frozen=True)
class Part:
    """A section (or the steps of a page) as it stands on a sheet."""

    number: int
    title: str
    html: str
    cautions: list[str]
    checked: dt.date
    lines: float


OWN = "own"
"""The sheet that is put together on the screen."""


def kit_names(site: Site) -> list[str]:
    """The last part of the address of each sheet."""
    ready = [f"{kit}-{region}" for kit in site.kits.kits for region in get_args(Region)]
    return [*ready, OWN] if ready else []


def kit_path(language: str, kit: str) -> str:
    """Address of a sheet, for example 'kit/fr/letter-brussels/'."""
    return f"kit/{language}/{kit}/"


def part_of(site: Site, language: str, place: str) -> Part:
    """The part ``place`` ('page#section', or 'page' for its steps) as it stands on a sheet."""
    name, _, identifier = place.partition("#")
    page = site.pages[language][name]
    rows = _rows(page, identifier)
    text, cautions = _without_blocks(rows)
    rendered = render(
        site,
        language,
        text,
        page=name,
        target="print",
        address=lambda link: _address(page, link),
    )
    for fact in rendered.fact_ids:
        caution = site.facts[fact].caution
        if caution and site.facts[fact].certainty == "disputed":
            cautions.append(caution)
    html = _with_numbers(site, name, _boxes(rendered.html.replace("\n", " ")))
    title = _section(page, identifier).title if identifier else page.front.title
    entry = site.page_entries[name]
    return Part(
        number=entry.number,
        title=text_html(title, language),
        html=html,
        cautions=list(dict.fromkeys(cautions)),
        checked=entry.checked,
        lines=lines_of(html) + _lines_of_text(title) * 1.3 + 0.5,
    )


def _boxes(html: str) -> str:
    """A box with a label but no heading is no section of the sheet."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in root.xpath(".//section[not(h3)]"):
        element.tag = "div"
    parts = [lxml_html.tostring(child, encoding="unicode") for child in root]
    return escape(root.text or "", quote=False) + "".join(parts)


def _with_numbers(site: Site, own: str, html: str) -> str:
    """Links with the number of their page behind them: paper has no other way to follow one."""

    def numbered(match: re.Match[str]) -> str:
        number = site.page_entries[match[1] or "index"].number
        return match[0] if match[1] == own else f"{match[0]} <small>(p.\u00a0{number})</small>"

    return _PAGE_LINK.sub(numbered, html)


def _section(page: Page, identifier: str) -> Section:
    return next(section for section in page.sections if section.id == identifier)


def _rows(page: Page, identifier: str) -> list[str]:
    """The Markdown of a section with what is under it, or of the steps before the first one."""
    if not identifier:
        block = next(block for block in page.blocks if block.name == "do" and not block.section)
        first = block.line - page.body_line
        return page.body.split("\n")[first : block.end_line - page.body_line + 1]
    rows: list[str] = []
    inside = False
    for section in page.sections:
        if section.level <= 2:
            inside = section.id == identifier
        elif inside:
            rows.append(f"{'#' * section.level} {section.title} {{#{section.id}}}")
        if inside:
            rows += [row for _, row in section.lines]
    return rows


def _without_blocks(rows: list[str]) -> tuple[str, list[str]]:
    """The rows without the blocks that are left out, and the cautions among these."""
    kept: list[str] = []
    cautions: list[str] = []
    depth = ""
    for row in rows:
        match = BLOCK.match(row)
        if depth:
            depth = "" if match and not match[2] and match[1] == depth else depth
        elif match and match[2] in LEFT_OUT:
            depth = match[1]
            cautions += [match[3]] if match[2] == "caution" else []
        else:
            kept.append(row)
    return "\n".join(kept), cautions


def _address(page: Page, link: str) -> str:
    """A link of the text, from the folder of a sheet: three levels below the root."""
    name, _, section = link.partition("#")
    name = name.removesuffix(".md") or page.name
    return UP + path_of(page.language, name) + (f"#{section}" if section else "")


def caution_html(site: Site, language: str, caution: str) -> str:
    """The words of a caution, as one paragraph."""
    words = site.cautions[caution].in_language(language)
    return render(site, language, words, page="kits", target="print").html


def contact_html(context: Context, contact: Contact) -> str:
    """Name, side, what they do, the first phone with its hours, and the date of the source."""
    language = context.language
    phone = contact.phones[0]
    about = [
        words.in_language(language)
        for words in (phone.label, phone.hours or contact.hours)
        if words
    ]
    found = contact.source.published
    when = context.date(found) if found else context.words("undated")
    hours = f" ({text_html(', '.join(about), language)})" if about else ""
    number = phone.shown.replace(" ", "\u00a0")
    return (
        f"<b>{text_html(contact.name.in_language(language), language)}</b>, "
        f"{context.html('side_' + contact.side)}. "
        f"{text_html(contact.does.in_language(language), language)} "
        f'<a class="tel" dir="ltr" href="tel:{phone.number}">{number}</a>{hours}. '
        f"<small>{context.html('kit_found', date=when)}</small>"
    )


def nearest(
    site: Site, needs: Sequence[Need], region: Region, province: str | None = None
) -> list[str]:
    """Ids of three contacts with a telephone, one a need: of the province, region, then country."""
    chosen: list[str] = []
    for need in (*needs, *FILLING):
        ranked = sorted(
            (rank, SIDES.index(contact.side), contact.is_old, number, key)
            for number, (key, contact) in enumerate(site.contacts.items())
            if key not in chosen and need in contact.needs and _may_stand_on_paper(contact)
            if (rank := _distance(site, contact, region, province)) is not None
        )
        if ranked and len(chosen) < MOST_CONTACTS:
            chosen.append(ranked[0][-1])
    return chosen


def _may_stand_on_paper(contact: Contact) -> bool:
    return bool(contact.has_data and contact.phones and contact.side in SIDES)


def _distance(site: Site, contact: Contact, region: Region, province: str | None) -> int | None:
    """0 in the province, 1 in the region, 2 for the whole country; None when it is elsewhere."""
    place = site.provinces.get(province or "")
    if place and any(place.town(town) for town in contact.towns):
        return 0
    if region in contact.area:
        return 1
    return 2 if "belgium" in contact.area else None


def lines_of(html: str) -> float:
    """Lines that a piece of HTML takes on a sheet, estimated from its words, never too few."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    total = 0.0
    for element in root.iter("p", "li", "h3"):
        own = "".join(element.itertext()) if element.tag != "li" or not element.xpath("p") else ""
        total += _lines_of_text(own) + 0.25 if own.strip() else 0
    return total + 0.6 * len(root.xpath(".//section|.//div"))


def _lines_of_text(text: str) -> int:
    return math.ceil(len(" ".join(text.split())) / SIGNS_OF_A_LINE)


def kits_script(site: Site, language: str) -> str:
    """The parts, contacts and places of a language, as a script that sets one name."""
    context = Context(site, language, "kits", "print")
    parts = {code: part_of(site, language, place) for code, place in site.kits.sections.items()}
    places = {
        identifier: [
            text_html(province.name.in_language(language), language),
            nearest(site, GENERAL_NEEDS, province.region, identifier),
        ]
        for identifier, province in site.provinces.items()
    }
    contacts = {key for _, keys in places.values() for key in keys}
    cautions = dict.fromkeys(caution for part in parts.values() for caution in part.cautions)
    data = {
        "full": FULL,
        "parts": {
            code: {
                "page": part.number,
                "title": part.title,
                "text": html_lib.unescape(part.title),
                "html": part.html,
                "cautions": part.cautions,
                "checked": [part.checked.isoformat(), context.date(part.checked)],
                "lines": round(part.lines, 1),
            }
            for code, part in parts.items()
        },
        "cautions": {
            key: [html := caution_html(site, language, key), round(lines_of(html) + 0.3, 1)]
            for key in cautions
        },
        "places": places,
        "contacts": {key: contact_html(context, site.contacts[key]) for key in sorted(contacts)},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"self.icamKits={text}\n"


def kits_html(site: Site, language: str) -> str:
    """The ready sheets as plain links, for the page of the kits."""
    context = Context(site, language, "kits", "screen")
    rows = []
    for identifier, kit in site.kits.kits.items():
        links = ", ".join(
            f'<a href="../../{kit_path(language, f"{identifier}-{region}")}">'
            f"{context.html(f'region_{region}')}</a>"
            for region in get_args(Region)
        )
        title = text_html(kit.title.in_language(language), language)
        rows.append(f"<li><b>{title}</b><br>{links}</li>")
    return f'<ul class="kits">{"".join(rows)}</ul>'

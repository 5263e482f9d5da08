"""The pages of the sheets for workers: the ready ones, and the one of a worker's own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import get_args

from scripts.library import Site
from scripts.library.model import Kit, Region
from scripts.markup import Context, text_html
from scripts.site.addresses import UP
from scripts.site.kits import OWN, Part, caution_html, contact_html, kit_path, nearest, part_of
from scripts.site.policy import FAVICON, policy, stylesheet
from scripts.site.programs import Program, load_program
from scripts.site.share import qr_svg
from scripts.site.view import LanguageLink, language_links

STYLE = "kit.css"


@dataclass(frozen=True)
class KitView:
    """What kit.html prints; the sheet of one's own has no parts, its script puts them in."""

    language: str
    direction: str
    own: bool
    title: str
    number: str
    words: dict[str, str]
    data: str
    checked: str
    parts: list[Part]
    cautions: list[str]
    contacts_title: str
    contacts: list[str]
    address: str
    code: str
    back: str
    languages: list[LanguageLink]
    style: str
    policy: str
    programs: list[Program]
    favicon: str = FAVICON


_WORDS = (
    "general_information",
    "independence",
    "kit_back",
    "kit_cautions",
    "kit_check",
    "kit_contacts",
    "kit_failed",
    "kit_own_title",
    "kit_page",
    "kit_paper",
    "language_choice",
    "no_lawyer",
    "preview_description",
    "preview_title",
    "site_name",
)
_TOOL_WORDS = (
    "checked_on",
    "kit_contacts",
    "kit_empty",
    "kit_failed",
    "kit_no_address",
    "kit_page",
    "kit_print",
)


def kit_views(site: Site, language: str, site_url: str) -> Iterator[tuple[str, KitView]]:
    """Every ready sheet of a language with its name, and the sheet of one's own."""
    if not site.kits.kits:
        return
    context = Context(site, language, "kits", "print")
    for identifier, kit in site.kits.kits.items():
        for region in get_args(Region):
            yield (
                f"{identifier}-{region}",
                _ready(context, site_url, f"{identifier}-{region}", kit, region),
            )
    yield OWN, _view(context, site_url, OWN, title=context.html("kit_own_title"))


def _ready(context: Context, site_url: str, name: str, kit: Kit, region: Region) -> KitView:
    site = context.site
    parts = [part_of(site, context.language, place) for place in kit.parts]
    place = context.words(f"region_{region}")
    title = kit.title.in_language(context.language)
    colon = " :" if context.language == "fr" else ":"
    found = nearest(site, kit.needs, region)
    cautions = list(dict.fromkeys(caution for part in parts for caution in part.cautions))
    return _view(
        context,
        site_url,
        name,
        title=text_html(f"{title}{colon} {place}", context.language),
        parts=parts,
        cautions=[caution_html(site, context.language, caution) for caution in cautions],
        contacts=[contact_html(context, site.contacts[key]) for key in found],
    )


def _view(
    context: Context,
    site_url: str,
    name: str,
    *,
    title: str,
    parts: Sequence[Part] = (),
    cautions: Sequence[str] = (),
    contacts: Sequence[str] = (),
) -> KitView:
    site, language = context.site, context.language
    own = name == OWN
    style = stylesheet(site.root, STYLE)
    programs = [load_program(site.root, "kit")] if own else []
    address = site_url + kit_path(language, name)
    tool = {key.removeprefix("kit_"): context.words(key, date="{date}") for key in _TOOL_WORDS}
    # A site is published with https only: another address is one that nobody else can open.
    tool["address"] = address if address.startswith("https://") else ""
    oldest = min((part.checked for part in parts), default=None)
    return KitView(
        language=language,
        direction=site.languages[language].dir,
        own=own,
        title=title,
        number=context.html("page_number", number=str(site.page_entries["kits"].number)),
        words={key: escape(context.words(key), quote=True) for key in _WORDS},
        data=escape(json.dumps(tool, ensure_ascii=False, separators=(",", ":")), quote=True),
        checked=context.html("checked_on", date=context.date(oldest)) if oldest else "",
        parts=list(parts),
        cautions=list(cautions),
        contacts_title=context.html("kit_contacts"),
        contacts=list(contacts),
        address=address,
        code=qr_svg(address, context.words("kit_check")),
        back=f"{UP}{language}/kits/",
        languages=language_links(site, lambda code: UP + kit_path(code, name), language),
        style=style,
        policy=policy(style, programs),
        programs=programs,
    )

"""Everything the templates print, ready made: they hold no logic and no words of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from scripts.library import Page, Site, today
from scripts.markup import (
    Context,
    glossary_html,
    glue_text,
    language_address,
    notes_html,
    source_entries,
    source_index,
    text_html,
)
from scripts.site.addresses import alternates, path_of, share_path
from scripts.site.icons import sprite
from scripts.site.keep import keep_html
from scripts.site.kits import kits_html
from scripts.site.policy import FAVICON, policy, stylesheet
from scripts.site.programs import Program, programs_of
from scripts.site.search import questions_html

_AFTER_BLOCK_TAG = re.compile(
    r"(</?(?:p|ul|ol|li|div|section|h[1-3]|details|summary|nav|main|header|footer"
    r"|html|head|body|meta|link|title|style)\b[^>]*>)\n+"
)

_INDENT = re.compile(r"\n +")
"""Of the Markdown source; the site has no preformatted text."""

FEWEST_CONTENTS = 4
"""Questions a page needs before a list of contents helps more than it costs."""


@dataclass(frozen=True)
class LanguageLink:
    """A language in the switch."""

    code: str
    name: str
    direction: str
    address: str
    current: bool


@dataclass(frozen=True)
class MenuItem:
    """A page in the menu."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True)
class ContentsItem:
    """A question of the page."""

    id: str
    title: str


@dataclass
class PageView:
    """What main.html prints for one page."""

    language: str
    direction: str
    title: str
    number: str
    words: dict[str, str]
    summary: str
    lead: str
    content: str
    checked: str
    due: str
    old: str
    overdue: bool
    home: str
    help: str
    share: str
    canonical: str
    alternates: list[tuple[str, str]]
    languages: list[LanguageLink]
    menu: list[MenuItem]
    contents: list[ContentsItem]
    style: str
    policy: str
    sprite: str
    programs: list[Program]
    favicon: str = field(default=FAVICON)


def without_line_breaks(html: str) -> str:
    """Remove line breaks after block tags and indents, where no browser shows a space."""
    return _INDENT.sub("\n", _AFTER_BLOCK_TAG.sub(r"\1", html))


_MADE: dict[str, Callable[[Site, str], str]] = {
    "keep": keep_html,
    "kits": kits_html,
    "search": questions_html,
    "sources": source_index,
    "words": glossary_html,
}
"""Pages that end with a list of the registry: it is made in each language of the site."""


def _made_by_machine(site: Site, page: Page, context: Context) -> str:
    """What follows the written text of some pages."""
    if page.name in _MADE:
        return _MADE[page.name](site, page.language)
    if page.name == "leaflets":
        return f'<p><a class="call" href="../../v/">{context.html("verify_how")}</a></p>'
    return source_entries(site, page.language, page.name)


def view_page(site: Site, page: Page, context: Context, html: str, site_url: str) -> PageView:
    """Put a rendered page (``html`` starts with its summary) into its view."""
    entry = site.page_entries[page.name]
    language = page.language
    summary, content = _split_summary(html)
    content += _made_by_machine(site, page, context) + notes_html(context)
    style = stylesheet(site.root)
    checked = context.words("checked_page", date=context.date(entry.checked))
    next_check = context.words("next_check", date=context.date(entry.next_check))
    programs = programs_of(site.root, entry.tools)
    lead, content = _split_lead(content)
    return PageView(
        language=language,
        direction=site.languages[language].dir,
        title=text_html(page.front.title, language),
        number=context.html("page_number", number=str(entry.number)),
        words={key: context.attribute(key) for key in _PLAIN_NOTICES},
        summary=summary,
        lead=lead,
        content=content,
        checked=f"{checked} {next_check}",
        due=entry.next_check.isoformat(),
        old=context.html("old_check", date=context.date(entry.next_check)),
        overdue=today() >= entry.next_check,
        home="./" if page.name == "index" else "../",
        help=_help_address(site, page),
        share=_share_address(page),
        canonical=site_url + path_of(language, page.name),
        alternates=alternates(site, site_url, page.name),
        languages=language_links(site, partial(language_address, page.name), language),
        menu=_menu(site, page),
        contents=_contents(page),
        style=style,
        policy=policy(style, programs),
        sprite=sprite(summary + lead + content),
        programs=programs,
    )


_PLAIN_NOTICES = (
    "contents",
    "general_information",
    "help_link",
    "independence",
    "independent_site",
    "language_choice",
    "licence",
    "menu",
    "no_lawyer",
    "preview_description",
    "preview_title",
    "share_page",
    "site_name",
    "skip",
)


def _split_summary(html: str) -> tuple[str, str]:
    end = html.index("</div>") + len("</div>")
    return html[:end], html[end:]


def _split_lead(html: str) -> tuple[str, str]:
    """What stands before the first question: the first action belongs on the first screen."""
    start = html.find('<div class="q">')
    return (html, "") if start < 0 else (html[:start], html[start:])


def _share_address(page: Page) -> str:
    """The page that helps to pass this one on, in the same language."""
    up = "../" if page.name == "index" else "../../"
    return up + share_path(page.language, page.name)


def _help_address(site: Site, page: Page) -> str:
    if page.name == "help" or "help" not in site.page_entries:
        return ""
    return "help/" if page.name == "index" else "../help/"


def language_links(
    site: Site, address: Callable[[str], str], current: str = ""
) -> list[LanguageLink]:
    """The switch of a page; ``address`` of a language, seen from the page."""
    return [
        LanguageLink(
            code=code,
            name=site.languages[code].name,
            direction=site.languages[code].dir,
            address=address(code),
            current=code == current,
        )
        for code in site.published
    ]


def _menu(site: Site, page: Page) -> list[MenuItem]:
    """The pages of the menu: all of them on the home page, the main ones elsewhere.

    The full list would cost every page 12 bytes for each page of the site. The page of a region
    (``help-brussels``) is a part of ``help``, that of a subject (``sources-icam``) of ``sources``,
    the sheets for workers (``kits``) are a part of ``workers``: these lead to them.
    """
    prefix = "" if page.name == "index" else "../"
    items = []
    for name, entry in site.page_entries.items():
        if page.name != "index" and not (entry.menu or name == page.name):
            continue
        if page.name == "index" and (
            name == "kits" or name.rpartition("-")[0] in ("help", "sources")
        ):
            continue
        other = site.pages[page.language][name]
        address = (prefix or "./") if name == "index" else f"{prefix}{name}/"
        label = text_html(other.front.menu, page.language)
        if page.name == "index":
            label = f"{entry.number}. {label}"
        items.append(MenuItem(label, address, name == page.name))
    return items


def _contents(page: Page) -> list[ContentsItem]:
    items = [
        ContentsItem(section.id, text_html(section.title, page.language))
        for section in page.sections
        if section.level == 2
    ]
    return items if len(items) >= FEWEST_CONTENTS else []


def number_view(site: Site, site_url: str, page: str) -> dict[str, object]:
    """What number.html prints: the languages of one page, with its title in each."""
    view = chooser_view(site, site_url)
    number = site.page_entries[page].number
    view["number"] = number
    view["languages"] = [
        {
            "code": code,
            "name": glue_text(site.pages[code][page].front.title, code),
            "direction": site.languages[code].dir,
            "path": path_of(code, page),
            "independence": site.notice("independence", code),
        }
        for code in site.published
    ]
    return view


def chooser_view(site: Site, site_url: str) -> dict[str, object]:
    """What index.html, 404.html and sitemap.xml print."""
    style = stylesheet(site.root)
    first = site.published[0]
    return {
        "first": first,
        "site_name": site.notice("site_name", first),
        "preview": " · ".join(site.notice("preview_title", code) for code in site.published),
        "description": " ".join(
            site.notice("preview_description", code) for code in site.published
        ),
        "choose": " · ".join(site.notice("choose_language", code) for code in site.published),
        "root": site_url,
        "style": style,
        "policy": policy(style),
        "favicon": FAVICON,
        "languages": [
            {
                "code": code,
                "name": site.languages[code].name,
                "direction": site.languages[code].dir,
                "path": path_of(code, "index"),
                "independence": site.notice("independence", code),
                "choose": site.notice("choose_language", code),
                "not_found": site.notice("not_found", code),
                "by_code": site.notice("verify_typed", code),
            }
            for code in site.published
        ],
        "sitemap": [
            {
                "address": site_url + path_of(code, name),
                "checked": entry.checked.isoformat(),
                "alternates": alternates(site, site_url, name),
            }
            for name, entry in site.page_entries.items()
            for code in site.published
        ],
    }

"""The pages that help to pass a page on: address, QR code, message links, number to dictate.

Nothing is sent by us and nothing is counted: the links open the reader's own programs with a
neutral text and the plain address, without any parameter that traces.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import segno

from scripts.library import Page, Site
from scripts.markup import Context, text_html
from scripts.site.addresses import UP, listen_path, path_of, share_path
from scripts.site.policy import FAVICON, policy, stylesheet
from scripts.site.programs import Program, load_program
from scripts.site.view import LanguageLink, language_links

QUIET_ZONE = 4
"""Empty modules on each side, as the standard of QR codes asks."""


@dataclass(frozen=True)
class Message:
    """One way to pass an address on: a plain link that opens a program of the reader's phone."""

    label: str
    address: str


@dataclass(frozen=True)
class Part:
    """A part of the page that can be passed on alone (the first one is the whole page)."""

    title: str
    address: str
    messages: list[Message]


@dataclass(frozen=True)
class ShareView:
    """What share.html prints."""

    language: str
    direction: str
    title: str
    number: str
    dictate: str
    words: dict[str, str]
    back: str
    listen: str
    home: str
    canonical: str
    whole: Part
    parts: list[Part]
    code: str
    languages: list[LanguageLink]
    style: str
    policy: str
    programs: list[Program]
    favicon: str = FAVICON


_WORDS = (
    "independence",
    "independent_site",
    "language_choice",
    "listen_page",
    "preview_description",
    "preview_title",
    "share_address",
    "share_back",
    "share_code",
    "share_copied",
    "share_copy",
    "share_page",
    "share_parts",
    "share_phone",
    "share_refused",
    "share_seen",
    "site_name",
    "skip",
)


def share_view(site: Site, page: Page, site_url: str) -> ShareView:
    """Everything needed to pass ``page`` on; ``site_url`` is absolute and ends with a slash."""
    language = page.language
    context = Context(site, language, page.name, "screen")
    address = site_url + path_of(language, page.name)
    number = str(site.page_entries[page.name].number)
    style = stylesheet(site.root)
    programs = [load_program(site.root, "share")]
    sections = [section for section in page.sections if section.level == 2]
    return ShareView(
        language=language,
        direction=site.languages[language].dir,
        title=text_html(page.front.title, language),
        number=context.html("page_number", number=number),
        dictate=f"{site_url.split('://', 1)[1]}{number}/",
        words={key: escape(context.words(key), quote=True) for key in _WORDS},
        back=UP + path_of(language, page.name),
        listen=UP + listen_path(language, page.name),
        home=f"{UP}{language}/",
        canonical=address,
        whole=_part(context, text_html(page.front.title, language), address),
        parts=[
            _part(context, text_html(section.title, language), f"{address}#{section.id}")
            for section in sections
        ],
        code=qr_svg(address, context.words("share_code")),
        languages=language_links(site, lambda code: UP + share_path(code, page.name), language),
        style=style,
        policy=policy(style, programs),
        programs=programs,
    )


def qr_svg(address: str, title: str) -> str:
    """The QR code of ``address`` as inline SVG, large enough to be read across a desk."""
    drawn: str = segno.make(address, error="m", micro=False).svg_inline(
        border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True, title=title
    )
    return drawn.replace("<svg ", '<svg role="img" ', 1)


def _part(context: Context, title: str, address: str) -> Part:
    """The links carry a neutral sentence: it shows on the lock screen of whoever receives it."""
    words = quote(f"{context.words('preview_title')} {address}", safe="")
    subject = quote(context.words("preview_title"), safe="")
    messages = [
        Message("WhatsApp", f"https://wa.me/?text={words}"),
        Message("SMS", f"sms:?&body={words}"),
        Message(context.html("share_mail"), f"mailto:?subject={subject}&amp;body={words}"),
    ]
    return Part(title, address, messages)

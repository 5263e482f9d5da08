"""A contact as a card: who they are, on whose side, how to reach them, and when we checked."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from babel import Locale, UnknownLocaleError

from scripts.library import Contact, Phone
from scripts.markup.context import Context
from scripts.markup.typography import NO_BREAK, glue_text


def card_html(context: Context, identifier: str, contact: Contact) -> str:
    """Return the card. Only what the registry holds; nothing that its grade forbids."""
    language = context.language
    side = contact.side
    parts = [
        f'<p class="name"><b>{_text(contact.name.in_language(language), language)}</b></p>',
        f'<p class="side">{context.html("side_" + side.replace("-", "_"))}</p>',
        f"<p>{_text(contact.does.in_language(language), language)}</p>",
        *(_call(context, phone) for phone in contact.phones),
        _details(context, contact),
        f'<p class="when">{_when(context, contact)}</p>',
    ]
    return f'<div class="card {side}" id="c-{identifier}">{"".join(parts)}</div>'


def _text(text: str, language: str) -> str:
    return escape(glue_text(text, language), quote=False)


def _call(context: Context, phone: Phone) -> str:
    number = phone.shown.replace(" ", NO_BREAK)
    about = [
        _text(words.in_language(context.language), context.language)
        for words in (phone.label, phone.hours)
        if words
    ]
    return (
        f'<p><a class="call" href="tel:{phone.number}">{context.icon("call")}'
        f'{context.html("call")} <span class="tel" dir="ltr">{number}</span></a>'
        f"{' ' + ', '.join(about) if about else ''}</p>"
    )


def _details(context: Context, contact: Contact) -> str:
    language = context.language
    rows: list[tuple[str, str]] = []
    rows.extend(_links(contact))
    if contact.address:
        rows.append(("address", _text(contact.address, language)))
    for key in ("hours", "appointment", "cost"):
        words = getattr(contact, key)
        if words:
            rows.append((key, _text(words.in_language(language), language)))
    if contact.languages:
        names = ", ".join(spoken_language(code, language) for code in contact.languages)
        rows.append(("languages", _text(names, language)))
    if contact.side != "state":
        rows.append(("passes_data", context.html(f"passes_data_{contact.passes_data}")))
    if contact.doubt:
        rows.append(("doubt", _text(contact.doubt.in_language(language), language)))
    colon = f"{NO_BREAK}:" if language == "fr" else ":"
    items = "".join(f"<li>{context.html(key)}{colon} {value}</li>" for key, value in rows)
    return f"<ul>{items}</ul>" if items else ""


def _links(contact: Contact) -> Iterator[tuple[str, str]]:
    if contact.email:
        yield "write", f'<a href="mailto:{contact.email}" dir="ltr">{contact.email}</a>'
    if contact.website:
        shown = shown_website(contact.website)
        link = f'<a href="{contact.website}" rel="noreferrer noopener" dir="ltr">{shown}</a>'
        yield "website", link


def _when(context: Context, contact: Contact) -> str:
    if contact.grade in ("A1", "A2"):
        return context.html("checked_contact", date=context.date(contact.checked.on))
    return context.html("grade_b")


def spoken_language(code: str, language: str) -> str:
    """Name of the language ``code`` in the page's language; an unknown code as it stands."""
    try:
        return Locale.parse(code).get_language_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code


def shown_website(address: str) -> str:
    """An address as people write it: without scheme, and without a slash at the end."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")

"""A contact as a card: who they are, on whose side, how to reach them, and when we checked."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from babel import Locale, UnknownLocaleError

from scripts.library import Contact, Phone, Words
from scripts.markup.context import Context
from scripts.markup.typography import NO_BREAK, text_html

DIRECTORY = ("help", "help-brussels", "help-flanders", "help-wallonia", "offices")
"""The pages of the directory. Their cards say everything; elsewhere a card is short."""

VCARD_FOLDER = "contacts"
"""Folder of the saved contacts, below the root of the site."""

Row = tuple[str, str]


def card_attributes(context: Context, identifier: str, contact: Contact) -> dict[str, str]:
    """Class and id of a card: each one can be linked to (``#c-<contact id>``).

    The word ``content`` has no style. Reader views drop what has 'social' or another word of theirs
    in its id (``c-samusocial``) unless its class says that it is content.
    """
    look = f"{contact.side} old" if _doubtful(context, contact) else contact.side
    return {"class": f"card content {look}", "id": f"c-{identifier}"}


def card_html(context: Context, identifier: str, contact: Contact) -> str:
    """What stands in the card. Only what the registry holds; nothing that its grade forbids."""
    language = context.language
    doubtful = _doubtful(context, contact)
    parts = [
        f"<p><b>{context.isolated(_text(contact.name, language))}</b></p>",
        f'<p class="side">{context.html("side_" + contact.side.replace("-", "_"))}</p>',
        f"<p>{_text(contact.does, language)}</p>",
        f"<p>{doubtful}</p>" if doubtful else "",
        *(_call(context, phone) for phone in contact.phones),
        _details(context, identifier, contact),
        f'<p class="when">{context.html("checked_contact", date=context.date(contact.checked.on))}'
        f"</p>"
        if contact.has_data
        else "",
    ]
    return "".join(parts)


def _text(words: Words, language: str) -> str:
    return text_html(words.in_language(language), language)


def _doubtful(context: Context, contact: Contact) -> str:
    """Words for a contact whose data is old, undated or missing; '' when it is recent."""
    if contact.has_data:
        published = contact.source.published
        if not contact.is_old:
            return ""
        if published is None:
            old = context.html("source_undated")
        else:
            old = context.html("source_old", date=context.date(published))
        # Nobody is told to phone the State first.
        callable_first = contact.phones and contact.side != "state"
        return f"{old} {context.html('phone_first')}" if callable_first else old
    grade = contact.grade.lower()
    return context.html(f"grade_{grade}" if contact.website else f"grade_{grade}_no_website")


def _call(context: Context, phone: Phone) -> str:
    number = phone.shown.replace(" ", NO_BREAK)
    about = [_text(words, context.language) for words in (phone.label, phone.hours) if words]
    return (
        f'<p><a class="call" href="tel:{phone.number}">'
        f'{context.html("call")}{NO_BREAK}<span class="tel" dir="ltr">{number}</span></a>'
        f"{' ' + ', '.join(about) if about else ''}</p>"
    )


def _details(context: Context, identifier: str, contact: Contact) -> str:
    whole = context.page in DIRECTORY
    place = "" if whole or context.target == "print" else directory_page(context, identifier)
    rows = [*_links(contact)]
    if not place:
        rows += _practical(context, contact)
    if not place and (whole or contact.side != "state"):
        rows.append(("passes_data", context.html(f"passes_data_{contact.passes_data}")))
    if whole:
        rows.extend(_unknown(context, contact))
    if contact.doubt:
        rows.append(("doubt", _text(contact.doubt, context.language)))
    if whole:
        rows.extend(_provenance(context, identifier, contact))
    if place:
        address = "" if context.page == "index" else "../"
        words = context.html("card_details")
        rows.append(("more", f'<a href="{address}{place}/#c-{identifier}">{words}</a>'))
    colon = colon_of(context.language)
    items = "".join(f"<li>{context.html(key)}{colon} {value}</li>" for key, value in rows)
    return f"<ul>{items}</ul>" if items else ""


def directory_page(context: Context, identifier: str) -> str:
    """The page of the directory with the whole card of a contact; '' when there is none.

    Elsewhere a card is short: its details cost every page of a reader 80 bytes.
    """
    pages = context.site.pages[context.language]
    for name in DIRECTORY:
        blocks = pages[name].blocks if name in pages else ()
        if any(block.name == "card" and block.argument == identifier for block in blocks):
            return name
    return ""


def _practical(context: Context, contact: Contact) -> Iterator[Row]:
    """Where, when, how, for how much and in which languages."""
    language = context.language
    if contact.address:
        # Plain text, to be copied: a ``geo:`` link leaves the page for an error on an iPhone, and a
        # map on the web would be told where the reader goes.
        yield "address", context.isolated(text_html(contact.address, context.language))
    for key in ("hours", "appointment", "cost"):
        words = getattr(contact, key)
        if words:
            yield key, _text(words, language)
    if contact.languages:
        names = ", ".join(spoken_language(code, language) for code in contact.languages)
        yield "languages", names


def _links(contact: Contact) -> Iterator[Row]:
    if contact.email:
        yield "write", f'<a href="mailto:{contact.email}" dir="ltr">{contact.email}</a>'
    if contact.website:
        shown = shown_website(contact.website)
        link = f'<a href="{contact.website}" rel="noreferrer noopener" dir="ltr">{shown}</a>'
        yield "website", link


def _unknown(context: Context, contact: Contact) -> Iterator[Row]:
    """What a reader must ask, because no source says it."""
    missing = [
        context.words(key).lower()
        for key in ("cost", "languages", "appointment")
        if not getattr(contact, key)
    ]
    if missing and contact.side != "state" and "crisis" not in contact.needs:
        yield "ask", escape(", ".join(missing), quote=False)


def _provenance(context: Context, identifier: str, contact: Contact) -> Iterator[Row]:
    """Whom they serve, where we read it, and the file to keep."""
    language = context.language
    yield "area", ", ".join(area_names(context, contact))
    source = contact.source
    when = context.date(source.published) if source.published else context.words("undated")
    publisher = context.site.publishers[source.publisher]
    title = text_html(source.title, language)
    if context.target != "print":
        title = f'<a href="{source.url}" rel="noreferrer noopener">{title}</a>'
    yield "found", f"{title}, {_text(publisher, language)}, {escape(when, quote=False)}"
    if contact.has_data and context.target != "print":
        address = f"../../{VCARD_FOLDER}/{identifier}.vcf"
        yield "keep", f'<a href="{address}">{context.html("save_contact")}</a>'


def area_names(context: Context, contact: Contact) -> list[str]:
    """The towns of a contact, or its regions when no town is named."""
    towns = context.site.towns_of(contact)
    if towns and contact.area != ["belgium"]:
        return [_text(town, context.language) for town in towns]
    return [context.html(f"region_{region}") for region in contact.area]


def colon_of(language: str) -> str:
    """A colon as the language writes it."""
    return f"{NO_BREAK}:" if language == "fr" else ":"


def spoken_language(code: str, language: str) -> str:
    """Name of the language ``code`` in the page's language; an unknown code as it stands."""
    try:
        return Locale.parse(code).get_language_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code


def shown_website(address: str) -> str:
    """An address as people write it: without scheme, and without a slash at the end."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")

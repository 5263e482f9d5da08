"""Contacts on paper: which of them a part prints, and the short card of each."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from scripts.leaflets.content import Where
from scripts.leaflets.definition import Part
from scripts.leaflets.wording import Wording
from scripts.library import Contact, Page
from scripts.markup import long_date
from scripts.markup.cards import shown_website
from scripts.markup.typography import NO_BREAK


def chosen_contacts(wording: Wording, part: Part, where: Where) -> dict[str, Contact]:
    """The contacts of a part by their ids; one that does not exist or is not sure is a finding."""
    return dict(_chosen(wording, part, where))


def _chosen(wording: Wording, part: Part, where: Where) -> Iterator[tuple[str, Contact]]:
    """The contacts of a part: those named, or those of its area that serve one of its needs."""
    for number, identifier in enumerate(part.contacts):
        contact = _graded(wording, identifier, (*where, "contacts", number))
        if contact:
            yield identifier, contact
    for identifier, contact in wording.site.contacts.items() if part.area else ():
        fits = set(part.area) & set(contact.area) and set(part.needs) & set(contact.needs)
        sure = contact.on_paper and contact.side == "independent" and contact.phones
        if fits and sure:
            yield identifier, contact


def _graded(wording: Wording, identifier: str, where: Where) -> Contact | None:
    contact = wording.site.contacts.get(identifier)
    if contact is None:
        wording.missing(f"data/contacts.yaml has no '{identifier}'", *where)
    elif not contact.on_paper:
        what = f"contact '{identifier}' has grade {contact.grade}; paper carries A1 and A2 only"
        wording.fault("PRINT06", what, *where)
    return contact


def check_grades(wording: Wording, page: Page, lines: set[int], where: Where) -> None:
    """PRINT06 for each contact that the lines of a page name and that paper may not carry."""
    used = [ref.target for ref in page.references if ref.scheme == "contact" and ref.line in lines]
    used += [b.argument for b in page.blocks if b.name == "card" and b.line in lines]
    for identifier in dict.fromkeys(used):
        _graded(wording, identifier, where)


def card_html(wording: Wording, contact: Contact) -> str:
    """A contact in few lines: name, side, what they do, one number with its date, hours."""
    side = wording.notice(f"side_{contact.side.replace('-', '_')}")
    checked = wording.words("checked", date=long_date(contact.checked.on, wording.language))
    who = (
        f"<h3>{wording.text(contact.name.in_language(wording.language))}</h3>"
        f"<p>{wording.text(contact.does.in_language(wording.language))} {side}.</p>"
    )
    reach = f"<p>{checked}</p>"
    if contact.phones:
        phone = contact.phones[0]
        number = phone.shown.replace(" ", NO_BREAK)
        when = phone.hours or contact.appointment
        text = when.in_language(wording.language) if when else ""
        text = text.replace(" - ", f"{NO_BREAK}\u2011{NO_BREAK}")
        hours = f"<p>{wording.text(text)}</p>" if text else ""
        reach = f'<p><b class="tel" dir="ltr">{number}</b></p>{hours}{reach}'
    elif contact.website:
        shown = escape(shown_website(contact.website))
        reach = f'<p><b dir="ltr">{shown}</b></p>{reach}'
    doubt = ""
    if contact.doubt:
        words = wording.text(contact.doubt.in_language(wording.language))
        colon = f"{NO_BREAK}:" if wording.language == "fr" else ":"
        doubt = f'<p class="doubt">{wording.notice("doubt")}{colon} {words}</p>'
    return f'<section class="contact"><div>{who}</div><div>{reach}</div>{doubt}</section>'

"""What each leaflet carries: the words behind its code, named so that a change can be told."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from scripts.leaflets.content import Content, Piece
from scripts.leaflets.definition import Leaflet, Part, Shelf
from scripts.library import Contact, Site, Words, references_in
from scripts.library.recall import (
    Carried,
    Edition,
    Register,
    Value,
    digest,
    printed_words,
    with_release,
)
from scripts.markup.cards import shown_website

RELEASE_DAY = "ICAM_RELEASE_DAY"
"""Environment variable that tells the builder for the release of which day it builds."""

PART = "part:"
SEPARATOR = " · "
SEVERAL = " / "
"""Between the wordings of a fact that a part rests on and does not print."""

LANGUAGES = tuple(Words.model_fields)
"""The languages of the registry, published or not."""

_CARD = re.compile(r'<section class="contact">.*?</section>', re.DOTALL)
_FACT = re.compile(r'<span class="fact" data-fact="([^"]+)">.*?</span>', re.DOTALL)
_PHONE = re.compile(r'<a [^>]*class="tel"[^>]*>.*?</a>', re.DOTALL)
_CERTAINTY = re.compile(r"<small>\([^<]*\)</small>")
_TAG = re.compile(r"<[^>]*>")
_CARD_BLOCK = re.compile(r"(?m)^/// card \| (\S+)")


def edition_of(site: Site, shelf: Shelf, leaflet: Leaflet, contents: Iterable[Content]) -> Edition:
    """The leaflet as it is now: its id, its languages, and what it prints in each."""
    carried = {content.language: _carried(site, shelf, leaflet, content) for content in contents}
    return Edition(leaflet.definition.id, carried)


def _carried(site: Site, shelf: Shelf, leaflet: Leaflet, content: Content) -> Carried:
    """Facts and contacts by their words, parts by the fingerprint of the words around them."""
    found: dict[str, str] = {}
    for key in (f"title:{leaflet.definition.id}", *_keys(site, content)):
        value = value_of(site, key)
        words = str(getattr(value, content.language))
        found[key] = printed_words(value.certainty, words)
    names: Counter[str] = Counter()
    for piece in content.pieces:
        side, index, *rest = piece.key.split("-", 2)
        part = leaflet.definition.sides[int(side)][int(index)]
        name = "/".join((part.place.replace(" ", "-"), *rest))
        names[name] += 1
        number = f"~{names[name]}" if names[name] > 1 else ""
        found[f"{PART}{name}{number}"] = digest(_words(site, shelf, part, piece, content))
    found[f"{PART}subtitle"] = digest([_plain(content.subtitle)])
    return found


def values_of(site: Site, editions: Iterable[Edition]) -> dict[str, Value]:
    """Key -> words in every language, of all facts, contacts and titles in these leaflets."""
    keys = {
        key
        for edition in editions
        for carried in edition.carried.values()
        for key in carried
        if not key.startswith(PART)
    }
    return {key: value_of(site, key) for key in sorted(keys)}


def register_of_build(site: Site) -> Register:
    """The register that the pages of this build tell of, once the leaflets are made.

    In a build for a release it has the codes of that release: the first archive that holds a code
    says the same of it as every later one. Nothing is written.
    """
    day = os.environ.get(RELEASE_DAY)
    if not day:
        return site.register
    editions = [file.edition for file in site.leaflet_files.values()]
    values = values_of(site, editions)
    return with_release(site.register, editions, values, dt.date.fromisoformat(day))


def _keys(site: Site, content: Content) -> list[str]:
    """'fact:…', 'contact:…' (a card) and 'contact:…#phone' (in a sentence), each once."""
    keys: list[str] = []
    for piece in content.pieces:
        keys += [f"fact:{name}" for name in _facts(piece)]
        keys += [f"contact:{name}" for name in _cards(site, piece)]
        references = [ref for row in piece.text.split("\n") for ref in references_in(row, 0, "")]
        keys += [
            f"contact:{ref.target}#{ref.fragment}" for ref in references if ref.scheme == "contact"
        ]
    return list(dict.fromkeys(keys))


def _facts(piece: Piece) -> Iterator[str]:
    """The facts that a piece prints, with the wording of each link, and those it rests on."""
    printed = _FACT.findall(piece.html)
    yield from printed
    linked = {name.partition("#")[0] for name in printed}
    yield from (name for name in piece.facts if name not in linked)


def _cards(site: Site, piece: Piece) -> Iterator[str]:
    """The contacts whose card stands in a piece."""
    if not piece.text:
        yield from piece.contacts
        return
    for name in _CARD_BLOCK.findall(piece.text):
        if site.contacts[name].on_paper:
            yield name


def value_of(site: Site, key: str) -> Value:
    """The words of a key of an edition, in every language."""
    kind, _, name = key.partition(":")
    if kind == "title":
        titles = {sheet.id: sheet.title for sheet in site.sheets}
        return Value(key=key, **_each([_title(titles[name], code) for code in LANGUAGES]))
    identifier, _, part = name.partition("#")
    if kind == "fact":
        fact = site.facts[identifier]
        wordings = [fact.current.shown.wordings(code) for code in LANGUAGES]
        shown = [each[part] if part else SEVERAL.join(each.values()) for each in wordings]
        return Value(key=key, certainty=fact.certainty, **_each(shown))
    contact = site.contacts[identifier]
    if part:
        return Value(key=key, **_each([_reach(contact, part)] * len(LANGUAGES)))
    return Value(key=key, **_each([_card_words(site, contact, code) for code in LANGUAGES]))


def _title(words: Words | None, language: str) -> str:
    return words.in_language(language) if words else "?"


def _each(words: Sequence[str]) -> Any:
    """Words by language, as the shapes of the registry name them."""
    return dict(zip(LANGUAGES, words, strict=True))


def _reach(contact: Contact, part: str) -> str:
    phone = contact.phone(part)
    if phone:
        return phone.shown
    if part == "website":
        return shown_website(contact.website or "")
    return str(getattr(contact, part))


def _card_words(site: Site, contact: Contact, language: str) -> str:
    """What the card on paper prints, without the day of its check: a new check changes nothing."""
    words = [contact.name.in_language(language), contact.does.in_language(language)]
    words.append(site.notice(f"side_{contact.side.replace('-', '_')}", language))
    if contact.phones:
        phone = contact.phones[0]
        when = phone.hours or contact.appointment
        words += [phone.shown, when.in_language(language) if when else ""]
    elif contact.website:
        words.append(shown_website(contact.website))
    words.append(contact.doubt.in_language(language) if contact.doubt else "")
    return SEPARATOR.join(word for word in words if word)


def _words(site: Site, shelf: Shelf, part: Part, piece: Piece, content: Content) -> Sequence[str]:
    """The words of a part, without what the registry gives (that has keys of its own).

    Sentences and questions are printed in more languages or fewer, after who stands beside them;
    here they always count in all of them, so that a language has one fingerprint.
    """
    codes = list(dict.fromkeys((*site.official, content.language)))
    if part.sentences:
        return [site.sentences[name].in_language(code) for name in part.sentences for code in codes]
    if part.questions:
        return [shelf.words[name].in_language(code) for name in part.questions for code in codes]
    return [_plain(piece.html)]


def _plain(html: str) -> str:
    """The words of HTML: no tags, no kind of space, no value of the registry."""
    text = _FACT.sub(r" {\1} ", _CERTAINTY.sub("", _CARD.sub("", html)))
    return " ".join(_TAG.sub(" ", _PHONE.sub(" {phone} ", text)).split())

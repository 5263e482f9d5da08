"""The pages behind the codes on paper: ``/v/CODE/`` says whether a sheet is still right.

There is one for every code ever released and for every code of today's build, so that a sheet
printed from the site can be checked too. ``/v/`` explains how a code is typed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from scripts.library import Page, Sheet, Site, today
from scripts.library.recall import CODE_ADDRESS, LENGTH, SIGNS, spaced
from scripts.library.standing import Change, Standing, standings
from scripts.markup import glue_text, long_date, text_html
from scripts.site.addresses import path_of
from scripts.site.policy import FAVICON, policy, stylesheet
from scripts.site.programs import Program, programs_of
from scripts.site.view import LanguageLink, language_links

UP = "../../"
"""From the page of a code to the root of the site."""

PRINT = "print/"
PAGE = "leaflets"
"""The page that offers the leaflets."""

_CERTAINTY = re.compile(r" \[(confirmed|reported|disputed|unknown)\]$")
_SEPARATORS = re.compile(r" · | / ")


@dataclass(frozen=True)
class Told:
    """One change as a reader meets it: old and new words, and where they stand on the site."""

    old: str
    new: str
    address: str
    place: str


@dataclass(frozen=True)
class Answer:
    """What the page says in one language."""

    language: str
    direction: str
    title: str
    state: str
    head: str
    lines: list[str]
    facts: list[Told]
    parts: list[Told]
    links: list[tuple[str, str]]
    words: dict[str, str]


@dataclass(frozen=True)
class VerifyView:
    """What verify.html prints."""

    language: str
    direction: str
    code: str
    draft: bool
    answers: list[Answer]
    words: dict[str, str]
    home: str
    languages: list[LanguageLink]
    due: str
    old: str
    style: str
    policy: str
    programs: list[Program]
    favicon: str = FAVICON


_WORDS = (
    "independence",
    "independent_site",
    "language_choice",
    "preview_description",
    "preview_title",
    "site_name",
    "skip",
    "verify_changed_do",
    "verify_draft",
    "verify_gone",
    "verify_new",
    "verify_old",
    "verify_part",
    "verify_title",
)


def verify_views(site: Site, *, draft: bool) -> Iterator[tuple[str, VerifyView]]:
    """Address and view of every code; ``draft``: the sheets of this build carry the draft mark."""
    editions = [file.edition for file in site.leaflet_files.values()]
    for standing in standings(site.register, site.withdrawn, editions):
        unreleased = draft and standing.released is None
        view = _Writer(site, standing, unreleased).view()
        yield CODE_ADDRESS.format(code=standing.code), view


@dataclass(frozen=True)
class _Writer:
    """Puts the standing of one code into the words of its readers."""

    site: Site
    standing: Standing
    draft: bool

    def view(self) -> VerifyView:
        """The whole page; its first language is that of the page."""
        first = self.standing.languages[0]
        style = stylesheet(self.site.root)
        programs = programs_of(self.site.root, ())
        due = self._due()
        return VerifyView(
            language=first,
            direction=self.site.languages[first].dir,
            code=spaced(self.standing.code),
            draft=self.draft,
            answers=[self._answer(code) for code in self.standing.languages],
            words=words_of(self.site, first),
            home=f"{UP}{first}/",
            languages=language_links(self.site, lambda code: UP + path_of(code, PAGE)),
            due=due.isoformat(),
            old=said(self.site, "old_check", first, date=long_date(due, first)),
            style=style,
            policy=policy(style, programs),
            programs=programs,
        )

    @property
    def _sheet(self) -> Sheet | None:
        found = [sheet for sheet in self.site.sheets if sheet.id == self.standing.leaflet]
        return found[0] if found else None

    def _pages(self) -> list[str]:
        """The pages that the leaflet prints, those of the site's order first."""
        wanted = self._sheet.pages if self._sheet else frozenset()
        return [name for name in self.site.page_entries if name in wanted]

    def _answer(self, language: str) -> Answer:
        changes = self.standing.changes[language]
        if self.standing.state != "changed":
            changes = ()
        facts = [
            self._told(change, language)
            for change in sorted(changes, key=self._rank)
            if not change.key.startswith("part:")
        ]
        parts = {
            told.place: told
            for change in changes
            if change.key.startswith("part:")
            for told in [self._part(change, language)]
        }
        return Answer(
            language=language,
            direction=self.site.languages[language].dir,
            title=self._title(language),
            state=self.standing.state,
            head=said(self.site, f"verify_{self.standing.state}", language),
            lines=list(self._lines(language, facts)),
            facts=facts,
            parts=list(parts.values()),
            links=list(self._links(language)),
            words=words_of(self.site, language),
        )

    def _rank(self, change: Change) -> bool:
        """Hard facts first: acting on an old one can cost a right."""
        fact = self.site.facts.get(change.key.removeprefix("fact:").partition("#")[0])
        return fact is None or fact.severity != "hard"

    def _title(self, language: str) -> str:
        carried = self.standing.carried[language]
        name = carried[f"title:{self.standing.leaflet}"]
        name = text_html(name, language)
        if self._sheet is None:
            return name
        number = said(self.site, "verify_leaflet", language, number=str(self._sheet.number))
        return f"{number}. {name}"

    def _lines(self, language: str, facts: list[Told]) -> Iterator[str]:
        standing = self.standing
        if standing.withdrawn:
            reason = standing.withdrawn
            yield text_html(reason.in_language(language), language)
            day = long_date(reason.since, language)
            yield said(self.site, "verify_withdrawn_on", language, date=day)
        elif standing.state == "right":
            day = long_date(today(), language)
            yield said(self.site, "verify_compared", language, date=day)
            day = long_date(self._checked(), language)
            yield said(self.site, "verify_checked", language, date=day)
        elif not facts:
            yield said(self.site, "verify_same", language)
        if standing.released:
            day = long_date(standing.released, language)
            yield said(self.site, "verify_released", language, date=day)

    def _checked(self) -> dt.date:
        """The oldest day on which something that the sheet prints was checked."""
        days = [self.site.page_entries[name].checked for name in self._pages()]
        for key in next(iter(self.standing.carried.values())):
            kind, _, name = key.partition(":")
            identifier = name.partition("#")[0]
            if kind == "fact":
                days.append(self.site.facts[identifier].checked.on)
            elif kind == "contact":
                days.append(self.site.contacts[identifier].checked.on)
        return min(days, default=today())

    def _due(self) -> dt.date:
        entries = self.site.page_entries
        pages = self._pages() or list(entries)
        return min(entries[name].next_check for name in pages)

    def _told(self, change: Change, language: str) -> Told:
        address, place = self._where(change.key, language)
        return Told(*self._difference(change, language), address, place)

    def _difference(self, change: Change, language: str) -> tuple[str, str]:
        """Only what differs: of a contact or of parallel wordings, the pieces that changed."""
        old, new = _split(change.old), _split(change.new)
        gone = [piece for piece in old.pieces if piece not in new.pieces] or old.pieces
        come = [piece for piece in new.pieces if piece not in old.pieces] or new.pieces
        surely = old.certainty != new.certainty and change.new
        return (
            self._piece(gone, old.certainty if surely else "", language),
            self._piece(come, new.certainty if surely else "", language) if change.new else "",
        )

    def _piece(self, pieces: list[str], certainty: str, language: str) -> str:
        text = glue_text(", ".join(pieces), language)
        if certainty:
            key = f"certainty_{certainty}" + ("_undated" if certainty == "reported" else "")
            text += f" ({glue_text(self.site.notice(key, language), language)})"
        return escape(text, quote=False)

    def _where(self, key: str, language: str) -> tuple[str, str]:
        """The section of the site where a fact or contact stands: its address and title."""
        kind, _, name = key.partition(":")
        identifier = name.partition("#")[0]
        if kind == "contact" and identifier in self.site.contacts:
            shown = self.site.contacts[identifier].name.in_language(language)
            return "", text_html(shown, language)
        if kind == "title":
            return "", ""
        for page_name in [*self._pages(), *self.site.page_entries]:
            page = self.site.pages[language][page_name]
            for ref in page.references:
                if ref.scheme == kind and ref.target == identifier:
                    return self._section(page, ref.section)
            for block in (block for block in page.blocks if block.name == "caution"):
                if identifier in self.site.facts_of_caution(block.argument):
                    return self._section(page, block.section)
        return "", ""

    def _part(self, change: Change, language: str) -> Told:
        """A part whose words changed: the page or section it comes from, or the leaflet itself."""
        name = change.key.removeprefix("part:").partition("~")[0]
        if name.startswith("whole/"):
            name = name.removeprefix("whole/")
        page_name, _, section = name.partition("/")[0].partition("#")
        page = self.site.pages[language].get(page_name)
        if page is None:
            return Told("", "", "", self._title(language))
        return Told("", "", *self._section(page, section))

    def _section(self, page: Page, identifier: str) -> tuple[str, str]:
        titles = {section.id: section.title for section in page.sections if section.level > 1}
        address = UP + path_of(page.language, page.name)
        if identifier in titles:
            address += f"#{identifier}"
        title = titles.get(identifier, page.front.title)
        return address, text_html(title, page.language)

    def _links(self, language: str) -> Iterator[tuple[str, str]]:
        key = (self.standing.leaflet, "-".join(self.standing.languages))
        file = self.site.leaflet_files.get(key)
        if file and self.standing.state != "withdrawn":
            yield UP + PRINT + file.printed, said(self.site, "leaf_print", language) + " (PDF)"
            yield UP + PRINT + file.reading, said(self.site, "leaf_read", language) + " (PDF)"
        if PAGE in self.site.page_entries:
            yield UP + path_of(language, PAGE), said(self.site, "verify_all", language)
        if self._sheet and self._sheet.address in self.site.page_entries:
            address = UP + path_of(language, self._sheet.address)
            yield address, said(self.site, "verify_page", language)


@dataclass(frozen=True)
class _Pieces:
    pieces: list[str]
    certainty: str


def _split(words: str) -> _Pieces:
    found = _CERTAINTY.search(words)
    return _Pieces(_SEPARATORS.split(_CERTAINTY.sub("", words)), found[1] if found else "")


def words_of(site: Site, language: str) -> dict[str, str]:
    """The plain words of the page in a language."""
    return {key: said(site, key, language, quote=True) for key in _WORDS}


def said(site: Site, key: str, language: str, *, quote: bool = False, **values: str) -> str:
    """A notice, escaped."""
    words = glue_text(site.notice(key, language).format(**values), language)
    return escape(words, quote=quote)


def typing_view(site: Site, site_url: str) -> dict[str, object]:
    """What codes.html (``/v/``) prints: how a code is typed, in each language."""
    style = stylesheet(site.root)
    first = site.published[0]
    example = next((file.edition.code for file in site.leaflet_files.values()), "")
    return {
        "language": first,
        "direction": site.languages[first].dir,
        "words": words_of(site, first),
        "example": site_url + CODE_ADDRESS.format(code=example),
        "signs": " ".join(SIGNS),
        "style": style,
        "policy": policy(style),
        "favicon": FAVICON,
        "languages": [
            {
                "code": code,
                "direction": site.languages[code].dir,
                "name": site.languages[code].name,
                "title": said(site, "verify_title", code),
                "length": said(site, "verify_type_code", code, length=str(LENGTH)),
                "signs": said(site, "verify_type_signs", code),
                "last": said(site, "verify_type_last", code),
                "example": said(site, "verify_type_example", code),
                "none": said(site, "verify_type_none", code),
                "all": said(site, "verify_all", code),
                "path": "../" + path_of(code, PAGE if PAGE in site.page_entries else "index"),
                "independence": said(site, "independence", code),
            }
            for code in site.published
        ],
    }

"""The whole content, loaded once and validated: what every other room works on."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from scripts.library.clock import today
from scripts.library.finding import ContentError, Finding
from scripts.library.ledger import LEDGER, LedgerEntry
from scripts.library.model import (
    Change,
    Contact,
    Drawing,
    DrawnRecord,
    Fact,
    Forbidden,
    Kits,
    KitSection,
    Language,
    PageEntry,
    Province,
    Retired,
    SameSense,
    SearchExtra,
    SearchWords,
    Sentence,
    Synonyms,
    Term,
    Words,
)
from scripts.library.page import Page, load_page, references_in
from scripts.library.recall import (
    RELEASES,
    SEAL,
    WITHDRAWN,
    LeafletFile,
    Register,
    Seal,
    Withdrawal,
)
from scripts.library.shapes import shape_findings
from scripts.library.sheets import PAPER_WORDS, Sheet, sheet_files, sheets_of
from scripts.library.text_file import read_text
from scripts.library.translation import FOLDER as TRANSLATIONS
from scripts.library.translation import Stamp
from scripts.library.tree import FACTS, stray_files
from scripts.library.yaml_file import YamlFile, load_yaml

Record = TypeVar("Record", bound=BaseModel)

DRAWINGS = "data/drawings"
"""Folder of the drawings that data/drawings.yaml names."""

SAME_WORDS = "_same"
"""The record of data/search.yaml that no page is named after."""

RECORD = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""The id of a record: it is printed in addresses and as the id of elements."""


@dataclass(frozen=True)
class Place:
    """Where a record stands: file and line."""

    path: str
    line: int


@dataclass
class Site:
    """Everything under ``docs/`` and ``data/``; ``places`` gives file and line of each record.

    ``drawn`` holds the SVG of each drawing whose file is there.
    ``leaflet_files`` is empty until the leaflets are made: (leaflet, 'fr' or 'fr-nl') -> files.
    """

    root: Path
    languages: dict[str, Language] = field(default_factory=dict)
    page_entries: dict[str, PageEntry] = field(default_factory=dict)
    retired: dict[str, Retired] = field(default_factory=dict)
    pages: dict[str, dict[str, Page]] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    provinces: dict[str, Province] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    forbidden: list[Forbidden] = field(default_factory=list)
    cautions: dict[str, Words] = field(default_factory=dict)
    notices: dict[str, Words] = field(default_factory=dict)
    publishers: dict[str, Words] = field(default_factory=dict)
    acts: dict[str, Words] = field(default_factory=dict)
    search: SearchWords = field(default_factory=SearchWords)
    sentences: dict[str, Sentence] = field(default_factory=dict)
    kits: Kits = field(default_factory=Kits)
    changes: dict[str, Change] = field(default_factory=dict)
    exceptions: dict[str, SameSense] = field(default_factory=dict)
    drawings: dict[str, Drawing] = field(default_factory=dict)
    drawn: dict[str, str] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    paper: dict[str, Words] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    seal: Seal = field(default_factory=Seal)
    withdrawn: dict[str, Withdrawal] = field(default_factory=dict)
    leaflet_files: dict[tuple[str, str], LeafletFile] = field(default_factory=dict)
    translations: dict[str, dict[str, dict[str, Stamp]]] = field(default_factory=dict)
    ledger: dict[str, dict[str, LedgerEntry]] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    files: dict[str, YamlFile] = field(default_factory=dict)

    @property
    def source_language(self) -> str:
        """Code of the language that the others are translated from."""
        return next(code for code, language in self.languages.items() if language.source)

    @property
    def published(self) -> list[str]:
        """Codes of the published languages, in the order of languages.yaml."""
        return [code for code, language in self.languages.items() if language.state == "published"]

    @property
    def official(self) -> list[str]:
        """Codes of the published languages that offices and lawyers read, in the same order."""
        return [code for code in self.published if self.languages[code].official]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each published language beside each official one, once: codes of left and right column.

        The official language stands on the left; of two official ones, the first of languages.yaml.
        A language that is read from the right always stands on the right.
        """
        sorted_codes = [*self.official, *(c for c in self.published if c not in self.official)]
        return [
            self._columns(left, right)
            for left, right in combinations(sorted_codes, 2)
            if left in self.official
        ]

    def _columns(self, left: str, right: str) -> tuple[str, str]:
        turned = self.languages[left].dir == "rtl" and self.languages[right].dir == "ltr"
        return (right, left) if turned else (left, right)

    def all_pages(self) -> list[Page]:
        """Every page of every language, sorted by language order, then page order."""
        return [page for code in self.pages for page in self.pages[code].values()]

    def tables(self) -> dict[str, dict[str, BaseModel]]:
        """Every table of the registry that the ledger remembers, by the name of its file."""
        return {
            "acts": dict(self.acts),
            "cautions": dict(self.cautions),
            "changes": dict(self.changes),
            "contacts": dict(self.contacts),
            "drawings": self._drawing_records(),
            "exceptions": dict(self.exceptions),
            "facts": dict(self.facts),
            "kits": self._kit_records(),
            "languages": dict(self.languages),
            "notices": dict(self.notices),
            "pages": dict(self.page_entries),
            "paper": dict(self.paper),
            "places": dict(self.provinces),
            "publishers": dict(self.publishers),
            "search": self._search_records(),
            "sentences": dict(self.sentences),
            "terms": dict(self.terms),
        }

    def _drawing_records(self) -> dict[str, BaseModel]:
        """The drawings with their files: two spots exchanged explain a paper wrongly."""
        return {
            identifier: DrawnRecord(**dict(drawing), svg=self.drawn.get(identifier, ""))
            for identifier, drawing in self.drawings.items()
        }

    def _kit_records(self) -> dict[str, BaseModel]:
        """The kits, and each code apart ('code-18'): codes stand in addresses on paper."""
        codes = self.kits.sections.items()
        return {
            **self.kits.kits,
            **{f"code-{code}": KitSection(place=place) for code, place in codes},
        }

    def _search_records(self) -> dict[str, BaseModel]:
        """The words that lead to a place, by that place, and the words that are the same."""
        found: dict[str, BaseModel] = {}
        for entry in self.search.extra:
            found[search_key(entry)] = entry
        if self.search.same:
            found[SAME_WORDS] = Synonyms(same=self.search.same)
        return found

    def place(self, kind: str, identifier: str) -> Place:
        """File and line of a record (``kind`` as in data/, for example 'facts')."""
        return self.places.get((kind, identifier), Place(f"data/{kind}.yaml", 1))

    def file_of_fact(self, identifier: str) -> str:
        """The name of the file that a fact stands in, for example 'appeals'."""
        return PurePosixPath(self.place("facts", identifier).path).stem

    def facts_of_caution(self, identifier: str) -> list[str]:
        """The facts that a caution rests on, the same in every language; none for no caution."""
        words = self.cautions.get(identifier)
        if words is None:
            return []
        found = references_in(words.in_language(self.source_language), 1, "")
        return [reference.target for reference in found if reference.scheme == "fact"]

    def towns_of(self, contact: Contact) -> list[Words]:
        """The towns of a contact, in every language, as data/places.yaml names them."""
        found = (
            province.town(name) for name in contact.towns for province in self.provinces.values()
        )
        return [town for town in found if town]

    def notice(self, key: str, language: str) -> str:
        """Words that the machine prints."""
        return self.notices[key].in_language(language)


def search_key(entry: SearchExtra) -> str:
    """How the ledger names the words that lead to a place: by 'page#section' or 'page'."""
    return f"{entry.page}#{entry.section}" if entry.section else entry.page


def load_site(root: Path, day: dt.date | None = None) -> Site:
    """Load and validate all content, as it is printed on ``day`` (today when none is given).

    Raises ContentError with every fault that was found.
    """
    site = Site(root)
    faults: list[Finding] = []
    _collect(faults, site, "languages", Language, site.languages)
    _collect(faults, site, "pages", PageEntry, site.page_entries)
    _collect(faults, site, "retired", Retired, site.retired, may_be_empty=True)
    _collect(faults, site, "contacts", Contact, site.contacts)
    _collect(faults, site, "places", Province, site.provinces)
    _collect(faults, site, "drawings", Drawing, site.drawings)
    _collect_drawn(faults, site)
    for name, table in (
        ("cautions", site.cautions),
        ("notices", site.notices),
        ("publishers", site.publishers),
        ("acts", site.acts),
    ):
        _collect(faults, site, name, Words, table)
    _collect_terms(faults, site)
    _collect_search(faults, site)
    _collect_kits(faults, site)
    _collect_facts(faults, site)
    _collect_sentences(faults, site)
    _collect(faults, site, "changes", Change, site.changes, may_be_absent=True)
    _collect(faults, site, "exceptions", SameSense, site.exceptions, may_be_absent=True)
    _collect_sheets(faults, site)
    _collect_register(faults, site)
    _collect_stamps(faults, site)
    _collect_ledger(faults, site)
    _refuse_languages(faults, site)
    _collect_pages(faults, site)
    faults += stray_files(root, site.languages)
    if faults:
        raise ContentError(set(faults))
    _choose_values(site, day)
    return site


def _choose_values(site: Site, day: dt.date | None) -> None:
    """Of facts with a value still to come, print the one in force on the day of the build.

    Without such a fact the clock is not asked: the content is the same on any day.
    """
    waiting = [fact for fact in site.facts.values() if fact.later_values]
    if waiting:
        chosen = day or today()
        for fact in waiting:
            fact.print_for(chosen)


def _refuse_languages(faults: list[Finding], site: Site) -> None:
    """DATA05: no source language. DATA04: one that no record has words in; it is left out."""
    path = "data/languages.yaml"
    if not any(language.source for language in site.languages.values()):
        faults.append(Finding(path, 1, "DATA05", "no source language; mark one"))
    for code in sorted(set(site.languages) - set(Words.model_fields)):
        line = site.place("languages", code).line
        what = "the registry has no words in this language; add it to scripts/library/model"
        faults.append(Finding(path, line, "DATA04", f"{code}: {what}"))
        del site.languages[code]


def _read(
    faults: list[Finding],
    site: Site,
    shown: str,
    *,
    may_be_empty: bool = False,
    may_be_absent: bool = False,
) -> YamlFile | None:
    """A file of the registry; None, with its fault, when it cannot be used.

    Small sites do without some files: ``may_be_absent``.
    """
    path = site.root / shown
    if not path.exists() and not path.is_symlink():
        if not may_be_absent:
            faults.append(Finding(shown, 1, "DATA06", "file is missing; restore it"))
        return None
    try:
        file = load_yaml(path, shown)
    except ContentError as error:
        faults.extend(error.findings)
        return None
    if not isinstance(file.value, dict) or not (file.value or may_be_empty):
        faults.append(Finding(shown, 1, "DATA05", "no record inside; expected 'id: …' entries"))
        return None
    site.files[shown] = file
    return file


def _collect(
    faults: list[Finding],
    site: Site,
    name: str,
    shape: type[Record],
    table: dict[str, Record],
    *,
    may_be_empty: bool = False,
    may_be_absent: bool = False,
) -> None:
    shown = f"data/{name}.yaml"
    file = _read(faults, site, shown, may_be_empty=may_be_empty, may_be_absent=may_be_absent)
    if file:
        _add_records(faults, site, file, name, shape, table)


def _add_records(
    faults: list[Finding],
    site: Site,
    file: YamlFile,
    kind: str,
    shape: type[Record],
    table: dict[str, Record],
) -> None:
    for key, value in file.value.items():
        identifier = str(key)
        line = file.line((identifier,))
        # Retired addresses have a rule of their own (LINK06).
        if kind != "retired" and not RECORD.fullmatch(identifier):
            what = f"{identifier}: not an id; write it like 'who-pays'"
            faults.append(Finding(file.shown, line, "DATA04", what))
            continue
        if identifier in table:
            first = site.place(kind, identifier)
            what = f"'{identifier}' already stands in {first.path}:{first.line}; rename one"
            faults.append(Finding(file.shown, line, "DATA02", what))
            continue
        try:
            table[identifier] = shape.model_validate(value)
        except ValidationError as error:
            faults.extend(shape_findings(error, file, (identifier,), "DATA04"))
        site.places[kind, identifier] = Place(file.shown, line)


def _collect_facts(faults: list[Finding], site: Site) -> None:
    paths = sorted((site.root / FACTS).glob("*.yaml"))
    if not paths:
        faults.append(Finding(FACTS, 1, "DATA06", "no registry file; restore data/facts"))
    for path in paths:
        file = _read(faults, site, f"{FACTS}/{path.name}")
        if file:
            _add_records(faults, site, file, "facts", Fact, site.facts)


def _collect_drawn(faults: list[Finding], site: Site) -> None:
    """Read the drawings themselves; PAGE14 speaks of one whose file is not there."""
    for identifier, drawing in site.drawings.items():
        path = site.root / DRAWINGS / drawing.file
        try:
            if path.is_file():
                site.drawn[identifier] = read_text(path, f"{DRAWINGS}/{drawing.file}")
        except ContentError as error:
            faults.extend(error.findings)


def _collect_sentences(faults: list[Finding], site: Site) -> None:
    """Read the sentences to show, where a site has them.

    DATA07: one that rests on no fact, or on a fact that asks for a caution: a card has no room for
    one. "Do you have a warrant?" rested on a disputed fact against the words of its own file.
    """
    _collect(faults, site, "sentences", Sentence, site.sentences, may_be_absent=True)
    facts_failed = any(fault.path.startswith(FACTS) for fault in faults)
    for identifier, sentence in site.sentences.items():
        place = site.place("sentences", identifier)
        for name in sentence.facts:
            fact = site.facts.get(name)
            if fact and fact.certainty not in ("confirmed", "reported"):
                what = (
                    f"'{identifier}' rests on '{name}', which is {fact.certainty}; "
                    "a card holds no caution: name a fact that is confirmed or reported"
                )
                faults.append(Finding(place.path, place.line, "DATA07", what))
            if fact is None and not facts_failed:  # a fact of a file that failed is not known
                what = f"no fact '{name}'; correct the id or add it to data/facts"
                faults.append(Finding(place.path, place.line, "DATA07", what))


def _collect_ledger(faults: list[Finding], site: Site) -> None:
    file = _read(faults, site, LEDGER)
    if not file:
        return
    try:
        site.ledger = TypeAdapter(dict[str, dict[str, LedgerEntry]]).validate_python(file.value)
    except ValidationError as error:
        faults.extend(shape_findings(error, file, (), "DATA04"))
    for kind in sorted(set(site.ledger) - set(site.tables())):
        what = f"{kind}: no such table; remove it"
        faults.append(Finding(LEDGER, file.line((kind,)), "DATA04", what))


def _collect_sheets(faults: list[Finding], site: Site) -> None:
    """Read the definitions of the leaflets and the words of paper, where a site has them."""
    if (site.root / PAPER_WORDS).is_file():
        words = _read(faults, site, PAPER_WORDS)
        if words:
            _add_records(faults, site, words, "paper", Words, site.paper)
    files = sheet_files(site.root, faults)
    site.files |= {file.shown: file for file in files}
    site.sheets = sheets_of(files, site.paper)


def _collect_register(faults: list[Finding], site: Site) -> None:
    """Read the register of released leaflets, its seal, and what was withdrawn."""
    site.register = _whole(faults, site, RELEASES, Register, may_be_empty=True) or Register()
    site.seal = _whole(faults, site, SEAL, Seal, may_be_empty=True) or Seal()
    _collect(faults, site, Path(WITHDRAWN).stem, Withdrawal, site.withdrawn, may_be_empty=True)


def _whole(
    faults: list[Finding],
    site: Site,
    shown: str,
    shape: type[Record],
    *,
    may_be_empty: bool = False,
    may_be_absent: bool = False,
) -> Record | None:
    """A file that is one record; None, with its faults, when it is not."""
    file = _read(faults, site, shown, may_be_empty=may_be_empty, may_be_absent=may_be_absent)
    if file is None:
        return None
    try:
        return shape.model_validate(file.value)
    except ValidationError as error:
        faults.extend(shape_findings(error, file, (), "DATA04"))
        return None


def _collect_terms(faults: list[Finding], site: Site) -> None:
    file = _read(faults, site, "data/terms.yaml")
    if not file:
        return
    forbidden = file.value.get("forbidden", [])
    try:
        site.forbidden = TypeAdapter(list[Forbidden]).validate_python(forbidden)
    except ValidationError as error:
        faults.extend(shape_findings(error, file, ("forbidden",), "DATA04"))
    terms = {key: value for key, value in file.value.items() if key != "forbidden"}
    _add_records(faults, site, replace(file, value=terms), "terms", Term, site.terms)


def _collect_search(faults: list[Finding], site: Site) -> None:
    """Read data/search.yaml, where a site has it."""
    shown = "data/search.yaml"
    site.search = _whole(faults, site, shown, SearchWords, may_be_absent=True) or SearchWords()
    if file := site.files.get(shown):
        site.places["search", SAME_WORDS] = Place(shown, file.line(("same",)))
        for index, entry in enumerate(site.search.extra):
            place = Place(shown, file.line(("extra", str(index))))
            site.places["search", search_key(entry)] = place


def _collect_kits(faults: list[Finding], site: Site) -> None:
    """Read data/kits.yaml, where a site has it."""
    shown = "data/kits.yaml"
    site.kits = _whole(faults, site, shown, Kits, may_be_absent=True) or Kits()
    if file := site.files.get(shown):
        for name in site.kits.kits:
            site.places["kits", name] = Place(shown, file.line(("kits", name)))
        for code in site.kits.sections:
            line = file.line(("sections", str(code)))
            site.places["kits", f"code-{code}"] = Place(shown, line)


def _collect_stamps(faults: list[Finding], site: Site) -> None:
    """Read what each translation renders; a language without a file has no stamp at all."""
    adapter = TypeAdapter(dict[str, dict[str, Stamp]])
    for path in sorted((site.root / TRANSLATIONS).glob("*.yaml")):
        shown = f"{TRANSLATIONS}/{path.name}"
        if path.stem not in site.languages:
            what = f"no language '{path.stem}'; name the file after a code of languages.yaml"
            faults.append(Finding(shown, 1, "DATA05", what))
            continue
        file = _read(faults, site, shown)
        if file:
            try:
                site.translations[path.stem] = adapter.validate_python(file.value)
            except ValidationError as error:
                faults.extend(shape_findings(error, file, (), "DATA04"))


def _collect_pages(faults: list[Finding], site: Site) -> None:
    for code in site.published:
        folder = site.root / "docs" / code
        found = sorted(folder.glob("*.md"))
        if not found:
            what = f"no page in this language; restore docs/{code} or mark '{code}' as draft"
            faults.append(Finding(f"docs/{code}", 1, "LANG01", what))
        pages: dict[str, Page] = {}
        for path in found:
            try:
                page = load_page(path, f"docs/{code}/{path.name}", code)
            except ContentError as error:
                faults.extend(error.findings)
                continue
            pages[page.name] = page
        order = list(site.page_entries)
        known = sorted(pages, key=lambda name: (order.index(name) if name in order else 99, name))
        site.pages[code] = {name: pages[name] for name in known}

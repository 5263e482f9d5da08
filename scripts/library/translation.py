"""What a translated section renders: fingerprints of the French section, and if they still hold.

A bilingual reader sees last what a monolingual editor changed first. So each translated section
keeps the fingerprint of the French words it was made from; when these change, that section alone
is stale.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import StringConstraints

from scripts.library.model import Shape, Text
from scripts.library.negation import negations
from scripts.library.page import LINK, Page, Reference, references_in

if TYPE_CHECKING:
    from scripts.library.site import Site

FOLDER = "data/translations"
HEAD, LEAD = "_head", "_lead"
"""Title with summary, and the text before the first heading. No heading id starts with '_'."""

CAUTIONS = "_cautions"
"""The page name under which the shared cautions are kept."""

HARD_PARTS = frozenset({"phone", "email", "address"})
NAME_OF_WORDING = re.compile(r"(\]\(fact:[^()\s#]*)#[^()\s]*")
EVEN = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'", "*": None, "_": None})

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
State = Literal["current", "new", "wording", "hard", "gone"]
"""Of a translated section: as French, never stamped, French words changed, French facts changed,
stamped but no longer there."""


class Stamp(Shape):
    """The French section at the moment somebody made the translation agree with it.

    ``source`` and ``hard`` are of the French section (words; facts, numbers and negations),
    ``text`` of the translation. ``wording_only`` says why a French change asked nothing of it.
    """

    source: Fingerprint
    hard: Fingerprint
    text: Fingerprint
    wording_only: Text | None = None


@dataclass(frozen=True)
class Unit:
    """A piece that is translated and stamped as a whole: a section, a head or a caution."""

    page: str
    section: str
    title: str
    path: str
    line: int
    text: str

    @property
    def name(self) -> str:
        """How editors name it: ``letter#which``."""
        return f"{self.page}#{self.section}"


@dataclass(frozen=True)
class Rendering:
    """A translated unit with its French twin, its stamp and what follows from them."""

    unit: Unit
    source: Unit
    stamp: Stamp | None
    state: State

    @property
    def touched(self) -> bool:
        """Whether its own words are others than those that were stamped."""
        return self.stamp is not None and self.stamp.text != fingerprint(self.unit.text)


def units(site: Site, language: str) -> dict[str, Unit]:
    """Every unit of a language by name, in page order; the cautions come last."""
    found = [unit for page in site.pages.get(language, {}).values() for unit in _of_page(page)]
    file = site.files.get("data/cautions.yaml")
    for identifier, words in site.cautions.items():
        line = file.line((identifier, language)) if file else 1
        text = words.in_language(language)
        found.append(Unit(CAUTIONS, identifier, "", "data/cautions.yaml", line, text))
    return {unit.name: unit for unit in found}


def _of_page(page: Page) -> Iterator[Unit]:
    front = page.front
    text = "\n".join((front.title, *front.summary))
    yield Unit(page.name, HEAD, front.title, page.path, page.front_lines.get(("title",), 1), text)
    for section in page.sections:
        title = section.title if section.id else front.title
        text = "\n".join((section.title if section.id else "", *(row for _, row in section.lines)))
        yield Unit(page.name, section.id or LEAD, title, page.path, section.line, text)


def fingerprint(text: str) -> str:
    """12 hex of the words: a reflow, a bold mark or another kind of space changes nothing.

    Nor does the name of a wording in a link of a fact: its words stand between the brackets.
    """
    even = " ".join(NAME_OF_WORDING.sub(r"\1", text).translate(EVEN).split())
    return hashlib.sha256(even.encode("utf-8")).hexdigest()[:12]


def hard_fingerprint(site: Site, unit: Unit) -> str:
    """12 hex of what can cost a right in a French unit: hard facts, dates, contacts, negations."""
    text = NAME_OF_WORDING.sub(r"\1", unit.text)
    references = references_in(text, unit.line, unit.section)
    tokens = [token for ref in references if (token := _hard_token(site, ref))]
    words = LINK.sub(r"\1", unit.text).translate(EVEN)
    # Always, or "no lawyer has read this" loses its "no" in the head of a page, which has no fact.
    tokens.append(f"negations {negations(words, site.source_language)}")
    return fingerprint("\n".join(tokens))


def _hard_token(site: Site, ref: Reference) -> str:
    fact = site.facts.get(ref.target) if ref.scheme == "fact" else None
    hard = fact is not None and (fact.severity == "hard" or fact.kind == "date")
    if hard or (ref.scheme == "contact" and (ref.fragment in HARD_PARTS or _dials(ref.words))):
        return f"{ref.scheme} {ref.target} {ref.fragment} {ref.words}"
    return ""


def _dials(words: str) -> bool:
    return re.fullmatch(r"[\d +]{3,}", words) is not None


def renderings(site: Site, language: str) -> list[Rendering]:
    """The state of every unit of a translated language that also exists in French."""
    sources = units(site, site.source_language)
    stamps = site.translations.get(language, {})
    return [
        Rendering(
            unit, sources[name], stamp := _stamp(stamps, unit), _state(site, sources[name], stamp)
        )
        for name, unit in units(site, language).items()
        if name in sources
    ]


def _stamp(stamps: dict[str, dict[str, Stamp]], unit: Unit) -> Stamp | None:
    return stamps.get(unit.page, {}).get(unit.section)


def _state(site: Site, source: Unit, stamp: Stamp | None) -> State:
    if stamp is None:
        return "new"
    if stamp.source == fingerprint(source.text):
        return "current"
    return "wording" if stamp.hard == hard_fingerprint(site, source) else "hard"


def translated_languages(site: Site) -> list[str]:
    """The published languages that are translated from the source."""
    return [code for code in site.published if code != site.source_language]


def stale_sections(site: Site, page: Page) -> dict[str, Unit]:
    """The sections of a translated page whose French words changed since, by section id."""
    source = site.pages[site.source_language].get(page.name)
    if page.language == site.source_language or source is None:
        return {}
    # Only this page is looked at: a build asks for every page in turn.
    sources = {unit.section: unit for unit in _of_page(source)}
    stamps = site.translations.get(page.language, {})
    return {
        unit.section: unit
        for unit in _of_page(page)
        if unit.section in sources
        and _state(site, sources[unit.section], _stamp(stamps, unit)) == "wording"
    }

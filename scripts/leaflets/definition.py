"""What a leaflet is made of: the shapes of ``leaflets/*.yaml``. Unknown keys are refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from scripts.library import ContentError, Finding, Words
from scripts.library.model import Identifier, Need, Shape
from scripts.library.shapes import shape_findings
from scripts.library.yaml_file import YamlFile, load_yaml
from scripts.markup import BLOCK_NAMES

Value = TypeVar("Value")

FOLDER = "leaflets"
SETTINGS = f"{FOLDER}/settings.yaml"
WORDS = f"{FOLDER}/words.yaml"
STYLE = f"{FOLDER}/print.css"
NOT_LEAFLETS = frozenset({"settings.yaml", "words.yaml"})

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
PageFormat = Literal["A3", "A4", "A5", "card"]
Area = Literal["brussels", "flanders", "wallonia", "belgium"]

OUR_FAMILY = "Leaflet Sans"
"""Our name for the fonts in print.css: no font of the system can answer to it."""


class Font(Shape):
    """A font file of ``leaflets/fonts/``, pinned by its SHA-256.

    ``family`` must start with 'Leaflet': a family of our own for each script that the first one
    cannot draw.
    """

    file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+\.(ttf|otf)$")]
    weight: Literal[400, 700]
    sha256: Sha256
    family: Annotated[str, StringConstraints(pattern=r"^Leaflet [A-Z][a-z]+$")] = OUR_FAMILY


class Settings(Shape):
    """What all leaflets share. ``publisher``: name and address, empty while there is none."""

    publisher: str
    fonts: Annotated[list[Font], Field(min_length=1)]

    @property
    def families(self) -> list[str]:
        """Our font families, the first one first."""
        return list(dict.fromkeys(font.family for font in self.fonts))


class Part(Shape):
    """One piece of a side. Exactly one of these kinds:

    - ``page`` with ``section`` and/or ``block``: words of a page (``block: lead`` is the paragraph
      under the title); ``leave_out`` names blocks of the section that paper has no room for;
    - ``contacts``: cards by id, or ``area`` with ``needs``: every independent contact of that area
      whose data is good enough for paper;
    - ``caution``; ``sentences``: sentences to show, by id of data/sentences.yaml;
    - ``questions``: keys of words.yaml, each with lines to write on, and in French and Dutch below;
    - ``numbers``: titles of pages with their numbers; ``whole``: all pages of that kind.

    ``heading`` is a key of words.yaml, or 'title' (that of the page) or 'none'; without it the part
    keeps its own. Of a block of fields or of steps, ``items`` takes only the lines with these
    numbers, and ``fields`` adds lines of our own, by key.
    """

    page: Identifier | None = None
    section: Identifier | None = None
    block: Identifier | None = None
    leave_out: list[Identifier] = Field(default=[])
    contacts: list[Identifier] = Field(default=[])
    area: list[Area] = Field(default=[])
    needs: list[Need] = Field(default=[])
    caution: Identifier | None = None
    sentences: list[Identifier] = Field(default=[])
    questions: list[Identifier] = Field(default=[])
    numbers: list[Identifier] = Field(default=[])
    whole: Literal["user"] | None = None
    heading: Identifier | None = None
    items: list[Annotated[int, Field(ge=1)]] = Field(default=[])
    fields: list[Identifier] = Field(default=[])

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        kinds = [bool(self.section or self.block), bool(self.contacts), bool(self.area)]
        kinds += [bool(self.caution), bool(self.sentences), bool(self.questions)]
        kinds += [bool(self.numbers), bool(self.whole)]
        if sum(kinds) != 1:
            raise ValueError(
                "give one of: 'section' and/or 'block', 'contacts', 'area', 'caution', "
                "'sentences', 'questions', 'numbers', 'whole'"
            )
        if kinds[0] != (self.page is not None):
            raise ValueError("'page' goes with 'section' or 'block', and only with them")
        if bool(self.area) != bool(self.needs):
            raise ValueError("'area' and 'needs' go together")
        return self

    @model_validator(mode="after")
    def _details_fit(self) -> Self:
        if self.fields and self.block != "fields":
            raise ValueError("'fields' goes with 'block: fields'")
        if self.items and self.block not in ("fields", "do"):
            raise ValueError("'items' goes with 'block: fields' or 'block: do'")
        unknown = sorted(set(self.leave_out) - BLOCK_NAMES)
        if unknown:
            raise ValueError(f"'leave_out' names no block: {', '.join(unknown)}")
        if self.leave_out and (self.block or not self.section):
            raise ValueError("'leave_out' goes with a whole 'section'")
        return self

    @property
    def place(self) -> str:
        """The part's name in messages, for example 'letter#which' or 'index/do'."""
        if self.page is not None:
            section = f"#{self.section}" if self.section else ""
            return f"{self.page}{section}" + (f"/{self.block}" if self.block else "")
        if self.caution:
            return f"caution {self.caution}"
        if self.area:
            return f"contacts {' '.join(self.area)}"
        names = ("contacts", "sentences", "questions", "numbers", "whole")
        return next(name for name in names if getattr(self, name))


class PairSize(Shape):
    """The leaflet in two languages side by side; ``pages`` are counted when not given."""

    format: PageFormat
    pages: Annotated[int, Field(ge=1)] | None = None


class Definition(Shape):
    """A leaflet. ``sides`` are its pages, in reading order; ``address`` is the page its QR opens.

    ``fold``: printed two pages to a sheet of twice the format, to be folded (and stapled) in the
    middle. ``flow``: the sides run on from page to page; else each side is one page. ``pages`` is
    the count of pages of the finished leaflet, filled up with empty ones where the text runs on.
    A flowing leaflet without ``pages`` has as many as its text needs (of a folded one: 4, 8, 12…).
    In two languages the sides always run on, in the format of ``pair``; where its ``pages`` are as
    many as the sides, each side starts a page. Without ``pair`` there is no such leaflet.
    ``review_by`` is for what no page or contact of it dates (CLOCK05).
    """

    id: Identifier
    number: Annotated[int, Field(ge=1)]
    format: PageFormat
    fold: bool = False
    flow: bool = False
    pages: Annotated[int, Field(ge=1)] | None = None
    pair: PairSize | None = None
    title: Identifier
    subtitle: Identifier
    address: Identifier
    review_by: dt.date | None = None
    sides: Annotated[
        list[Annotated[list[Part], Field(min_length=1)]], Field(min_length=1, max_length=8)
    ]

    @model_validator(mode="after")
    def _countable(self) -> Self:
        if self.fold and (self.pages or 0) % 4:
            raise ValueError("a folded leaflet has a multiple of 4 pages")
        if not self.flow and self.pages != len(self.sides):
            raise ValueError(f"'pages' is {self.pages}, but there are {len(self.sides)} sides")
        if self.pair and self.pair.format == "card" and not self.pair.pages:
            raise ValueError("a card in two languages has 'pages': they are cut to one size")
        return self

    def format_of(self, *, paired: bool) -> PageFormat:
        """Format of a page in one language, or in two."""
        return self.pair.format if paired and self.pair else self.format

    def pages_of(self, *, paired: bool) -> int | None:
        """Pages in one language, or in two; None when they are counted."""
        return self.pair.pages if paired and self.pair else self.pages


@dataclass(frozen=True)
class Leaflet:
    """A definition with the file it stands in, so that a message can name the line."""

    definition: Definition
    file: YamlFile

    def line(self, *where: str | int) -> int:
        """Line of a key of the definition, or of its nearest parent."""
        return self.file.line(tuple(str(key) for key in where))

    def finding(self, rule: str, message: str, *where: str | int) -> Finding:
        """A fault at a key of the definition."""
        return Finding(self.file.shown, self.line(*where), rule, message)


@dataclass(frozen=True)
class Shelf:
    """Everything under ``leaflets/``."""

    root: Path
    settings: Settings
    words: dict[str, Words]
    leaflets: list[Leaflet]

    def font_path(self, font: Font) -> Path:
        """Where a font file stands."""
        return self.root / FOLDER / "fonts" / font.file


def load_shelf(root: Path) -> Shelf:
    """Read ``leaflets/``. Raises ContentError: PRINT07 for a file that is missing or malformed."""
    settings = _valid(root, SETTINGS, TypeAdapter(Settings))
    words: dict[str, Words] = _valid(root, WORDS, TypeAdapter(dict[str, Words]))
    leaflets = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        if path.name in NOT_LEAFLETS:
            continue
        shown = f"{FOLDER}/{path.name}"
        definition = _valid(root, shown, TypeAdapter(Definition))
        leaflet = Leaflet(definition, load_yaml(root / shown, shown))
        if definition.id != path.stem:
            what = f"id '{definition.id}' is not the name of the file; make them equal"
            raise ContentError([leaflet.finding("PRINT07", what, "id")])
        leaflets.append(leaflet)
    if not leaflets:
        raise ContentError([Finding(FOLDER, 1, "PRINT07", "no leaflet is defined; restore one")])
    leaflets.sort(key=lambda leaflet: leaflet.definition.number)
    _refuse_shared_numbers(leaflets)
    return Shelf(root, settings, words, leaflets)


def _refuse_shared_numbers(leaflets: list[Leaflet]) -> None:
    seen: dict[int, str] = {}
    for leaflet in leaflets:
        number, name = leaflet.definition.number, leaflet.definition.id
        if number in seen:
            what = f"number {number} is that of '{seen[number]}'; give '{name}' another"
            raise ContentError([leaflet.finding("PRINT07", what, "number")])
        seen[number] = name


def _valid(root: Path, shown: str, adapter: TypeAdapter[Value]) -> Value:
    path = root / shown
    if not path.is_file():
        raise ContentError([Finding(shown, 1, "PRINT07", "file is missing; restore it")])
    file = load_yaml(path, shown)
    try:
        return adapter.validate_python(file.value)
    except ValidationError as error:
        raise ContentError(shape_findings(error, file, (), "PRINT07")) from None

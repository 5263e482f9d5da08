"""What a leaflet is made of: the shapes of ``leaflets/*.yaml``. Unknown keys are refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from scripts.library import ContentError, Finding, Words
from scripts.library.model import Identifier, Shape
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


class Font(Shape):
    """A font file of ``leaflets/fonts/``, pinned by its SHA-256."""

    file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+\.(ttf|otf)$")]
    weight: Literal[400, 700]
    sha256: Sha256


class Settings(Shape):
    """What all leaflets share. ``publisher``: name and address, empty while there is none."""

    publisher: str
    fonts: Annotated[list[Font], Field(min_length=1)]


class Part(Shape):
    """One piece of a side: a section or a block of a page, cards of contacts, or a caution.

    ``block: lead`` is the paragraph under the title. ``leave_out`` names blocks of the section that
    paper has no room for. ``heading`` is a key of words.yaml, or 'title' (that of the page) or
    'none'; without it the part keeps its own. Of a block of fields, ``items`` takes only the lines
    with these numbers, and ``fields`` adds lines of our own, by key.
    """

    page: Identifier | None = None
    section: Identifier | None = None
    block: Identifier | None = None
    leave_out: list[Identifier] = Field(default=[])
    contacts: list[Identifier] = Field(default=[])
    caution: Identifier | None = None
    heading: Identifier | None = None
    items: list[Annotated[int, Field(ge=1)]] = Field(default=[])
    fields: list[Identifier] = Field(default=[])

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        wanted = [bool(self.section or self.block), bool(self.contacts), bool(self.caution)]
        if sum(wanted) != 1:
            raise ValueError("give one of: 'section' and/or 'block', 'contacts', 'caution'")
        if wanted[0] != (self.page is not None):
            raise ValueError("'page' goes with 'section' or 'block', and only with them")
        if (self.fields or self.items) and self.block != "fields":
            raise ValueError("'items' and 'fields' go with 'block: fields'")
        unknown = sorted(set(self.leave_out) - BLOCK_NAMES)
        if unknown:
            raise ValueError(f"'leave_out' names no block: {', '.join(unknown)}")
        if self.leave_out and (self.block or not self.section):
            raise ValueError("'leave_out' goes with a whole 'section'")
        return self

    @property
    def place(self) -> str:
        """The part's name in messages, for example 'letter#which' or 'index/do'."""
        if self.page is None:
            return "contacts" if self.contacts else f"caution {self.caution}"
        section = f"#{self.section}" if self.section else ""
        return f"{self.page}{section}" + (f"/{self.block}" if self.block else "")


class Definition(Shape):
    """A leaflet: its sides are pages, in reading order; ``address`` is the page its QR opens.

    ``review_by`` is for what no page or contact of it dates (CLOCK05).
    """

    id: Identifier
    number: Annotated[int, Field(ge=1)]
    format: Literal["A4"]
    title: Identifier
    subtitle: Identifier
    address: Identifier
    review_by: dt.date | None = None
    sides: Annotated[
        list[Annotated[list[Part], Field(min_length=1)]], Field(min_length=1, max_length=4)
    ]


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
    names = sorted(path.name for path in (root / FOLDER).glob("*.yaml"))
    leaflets = []
    for name in names:
        if name in NOT_LEAFLETS:
            continue
        shown = f"{FOLDER}/{name}"
        definition = _valid(root, shown, TypeAdapter(Definition))
        leaflet = Leaflet(definition, load_yaml(root / shown, shown))
        if definition.id != Path(name).stem:
            what = f"id '{definition.id}' is not the name of the file; make them equal"
            raise ContentError([leaflet.finding("PRINT07", what, "id")])
        leaflets.append(leaflet)
    if not leaflets:
        raise ContentError([Finding(FOLDER, 1, "PRINT07", "no leaflet is defined; restore one")])
    return Shelf(root, settings, words, leaflets)


def _valid(root: Path, shown: str, adapter: TypeAdapter[Value]) -> Value:
    path = root / shown
    if not path.is_file():
        raise ContentError([Finding(shown, 1, "PRINT07", "file is missing; restore it")])
    file = load_yaml(path, shown)
    try:
        return adapter.validate_python(file.value)
    except ValidationError as error:
        raise ContentError(shape_findings(error, file, (), "PRINT07")) from None

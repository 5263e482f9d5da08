"""The shapes of the registry. Unknown keys are refused: what is not understood is not published."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    PrivateAttr,
    StringConstraints,
    Tag,
    model_validator,
)

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Words a reader or an editor sees; never empty."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""kebab-case, stable, never reused."""

WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$")]

Certainty = Literal["confirmed", "reported", "disputed", "unknown"]

MIRROR_HOST = re.compile(r"\.f2w\.bosa\.be")
"""Staging copies of official sites: they carry the right words but are not meant for readers."""

LONGEST_HARD_REVIEW = dt.timedelta(days=93)
LONGEST_SOFT_REVIEW = dt.timedelta(days=186)


class Shape(BaseModel):
    """Base of every record: frozen, no unknown key, no silent conversion."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Words(Shape):
    """The same words in each published language."""

    fr: Text
    nl: Text
    en: Text

    def in_language(self, language: str) -> str:
        """Return the words of ``language`` (a code of languages.yaml)."""
        return str(getattr(self, language))


class Sentence(Words):
    """A sentence to show to an official, and the facts it rests on."""

    facts: Annotated[list[Identifier], Field(min_length=1)]


class Change(Words):
    """What changed for the reader on a day, the pages it touches and the facts its words name."""

    on: dt.date
    pages: Annotated[list[Identifier], Field(min_length=1)]
    facts: list[Identifier] = []


def _tag(value: object) -> str:
    return "tag-named" if isinstance(value, dict) else "tag-words"


Wordings = Annotated[
    Annotated[Text, Tag("tag-words")]
    | Annotated[dict[Identifier, Text], Field(min_length=1), Tag("tag-named")],
    Discriminator(_tag),
]
"""The only wording of a fact, or its wordings by name."""


_MARKDOWN = re.compile(r"[\[\]<>\\*`\n]")
"""Signs that would end a link, or be taken for marks, on the pages that a value is written on."""


class Shown(Shape):
    """The words of a fact as printed, in each language: one wording, or several with their names.

    A name says which part of the fact a wording is (``longest``), the same in every language. A
    link gives it: ``fact:detention-months#longest``. So a new value goes to the right place.
    """

    fr: Wordings
    nl: Wordings
    en: Wordings

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        if isinstance(value, dict) and any(isinstance(words, list) for words in value.values()):
            raise ValueError(
                "a list of wordings has no names; write {first: …, longest: …}, with the same "
                "names in every language"
            )
        return value

    @model_validator(mode="after")
    def _plain(self) -> Self:
        for code in type(self).model_fields:
            for words in self.wordings(code).values():
                if sign := _MARKDOWN.search(words):
                    raise ValueError(
                        f"'{words}' holds '{sign[0]}', a sign of Markdown; write plain words"
                    )
        return self

    @model_validator(mode="after")
    def _same_names(self) -> Self:
        names = {code: list(self.wordings(code)) for code in type(self).model_fields}
        if len({tuple(found) for found in names.values()}) != 1:
            told = "; ".join(f"{c}: {', '.join(found) or 'none'}" for c, found in names.items())
            raise ValueError(
                f"wordings have other names in another language ({told}); "
                "write the same names in the same order"
            )
        return self

    @property
    def names(self) -> list[str]:
        """The names of the wordings, the same in every language; one wording has name ''."""
        return list(self.wordings(next(iter(type(self).model_fields))))

    def wordings(self, language: str) -> dict[str, str]:
        """Name -> words in ``language``, in the order of the registry; one wording has name ''."""
        words = getattr(self, language)
        return {"": words} if isinstance(words, str) else dict(words)


class Source(Shape):
    """Where a value was read, with the exact words that carry it.

    ``retold: true`` stands in the place of ``quote`` when only a summary of ours was kept: the page
    then says so where the words would be. Until this key two sentences of ours stood between
    quotation marks, as the words of an association.
    """

    title: Text
    publisher: Identifier
    kind: Literal["law", "official", "agency", "ngo", "press"]
    url: WebAddress
    lang: Literal["fr", "nl", "en", "de"]
    quote: Text | None = None
    retold: bool = False
    published: dt.date | None = None
    undated: bool = False
    read_on: dt.date
    read_as: Literal["stored-copy", "live"]

    @model_validator(mode="after")
    def _dated_or_said_undated(self) -> Self:
        if (self.published is None) != self.undated:
            raise ValueError("give either 'published' or 'undated: true'")
        if (self.quote is None) != self.retold:
            raise ValueError("give either 'quote' (the exact words) or 'retold: true'")
        if self.published and self.published > self.read_on:
            raise ValueError("'published' is later than 'read_on'")
        if MIRROR_HOST.search(self.url):
            raise ValueError("the address is a staging mirror; give the public address")
        return self


class FactValue(Shape):
    """The value of a fact from one day on."""

    machine: str | int | float | None = None
    shown: Shown
    sources: Annotated[list[Source], Field(min_length=1)]


class LawReference(Shape):
    """The article a fact rests on, and whether its text is known to be the one in force."""

    article: Text
    act: Identifier = "law-1980"
    status: Literal["unchanged", "changed", "unchecked"]
    as_of: dt.date | None = None
    changed_on: dt.date | None = None

    @model_validator(mode="after")
    def _dates_fit_status(self) -> Self:
        if self.status == "changed" and self.changed_on is None:
            raise ValueError("status 'changed' needs 'changed_on'")
        if self.status == "unchanged" and self.as_of is None:
            raise ValueError("status 'unchanged' needs 'as_of'")
        return self


class Check(Shape):
    """Who looked at a record, when, and how."""

    on: dt.date
    by: Text
    how: Literal["stored-copy", "live", "lawyer"]


class Fact(Shape):
    """One statement that would hurt someone if it were wrong."""

    what: Text
    kind: Literal[
        "rule",
        "duration",
        "date",
        "phone",
        "address",
        "hours",
        "amount",
        "article",
        "statement",
        "figure",
    ]
    severity: Literal["hard", "soft"]
    certainty: Certainty
    caution: Identifier | None = None
    law: LawReference | None = None
    values: Annotated[dict[dt.date, FactValue], Field(min_length=1)]
    checked: Check
    review_by: dt.date
    note: Text | None = None

    @model_validator(mode="after")
    def _certainty_is_earned(self) -> Self:
        if self.certainty == "disputed" and self.caution is None:
            raise ValueError("a disputed fact needs a 'caution'")
        if self.certainty == "confirmed" and not all(map(_is_official, self.values.values())):
            raise ValueError("'confirmed' needs a source of kind law or official")
        if self.certainty == "confirmed" and self.law and self.law.status == "changed":
            raise ValueError("'confirmed' cannot rest on an article whose new wording is unread")
        longest = LONGEST_HARD_REVIEW if self.severity == "hard" else LONGEST_SOFT_REVIEW
        if not self.checked.on < self.review_by <= self.checked.on + longest:
            raise ValueError(
                f"'review_by' must come after 'checked.on', at most {longest.days} days later"
            )
        if (first := min(self.values)) > self.checked.on:
            raise ValueError(
                f"no value is in force on {self.checked.on}, the first starts on {first};"
                " write the value of today beside it"
            )
        names = {day: ", ".join(value.shown.names) for day, value in self.values.items()}
        if len(set(names.values())) != 1:
            told = "; ".join(f"{day}: {found or 'none'}" for day, found in names.items())
            raise ValueError(
                f"the values have other names of wordings ({told}); write the same in each"
            )
        return self

    _day: dt.date | None = PrivateAttr(default=None)

    def value_on(self, day: dt.date) -> FactValue:
        """The value in force on a day: of those that have started, the one that started last."""
        return self.values[self._start(day)]

    def _start(self, day: dt.date) -> dt.date:
        """The day from which the value in force on ``day`` holds."""
        return max(start for start in self.values if start <= day)

    @property
    def printable_values(self) -> list[FactValue]:
        """The value in force on the day of the check, and those that start later: a page may hold
        the words of any of them, and prints those of the day."""
        return [self.value_on(self.checked.on), *self.later_values.values()]

    @property
    def later_values(self) -> dict[dt.date, FactValue]:
        """The values that start after the day of the check, by the day they start."""
        return {day: value for day, value in self.values.items() if day > self.checked.on}

    def print_for(self, day: dt.date) -> None:
        """Make ``current`` the value in force on the day of a build."""
        self._day = max(day, self.checked.on)

    @property
    def current(self) -> FactValue:
        """The value to print: in force on the day of the build, or else on that of the check."""
        return self.values[self.since]

    @property
    def since(self) -> dt.date:
        """The day from which the value to print is in force."""
        return self._start(self._day or self.checked.on)


def _is_official(value: FactValue) -> bool:
    """Whether a value rests on words of a law or of an authority that were read themselves."""
    kinds = {source.kind for source in value.sources if not source.retold}
    return bool(kinds & {"law", "official"})


class Phone(Shape):
    """A telephone: what is dialled (E.164 or a short number) and what is printed."""

    id: Identifier
    number: Annotated[str, StringConstraints(pattern=r"^(\+32[0-9]{8,9}|[0-9]{3,4})$")]
    shown: Annotated[str, StringConstraints(pattern=r"^[0-9]+( [0-9]+)*$")]
    label: Words | None = None
    hours: Words | None = None

    @model_validator(mode="after")
    def _same_digits(self) -> Self:
        dialled = self.number.replace("+32", "0") if "+" in self.number else self.number
        if dialled != self.shown.replace(" ", ""):
            raise ValueError(f"'{self.shown}' does not dial '{self.number}'")
        return self


class ContactSource(Shape):
    """Where contact data was found."""

    title: Text
    publisher: Identifier
    url: WebAddress
    published: dt.date | None = None
    undated: bool = False
    read_as: Literal["stored-copy", "live"]


class DrawingSource(Shape):
    """What a drawing follows."""

    title: Text
    publisher: Identifier
    url: WebAddress
    lang: Literal["fr", "nl", "en"]


class Drawing(Shape):
    """A numbered drawing of a paper: a file of data/drawings, with what it is drawn after.

    Papers change: a drawing is looked at again as often as a hard fact.
    """

    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.svg$")]
    source: DrawingSource
    read_on: dt.date
    review_by: dt.date
    alt: Words

    @model_validator(mode="after")
    def _review_follows(self) -> Self:
        if not self.read_on < self.review_by <= self.read_on + LONGEST_HARD_REVIEW:
            days = LONGEST_HARD_REVIEW.days
            raise ValueError(f"'review_by' must come after 'read_on', at most {days} days later")
        return self


class DrawnRecord(Drawing):
    """A drawing with the text of its file, '' without one: what the ledger remembers of it."""

    svg: str = ""


Grade = Literal["A1", "A2", "U", "B", "C", "N"]
Side = Literal["independent", "state-contract", "public", "state"]
Region = Literal["brussels", "flanders", "wallonia"]
Need = Literal[
    "legal-advice",
    "lawyer",
    "interpreter",
    "health",
    "shelter",
    "children",
    "detention",
    "violence",
    "return",
    "work",
    "complaint",
    "data",
    "crisis",
]

OLD_SOURCE = LONGEST_SOFT_REVIEW
"""A source older than this on the day of the check is said to be old on the card."""


class Province(Shape):
    """A province, or Brussels, which is in none. Its id is a section's id."""

    region: Region
    name: Words
    postcodes: Annotated[list[list[int]], Field(min_length=1)]
    towns: Annotated[list[Words], Field(min_length=1)]

    @model_validator(mode="after")
    def _ranges_of_postcodes(self) -> Self:
        for pair in self.postcodes:
            if len(pair) != 2 or not 1000 <= pair[0] <= pair[1] <= 9999:
                raise ValueError(f"'{pair}' is not a range of postcodes; write [first, last]")
        return self

    def town(self, name: str) -> Words | None:
        """The town that is called ``name`` in one of our languages."""
        return next((town for town in self.towns if name in (town.fr, town.nl, town.en)), None)


class Contact(Shape):
    """A service, with how sure we are of its data (grade) and on whose side it stands."""

    name: Words
    side: Side
    grade: Grade
    does: Words
    needs: Annotated[list[Need], Field(min_length=1)]
    area: Annotated[
        list[Literal["brussels", "flanders", "wallonia", "belgium"]], Field(min_length=1)
    ]
    towns: list[Text] = []
    phones: list[Phone] = []
    email: (
        Annotated[str, StringConstraints(pattern=r"^[a-z0-9._+-]+@[a-z0-9.-]+\.[a-z]+$")] | None
    ) = None
    address: Text | None = None
    hours: Words | None = None
    languages: list[Text] = []
    cost: Words | None = None
    appointment: Words | None = None
    website: WebAddress | None = None
    passes_data: Literal["yes", "no", "ask"]
    source: ContactSource
    checked: Check
    review_by: dt.date
    doubt: Words | None = None

    @model_validator(mode="after")
    def _grade_allows_data(self) -> Self:
        if self.has_data:
            if self.source.published is None and self.doubt is None:
                raise ValueError(f"grade {self.grade} without a dated source needs a 'doubt'")
            if self.grade == "U" and self.source.published is not None:
                raise ValueError("grade U is for an undated source; this one has a date")
            return self
        shown = [key for key in ("phones", "email", "address", "hours") if getattr(self, key)]
        if shown:
            raise ValueError(f"grade {self.grade} may not show {', '.join(shown)}")
        return self

    @property
    def has_data(self) -> bool:
        """Whether phone, e-mail, address and hours may be shown: the source is good enough."""
        return self.grade in ("A1", "A2", "U")

    @property
    def on_paper(self) -> bool:
        """Whether paper may carry it: nobody can correct a sheet, so undated data stay off it.

        Two lines of the State, read on undated pages, once had the grade of dated data.
        """
        return self.grade in ("A1", "A2")

    @property
    def is_old(self) -> bool:
        """Whether the source was undated or older than six months on the day of the check."""
        published = self.source.published
        return published is None or self.checked.on - published > OLD_SOURCE

    def phone(self, identifier: str) -> Phone | None:
        """Return the phone with that id; ``phone`` is the first one."""
        for phone in self.phones:
            if phone.id == identifier:
                return phone
        return self.phones[0] if identifier == "phone" and self.phones else None


class TermWords(Shape):
    """One official term in one language, with the plain words that explain it."""

    official: Text
    abbreviation: Text | None = None
    plain: Text
    example: Text
    variants: list[Text] = []


class Term(Shape):
    """One idea, one official term a language.

    ``looked_up``: it stands on papers that readers receive, even if no page of ours uses it.
    """

    fr: TermWords
    nl: TermWords
    en: TermWords
    looked_up: bool = False
    note: Text | None = None

    def in_language(self, language: str) -> TermWords:
        """Return the words of ``language``."""
        words: TermWords = getattr(self, language)
        return words


class Forbidden(Shape):
    """Words that must not be used in a language, and what to write instead."""

    lang: Literal["fr", "nl", "en"]
    words: Annotated[list[Text], Field(min_length=1)]
    use: Text
    reason: Text
    except_: list[Text] = Field(default=[], alias="except")


class WordLists(Shape):
    """Lists of words, one for each language."""

    fr: list[Text]
    nl: list[Text]
    en: list[Text]

    def in_language(self, language: str) -> list[str]:
        """The words of ``language``."""
        words: list[str] = getattr(self, language)
        return words


class SearchExtra(Shape):
    """Words people type that lead to a page (``section`` empty) or to a part of it."""

    page: Identifier
    section: Identifier | Literal[""] = ""
    words: WordLists


class SearchWords(Shape):
    """What the search knows beyond the words of the pages."""

    same: list[Annotated[list[Text], Field(min_length=2)]] = []
    extra: list[SearchExtra] = []


Place = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(#[a-z0-9]+(-[a-z0-9]+)*)?$")
]
"""'page#section', or 'page' alone."""


class Kit(Shape):
    """A ready sheet for workers: what stands on it, and for which needs a contact is looked for."""

    title: Words
    parts: Annotated[list[Place], Field(min_length=1)]
    needs: Annotated[list[Need], Field(min_length=1, max_length=3)]


class KitSection(Shape):
    """The section that a code of a kit's address stands for."""

    place: Place


class Synonyms(Shape):
    """The words that stand for one another in a search."""

    same: list[list[str]]


class Kits(Shape):
    """The ready sheets, and the sections that may be chosen, by the code of their addresses."""

    sections: dict[Annotated[int, Field(ge=1)], Place] = {}
    kits: dict[Identifier, Kit] = {}


class SameSense(Shape):
    """Two sentences that a rule of parity would refuse, and why they say the same all the same.

    They are given as a reader sees them, without links. A small change of spelling keeps the
    exception; a change of what the rule counts ends it.
    """

    rule: Literal["LANG09", "LANG10", "LANG12", "LANG13"]
    lang: Literal["nl", "en"]
    source: Text
    text: Text
    reason: Text


class Language(Shape):
    """A language of the site.

    ``official``: offices and lawyers read it, so each leaflet in two languages has one of these.
    """

    name: Text
    dir: Literal["ltr", "rtl"]
    state: Literal["published", "draft"]
    source: bool
    official: bool = False


class PageEntry(Shape):
    """What is true of a page in every language."""

    number: Annotated[int, Field(ge=1)]
    kind: Literal["user", "reference"]
    menu: bool = False
    tools: list[Identifier] = []
    cautions: list[Identifier] = []
    facts: list[Identifier] = []
    checked: dt.date
    next_check: dt.date

    @model_validator(mode="after")
    def _next_check_follows(self) -> Self:
        if not self.checked < self.next_check <= self.checked + LONGEST_SOFT_REVIEW:
            raise ValueError("'next_check' must follow 'checked' by at most 6 months")
        return self


class Retired(Shape):
    """Where a retired address or heading id leads now; ``number`` is that of a retired page."""

    page: Identifier
    id: Identifier | None = None
    since: dt.date
    number: Annotated[int, Field(ge=1)] | None = None
    reason: Text


class FrontMatter(Shape):
    """The head of a page in one language."""

    title: Annotated[Text, StringConstraints(max_length=65)]
    menu: Annotated[Text, StringConstraints(max_length=24)]
    summary: Annotated[list[Text], Field(min_length=1, max_length=5)]

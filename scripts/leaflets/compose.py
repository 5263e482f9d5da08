"""From a definition to the HTML of one leaflet in one language, in the words of the pages."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from html import escape

from scripts.leaflets.code import qr_image
from scripts.leaflets.definition import WORDS, Leaflet, Part, Shelf
from scripts.library import Contact, ContentError, Finding, Page, Site
from scripts.markup import MarkupError, glue_text, long_date, render
from scripts.markup.cards import shown_website
from scripts.markup.typography import NO_BREAK

ON_PAPER = frozenset({"A1", "A2"})
"""Grades of contacts that paper may carry: paper cannot be corrected."""

_ID = re.compile(r'(<[^>]* id=")([^"]+)(")')
_INNER_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>', re.DOTALL)
_ITEM = re.compile(r"<li>\s*(.*?)\s*</li>", re.DOTALL)
_BLOCK_LABEL = re.compile(r'^(<section class="\w+">\s*)<p class="label">(.*?)</p>', re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A rendered part: its HTML and the facts that stand in it."""

    html: str
    facts: frozenset[str] = frozenset()
    cautions: frozenset[str] = frozenset()


@dataclass
class Composer:
    """One leaflet in one language. ``site_url`` ends with a slash; ``version`` is printed."""

    site: Site
    shelf: Shelf
    leaflet: Leaflet
    language: str
    site_url: str
    version: dt.date
    findings: list[Finding] = field(default_factory=list)

    def document(self) -> str:
        """Return the whole HTML. Raises ContentError with every part that is not there."""
        definition = self.leaflet.definition
        sides = [self._side(number, parts) for number, parts in enumerate(definition.sides)]
        title = self.words(definition.title, "title")
        head = f"{self.header()}{sides[0]}"
        sides = [head, *sides[1:]]
        sides[-1] += self.imprint()
        if self.findings:
            raise ContentError(self.findings)
        body = "".join(
            f'<section class="side" id="{side_id(number)}">{html}</section>'
            for number, html in enumerate(sides)
        )
        return (
            f'<!DOCTYPE html><html lang="{self.language}" '
            f'dir="{self.site.languages[self.language].dir}"><head><meta charset="utf-8">'
            f"<title>{self.notice('site_name')} {definition.number}. {title}</title>"
            f'<meta name="dcterms.created" content="{self.version.isoformat()}">'
            f'<meta name="dcterms.modified" content="{self.version.isoformat()}">'
            f"</head><body>{body}</body></html>"
        )

    def address(self, page: str) -> str:
        """Web address of a page in this language; ``page`` may carry '.md' and '#section'."""
        name, _, section = page.partition("#")
        name = name.removesuffix(".md")
        folder = "" if name in ("", "index") else f"{name}/"
        return f"{self.site_url}{self.language}/{folder}" + (f"#{section}" if section else "")

    def words(self, key: str, *where: str | int, **values: str) -> str:
        """Words of leaflets/words.yaml, escaped. A missing key is a finding at ``where``."""
        entry = self.shelf.words.get(key)
        if entry is None:
            self._missing(f"{WORDS} has no '{key}'", *where)
            return ""
        return self._text(entry.in_language(self.language).format(**values))

    def notice(self, key: str, **values: str) -> str:
        """Words that the site prints too, escaped."""
        return self._text(self.site.notice(key, self.language).format(**values))

    def running_words(self) -> str:
        """The foot of every sheet: number of the leaflet and version, as plain text."""
        name = self.site.notice("site_name", self.language)
        day = long_date(self.version, self.language)
        version = self.shelf.words["version"].in_language(self.language).format(date=day)
        number = self.leaflet.definition.number
        return glue_text(f"{name} {number}. {version}", self.language)

    def header(self) -> str:
        """Name and number of the leaflet."""
        definition = self.leaflet.definition
        number = self.words("number", number=str(definition.number))
        draft = "" if self.shelf.settings.publisher else self.words("draft")
        draft = f'<p class="draft">{draft}</p>' if draft else ""
        return (
            f'<header><p class="number">{definition.number}</p><div>'
            f"<h1>{self.words(definition.title, 'title')}</h1>"
            f'<p class="subtitle">{self.notice("site_name")}. {number}. '
            f"{self.words(definition.subtitle, 'subtitle')}</p></div>{draft}</header>"
        )

    def imprint(self) -> str:
        """Where the latest version is, what this paper is, who answers for it."""
        address = self.address(self.leaflet.definition.address)
        if self.leaflet.definition.address not in self.site.pages[self.language]:
            what = f"docs/{self.language}/{self.leaflet.definition.address}.md is not there"
            self._missing(what, "address")
        image, side = qr_image(address)
        publisher = self.shelf.settings.publisher
        answer = (
            self.words("publisher", name=publisher)
            if publisher
            else f"{self.words('publisher_missing')} <b>{self.words('draft')}</b>."
        )
        return (
            f'<footer class="imprint"><img src="{image}" alt="{self.words("qr", address=address)}" '
            f'style="width:{side}mm;height:{side}mm"><div>'
            f"<p>{self.words('address_line')} "
            f'<b class="address" dir="ltr">{escape(address)}</b></p>'
            f"<p>{self.notice('general_information')} {self.words('independence')}</p>"
            f"<p>{self.words('version', date=long_date(self.version, self.language))}. "
            f"{self.notice('licence')}. {answer}</p></div></footer>"
        )

    def _side(self, side: int, parts: list[Part]) -> str:
        pieces = [self._piece(part, side, index) for index, part in enumerate(parts)]
        self._check_cautions(side, pieces)
        return "".join(
            f'<div class="{kind(part)}" id="{part_id(side, index)}">{piece.html}</div>'
            for index, (part, piece) in enumerate(zip(parts, pieces, strict=True))
        )

    def _check_cautions(self, side: int, pieces: list[Piece]) -> None:
        """A disputed fact is printed only where its caution stands on the same side."""
        given = frozenset().union(*(piece.cautions for piece in pieces))
        for index, piece in enumerate(pieces):
            for fact_id in sorted(piece.facts):
                fact = self.site.facts[fact_id]
                if fact.certainty == "disputed" and fact.caution not in given:
                    what = (
                        f"fact '{fact_id}' needs the caution '{fact.caution}' on this side; "
                        f"add '{{caution: {fact.caution}}}'"
                    )
                    self._fault("PRINT05", what, "sides", side, index)

    def _piece(self, part: Part, side: int, index: int) -> Piece:
        where = ("sides", side, index)
        heading = self._heading(part, where)
        if part.contacts:
            return Piece(heading + self._cards(part, where))
        if part.caution:
            if part.caution not in self.site.cautions:
                self._missing(f"data/cautions.yaml has no '{part.caution}'", *where)
                return Piece("")
            text = f"/// caution | {part.caution}\n///"
            return self._rendered(text, "index", heading, where)
        assert part.page is not None  # Part refuses anything else
        page = self.site.pages[self.language].get(part.page)
        if page is None:
            what = f"docs/{self.language}/{part.page}.md is not there"
            self._missing(what, *where, "page")
            return Piece("")
        rows = self._rows(page, part, where)
        if rows is None:
            return Piece("")
        self._check_grades(page, {number for number, _ in rows}, where)
        if part.heading:
            rows = [row for row in rows if not row[1].startswith("## ")]
        text = "\n".join(row for _, row in rows)
        piece = self._rendered(text, page.name, heading, where)
        return self._with_fields(piece, part, where) if part.block == "fields" else piece

    def _heading(self, part: Part, where: tuple[str | int, ...]) -> str:
        if part.heading in (None, "none"):
            return ""
        page = self.site.pages[self.language].get(part.page or "")
        if part.heading == "title" and page:
            return f"<h2>{self._text(page.front.title)}</h2>"
        return f"<h2>{self.words(part.heading, *where, 'heading')}</h2>"

    def _with_fields(self, piece: Piece, part: Part, where: tuple[str | int, ...]) -> Piece:
        """Keep the chosen lines of the page and add our own."""
        lines = _ITEM.findall(piece.html)
        if any(number > len(lines) for number in part.items):
            self._missing(f"the block has {len(lines)} fields", *where, "items")
            return piece
        kept = [lines[number - 1] for number in part.items] or lines
        kept += [self.words(key, *where, "fields") for key in part.fields]
        items = "".join(f"<li>{line}</li>" for line in kept)
        head = piece.html.partition("<div")[0]
        return replace(piece, html=f'{head}<ul class="fields">{items}</ul>')

    def _rendered(self, text: str, page: str, heading: str, where: tuple[str | int, ...]) -> Piece:
        try:
            done = render(
                self.site, self.language, text, page=page, target="print", address=self.address
            )
        except MarkupError as error:
            self._fault("PRINT01", f"{error}; restore it in data/", *where)
            return Piece("")
        html = done.html
        html = heading + html if heading else _BLOCK_LABEL.sub(r"\1<h2>\2</h2>", html)
        cautions = frozenset(re.findall(r"^/// caution \| (\S+)", text, re.MULTILINE))
        prefix = "-".join(str(step) for step in where[1:])
        html = _INNER_LINK.sub(self._with_number, html)
        html = _ID.sub(rf"\g<1>{prefix}-\g<2>\g<3>", html)
        return Piece(html, frozenset(done.fact_ids), cautions)

    def _with_number(self, link: re.Match[str]) -> str:
        """A link to a page of the site: on paper, its words and the number of the page."""
        home = self.address("")
        if not link[1].startswith(home):
            return link[0]
        name = link[1].removeprefix(home).partition("#")[0].strip("/") or "index"
        entry = self.site.page_entries.get(name)
        number = self.words("see_page", number=str(entry.number)) if entry else ""
        return f"{link[2]} ({number})" if number else link[2]

    def _rows(
        self, page: Page, part: Part, where: tuple[str | int, ...]
    ) -> list[tuple[int, str]] | None:
        """The lines of a part with their numbers; None, with a finding, when it is not there."""
        rows = list(enumerate(page.body.split("\n"), start=page.body_line))
        if part.section:
            found = section_rows(page, part.section)
            if found is None:
                self._missing(f"{page.path} has no section '{part.section}'", *where, "section")
                return None
            rows = found
        first, last = rows[0][0], rows[-1][0]
        inside = [block for block in page.blocks if first <= block.line <= last]
        if part.block == "lead":
            return _first_paragraph(page)
        if part.block:
            chosen = [block for block in inside if block.name == part.block]
            if not chosen:
                self._missing(f"{page.path} has no block '{part.block}'", *where, "block")
                return None
            return [row for row in rows if chosen[0].line <= row[0] <= chosen[0].end_line]
        gone = [block for block in inside if block.name in part.leave_out]
        return [row for row in rows if not any(b.line <= row[0] <= b.end_line for b in gone)]

    def _check_grades(self, page: Page, lines: set[int], where: tuple[str | int, ...]) -> None:
        used = [
            ref.target for ref in page.references if ref.scheme == "contact" and ref.line in lines
        ]
        used += [b.argument for b in page.blocks if b.name == "card" and b.line in lines]
        for identifier in dict.fromkeys(used):
            self._graded(identifier, where)

    def _graded(self, identifier: str, where: tuple[str | int, ...]) -> Contact | None:
        contact = self.site.contacts.get(identifier)
        if contact is None:
            self._missing(f"data/contacts.yaml has no '{identifier}'", *where)
        elif contact.grade not in ON_PAPER:
            what = f"contact '{identifier}' has grade {contact.grade}; paper carries A1 and A2 only"
            self._fault("PRINT06", what, *where)
        return contact

    def _cards(self, part: Part, where: tuple[str | int, ...]) -> str:
        cards = []
        for number, identifier in enumerate(part.contacts):
            contact = self._graded(identifier, (*where, "contacts", number))
            if contact:
                cards.append(self._card(contact))
        note = f'<p class="note-line">{self.words("not_called")}</p>'
        return f'{note}<div class="cards">{"".join(cards)}</div>'

    def _card(self, contact: Contact) -> str:
        """A contact in few lines: name, side, what they do, one number with its date, hours."""
        side = self.notice(f"side_{contact.side.replace('-', '_')}")
        checked = self.words("checked", date=long_date(contact.checked.on, self.language))
        who = (
            f"<h3>{self._text(contact.name.in_language(self.language))}</h3>"
            f"<p>{self._text(contact.does.in_language(self.language))} {side}.</p>"
        )
        reach = f"<p>{checked}</p>"
        if contact.phones:
            phone = contact.phones[0]
            number = phone.shown.replace(" ", NO_BREAK)
            when = phone.hours or contact.appointment
            text = when.in_language(self.language) if when else ""
            text = text.replace(" - ", f"{NO_BREAK}-{NO_BREAK}")
            hours = f"<p>{self._text(text)}</p>" if text else ""
            reach = f'<p><b class="tel" dir="ltr">{number}</b></p>{hours}{reach}'
        elif contact.website:
            shown = escape(shown_website(contact.website))
            reach = f'<p><b dir="ltr">{shown}</b></p>{reach}'
        doubt = ""
        if contact.doubt:
            words = self._text(contact.doubt.in_language(self.language))
            colon = f"{NO_BREAK}:" if self.language == "fr" else ":"
            doubt = f'<p class="doubt">{self.notice("doubt")}{colon} {words}</p>'
        return f'<section class="contact"><div>{who}</div><div>{reach}</div>{doubt}</section>'

    def _text(self, text: str) -> str:
        return escape(glue_text(text, self.language), quote=True)

    def _missing(self, what: str, *where: str | int) -> None:
        self._fault("PRINT01", f"{what}; correct the definition or restore it", *where)

    def _fault(self, rule: str, what: str, *where: str | int) -> None:
        place = f"side {int(where[1]) + 1}, " if len(where) > 1 and where[0] == "sides" else ""
        name = f"{self.leaflet.definition.id}, {self.language}, {place}"
        if place:
            part = self.leaflet.definition.sides[int(where[1])][int(where[2])]
            name += f"{part.place}: "
        else:
            name = name.removesuffix(", ") + ": "
        self.findings.append(self.leaflet.finding(rule, name + what, *where))


def section_rows(page: Page, identifier: str) -> list[tuple[int, str]] | None:
    """The heading and lines of a section with what stands under it; None when there is none."""
    rows: list[tuple[int, str]] = []
    level = 0
    source = page.body.split("\n")
    for section in page.sections:
        if rows and section.level <= level:
            break
        if rows or section.id == identifier:
            level = level or section.level
            rows.append((section.line, source[section.line - page.body_line]))
            rows.extend(section.lines)
    return rows or None


def _first_paragraph(page: Page) -> list[tuple[int, str]]:
    """The lead: the lines before the first empty line or block."""
    rows: list[tuple[int, str]] = []
    for number, row in enumerate(page.body.split("\n"), start=page.body_line):
        if rows and (not row.strip() or row.startswith("///")):
            break
        if row.strip():
            rows.append((number, row))
    return rows


def kind(part: Part) -> str:
    """Classes of a part for print.css."""
    return "part warning" if part.caution else "part"


def side_id(side: int) -> str:
    """Anchor of a side, counted from 0."""
    return f"side-{side + 1}"


def part_id(side: int, index: int) -> str:
    """Anchor of a part of a side, both counted from 0."""
    return f"part-{side + 1}-{index + 1}"

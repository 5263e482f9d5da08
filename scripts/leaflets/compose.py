"""From a definition to the words of one leaflet in one language, in the words of the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape

from scripts.leaflets.definition import WORDS, Leaflet, Part, Shelf
from scripts.library import Contact, ContentError, Finding, Page, Site, references_in
from scripts.markup import MarkupError, glue_text, long_date, render
from scripts.markup.cards import shown_website
from scripts.markup.typography import NO_BREAK

"""Grades of contacts that paper may carry: paper cannot be corrected."""

OFFICIAL = ("fr", "nl")
"""Languages that an official or a lawyer reads: sentences and questions stand in both."""

_ID = re.compile(r'(<[^>]* id=")([^"]+)(")')
_INNER_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>', re.DOTALL)
_ITEM = re.compile(r"<li>\s*(.*?)\s*</li>", re.DOTALL)
_BLOCK_LABEL = re.compile(r'^(<section class="\w+">\s*)<p class="label">(.*?)</p>', re.DOTALL)
_SAID_TWICE = re.compile(r"(<li>(\d+)\s?: [^<(]*) \([^()<]*\s\2\)")
"""An item that starts with the number of the page that its link leads to."""

_FIELDS = re.compile(r'<div class="fields">\s*<ul>(.*?)</ul>\s*</div>', re.DOTALL)
_CARD = re.compile(r"<p>CARD ([a-z0-9-]+)</p>")
_HEADING = re.compile(r"(</?h)([23])\b")


@dataclass(frozen=True)
class Piece:
    """A part in one language: its HTML, its words as written, and what of the registry it carries.

    ``key`` names it in one leaflet: the same in every language. ``whole``: a page of the site.
    """

    key: str
    html: str
    text: str = ""
    facts: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    warning: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Content:
    """A leaflet in one language, before it has a shape. ``title`` and ``subtitle`` are HTML."""

    language: str
    direction: str
    title: str
    subtitle: str
    sides: tuple[tuple[Piece, ...], ...]

    @property
    def pieces(self) -> Iterator[Piece]:
        """All parts, in reading order."""
        for side in self.sides:
            yield from side


@dataclass
class Composer:
    """One leaflet in one language. ``site_url`` ends with a slash.

    ``partner`` is the language that stands beside it, None when it stands alone.
    """

    site: Site
    shelf: Shelf
    leaflet: Leaflet
    language: str
    site_url: str
    partner: str | None = None
    first: bool = True
    findings: list[Finding] = field(default_factory=list)

    def content(self) -> Content:
        """Return the words. Raises ContentError with every part that is not there."""
        definition = self.leaflet.definition
        sides = tuple(
            tuple(
                piece
                for index, part in enumerate(parts)
                for piece in self._pieces(part, side, index)
            )
            for side, parts in enumerate(definition.sides)
        )
        for side, pieces in enumerate(sides):
            self._check_cautions(side, pieces)
        if definition.address not in self.site.pages[self.language]:
            what = f"docs/{self.language}/{definition.address}.md is not there"
            self._missing(what, "address")
        content = Content(
            language=self.language,
            direction=self.site.languages[self.language].dir,
            title=self.words(definition.title, "title"),
            subtitle=self.words(definition.subtitle, "subtitle"),
            sides=sides,
        )
        if self.findings:
            raise ContentError(self.findings)
        return content

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

    def _check_cautions(self, side: int, pieces: tuple[Piece, ...]) -> None:
        """A disputed fact is printed only where its caution stands on the same side."""
        given = {caution for piece in pieces for caution in piece.cautions}
        for piece in pieces:
            for fact_id in sorted(piece.facts):
                fact = self.site.facts[fact_id]
                if fact.certainty == "disputed" and fact.caution not in given:
                    what = (
                        f"fact '{fact_id}' needs the caution '{fact.caution}' on this side; "
                        f"add '{{caution: {fact.caution}}}'"
                    )
                    index = int(piece.key.split("-")[1])
                    self._fault("PRINT05", what, "sides", side, index)

    def _pieces(self, part: Part, side: int, index: int) -> Iterator[Piece]:
        where = ("sides", side, index)
        if part.whole:
            yield from self._whole_pages(part, where)
            return
        piece = self._made(part, where)
        if piece:
            yield piece

    def _made(self, part: Part, where: tuple[str | int, ...]) -> Piece | None:
        heading = self._heading(part, where)
        if part.contacts or part.area:
            return self._cards(part, heading, where)
        if part.sentences:
            return self._sentences(part, heading, where)
        if part.questions:
            items = "".join(self._question(key, where) for key in part.questions)
            return Piece(key_of(where), f'{heading}<ul class="fields asked">{items}</ul>')
        if part.numbers:
            return self._numbers(part, heading, where)
        if part.caution:
            return self._caution(part.caution, heading, where)
        return self._words_of_page(part, heading, where)

    def _caution(self, name: str, heading: str, where: tuple[str | int, ...]) -> Piece | None:
        if name not in self.site.cautions:
            self._missing(f"data/cautions.yaml has no '{name}'", *where)
            return None
        text = f"/// caution | {name}\n///"
        piece = self._rendered(text, "index", heading, where)
        return replace(piece, warning=True) if piece else None

    def _words_of_page(
        self, part: Part, heading: str, where: tuple[str | int, ...]
    ) -> Piece | None:
        page = self.site.pages[self.language].get(part.page or "")
        if page is None:
            what = f"docs/{self.language}/{part.page}.md is not there"
            self._missing(what, *where, "page")
            return None
        rows = self._rows(page, part, where)
        if rows is None:
            return None
        self._check_grades(page, {number for number, _ in rows}, where)
        if part.heading:
            rows = [row for row in rows if not row[1].startswith("## ")]
        piece = self._rendered("\n".join(row for _, row in rows), page.name, heading, where)
        if piece is None or not (part.items or part.fields):
            return piece
        return self._with_items(piece, part, where)

    def _heading(self, part: Part, where: tuple[str | int, ...]) -> str:
        if part.heading in (None, "none"):
            return ""
        page = self.site.pages[self.language].get(part.page or "")
        if part.heading == "title" and page:
            return f"<h2>{self._text(page.front.title)}</h2>"
        return f"<h2>{self.words(part.heading, *where, 'heading')}</h2>"

    def _with_items(self, piece: Piece, part: Part, where: tuple[str | int, ...]) -> Piece:
        """Keep the chosen lines of a list of the page, and add our own."""
        lines = _ITEM.findall(piece.html)
        if any(number > len(lines) for number in part.items):
            what = f"block '{part.block}' has {len(lines)} lines, not {max(part.items)}"
            self._missing(what, *where, "items")
            return piece
        kept = [lines[number - 1] for number in part.items] or lines
        kept += [self.words(key, *where, "fields") for key in part.fields]
        items = "".join(f"<li>{line}</li>" for line in kept)
        html = re.sub(
            r"(<[uo]l[^>]*>).*(</[uo]l>)",
            lambda found: f"{found[1]}{items}{found[2]}",
            piece.html,
            count=1,
            flags=re.DOTALL,
        )
        return replace(piece, html=html)

    def _rendered(
        self, text: str, page: str, heading: str, where: tuple[str | int, ...], key: str = ""
    ) -> Piece | None:
        marked = re.sub(r"(?m)^/// card \| (\S+)\n(?:\s*\n)*///$", r"\nCARD \1\n", text)

        def address(target: str) -> str:
            return self.address(f"{page}{target}" if target.startswith("#") else target)

        try:
            done = render(
                self.site, self.language, marked, page=page, target="print", address=address
            )
        except MarkupError as error:
            self._fault("PRINT01", f"{error}; restore it in data/", *where)
            return None
        html = done.html
        html = heading + html if heading else _BLOCK_LABEL.sub(r"\1<h2>\2</h2>", html)
        key = key or key_of(where)
        html = _INNER_LINK.sub(self._with_number, html)
        html = _SAID_TWICE.sub(r"\1", html)
        html = _FIELDS.sub(r'<ul class="fields">\1</ul>', html)
        html = _ID.sub(rf"\g<1>{key}-\g<2>\g<3>", html)
        html = _CARD.sub(self._card_of_page, html)
        links = [ref for row in text.split("\n") for ref in references_in(row, 0, "")]
        contacts = [ref.target for ref in links if ref.scheme == "contact"]
        contacts += re.findall(r"(?m)^/// card \| (\S+)", text)
        return Piece(
            key,
            html,
            text,
            tuple(done.fact_ids),
            tuple(dict.fromkeys(contacts)),
            tuple(re.findall(r"(?m)^/// caution \| (\S+)", text)),
        )

    def _card_of_page(self, card: re.Match[str]) -> str:
        """The short card of a contact of the page; nothing when its grade is not for paper."""
        contact = self.site.contacts[card[1]]
        return self._card(contact) if contact.on_paper else ""

    def _with_number(self, link: re.Match[str]) -> str:
        """A link to a page of the site: on paper, its words and the number of the page."""
        home = self.address("")
        if not link[1].startswith(home):
            return link[0]
        name = link[1].removeprefix(home).partition("#")[0].strip("/") or "index"
        entry = self.site.page_entries.get(name)
        if entry is None:
            return link[2]
        number = self.words(self._kind_of_number(entry.kind), number=str(entry.number))
        return f"{link[2]} ({number.replace(' ', NO_BREAK)})"

    def _kind_of_number(self, kind: str) -> str:
        """A booklet has pages of its own: those of the site are its parts, or not in it."""
        inside = {part.whole for side in self.leaflet.definition.sides for part in side} - {None}
        if not inside:
            return "see_page"
        return "see_part" if kind in inside else "see_site"

    def _whole_pages(self, part: Part, where: tuple[str | int, ...]) -> Iterator[Piece]:
        """Every page of a kind, each under its number and title; its headings go one level down."""
        for name, entry in self.site.page_entries.items():
            if entry.kind != part.whole:
                continue
            page = self.site.pages[self.language][name]
            # Tiles only lead to other pages, and nothing vital stands in a closed question.
            gone = [block for block in page.blocks if block.name in ("tiles", "question")]
            rows = enumerate(page.body.split("\n"), start=page.body_line)
            kept = [
                row
                for number, row in rows
                if not any(block.line <= number <= block.end_line for block in gone)
            ]
            key = f"{key_of(where)}-{name}"
            piece = self._rendered("\n".join(kept), name, "", where, key)
            if piece is None:
                continue
            title = self._text(page.front.title)
            head = f'<h2 class="page" id="page-{name}"><b>{entry.number}</b> {title}</h2>'
            html = _HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", piece.html)
            yield replace(piece, html=head + html, whole=True)

    def _numbers(self, part: Part, heading: str, where: tuple[str | int, ...]) -> Piece:
        """Titles of pages behind their numbers, to be dictated."""
        items = []
        for name in part.numbers:
            page = self.site.pages[self.language].get(name)
            if page is None:
                what = f"docs/{self.language}/{name}.md is not there"
                self._missing(what, *where, "numbers")
                continue
            number = self.site.page_entries[name].number
            items.append(f"<li><b>{number}</b> {self._text(page.front.title)}</li>")
        text = "\n".join(part.numbers)
        return Piece(key_of(where), f'{heading}<ul class="numbers">{"".join(items)}</ul>', text)

    def _sentences(self, part: Part, heading: str, where: tuple[str | int, ...]) -> Piece:
        """Sentences to show: in French and Dutch, and in the reader's language beneath."""
        html, facts, texts = "", [], []
        for name in part.sentences:
            sentence = self.site.sentences.get(name)
            if sentence is None:
                self._missing(f"data/sentences.yaml has no '{name}'", *where, "sentences")
                continue
            own = [*OFFICIAL, self.language] if self.partner is None else [self.language]
            rows = "".join(
                self._in(code, sentence.in_language(code), "say") for code in dict.fromkeys(own)
            )
            html += f'<li class="sentence">{rows}</li>'
            facts += sentence.facts
            texts.append(sentence.in_language(self.language))
        html = f'{heading}<ul class="sentences">{html}</ul>'
        return Piece(key_of(where), html, "\n".join(texts), tuple(dict.fromkeys(facts)))

    def _question(self, key: str, where: tuple[str | int, ...]) -> str:
        """A question to answer by hand, in the reader's language and for a lawyer in FR and NL."""
        below = [code for code in OFFICIAL if code not in (self.language, self.partner)]
        if self.partner is not None:
            below = below[:1] if self.first else below[1:]
        entry = self.shelf.words.get(key)
        rows = [self._in(code, entry.in_language(code), "below") for code in below if entry]
        return f'<li><p class="asks">{self.words(key, *where, "questions")}</p>{"".join(rows)}</li>'

    def _in(self, code: str, text: str, kind: str) -> str:
        """A paragraph in a language that may be another one than the leaflet's."""
        words = escape(glue_text(text, code), quote=True)
        direction = self.site.languages[code].dir
        attributes = "" if code == self.language else f' lang="{code}" dir="{direction}"'
        return f'<p class="{kind}"{attributes}>{words}</p>'

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
        elif not contact.on_paper:
            what = f"contact '{identifier}' has grade {contact.grade}; paper carries A1 and A2 only"
            self._fault("PRINT06", what, *where)
        return contact

    def _chosen(self, part: Part, where: tuple[str | int, ...]) -> Iterator[tuple[str, Contact]]:
        """The contacts of a part: those named, or those of its area that serve one of its needs."""
        for number, identifier in enumerate(part.contacts):
            contact = self._graded(identifier, (*where, "contacts", number))
            if contact:
                yield identifier, contact
        for identifier, contact in self.site.contacts.items() if part.area else ():
            fits = set(part.area) & set(contact.area) and set(part.needs) & set(contact.needs)
            sure = contact.on_paper and contact.side == "independent" and contact.phones
            if fits and sure:
                yield identifier, contact

    def _cards(self, part: Part, heading: str, where: tuple[str | int, ...]) -> Piece:
        chosen = dict(self._chosen(part, where))
        if not chosen:
            self._missing(f"no contact for {part.place}", *where)
        note = f'<p class="note-line">{self.words("not_called")}</p>'
        cards = "".join(self._card(contact) for contact in chosen.values())
        html = f'{heading}{note}<div class="cards">{cards}</div>'
        return Piece(key_of(where), html, contacts=tuple(chosen))

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
            text = text.replace(" - ", f"{NO_BREAK}\u2011{NO_BREAK}")
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
        name = f"{self.leaflet.definition.id}, {self.language}"
        if len(where) > 2 and where[0] == "sides":
            part = self.leaflet.definition.sides[int(where[1])][int(where[2])]
            name += f", side {int(where[1]) + 1}, {part.place}"
        self.findings.append(self.leaflet.finding(rule, f"{name}: {what}", *where))


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


def key_of(where: tuple[str | int, ...]) -> str:
    """Name of a part of a side, both counted from 0: '0-2'."""
    return f"{where[1]}-{where[2]}"

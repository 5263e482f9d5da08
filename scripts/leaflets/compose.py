"""From a definition to the words of one leaflet in one language, in the words of the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

from scripts.leaflets.contacts import card_html, check_grades, chosen_contacts
from scripts.leaflets.content import Content, Piece, Where, key_of
from scripts.leaflets.definition import Leaflet, Part, Shelf
from scripts.leaflets.lines import NotThereError, rows_of, without
from scripts.leaflets.wording import Wording
from scripts.library import ContentError, Site, references_in
from scripts.markup import MarkupError, glue_text, render
from scripts.markup.typography import NO_BREAK

_ID = re.compile(r'(<[^>]* id=")([^"]+)(")')
_INNER_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>', re.DOTALL)
_ITEM = re.compile(r"<li>\s*(.*?)\s*</li>", re.DOTALL)
_BLOCK_LABEL = re.compile(r'^(<section class="\w+">\s*)<p class="label">(.*?)</p>', re.DOTALL)
_SAID_TWICE = re.compile(r"(<li>(\d+)\s?: [^<(]*) \([^()<]*\s\2\)")
"""An item that starts with the number of the page that its link leads to."""

_FIELDS = re.compile(r'<div class="fields">\s*<ul>(.*?)</ul>\s*</div>', re.DOTALL)
_CARD = re.compile(r"<p>CARD ([a-z0-9-]+)</p>")
_HEADING = re.compile(r"(</?h)([23])\b")


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

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.site, self.shelf, self.leaflet, self.language)

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
            self._wording.missing(what, "address")
        content = Content(
            language=self.language,
            direction=self.site.languages[self.language].dir,
            title=self._wording.words(definition.title, "title"),
            subtitle=self._wording.words(definition.subtitle, "subtitle"),
            sides=sides,
        )
        if self._wording.findings:
            raise ContentError(self._wording.findings)
        return content

    def address(self, page: str) -> str:
        """Web address of a page in this language; ``page`` may carry '.md' and '#section'."""
        name, _, section = page.partition("#")
        name = name.removesuffix(".md")
        folder = "" if name in ("", "index") else f"{name}/"
        return f"{self.site_url}{self.language}/{folder}" + (f"#{section}" if section else "")

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
                    self._wording.fault("PRINT05", what, "sides", side, index)

    def _pieces(self, part: Part, side: int, index: int) -> Iterator[Piece]:
        where = ("sides", side, index)
        if part.whole:
            yield from self._whole_pages(part, where)
            return
        piece = self._made(part, where)
        if piece:
            yield piece

    def _made(self, part: Part, where: Where) -> Piece | None:
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

    def _caution(self, name: str, heading: str, where: Where) -> Piece | None:
        if name not in self.site.cautions:
            self._wording.missing(f"data/cautions.yaml has no '{name}'", *where)
            return None
        text = f"/// caution | {name}\n///"
        piece = self._rendered(text, "index", heading, where)
        return replace(piece, warning=True) if piece else None

    def _words_of_page(self, part: Part, heading: str, where: Where) -> Piece | None:
        page = self.site.pages[self.language].get(part.page or "")
        if page is None:
            what = f"docs/{self.language}/{part.page}.md is not there"
            self._wording.missing(what, *where, "page")
            return None
        try:
            rows = rows_of(page, part)
        except NotThereError as error:
            self._wording.missing(str(error), *where, error.key)
            return None
        check_grades(self._wording, page, {number for number, _ in rows}, where)
        if part.heading:
            rows = [row for row in rows if not row[1].startswith("## ")]
        piece = self._rendered("\n".join(row for _, row in rows), page.name, heading, where)
        if piece is None or not (part.items or part.fields):
            return piece
        return self._with_items(piece, part, where)

    def _heading(self, part: Part, where: Where) -> str:
        if part.heading in (None, "none"):
            return ""
        page = self.site.pages[self.language].get(part.page or "")
        if part.heading == "title" and page:
            return f"<h2>{self._wording.text(page.front.title)}</h2>"
        return f"<h2>{self._wording.words(part.heading, *where, 'heading')}</h2>"

    def _with_items(self, piece: Piece, part: Part, where: Where) -> Piece:
        """Keep the chosen lines of a list of the page, and add our own."""
        lines = _ITEM.findall(piece.html)
        if any(number > len(lines) for number in part.items):
            what = f"block '{part.block}' has {len(lines)} lines, not {max(part.items)}"
            self._wording.missing(what, *where, "items")
            return piece
        kept = [lines[number - 1] for number in part.items] or lines
        kept += [self._wording.words(key, *where, "fields") for key in part.fields]
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
        self, text: str, page: str, heading: str, where: Where, key: str = ""
    ) -> Piece | None:
        marked = re.sub(r"(?m)^/// card \| (\S+)\n(?:\s*\n)*///$", r"\nCARD \1\n", text)

        def address(target: str) -> str:
            return self.address(f"{page}{target}" if target.startswith("#") else target)

        try:
            done = render(
                self.site, self.language, marked, page=page, target="print", address=address
            )
        except MarkupError as error:
            self._wording.fault("PRINT01", f"{error}; restore it in data/", *where)
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
        return card_html(self._wording, contact) if contact.on_paper else ""

    def _with_number(self, link: re.Match[str]) -> str:
        """A link to a page of the site: on paper, its words and the number of the page."""
        home = self.address("")
        if not link[1].startswith(home):
            return link[0]
        name = link[1].removeprefix(home).partition("#")[0].strip("/") or "index"
        entry = self.site.page_entries.get(name)
        if entry is None:
            return link[2]
        number = self._wording.words(self._kind_of_number(entry.kind), number=str(entry.number))
        return f"{link[2]} ({number.replace(' ', NO_BREAK)})"

    def _kind_of_number(self, kind: str) -> str:
        """A booklet has pages of its own: those of the site are its parts, or not in it."""
        inside = {part.whole for side in self.leaflet.definition.sides for part in side} - {None}
        if not inside:
            return "see_page"
        return "see_part" if kind in inside else "see_site"

    def _whole_pages(self, part: Part, where: Where) -> Iterator[Piece]:
        """Every page of a kind, each under its number and title; its headings go one level down."""
        for name, entry in self.site.page_entries.items():
            if entry.kind != part.whole:
                continue
            page = self.site.pages[self.language][name]
            # Tiles only lead to other pages, and nothing vital stands in a closed question.
            gone = [block for block in page.blocks if block.name in ("tiles", "question")]
            rows = list(enumerate(page.body.split("\n"), start=page.body_line))
            kept = "\n".join(row for _, row in without(rows, gone))
            piece = self._rendered(kept, name, "", where, f"{key_of(where)}-{name}")
            if piece is None:
                continue
            title = self._wording.text(page.front.title)
            head = f'<h2 class="page" id="page-{name}"><b>{entry.number}</b> {title}</h2>'
            html = _HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", piece.html)
            yield replace(piece, html=head + html)

    def _cards(self, part: Part, heading: str, where: Where) -> Piece:
        chosen = chosen_contacts(self._wording, part, where)
        if not chosen:
            self._wording.missing(f"no contact for {part.place}", *where)
        note = f'<p class="note-line">{self._wording.words("not_called")}</p>'
        cards = "".join(card_html(self._wording, contact) for contact in chosen.values())
        html = f'{heading}{note}<div class="cards">{cards}</div>'
        return Piece(key_of(where), html, contacts=tuple(chosen))

    def _numbers(self, part: Part, heading: str, where: Where) -> Piece:
        """Titles of pages behind their numbers, to be dictated."""
        items = []
        for name in part.numbers:
            page = self.site.pages[self.language].get(name)
            if page is None:
                what = f"docs/{self.language}/{name}.md is not there"
                self._wording.missing(what, *where, "numbers")
                continue
            number = self.site.page_entries[name].number
            items.append(f"<li><b>{number}</b> {self._wording.text(page.front.title)}</li>")
        text = "\n".join(part.numbers)
        return Piece(key_of(where), f'{heading}<ul class="numbers">{"".join(items)}</ul>', text)

    def _sentences(self, part: Part, heading: str, where: Where) -> Piece:
        """Sentences to show: in the official languages, and in the reader's language beneath."""
        html, facts, texts = "", [], []
        for name in part.sentences:
            sentence = self.site.sentences.get(name)
            if sentence is None:
                self._wording.missing(f"data/sentences.yaml has no '{name}'", *where, "sentences")
                continue
            own = [*self.site.official, self.language] if self.partner is None else [self.language]
            rows = "".join(
                self._in(code, sentence.in_language(code), "say") for code in dict.fromkeys(own)
            )
            html += f'<li class="sentence">{rows}</li>'
            facts += sentence.facts
            texts.append(sentence.in_language(self.language))
        html = f'{heading}<ul class="sentences">{html}</ul>'
        return Piece(key_of(where), html, "\n".join(texts), tuple(dict.fromkeys(facts)))

    def _question(self, key: str, where: Where) -> str:
        """A question to answer by hand: for the reader, and beneath for those who read it then."""
        below = [code for code in self.site.official if code not in (self.language, self.partner)]
        if self.partner is not None:
            below = below[:1] if self.first else below[1:]
        entry = self.shelf.words.get(key)
        rows = [self._in(code, entry.in_language(code), "below") for code in below if entry]
        asked = self._wording.words(key, *where, "questions")
        return f'<li><p class="asks">{asked}</p>{"".join(rows)}</li>'

    def _in(self, code: str, text: str, kind: str) -> str:
        """A paragraph in a language that may be another one than the leaflet's."""
        words = escape(glue_text(text, code), quote=True)
        direction = self.site.languages[code].dir
        attributes = "" if code == self.language else f' lang="{code}" dir="{direction}"'
        return f'<p class="{kind}"{attributes}>{words}</p>'

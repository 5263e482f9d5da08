"""The ``/// name`` blocks: voices, things to do, cautions, questions, cards, tiles, fields."""

from __future__ import annotations

import json
from typing import Any, ClassVar
from xml.etree import ElementTree

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_html_identifier

from scripts.library import Change
from scripts.markup.cards import card_attributes, card_html
from scripts.markup.context import Context, MarkupError
from scripts.markup.drawings import drawing_html, drawing_note
from scripts.markup.finder import FINDERS, fill_finder, save_html
from scripts.markup.leaflets import leaflet_html
from scripts.markup.typography import glue_text

OFFICIAL_LANGUAGES = ("fr", "nl")
"""What an official in Belgium reads; German is left out, no sentence of ours exists in it."""


class OurBlock(Block):  # type: ignore[misc]  # pymdownx carries no types
    """A block that knows the page's context."""

    @property
    def context(self) -> Context:
        """The page being rendered."""
        context: Context = self.config["context"]
        return context

    def card(self, parent: ElementTree.Element, attributes: dict[str, str]) -> ElementTree.Element:
        """Open the box of a contact, a sentence or a leaflet.

        On screen it is a section: reader views drop a short ``div`` full of links, with the
        telephone numbers in it. On paper a ``div`` can stand beside that of another language.
        """
        tag = "div" if self.context.target == "print" else "section"
        return ElementTree.SubElement(parent, tag, attributes)

    def labelled(self, parent: ElementTree.Element, name: str) -> ElementTree.Element:
        """Open a section of class ``name`` with its label on top."""
        element = ElementTree.SubElement(parent, "section", {"class": name})
        label = ElementTree.SubElement(element, "p", {"class": "label"})
        # Atomic: words of the registry are not read as Markdown, where HTML would stay HTML.
        label.text = AtomicString(self.context.words(f"label_{name}"))
        return element


class Voice(OurBlock):
    """Statements of one speaker only: the law, the Office, or organisations."""

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        element = self.labelled(parent, self.NAME)
        element.set("data-voice", self.NAME)
        return element


class Law(Voice):
    """What the law says."""

    NAME = "law"


class Office(Voice):
    """What the Immigration Office or a minister says."""

    NAME = "office"


class Organisations(Voice):
    """What organisations say."""

    NAME = "orgs"


class Labelled(OurBlock):
    """A box with a label."""

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        return self.labelled(parent, self.NAME)


class Do(Labelled):
    """What to do, step by step."""

    NAME = "do"


class Note(Labelled):
    """A neutral example or tip."""

    NAME = "note"


class Unknown(Labelled):
    """What we do not know, and what to do meanwhile."""

    NAME = "unknown"


class Summary(OurBlock):
    """The first lines of a page: they stand right under the title and need no label."""

    NAME = "summary"

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        return ElementTree.SubElement(parent, "div", {"class": "summary"})


class Caution(OurBlock):
    """A shared caution: its words stand once, in data/cautions.yaml."""

    NAME = "caution"
    ARGUMENT = True

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        words = self.context.site.cautions.get(self.argument)
        if words is None:
            raise MarkupError(f"unknown caution '{self.argument}'")
        element = self.labelled(parent, "caution")
        self.md.parser.parseChunk(element, words.in_language(self.context.language))
        return element


class Question(OurBlock):
    """A question that opens on demand; open on paper."""

    NAME = "question"
    ARGUMENT = True
    OPTIONS: ClassVar[dict[str, Any]] = {"id": ["", type_html_identifier]}

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        identifier = {"id": self.options["id"]} if self.options["id"] else {}
        if self.context.target == "print":
            element = ElementTree.SubElement(parent, "section", {"class": "question", **identifier})
            ElementTree.SubElement(element, "h3").text = self.argument
            return element
        element = ElementTree.SubElement(parent, "details", identifier)
        ElementTree.SubElement(element, "summary").text = self.argument
        return element


class Card(OurBlock):
    """The card of a contact."""

    NAME = "card"
    ARGUMENT = True

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        contact = self.context.site.contacts.get(self.argument)
        if contact is None:
            raise MarkupError(f"unknown contact '{self.argument}'")
        # An element of the tree, not raw HTML: the builder checks links to its id.
        attributes = card_attributes(self.context, self.argument, contact)
        element = self.card(parent, attributes)
        html = card_html(self.context, self.argument, contact)
        element.text = self.md.htmlStash.store(html)
        return element


class Finder(OurBlock):
    """A list of links to contacts, made from the registry."""

    NAME = "finder"
    ARGUMENT = True

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        if self.argument not in FINDERS:
            raise MarkupError(f"unknown finder '{self.argument}'")
        element = ElementTree.SubElement(parent, "div", {"class": "finder"})
        if self.argument == "save":
            element.text = self.md.htmlStash.store(save_html(self.context))
        else:
            fill_finder(self.context, self.argument, element)
        return element


class Changes(OurBlock):
    """What changed for the reader, newest first: its words stand once, in data/changes.yaml."""

    NAME = "changes"

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        element = ElementTree.SubElement(parent, "div", {"class": "changes"})
        listing = ElementTree.SubElement(element, "ul")
        for identifier, change in self.context.site.changes.items():
            item = ElementTree.SubElement(listing, "li", {"id": f"change-{identifier}"})
            day = ElementTree.SubElement(ElementTree.SubElement(item, "p"), "b")
            day.text = self.context.date(change.on)
            self.md.parser.parseChunk(item, change.in_language(self.context.language))
            self._add_pages(item, change)
        if self.context.target == "screen":
            # As ready HTML: the builder knows pages of Markdown only, and the feed is none.
            words = self.context.html("changes_feed")
            link = self.md.htmlStash.store(f'<a href="../changes.xml">{words}</a>')
            ElementTree.SubElement(element, "p").text = link
        return element

    def _add_pages(self, item: ElementTree.Element, change: Change) -> None:
        """The pages that a change touches, by number, as links."""
        line = ElementTree.SubElement(item, "p")
        line.text = self.context.words("changes_pages") + " "
        for index, name in enumerate(change.pages):
            link = ElementTree.SubElement(line, "a", {"href": f"{name}.md"})
            link.text = str(self.context.site.page_entries[name].number)
            link.tail = ", " if index < len(change.pages) - 1 else ""


class Tiles(OurBlock):
    """Large links, each with an icon where the page names icons; words alone on other pages."""

    NAME = "tiles"
    OPTIONS: ClassVar[dict[str, Any]] = {"icons": [[], None]}

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        return ElementTree.SubElement(parent, "div", {"class": "tiles"})

    def on_end(self, block: ElementTree.Element) -> None:
        if not self.options["icons"]:
            return
        for icon, item in zip(self.options["icons"], block.iter("li"), strict=True):
            target = item[0] if len(item) and item[0].tag == "p" else item
            markup = self.context.icon(icon)
            target.text = (self.md.htmlStash.store(markup) if markup else "") + (target.text or "")


class Fields(OurBlock):
    """Lines to fill in by hand: paper only."""

    NAME = "fields"

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        return ElementTree.SubElement(parent, "div", {"class": "fields"})


class SentenceBlock(OurBlock):
    """A sentence to show, in the reader's language and in those an official reads.

    The content says what the sentence rests on.
    """

    NAME = "sentence"
    ARGUMENT = True

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        sentence = self.context.site.sentences.get(self.argument)
        if sentence is None:
            raise MarkupError(f"unknown sentence '{self.argument}'")
        language = self.context.language
        attributes = {"class": "card", "id": f"s-{self.argument}"}
        element = self.card(parent, attributes)
        # On paper one paragraph: in two languages side by side each has as many paragraphs.
        first = ElementTree.SubElement(element, "p")
        own = ElementTree.SubElement(first, "b")
        own.text = glue_text(sentence.in_language(language), language)
        for other in OFFICIAL_LANGUAGES:
            if other == language:
                continue
            if self.context.target == "print":
                ElementTree.SubElement(first, "br")
                line = ElementTree.SubElement(first, "span", self.context.marks_of(other))
            else:
                line = ElementTree.SubElement(element, "p", self.context.marks_of(other))
            line.text = glue_text(sentence.in_language(other), other)
        if self.context.target == "screen":
            # As ready HTML: the builder knows pages of Markdown only, and this one has none.
            words = self.context.html("show_large")
            address = f"../../show/{language}/{self.argument}/"
            link = self.md.htmlStash.store(f'<a class="call" href="{address}">{words}</a>')
            ElementTree.SubElement(element, "p").text = link
        return element


class Tool(OurBlock):
    """Where a script of the page adds something; the content is what stands there without it.

    The words of the script are the notices whose key starts with the name of the tool.
    """

    NAME = "tool"
    ARGUMENT = True

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        name = str(self.argument)
        element = ElementTree.SubElement(parent, "div", {"class": "tool", "id": f"tool-{name}"})
        if self.context.target == "screen":
            words = {
                key.removeprefix(f"{name}_"): glue_text(
                    notice.in_language(self.context.language), self.context.language
                )
                for key, notice in self.context.site.notices.items()
                if key.startswith(f"{name}_")
            }
            text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
            element.set("data-words", text)
        return element


class Drawing(OurBlock):
    """A numbered drawing, and the list that explains its numbers."""

    NAME = "drawing"
    ARGUMENT = True

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        element = ElementTree.SubElement(parent, "div", {"class": "drawing"})
        picture = ElementTree.SubElement(element, "p")
        picture.text = self.md.htmlStash.store(drawing_html(self.context, self.argument))
        return element

    def on_end(self, block: ElementTree.Element) -> None:
        line = ElementTree.SubElement(block, "p", {"class": "from"})
        line.text = self.md.htmlStash.store(drawing_note(self.context, self.argument))


class LeafletBlock(OurBlock):
    """A leaflet to print: its use, its picture and its files, from the definition and the build."""

    NAME = "leaflet"
    ARGUMENT = True

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        found = [sheet for sheet in self.context.site.sheets if sheet.id == self.argument]
        if not found:
            raise MarkupError(f"unknown leaflet '{self.argument}'")
        attributes = {"class": "card", "id": f"l-{self.argument}"}
        element = self.card(parent, attributes)
        element.text = self.md.htmlStash.store(leaflet_html(self.context, found[0]))
        return element


BLOCKS: tuple[type[OurBlock], ...] = (
    Law,
    Office,
    Organisations,
    Do,
    Note,
    Unknown,
    Summary,
    Caution,
    Question,
    Card,
    Finder,
    Changes,
    Tiles,
    Fields,
    SentenceBlock,
    Tool,
    Drawing,
    LeafletBlock,
)

BLOCK_NAMES = frozenset(block.NAME for block in BLOCKS)


class OurBlocksExtension(BlocksExtension):  # type: ignore[misc]  # pymdownx carries no types
    """Registers the blocks with the context of one page."""

    def __init__(self, context: Context) -> None:
        self.context = context
        super().__init__()

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: N802 (their name)
        """Called by pymdownx."""
        for block in BLOCKS:
            block_mgr.register(block, {"context": self.context})

"""The first use of an official term on a page leads to its entry of the glossary."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.library import TermUse, term_finder
from scripts.markup.context import Context, MarkupError
from scripts.markup.typography import NO_BREAK

GLOSSARY = "words"
"""The page that prints data/terms.yaml."""

SILENT_TAGS = frozenset(
    ("a", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "strong", "small", "q", "code")
)
"""Headings, bold lines (the heading of a step), labels of certainty, and links of their own."""

SILENT_CLASSES = frozenset(("summary", "tiles", "fields", "label", "from"))
"""The summary says what to do first: a way out of it would distract."""

QUOTED = re.compile(r"«[^»]*»|“[^”]*”|‘[^’]*’|\"[^\"]*\"")
"""Words of somebody else, or words to say: the next use in our own words is linked."""

OFFICIAL_WORD = frozenset(("mot officiel", "officieel woord", "official word"))
"""What a page writes after a word that is the State's, not ours: it explains nothing."""

BRACKET = re.compile(r"\s*\(([^()]+)\)")


class TermProcessor(Treeprocessor):
    """Walks the tree in reading order; runs before the notes are numbered."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context
        self.finder = term_finder(context.site, context.language)
        self.met: set[str] = set()

    def run(self, root: ElementTree.Element) -> None:
        """Add the links in place, and give `term:` links their address."""
        self._manual_links(root)
        automatic = self.context.target == "screen" and self.context.page != GLOSSARY
        if automatic and GLOSSARY in self.context.site.page_entries:
            self._walk(root)

    def _manual_links(self, root: ElementTree.Element) -> None:
        for link in root.iter("a"):
            scheme, _, identifier = link.get("href", "").partition(":")
            if scheme != "term":
                continue
            if identifier not in self.context.site.terms:
                raise MarkupError(f"unknown term '{identifier}'")
            self.met.add(identifier)
            if self.context.target == "print":
                link.tag = "span"
                link.attrib.clear()
            else:
                link.set("href", glossary_address(self.context.page, identifier))

    def _walk(self, element: ElementTree.Element) -> None:
        if is_silent(element):
            return
        self._link_first_uses(element, None)
        for child in list(element):
            self._walk(child)
            self._link_first_uses(element, child)

    def _link_first_uses(
        self, parent: ElementTree.Element, after: ElementTree.Element | None
    ) -> None:
        """Cut the text at the start of ``parent``, or after its child, at each new term."""
        text = (parent.text if after is None else after.tail) or ""
        position = 0 if after is None else list(parent).index(after) + 1
        end = 0
        quotes = [match.span() for match in QUOTED.finditer(text)]
        for use in list(self.finder.uses(text)):
            if use.id in self.met or any(left < use.start < right for left, right in quotes):
                continue
            self.met.add(use.id)
            if self._is_explained(use, text):
                continue
            link = ElementTree.Element("a", {"href": glossary_address(self.context.page, use.id)})
            link.text = use.name
            _set_text(parent, after, text[end : use.start])
            parent.insert(position, link)
            link.tail = text[use.end :]
            after, end, position = link, use.end, position + 1

    def _is_explained(self, use: TermUse, text: str) -> bool:
        """Whether plain words follow in brackets: CIRÉ (coordination d'associations)."""
        bracket = BRACKET.match(text, use.end)
        if bracket is None:
            return False
        inside, language = bracket[1].replace(NO_BREAK, " "), self.context.language
        words = [term.in_language(language) for term in self.context.site.terms.values()]
        official = any(inside in f"{one.official} {one.abbreviation}" for one in words)
        return not official and inside not in OFFICIAL_WORD


def is_silent(element: ElementTree.Element) -> bool:
    """Whether no term is linked inside."""
    classes = set((element.get("class") or "").split())
    return element.tag in SILENT_TAGS or bool(classes & SILENT_CLASSES)


def _set_text(parent: ElementTree.Element, after: ElementTree.Element | None, text: str) -> None:
    if after is None:
        parent.text = text
    else:
        after.tail = text


def glossary_address(page: str, identifier: str) -> str:
    """Relative address of an entry of the glossary in the same language."""
    folder = {"index": f"{GLOSSARY}/", GLOSSARY: ""}.get(page, f"../{GLOSSARY}/")
    return f"{folder}#{identifier}"

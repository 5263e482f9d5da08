"""Python-Markdown extensions of ICAM-info, used by the site and by the leaflets alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

from scripts.library import Site
from scripts.markup.blocks import BLOCK_NAMES, OFFICIAL_LANGUAGES, OurBlocksExtension
from scripts.markup.cards import DIRECTORY, VCARD_FOLDER
from scripts.markup.context import ICONS, Context, MarkupError, Target, long_date
from scripts.markup.finder import FINDERS
from scripts.markup.glossary import glossary_html
from scripts.markup.notes import notes_html, sources_html
from scripts.markup.references import ReferenceProcessor, language_address
from scripts.markup.terms import TermProcessor
from scripts.markup.typography import glue_html, glue_text

__all__ = [
    "BLOCK_NAMES",
    "DIRECTORY",
    "FINDERS",
    "ICONS",
    "OFFICIAL_LANGUAGES",
    "VCARD_FOLDER",
    "Context",
    "MarkupError",
    "PageExtension",
    "Rendered",
    "glossary_html",
    "glue_html",
    "glue_text",
    "language_address",
    "long_date",
    "notes_html",
    "page_markdown",
    "render",
    "sources_html",
]

STANDARD_EXTENSIONS = ["attr_list", "sane_lists"]
"""What the Markdown may use beside our own blocks: heading ids, and lists that keep their kind."""


@dataclass(frozen=True)
class Rendered:
    """HTML of a piece of text, and the facts met in it, in reading order."""

    html: str
    fact_ids: list[str]


class TypographyPostprocessor(Postprocessor):
    """Runs last, on the HTML: no-break spaces."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def run(self, text: str) -> str:
        """Return the page's HTML with the no-break spaces of its language."""
        return glue_html(text, self.context.language)


class PageExtension(Extension):
    """Everything of ours, for one page."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (name given by Python-Markdown)
        """Register blocks, terms, references and typography."""
        OurBlocksExtension(self.context).extendMarkdown(md)
        # Last of all: heading ids are set (attr_list, 8), and the builder has resolved and
        # checked its own page links (0); what we add is checked on the built pages.
        md.treeprocessors.register(TermProcessor(md, self.context), "icam_terms", -0.5)
        md.treeprocessors.register(ReferenceProcessor(md, self.context), "icam_references", -1)
        md.postprocessors.register(TypographyPostprocessor(self.context), "icam_typography", 5)


def page_markdown(summary: list[str], body: str) -> str:
    """The whole text of a page: its summary as the first block, then its body."""
    rows = "\n".join(f"- {row}" for row in summary)
    return f"/// summary\n{rows}\n///\n\n{body}"


def render(
    site: Site,
    language: str,
    text: str,
    *,
    page: str,
    target: Target = "screen",
    address: Callable[[str], str] | None = None,
) -> Rendered:
    """Render Markdown. Raises MarkupError for an unknown fact, contact or caution."""
    context = Context(site, language, page, target, address)
    md = Markdown(extensions=[*STANDARD_EXTENSIONS, PageExtension(context)])
    return Rendered(md.convert(text), context.fact_ids)

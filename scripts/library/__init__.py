"""The content as objects. Imports no other room of the house, and nothing of mkdocs."""

from scripts.library.finding import ContentError, Finding
from scripts.library.model import (
    Contact,
    Drawing,
    Fact,
    FactValue,
    Forbidden,
    Language,
    PageEntry,
    Phone,
    Source,
    Term,
    Words,
)
from scripts.library.page import Block, Page, Reference, Section, references_in
from scripts.library.site import Place, Site, load_site

__all__ = [
    "Block",
    "Contact",
    "ContentError",
    "Drawing",
    "Fact",
    "FactValue",
    "Finding",
    "Forbidden",
    "Language",
    "Page",
    "PageEntry",
    "Phone",
    "Place",
    "Reference",
    "Section",
    "Site",
    "Source",
    "Term",
    "Words",
    "load_site",
    "references_in",
]

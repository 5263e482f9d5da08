"""The content as objects. Imports no other room of the house, and nothing of mkdocs."""

from scripts.library.finding import ContentError, Finding
from scripts.library.ledger import LEDGER, LedgerEntry, fingerprint
from scripts.library.model import (
    Contact,
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
    "LEDGER",
    "Block",
    "Contact",
    "ContentError",
    "Fact",
    "FactValue",
    "Finding",
    "Forbidden",
    "Language",
    "LedgerEntry",
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
    "fingerprint",
    "load_site",
    "references_in",
]

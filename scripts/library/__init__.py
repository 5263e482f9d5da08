"""The content as objects. Imports no other room of the house, and nothing of mkdocs."""

from scripts.library.clock import ClockError, today
from scripts.library.finding import ContentError, Finding
from scripts.library.ledger import LEDGER, LedgerEntry, fingerprint
from scripts.library.model import (
    Change,
    Contact,
    Drawing,
    Fact,
    FactValue,
    Forbidden,
    Language,
    PageEntry,
    Phone,
    Province,
    Retired,
    SameSense,
    Sentence,
    Source,
    Term,
    Words,
)
from scripts.library.page import Block, Page, Reference, Section, references_in
from scripts.library.recall import LeafletFile
from scripts.library.sheets import Sheet
from scripts.library.site import Place, Site, load_site
from scripts.library.terms import (
    TermFinder,
    TermUse,
    abbreviations,
    any_name,
    long_names,
    name_pattern,
    names,
    term_finder,
)

__all__ = [
    "LEDGER",
    "Block",
    "Change",
    "ClockError",
    "Contact",
    "ContentError",
    "Drawing",
    "Fact",
    "FactValue",
    "Finding",
    "Forbidden",
    "Language",
    "LeafletFile",
    "LedgerEntry",
    "Page",
    "PageEntry",
    "Phone",
    "Place",
    "Province",
    "Reference",
    "Retired",
    "SameSense",
    "Section",
    "Sentence",
    "Sheet",
    "Site",
    "Source",
    "Term",
    "TermFinder",
    "TermUse",
    "Words",
    "abbreviations",
    "any_name",
    "fingerprint",
    "load_site",
    "long_names",
    "name_pattern",
    "names",
    "references_in",
    "term_finder",
    "today",
]

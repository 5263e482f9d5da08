"""All families: importing this module registers them."""

from __future__ import annotations

from tests.mutations import in_contacts, in_facts, in_languages, in_pages, in_registry
from tests.mutations.attack import FAMILIES

__all__ = ["FAMILIES", "in_contacts", "in_facts", "in_languages", "in_pages", "in_registry"]

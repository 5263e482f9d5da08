"""The words that a leaflet prints in one language, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from scripts.leaflets.definition import WORDS, Leaflet, Shelf
from scripts.library import Finding, Site
from scripts.markup import glue_text


@dataclass(frozen=True)
class Wording:
    """Words of a leaflet in one language; ``findings`` grows with each that is not there."""

    site: Site
    shelf: Shelf
    leaflet: Leaflet
    language: str
    findings: list[Finding] = field(default_factory=list)

    def words(self, key: str, *where: str | int, **values: str) -> str:
        """Words of leaflets/words.yaml, escaped. A missing key is a finding at ``where``."""
        entry = self.shelf.words.get(key)
        if entry is None:
            self.missing(f"{WORDS} has no '{key}'", *where)
            return ""
        return self.text(entry.in_language(self.language).format(**values))

    def notice(self, key: str, **values: str) -> str:
        """Words that the site prints too, escaped."""
        return self.text(self.site.notice(key, self.language).format(**values))

    def text(self, text: str) -> str:
        """Plain words as HTML, with the spaces that do not break."""
        return escape(glue_text(text, self.language), quote=True)

    def missing(self, what: str, *where: str | int) -> None:
        """PRINT01: something that the definition names at ``where`` does not exist."""
        self.fault("PRINT01", f"{what}; correct the definition or restore it", *where)

    def fault(self, rule: str, what: str, *where: str | int) -> None:
        """A finding at a key of the definition, with the name of its part."""
        name = f"{self.leaflet.definition.id}, {self.language}"
        if len(where) > 2 and where[0] == "sides":
            part = self.leaflet.definition.sides[int(where[1])][int(where[2])]
            name += f", side {int(where[1]) + 1}, {part.place}"
        self.findings.append(self.leaflet.finding(rule, f"{name}: {what}", *where))

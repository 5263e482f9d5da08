"""One leaflet in one language, or in two side by side: its words, its name, how it is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scripts.leaflets.content import Content
from scripts.leaflets.definition import Leaflet, Shelf
from scripts.leaflets.recall import edition_of
from scripts.library import Site
from scripts.library.recall import Edition


@dataclass(frozen=True)
class Wanted:
    """Which leaflets to make; all of them when nothing is said.

    ``languages``: codes and pairs, as 'fr' and 'fr-nl'.
    """

    ids: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def takes(self, leaflet: Leaflet, codes: Sequence[str]) -> bool:
        """Whether a leaflet in these languages is wanted."""
        if self.ids and leaflet.definition.id not in self.ids:
            return False
        return not self.languages or "-".join(codes) in self.languages

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.ids or self.languages)


@dataclass(frozen=True)
class Job:
    """One leaflet in one language, or in two side by side (left, right)."""

    site: Site
    shelf: Shelf
    leaflet: Leaflet
    site_url: str
    contents: tuple[Content, ...]

    @property
    def id(self) -> str:
        """Id of the definition."""
        return self.leaflet.definition.id

    @property
    def languages(self) -> tuple[str, ...]:
        """One code, or two: left and right."""
        return tuple(content.language for content in self.contents)

    @property
    def name(self) -> str:
        """Name of the file without its ending, for example 'fr-nl-first-steps'."""
        return "-".join((*self.languages, self.id))

    @property
    def shown(self) -> str:
        """How messages name it, for example 'first-steps, fr + nl'."""
        return f"{self.id}, {' + '.join(self.languages)}"

    @property
    def paired(self) -> bool:
        """Whether two languages stand side by side."""
        return len(self.contents) == 2

    @property
    def fact_ids(self) -> list[str]:
        """Facts that the leaflet carries, each once, in reading order."""
        return _each_once(fact for piece in self.contents[0].pieces for fact in piece.facts)

    @property
    def contact_ids(self) -> list[str]:
        """Contacts that the leaflet carries, each once, in reading order."""
        return _each_once(name for piece in self.contents[0].pieces for name in piece.contacts)

    @property
    def page_names(self) -> list[str]:
        """Pages of the site of which it prints something, each once, in reading order."""
        return _each_once(self._printed_pages())

    def _printed_pages(self) -> Iterator[str]:
        for part in (part for side in self.leaflet.definition.sides for part in side):
            yield from (part.page,) if part.page else part.numbers
            for name, entry in self.site.page_entries.items():
                if part.whole == entry.kind:
                    yield name

    @cached_property
    def version(self) -> dt.date:
        """The newest day on which something that it prints was checked, or came into force.

        It changes with its facts, contacts or pages, and with nothing else: a sheet that says the
        same keeps its bytes. What prints none of them has the day of the page that it leads to.
        """
        site, address = self.site, self.leaflet.definition.address
        facts = [site.facts[name] for name in self.fact_ids]
        days = [max(fact.checked.on, fact.since) for fact in facts]
        days += [site.contacts[name].checked.on for name in self.contact_ids]
        pages = self.page_names or ([] if days else [address])
        return max([*days, *(site.page_entries[name].checked for name in pages)])

    @cached_property
    def edition(self) -> Edition:
        """What it carries, and the code that stands for it."""
        return edition_of(self.site, self.shelf, self.leaflet, self.contents)

    @property
    def format(self) -> str:
        """Format of a page."""
        return self.leaflet.definition.format_of(paired=self.paired)

    @property
    def pages(self) -> int | None:
        """Pages of the finished leaflet, as its definition fixes them; None when counted."""
        return self.leaflet.definition.pages_of(paired=self.paired)

    @property
    def folded(self) -> bool:
        """Whether it is printed two pages to a sheet, to be folded."""
        return self.leaflet.definition.fold and not self.paired

    @property
    def strips(self) -> int:
        """Pages after them that hold the imprint of a sheet of cards: one a language."""
        return len(self.contents) if self.way == "cut" else 0

    @property
    def runs_on(self) -> bool:
        """Whether the text runs on from page to page: empty ones may follow it."""
        return self.leaflet.definition.flow or self.paired

    @property
    def way(self) -> str:
        """How it is printed: 'fold', 'cut', 'fit' (any paper) or 'plain'."""
        if self.folded:
            return "fold"
        return {"card": "cut", "A3": "fit"}.get(self.format, "plain")


def _each_once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))

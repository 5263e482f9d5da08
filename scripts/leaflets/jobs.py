"""Which leaflets there are: every definition in every language, and in every pair it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from scripts.leaflets.compose import Composer
from scripts.leaflets.content import Content
from scripts.leaflets.definition import FOLDER, Leaflet, Shelf, load_shelf
from scripts.leaflets.job import Job, Wanted
from scripts.library import ContentError, Finding, Site

LANGUAGES = "data/languages.yaml"


def jobs_of(
    site: Site, site_url: str, wanted: Wanted | None = None, *, shelf: Shelf | None = None
) -> list[Job]:
    """Every wanted leaflet with its words, not yet typeset.

    ``shelf``: the definitions, when they are read already. Raises ContentError with every part that
    is not there (PRINT01 and others), with what is asked for and does not exist (PRINT11), and when
    one code would stand for two leaflets (PRINT12).
    """
    address = site_url.rstrip("/") + "/"
    jobs = _Jobs(site, shelf or load_shelf(site.root), address).wanted(wanted or Wanted())
    _refuse_shared_codes(site, jobs)
    return jobs


def _refuse_shared_codes(site: Site, jobs: Iterable[Job]) -> None:
    owners = {
        code: f"{release.leaflet}, {languages.replace('-', ' + ')}, released {release.day}"
        for code, (release, languages) in site.register.codes.items()
    }
    findings = []
    for job in jobs:
        code = job.edition.code
        known = owners.setdefault(code, job.shown)
        if not known.startswith(job.shown):
            what = f"{job.shown}: code '{code}' is that of {known}; change a word of the leaflet"
            findings.append(job.leaflet.finding("PRINT12", what, "id"))
    if findings:
        raise ContentError(findings)


@dataclass
class _Jobs:
    """Composes the words of leaflets; those that several of them print are composed once."""

    site: Site
    shelf: Shelf
    site_url: str
    _contents: dict[tuple[object, ...], Content] = field(default_factory=dict)

    def wanted(self, wanted: Wanted) -> list[Job]:
        """Raises ContentError with every fault of every wanted leaflet."""
        self._refuse_unknown(wanted)
        findings: list[Finding] = []
        jobs = []
        for leaflet in self.shelf.leaflets:
            for chosen in self._choices(leaflet):
                if not wanted.takes(leaflet, chosen):
                    continue
                try:
                    contents = tuple(self._content(leaflet, chosen, code) for code in chosen)
                except ContentError as error:
                    findings.extend(error.findings)
                    continue
                jobs.append(Job(self.site, self.shelf, leaflet, self.site_url, contents))
        if findings:
            raise ContentError(set(findings))
        return jobs

    def _choices(self, leaflet: Leaflet) -> Iterator[tuple[str, ...]]:
        """Each language, then each pair when the leaflet is made in two languages."""
        yield from ((code,) for code in self.site.published)
        if leaflet.definition.pair:
            yield from self.site.pairs

    def _refuse_unknown(self, wanted: Wanted) -> None:
        """PRINT11: nothing is made in silence when what was asked for does not exist."""
        ids = {leaflet.definition.id for leaflet in self.shelf.leaflets}
        names = [*self.site.published, *("-".join(pair) for pair in self.site.pairs)]
        findings = [
            _unknown(FOLDER, f"no leaflet '{name}'", sorted(ids))
            for name in sorted(wanted.ids - ids)
        ]
        findings += [
            _unknown(LANGUAGES, f"no language or pair '{name}' to print", names)
            for name in sorted(wanted.languages - set(names))
        ]
        if not findings and not any(self._taken(wanted)):
            asked = f"{', '.join(sorted(wanted.ids))} in {', '.join(sorted(wanted.languages))}"
            what = f"no leaflet {asked}; it is made in one language at a time"
            findings.append(Finding(FOLDER, 1, "PRINT11", what))
        if findings:
            raise ContentError(findings)

    def _taken(self, wanted: Wanted) -> Iterator[bool]:
        for leaflet in self.shelf.leaflets:
            yield from (wanted.takes(leaflet, chosen) for chosen in self._choices(leaflet))

    def _content(self, leaflet: Leaflet, codes: Sequence[str], code: str) -> Content:
        partner = next((other for other in codes if other != code), None)
        parts = [part for side in leaflet.definition.sides for part in side]
        # Only sentences and questions depend on who stands beside them.
        beside = partner if any(p.questions or p.sentences for p in parts) else None
        first = code == codes[0]
        key = (leaflet.definition.id, code, beside, first if beside else True)
        if key not in self._contents:
            composer = Composer(self.site, self.shelf, leaflet, code, self.site_url, beside, first)
            self._contents[key] = composer.content()
        return self._contents[key]


def _unknown(path: str, what: str, there_are: Sequence[str]) -> Finding:
    return Finding(path, 1, "PRINT11", f"{what}; there are {', '.join(there_are)}")

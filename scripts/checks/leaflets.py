"""LEAF: paper that was given out stays answerable, and every leaflet can be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scripts.checks.registry import rule
from scripts.library import Finding, Site
from scripts.library.recall import RELEASES, WITHDRAWN, is_code, register_faults

BLOCK = "leaflet"


@rule("LEAF01")
def released_code_kept(site: Site) -> Iterator[Finding]:
    """No code that was released is dropped or changed, and its words stay with it.

    A sheet in a drawer asks years later whether it is still right. Each release holds the
    fingerprint of the one before and data/seal.yaml that of the last, so a fresh copy of the
    project shows without its history that nothing was taken out.
    """
    file = site.files.get(RELEASES)
    for place, fault in register_faults(site.register, site.seal):
        line = file.line(place) if file else 1
        what = f"{fault}; put the file back as the last release wrote it"
        yield Finding(RELEASES, line, "LEAF01", what)


@rule("LEAF02")
def released_leaflet_answered(site: Site) -> Iterator[Finding]:
    """A leaflet that was released exists, or is withdrawn with a reason; never both.

    A leaflet that is only deleted leaves its readers with an address that answers nothing.
    """
    exists = {sheet.id for sheet in site.sheets}
    released = {release.leaflet for release in site.register.releases}
    for number, release in enumerate(site.register.releases):
        if release.leaflet not in exists and release.leaflet not in site.withdrawn:
            file = site.files[RELEASES]
            what = f"leaflet '{release.leaflet}' is gone; say why in {WITHDRAWN}, or restore it"
            line = file.line(("releases", str(number), "leaflet"))
            yield Finding(RELEASES, line, "LEAF02", what)
    for key in site.withdrawn:
        what = ""
        if key in exists:
            what = f"leaflet '{key}' is withdrawn but still made; remove leaflets/{key}.yaml"
        elif key not in released and key not in site.register.codes:
            kind = "code" if is_code(key) else "leaflet"
            what = f"no {kind} '{key}' was ever released; correct it"
        if what:
            place = site.place("withdrawn", key)
            yield Finding(place.path, place.line, "LEAF02", what)


@rule("LEAF03")
def leaflet_on_a_page(site: Site) -> Iterator[Finding]:
    """Every leaflet stands on one page of each language, once.

    A sheet that no page offers is printed by nobody.
    """
    for code, pages in site.pages.items():
        met = Counter(
            block.argument
            for page in pages.values()
            for block in page.blocks
            if block.name == BLOCK
        )
        for sheet in site.sheets:
            if met[sheet.id] != 1:
                times = met[sheet.id] or "not"
                what = f"leaflet '{sheet.id}' stands {times} on the pages in '{code}'"
                what += f"; put '/// {BLOCK} | {sheet.id}' on one"
                yield Finding(sheet.path, 1, "LEAF03", what)

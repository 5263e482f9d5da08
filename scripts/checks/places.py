"""AREA: each postcode leads to one place, and each name to one place or town."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.registry import rule
from scripts.library import Finding, Site, Words

PATH = "data/places.yaml"
FIRST, LAST = 1000, 9999
"""The postcodes of Belgium have four digits."""


@rule("AREA01")
def place_of_a_postcode(site: Site) -> Iterator[Finding]:
    """Every postcode from 1000 to 9999 has one place, and no two places or towns share a name.

    The sheets for workers find the nearest service by postcode. In a test two provinces held the
    same postcodes, those of Liège were cut to 4099, East and West Flanders had one Dutch name and
    Mons was called Namen: nothing was said, and a reader was sent to another province.
    """
    yield from _ranges(site)
    yield from _names(site, {key: entry.name for key, entry in site.provinces.items()}, "name")
    towns = {
        f"{key}.{index}": town
        for key, entry in site.provinces.items()
        for index, town in enumerate(entry.towns)
    }
    yield from _names(site, towns, "towns")


def _ranges(site: Site) -> Iterator[Finding]:
    """Ranges that overlap, and postcodes of nobody."""
    ranges = sorted(
        (first, last, key)
        for key, entry in site.provinces.items()
        for first, last in entry.postcodes
    )
    expected, before = FIRST, ""
    for first, last, key in ranges:
        if first < expected:
            what = f"postcode {first} is that of '{before}' too; give it to one place"
            yield _finding(site, key, ("postcodes",), what)
        elif first > expected:
            yield _gap(site, before or key, expected, first - 1)
        expected, before = max(expected, last + 1), key
    if before and expected <= LAST:
        yield _gap(site, before, expected, LAST)


def _gap(site: Site, key: str, first: int, last: int) -> Finding:
    what = f"postcodes {first} to {last} have no place; write their range"
    return _finding(site, key, ("postcodes",), what)


def _names(site: Site, named: dict[str, Words], part: str) -> Iterator[Finding]:
    """A name, in any language, that two of these places have."""
    owners: dict[str, str] = {}
    for key, words in named.items():
        place, _, index = key.partition(".")
        for name in dict.fromkeys(words.in_language(code) for code in site.published):
            first = owners.setdefault(name, key)
            if first != key:
                where = (part, index) if index else (part,)
                what = f"'{name}' is also a name in '{first.split('.')[0]}'; correct one"
                yield _finding(site, place, where, what)


def _finding(site: Site, key: str, where: tuple[str, ...], what: str) -> Finding:
    file = site.files.get(PATH)
    line = file.line((key, *where)) if file else 1
    return Finding(PATH, line, "AREA01", what)

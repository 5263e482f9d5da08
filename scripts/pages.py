"""The command `pages`: the map of every address and heading id, so that none is lost unseen."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from scripts.checks.languages import anchors
from scripts.library import ContentError, Site, load_site
from scripts.library.shapes import shape_findings
from scripts.library.yaml_file import load_yaml

MAP = "tests/site/page_map.yaml"
HEAD = """\
# Every address of the site and the ids on it, the same in every language; the number is dictated.
# Written by `python -m scripts pages --write-map`, which refuses to lose one without its entry in
# data/retired.yaml. The test tests/site/test_page_map.py fails while this file is out of date.
"""


class Mapped(BaseModel):
    """One page of the map: the number it answers to and the ids that can be linked to."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    number: int
    ids: list[str]


PageMap = dict[str, Mapped]
"""Name of a page (its address below the language) -> number and ids, in the order of the menu."""


@dataclass(frozen=True)
class Difference:
    """What the map and the content disagree on; ``lost`` may not be written away."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    lost: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.lost)


def add_arguments(parser: argparse.ArgumentParser, root: Path) -> None:
    """Declare the options of the command."""
    parser.add_argument("--write-map", action="store_true", help=f"bring {MAP} up to date")
    parser.add_argument("--root", type=Path, default=root, help="folder with docs/ and data/")


def pages(options: argparse.Namespace) -> int:
    """Run the command with parsed options: 0 the map holds, 1 it does not."""
    path = options.root / MAP
    try:
        site = load_site(options.root)
        difference = compare(site, read_map(path))
    except ContentError as error:
        print(error)
        return 1
    for line in lines(difference, written=options.write_map):
        print(line)
    if difference.lost:
        return 1
    if options.write_map:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(current_map(site)), encoding="utf-8")
        print(f"{MAP}: {len(site.page_entries)} pages", file=sys.stderr)
        return 0
    return 1 if difference else 0


def current_map(site: Site) -> PageMap:
    """The map of the content as it is. Ids are those of the source language (LANG02)."""
    source = site.pages[site.source_language]
    return {
        name: Mapped(number=entry.number, ids=_in_order(site, name))
        for name, entry in site.page_entries.items()
        if name in source
    }


def _in_order(site: Site, name: str) -> list[str]:
    """Headings in reading order, then the closed questions."""
    page = site.pages[site.source_language][name]
    headings = [section.id for section in page.sections if section.id]
    return headings + sorted(anchors(page) - set(headings))


def read_map(path: Path) -> PageMap:
    """The map on file; empty when there is none. Raises ContentError for what is no map."""
    if not path.is_file():
        return {}
    file = load_yaml(path, MAP)
    try:
        return TypeAdapter(PageMap).validate_python(file.value or {})
    except ValidationError as error:
        raise ContentError(shape_findings(error, file, (), "DATA04")) from None


def compare(site: Site, old: PageMap) -> Difference:
    """Places that are new, gone (with an entry in data/retired.yaml) or lost (without one)."""
    now, before = _places(current_map(site)), _places(old)
    missing = [place for place in before if place not in now]
    lost = [place for place in missing if not _is_retired(site, place)]
    return Difference(
        new=tuple(place for place in now if place not in before),
        gone=tuple(place for place in missing if place not in lost),
        lost=tuple(lost),
    )


def _places(pages: PageMap) -> list[str]:
    """'letter', 'letter#which' and 'letter (page 2)': each can stand on paper."""
    found: list[str] = []
    for name, page in pages.items():
        found += [name, f"{name} (page {page.number})"]
        found += [f"{name}#{identifier}" for identifier in page.ids]
    return found


def _is_retired(site: Site, place: str) -> bool:
    """Whether data/retired.yaml tells where a place leads now; a page takes its ids with it."""
    name, _, number = place.removesuffix(")").partition(" (page ")
    page = name.partition("#")[0]
    if number:
        return page in site.retired and str(site.retired[page].number) == number
    return name in site.retired or page in site.retired


def lines(difference: Difference, *, written: bool) -> list[str]:
    """One line for each place, saying what to do."""
    write = "run 'python -m scripts pages --write-map'"
    retire = "give it back, or say in data/retired.yaml where it leads now"
    lost = [f"{MAP}:1: '{place}' is gone; {retire}" for place in difference.lost]
    if written:
        return lost
    new = [f"{MAP}:1: '{place}' is new; {write}" for place in difference.new]
    return [*lost, *(f"{MAP}:1: '{p}' is retired; {write}" for p in difference.gone), *new]


def as_text(pages: PageMap) -> str:
    """The file, one page a line, so that a change of the map reads like the change itself."""
    rows = [
        f"{name}: {{number: {page.number}, ids: [{', '.join(page.ids)}]}}\n"
        for name, page in pages.items()
    ]
    return HEAD + "".join(rows)

"""The leaflets as the other rooms see them: names, formats and what they print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.library.finding import ContentError, Finding
from scripts.library.model import Words
from scripts.library.yaml_file import YamlFile, load_yaml

FOLDER = "leaflets"
PAPER_WORDS = f"{FOLDER}/words.yaml"
SHARED = frozenset({"settings.yaml", "words.yaml"})


@dataclass(frozen=True)
class Sheet:
    """A leaflet, read without the typesetter.

    ``pair``: format when two languages stand in it, '' when it is made in one language only.

    ``address``: the page that answers the same questions on the site.
    ``title`` and ``subtitle`` are None when leaflets/words.yaml lacks them (PRINT01 says so).
    """

    id: str
    number: int
    format: str
    pair: str
    fold: bool
    title: Words | None
    subtitle: Words | None
    path: str
    line: int
    address: str
    pages: frozenset[str]
    contacts: frozenset[str]
    review_by: dt.date | None


def sheet_files(root: Path, faults: list[Finding]) -> list[YamlFile]:
    """Every definition of ``leaflets/``; what cannot be read is added to ``faults``.

    A file that was only passed over made the pages say that its leaflet does not exist.
    """
    found = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        if path.name in SHARED:
            continue
        shown = f"{FOLDER}/{path.name}"
        try:
            file = load_yaml(path, shown)
        except ContentError as error:
            faults.extend(error.findings)
            continue
        if isinstance(file.value, dict) and file.value:
            found.append(file)
        else:
            what = "no leaflet inside; expected 'id: …' and the other keys"
            faults.append(Finding(shown, 1, "DATA05", what))
    return found


def sheets_of(files: list[YamlFile], words: dict[str, Words]) -> list[Sheet]:
    """The leaflets of these files; ``words`` are those of leaflets/words.yaml."""
    found = [_sheet(file, words) for file in files]
    return sorted(found, key=lambda sheet: (sheet.number, sheet.id))


def _sheet(file: YamlFile, words: dict[str, Words]) -> Sheet:
    value = file.value
    due = value.get("review_by")
    return Sheet(
        Path(file.shown).stem,
        int(value["number"]) if isinstance(value.get("number"), int) else 0,
        str(value.get("format")),
        _format(value.get("pair")),
        value.get("fold") is True,
        words.get(str(value.get("title"))),
        words.get(str(value.get("subtitle"))),
        file.shown,
        file.line(("review_by",) if "review_by" in value else ("id",)),
        str(value.get("address")),
        frozenset(_under(value, "page", "address")),
        frozenset(_under(value, "contacts")),
        due if isinstance(due, dt.date) else None,
    )


def _format(pair: Any) -> str:
    return str(pair.get("format")) if isinstance(pair, dict) else ""


def _under(value: Any, *keys: str) -> Iterator[str]:
    """Every word that stands under one of the keys, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in keys:
                yield from ([inner] if isinstance(inner, str) else _words(inner))
            else:
                yield from _under(inner, *keys)
    elif isinstance(value, list):
        for inner in value:
            yield from _under(inner, *keys)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, str))

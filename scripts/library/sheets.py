"""The leaflets as the other rooms see them: names, formats and what they print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scripts.library.finding import ContentError
from scripts.library.model import Words
from scripts.library.yaml_file import load_yaml

FOLDER = "leaflets"
SHARED = frozenset({"settings.yaml", "words.yaml"})


@dataclass(frozen=True)
class Sheet:
    """A leaflet, read without the typesetter. ``pair``: format when two languages stand in it.

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


def load_sheets(root: Path) -> list[Sheet]:
    """Every definition of ``leaflets/``; a file that cannot be read is told by PRINT07."""
    found = []
    words = _words_of_paper(root)
    for path in sorted((root / FOLDER).glob("*.yaml")):
        if path.name in SHARED:
            continue
        try:
            file = load_yaml(path, f"{FOLDER}/{path.name}")
        except ContentError:
            continue
        value = file.value if isinstance(file.value, dict) else {}
        due = value.get("review_by")
        found.append(
            Sheet(
                path.stem,
                int(value["number"]) if isinstance(value.get("number"), int) else 0,
                str(value.get("format")),
                str(_format(value.get("pair"))),
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
        )
    return sorted(found, key=lambda sheet: (sheet.number, sheet.id))


def _format(pair: Any) -> Any:
    return pair.get("format") if isinstance(pair, dict) else None


def _words_of_paper(root: Path) -> dict[str, Words]:
    """The entries of ``leaflets/words.yaml`` that are whole."""
    try:
        value = load_yaml(root / FOLDER / "words.yaml", f"{FOLDER}/words.yaml").value
    except (ContentError, OSError):
        return {}
    found = {}
    for key, entry in value.items() if isinstance(value, dict) else ():
        try:
            found[str(key)] = Words.model_validate(entry)
        except ValidationError:
            continue
    return found


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

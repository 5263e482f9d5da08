"""What a leaflet is due by: the pages and contacts that it prints, read without the typesetter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.library.finding import ContentError
from scripts.library.yaml_file import load_yaml

FOLDER = "leaflets"
SHARED = frozenset({"settings.yaml", "words.yaml"})


@dataclass(frozen=True)
class Sheet:
    """A leaflet as the clock sees it."""

    id: str
    path: str
    line: int
    pages: frozenset[str]
    contacts: frozenset[str]
    review_by: dt.date | None


def load_sheets(root: Path) -> list[Sheet]:
    """Every definition of ``leaflets/``; a file that cannot be read is told by PRINT07."""
    found = []
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
                file.shown,
                file.line(("review_by",) if "review_by" in value else ("id",)),
                frozenset(_under(value, "page", "address")),
                frozenset(_under(value, "contacts")),
                due if isinstance(due, dt.date) else None,
            )
        )
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

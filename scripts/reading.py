"""The command `reading`: how hard each page is to read, the languages side by side."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.checks.reading import Reading, limits, page_reading, too_hard
from scripts.library import ContentError, Site, load_site

LEGEND = "words, words a sentence, longest sentence, LIX; * is over the limit of the page's kind"


def add_arguments(parser: argparse.ArgumentParser, root: Path) -> None:
    """Declare the options of the command."""
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--root", type=Path, default=root, help="folder with docs/ and data/")


def reading(options: argparse.Namespace) -> int:
    """Run the command with parsed options: 0 all within the limits, 1 something is over."""
    try:
        site = load_site(options.root)
    except ContentError as error:
        print(error)
        return 1
    found = figures(site)
    if options.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print("\n".join(table(site, found)))
    over = sum(bool(one["over"]) for page in found.values() for one in page.values())
    print(f"{over} texts over their limit", file=sys.stderr)
    return 1 if over else 0


Figures = dict[str, dict[str, dict[str, object]]]
"""Page -> language -> name of a figure -> its value."""


def figures(site: Site) -> Figures:
    """Every page in the order of the site, every published language."""
    return {
        name: {
            code: _figures_of(site, code, name)
            for code in site.published
            if name in site.pages.get(code, {})
        }
        for name in site.page_entries
    }


def _figures_of(site: Site, language: str, name: str) -> dict[str, object]:
    page = site.pages[language][name]
    counted: Reading = page_reading(site, page)
    return {
        "sentences": counted.sentences,
        "words": counted.words,
        "average": round(counted.average, 1),
        "longest": counted.longest,
        "lix": round(counted.lix, 1),
        "over": list(too_hard(counted, limits(site, page))),
    }


def table(site: Site, found: Figures) -> Iterator[str]:
    """One line a page, one column of figures a language."""
    yield f"{'':16}" + "".join(f"{code:^28}" for code in site.published)
    yield f"{'page':16}" + "".join("  words  aver.  long.  LIX   " for _ in site.published)
    for name, languages in found.items():
        cells = (_cell(languages[code]) if code in languages else "" for code in site.published)
        yield f"{name:16}" + "".join(f"{cell:28}" for cell in cells)
    yield LEGEND


def _cell(one: dict[str, object]) -> str:
    over = one["over"]
    marks = over if isinstance(over, list) else []
    return (
        f"{one['words']:>7}{one['average']:>6}{'*' if 'average' in marks else ' '}"
        f"{one['longest']:>6}{'*' if 'longest' in marks else ' '}"
        f"{one['lix']:>5}{'*' if 'lix' in marks else ' '} "
    )

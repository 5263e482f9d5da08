"""Leaflets: sections of the pages, typeset for paper. ``python -m scripts leaflets``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from scripts.leaflets.build import build_all
from scripts.leaflets.definition import load_shelf
from scripts.library import ContentError, load_site

__all__ = ["build_all", "main"]

ROOT = Path(__file__).resolve().parent.parent.parent
OUT = Path("site/print")
LOCAL_ADDRESS = "http://127.0.0.1:8000/"
"""The address printed when SITE_URL is not set: that of the local server."""


def main(argv: list[str]) -> int:
    """Build the leaflets. Returns 0, 1 for faults in the content (one line each), 2 for misuse."""
    parser = argparse.ArgumentParser(prog="python -m scripts leaflets", description=__doc__)
    parser.add_argument("--list", action="store_true", help="print the leaflets and build nothing")
    parser.add_argument("--out", type=Path, default=ROOT / OUT, help=f"folder (default {OUT})")
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        if options.list:
            _print_list()
            return 0
        site_url = os.environ.get("SITE_URL") or LOCAL_ADDRESS
        for path in build_all(load_site(ROOT), options.out, site_url):
            print(os.path.relpath(path))
    except ContentError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        return 1
    return 0


def _print_list() -> None:
    shelf = load_shelf(ROOT)
    for leaflet in shelf.leaflets:
        definition = leaflet.definition
        title = shelf.words.get(definition.title)
        name = title.en if title else definition.title
        sides = len(definition.sides)
        print(f"{definition.number} {definition.id} {definition.format} {sides} pages: {name}")

"""Leaflets: sections of the pages, typeset for paper. ``python -m scripts leaflets``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from scripts.leaflets.build import Batch, Wanted, build_all, is_draft, prepare
from scripts.leaflets.definition import load_shelf
from scripts.library import ContentError, load_site

__all__ = ["Batch", "Wanted", "build_all", "is_draft", "main", "prepare"]

ROOT = Path(__file__).resolve().parent.parent.parent
OUT = Path("site/print")
LOCAL_ADDRESS = "http://127.0.0.1:8000/"
"""The address printed when SITE_URL is not set: that of the local server."""


def main(argv: list[str]) -> int:
    """Build the leaflets. Returns 0, 1 for faults in the content (one line each), 2 for misuse."""
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        if options.list:
            _print_list()
            return 0
        site_url = os.environ.get("SITE_URL") or LOCAL_ADDRESS
        wanted = Wanted(_names(options.only), _names(options.language))
        made = build_all(
            load_site(ROOT), options.out, site_url, wanted=wanted, release=options.release
        )
        for path in made:
            print(os.path.relpath(path))
    except ContentError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts leaflets", description=__doc__)
    parser.add_argument("--list", action="store_true", help="print the leaflets and build nothing")
    parser.add_argument("--out", type=Path, default=ROOT / OUT, help=f"folder (default {OUT})")
    parser.add_argument("--only", default="", help="ids of leaflets, with commas between")
    parser.add_argument("--language", default="", help="languages or pairs, as fr,nl-en")
    parser.add_argument(
        "--release", action="store_true", help="refuse to build what is marked as a draft"
    )
    return parser


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip())


def _print_list() -> None:
    """Number, id, format and pages (one language; a pair), languages, English name."""
    site = load_site(ROOT)
    shelf = load_shelf(ROOT)
    languages = ",".join(site.published)
    for leaflet in shelf.leaflets:
        one = leaflet.definition
        title = shelf.words.get(one.title)
        name = title.en if title else one.title
        fold = " folded" if one.fold else ""
        print(
            f"{one.number} {one.id}: {one.format}{fold} {one.pages} pages, "
            f"pair {one.pair.format} {one.pair.pages} pages, {languages} and pairs: {name}"
        )

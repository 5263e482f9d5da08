"""Leaflets: sections of the pages, typeset for paper. ``python -m scripts leaflets``."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

import pikepdf

from scripts.leaflets import drafts
from scripts.leaflets.build import Batch, build_all, prepare
from scripts.leaflets.definition import load_shelf
from scripts.leaflets.job import Job, Wanted
from scripts.leaflets.jobs import jobs_of
from scripts.leaflets.overflow import counted
from scripts.leaflets.recall import RELEASE_DAY, register_of_build, values_of
from scripts.library import ContentError, Site, load_site
from scripts.library.address import AddressError, site_address
from scripts.library.lock import WriteError, refusing, writing
from scripts.library.recall import Register, spaced, with_release

__all__ = [
    "RELEASE_DAY",
    "Batch",
    "Wanted",
    "build_all",
    "is_draft",
    "main",
    "prepare",
    "register_of_build",
    "registered",
]

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
        site_url = site_address("leaflets", LOCAL_ADDRESS)
        wanted = Wanted(_names(options.only), _names(options.language))
        if options.list:
            for job in jobs_of(load_site(ROOT), site_url, wanted):
                print(_row(job, options.out))
            return 0
        with writing(ROOT, "leaflets"), refusing("leaflets"):
            made = build_all(
                load_site(ROOT), options.out, site_url, wanted=wanted, release=options.release
            )
        for path in made:
            print(os.path.relpath(path))
    except (AddressError, WriteError) as error:
        print(error, file=sys.stderr)
        return 1
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


def _row(job: Job, out: Path) -> str:
    """'first-steps fr-nl: A4, 3 pages, 32 + 33 KB, cr9 7nr 947: Les premiers pas'.

    The sizes (of the file to read and the file to print) are those of the files in ``out``; pages
    that no definition fixes are counted there too.
    """
    shape = f"{job.format} folded" if job.folded else job.format
    files = [out / f"{job.name}.pdf", out / f"{job.name}-print.pdf"]
    sizes = [round(path.stat().st_size / 1000) for path in files if path.is_file()]
    made = len(sizes) == len(files)
    size = f"{sizes[0]} + {sizes[1]} KB" if made else "not made"
    pages = job.pages or (_pages_of(files[0]) if made else 0)
    number = f"{counted(pages)}, " if pages else ""
    name = job.shelf.words[job.leaflet.definition.title].in_language(job.languages[0])
    return (
        f"{job.id} {'-'.join(job.languages)}: {shape}, {number}{size}, "
        f"{spaced(job.edition.code)}: {name}"
    )


def _pages_of(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def is_draft(site: Site, site_url: str) -> bool:
    """Whether the sheets of a build carry the draft mark."""
    return drafts.is_draft(load_shelf(site.root), site_url)


def registered(site: Site, site_url: str, day: dt.date) -> Register:
    """The register with the codes of today's leaflets, released on ``day``; nothing is written.

    Raises ContentError for faults of the leaflets, or when their codes would not hold.
    """
    editions = [job.edition for job in jobs_of(site, site_url)]
    return with_release(site.register, editions, values_of(site, editions), day)

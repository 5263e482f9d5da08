"""``python -m scripts gallery``: every template in every state on one sheet, to look at."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.browser import ARGUMENTS, NoBrowserError, browser_program
from scripts.build import can_read_built_site
from scripts.library import load_site
from scripts.site.addresses import path_of
from scripts.site.static import serving

OUT = Path(".build/gallery")
SHOWN_PAGES = ("index", "letter", "deadlines", "help")
"""One of each template: home, a page with steps, one with voices and cautions, one with cards."""

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلم"
MIRROR = (
    "() => { document.documentElement.dir = 'rtl'; document.documentElement.lang = 'ar';"
    f" const letters = '{ARABIC}';"
    " const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
    " while (walk.nextNode()) { const node = walk.currentNode;"
    " if (node.parentElement.closest('[dir=ltr],style,title')) continue;"
    " node.data = node.data.replace(/[a-zà-ÿ]/gi,"
    " c => letters[c.toLowerCase().charCodeAt(0) % letters.length]); } }"
)
"""Turns a page into the right-to-left test language: Arabic letters, same structure."""


@dataclass(frozen=True)
class State:
    """One way to look at a page; sizes in CSS pixels."""

    name: str
    width: int = 360
    height: int = 740
    dark: bool = False
    scale: int = 100
    grey: bool = False
    rtl: bool = False


STATES = (
    State("360"),
    State("320", width=320, height=640),
    State("1280", width=1280, height=800),
    State("dark", dark=True),
    State("text-200", scale=200),
    State("grey", grey=True),
    State("rtl", rtl=True),
)


def main(arguments: list[str]) -> int:
    """Take the pictures of the built ``site/`` into ``.build/gallery/index.html``."""
    root = Path.cwd()
    if not can_read_built_site("gallery", arguments, root):
        return 2
    try:
        program = browser_program()
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 2
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    languages = load_site(root).published
    rows: list[tuple[str, list[str]]] = []
    with serving(root / "site") as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        for page in SHOWN_PAGES:
            for language in languages:
                address = path_of(language, page)
                print(f"gallery: {address}", file=sys.stderr)
                rows.append((address, list(_pictures(browser, base, address))))
        browser.close()
    (OUT / "index.html").write_text(_sheet(rows), encoding="utf-8")
    print(OUT / "index.html")
    return 0


def _pictures(browser: Browser, base: str, address: str) -> Iterator[str]:
    """File names of the pictures of one page: every state, and its first printed sheet."""
    stem = address.strip("/").replace("/", "-")
    for state in STATES:
        context = browser.new_context(
            viewport={"width": state.width, "height": state.height},
            color_scheme="dark" if state.dark else "light",
            bypass_csp=True,
        )
        page = context.new_page()
        page.goto(f"{base}/{address}")
        if state.scale != 100:
            page.evaluate(f"document.documentElement.style.fontSize = '{state.scale * 1.125}%'")
        if state.grey:
            page.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
        if state.rtl:
            page.evaluate(MIRROR)
        name = f"{stem}-{state.name}.png"
        page.screenshot(path=OUT / name)
        context.close()
        yield name
    context = browser.new_context(viewport={"width": 794, "height": 1123})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{base}/{address}")
    page.screenshot(path=OUT / f"{stem}-print.png")
    context.close()
    yield f"{stem}-print.png"


def _sheet(rows: list[tuple[str, list[str]]]) -> str:
    body = "".join(
        f"<h2>{escape(address)}</h2><p>"
        + "".join(f'<img src="{name}" alt="{name}" title="{name}">' for name in names)
        + "</p>"
        for address, names in rows
    )
    style = "img{height:500px;border:1px solid #888;margin:4px}body{font-family:sans-serif}"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>'
        f"<style>{style}</style><h1>Gallery</h1>{body}</html>"
    )

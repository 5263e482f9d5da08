"""Reading built pages: their links, their ids, and their words with the language they are in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import html

from tests.built import SITE, pages

# What a reader does not read as words of the page.
SILENT = {"script", "style", "svg", "template"}


@dataclass(frozen=True)
class Link:
    """One address in a page, as written, with the element that holds it."""

    file: Path
    line: int
    element: str
    relation: str
    address: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(SITE)}:{self.line}: {self.element} {self.address}"


@cache
def tree(file: Path) -> Any:
    """The parsed page."""
    return html.fromstring(file.read_text("utf-8"))


def links(file: Path) -> list[Link]:
    """Every href and src of the page."""
    found = []
    for element in tree(file).iter():
        for key in ("href", "src"):
            address = element.get(key) if isinstance(element.tag, str) else None
            if address is not None:
                relation = element.get("rel", "")
                found.append(Link(file, element.sourceline, element.tag, relation, address))
    return found


def ids(file: Path) -> list[str]:
    """Every id of the page, in order, doubles included."""
    return [str(value) for value in tree(file).xpath("//@id")]


@cache
def base_address() -> str:
    """The address the site was built for, read from what a page says of itself."""
    page = pages()[0]
    own = f'string(//link[@rel="alternate"][@hreflang="{page.language}"]/@href)'
    return str(tree(page.file).xpath(own)).removesuffix(page.address.lstrip("/"))


def target(link: Link) -> tuple[Path, str] | None:
    """The file and the fragment that an internal link leads to; None for another host."""
    address, fragment = urldefrag(link.address)
    if base_address() and address.startswith(base_address()):
        address = "/" + address.removeprefix(base_address())
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return link.file, unquote(fragment)
    start = SITE if parts.path.startswith("/") else link.file.parent
    file = (start / unquote(parts.path).lstrip("/")).resolve()
    return (file / "index.html" if file.is_dir() else file), unquote(fragment)


def texts(file: Path) -> Iterator[tuple[str, str]]:
    """The pieces of text of the page, each with its language."""
    root = tree(file)
    yield from _texts(root, root.get("lang", ""))


def _texts(element: Any, language: str) -> Iterator[tuple[str, str]]:
    inner = element.get("lang", language)
    if element.get("translate") == "no":
        return  # a code is no word of any language
    if element.text:
        yield inner, element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SILENT:
            yield from _texts(child, inner)
        if child.tail:
            yield inner, child.tail


def plain(text: str) -> str:
    """The text with ordinary spaces and without soft hyphens and direction marks."""
    return re.sub(r"\s+", " ", re.sub(r"[\u00ad\u200b-\u200f\u2066-\u2069\u2060]", "", text))

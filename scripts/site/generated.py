"""What a site holds beside pages and leaflets: the files that no Markdown page stands behind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from scripts.library import Site
from scripts.site.addresses import listen_path, share_path
from scripts.site.feed import FEED, feed_xml
from scripts.site.hosts import header_files
from scripts.site.keep import FILE, keep_file
from scripts.site.kit_pages import kit_views
from scripts.site.kits import DATA, kit_path, kits_script
from scripts.site.listen import listen_view
from scripts.site.moved import moved_pages
from scripts.site.search import INDEX, index_script
from scripts.site.share import share_view
from scripts.site.show import show_path, show_view
from scripts.site.vcards import write_vcards
from scripts.site.verify import typing_view, verify_views
from scripts.site.view import number_view, without_line_breaks


@dataclass(frozen=True)
class Output:
    """Where the files of a site go, and what they are made from.

    ``site_url`` is absolute and ends with a slash. ``draft`` tells whether the sheets of this
    build carry the draft mark; it is asked only when a page says so.
    """

    site: Site
    folder: Path
    site_url: str
    templates: Environment
    draft: Callable[[], bool]

    def page(self, path: str, template: str, view: object, base_url: str = "..") -> None:
        """Print ``template`` into ``path``/index.html; ``base_url`` leads from it to the root."""
        html = self.templates.get_template(template).render(icam=view, base_url=base_url, page=None)
        self.file(f"{path.rstrip('/')}/index.html", without_line_breaks(html))

    def file(self, name: str, text: str) -> None:
        """Write a file; ``name`` is its path below the root of the site."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _number_pages(output: Output) -> None:
    """``/4/`` leads to page 4 in every language: a number can be dictated across a desk."""
    for name, entry in output.site.page_entries.items():
        view = number_view(output.site, output.site_url, name)
        output.page(str(entry.number), "number.html", view)


def _share_pages(output: Output) -> None:
    """One page beside each page and language, with what is needed to pass it on."""
    for page in output.site.all_pages():
        view = share_view(output.site, page, output.site_url)
        output.page(share_path(page.language, page.name), "share.html", view)


def _listen_pages(output: Output) -> None:
    """One page beside each page and language, which a voice of the phone reads."""
    for page in output.site.all_pages():
        view = listen_view(output.site, page, output.site_url)
        output.page(listen_path(page.language, page.name), "listen.html", view)


def _sentences(output: Output) -> None:
    """One page for each sentence to show and each language."""
    for code in output.site.published:
        for name in output.site.sentences:
            output.page(show_path(code, name), "show.html", show_view(output.site, name, code))


def _kits(output: Output) -> None:
    """The sheets for workers, and the file from which they make their own."""
    for code in output.site.published:
        for name, view in kit_views(output.site, code, output.site_url):
            output.page(kit_path(code, name), "kit.html", view)
        if output.site.kits.sections:
            output.file(DATA.format(language=code), kits_script(output.site, code))


def _search_indexes(output: Output) -> None:
    for code in output.site.published:
        output.file(INDEX.format(language=code), index_script(output.site, code))


def _feeds(output: Output) -> None:
    if output.site.changes:
        for code in output.site.published:
            output.file(FEED.format(language=code), feed_xml(output.site, code, output.site_url))


def _kept_files(output: Output) -> None:
    for code in output.site.published:
        output.file(FILE.format(language=code), keep_file(output.site, code, output.site_url))


def _header_files(output: Output) -> None:
    for name, text in header_files(output.site.root, output.site_url).items():
        output.file(name, text)


def _moved_pages(output: Output) -> None:
    """An address that is gone says where its words stand now: paper cannot be called back."""
    for moved in moved_pages(output.site, output.site_url):
        output.page(moved.path, "moved.html", moved.view, "/".join([".."] * moved.depth))


def _vcards(output: Output) -> None:
    write_vcards(output.site, output.folder)


def _code_pages(output: Output) -> None:
    """One page for each code on paper, and one about how a code is typed."""
    for path, view in verify_views(output.site, draft=output.draft()):
        output.page(path, "verify.html", view)
    output.page("v", "codes.html", typing_view(output.site, output.site_url))


@dataclass(frozen=True)
class Group:
    """Files that are written together; ``names`` matches their paths below the root."""

    names: re.Pattern[str]
    write: Callable[[Output], None]


GROUPS = tuple(
    Group(re.compile(names), write)
    for names, write in (
        (r"\d+/index\.html", _number_pages),
        (r"share/.+", _share_pages),
        (r"listen/.+", _listen_pages),
        (r"show/.+", _sentences),
        (r"kit/.+", _kits),
        (r"search/.+", _search_indexes),
        (r"[^/]+/changes\.xml", _feeds),
        (r"keep/.+\.html", _kept_files),
        (r"_headers|headers/.+", _header_files),
        (r"(?:\d+|[^/]+/[^/]+)/index\.html", _moved_pages),
        (r"contacts/.+", _vcards),
        (r"v/.*", _code_pages),
    )
)
"""All of them, in the order in which a build writes them."""


def write_all(output: Output) -> None:
    """Write every file of every group."""
    for group in GROUPS:
        group.write(output)

"""The built site as the HTML rules read it: every file of a folder, beside the content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from scripts.library import Finding, Site


@dataclass(frozen=True, eq=False)
class BuiltFile:
    """One HTML file of ``site/``. ``language`` and ``page`` are '' for the chooser and its like."""

    shown: str
    address: str
    language: str
    page: str
    data: bytes

    @cached_property
    def tree(self) -> Any:
        """The parsed file."""
        from lxml import html  # only 'make build' installs it

        return html.document_fromstring(self.data.decode("utf-8"))

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order, doubles included."""
        return [str(value) for value in self.tree.xpath("//@id")]

    def finding(self, rule_id: str, what: str, element: Any = None) -> Finding:
        """A fault at an element, or at the first line."""
        line = getattr(element, "sourceline", None) or 1
        return Finding(self.shown, line, rule_id, what)


@dataclass(frozen=True)
class Built:
    """The built site beside the content that it was made from."""

    site: Site
    folder: Path
    files: tuple[BuiltFile, ...]
    others: frozenset[str]

    @cached_property
    def by_address(self) -> dict[str, BuiltFile]:
        """Files by their path below the root: 'fr/letter/index.html'."""
        return {file.address: file for file in self.files}

    @property
    def pages(self) -> list[BuiltFile]:
        """The content pages."""
        return [file for file in self.files if file.page]

    def page(self, language: str, name: str) -> BuiltFile | None:
        """A content page, or None when it was not built."""
        return self.by_address.get(address_of(language, name))

    @cached_property
    def root_address(self) -> str:
        """The address the site was built for, as the pages give it for themselves."""
        for file in self.pages:
            own = file.tree.xpath(f'string(//link[@hreflang="{file.language}"]/@href)')
            end = file.address.removesuffix("index.html")
            if own.endswith(end):
                return str(own).removesuffix(end)
        return ""


def address_of(language: str, name: str) -> str:
    """Where the builder puts a page."""
    return f"{language}/index.html" if name == "index" else f"{language}/{name}/index.html"


def read_built(site: Site, folder: Path) -> Built:
    """Read every file of the built site; nothing when the folder is not there."""
    names = {
        address_of(code, name): (code, name)
        for code in site.published
        for name in site.page_entries
    }
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    files = []
    for path in found:
        address = path.relative_to(folder).as_posix()
        if path.suffix == ".html":
            language, page = names.get(address, ("", ""))
            shown = f"{folder.name}/{address}"
            files.append(BuiltFile(shown, address, language, page, path.read_bytes()))
    others = frozenset(path.relative_to(folder).as_posix() for path in found)
    return Built(site, folder, tuple(files), others)

"""The built site as the tests see it: files of `site/`, sorted into kinds of pages."""

import datetime as dt
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scripts.checks.clock import days_said
from scripts.library import Site, load_site

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
COPIED = ("data", "docs", "overrides", "scripts", "leaflets", "mkdocs.yml")
"""What a build reads."""


class NotBuiltError(Exception):
    """There is nothing in `site/` to test."""


@dataclass(frozen=True)
class BuiltPage:
    """One content page in one language; `name` is its address below it, "" for the home."""

    language: str
    name: str

    @property
    def address(self) -> str:
        """The path in the site, as "/fr/letter/"."""
        return f"/{self.language}/{self.name}"

    @property
    def file(self) -> Path:
        """The file that a server answers with."""
        return SITE / self.language / self.name / "index.html"

    def in_language(self, language: str) -> "BuiltPage":
        """The same page in another language."""
        return BuiltPage(language, self.name)


@cache
def languages() -> tuple[str, ...]:
    """The codes of the published languages, in the order of `data/languages.yaml`."""
    entries = yaml.safe_load((ROOT / "data" / "languages.yaml").read_text("utf-8"))
    return tuple(code for code, entry in entries.items() if entry["state"] == "published")


@cache
def pages() -> tuple[BuiltPage, ...]:
    """Every content page of every language; raises NotBuiltError when a language has none."""
    found = tuple(page for language in languages() for page in _pages_in(language))
    for language in languages():
        if not any(page.language == language for page in found):
            raise NotBuiltError(f"site/{language}/ holds no page: run `make build` first")
    return found


def _pages_in(language: str) -> list[BuiltPage]:
    folder = SITE / language
    files = sorted(folder.rglob("index.html"))
    names = [file.parent.relative_to(folder).as_posix() for file in files]
    kept = [name for name in names if name not in retired()]
    return [BuiltPage(language, "" if name == "." else f"{name}/") for name in kept]


@cache
def retired() -> dict[str, Any]:
    """The entries of `data/retired.yaml`: a retired page leaves a small page that is no content."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "data/retired.yaml").read_text("utf-8"))
    return found


@cache
def html_files() -> tuple[Path, ...]:
    """Every HTML file of the site; raises NotBuiltError when there is none."""
    found = tuple(sorted(SITE.rglob("*.html")))
    if not found:
        raise NotBuiltError("site/ holds no page: run `make build` first")
    return found


def without_most_leaflets(root: Path) -> None:
    """Take the blocks of the leaflets that a quick copy leaves out from the copied pages."""
    for page in root.glob("docs/*/leaflets.md"):
        text = page.read_text(encoding="utf-8")
        text = re.sub(r"^/// leaflet \| (?!workers$).*\n///\n", "", text, flags=re.MULTILINE)
        page.write_text(text, encoding="utf-8")


def all_leaflets_but_one(_: str, names: list[str]) -> list[str]:
    """What a copy for a quick build leaves out: typesetting every leaflet takes a minute."""
    kept = ("settings.yaml", "words.yaml", "workers.yaml")
    return [name for name in names if name.endswith(".yaml") and name not in kept]


@cache
def real_site() -> Site:
    """The content of the repository on its day, read once by each process; not to be changed."""
    return load_site(ROOT, content_day())


@cache
def content_day() -> dt.date:
    """The day of the newest check of the content: the day on which it is built and tested."""
    whichever = load_site(ROOT, dt.date.min)  # the day of a check is the same on every day
    return max(said for *_, said in days_said(whichever))


def copy_quick(root: Path) -> None:
    """Copy what a build needs into `root`, with one leaflet."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            ignored = all_leaflets_but_one if name == "leaflets" else None
            shutil.copytree(source, root / name, ignore=ignored)
        else:
            shutil.copy(source, root / name)
    without_most_leaflets(root)

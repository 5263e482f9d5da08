"""The scripts of the site: small, readable files of `overrides/scripts/`, written into the page.

A script stands inside the page that needs it, allowed by its hash: no request, and a saved copy
of the page opened from a file manager still works.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.library import ContentError, Finding

FOLDER = Path("overrides/scripts")

EVERY_PAGE = ("age",)
"""Scripts of every page: a copy that is opened later tells its own age."""


@dataclass(frozen=True)
class Program:
    """One script: its text as it stands in a page, and what else the policy has to allow."""

    name: str
    text: str
    script_sources: tuple[str, ...] = ()
    allows: tuple[str, ...] = ()


SCRIPT_SOURCES: dict[str, tuple[str, ...]] = {
    "kit": ("'self'",),
    "kits": ("'self'",),
    "search": ("'self'",),
}
"""Script -> what it may load as a script beside itself, for example "'self'"."""

EXTRA_POLICY: dict[str, tuple[str, ...]] = {
    "offline": ("connect-src 'self'", "worker-src 'self'"),
}
"""Script -> whole directives beyond its own hash, for example "worker-src 'self'"."""


def load_program(root: Path, name: str) -> Program:
    """Read a script without its comment lines and indentation (what readers of the file need).

    Raises ContentError (DATA06) when the page entry names a script that does not exist.
    """
    path = root / FOLDER / f"{name}.js"
    if not path.is_file():
        what = f"tool '{name}' has no script {FOLDER / path.name}; write it or mend the name"
        raise ContentError([Finding("data/pages.yaml", 1, "DATA06", what)])
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith("//"))
    return Program(name, text, SCRIPT_SOURCES.get(name, ()), EXTRA_POLICY.get(name, ()))


def programs_of(root: Path, tools: Iterable[str]) -> list[Program]:
    """The scripts of a page with these ``tools``, in the order in which they run."""
    return [load_program(root, name) for name in (*EVERY_PAGE, *tools)]


def all_programs(root: Path) -> list[Program]:
    """Every script of the site: the header of a host cannot differ from page to page."""
    return [load_program(root, path.stem) for path in sorted((root / FOLDER).glob("*.js"))]

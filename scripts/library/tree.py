"""What may lie in the folders of the content: the site generator copies all of docs/ as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.library.finding import Finding
from scripts.library.text_file import link_finding

FOLDERS = ("docs", "data", "leaflets")
FACTS = "data/facts"


def stray_files(root: Path, languages: Iterable[str]) -> Iterator[Finding]:
    """FILE04 for what is no page and no file of facts, FILE05 for what only points elsewhere.

    docs/en/a.html with a program in it was published as it was, docs/en/sub/icam.md ended the build
    in a traceback, and facts in data/facts/zz.yml were read by nobody.
    """
    known = set(languages)
    for name in FOLDERS:
        for path in sorted((root / name).rglob("*")):
            shown = path.relative_to(root).as_posix()
            if path.is_symlink():
                yield link_finding(shown)
            elif what := _misplaced(shown, path.is_dir(), known):
                yield Finding(shown, 1, "FILE04", what)


def _misplaced(shown: str, is_folder: bool, languages: set[str]) -> str:
    """Why this path may not be there, or ''. Hidden files are not published."""
    parts = shown.split("/")
    if parts[-1].startswith(".") and not shown.endswith(".md"):
        return ""
    if parts[0] == "docs":
        return _in_docs(parts, is_folder, languages)
    if shown.startswith(f"{FACTS}/") and not shown.endswith(".yaml"):
        return f"nothing reads this; {FACTS} holds only files named like 'order.yaml'"
    return ""


def _in_docs(parts: list[str], is_folder: bool, languages: set[str]) -> str:
    if len(parts) == 2 and is_folder:
        if parts[1] in languages:
            return ""
        return f"'{parts[1]}' is no language of data/languages.yaml; add it there, or move this"
    if is_folder or (len(parts) == 3 and parts[2].endswith(".md")):
        return ""  # of a folder, what lies in it is told
    return (
        "docs/ holds only pages, docs/<language>/<page>.md; move this, or it is published as it is"
    )

"""The command `facts`: where a fact is used, and its words put right on every page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.checks.contacts import contact_words
from scripts.checks.facts import same_words, variant_index
from scripts.checks.uses import Use, all_uses
from scripts.library import ContentError, Site, load_site
from scripts.library.text_file import replace_text


@dataclass(frozen=True)
class Change:
    """Words of one link to be replaced."""

    use: Use
    words: str

    @property
    def address(self) -> str:
        """The target as written between brackets."""
        part = f"#{self.use.fragment}" if self.use.fragment else ""
        return f"{self.use.scheme}:{self.use.id}{part}"


def add_arguments(parser: argparse.ArgumentParser, root: Path) -> None:
    """Declare the verbs `fix` and `where`."""
    verbs = parser.add_subparsers(dest="facts_verb", required=True)
    fix_parser = verbs.add_parser("fix", help="write the words of the registry on every page")
    where_parser = verbs.add_parser("where", help="list each use of a fact")
    where_parser.add_argument("id", help="id of the fact")
    for verb in (fix_parser, where_parser):
        verb.add_argument("--root", type=Path, default=root, help="folder with docs/ and data/")


def facts(options: argparse.Namespace) -> int:
    """Run the command with parsed options: 0 done, 1 fault in the content."""
    try:
        site = load_site(options.root)
    except ContentError as error:
        print(error)
        return 1
    return fix(site) if options.facts_verb == "fix" else where(site, options.id)


def where(site: Site, identifier: str) -> int:
    """Print ``path:line: [language] words`` for each use of a fact, then what a change touches."""
    if identifier not in site.facts:
        print(f"facts: no fact '{identifier}' in data/facts", file=sys.stderr)
        return 1
    for use in all_uses(site):
        if use.scheme == "fact" and use.id == identifier:
            print(f"{use.path}:{use.line}: [{use.language}] {use.words}")
    # Loaded here: the checks, which need the functions above, must run without the print room.
    from scripts.where import touched

    try:
        for line in touched(site, identifier):
            print(line)
    except ContentError as error:
        print(error)
        return 1
    return 0


def fix(site: Site) -> int:
    """Replace words that differ from the registry, file by file; print each change."""
    by_path: dict[str, list[Change]] = {}
    for change in changes(site):
        by_path.setdefault(change.use.path, []).append(change)
    left = 0
    for path, wanted in sorted(by_path.items()):
        left += _rewrite(site.root / path, wanted)
    return 1 if left else 0


def changes(site: Site) -> Iterator[Change]:
    """Every link whose words are not the registry's, with the words that should stand there."""
    uses = [use for use in all_uses(site) if use.scheme in ("fact", "contact")]
    for use in uses:
        words = _right_words(site, use, _twin(site, uses, use))
        if words and not same_words(words, use.words):
            yield Change(use, words)


def _right_words(site: Site, use: Use, twin: Use | None) -> str | None:
    if use.scheme == "contact":
        contact = site.contacts.get(use.id)
        return contact_words(contact, use.fragment) if contact else None
    fact = site.facts.get(use.id)
    if fact is None or variant_index(fact, use.language, use.words) is not None:
        return None
    index = variant_index(fact, twin.language, twin.words) if twin else None
    return fact.current.shown.variants(use.language)[index or 0]


def _twin(site: Site, uses: list[Use], use: Use) -> Use | None:
    """The link at the same place of the same text in the source language."""
    here = [other for other in uses if _text_of(other) == _text_of(use)]
    source = site.source_language
    path = use.path.replace(f"docs/{use.language}/", f"docs/{source}/")
    there = [other for other in uses if _text_of(other) == (path, source)]
    index = next(n for n, other in enumerate(here) if other is use)
    twin = there[index] if index < len(there) else None
    return twin if twin and twin.id == use.id else None


def _text_of(use: Use) -> tuple[str, str]:
    return use.path, use.language


def _rewrite(path: Path, wanted: list[Change]) -> int:
    """Write one file; returns how many changes could not be made (words over two lines)."""
    rows = path.read_text(encoding="utf-8").split("\n")
    left = 0
    for change in wanted:
        use, index = change.use, change.use.line - 1
        old = f"[{use.words}]({change.address})"
        if old in rows[index]:
            rows[index] = rows[index].replace(old, f"[{change.words}]({change.address})", 1)
            print(f"{use.path}:{use.line}: {use.words} -> {change.words}")
        else:
            left += 1
            print(f"{use.path}:{use.line}: write '{change.words}' by hand (link not on this line)")
    replace_text(path, "\n".join(rows))
    return left

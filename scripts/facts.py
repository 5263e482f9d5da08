"""The command `facts`: where a fact or contact is used, its words put right on every page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.checks.contacts import contact_words, unknown_contact
from scripts.checks.facts import registry_words, same_words, unknown_fact
from scripts.checks.uses import Use, all_uses
from scripts.library import ContentError, Site, load_site
from scripts.library.page import LINK, parse_page
from scripts.library.text_file import replace_text
from scripts.library.yaml_file import parse_yaml


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
    where_parser = verbs.add_parser("where", help="list each use of a fact or contact")
    where_parser.add_argument("id", help="id of the fact or contact")
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
    """Print ``path:line: [language] words`` for each use of a record, and what a change touches."""
    known = {"fact": identifier in site.facts, "contact": identifier in site.contacts}
    schemes = [scheme for scheme, found in known.items() if found]
    if not schemes:
        places = "data/facts, and no contact in data/contacts.yaml"
        print(f"facts: no fact '{identifier}' in {places}; correct the id", file=sys.stderr)
        return 1
    # Loaded here: the checks, which need the functions below, must run without the print room.
    from scripts.where import touched

    try:
        for scheme in schemes:
            for line in (*_uses(site, scheme, identifier), *touched(site, scheme, identifier)):
                print(line)
    except ContentError as error:
        print(error)
        return 1
    return 0


def _uses(site: Site, scheme: str, identifier: str) -> Iterator[str]:
    """One line for each link to a record, then for each card of a contact."""
    for use in all_uses(site):
        if (use.scheme, use.id) == (scheme, identifier):
            part = f" (#{use.fragment})" if use.fragment else ""
            yield f"{use.path}:{use.line}: [{use.language}] {use.words}{part}"
    for page in site.all_pages() if scheme == "contact" else ():
        for block in page.blocks:
            if (block.name, block.argument) == ("card", identifier):
                yield f"{page.path}:{block.line}: [{page.language}] card"


def fix(site: Site) -> int:
    """Replace words that differ from the registry, file by file; print each change.

    Nothing is written while a link names no fact, wording, contact or part: what should stand
    there is then not known.
    """
    unknown = [*unknown_fact(site), *unknown_contact(site)]
    for finding in unknown:
        print(finding)
    if unknown:
        return 1
    by_path: dict[str, list[Change]] = {}
    for change in changes(site):
        by_path.setdefault(change.use.path, []).append(change)
    done = [_rewrite(site.root / path, wanted) for path, wanted in sorted(by_path.items())]
    return 0 if all(done) else 1


def changes(site: Site) -> Iterator[Change]:
    """Every link whose words are not the registry's, with the words that should stand there."""
    for use in all_uses(site):
        words = _right_words(site, use)
        if words and not same_words(words, use.words):
            yield Change(use, words)


def _right_words(site: Site, use: Use) -> str | None:
    """The words of the very part of the record that a link names; None for any other link.

    None too for a fact in dated news: it stays what was said on that day.
    """
    if use.scheme == "fact" and use.is_news:
        return None
    if use.scheme == "fact":
        return registry_words(site.facts[use.id], use.language, use.fragment)
    return contact_words(site.contacts[use.id], use.fragment) if use.scheme == "contact" else None


def _rewrite(path: Path, wanted: list[Change]) -> bool:
    """Write one file; False when a change is left to be made by hand, with a line for each.

    A file whose links would not hold the new words afterwards is left as it is: a quotation mark
    or a colon ends the words of a YAML file.
    """
    old = path.read_text(encoding="utf-8")
    rows = old.split("\n")
    made = [change for change in wanted if _replace(rows, change)]
    new = "\n".join(rows)
    if not _holds(path, old, new, made):
        made = []
    else:
        replace_text(path, new)
    for change in wanted:
        use = change.use
        if change in made:
            print(f"{use.path}:{use.line}: {use.words} -> {change.words}")
        else:
            why = "its words or its link need more than this line"
            print(f"{use.path}:{use.line}: write '{change.words}' by hand; {why}")
    return len(made) == len(wanted)


def _replace(rows: list[str], change: Change) -> bool:
    """Put the new words on the line of the link; False when the link is not on one line."""
    index = change.use.line - 1
    old, new = (f"[{words}]({change.address})" for words in (change.use.words, change.words))
    if old not in rows[index]:
        return False
    rows[index] = rows[index].replace(old, new, 1)
    return True


def _holds(path: Path, old: str, new: str, made: list[Change]) -> bool:
    """Whether the file can still be read, and has the same links with the words wanted."""
    wanted = {(change.use.words, change.address): change.words for change in made}
    try:
        before, after = _links(path, old), _links(path, new)
    except ContentError:
        return False
    return after == [(wanted.get(link, link[0]), link[1]) for link in before]


def _links(path: Path, text: str) -> list[tuple[str, str]]:
    """Words and address of each link of a page or of a YAML file. Raises ContentError."""
    if path.suffix == ".md":
        page = parse_page(text, path.name, path.stem, path.parent.name)
        strings = [*page.front.summary, page.body]
    else:
        strings = list(_strings(parse_yaml(text, path.name).value))
    return [(words, address) for string in strings for words, address in LINK.findall(string)]


def _strings(value: object) -> Iterator[str]:
    """Every text inside what a YAML file holds, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inside in value.values():
            yield from _strings(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _strings(inside)

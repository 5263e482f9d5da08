"""A page as objects: sections, blocks and references, each with its line number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from scripts.library.finding import ContentError, Finding
from scripts.library.model import FrontMatter
from scripts.library.shapes import shape_findings
from scripts.library.text_file import read_text
from scripts.library.yaml_file import parse_yaml

HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{\s*#([^\s}]+)\s*\})?\s*$")
LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]*)\)")
BLOCK = re.compile(r"^(/{3,})\s*(?:([a-z]+)(?:\s*\|\s*(.*?))?)?\s*$")
OPTION = re.compile(r"^ {4}([a-z_]+):\s*(.*?)\s*$")

DEEPEST = 3
"""Blocks inside each other. The pages use two."""


@dataclass(frozen=True)
class Reference:
    """A link ``[words](target)``: scheme is fact, contact, page or other."""

    words: str
    scheme: str
    target: str
    fragment: str
    line: int
    section: str


@dataclass(frozen=True)
class Block:
    """A ``/// name | argument`` block; lines are 1-based, opening to closing."""

    name: str
    argument: str
    options: tuple[tuple[str, str], ...]
    line: int
    end_line: int
    section: str


@dataclass(frozen=True)
class Section:
    """A heading and the lines under it up to the next heading; the lead has id '' and level 1."""

    id: str
    level: int
    title: str
    line: int
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, eq=False)
class Page:
    """One page in one language, equal to itself only, so that what is read from it can be kept.

    ``body_line`` is the file's line of the first body line.
    """

    path: str
    language: str
    name: str
    front: FrontMatter
    front_lines: dict[tuple[str, ...], int]
    body: str
    body_line: int
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...]

    @property
    def fact_ids(self) -> list[str]:
        """Facts used, in reading order, each once."""
        return list(dict.fromkeys(ref.target for ref in self.references if ref.scheme == "fact"))

    def summary_line(self, index: int) -> int:
        """File line of summary item ``index`` (0-based)."""
        return self.front_lines.get(("summary", str(index)), 1)


def load_page(path: Path, shown: str, language: str) -> Page:
    """Read one page. Raises ContentError with PAGE rules for a broken head or body."""
    return parse_page(read_text(path, shown), shown, path.stem, language)


@lru_cache(maxsize=512)
def parse_page(text: str, shown: str, name: str, language: str) -> Page:
    """The page that a text is. The same text gives the same object, read once a process."""
    rows = text.split("\n")
    if rows[0] != "---" or "---" not in rows[1:]:
        what = "no front matter; start with '---', title, menu, summary, '---'"
        raise ContentError([Finding(shown, 1, "PAGE01", what)])
    end = rows.index("---", 1)
    head = parse_yaml("\n".join(rows[1:end]), shown, first_line=2)
    try:
        front = FrontMatter.model_validate(head.value)
    except ValidationError as error:
        raise ContentError(shape_findings(error, head, (), "PAGE01")) from None
    body_rows = rows[end + 1 :]
    body_line = end + 2
    sections, findings = _sections(body_rows, body_line, front.title, shown)
    blocks, block_findings = _blocks(body_rows, body_line, shown)
    if findings or block_findings:
        raise ContentError([*findings, *block_findings])
    references = [
        *_summary_references(front, head.lines),
        *(
            reference
            for section in sections
            for number, row in section.lines
            for reference in references_in(row, number, section.id)
        ),
    ]
    return Page(
        path=shown,
        language=language,
        name=name,
        front=front,
        front_lines=head.lines,
        body="\n".join(body_rows),
        body_line=body_line,
        sections=tuple(sections),
        blocks=tuple(blocks),
        references=tuple(references),
    )


def references_in(text: str, line: int, section: str) -> list[Reference]:
    """Every link of one line of Markdown."""
    found = []
    for words, address in LINK.findall(text):
        scheme, target = _split_scheme(address)
        target, _, fragment = target.partition("#")
        found.append(Reference(words, scheme, target, fragment, line, section))
    return found


def _split_scheme(address: str) -> tuple[str, str]:
    scheme, colon, rest = address.partition(":")
    if colon and scheme in ("fact", "contact", "term"):
        return scheme, rest
    if colon or address.startswith("/"):
        return "other", address
    return "page", address


def _summary_references(front: FrontMatter, lines: dict[tuple[str, ...], int]) -> list[Reference]:
    return [
        reference
        for index, row in enumerate(front.summary)
        for reference in references_in(row, lines.get(("summary", str(index)), 1), "")
    ]


def _sections(
    rows: list[str], first: int, title: str, shown: str
) -> tuple[list[Section], list[Finding]]:
    """Cut the body at headings. Findings: PAGE02 heading without id, PAGE03 id used twice."""
    findings: list[Finding] = []
    opened: list[tuple[str, int, str, int, list[tuple[int, str]]]] = [("", 1, title, first, [])]
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=first):
        match = HEADING.match(row)
        if not match:
            opened[-1][4].append((number, row))
            continue
        level, words, identifier = len(match[1]), match[2], match[3]
        if not identifier:
            what = "heading without an id; end it with {#english-id}, equal in every language"
            findings.append(Finding(shown, number, "PAGE02", what))
            continue
        if identifier in seen:
            what = f"id '{identifier}' already stands on line {seen[identifier]}; choose another"
            findings.append(Finding(shown, number, "PAGE03", what))
        seen[identifier] = number
        opened.append((identifier, level, words, number, []))
    sections = [Section(i, level, t, line, tuple(body)) for i, level, t, line, body in opened]
    return sections, findings


def _blocks(rows: list[str], first: int, shown: str) -> tuple[list[Block], list[Finding]]:
    """Find ``///`` blocks. PAGE04: a block that is not closed, or closed without being open."""
    findings: list[Finding] = []
    blocks: list[Block] = []
    stack: list[tuple[str, str, int, int, str]] = []
    section = ""
    for number, row in enumerate(rows, start=first):
        heading = HEADING.match(row)
        if heading and heading[3]:
            section = heading[3]
        match = BLOCK.match(row)
        if not match:
            continue
        slashes, name, argument = len(match[1]), match[2], match[3] or ""
        if name and len(stack) == DEEPEST:
            what = f"more than {DEEPEST} blocks inside each other; close the one above first"
            return [], [Finding(shown, number, "PAGE04", what)]
        if name:
            stack.append((name, argument, number, slashes, section))
        elif stack and stack[-1][3] == slashes:
            opened = stack.pop()
            options = _options(rows[opened[2] - first + 1 :])
            blocks.append(Block(opened[0], opened[1], options, opened[2], number, opened[4]))
        else:
            what = "'///' closes nothing; remove it or open a block above"
            findings.append(Finding(shown, number, "PAGE04", what))
    for name, _, line, _, _ in stack:
        what = f"block '{name}' is never closed; end it with '///' on its own line"
        findings.append(Finding(shown, line, "PAGE04", what))
    return sorted(blocks, key=lambda block: block.line), findings


def _options(rows: list[str]) -> tuple[tuple[str, str], ...]:
    options = []
    for row in rows:
        match = OPTION.match(row)
        if not match:
            break
        options.append((match[1], match[2]))
    return tuple(options)

"""Families of harmless changes: nothing may be said of them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from scripts.library.terms import term_finder
from tests.mutations.attack import Edit, Mutant, at, real
from tests.mutations.in_languages import body_start

LINE = r"^(?=[A-ZÀ-Ý])[^\n\[\]*]{40,}\.$"


def typo_mended(rng: random.Random) -> Iterator[Mutant]:
    """One letter of a plain word of a translation changes; a term misspelt is no plain word."""
    content = real()
    for path in content.pages("nl", "en"):
        finder = term_finder(content.site, path.split("/")[1])
        for match in re.finditer(LINE, content.files[path], re.MULTILINE):
            terms = [range(use.start, use.end) for use in finder.uses(match[0])]
            words = (
                word
                for word in re.finditer(r"(?<= )[a-z]{8,}(?= )", match[0])
                if not word[0].endswith("k") and not any(word.start() in term for term in terms)
            )
            if word := next(words, None):
                start = match.start() + word.start()
                yield at(content, path, start, start + len(word[0]), word[0][:-1] + "k")


def front_matter_in_another_order(rng: random.Random) -> Iterator[Mutant]:
    """menu before title."""
    content = real()
    for path in content.pages():
        match = re.search(r"^(title: .*\n)(menu: .*\n)", content.files[path], re.MULTILINE)
        if match:
            yield at(content, path, match.start(), match.end(), match[2] + match[1])


def emphasis(rng: random.Random) -> Iterator[Mutant]:
    """A word in bold."""
    content = real()
    for path in content.pages():
        for match in re.finditer(LINE, content.files[path], re.MULTILINE):
            word = re.search(r"(?<= )[a-z]{5,}(?= )", match[0])
            if word:
                start = match.start() + word.start()
                yield at(content, path, start, start + len(word[0]), f"**{word[0]}**")


def comment(rng: random.Random) -> Iterator[Mutant]:
    """A remark for editors in a file of the registry."""
    content = real()
    for path, text in content.files.items():
        if path.startswith("data/"):
            yield at(content, path, len(text), len(text), "# A remark.\n")


def line_feed_at_the_end(rng: random.Random) -> Iterator[Mutant]:
    """One more, or two."""
    content = real()
    for path, text in content.files.items():
        yield at(content, path, len(text), len(text), "\n" * rng.randint(1, 2))


def records_in_another_order(rng: random.Random) -> Iterator[Mutant]:
    """Two neighbouring records of a file change places."""
    content = real()
    record = r"(^[a-z][a-z0-9-]*:\n(?: .*\n)+)\n"
    for path in [*content.registry(), "data/contacts.yaml"]:
        for match in re.finditer(record + record, content.files[path], re.MULTILINE):
            yield at(content, path, match.start(), match.end(), f"{match[2]}\n{match[1]}\n")


def keys_in_another_order(rng: random.Random) -> Iterator[Mutant]:
    """Severity before kind."""
    content = real()
    for path in content.registry():
        for match in re.finditer(
            r"^(  kind: .*\n)(  severity: .*\n)", content.files[path], re.MULTILINE
        ):
            yield at(content, path, match.start(), match.end(), match[2] + match[1])


def quotes_of_yaml(rng: random.Random) -> Iterator[Mutant]:
    """Single quotes for double ones."""
    content = real()
    for path in content.registry():
        for match in re.finditer(r"(?<=: )\"([^\"'\\\n]+)\"$", content.files[path], re.MULTILINE):
            yield at(content, path, match.start(), match.end(), f"'{match[1]}'")


def remark_changed(rng: random.Random) -> Iterator[Mutant]:
    """The note for editors of a fact."""
    content = real()
    for path in content.registry():
        for match in re.finditer(r"^  (note|what): \"", content.files[path], re.MULTILINE):
            yield at(content, path, match.end(), match.end(), "In other words: ")


def reflow(rng: random.Random) -> Iterator[Mutant]:
    """The two sentences of the lead on one line, in every language."""
    content = real()
    for path in content.pages("fr"):
        edits = []
        for code in ("fr", "nl", "en"):
            twin = path.replace("docs/fr/", f"docs/{code}/")
            text = content.files[twin]
            match = re.compile(r"\n*\S[^\n]*(\n)(?=\S)").match(text, body_start(content, twin))
            if match:
                edits.append(Edit(twin, match.start(1), match.end(1), " "))
        if len(edits) == 3:
            yield Mutant(f"{path}: lead on one line", tuple(edits))


def blank_lines(rng: random.Random) -> Iterator[Mutant]:
    """Two blank lines for one before a heading."""
    content = real()
    for path in content.pages():
        for match in re.finditer(r"\n(?=## )", content.files[path]):
            yield at(content, path, match.start(), match.end(), "\n\n")


SILENT = (
    typo_mended,
    front_matter_in_another_order,
    emphasis,
    comment,
    line_feed_at_the_end,
    records_in_another_order,
    keys_in_another_order,
    quotes_of_yaml,
    remark_changed,
    reflow,
    blank_lines,
)

"""Families of errors in what had no memory: sentences, news, kits, places, search, paper."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator

from tests.mutations.attack import Content, Edit, Mutant, at, family, matches
from tests.mutations.words import other_digit, other_letter, without_negation, without_word

WORDS_OF = r"(?:(?<=  fr: )|(?<=  nl: )|(?<=  en: ))[^\n]+$"
HEADS = r"(?<=^  - )\w[^\n]*\."


@family("word of a sentence to show taken out, one language", "registry")
def word_of_sentence(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """An official reads another sentence than the one who shows it."""
    yield from matches(
        content, ["data/sentences.yaml"], WORDS_OF, lambda m: without_word(m[0], rng)
    )  # fmt: skip


@family("sentences to show exchanged, one language", "registry")
def other_sentence(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'I am ill' stands under 'I ask for an interpreter'."""
    path = "data/sentences.yaml"
    text = content.files[path]
    found = list(re.finditer(r"(?<=  nl: )[^\n]+$", text, re.MULTILINE))
    for one, other in itertools.pairwise(found):
        edits = (
            Edit(path, one.start(), one.end(), other[0]),
            Edit(path, other.start(), other.end(), one[0]),
        )
        yield Mutant(f"{path}: '{one[0]}' and '{other[0]}' exchanged", edits)


@family("word of the news taken out, one language", "registry")
def word_of_news(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The first thing that workers read says something else."""
    yield from matches(
        content, ["data/changes.yaml"], WORDS_OF, lambda m: without_word(m[0], rng)
    )  # fmt: skip


@family("code of a kit leads to another section", "registry")
def other_code(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Sheets that were printed open another page."""
    yield from matches(
        content, ["data/kits.yaml"], r"(?<=^  )\d+(?=: [a-z])", lambda m: str(int(m[0]) + 40)
    )  # fmt: skip


@family("postcode changed", "registry")
def other_postcode(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A village has the services of another province."""
    yield from matches(
        content, ["data/places.yaml"], r"(?<=[\[ ])\d{4}(?=[,\]])",
        lambda m: other_digit(m[0], rng),
    )  # fmt: skip


@family("letter of a town changed, one language", "registry")
def letter_of_town(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Who types the name of the town finds nothing."""
    yield from matches(
        content, ["data/places.yaml"], r"(?<=nl: )[A-Z][a-z-]+", lambda m: other_letter(m[0], rng)
    )  # fmt: skip


@family("search words lead to another page", "registry")
def other_page_of_search(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'Missed' leads to the page about something else."""
    names = sorted(content.site.page_entries)
    yield from matches(
        content, ["data/search.yaml"], r"(?<=\{page: )[a-z-]+", lambda m: rng.choice(names)
    )  # fmt: skip


@family("word of paper taken out, one language", "registry")
def word_of_paper(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'Draft: do not hand out' loses a word."""
    yield from matches(
        content, ["leaflets/words.yaml"], r'(?<=nl: ")[^"]+ [^"]+(?=")',
        lambda m: without_word(m[0], rng),
    )  # fmt: skip


@family("setting of a drawing that is none", "registry")
def program_in_drawing(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A drawing answers to a touch, or asks for a picture."""
    bad = (' onclick="alert(1)"', ' style="fill:url(#a)"', ' href="https://www.example.org/"')
    for path, text in content.files.items():
        if path.endswith(".svg"):
            for match in re.finditer(r"<(?:path|circle|text)\b", text):
                yield at(content, path, match.end(), match.end(), rng.choice(bad))


@family("negation of a summary taken out in every language", "registry")
def head_denied_no_more(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The three languages agree on the contrary of what was meant."""
    for path in content.pages("fr"):
        edits = []
        for code in ("fr", "nl", "en"):
            twin = path.replace("docs/fr/", f"docs/{code}/")
            for match in re.finditer(HEADS, content.files[twin].split("\n---\n")[0], re.MULTILINE):
                words = without_negation(match[0], code)
                if words:
                    edits.append(Edit(twin, match.start(), match.end(), words))
                    break
        if len(edits) == 3:
            yield Mutant(f"{path}: a summary without its negation, everywhere", tuple(edits))

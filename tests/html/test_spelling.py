"""hunspell knows every word of the rendered pages, or `data/dictionary/<language>.txt` does."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.built import ROOT, html_files, languages
from tests.html.reading import plain, texts

DICTIONARIES = {"fr": "fr", "nl": "nl_NL", "en": "en_GB"}
# Registries whose names are spelled by their owners.
REGISTRIES = ("contacts.yaml", "places.yaml", "publishers.yaml", "acts.yaml", "terms.yaml")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\S+\.(?:be|eu|org|int|com|info)(?:/\S*)?")
# Not after a figure: "1er" and "13septies" are numbers. The parts around a hyphen are words.
WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)*")
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)", re.IGNORECASE)


def words(text: str) -> Iterator[str]:
    """The words of a text, without addresses, numbers and French elided articles."""
    for found in WORD.findall(ADDRESS.sub(" ", plain(text))):
        yield ELISION.sub("", found.replace("’", "'"))


@cache
def words_of_site() -> dict[str, dict[str, Path]]:
    """For each language: each word, with one page where it stands."""
    found: dict[str, dict[str, Path]] = {}
    for file in html_files():
        for language, text in texts(file):
            for word in words(text):
                found.setdefault(language, {}).setdefault(word, file)
    return found


def unknown(dictionary: str, asked: Iterable[str]) -> set[str]:
    """The words that hunspell does not know; raises CalledProcessError without the dictionary."""
    done = subprocess.run(
        ["hunspell", "-l", "-i", "utf-8", "-d", dictionary],
        input="\n".join(asked),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "Can't open" not in done.stderr, done.stderr
    return set(done.stdout.split())


@cache
def own_words(language: str) -> frozenset[str]:
    """The words of the list kept for this language."""
    lines = (ROOT / "data" / "dictionary" / f"{language}.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def registered_words() -> frozenset[str]:
    """The words of the registries of names."""
    found: set[str] = set()
    for name in REGISTRIES:
        file = ROOT / "data" / name
        found.update(_words_in(yaml.safe_load(file.read_text("utf-8"))))
    return frozenset(found)


def _words_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from words(value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words_in(inner)


@pytest.mark.parametrize("language", languages())
def test_every_word_is_known(language: str) -> None:
    found = words_of_site()[language]
    assert len(found) > 100, "almost no word was read"
    missed = unknown(DICTIONARIES[language], found) - own_words(language) - registered_words()
    wrong = {word: str(file.relative_to(ROOT)) for word, file in found.items() if word in missed}
    assert wrong == {}


@pytest.mark.parametrize("language", languages())
def test_the_list_is_sorted_and_needed(language: str) -> None:
    file = ROOT / "data" / "dictionary" / f"{language}.txt"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines), key=lambda word: (word.casefold(), word))
    known = set(lines) - unknown(DICTIONARIES[language], lines)
    assert known == set(), "hunspell knows these words already"


def test_a_wrong_word_is_seen() -> None:
    assert unknown("fr", ["lettre", "letre"]) == {"letre"}
    assert unknown("nl_NL", ["brief", "brieff"]) == {"brieff"}
    assert unknown("en_GB", ["letter", "lettter"]) == {"lettter"}


def test_elided_words_are_read_whole() -> None:
    read = list(words("L’Office, jusqu’à l'avis du 1er, aujourd’hui, à info@x.be ?"))
    assert read == ["Office", "à", "avis", "du", "aujourd'hui", "à"]

"""Whatever stands in a file: a finding or a clean page; no traceback, no hang, no foreign HTML."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.leaflets.definition import load_shelf
from scripts.library import LEDGER, ContentError
from tests.fuzz import hostile
from tests.fuzz.harness import checked, time_limit, told
from tests.unit.sites import BASE, ROOT, copy_content, stamp_all

SEED = 20261123
PAGE, NOTICES = "docs/fr/order.md", "data/notices.yaml"
FILES = (
    PAGE, "docs/nl/index.md", "data/facts/order.yaml", "data/contacts.yaml", "data/terms.yaml",
    "data/cautions.yaml", "data/pages.yaml", "data/languages.yaml", "data/notices.yaml",
    "data/publishers.yaml", "data/ledger.yaml",
)  # fmt: skip
TRIES = 6
"""Random inputs for each file and each kind."""

MOST_TEXTS = 16
"""Texts of one file that become HTML."""

Data = bytes | str
Kind = Callable[[str, random.Random], Iterator[Data]]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small site, with the words that pages print; each input puts its file back."""
    root = copy_content(BASE, tmp_path_factory.mktemp("fuzz"))
    (root / NOTICES).write_bytes((ROOT / NOTICES).read_bytes())
    stamp_all(root)
    return root


def feed(root: Path, path: str, inputs: Iterator[Data]) -> int:
    """Put each input in the place of the file; returns how many were tried."""
    place = root / path
    before, count = place.read_bytes(), 0
    try:
        for data in inputs:
            place.write_bytes(data if isinstance(data, bytes) else _encoded(data))
            told(root)
            count += 1
    finally:
        place.write_bytes(before)
    return count


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")


def bytes_at_random(text: str, rng: random.Random) -> Iterator[Data]:
    """Any bytes."""
    return (hostile.random_bytes(rng) for _ in range(TRIES))


def flipped_bytes(text: str, rng: random.Random) -> Iterator[Data]:
    """The file with some bytes changed."""
    return (hostile.flipped(text.encode(), rng) for _ in range(TRIES))


def soup(text: str, rng: random.Random) -> Iterator[Data]:
    """The signs of our formats in any order, alone and inside the file."""
    for _ in range(TRIES):
        piece = hostile.random_text(rng)
        yield piece
        yield hostile.spliced(text, piece[:60], rng)


def encodings(text: str, rng: random.Random) -> Iterator[Data]:
    """The file in another encoding, and with a mark or a NUL."""
    for name in hostile.ENCODINGS:
        yield text.encode(name, errors="replace")
    yield b"\xef\xbb\xbf" + text.encode()
    yield b"\x00"
    yield b""
    yield text.encode().replace(b"\n", b"\r\n")
    yield text.encode().replace(b"\n", b"\r")


def hidden_signs(text: str, rng: random.Random) -> Iterator[Data]:
    """Control, bidirectional and strange characters somewhere in the file."""
    for sign in hostile.DIRECTION + hostile.HIDDEN + hostile.STRANGE + "\ud800":
        yield hostile.spliced(text, sign, rng)


def depth(text: str, rng: random.Random) -> Iterator[Data]:
    """Deep and long things, alone, at the end, and as a value."""
    for piece in hostile.NESTED:
        yield piece
        yield f"{text}\n{piece}\n"
        match = re.search(r"(?:title|fr): (.*)", text)
        if match:
            yield text[: match.start(1)] + piece + text[match.end(1) :]


def yaml_values(text: str, rng: random.Random) -> Iterator[Data]:
    """Values that YAML reads in a way of its own, and a bomb of aliases."""
    rows = text.split("\n")
    keys = [index for index, row in enumerate(rows) if re.match(r" *[a-z]+: ?\S", row)]
    for value in (*hostile.YAML_VALUES, hostile.BOMB):
        if keys:
            index = rng.choice(keys)
            key = rows[index].split(":")[0]
            yield "\n".join([*rows[:index], f"{key}: {value}", *rows[index + 1 :]])
        yield f"{value}\n{text}"
    yield hostile.BOMB


KINDS: tuple[Kind, ...] = (
    bytes_at_random, flipped_bytes, soup, encodings, hidden_signs, depth, yaml_values,
)  # fmt: skip


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_file_breaks_the_checks(kind: Kind, path: str, root: Path) -> None:
    text = (root / path).read_text(encoding="utf-8")
    rng = random.Random(f"{SEED} {kind.__name__} {path}")
    assert feed(root, path, kind(text, rng)) >= TRIES


def _placed(place: re.Pattern[str], piece: str, text: str) -> Iterator[str]:
    """The text with the piece behind the words of the place, then instead of them."""
    yield place.sub(lambda match: f"{match[0]} {piece}", text, count=1)
    yield place.sub(lambda match: piece, text, count=1)


def in_text(pieces: tuple[str, ...]) -> Iterator[str]:
    """The page of the order with each piece, by turns, in its head, lead, list and blocks."""
    text = (BASE / PAGE).read_text(encoding="utf-8")
    places = [
        re.compile(r"(?<=\n)[A-Z][^\n\[]*\.(?=\n)"),
        re.compile(r"(?<=\n## )[^\n{]+(?= \{)"),
        re.compile(r"(?<=title: )[^\n]+"),
        re.compile(r"(?<=\n  - )[^\n\[]+"),
        re.compile(r"(?<=/// question \| )[^\n]+"),
        re.compile(r"(?<=/// caution \| )[^\n]+"),
        re.compile(r"(?<=    id: )[^\n]+"),
        re.compile(r"(?<=\n\*\*)[^\n*]+|(?<= \*\*)[^\n*]+"),
    ]
    turns = cycle(places)
    for piece in pieces:
        for place in (next(turns), next(turns)):
            yield from _placed(place, piece, text)


def test_raw_html_on_a_page_is_refused_or_shown_as_words(root: Path) -> None:
    assert feed(root, PAGE, in_text(hostile.RAW_HTML)) > 60


def test_attributes_on_a_page_are_refused(root: Path) -> None:
    assert feed(root, PAGE, in_text(hostile.ATTRIBUTES)) > 25


def test_tricks_in_links_are_refused(root: Path) -> None:
    links = tuple(f"[mot]({target})" for target in hostile.TARGETS)
    assert feed(root, PAGE, in_text(links)) > 130


def texts_inside(value: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The key path of every text in a YAML value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_inside(inner, (*where, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts_inside(inner, (*where, index))
    elif isinstance(value, str):
        yield where


def with_value(text: str, where: tuple[Any, ...], words: str) -> str:
    """The YAML with one text replaced."""
    value = yaml.load(text, Loader=yaml.BaseLoader)
    inner = value
    for key in where[:-1]:
        inner = inner[key]
    inner[where[-1]] = words
    return _unquoted_dates(yaml.dump(value, allow_unicode=True, sort_keys=False, width=10_000))


def _unquoted_dates(text: str) -> str:
    """Dates, numbers and truths as the registry writes them; the dump quotes them."""
    plain = r"'(\d{4}-\d\d-\d\d|true|false|\d{1,2})'"
    return re.sub(rf"(?<=: ){plain}$|^( *){plain}(?=:)", _plain, text, flags=re.MULTILINE)


def _plain(match: re.Match[str]) -> str:
    return match[1] if match[1] else f"{match[2]}{match[3]}"


def test_the_dump_of_a_file_is_still_clean(root: Path) -> None:
    for path in FILES[2:]:
        text = (root / path).read_text(encoding="utf-8")
        where = next(texts_inside(yaml.load(text, Loader=yaml.BaseLoader)))
        value = yaml.load(text, Loader=yaml.BaseLoader)
        for key in where:
            value = value[key]
        (root / path).write_text(with_value(text, where, value), encoding="utf-8")
        assert told(root) == [], path
        (root / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.startswith("data/") and path != LEDGER]
)
def test_html_in_the_registry_never_reaches_a_page(path: str, root: Path) -> None:
    """Every text of the file in turn becomes HTML; a page that is printed shows it as words.

    The kinds of HTML take turns; of a large file a sample is taken. The ledger is left out:
    nothing of it is printed.
    """
    text = (root / path).read_text(encoding="utf-8")
    found = list(texts_inside(yaml.load(text, Loader=yaml.BaseLoader)))
    places = random.Random(SEED).sample(found, min(len(found), MOST_TEXTS))
    kinds = cycle((hostile.RAW_HTML[1], hostile.RAW_HTML[2], "{date} {0.__class__} {"))
    inputs = (with_value(text, where, words) for where, words in zip(places, kinds, strict=False))
    assert feed(root, path, inputs) == len(places) > 0


LEAFLET = "leaflets/first-steps.yaml"


@pytest.mark.parametrize("path", [LEAFLET, "leaflets/settings.yaml", "leaflets/words.yaml"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_definition_of_a_leaflet_breaks_the_loader(
    kind: Kind, path: str, tmp_path: Path
) -> None:
    for source in sorted((ROOT / "leaflets").glob("*.yaml")):
        target = tmp_path / "leaflets" / source.name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(source.read_bytes())
    text = (tmp_path / path).read_text(encoding="utf-8")
    rng = random.Random(f"{SEED} {kind.__name__} {path}")
    for data in kind(text, rng):
        (tmp_path / path).write_bytes(data if isinstance(data, bytes) else _encoded(data))
        with time_limit():
            try:
                load_shelf(tmp_path)
            except ContentError as error:
                checked(error.findings)


def test_strange_files_beside_the_content_are_told(tmp_path: Path) -> None:
    root = copy_content(BASE, tmp_path)
    (root / "docs/fr/..md").write_text("x", encoding="utf-8")
    (root / "docs/fr/a b.md").write_text("x", encoding="utf-8")
    (root / "docs/fr/folder.md").mkdir()
    (root / "data/facts/folder.yaml").mkdir()
    (root / "docs/fr/dead.md").symlink_to("nowhere")
    (root / "docs/fr/loop.md").symlink_to("loop.md")
    (root / "docs/fr/out.md").symlink_to("/etc/hostname")
    assert {finding.path for finding in told(root)} >= {"docs/fr/folder.md", "docs/fr/dead.md"}

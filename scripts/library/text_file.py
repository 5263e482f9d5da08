"""Reading text: UTF-8 only, so that no letter of a name or an accent is ever guessed."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from scripts.library.finding import ContentError, Finding

LARGEST = 300_000
"""Bytes. A page is about 6 KB, the contacts 75 KB; a file above this would only stall a check."""

LONGEST = 2_500
"""Characters of a line. The longest true one has some 600; patterns are slow on endless ones."""

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Control, bidirectional and zero-width characters: a reviewer cannot see them."""


OTHER_ALPHABET = re.compile("[\u0370-\u052f]")
MIXED = re.compile("[A-Za-z\u00c0-\u024f][\u0370-\u052f]|[\u0370-\u052f][A-Za-z\u00c0-\u024f]")
"""A Latin letter beside a Greek or Cyrillic one: they look alike, and no search finds the word."""


def read_text(path: Path, shown: str) -> str:
    """Return the text of ``path``; ``shown`` is the name used in messages.

    Raises ContentError (FILE01 not UTF-8, FILE02 too large, FILE03 forbidden control character
    or two alphabets in one word).
    """
    if path.is_symlink():
        raise ContentError([link_finding(shown)])
    data = _read(path, shown)
    if len(data) > LARGEST:
        what = f"more than {LARGEST} bytes; split the file"
        raise ContentError([Finding(shown, 1, "FILE02", what)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise ContentError([Finding(shown, line, "FILE01", what)]) from None
    _refuse_signs(text, shown)
    for line, row in enumerate(text.split("\n"), start=1):
        if len(row) > LONGEST:
            what = f"line of {len(row)} characters, not {LONGEST} at most; cut it"
            raise ContentError([Finding(shown, line, "FILE02", what)])
    return text


def link_finding(shown: str) -> Finding:
    """The finding about a link: what is behind it may lie anywhere on the machine."""
    what = "a link to another file or folder; put the file itself here"
    return Finding(shown, 1, "FILE05", what)


def _refuse_signs(text: str, shown: str) -> None:
    """Raises ContentError (FILE03) on signs that look like others, or like nothing."""
    hidden = HIDDEN.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        raise ContentError([hidden_finding(hidden[0], shown, line)])
    if not unicodedata.is_normalized("NFC", text):
        raise ContentError([_in_two_parts(text, shown)])
    mixed = MIXED.search(text) if OTHER_ALPHABET.search(text) else None
    if mixed:
        line = text.count("\n", 0, mixed.start()) + 1
        what = f"'{mixed[0]}' mixes two alphabets in one word; type the word again"
        raise ContentError([Finding(shown, line, "FILE03", what)])


def _in_two_parts(text: str, shown: str) -> Finding:
    """Where an accent stands apart from its letter: the words look the same and are not equal."""
    rows = enumerate(text.split("\n"), start=1)
    line = next((n for n, row in rows if not unicodedata.is_normalized("NFC", row)), 1)
    what = "an accent stands apart from its letter (not NFC); save the file in the form NFC"
    return Finding(shown, line, "FILE03", what)


def hidden_finding(sign: str, shown: str, line: int) -> Finding:
    """The finding about a character that cannot be seen."""
    return Finding(shown, line, "FILE03", f"invisible character U+{ord(sign):04X}; remove it")


def _read(path: Path, shown: str) -> bytes:
    """The first bytes of the file, one more than allowed; a folder or a dead link is no file."""
    if not path.is_file():
        what = "not an ordinary file; remove it or write the file"
        raise ContentError([Finding(shown, 1, "DATA06", what)])
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def replace_text(path: Path, text: str) -> None:
    """Swap the file in one step, so that a stop in the middle leaves the old one whole."""
    replace_texts({path: text})


def replace_texts(texts: Mapping[Path, str]) -> None:
    """Swap several files. All are written before the first is swapped: no room leaves them whole.

    Raises OSError when one cannot be written.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            if path.is_file() and path.read_text(encoding="utf-8") == text:
                continue
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
            ready.append((Path(name), path))
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(name).chmod(path.stat().st_mode if path.is_file() else 0o644)
        for temporary, path in ready:
            temporary.replace(path)
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)

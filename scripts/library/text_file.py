"""Reading text: UTF-8 only, so that no letter of a name or an accent is ever guessed."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from scripts.library.finding import ContentError, Finding

LARGEST = 1_000_000
"""Bytes. A page is about 6 KB; a file above this is a mistake and would only stall a check."""

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Control, bidirectional and zero-width characters: a reviewer cannot see them."""


def read_text(path: Path, shown: str) -> str:
    """Return the text of ``path``; ``shown`` is the name used in messages.

    Raises ContentError (FILE01 not UTF-8, FILE02 too large, FILE03 forbidden control character).
    """
    data = path.read_bytes()
    if len(data) > LARGEST:
        raise ContentError([Finding(shown, 1, "FILE02", f"{len(data)} bytes; split the file")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise ContentError([Finding(shown, line, "FILE01", what)]) from None
    hidden = HIDDEN.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        what = f"invisible character U+{ord(hidden[0]):04X}; remove it"
        raise ContentError([Finding(shown, line, "FILE03", what)])
    return text


def replace_text(path: Path, text: str) -> None:
    """Swap the file in one step, so that a stop in the middle leaves the old one whole."""
    if path.read_text(encoding="utf-8") == text:
        return
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)

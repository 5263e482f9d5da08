"""Reading text: UTF-8 only, so that no letter of a name or an accent is ever guessed."""

from __future__ import annotations

from pathlib import Path

from scripts.library.finding import ContentError, Finding

LARGEST = 1_000_000
"""Bytes. A page is about 6 KB; a file above this is a mistake and would only stall a check."""


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
    for number, row in enumerate(text.split("\n"), start=1):
        for character in row:
            if _is_forbidden(character):
                what = f"invisible character U+{ord(character):04X}; remove it"
                raise ContentError([Finding(shown, number, "FILE03", what)])
    return text


def _is_forbidden(character: str) -> bool:
    """Control, bidirectional and zero-width characters: a reviewer cannot see them."""
    code = ord(character)
    control = (code < 0x20 and character != "\t") or 0x7F <= code < 0xA0
    hidden = 0x200B <= code <= 0x200F or 0x202A <= code <= 0x202E or 0x2060 <= code <= 0x206F
    return control or hidden or code == 0xFEFF

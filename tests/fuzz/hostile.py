"""Hostile input: made by hand where an attack is known, and at random where it is not."""

from __future__ import annotations

import random
import string

ALIASES = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
BOMB = f"a0: &a0 [x, x, x, x, x, x, x, x, x]\n{ALIASES}\n"

RAW_HTML = (
    "<script>steal()</script>",
    "<img src=x onerror=steal()>",
    '"><svg onload=steal()>',
    "'><b onclick=steal()>",
    "</p></div><iframe src=//x.example>",
    "<!--", "]]>", "<![CDATA[<b>]]>", "<?php steal() ?>", "&lt;script&gt;",
    "<style>*{display:none}</style>", "<base href=//x.example>", "<a\nhref=x>",
    "<scr\u0130pt>", "\uff1cscript\uff1e", "<b onclick=steal()",
)  # fmt: skip
"""Words that would be HTML if they were printed as they are."""

TARGETS = (
    "../../etc/passwd", "..\\..\\windows", "/etc/passwd", "file:///etc/passwd", "//x.example/a",
    "javascript:steal()", "JaVaScRiPt:steal()", "java\tscript:steal()", "data:text/html,<b>",
    "vbscript:x", "https://x.example", "ftp://x", "fact:", "fact:../x", "fact:x#y", "contact:",
    "contact:#phone", "contact:cire", "contact:cire#", "contact:cire#../x", "term:", "#",
    "#nowhere",
    "letter.md#", "letter.md#\"onclick=x", "..%2f..%2fx.md", "letter.md?x=1", "./letter.md",
    "letter.MD", "fr/letter.md", "../nl/letter.md", "a" * 5_000, "letter.md#" + "a" * 5_000, "\x01",
)  # fmt: skip
"""What stands between the brackets of a link."""

ATTRIBUTES = (
    "{: onclick=steal() }", "{ onclick=steal() }", "{: .x #y onmouseover='steal()' }", "{:}", "{#}",
    '{: style="display:none" }', "{: hidden }",
)  # fmt: skip

DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
HIDDEN = "\x00\x01\x07\x08\x0b\x0c\x0e\x1b\x1f\x7f\x85\x9f\u00ad\u200b\u200c\u200d\u2060\ufeff"
STRANGE = "\u2028\u2029\ufffe\uffff\U000e0041\U0001f600\u0301\u0130\ufdd0"

NESTED = (
    "[" * 20_000, "{" * 20_000, "- " * 20_000 + "x", "[" * 500 + "]" * 500, "a: " * 300 + "x",
    "\n".join(" " * n + f"k{n}:" for n in range(600)), "? " * 5_000, "!!" * 5_000, "> " * 5_000,
    "*" * 20_000, "[" * 5_000 + "](" * 5_000, "`" * 10_001, "/// note\n" * 3_000,
    "/// note\n" * 300 + "///\n" * 300, "/" * 10_000 + " note\n", "#" * 5_000, "(" * 20_000,
    "**a" * 5_000, "![" * 5_000, "<" * 20_000, "&" * 20_000, "_a" * 8_000, "1. " * 5_000,
    "| a " * 5_000 + "|", "[a](b" * 4_000, "x\n" * 40_000, "a" * 900_000, " " * 900_000,
    "\t" * 20_000, "« " * 10_000, "9 " * 10_000, "9" * 20_000, "a. " * 20_000,
    "0 " * 9_000 + "jours",
    "un-" * 9_000, "a'" * 9_000, "a@" * 9_000, "www." * 9_000, "a." * 9_000 + "be", "-" * 20_000,
)  # fmt: skip
"""Depth and length."""

YAML_VALUES = (
    "!!python/object/apply:os.system ['true']", "!!python/name:os.system", "!!binary aGk=", "!x y",
    "&a x", "*a", "<<: *a", "2026-13-45", "2026-02-30", "2026-11-23 10:00:00", "9:30", "0x1F",
    "1e400", ".inf", ".nan", "-0", "9" * 400, "~", "null", "''", "[]", "{}", "true", "on",
    "[[[[]]]]",
    "{a: {b: {c: {d: {e: 1}}}}}", "|\n    x\n\n    y", ">-\n    x", "'a: b'", "\"\\u202e\"",
    "\"\\0\"",
    "\"\\ud800\"", "? a\n: b", "%YAML 9.9", "--- x", "...", "x: y: z", "@x", "`x`", "\t x",
    "2026-11-23: x", "{? [a]: b}", "{a, b}", "!!set {a, b}", "!!omap [a: b]", "!!float x",
    "!!int x",
    "!!timestamp x", "!!bool x", "=", "<<: {a: b}", "'\n\n'", "0o777", "1_000", "+1", "0b1",
)  # fmt: skip
"""Values that YAML reads in a way of its own."""

ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-8-sig", "utf-7", "cp500")

TOKENS = (
    "---", "\n", "\n\n", "    ", "  - ", "- ", "1. ", "## ", "### T {#t}", "# ", "/// note", "///",
    "/// caution | ", "/// card | ", "/// question | Q", "    id: q", "////", "//// law", "[", "](",
    ")", "**", "*", "_", "`", "<", ">", "&", "|", "{", "}", "{#", ": ", "#", "'", '"', "fact:",
    "contact:", "term:", ".md", "30 jours", "12 juin 2026", "02 629 77 23", "article 74/14", "\\",
    "\t", "!", "![", "\u00a0", "é", "ع", "title: ", "menu: ", "summary:", "~~~", "```", "===",
    "* * *",
    "[^1]", "[^1]: x", "*[a]: b", "[1]: x", "\r", "\r\n", "..", "https://x.example", "x",
)  # fmt: skip


def random_bytes(rng: random.Random) -> bytes:
    """Up to 2,000 bytes of any value."""
    return rng.randbytes(rng.randint(0, 2_000))


def random_text(rng: random.Random) -> str:
    """A soup of the signs that our formats give a meaning to."""
    letters = string.ascii_letters + " \n\n" + HIDDEN + DIRECTION + STRANGE
    pieces = [
        rng.choice(TOKENS) if rng.random() < 0.8 else rng.choice(letters)
        for _ in range(rng.randint(1, 150))
    ]
    return "".join(pieces)


def spliced(text: str, piece: str, rng: random.Random) -> str:
    """The text with a piece put in somewhere, or in the place of a stretch."""
    start = rng.randrange(len(text) + 1)
    end = min(len(text), start + rng.choice((0, 0, 1, 5, 40, 400)))
    return text[:start] + piece + text[end:]


def flipped(data: bytes, rng: random.Random) -> bytes:
    """The bytes with up to eight of them changed."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)

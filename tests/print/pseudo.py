"""A right-to-left test language: the English content in Arabic letters. Never published.

It takes the place of English in a copy of the content, so that every part of the paper path (words,
registry, pages) meets a script that is read from the right. Digits, phones, addresses and the marks
of Markdown stay; the same word always becomes the same word.
"""

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from scripts.library.yaml_file import PlainLoader

CODE = "en"
"""The language whose place it takes."""

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنه"
FONTS = Path("/usr/share/fonts/truetype/dejavu")
FACES = {400: "DejaVuSansCondensed.ttf", 700: "DejaVuSansCondensed-Bold.ttf"}
"""Of Debian's fonts-dejavu-core, which draws Arabic; used by tests only."""

_KEPT = re.compile(
    r"(\]\([^)]*\)|\{[^}]*\}|^///.*$|^    [a-z]+: .*$|https?://\S+|\S+@\S+|\b[\w-]+\.(?:be|eu|org|com|net)\b)",
    re.MULTILINE,
)
_PLAIN = frozenset({"languages.yaml", "ledger.yaml"})
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


class NoArabicFontError(Exception):
    """There is no font with Arabic letters to test with."""


def arabic(text: str) -> str:
    """The text with its letters replaced; what carries a meaning for machines stays."""
    pieces = _KEPT.split(text)
    return "".join(p if n % 2 else "".join(map(_letter, p)) for n, p in enumerate(pieces))


def _letter(character: str) -> str:
    lower = character.lower()
    return LETTERS[ord(lower) - ord("a")] if "a" <= lower <= "z" else character


def translate(root: Path) -> Path:
    """Turn a copy of the content (docs, data, leaflets) into one with the test language."""
    for path in sorted((root / "docs" / CODE).glob("*.md")):
        path.write_text(_page(path.read_text("utf-8")), "utf-8")
    files = [path for path in sorted((root / "data").rglob("*.yaml")) if path.name not in _PLAIN]
    for path in [*files, root / "leaflets/words.yaml"]:
        value = yaml.load(path.read_text("utf-8"), Loader=PlainLoader)
        path.write_text(
            yaml.safe_dump(_record(value), allow_unicode=True, sort_keys=False), "utf-8"
        )
    _turn(root / "data/languages.yaml")
    _add_fonts(root)
    return root


def _page(text: str) -> str:
    head = _HEAD.match(text)
    assert head
    front = yaml.safe_load(head[1])
    front = {
        key: [arabic(row) for row in value] if isinstance(value, list) else arabic(value)
        for key, value in front.items()
    }
    top = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
    return f"---\n{top}---\n{arabic(text[head.end() :])}"


def _record(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _words(v) if k == CODE else _record(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_record(item) for item in value]
    return value


def _words(value: Any) -> Any:
    if isinstance(value, str):
        return arabic(value)
    if isinstance(value, list):
        return [_words(item) for item in value]
    return {k: _words(v) for k, v in value.items()} if isinstance(value, dict) else value


def _turn(path: Path) -> None:
    entry = {
        "name": arabic("Arabic"),
        "dir": "rtl",
        "state": "published",
        "source": False,
        "official": False,
    }
    languages = {
        code: entry
        if code == CODE
        else {
            "name": code,
            "dir": "ltr",
            "state": "published",
            "source": code == "fr",
            "official": True,
        }
        for code in ("fr", "nl", "en")
    }
    path.write_text(yaml.safe_dump(languages, allow_unicode=True, sort_keys=False), "utf-8")


def _add_fonts(root: Path) -> None:
    """Raises NoArabicFontError when Debian's fonts-dejavu-core is not installed."""
    settings = yaml.safe_load((root / "leaflets/settings.yaml").read_text("utf-8"))
    for weight, name in FACES.items():
        source = FONTS / name
        if not source.is_file():
            raise NoArabicFontError(f"{source} is missing: apt-get install fonts-dejavu-core")
        shutil.copy(source, root / "leaflets/fonts" / name)
        settings["fonts"].append(
            {
                "file": name,
                "weight": weight,
                "family": "Leaflet Arabic",
                "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
            }
        )
    (root / "leaflets/settings.yaml").write_text(yaml.safe_dump(settings), "utf-8")

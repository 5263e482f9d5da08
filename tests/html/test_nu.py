"""The Nu validator, the checker of the W3C, accepts every page without error or warning."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.built import html_files
from tests.npm import npm_file

# Part of a message -> why it is accepted. An entry that no page needs any more fails the test.
ACCEPTED = {
    "Resource violates Content Security Policy (meta tag): image “data:": (
        "it knows no scheme in img-src; tests/browser/test_verify.py sees the pictures"
    ),
    "Section lacks heading.": (
        "a box has a label; as a `div` full of links, reader views drop it with its numbers"
    ),
}
PATIENCE = 600
"""Seconds: the validator needs twenty of a processor, and the machine may have much else to do."""


@dataclass(frozen=True)
class Message:
    """One thing the validator says of a page."""

    file: str
    line: int
    text: str
    extract: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text} [{self.extract}]"


def judged(files: Sequence[Path]) -> list[Message]:
    """What the validator says of the files; fails when it cannot be run."""
    java = shutil.which("java")
    assert java is not None, "java is missing: run `make setup-test`"
    jar = npm_file("vnu-jar", "build/dist/vnu.jar")
    done = subprocess.run(
        [java, "-Xss1m", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]
        + [str(file) for file in files],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return [message(said) for said in json.loads(done.stdout)["messages"]]


def message(said: dict[str, Any]) -> Message:
    """One entry of the validator's JSON as a Message."""
    extract = said.get("extract", "").strip()
    return Message(said.get("url", ""), said.get("lastLine", 0), said["message"], extract)


@pytest.mark.timeout(PATIENCE)
def test_every_page_is_valid() -> None:
    messages = judged(html_files())
    refused = [str(m) for m in messages if not any(part in str(m) for part in ACCEPTED)]
    assert refused == []
    unused = [part for part in ACCEPTED if not any(part in str(m) for m in messages)]
    assert unused == []


def test_a_broken_page_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "broken.html"
    file.write_text("<!doctype html><html lang=en><title>T</title><p><ul><li>a</ul></p>", "utf-8")
    assert [m for m in judged([file]) if "p" in m.text] != []

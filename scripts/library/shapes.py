"""From a pydantic complaint to ``path:line: RULE what is wrong; what to do``."""

from __future__ import annotations

import datetime as dt
import re

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scripts.library.finding import Finding
from scripts.library.yaml_file import KeyPath, YamlFile

LONGEST = 40
"""Characters of a value that a message repeats."""

DATE = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")


def shape_findings(
    error: ValidationError, file: YamlFile, prefix: KeyPath, rule: str
) -> list[Finding]:
    """One finding for each complaint, at the line of the key it is about."""
    findings = set()
    for detail in error.errors(include_url=False):
        location = tuple(_key(part) for part in detail["loc"] if not _is_type_name(part))
        line = file.line((*prefix, *location))
        key = ".".join((*prefix, *location)) or "file"
        findings.add(Finding(file.shown, line, rule, f"{key}: {_plain(detail)}"))
    return sorted(findings)


def _key(part: object) -> str:
    """A key as the file writes it; a date comes as its Python form."""
    return DATE.sub(lambda match: dt.date(*map(int, match.groups())).isoformat(), str(part))


def _is_type_name(part: object) -> bool:
    """Unions put the tried type in the location ('constrained-str', 'list[...]')."""
    text = str(part)
    return text.startswith(("constrained-", "list[", "function-", "nullable", "[key]"))


def _plain(detail: ErrorDetails) -> str:
    """What is wrong with the value, what is expected, what to do."""
    kind, message, context = detail["type"], detail["msg"], detail.get("ctx", {})
    value = _shown(detail["input"])
    if kind == "literal_error":
        return f"{value} is not known; write {context['expected']}"
    if kind == "string_pattern_mismatch":
        return f"{value} has not the right form; it must match {context['pattern']}"
    if kind == "extra_forbidden":
        return "unknown key; remove it or correct its spelling"
    if kind == "missing":
        return "is missing; add it"
    if kind == "string_type":
        return "must be words; put quotes around it (a colon or a number is read otherwise)"
    text = message.removeprefix("Value error, ")
    if "; " in text:
        return text
    return f"{text}, not {value}; correct it" if value else f"{text}; correct it"


def _shown(value: object) -> str:
    """A value short enough for a message; '' for a whole record."""
    if isinstance(value, dict | list | BaseModel):
        return ""
    text = " ".join(str(value).split())
    return f"'{text if len(text) <= LONGEST else text[:LONGEST] + '…'}'"

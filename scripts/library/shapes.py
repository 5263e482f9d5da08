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

EXAMPLES = {
    "url": "like https://www.example.be/page",
    "website": "like https://www.example.be/page",
    "email": "like desk@example.be, in small letters",
    "number": "as it is dialled: +32 and 8 or 9 digits, or 3 or 4 digits",
    "shown": "in digits, with single spaces between them",
    "file": "like letter.svg, in small letters",
    "publisher": "like the ids of data/publishers.yaml, for example 'first-help'",
    "caution": "like the ids of data/cautions.yaml, for example 'appeals-2026'",
}
"""Key -> how its value is written; for keys whose form is a pattern."""

EXPECTED = {
    "model_type": "a record, with its own 'key: value' lines below it",
    "model_attributes_type": "a record, with its own 'key: value' lines below it",
    "dict_type": "a record, with its own 'key: value' lines below it",
    "list_type": "a list, like [one, two]",
    "int_type": "a whole number, without quotes",
    "bool_type": "true or false, without quotes",
    "date_type": "a day, like 2026-11-23, without quotes",
}
"""Complaints of the library about the kind of a value, in plain words."""

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
    return text.startswith(("constrained-", "list[", "function-", "nullable", "[key]", "tag-"))


def _plain(detail: ErrorDetails) -> str:
    """What is wrong with the value, what is expected, what to do."""
    kind, message, context = detail["type"], detail["msg"], detail.get("ctx", {})
    value = _shown(detail["input"])
    if kind == "literal_error":
        return f"{value} is not known; write {context['expected']}"
    if kind == "string_pattern_mismatch":
        form = EXAMPLES.get(_last(detail), f"as in the pattern {context['pattern']}")
        return f"{value} has not the right form; write it {form}"
    if kind in EXPECTED:
        return f"must be {EXPECTED[kind]}; correct it"
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


def _last(detail: ErrorDetails) -> str:
    """The key that a complaint is about."""
    keys = [str(part) for part in detail["loc"] if isinstance(part, str)]
    return next((key for key in reversed(keys) if not _is_type_name(key)), "")


def _shown(value: object) -> str:
    """A value short enough for a message; '' for a whole record."""
    if isinstance(value, dict | list | BaseModel):
        return ""
    text = " ".join(str(value).split())
    return f"'{text if len(text) <= LONGEST else text[:LONGEST] + '…'}'"

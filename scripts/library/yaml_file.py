"""YAML with line numbers: every value can be named as ``path:line`` in a message."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from scripts.library.finding import ContentError, Finding
from scripts.library.text_file import HIDDEN, hidden_finding, read_text

KeyPath = tuple[str, ...]
DEEPEST = 12
"""Levels of nesting. The registry uses seven; more is a mistake or an attack on the parser."""


MERGE, EQUALS = "tag:yaml.org,2002:merge", "tag:yaml.org,2002:value"
"""The signs '<<' and '=', which YAML 1.1 reads as more than words."""


class PlainLoader(yaml.CSafeLoader):
    """YAML 1.2 words: 'on', 'no' and 'yes' are words, 9:30 is not a number in base sixty.

    With the rules of YAML 1.1 the key ``on`` of ``checked`` was read as true. The parser in C reads
    the whole registry in a tenth of the time.
    """


_PLAIN = {
    "tag:yaml.org,2002:bool": (re.compile(r"^(?:true|false)$"), "tf"),
    "tag:yaml.org,2002:int": (re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), "-+0123456789"),
    "tag:yaml.org,2002:float": (re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), "-+0123456789"),
}
PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _PLAIN]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _tag, (_pattern, _first) in _PLAIN.items():
    PlainLoader.add_implicit_resolver(_tag, _pattern, list(_first))


@dataclass(frozen=True)
class YamlFile:
    """A parsed file: plain values, and the line of each key path (list items by number)."""

    shown: str
    value: Any
    lines: dict[KeyPath, int]

    def line(self, where: KeyPath) -> int:
        """Line of ``where``, or of its nearest parent that has one."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def load_yaml(path: Path, shown: str) -> YamlFile:
    """Parse a file. Raises ContentError: DATA01 syntax, DATA02 duplicate key, DATA03 bad date."""
    return parse_yaml(read_text(path, shown), shown)


@lru_cache(maxsize=256)
def parse_yaml(text: str, shown: str, first_line: int = 1) -> YamlFile:
    """Parse text whose first line is line ``first_line`` of the file ``shown``.

    The same text gives the same object, read once a process: its value must not be changed.
    """
    _refuse_aliases(text, shown, first_line)
    loader = PlainLoader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        raise ContentError([_syntax_finding(error, shown, first_line)]) from None
    lines: dict[KeyPath, int] = {(): first_line}
    if node is None:
        return YamlFile(shown, None, lines)
    value = _construct(loader, node, (), lines, shown, first_line)
    return YamlFile(shown, value, lines)


def _refuse_aliases(text: str, shown: str, first_line: int) -> None:
    """Aliases can grow without bound ("billion laughs") and hide where a value comes from."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=PlainLoader):
            line = (event.start_mark.line if event.start_mark else 0) + first_line
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                what = "anchor or alias; write the value out"
                raise ContentError([Finding(shown, line, "DATA01", what)])
            if getattr(event, "tag", None):
                what = "tag of a type ('!…'); write the plain value"
                raise ContentError([Finding(shown, line, "DATA01", what)])
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                what = f"more than {DEEPEST} levels deep; flatten it"
                raise ContentError([Finding(shown, line, "DATA01", what)])
    except yaml.YAMLError as error:
        raise ContentError([_syntax_finding(error, shown, first_line)]) from None
    except RecursionError:
        what = f"more than {DEEPEST} levels deep; flatten it"
        raise ContentError([Finding(shown, first_line, "DATA01", what)]) from None


def _syntax_finding(error: yaml.YAMLError, shown: str, first_line: int) -> Finding:
    mark = getattr(error, "problem_mark", None)
    line = (mark.line if mark else 0) + first_line
    problem = getattr(error, "problem", None) or str(error).split("\n", maxsplit=1)[0]
    what = f"not valid YAML ({problem}); check colons, quotes and indentation on this line"
    return Finding(shown, line, "DATA01", what)


def _construct(
    loader: PlainLoader,
    node: yaml.Node,
    where: KeyPath,
    lines: dict[KeyPath, int],
    shown: str,
    first_line: int,
) -> Any:
    """Build the value of ``node`` and record its line under ``where``."""
    lines.setdefault(where, node.start_mark.line + first_line)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = _scalar(loader, key_node, shown, first_line)
            line = key_node.start_mark.line + first_line
            if key in mapping:
                what = f"key '{key}' stands twice; keep one"
                raise ContentError([Finding(shown, line, "DATA02", what)])
            inner = (*where, str(key))
            lines[inner] = line
            mapping[key] = _construct(loader, value_node, inner, lines, shown, first_line)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(loader, item, (*where, str(number)), lines, shown, first_line)
            for number, item in enumerate(node.value)
        ]
    return _scalar(loader, node, shown, first_line)


def _scalar(loader: PlainLoader, node: yaml.Node, shown: str, first_line: int) -> Any:
    line = node.start_mark.line + first_line
    if node.tag in (MERGE, EQUALS):
        what = f"'{node.value}' has a meaning of its own in YAML; write the keys and values out"
        raise ContentError([Finding(shown, line, "DATA01", what)])
    if not isinstance(node, yaml.ScalarNode):
        raise ContentError([Finding(shown, line, "DATA01", "a key must be a plain word")])
    try:
        value = loader.construct_object(node)
    except ValueError:
        what = f"'{node.value}' is not a date or number that exists; write year-month-day"
        raise ContentError([Finding(shown, line, "DATA03", what)]) from None
    except yaml.YAMLError as error:
        raise ContentError([_syntax_finding(error, shown, first_line)]) from None
    hidden = HIDDEN.search(value) if isinstance(value, str) else None
    if hidden:  # written as an escape, such as "\\u202e"
        raise ContentError([hidden_finding(hidden[0], shown, line)])
    if isinstance(value, dt.datetime):
        raise ContentError([Finding(shown, line, "DATA03", "a date without an hour is expected")])
    return value

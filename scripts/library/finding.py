"""What a check or a loader says about one line of one file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
LONGEST = 600
"""Characters of a message: what is quoted may be a whole file."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: file (relative to the repository), 1-based line, rule id, message."""

    path: str
    line: int
    rule: str
    message: str

    def __post_init__(self) -> None:
        """Keep the message on one line, with its end, which says what to do."""
        message = BREAKS.sub(" ", self.message).encode("utf-8", "replace").decode("utf-8")
        if len(message) > LONGEST:
            message = f"{message[: LONGEST // 2]} […] {message[-LONGEST // 2 :]}"
        object.__setattr__(self, "message", message)
        # A file may be named with a line break: a finding is one line all the same.
        if BREAKS.search(self.path):
            object.__setattr__(self, "path", BREAKS.sub(" ", self.path))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule} {self.message}"


class ContentError(Exception):
    """The content cannot be loaded; carries at least one finding, sorted."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(findings)
        if not self.findings:
            raise ValueError("a ContentError without a finding says nothing")
        super().__init__("\n".join(str(finding) for finding in self.findings))

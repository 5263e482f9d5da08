"""What a check or a loader says about one line of one file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: file (relative to the repository), 1-based line, rule id, message."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule} {self.message}"


class ContentError(Exception):
    """The content cannot be loaded; carries at least one finding, sorted."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(findings)
        if not self.findings:
            raise ValueError("a ContentError without a finding says nothing")
        super().__init__("\n".join(str(finding) for finding in self.findings))

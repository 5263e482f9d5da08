"""SCAN: the checks looked at something."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.prose import all_rows
from scripts.checks.registry import RULES, rule
from scripts.library import Finding, Site


def counts(site: Site) -> dict[str, int]:
    """What the checks read, by kind."""
    return {
        "rules": len(RULES),
        "pages": len(site.all_pages()),
        "lines": sum(1 for _ in all_rows(site)),
        "facts": len(site.facts),
        "contacts": len(site.contacts),
        "references": sum(len(page.references) for page in site.all_pages()),
    }


@rule("SCAN01")
def nothing_scanned(site: Site) -> Iterator[Finding]:
    """The content holds pages, lines, facts, contacts and references.

    A check that reads nothing finds nothing, and looks green.
    """
    for kind, count in counts(site).items():
        if not count:
            yield Finding("docs", 1, "SCAN01", f"no {kind} were read; restore the content")

"""The command `check`: loads the content, runs the rules, prints the findings."""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from scripts.checks.loader_rules import LOADER_RULES
from scripts.checks.registry import RULES, run, select
from scripts.checks.scan import counts
from scripts.library import ContentError, Finding, Site, load_site

ROOT = Path(__file__).resolve().parents[2]
CLEAN, FOUND, COULD_NOT_RUN = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--list", action="store_true", help="print every rule and stop")
    parser.add_argument("--only", metavar="FAMILY", help="one family (FACT) or rule (FACT01)")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder that has docs/ and data/")
    parser.add_argument("--format", choices=("text", "github", "json"), default="text")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns 0 clean, 1 findings, 2 could not run."""
    parser = argparse.ArgumentParser(prog="python -m scripts check", description=__doc__)
    add_arguments(parser)
    return check(parser.parse_args(arguments))


def check(options: argparse.Namespace) -> int:
    """Run the command with parsed options."""
    if options.list:
        print("\n".join(listing()))
        return CLEAN
    try:
        select(options.only)
    except ValueError as error:
        return _refuse(str(error))
    if not (options.root / "docs").is_dir() or not (options.root / "data").is_dir():
        return _refuse(f"{options.root} has no docs/ and data/; give --root")
    try:
        return _report(options)
    except Exception:  # a broken rule is not a clean site
        traceback.print_exc()
        return _refuse("a rule failed; this is a fault of scripts/checks")


def listing() -> list[str]:
    """Each rule with the first line of its docstring, those of the loader included."""
    rules = LOADER_RULES | {rule.id: rule.asks for rule in RULES.values()}
    return [f"{identifier} {rules[identifier]}" for identifier in sorted(rules)]


def _refuse(what: str) -> int:
    print(f"check: {what}", file=sys.stderr)
    return COULD_NOT_RUN


def _report(options: argparse.Namespace) -> int:
    start = time.monotonic()
    site: Site | None = None
    try:
        site = load_site(options.root)
        findings = run(site, options.only)
    except ContentError as error:
        findings = error.findings
    _print(findings, options.format)
    seconds = time.monotonic() - start
    read = ", ".join(f"{count} {kind}" for kind, count in counts(site).items()) if site else ""
    read = read or "the content could not be loaded, the rules did not run"
    print(f"{len(findings)} findings ({read}; {seconds:.1f} s)", file=sys.stderr)
    return FOUND if findings else CLEAN


def _print(findings: list[Finding], form: str) -> None:
    if form == "json":
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
        return
    for finding in findings:
        print(_annotation(finding) if form == "github" else finding)


def _annotation(finding: Finding) -> str:
    """A line that the forge shows beside the changed line."""
    place = f"file={finding.path},line={finding.line},title={finding.rule}"
    message = finding.message.replace("%", "%25").replace("\n", "%0A")
    return f"::error {place}::{message}"

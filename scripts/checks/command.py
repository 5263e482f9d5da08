"""The command `check`: loads the content, runs the rules, prints the findings."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import importlib
import json
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scripts.checks.clock import CLOCK_RULES
from scripts.checks.elsewhere import ELSEWHERE
from scripts.checks.loader_rules import LOADER_RULES
from scripts.checks.registry import RULES, Table, family, names_in
from scripts.checks.scan import counts
from scripts.checks.translated import notices, touched
from scripts.checks.upcoming import upcoming_values
from scripts.library import ClockError, ContentError, Finding, Site, load_site, today

ROOT = Path(__file__).resolve().parents[2]
CLEAN, FOUND, COULD_NOT_RUN = 0, 1, 2
TODAY = "today"


class MisuseError(Exception):
    """The command cannot run as asked; the message is one line that says what to do."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--list", action="store_true", help="print every rule and stop")
    parser.add_argument("--only", metavar="FAMILY", help="families or rules: FACT, or fact01,lang")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder that has docs/ and data/")
    parser.add_argument("--format", choices=("text", "github", "json"), default="text")
    parser.add_argument(
        "--dates",
        metavar="DAY",
        nargs="?",
        const=TODAY,
        help="also what is due on that day (2027-02-23; without a day: today)",
    )
    parser.add_argument(
        "--built",
        metavar="FOLDER",
        type=Path,
        nargs="?",
        const=Path("site"),
        help="also the pages built in that folder (without one: site/)",
    )


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
        day = _day(options.dates)
        _refuse_unknown(options.only, day, bool(options.built))
        if not (options.root / "docs").is_dir() or not (options.root / "data").is_dir():
            what = f"{options.root} has no docs/ and data/; give --root the folder that has both"
            raise MisuseError(what)
        with _all_kept():
            return _report(options, day)
    except (MisuseError, ClockError) as error:
        return _refuse(str(error))
    except ModuleNotFoundError as error:
        return _refuse(f"{error.name} is not installed; run 'make setup-build', then again")
    except Exception:  # a broken rule is not a clean site
        traceback.print_exc()
        return _refuse("a rule failed; this is a fault of scripts/checks")


@contextmanager
def _all_kept() -> Iterator[None]:
    """Look for no garbage meanwhile: a run keeps all it reads, and looking took a sixth of it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def listing() -> list[str]:
    """Each rule with the first line of its docstring; those run elsewhere say where."""
    rules = dict(LOADER_RULES)
    for table in (RULES, CLOCK_RULES, _built_rules()):
        mark = "" if table is RULES else f" ({table.runs})"
        rules |= {rule.id: f"{rule.asks}{mark}" for rule in table.values()}
    rules |= {identifier: f"{asks} ({runs})" for identifier, (asks, runs) in ELSEWHERE.items()}
    return [f"{identifier} {rules[identifier]}" for identifier in sorted(rules)]


def _built_rules() -> Table[[Any]]:
    """Loaded only when asked: most runs look at the content alone."""
    table: Table[[Any]] = importlib.import_module("scripts.checks.built").BUILT_RULES
    return table


def _day(words: str | None) -> dt.date | None:
    """The day given to the clock rules; None when they do not run."""
    if words is None:
        return None
    if words == TODAY:
        return today()
    try:
        return dt.datetime.strptime(words, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise MisuseError(f"'{words}' is not a day; write it like 2027-02-23") from None


def _refuse_unknown(only: str | None, day: dt.date | None, built: bool) -> None:
    """Raise MisuseError for a family that no rule has, or that needs another option."""
    for name in sorted(names_in(only)):
        _refuse_unknown_name(name, day, built)


def _refuse_unknown_name(only: str, day: dt.date | None, built: bool) -> None:
    if RULES.chosen(only) or (day and CLOCK_RULES.chosen(only)):
        return
    if CLOCK_RULES.chosen(only):
        raise MisuseError(f"{only} runs with --dates")
    if only in ELSEWHERE or only in map(family, ELSEWHERE):
        raise MisuseError(f"{only} runs elsewhere; --list says where")
    if only in LOADER_RULES or only in map(family, LOADER_RULES):
        raise MisuseError(f"{only} is applied at each run while the content is loaded")
    if not _built_rules().chosen(only):
        raise MisuseError(f"no rule or family '{only}'; see --list")
    if not built:
        raise MisuseError(f"{only} runs with --built")


def _refuse(what: str) -> int:
    print(f"check: {what}", file=sys.stderr)
    return COULD_NOT_RUN


def _report(options: argparse.Namespace, day: dt.date | None) -> int:
    start = time.monotonic()
    site: Site | None = None
    read: dict[str, int] = {}
    try:
        site = load_site(options.root, day)
        findings = RULES.run(options.only, site)
        read = counts(site)
        if day:
            findings += CLOCK_RULES.run(options.only, site, day)
            read["rules"] += len(CLOCK_RULES)
        if options.built:
            found, pages = _built(site, options)
            findings += found
            read |= {"rules": read["rules"] + len(_built_rules()), "built files": pages}
    except ContentError as error:
        findings = error.findings
    _print(sorted(findings), options.format)
    _summary(len(findings), site, read, time.monotonic() - start)
    if site:
        _list_upcoming(site, day)
    return FOUND if findings else CLEAN


def _built(site: Site, options: argparse.Namespace) -> tuple[list[Finding], int]:
    """Findings in the built pages, and how many files were read. Raises MisuseError for none."""
    folder = options.root / options.built
    built = importlib.import_module("scripts.checks.built_pages").read_built(site, folder)
    if not built.files:
        raise MisuseError(f"{folder} holds no page; run 'make build' first")
    return _built_rules().run(options.only, built), len(built.files)


def _summary(found: int, site: Site | None, read: dict[str, int], seconds: float) -> None:
    """One line of counts, and one of notices, for people; programs read the findings."""
    what = ", ".join(f"{count} {kind}" for kind, count in read.items())
    what = what or "the content could not be loaded, the rules did not run"
    print(f"{plural(found, 'finding')} ({what}; {seconds:.1f} s)", file=sys.stderr)
    told = len(notices(site)) if site and read else 0
    if told:
        text = f"{plural(told, 'notice')} to readers that the French text changed"
        print(f"{text}; see 'python -m scripts translations'", file=sys.stderr)
    stale = touched(site) if site and read else 0
    if stale:
        text = f"{plural(stale, 'stamped section')} changed in translation; read against the French"
        print(f"{text}, then 'python -m scripts translations stamp'", file=sys.stderr)


def _list_upcoming(site: Site, day: dt.date | None) -> None:
    """Name the values that start soon; the clock is asked only where a value is to come."""
    if any(fact.later_values for fact in site.facts.values()):
        for line in upcoming_values(site, day or today()):
            print(line, file=sys.stderr)


def plural(count: int, thing: str) -> str:
    """'1 finding', '2 findings'."""
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _print(findings: list[Finding], form: str) -> None:
    if form == "json":
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
        return
    for finding in findings:
        print(_annotation(finding) if form == "github" else finding)


def _annotation(finding: Finding) -> str:
    """A line that the forge shows beside the changed line."""
    place = f"file={_escaped(finding.path)},line={finding.line},title={finding.rule}"
    message = finding.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::error {place}::{message}"


def _escaped(value: str) -> str:
    """A property of an annotation: a comma or colon would end it."""
    return value.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")

"""``python -m scripts <verb>``: every tool of the project behind one door."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from scripts import facts, ledger, pages, reading, translations
from scripts.checks import command
from scripts.library import ClockError
from scripts.library.source_date import VARIABLE, SourceDateError, source_date

OTHERS = {
    "build": ("scripts.build", "build the folder to publish"),
    "serve": ("scripts.serve", "serve at once with live reload"),
    "leaflets": ("scripts.leaflets", "make every leaflet"),
    "budget": ("scripts.budget", "what is left of each limit of size"),
    "gallery": ("scripts.gallery", "pictures of each kind of page"),
    "bench": ("scripts.bench", "sizes and times"),
    "release": ("scripts.release", "build, check with the clock, and pack into dist/"),
}
"""Verbs whose module is loaded only when asked: checks must run without the build's libraries."""


def main(arguments: Sequence[str]) -> int:
    """Run one verb and return its exit code; 2 when the environment gives no day or moment."""
    try:
        return _run(arguments)
    except (ClockError, SourceDateError) as error:
        print(error, file=sys.stderr)
        return 2


def _run(arguments: Sequence[str]) -> int:
    options, rest = _parser().parse_known_args(arguments)
    if options.verb in OTHERS:
        return _built(options.verb, rest)
    if rest:
        _parser().error(f"unknown: {' '.join(rest)}")
    if options.verb == "facts":
        return facts.facts(options)
    if options.verb == "pages":
        return pages.pages(options)
    if options.verb == "reading":
        return reading.reading(options)
    if options.verb == "translations":
        return translations.translations(options)
    if options.verb == "ledger":
        return ledger.ledger(options)
    return command.check(options)


def _built(verb: str, arguments: list[str]) -> int:
    """Run a verb of OTHERS; it and the programs it starts are told the moment of the sources."""
    os.environ[VARIABLE] = str(source_date().seconds)
    module = importlib.import_module(OTHERS[verb][0])
    return int(module.main(arguments) or 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    command.add_arguments(verbs.add_parser("check", help="check the content"))
    facts.add_arguments(verbs.add_parser("facts", help="facts: where, fix"), command.ROOT)
    pages.add_arguments(verbs.add_parser("pages", help="the map of addresses"), command.ROOT)
    reading.add_arguments(verbs.add_parser("reading", help="how hard each page is"), command.ROOT)
    states = verbs.add_parser("translations", help="translated sections: list, stamp")
    translations.add_arguments(states, command.ROOT)
    ledger.add_arguments(verbs.add_parser("ledger", help="ledger: list, stamp"), command.ROOT)
    for verb, (_, what) in OTHERS.items():
        verbs.add_parser(verb, help=what, add_help=False)
    return parser


def _from_the_command_line() -> int:
    """The verb of the command line; a reader who has seen enough (`… | head`) ends it in peace."""
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still in the buffer has nowhere to go; at the end Python would complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(_from_the_command_line())

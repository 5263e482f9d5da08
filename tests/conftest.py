"""Which day it is for the tests: none of them reads the calendar, and few ask for a day at all.

A test that is marked `day` sees the day given with `--day`, or that of the newest check of the
content; `python -m tests.days` runs those tests again on other days. To every other test, and to
the programs that it starts, the clock answers with an error.
"""

import os

import pytest

from scripts.library.clock import DAY_VARIABLE
from tests.built import content_day

UNMARKED = "asked by a test without the mark 'day'"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--day 2027-02-24`: today for the tests that are marked `day`."""
    parser.addoption("--day", help="today, for the tests that are marked 'day'")


def pytest_configure(config: pytest.Config) -> None:
    """Fixtures of a whole module or session see no day either."""
    os.environ[DAY_VARIABLE] = UNMARKED


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give a marked test its day."""
    if item.get_closest_marker("day"):
        os.environ[DAY_VARIABLE] = item.config.getoption("--day") or content_day().isoformat()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Take it back."""
    os.environ[DAY_VARIABLE] = UNMARKED

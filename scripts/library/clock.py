"""Which day it is. The only place of the project that reads the clock for a date."""

from __future__ import annotations

import datetime as dt
import os

DAY_VARIABLE = "ICAM_DAY"
"""Environment variable that replaces today's date, as '2026-11-29', in tests and in builds."""


class ClockError(ValueError):
    """The day in the environment cannot be read; the message says how to write it."""


def today() -> dt.date:
    """Today's date in UTC, or the one in the environment variable ICAM_DAY.

    Raises ClockError when that variable holds anything but a day.
    """
    words = os.environ.get(DAY_VARIABLE, "")
    if not words:
        return dt.datetime.now(tz=dt.UTC).date()
    try:
        return dt.datetime.strptime(words, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        what = f"{DAY_VARIABLE} '{words}' is not a day; write it like 2027-02-23"
        raise ClockError(what) from None

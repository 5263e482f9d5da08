"""The date helper again, in Python: written from the rules, with calendars that are not ours."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from itertools import count, islice

import holidays

HOWS = ("hand", "refused", "registered", "signed", "post", "fax")
FROM_POSTING = ("registered", "post")
"""Ways whose first day is the third working day after the posting."""
DAY = dt.timedelta(days=1)
SUNDAYS = frozenset(("Easter Sunday", "Pentecost"))
"""In the list of the library, not among the ten legal holidays; Sundays all the same."""


@cache
def legal_holidays(year: int) -> frozenset[dt.date]:
    """The ten legal holidays of Belgium, from an independent calendar."""
    found = holidays.country_holidays("BE", years=year, language="en_US")
    return frozenset(day for day, name in found.items() if name not in SUNDAYS)


def is_free(day: dt.date) -> bool:
    """Whether the day is not a working day (article 39/57, § 2, last sentence)."""
    return day.isoweekday() >= 6 or day in legal_holidays(day.year)


@dataclass(frozen=True)
class Count:
    """What the helper shows: the shortest count, then the count of the law before 2026."""

    earliest: dt.date
    first: dt.date
    end: dt.date
    last: dt.date


def reference(how: str, day: dt.date, days: int) -> Count:
    """Count ``days`` of a paper that came on ``day`` (by post or fax: was sent on ``day``).

    Article 39/57, § 2 of the law of 15 December 1980, text up to 12 June 2026.
    """
    following = (day + n * DAY for n in count(1))
    if how in FROM_POSTING:
        first = next(islice((later for later in following if not is_free(later)), 2, None))
    else:
        first = next(following)
    end = first + (days - 1) * DAY
    last = next(later for n in count() if not is_free(later := end + n * DAY))
    return Count(day + (days - 1) * DAY, first, end, last)

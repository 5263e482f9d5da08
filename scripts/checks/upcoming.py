"""Values of facts that start soon, listed by `check` and `release`: a release on their day prints
them. What stands online by then keeps the older value until somebody releases again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scripts.library import Site

SOON = dt.timedelta(days=60)


def upcoming_values(site: Site, day: dt.date) -> Iterator[str]:
    """``path:line: …`` for each value that starts after ``day``, at most 60 days later."""
    for identifier, fact in site.facts.items():
        for start in sorted(fact.later_values):
            if day < start <= day + SOON:
                yield _line(site, identifier, start, (start - day).days)


def _line(site: Site, identifier: str, start: dt.date, days: int) -> str:
    place = site.place("facts", identifier)
    file = site.files.get(place.path)
    key = (identifier, "values", start.isoformat())
    line = file.line(key) if file else place.line
    when = f"on {start}, in {days} day{'' if days == 1 else 's'}"
    advice = f"'python -m scripts facts where {identifier}' lists what it changes"
    return f"{place.path}:{line}: '{identifier}' gets its next value {when}; {advice}"

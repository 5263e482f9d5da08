"""The second record of the registry: what each record was when it was last looked at."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from scripts.library.model import Shape

LEDGER = "data/ledger.yaml"
UNPRINTED = {"what", "note"}
"""Remarks for editors: nobody else reads them, so they may change without a stamp."""


class LedgerEntry(Shape):
    """The day a record was last looked at, and the fingerprint it had then."""

    on: dt.date
    print: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]


def fingerprint(record: BaseModel) -> str:
    """Twelve hexadecimal digits of the SHA-256 of all that a record says.

    Spaces, comments and the order of keys do not count, nor do keys that keep their default, so
    that a new optional key of the registry does not undo every stamp.
    """
    value = record.model_dump(mode="json", exclude=UNPRINTED, exclude_defaults=True)
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]

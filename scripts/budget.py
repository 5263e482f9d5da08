"""``python -m scripts budget``: each limit of size, what is used of it, what is left."""

from __future__ import annotations

from pathlib import Path

from scripts.build import can_read_built_site
from scripts.checks.budget import Measure, measures
from scripts.library import load_site
from scripts.library.limits import AIR


def main(arguments: list[str]) -> int:
    """Print a line for each limit: 0 all have air, 1 one is passed or nearly so, 2 cannot run."""
    root = Path.cwd()
    if not can_read_built_site("budget", arguments, root):
        return 2
    found = measures(load_site(root), root / "site", root)
    for measure in found:
        print(line(measure))
    return 1 if any(measure.left < AIR for measure in found) else 0


def line(measure: Measure) -> str:
    """'11000 bytes, 9088 used, 17 % left: page for readers, brotli (nl/deadlines/)'."""
    name = f"{measure.what} ({measure.where})"
    row = f"{measure.most:7} bytes, {measure.used:7} used, {measure.left:3.0f} % left: {name}"
    if measure.left < 0:
        return f"{row}; too large: shorten it"
    if measure.left < AIR:
        return f"{row}; under {AIR} %: shorten it before it stops a correction"
    return row

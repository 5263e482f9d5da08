"""LANG11: each translated section still renders the French section that it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.registry import rule
from scripts.library import Finding, Site
from scripts.library.translation import CAUTIONS, Rendering, renderings, translated_languages


@rule("LANG11")
def stale_translation(site: Site) -> Iterator[Finding]:
    """No translated section is unstamped, or older than a hard fact of its French section.

    The French page was corrected and the Dutch one was not: for its readers the old time limit held
    on. A change of French words alone is no error: the reader of that section is told of it.
    """
    for code in translated_languages(site):
        for rendering in renderings(site, code):
            what = _fault(rendering)
            if what:
                unit = rendering.unit
                advice = f"run 'python -m scripts translations stamp {code} {unit.name}'"
                text = f"'{unit.name}' {what}; compare {rendering.source.path}, then {advice}"
                yield Finding(unit.path, unit.line, "LANG11", text)


def notices(site: Site) -> list[Rendering]:
    """The sections that carry a notice to their readers: French words changed, no hard fact did."""
    return [
        rendering
        for code in translated_languages(site)
        for rendering in renderings(site, code)
        if rendering.state == "wording" and rendering.unit.page != CAUTIONS
    ]


def touched(site: Site) -> int:
    """How many sections render today's French text in other words than those that were stamped.

    No finding: a typo mended in a translation asks nothing of anybody. But a stamp whose words are
    old can no longer refuse to stamp what was not touched; 44 had gone that way unseen.
    """
    return sum(
        rendering.touched and rendering.state == "current"
        for code in translated_languages(site)
        for rendering in renderings(site, code)
    )


def _fault(rendering: Rendering) -> str:
    if rendering.state == "new":
        return "was never stamped"
    if rendering.state == "hard":
        return "is older than a hard fact, contact or negation of the French text"
    if rendering.state == "wording" and rendering.unit.page == CAUTIONS:
        return "is older than the French caution"
    return ""

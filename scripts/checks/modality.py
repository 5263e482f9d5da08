"""LANG13 and LANG14: what can be is not said as sure, and what was is not said as being."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.checks.parity import Twins, page_twins, registry_twins, reviewed
from scripts.checks.prose import unlinked, visible
from scripts.checks.registry import rule
from scripts.library import Finding, Site, references_in
from scripts.library.older_law import is_older
from scripts.library.possibility import asks_how, possibilities

PAST = {
    "fr": re.compile(
        r"\b(?!(?:fait|parfait|souhait|sait|(?:ex|re|por|abs)?trait|forfait)\b)\w{2,}(?:ait|aient)\b"
        r"|\b(?:étiez|aviez|pouviez|deviez|était|étaient)\b",
        re.IGNORECASE,
    ),
    "nl": re.compile(
        r"\b(?:was|waren|had|hadden|kon|konden|moest|moesten|mocht|mochten|werd|werden|gaf|gaven"
        r"|vroeg|vroegen|zei|zeiden|schreef|noemde|keek|kwam|kwamen|ging|gold|golden|liet|lieten"
        r"|stond|voorzag|stopte|telde|kreeg|kregen|schoof|werkte|stopten)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:was|were|had|could|did|gave|said|wrote|asked|counted|moved|stopped|applied|named"
        r"|looked|got|came|needed|allowed|meant|went|stayed|began|ran)\b",
        re.IGNORECASE,
    ),
}
PRESENT = {
    "fr": re.compile(
        r"\b(?:est|sont|peut|peuvent|pouvez|dit|disent|donne|demande|a|ont|doit|prévoit|permet|vise)\b"
    ),
    "nl": re.compile(
        r"\b(?:is|zijn|kan|kunnen|kunt|zegt|zeggen|geeft|vraagt|heeft|hebben|moet|wordt|worden|mag"
        r"|laat|noemt|gaat)\b"
    ),
    "en": re.compile(
        r"\b(?:is|are|can|may|says?|gives?|asks?|has|have|must|allows?|names?|lets?|will)\b"
    ),
}


@rule("LANG13")
def other_possibility(site: Site) -> Iterator[Finding]:
    """What is only possible in the source language is so in every language.

    "The coach can go to your address" became "will go", and "You can ask" for a free lawyer "You
    get": a threat and a promise that no source gives, in good English. Where French has no word of
    possibility and both others have one, the French lost it.
    """
    both: dict[tuple[str, str], list[Twins]] = {}
    for twins in (*(pair for _, pair in page_twins(site)), *registry_twins(site)):
        source, text = visible(twins.source), visible(twins.text)
        counts = possibilities(source, site.source_language), possibilities(text, twins.language)
        expected = reviewed(site, twins, "LANG13", possibilities)
        if counts[1] < counts[0] and counts != expected:
            what = (
                f"{counts[1]} words of possibility, not {counts[0]}; compare {twins.source_place}"
            )
            yield Finding(twins.path, twins.line, "LANG13", what)
        if counts[1] and not counts[0] and not asks_how(source) and counts != expected:
            both.setdefault((twins.source_place, twins.source), []).append(twins)
    for (place, _), pairs in both.items():
        if len(pairs) > 1:
            path, _, line = place.rpartition(":")
            what = f"no word of possibility; compare {pairs[0].path}:{pairs[0].line}"
            yield Finding(path, int(line), "LANG13", what)


@rule("LANG14")
def other_tense(site: Site) -> Iterator[Finding]:
    """A sentence that shows older law is in the past in every language, or in none.

    "It was [10 days]" became "It is [10 days]" in English: a time limit of the law before the
    change was then read as the one in force.
    """
    older = {identifier for identifier, fact in site.facts.items() if is_older(fact)}
    for twins in (*(pair for _, pair in page_twins(site)), *registry_twins(site)):
        references = references_in(twins.source, 1, "") if "(fact:" in twins.source else []
        if not any(ref.scheme == "fact" and ref.target in older for ref in references):
            continue
        source = _tense(unlinked(twins.source), site.source_language)
        text = _tense(unlinked(twins.text), twins.language)
        if {source, text} == {"past", "present"}:
            what = f"{text} tense about older law, not {source}; compare {twins.source_place}"
            yield Finding(twins.path, twins.line, "LANG14", what)


def _tense(text: str, language: str) -> str:
    """'past' where a verb of the list is, or else 'present', or '' when no verb is known."""
    if PAST[language].search(text):
        return "past"
    return "present" if PRESENT[language].search(text) else ""

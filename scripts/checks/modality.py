"""LANG13 and LANG14: what can be is not said as sure, and what was is not said as being."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.checks.parity import Twins, page_twins, registry_twins, reviewed
from scripts.checks.prose import unlinked, visible
from scripts.checks.registry import rule
from scripts.library import Finding, Site
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
        r"\b(?:is|are|can|may|says|gives|asks|has|have|must|allows|names|lets|will)\b"
    ),
}

FACT_LINK = re.compile(r"\[[^\]]*\]\(fact:([a-z0-9-]+)(?:#[a-z0-9-]+)?\)")


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
    yield from _only_the_source(both, "LANG13", "no word of possibility")


@rule("LANG14")
def other_tense(site: Site) -> Iterator[Finding]:
    """A sentence that shows older law is in the past in every language, or in none.

    "It was [10 days]" became "It is [10 days]" in English: a time limit of the law before the
    change was then read as the one in force. The last verb before the fact counts by itself, for
    another verb of the sentence may stay in the past.
    """
    older = {identifier for identifier, fact in site.facts.items() if is_older(fact)}
    alone: dict[tuple[str, str], list[Twins]] = {}
    for twins in (*(pair for _, pair in page_twins(site)), *registry_twins(site)):
        shown = [match[1] for match in FACT_LINK.finditer(twins.source) if match[1] in older]
        tenses = _tenses(twins, site.source_language, shown) if shown else ("", "")
        if tenses == ("past", "present"):
            what = f"present tense about older law, not past; compare {twins.source_place}"
            yield Finding(twins.path, twins.line, "LANG14", what)
        elif tenses == ("present", "past"):
            alone.setdefault((twins.source_place, twins.source), []).append(twins)
    yield from _only_the_source(alone, "LANG14", "present tense about older law, not past")


def _only_the_source(
    alone: dict[tuple[str, str], list[Twins]], rule_id: str, what: str
) -> Iterator[Finding]:
    """What the source lost and two translations still have."""
    for (place, _), pairs in alone.items():
        if len(pairs) > 1:
            path, _, line = place.rpartition(":")
            compare = f"{pairs[0].path}:{pairs[0].line}"
            yield Finding(path, int(line), rule_id, f"{what}; compare {compare}")


def _tenses(twins: Twins, source: str, facts: list[str]) -> tuple[str, str]:
    """The tenses of the source and of the translation: of the sentence, or else before a fact."""
    whole = _tense(unlinked(twins.source), source), _tense(unlinked(twins.text), twins.language)
    if set(whole) == {"past", "present"}:
        return whole
    before = (
        (_last_tense(twins.source, source, fact), _last_tense(twins.text, twins.language, fact))
        for fact in facts
    )
    return next((pair for pair in before if set(pair) == {"past", "present"}), ("", ""))


def _tense(text: str, language: str) -> str:
    """'past' where a verb of the list is, or else 'present', or '' when no verb is known."""
    if PAST[language].search(text):
        return "past"
    return "present" if PRESENT[language].search(text) else ""


def _last_tense(text: str, language: str, fact: str) -> str:
    """The tense of the last known verb before the link of a fact: "did not come was [fled]"."""
    link = next((match for match in FACT_LINK.finditer(text) if match[1] == fact), None)
    if link is None:
        return ""
    before = unlinked(text[: link.start()])
    verbs = [(match.start(), "past") for match in PAST[language].finditer(before)]
    verbs += [(match.start(), "present") for match in PRESENT[language].finditer(before)]
    return max(verbs)[1] if verbs else ""

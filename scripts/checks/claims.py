"""SELF: what the site says of itself is so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.checks.prose import Row, Sentence, all_sentences, sentences, visible, word_rows
from scripts.checks.registry import rule
from scripts.library import Finding, Site
from scripts.library.negation import negations

JURIST = {
    "fr": r"\b(?:avocate?s?|juristes?)\b",
    "nl": r"\b(?:advoca(?:at|ten)|juriste?n?)\b",
    "en": r"\b(?:lawyers?|solicitors?|attorneys?|jurists?)\b",
}
REVIEWED = {
    "fr": r"\b(?:relu|vérifié|contrôlé|validé|approuvé|corrigé|revu)e?s?\b",
    "nl": r"\b(?:nagelezen|herlezen|nagekeken|gecontroleerd|goedgekeurd|gevalideerd|verbeterd)\b",
    "en": r"\b(?:checked|reviewed|verified|approved|validated|corrected|proofread)\b"
    r"|\b(?:has|have) read (?:it|them|this|these|the (?:pages?|texts?|site))\b",
}
CLAIM = {
    code: re.compile(rf"(?=.*(?:{JURIST[code]}))(?=.*(?:{REVIEWED[code]}))", re.I | re.S)
    for code in JURIST
}
PRINTED = (("data/notices.yaml", "notices"), ("leaflets/words.yaml", "paper"))


@rule("SELF01")
def review_that_never_was(site: Site) -> Iterator[Finding]:
    """That a lawyer reviewed the text is denied in every language, until the registry shows it.

    In a test "no lawyer has checked these pages" lost its "no" in all three languages at once:
    every page agreed with every other, and the one claim that we may not make stood on the site.
    It may be made when each fact was checked by a lawyer (`how: lawyer`), not before.
    """
    if site.facts and all(fact.checked.how == "lawyer" for fact in site.facts.values()):
        return
    for sentence in _sentences(site):
        text, code = visible(sentence.text), sentence.row.language
        if CLAIM[code].match(text) and not negations(text, code):
            what = "says that a lawyer reviewed this, and no record does; say that none did"
            yield Finding(sentence.row.path, sentence.line, "SELF01", what)


def _sentences(site: Site) -> Iterator[Sentence]:
    yield from all_sentences(site)
    for path, table in PRINTED:
        rows = word_rows(site, path, table, site.notices if table == "notices" else site.paper)
        yield from sentences(filter(_speaks_of_one, rows))


def _speaks_of_one(row: Row) -> bool:
    """Most words of the machine do not: only these are cut into sentences."""
    return CLAIM[row.language].match(row.text) is not None

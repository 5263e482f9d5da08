"""FACT12: who is said to speak is who spoke."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from scripts.checks.prose import Sentence, all_sentences, unlinked
from scripts.checks.registry import rule
from scripts.checks.services import names_of_services
from scripts.library import Finding, Site, any_name

SAYS = {
    "fr": r"(?:a |ont )?(?:écri(?:t|vait|vent)|dit|disait|notait|publi(?:e|ait|é)"
    r"|expliqu(?:e|ait|é)|rapport(?:e|ait|é)|décrit|conseille|recommande|signale)",
    "nl": r"(?:schr(?:ijft|eef)|zegt|zei|noteert|noteerde|meldt|meldde|publiceert|beschrijft"
    r"|vermeldt|raadt)",
    "en": r"(?:writes|wrote|says|said|notes|noted|reports|reported|explains|explained|describes"
    r"|advises|recommends|published)",
}
ACCORDING = {
    "fr": r"\bselon (?:l[ae] |l')?",
    "nl": r"\bvolgens (?:de |het )?",
    "en": r"\baccording to (?:the )?",
}
REMARK = re.compile(r"\s*[(,].*")
"""What a publisher's name says of it: "ORBIT (Flemish association)"."""

LAW = re.compile(r"\b(?:la loi|de wet|the law)\b", re.IGNORECASE)

HOLDERS = {
    "Minister of Justice": (
        r"\bministre de la Justice\b|\bminister van Justitie\b|\bMinister of Justice\b"
    ),
    "Minister for Asylum": (
        r"\bministre de l'Asile\b|\bminister (?:van|voor) Asiel\b|\bMinister for Asylum\b"
    ),
    "Prime Minister": (
        r"\bPremier ministre\b|\beerste ?minister\b|\bpremier\b(?! ministre)|\bPrime Minister\b"
    ),
    "State Secretary": r"\bsecrétaire d'État\b|\bstaatssecretaris\b|\bState Secretary\b",
}
"""Offices whose holders are quoted, as the three languages call them."""

_HOLDERS = {holder: re.compile(words, re.IGNORECASE) for holder, words in HOLDERS.items()}


@rule("FACT12")
def other_speaker(site: Site) -> Iterator[Finding]:
    """Who is said to write a fact is one of its publishers, and a statement has one speaker.

    In a test the Minister of Justice became the Minister for Asylum in every language, and what an
    organisation wrote became the word of another one: who said it is half of what was said.
    """
    names = {code: _publishers(site, code) for code in site.published}
    met: dict[str, list[tuple[str, Sentence]]] = {}
    for sentence in all_sentences(site):
        facts = [ref.target for ref in sentence.references if ref.target in site.facts]
        if not facts:
            continue
        words = unlinked(sentence.text).replace("’", "'")
        what = _other_publisher(site, names[sentence.row.language], facts, words, sentence)
        if what:
            yield Finding(sentence.row.path, sentence.line, "FACT12", what)
        holders = [holder for holder, pattern in _HOLDERS.items() if pattern.search(words)]
        for fact in facts if len(holders) == 1 else ():
            met.setdefault(fact, []).append((holders[0], sentence))
    for fact, said in met.items():
        usual = Counter(holder for holder, _ in said).most_common(1)[0][0]
        for holder, sentence in said:
            if holder != usual:
                what = f"'{fact}' is said by the {usual} elsewhere, here by the {holder}; compare"
                yield Finding(sentence.row.path, sentence.line, "FACT12", what)


def _publishers(site: Site, language: str) -> dict[str, set[str]]:
    """The name of each publisher without its remark, if it is a name, with the ids that bear it.

    Services that published nothing have a name and no id.
    """
    found = {name: set[str]() for name in names_of_services(site, language)}
    for identifier, words in site.publishers.items():
        name = REMARK.sub("", words.in_language(language))
        if name[:1].isupper():
            found.setdefault(name, set()).add(identifier)
    return found


def _other_publisher(
    site: Site, names: dict[str, set[str]], facts: list[str], words: str, sentence: Sentence
) -> str:
    """Why the sentence names a speaker who published none of its facts, or ''."""
    pattern = any_name(names)
    met = [match[0] for match in pattern.finditer(words) if match[0] in names] if pattern else []
    own = {
        source.publisher
        for fact in facts
        for value in site.facts[fact].values.values()
        for source in value.sources
    }
    if not met or any(names[name] & own for name in met) or LAW.search(words):
        return ""
    speaks = next((name for name in met if _speaks(name, sentence.row.language, words)), "")
    if not speaks:
        return ""
    return f"'{speaks}' is not who published '{facts[0]}'; name one of {', '.join(sorted(own))}"


def _speaks(name: str, language: str, words: str) -> bool:
    return _saying(name, language).search(words) is not None


@lru_cache(maxsize=1_000)
def _saying(name: str, language: str) -> re.Pattern[str]:
    who, says, says_who = re.escape(name), SAYS[language], ACCORDING[language]
    verb = rf"(?<!\w){who}\s+{says}\b|\b{says} (?:l[ae] |l'|de |het |the )?{who}(?!\w)"
    return re.compile(rf"{verb}|{says_who}{who}(?!\w)", re.IGNORECASE)

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

SAYS = (
    r"(?:(?:a |ont )?(?:écri(?:t|vait|vent)|dit|disait|notait|publi(?:e|ait|é)|expliqu(?:e|ait|é)"
    r"|rapport(?:e|ait|é)|décrit|conseille|recommande|signale)"
    r"|schr(?:ijft|eef)|zegt|zei|noteert|noteerde|meldt|meldde|publiceert|beschrijft|vermeldt|raadt"
    r"|writes|wrote|says|said|notes|noted|reports|reported|explains|explained|describes|advises"
    r"|recommends|published)"
)
ACCORDING = r"(?:selon|volgens|according to)"
ARTICLE = r"(?:l[ae] |l'|de |het |the )?"
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
    patterns = {code: any_name(found) for code, found in names.items()}
    met: dict[str, list[tuple[str, Sentence]]] = {}
    for sentence in all_sentences(site):
        facts = [ref.target for ref in sentence.references if ref.target in site.facts]
        if not facts:
            continue
        words = unlinked(sentence.text).replace("’", "'")
        language = sentence.row.language
        pattern = patterns[language]
        named = [match[0] for match in pattern.finditer(words)] if pattern else []
        what = _other_publisher(site, names[language], facts, words, named) if named else ""
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
    site: Site, owners: dict[str, set[str]], facts: list[str], words: str, named: list[str]
) -> str:
    """Why the sentence names a speaker who published none of its facts, or ''."""
    names = [name for name in named if name in owners]
    own = {
        source.publisher
        for fact in facts
        for value in site.facts[fact].values.values()
        for source in value.sources
    }
    if any(owners[name] & own for name in names) or LAW.search(words):
        return ""
    saying = (_saying(name) for name in names)
    speaks = [name for name, pattern in zip(names, saying, strict=True) if pattern.search(words)]
    if not speaks:
        return ""
    return f"'{speaks[0]}' is not who published '{facts[0]}'; name one of {', '.join(sorted(own))}"


@lru_cache(maxsize=1_000)
def _saying(name: str) -> re.Pattern[str]:
    """The name with a word of saying before or after it, in any language."""
    who = re.escape(name)
    verb = rf"(?<!\w){who}\s+{SAYS}\b|\b{SAYS} {ARTICLE}{who}(?!\w)"
    return re.compile(rf"{verb}|\b{ACCORDING} {ARTICLE}{who}(?!\w)", re.IGNORECASE)

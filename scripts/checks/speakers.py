"""FACT12: who is said to speak is who spoke."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
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
    patterns = {code: any_name(owners) for code, owners in names.items()}
    said: dict[str, list[tuple[str, Sentence]]] = {}
    blocks: dict[tuple[str, int], Voices] = {}
    for sentence in all_sentences(site):
        facts = [ref.target for ref in sentence.references if ref.target in site.facts]
        block = next((block for block in sentence.row.blocks if block.name == "orgs"), None)
        if not facts and not block:
            continue
        words = unlinked(sentence.text).replace("’", "'")
        owners, pattern = names[sentence.row.language], patterns[sentence.row.language]
        here = Voices(_named(owners, pattern, words), _publishers_of(site, facts))
        if what := _other_publisher(here, words, by_law=_is_legal(site, facts)):
            yield Finding(sentence.row.path, sentence.line, "FACT12", what)
        if block:
            blocks.setdefault((sentence.row.path, block.line), Voices()).add(here)
        if holder := _holder(words):
            for fact in facts:
                said.setdefault(fact, []).append((holder, sentence))
    yield from _other_organisation(blocks)
    yield from _other_holder(said)


@dataclass
class Voices:
    """Whom a sentence or a block names, with their ids, and who published its facts."""

    named: dict[str, set[str]] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)

    def add(self, other: Voices) -> None:
        """Take in the voices of one more sentence."""
        self.named |= other.named
        self.own |= other.own

    @property
    def strangers(self) -> bool:
        """Whether somebody is named, and nobody named published a fact."""
        ids = set[str]().union(*self.named.values())
        return bool(ids and self.own) and not ids & self.own


def _named(
    owners: dict[str, set[str]], pattern: re.Pattern[str] | None, words: str
) -> dict[str, set[str]]:
    met = (match[0] for match in pattern.finditer(words)) if pattern else ()
    return {name: owners[name] for name in met if name in owners}


def _holder(words: str) -> str:
    """The holder of an office who is named, if it is one only."""
    found = [holder for holder, pattern in _HOLDERS.items() if pattern.search(words)]
    return found[0] if len(found) == 1 else ""


def _other_holder(said: dict[str, list[tuple[str, Sentence]]]) -> Iterator[Finding]:
    for fact, places in said.items():
        usual = Counter(holder for holder, _ in places).most_common(1)[0][0]
        for holder, sentence in places:
            if holder != usual:
                what = f"'{fact}' is said by the {usual} elsewhere, here by the {holder}; compare"
                yield Finding(sentence.row.path, sentence.line, "FACT12", what)


def _other_organisation(blocks: dict[tuple[str, int], Voices]) -> Iterator[Finding]:
    for (path, line), voices in blocks.items():
        if voices.strangers:
            names, own = " and ".join(sorted(voices.named)), ", ".join(sorted(voices.own))
            what = f"the block names {names}, and none published its facts; name one of {own}"
            yield Finding(path, line, "FACT12", what)


def _publishers_of(site: Site, facts: list[str]) -> set[str]:
    values = (value for fact in facts for value in site.facts[fact].values.values())
    return {source.publisher for value in values for source in value.sources}


def _is_legal(site: Site, facts: list[str]) -> bool:
    values = (value for fact in facts for value in site.facts[fact].values.values())
    return any(source.kind == "law" for value in values for source in value.sources)


def _other_publisher(voices: Voices, words: str, *, by_law: bool) -> str:
    """Why the sentence names a speaker who published none of its facts, or ''.

    "According to X, the law gives 30 days": X speaks of it, and the law published it.
    """
    if not voices.strangers or (by_law and LAW.search(words)):
        return ""
    speaks = [name for name in voices.named if _saying(name).search(words)]
    if not speaks:
        return ""
    return (
        f"'{speaks[0]}' published none of these facts; name one of {', '.join(sorted(voices.own))}"
    )


def _publishers(site: Site, language: str) -> dict[str, set[str]]:
    """The name of each publisher without its remark, if it is a name, with the ids that bear it.

    Services have a name too, and publish under their own id if they do.
    """
    found = {name: set(ids) for name, ids in names_of_services(site, language).items()}
    for identifier, words in site.publishers.items():
        name = REMARK.sub("", words.in_language(language))
        if name[:1].isupper():
            found.setdefault(name, set()).add(identifier)
    return found


@lru_cache(maxsize=1_000)
def _saying(name: str) -> re.Pattern[str]:
    """The name with a word of saying before or after it, in any language."""
    who = re.escape(name)
    verb = rf"(?<!\w){who}\s+{SAYS}\b|\b{SAYS} {ARTICLE}{who}(?!\w)"
    return re.compile(rf"{verb}|\b{ACCORDING} {ARTICLE}{who}(?!\w)", re.IGNORECASE)

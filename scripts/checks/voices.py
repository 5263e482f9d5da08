"""FACT05, FACT06 and FACT11: who speaks, how sure it is, and whether it is law in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scripts.checks.prose import (
    Row,
    Sentence,
    page_sentences,
    parts_of,
    registry_rows,
    sentences,
    unlinked,
    visible,
)
from scripts.checks.registry import rule
from scripts.library import Block, Fact, Finding, Page, Reference, Site
from scripts.library.older_law import is_older, says_older

LAW = {
    "fr": re.compile(r"\bla loi\b", re.IGNORECASE),
    "nl": re.compile(r"\bde wet\b", re.IGNORECASE),
    "en": re.compile(r"\bthe law\b", re.IGNORECASE),
}
OLDER = {
    "fr": "avant le changement, le texte que nous avons lu",
    "nl": "vóór de wijziging, de tekst die wij lazen",
    "en": "before the change, the text that we read",
}
VOICES = ("law", "office", "orgs")
ATTRIBUTION = {
    "fr": re.compile(
        r"\b(selon|d['’]après|dit|disent|disait|disaient|écri(t|te|vent|vait|vaient)|annonçait"
        r"|(rapport|observ|constat|annonc|expliqu|indiqu|affirm|déclar|signal|publi|estim|précis"
        r"|mentionn|cit|racont|conseill|recommand)(e|ent|ée?s?|ait|aient)"
        r"|répond(u|ait)?|compté|décri(t|vent|vait)|noté|notait|(a|ont) donné|vis(e|ait)"
        r"|promis|promet)\b",
        re.IGNORECASE,
    ),
    "nl": re.compile(
        r"\b(volgens|zei|zeiden|zegt|zeggen|gezegd|schreef|schreven|schrijft|schrijven|geschreven"
        r"|(ver)?meld(t|de|den|en)?|gemeld|stelt vast|stelden? vast|vastgesteld"
        r"|leg(t|de|gen|den) uit|uitgelegd|verklaar(t|de|d)"
        r"|kondig(t|de|den) .*aan|aangekondigd|antwoordden?|geantwoord"
        r"|ga(f|ven) .*aan|geeft .*aan|geven .*aan|noteerden?|zag|zagen|merk(t|te|ten|en) op"
        r"|opgemerkt|publiceer(t|de|den)|gepubliceerd|telde|telden|beschrijft|beschrijven|beschreef"
        r"|noem(t|den?)|gaf|gaven|raadt|raden|raadde|rapporteert|rapporteerde|bericht(te)?)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(according to|said|says?|wr(i|o)tes?|written|writing|report(s|ed)?|observed?s?"
        r"|not(es|ed)|announce[sd]?|explain(s|ed)?|state[sd]|publish(es|ed)?|tells?|told"
        r"|answer(s|ed)|counted|describe[sd]?|mention(s|ed)?|advises?|advised"
        r"|recommend(s|ed)?|gave|saw|names|named|promised)\b",
        re.IGNORECASE,
    ),
}


def source_kinds(fact: Fact) -> set[str]:
    """The kinds of source that every value has: that of today, and those that start later."""
    found = [{str(source.kind) for source in value.sources} for value in fact.printable_values]
    return set.intersection(*found)


@rule("FACT05")
def certainty_and_words(site: Site) -> Iterator[Finding]:
    """The words around a fact say how sure it is, and the voice of a block fits its sources.

    What an agency told a newspaper in 2021 must never read like the law.
    """
    for page in site.all_pages():
        yield from _in_sentences(site, page_sentences(page), page)
    yield from _in_sentences(site, sentences(registry_rows(site)), None)


def _in_sentences(site: Site, found: list[Sentence], page: Page | None) -> Iterator[Finding]:
    for index, sentence in enumerate(found):
        for reference in sentence.references:
            fact = site.facts.get(reference.target) if reference.scheme == "fact" else None
            if fact is None:
                continue
            near = [sentence.text, *_neighbours(found, index)]
            for what in (
                _certainty(site, fact, reference, sentence.row, near, page),
                _voice(fact, reference, sentence.row),
            ):
                if what:
                    yield Finding(sentence.row.path, sentence.line, "FACT05", what)


def _neighbours(found: list[Sentence], index: int) -> list[str]:
    """Text of the sentences before and after, in the same paragraph or block."""
    row = found[index].row
    near = []
    for other in (index - 1, index + 1):
        if 0 <= other < len(found):
            twin = found[other].row
            same = twin.path == row.path and twin.language == row.language
            block = row.blocks and twin.blocks == row.blocks and not _list_of_facts(row, twin)
            if same and (twin.group == row.group or block):
                near.append(found[other].text)
    return near


def _list_of_facts(row: Row, twin: Row) -> bool:
    """Items of one list speak each for itself."""
    return row.kind == "item" and twin.kind == "item"


def _certainty(
    site: Site, fact: Fact, reference: Reference, row: Row, near: list[str], page: Page | None
) -> str:
    """What is wrong with the wording around the fact, or ''."""
    name = reference.target
    if fact.certainty == "unknown" and not row.inside("unknown"):
        return f"'{name}' is unknown; move it into a block '/// unknown'"
    if fact.certainty == "disputed" and not _cautioned(site, fact, row, page):
        caution = fact.caution
        return f"'{name}' is disputed; put '/// caution | {caution}' in this section or the lead"
    if fact.certainty == "reported" and not (
        row.inside("office", "orgs") or any(_attributed(text, row.language) for text in near)
    ):
        return f"'{name}' is only reported; say who said it, or use '/// office' or '/// orgs'"
    return ""


@lru_cache(maxsize=20_000)
def _attributed(text: str, language: str) -> bool:
    """Whether the text names a speaker."""
    return ATTRIBUTION[language].search(text) is not None


def _cautioned(site: Site, fact: Fact, row: Row, page: Page | None) -> bool:
    """Whether the caution stands near; unknown cautions are told by FACT07 and PAGE10."""
    if fact.caution not in site.cautions:
        return True
    if page is None:
        return row.section == fact.caution
    parts = parts_of(page)
    near = {
        block.argument
        for block in page.blocks
        if block.name == "caution" and parts.get(block.section, "") in ("", row.part)
    }
    return fact.caution in near or not near <= set(site.cautions)


def _voice(fact: Fact, reference: Reference, row: Row) -> str:
    """Why the voice of the block does not fit the sources of the fact, or ''."""
    kinds, name = source_kinds(fact), reference.target
    if row.inside("law") and "law" not in kinds:
        return f"'{name}' has no law source; move it out of '/// law'"
    if row.inside("office") and not kinds & {"official", "agency", "press"}:
        return f"'{name}' has no official, agency or press source; move it out of '/// office'"
    if row.inside("orgs") and kinds == {"law"}:
        return f"'{name}' rests on the law only; move it out of '/// orgs'"
    return ""


@rule("FACT11")
def older_law(site: Site) -> Iterator[Finding]:
    """Where the law speaks, a fact of older law comes with or after fixed words that say so.

    "The text that we read allows an appeal" became "The law allows", the same fact and number
    behind it: a rule changed in 2026 was then printed as the law in force.
    """
    for page in site.all_pages():
        said: set[int] = set()
        for sentence in page_sentences(page):
            place = _law_place(sentence)
            if not place or place in said:
                continue
            if says_older(visible(sentence.text), page.language):
                said.add(place)
                continue
            for ref in sentence.references:
                fact = site.facts.get(ref.target) if ref.scheme == "fact" else None
                if fact and is_older(fact):
                    what = f"'{ref.target}' is older law; say so first ({OLDER[page.language]})"
                    yield Finding(page.path, sentence.line, "FACT11", what)


def _law_place(sentence: Sentence) -> int:
    """The line of the block of law, or of a sentence elsewhere that names the law; 0 for others."""
    row = sentence.row
    block = next((block for block in reversed(row.blocks) if block.name == "law"), None)
    if block:
        return block.line
    named = not row.inside("office", "orgs") and LAW[row.language].search(unlinked(sentence.text))
    return sentence.line if named else 0


@rule("FACT06")
def voice_without_fact(site: Site) -> Iterator[Finding]:
    """A block law, office or orgs holds at least one fact.

    The label "What the law says" over words with no source is the label misused.
    """
    for page in site.all_pages():
        for block in page.blocks:
            if block.name in VOICES and not _has_fact(page, block):
                what = f"'/// {block.name}' holds no fact; tie one, or use '/// note'"
                yield Finding(page.path, block.line, "FACT06", what)


def _has_fact(page: Page, block: Block) -> bool:
    return any(
        ref.scheme == "fact" and block.line < ref.line < block.end_line for ref in page.references
    )

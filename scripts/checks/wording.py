"""WORD: plain, respectful, certain only where the law is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from scripts.checks.pages import is_user_page
from scripts.checks.prose import Row, Sentence, all_rows, all_sentences, visible
from scripts.checks.registry import rule
from scripts.checks.voices import source_kinds
from scripts.library import Finding, Forbidden, Site, Words, any_name, names

TERMS = "data/terms.yaml"
LONGEST, LONGEST_REFERENCE = 20, 30
LONGEST_HEADING = 65
COUNTED = re.compile(r"\w+(?:[-./'’]\w+)*")
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)
DUTY = {
    "fr": re.compile(r"\b(devez|doit|doivent|devoir|devrez|devra|devront)\b", re.IGNORECASE),
    "nl": re.compile(r"\b(moet|moeten|moest|moesten|dient te|dienen te)\b", re.IGNORECASE),
    "en": re.compile(r"\b(must|shall|(?<!not )(?<!n't )(?:have|has|had) to)\b", re.IGNORECASE),
}
NOT_KNOWN = {
    "fr": re.compile(r"\b(ne sa(vons|vez|it) pas|n['’]est pas connu)\b", re.IGNORECASE),
    "nl": re.compile(r"\b(weten (wij |we )?(nog )?niet|weet u niet|niet bekend)\b", re.IGNORECASE),
    "en": re.compile(r"\b(do not (yet )?know|not known)\b", re.IGNORECASE),
}
TOO_CLOSE = {
    "fr": re.compile(
        r"(?<!s'est )(?<!s’est )\b(?:tu|te|toi|tes|ta)\b"
        r"|(?<!\ble )(?<!\bun )(?<!\bce )(?<!\bdu )\bton\b|\bt['’](?=[aeiouyhéèê])",
        re.IGNORECASE,
    ),
    "nl": re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE),
    "en": re.compile(
        r"\b\w+n['’]t\b|\b\w+['’](?:re|ve|ll|m|d)\b"
        r"|\b(?:it|that|what|there|here|he|she|let|who|where)['’]s\b",
        re.IGNORECASE,
    ),
}
CAPITALS = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{2,}\b")
KNOWN_CAPITALS = frozenset(
    (
        "ASBL",
        "VZW",
        "CPAS",
        "OCMW",
        "EU",
        "UE",
        "UN",
        "VN",
        "ONU",
        "PDF",
        "QR",
        "SMS",
        "FR",
        "NL",
        "EN",
    )
)
ITALIC = re.compile(r"(?<![\w*])\*(?![\s*])[^*]+(?<![\s*])\*(?![\w*])|(?<!\w)_(?!\s)[^_]+_(?!\w)")
INCLUSIVE = re.compile(
    r"\w[·•]\w+|\w\((?:e|s|es|ne|euse|trice)\)|\w-e-s\b|\w{4,}(?:-e|/e|\.e|\.e\.s)\b(?![-.])"
    r"|\b(?:he/she|she/he|s/he|his/her|him/her|hij/zij|zij/hij|zijn/haar|hem/haar|ils?/elles?)\b"
    r"|\(s\)he\b",
    re.IGNORECASE,
)
VALUE = {
    "fr": re.compile(
        r"\b(?:arbitraire|flou|floue|problématique|injuste|inhumain|scandaleu|abusi|honteu|répressi"
        r"|opaque|absurde|hypocrite|cynique|indigne|inacceptable|déplorable)\w*",
        re.IGNORECASE,
    ),
    "nl": re.compile(
        r"\b(?:willekeur|vaag\b|vage\b|problematisch|onrechtvaardig|onmenselijk|schandalig|schandelijk"
        r"|repressie|ondoorzichtig|absurd|hypocriet|cynisch|onaanvaardbaar|onwaardig)\w*",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:arbitrar|vague|problematic|unfair|unjust|inhuman|scandalous|shameful|repressi|opaque"
        r"|absurd|hypocrit|cynical|unacceptable|disgraceful|deplorable)\w*",
        re.IGNORECASE,
    ),
}
"""Judgements: organisations may make them, the law and this site do not."""

DOUBLE_NEGATIVE = {
    "fr": re.compile(
        r"\b(?:pas|jamais) sans\b(?! (?:abri|papiers|réponse))|\bà moins qu[e'’]"
        r"|\b(?:est|sont|était) pas (?:im|in|ir|il)(?!dépendant|téress|for|dividu)\w+"
        r"(?:able|ible|ant|ect|ct|tile|isant|égal|régulier)e?s?\b",
        re.IGNORECASE,
    ),
    "nl": re.compile(
        r"\bniet zonder\b(?! antwoord)|\btenzij\b"
        r"|\bniet on(?!derling|gedaan|line|middellijk|afhankelijk|s\b|ze\b|der)\w{4,}",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\bnot without\b|\bunless\b"
        r"|\bnot (?:un(?!der|do|it|iver|til|less|accomp)|im(?=p)|ir(?=r)|il(?=l))\w{4,}",
        re.IGNORECASE,
    ),
}
TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]+)\s+\1(?![\w'’-])", re.IGNORECASE)
MAY_STAND_TWICE = frozenset(("vous", "nous", "die", "dat", "that", "had", "u"))
ISSUES = (
    (re.compile(r"!"), "exclamation mark", "end with a full stop"),
    (ITALIC, "italics", "use plain or **bold** words"),
    (INCLUSIVE, "inclusive spelling", "write a word for everybody"),
)


@rule("WORD01")
def long_sentence(site: Site) -> Iterator[Finding]:
    """A sentence has at most 20 words on user pages, 30 on reference pages.

    Official names count as one word. Above this, people who learn the language stop reading.
    """
    users = {page.path for page in site.all_pages() if is_user_page(site, page)}
    references = {page.path for page in site.all_pages()} - users
    counters = {code: counter(term_pattern(site, code)) for code in site.published}
    for sentence in all_sentences(site):
        longest = LONGEST_REFERENCE if sentence.row.path in references else LONGEST
        count = counters[sentence.row.language](sentence.text)
        if count > longest:
            what = f"sentence of {count} words (at most {longest}); make two"
            yield Finding(sentence.row.path, sentence.line, "WORD01", what)


def count_words(text: str, terms: re.Pattern[str] | None) -> int:
    """Words of a sentence; an official term is one word, l'avocat is two."""
    text = visible(text)
    if terms:
        text = terms.sub("x", text)
    return len(COUNTED.findall(ELISION.sub("x ", text)))


def term_pattern(site: Site, language: str) -> re.Pattern[str] | None:
    """Every name of a term in the language, the longest first."""
    return any_name(
        name for term in site.terms.values() for name in names(term.in_language(language))
    )


@cache
def counter(terms: re.Pattern[str] | None) -> Callable[[str], int]:
    """Counts the words of a sentence, a name as one; a text is counted once a process."""
    return lru_cache(maxsize=20_000)(lambda text: count_words(text, terms))


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    choices = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE) if words else None


@rule("WORD02")
def forbidden_word(site: Site) -> Iterator[Finding]:
    """No word of the list `forbidden` of data/terms.yaml is printed.

    Terms of a neighbour country lead to the wrong law; some words wound the reader.
    """
    entries = {
        code: [entry for entry in site.forbidden if entry.lang == code] for code in site.published
    }
    names_one = {
        code: _finder(tuple(word for entry in entries[code] for word in entry.words))
        for code in site.published
    }
    for place in [*_page_words(site), *record_words(site)]:
        path, line, language, text = place
        for entry in entries[language] if names_one[language](text) else ():
            for word in _hits(entry, text):
                what = f"'{word}': {entry.reason}; write: {entry.use}"
                yield Finding(path, line, "WORD02", what)


@cache
def _finder(names: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a text holds one of the names; a text is read once a process."""
    pattern = _any_of(names)
    return lru_cache(maxsize=20_000)(lambda text: bool(pattern and pattern.search(text)))


def _page_words(site: Site) -> Iterator[tuple[str, int, str, str]]:
    return ((row.path, row.line, row.language, visible(row.text)) for row in all_rows(site))


def record_words(site: Site) -> Iterator[tuple[str, int, str, str]]:
    """Words of the registry that pages print, except names and quotes."""
    notices = (("data/notices.yaml", (key,), words) for key, words in site.notices.items())
    for path, key_path, words in (*notices, *_contact_words(site)):
        for code in site.published:
            line = site.files[path].line((*key_path, code)) if path in site.files else 1
            yield path, line, code, words.in_language(code)
    for identifier, term in site.terms.items():
        for code in site.published:
            line = site.files[TERMS].line((identifier, code)) if TERMS in site.files else 1
            explained = term.in_language(code)
            yield TERMS, line, code, f"{explained.plain}. {explained.example}"


def _contact_words(site: Site) -> Iterator[tuple[str, tuple[str, ...], Words]]:
    """File, key path and words of what a card prints, those of its telephones included."""
    for identifier, contact in site.contacts.items():
        found: dict[tuple[str, ...], Words | None] = {
            (key,): getattr(contact, key)
            for key in ("does", "hours", "cost", "appointment", "doubt")
        }
        for number, phone in enumerate(contact.phones):
            found["phones", str(number), "label"] = phone.label
            found["phones", str(number), "hours"] = phone.hours
        for key_path, words in found.items():
            if words:
                yield "data/contacts.yaml", (identifier, *key_path), words


def _hits(entry: Forbidden, text: str) -> list[str]:
    """The forbidden words in the text, exceptions taken out."""
    for exception in entry.except_:
        text = re.sub(exception, " ", text, flags=re.IGNORECASE)
    pattern = _any_of(tuple(entry.words))
    return pattern.findall(text) if pattern else []


@rule("WORD03")
def duty_without_law(site: Site) -> Iterator[Finding]:
    """A word of duty (devez, moet, must) stands with a fact that has a law source.

    "You must" is the law's word alone; used for advice, it frightens people into mistakes.
    """
    for sentence in all_sentences(site):
        word = _duty_word(sentence.text, sentence.row.language)
        if word and not _may_say_duty(site, sentence):
            what = f"'{word}' without a fact of the law; write what the reader can do"
            yield Finding(sentence.row.path, sentence.line, "WORD03", what)


@lru_cache(maxsize=20_000)
def _duty_word(text: str, language: str) -> str:
    match = DUTY[language].search(visible(text))
    return match[0] if match else ""


def _may_say_duty(site: Site, sentence: Sentence) -> bool:
    text = visible(sentence.text)
    question = text.rstrip(' »”"*)').endswith("?")
    if question or sentence.row.inside("orgs") or NOT_KNOWN[sentence.row.language].search(text):
        return True
    facts = [site.facts.get(ref.target) for ref in sentence.references if ref.scheme == "fact"]
    return any(fact and "law" in source_kinds(fact) for fact in facts)


@rule("WORD04")
def loud_words(site: Site) -> Iterator[Finding]:
    """No exclamation mark, italics, words in capitals, or inclusive dots.

    They shout, or are read out letter by letter by a telephone.
    """
    known = known_capitals(site, CAPITALS)
    for row in all_rows(site):
        for what in _issues(row.text):
            yield _loud(row, what)
        for word in _capitals(row.text):
            if word not in known:
                yield _loud(row, f"capitals '{word}'; use small letters or add the term")


@lru_cache(maxsize=20_000)
def _issues(text: str) -> tuple[str, ...]:
    found = []
    for pattern, name, advice in ISSUES:
        match = pattern.search(text.replace("**", "") if name == "italics" else visible(text))
        if match:
            found.append(f"{name} '{match[0]}'; {advice}")
    return tuple(found)


@lru_cache(maxsize=20_000)
def _capitals(text: str) -> tuple[str, ...]:
    return tuple(CAPITALS.findall(visible(text)))


def _loud(row: Row, what: str) -> Finding:
    return Finding(row.path, row.line, "WORD04", what)


def known_capitals(site: Site, pattern: re.Pattern[str]) -> set[str]:
    """What the pattern finds in the names of terms, services and publishers: it is known."""
    texts = [word for entry in site.forbidden for word in entry.words]  # WORD02 speaks of these
    for term in site.terms.values():
        for code in ("fr", "nl", "en"):
            words = term.in_language(code)
            texts += [words.official, words.abbreviation or "", *words.variants]
    names = [contact.name for contact in site.contacts.values()]
    for record in [*names, *site.publishers.values(), *site.acts.values()]:
        texts += [record.in_language(code) for code in ("fr", "nl", "en")]
    return {word for text in texts for word in pattern.findall(text)} | KNOWN_CAPITALS


@rule("WORD05")
def too_familiar(site: Site) -> Iterator[Finding]:
    """The reader is vous, u, you; no tu, no je, no contraction in English.

    The State's letter says vous; this site must not say less.
    """
    for row in all_rows(site):
        word = _familiar_word(row.text, row.language)
        if word:
            what = f"'{word}' is too familiar; write vous, u, or the full English form"
            yield Finding(row.path, row.line, "WORD05", what)


@rule("WORD07")
def judgement(site: Site) -> Iterator[Finding]:
    """A word that judges (arbitraire, willekeurig, arbitrary) stands in a block orgs only.

    A reader must see where the law ends and where criticism of it starts.
    """
    for row in all_rows(site):
        match = VALUE[row.language].search(visible(row.text))
        if match and not row.inside("orgs"):
            what = f"'{match[0]}' judges; say what happens, or move it into '/// orgs'"
            yield Finding(row.path, row.line, "WORD07", what)


@rule("WORD08")
def double_negative(site: Site) -> Iterator[Finding]:
    """Nothing is denied twice: no 'pas sans', 'niet zonder', 'not without', 'unless'.

    Who reads word by word keeps one of the two negatives, and with it the opposite.
    """
    for row in all_rows(site):
        match = DOUBLE_NEGATIVE[row.language].search(visible(row.text))
        if match:
            what = f"'{match[0]}' denies twice; say what is so, or 'only if'"
            yield Finding(row.path, row.line, "WORD08", what)


@rule("WORD09")
def word_twice(site: Site) -> Iterator[Finding]:
    """No word stands twice in a row, except where the grammar asks for it (vous vous).

    It is what a half finished correction leaves behind, and an eye that knows the text skips it.
    """
    for sentence in all_sentences(site):
        for match in TWICE.finditer(visible(sentence.text)):
            if match[1].lower() not in MAY_STAND_TWICE:
                what = f"'{match[0]}' stands twice; keep one".replace("\n", " ")
                yield Finding(sentence.row.path, sentence.line, "WORD09", what)


@rule("WORD10")
def long_heading(site: Site) -> Iterator[Finding]:
    """A heading or question has at most 65 signs.

    At 320 pixels a longer one fills the screen, and nobody reads it out on the telephone.
    """
    for row in all_rows(site):
        count = len(visible(row.text))
        if row.kind in ("heading", "question") and count > LONGEST_HEADING:
            what = f"heading of {count} signs (at most {LONGEST_HEADING}); shorten the question"
            yield Finding(row.path, row.line, "WORD10", what)


@lru_cache(maxsize=20_000)
def _familiar_word(text: str, language: str) -> str:
    match = TOO_CLOSE[language].search(visible(text))
    return match[0] if match else ""

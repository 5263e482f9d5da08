"""Families of errors in facts: in the words of pages, and in the registry behind them."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator

from tests.mutations.attack import Content, Edit, Mutant, at, family, matches, second
from tests.mutations.words import (
    other_digit,
    other_letter,
    other_unit,
    transposed,
    without_negation,
    without_word,
)

FACT_LINK = r"\[([^\[\]]+)\]\(fact:([a-z0-9-]+)(#[a-z0-9-]+)?\)"
SHOWN = (
    r"^( +(?:shown: \{)?(?:fr|nl|en): (?:\{(?:[a-z0-9-]+: \"[^\"\n]*\", )*[a-z0-9-]+: )?"
    r"|, (?:nl|en): )(\"[^\n{}]*?)(?=, (?:nl|en): |\}?$)"
)
"""The words of a fact in one language; of several wordings, the last one."""
MONTHS = {
    "janvier": "février", "mars": "avril", "juin": "juillet", "juillet": "juin", "mai": "mars",
    "septembre": "octobre", "octobre": "septembre", "novembre": "décembre", "décembre": "janvier",
    "januari": "februari", "maart": "april", "juni": "juli", "juli": "juni", "mei": "maart",
    "september": "oktober", "oktober": "september", "november": "december", "december": "januari",
    "January": "February", "March": "April", "June": "July", "July": "June", "May": "March",
    "September": "October", "October": "September", "November": "December", "December": "January",
}  # fmt: skip
DATE = re.compile(rf"(\d{{1,2}}(?:er)?) ({'|'.join(MONTHS)}) (\d{{4}})")


def language_of(path: str) -> str:
    """The language of a page by its path."""
    return path.split("/")[1]


def linked(words: str, fact: str, name: str) -> str:
    """A link to a fact; ``name`` is that of a wording, '' where there is one only."""
    return f"[{words}](fact:{fact}{'#' if name else ''}{name})"


def with_words(match: re.Match[str], words: str) -> str:
    """A link to a fact with other words, its address as it was."""
    return f"[{words}](fact:{match[2]}{match[3] or ''})"


def words_of_facts(content: Content, change: Callable[[str, str], str | None]) -> Iterator[Mutant]:
    """One mutant for each link to a fact, its words changed by ``change(words, language)``."""
    for path in content.pages():

        def in_link(match: re.Match[str], path: str = path) -> str | None:
            words = change(match[1], language_of(path))
            return None if words is None else with_words(match, words)

        yield from matches(content, [path], FACT_LINK, in_link)


@family("digit changed in the words of a fact, one language", "facts")
def digit_in_link(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'30 jours' becomes '31 jours' on one page."""
    yield from words_of_facts(content, lambda words, _: other_digit(words, rng))


@family("digits transposed in the words of a fact, one language", "facts")
def digits_transposed_in_link(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'12 juin' becomes '21 juin' on one page."""
    yield from words_of_facts(content, lambda words, _: transposed(words, rng))


@family("unit of time exchanged in a fact, one language", "facts")
def unit_in_link(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Days become weeks on one page."""
    yield from words_of_facts(content, other_unit)


@family("negation dropped inside a fact, one language", "facts")
def negation_in_link(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'does not stop the order' becomes 'does stop the order' inside the tied words."""
    yield from words_of_facts(content, without_negation)


@family("month of a date changed, one language", "dates")
def month_in_link(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'12 juin 2026' becomes '12 juillet 2026' on one page."""
    yield from words_of_facts(
        content,
        lambda words, _: DATE.sub(lambda m: f"{m[1]} {MONTHS[m[2]]} {m[3]}", words, count=1),
    )


@family("date written in another form, one language", "dates")
def date_form(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'12 juin 2026' becomes '12/06/2026' on one page."""
    yield from words_of_facts(
        content, lambda words, _: DATE.sub(lambda m: f"{m[1]}/06/{m[3]}", words, count=1)
    )


@family("words of a fact replaced by those of a neighbour", "facts")
def words_of_neighbour(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The link names one fact and shows the words of another one of its kind."""
    facts = content.site.facts
    for path in content.pages():

        def swap(match: re.Match[str], path: str = path) -> str | None:
            other = _neighbour(content, match[2], rng)
            wordings = facts[other].current.shown.wordings(language_of(path))
            return with_words(match, next(iter(wordings.values())))

        yield from matches(content, [path], FACT_LINK, swap)


def _neighbour(content: Content, fact: str, rng: random.Random) -> str:
    """Another fact of the same kind, the same certainty where there is one."""
    facts = content.site.facts
    same = [i for i in sorted(facts) if i != fact and facts[i].kind == facts[fact].kind]
    close = [i for i in same if facts[i].certainty == facts[fact].certainty]
    return rng.choice(close or same or sorted(facts))


@family("link of a fact leads to a neighbour", "facts")
def neighbour_of_fact(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The words stay, the source note becomes that of another fact of the same kind."""
    facts = content.site.facts

    def swap(match: re.Match[str]) -> str:
        other = _neighbour(content, match[2], rng)
        return linked(match[1], other, next(iter(facts[other].current.shown.wordings("fr"))))

    yield from matches(content, content.pages(), FACT_LINK, swap)


@family("name of a wording exchanged in a link, one language", "facts")
def other_name_of_wording(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The words stay, the link names another wording of the same fact."""

    def swap(match: re.Match[str]) -> str | None:
        others = _other_names(content, match)
        return linked(match[1], match[2], rng.choice(others)) if others else None

    yield from matches(content, content.pages(), FACT_LINK, swap)


@family("wording of a hard fact exchanged with another of it, every language", "facts")
def other_wording_everywhere(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'the total can be 8 months' becomes 'the total can be 2 months', name and all."""
    for path in content.pages("fr"):
        for match in re.finditer(FACT_LINK, content.files[path]):
            others = _other_names(content, match)
            if others and content.site.facts[match[2]].severity == "hard":
                yield _in_every_language(content, path, match, rng.choice(others))


def _other_names(content: Content, match: re.Match[str]) -> list[str]:
    """The other names that a link to a wording could give."""
    names = content.site.facts[match[2]].current.shown.wordings("fr")
    return [name for name in names if name and f"#{name}" != match[3]]


@family("fact exchanged with a neighbour, one language", "facts")
def whole_fact_replaced(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Words and link are those of another fact of the same kind and certainty."""
    facts = content.site.facts
    for path in content.pages():

        def swap(match: re.Match[str], path: str = path) -> str:
            other = _neighbour(content, match[2], rng)
            wordings = facts[other].current.shown.wordings(language_of(path))
            name, words = next(iter(wordings.items()))
            return linked(words, other, name)

        yield from matches(content, [path], FACT_LINK, swap)


@family("two facts of a page change places, one language", "facts")
def facts_change_places(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Two neighbouring links of one page are exchanged, words and all."""
    for path in content.pages():
        links = list(re.finditer(FACT_LINK, content.files[path]))
        for one, other in itertools.pairwise(links):
            if one[2] != other[2]:
                mutant = at(content, path, one.start(), one.end(), other[0])
                yield Mutant(
                    mutant.place,
                    (*mutant.edits, Edit(path, other.start(), other.end(), one[0])),
                )


@family("link of a fact taken off, one language", "facts")
def untied_fact(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The words stay as plain words, with no source."""
    yield from matches(content, content.pages(), FACT_LINK, lambda m: m[1])


@family("link of a number taken off, every language", "facts")
def untied_number_everywhere(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A number of days stands as plain words on the page, in all three languages."""
    for path in content.pages("fr"):
        for match in re.finditer(FACT_LINK, content.files[path]):
            if re.search(r"\d+ (?:jour|mois|heure)", match[1]):
                yield _in_every_language(content, path, match)


def _in_every_language(
    content: Content, path: str, match: re.Match[str], name: str | None = None
) -> Mutant:
    """A link of the French page and its twins: untied, or to the wording ``name``."""
    number = len(re.findall(FACT_LINK, content.files[path][: match.start()]))
    edits = []
    for code in ("fr", "nl", "en"):
        twin = path.replace("docs/fr/", f"docs/{code}/")
        link = list(re.finditer(FACT_LINK, content.files[twin]))[number]
        words = link[1]
        if name is not None:
            wordings = content.site.facts[match[2]].current.shown.wordings(code)
            words = linked(wordings[name], match[2], name)
        edits.append(Edit(twin, link.start(), link.end(), words))
    done = "untied" if name is None else f"is '#{name}'"
    return Mutant(f"{path}: '{match[0]}' {done} in every language", tuple(edits))


def in_registry(
    content: Content, pattern: str, change: Callable[[re.Match[str]], str | None]
) -> Iterator[Mutant]:
    """One mutant for each match in the files of facts."""
    yield from matches(content, content.registry(), pattern, change)


@family("digit changed in the words of the registry, one language", "facts")
def digit_in_registry(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The registry itself says '31 dagen' in Dutch only."""
    yield from in_registry(content, SHOWN, second(other_digit, rng))


@family("letter changed in the words of the registry, one language", "facts")
def letter_in_registry(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The registry has a slip in one language."""
    yield from in_registry(content, SHOWN, second(other_letter, rng))


@family("quote altered: a word left out", "facts")
def word_of_quote(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The exact words of a source lose one word."""
    yield from in_registry(content, r"(quote: \")([^\"\n]+)(?=\")", second(without_word, rng))


@family("quote altered: a letter changed", "facts")
def letter_of_quote(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The exact words of a source have a slip."""
    yield from in_registry(content, r"(quote: \")([^\"\n]+)(?=\")", second(other_letter, rng))


@family("quote deleted", "facts")
def no_quote(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A source keeps its title and loses its words."""
    yield from in_registry(content, r"^ +quote: .*\n", lambda m: "")


@family("source deleted", "facts")
def no_source(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """One of the sources of a fact is taken out."""
    yield from in_registry(content, r"^        - title: .*\n(?:          .*\n)+", lambda m: "")


@family("source kind changed", "facts")
def other_kind_of_source(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A newspaper becomes the law, or the law a newspaper."""
    yield from in_registry(
        content, r"^          kind: (\w+)$",
        lambda m: "          kind: " + ("press" if m[1] == "law" else "law"),
    )  # fmt: skip


@family("address of a source changed", "facts")
def other_address(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The address that a reader would follow has one other letter."""
    yield from in_registry(
        content, r"^( +url: \"?https?://)(\S+?)(?=\"?$)", second(other_letter, rng)
    )


@family("certainty raised", "facts")
def certainty_raised(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """What was reported, disputed or unknown becomes more certain."""
    higher = {"unknown": "reported", "disputed": "confirmed", "reported": "confirmed"}
    yield from in_registry(
        content, r"^  certainty: (\w+)", lambda m: f"  certainty: {higher.get(m[1], m[1])}"
    )


@family("severity lowered", "facts")
def severity_lowered(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A hard fact becomes soft: it would be checked half as often."""
    yield from in_registry(content, r"^  severity: hard", lambda m: "  severity: soft")


@family("article of law changed", "articles", count=14)
def other_article(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """One digit of the article that a fact rests on."""
    yield from in_registry(content, r"(article: \")([^\"]+)(?=\")", second(other_digit, rng))


@family("state of the law raised", "articles")
def law_unchanged(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A changed or unread article is said to be unchanged."""
    yield from in_registry(
        content, r"(status: )(?:changed|unchecked)", lambda m: m[1] + "unchanged"
    )


@family("act of an article changed", "articles")
def other_act(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The article is said to stand in another act."""
    acts = sorted(content.site.acts)
    yield from in_registry(content, r"(act: )[a-z0-9-]+", lambda m: m[1] + rng.choice(acts))


@family("article changed on a page, one language", "articles")
def article_on_page(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'article 74/14' becomes 'article 74/41', 'annexe 13' becomes 'annexe 18'."""
    yield from matches(
        content,
        content.pages(),
        r"\b((?:[Aa]rticle|[Aa]rtikel|art\.|[Aa]nnexe|[Bb]ijlage|[Aa]nnex) )(\d[\d/]*)",
        second(other_digit, rng),
    )


@family("machine value changed", "facts")
def other_machine_value(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The value for programs says other than the words."""
    yield from in_registry(content, r"^( +machine: )(.+)$", second(other_digit, rng))


@family("date of the registry changed", "dates", count=14)
def date_of_registry(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """One digit of any date: of effect, of publication, of reading, of the check, of the law."""
    yield from in_registry(content, r"()(\b\d{4}-\d\d-\d\d)(?=:$|$|,|\})", second(other_digit, rng))


@family("review put off", "dates")
def review_put_off(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The day of the next check moves by a month or two."""
    paths = [*content.registry(), "data/contacts.yaml"]
    yield from matches(
        content, paths, r"^(  review_by: 2027-)(\d\d)",
        lambda m: m[1] + f"{min(12, int(m[2]) + 1 + rng.randint(0, 1)):02}",
    )  # fmt: skip


@family("check and review in the past", "dates")
def review_in_the_past(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A record was last checked a year ago, and its review is overdue."""
    paths = [*content.registry(), "data/contacts.yaml"]
    yield from matches(
        content, paths,
        r"^  checked: \{on: 2026-(\d\d-\d\d)(.*)\n  review_by: 2027-(\d\d-\d\d)",
        lambda m: f"  checked: {{on: 2025-{m[1]}{m[2]}\n  review_by: 2026-{m[3]}",
    )  # fmt: skip


@family("fact deleted from the registry", "facts")
def no_fact(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A whole record is gone."""
    yield from in_registry(
        content, r"^[a-z][a-z0-9-]*:\n(?:(?: .*)?\n)+?(?=[a-z#]|\Z)", lambda m: ""
    )


@family("caution of a disputed fact changed", "cautions")
def other_caution_of_fact(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The registry ties a disputed fact to the wrong caution."""
    names = sorted(content.site.cautions)
    yield from in_registry(content, r"(^  caution: )[a-z0-9-]+", lambda m: m[1] + rng.choice(names))


CAUTION = r"^/// caution \| ([a-z0-9-]+)\n///\n\n?"


@family("caution taken out, one language", "cautions", count=14)
def no_caution(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The block of a caution is missing in one language."""
    yield from matches(content, content.pages(), CAUTION, lambda m: "")


@family("caution exchanged, one language", "cautions")
def other_caution(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The block shows another caution."""
    names = sorted(content.site.cautions)
    yield from matches(
        content,
        content.pages(),
        r"^(/// caution \| )[a-z0-9-]+",
        lambda m: m[1] + rng.choice(names),
    )


@family("caution taken out, every language", "cautions", count=34)
def no_caution_anywhere(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The same block is missing on the page in all three languages."""
    for path in content.pages("fr"):
        for number, match in enumerate(re.finditer(CAUTION, content.files[path], re.MULTILINE)):
            edits = []
            for code in ("fr", "nl", "en"):
                twin = path.replace("docs/fr/", f"docs/{code}/")
                block = list(re.finditer(CAUTION, content.files[twin], re.MULTILINE))[number]
                edits.append(Edit(twin, block.start(), block.end(), ""))
            yield Mutant(f"{path}: caution {number + 1} '{match[1]}'", tuple(edits))


CAUTION_LINE = r"^(  (?:fr|nl|en): \")(.*)(?=\"$)"


@family("word of a caution left out, one language", "cautions", count=14)
def word_of_caution(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A caution loses a word in one language."""
    yield from matches(content, ["data/cautions.yaml"], CAUTION_LINE, second(without_word, rng))


@family("negation of a caution dropped, one language", "cautions", count=14)
def negation_of_caution(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'We have not read the new text' becomes 'We have read the new text'."""
    for code in ("fr", "nl", "en"):
        yield from matches(
            content, ["data/cautions.yaml"], rf"^(  {code}: \")(.*)(?=\"$)",
            second(without_negation, code)
        )  # fmt: skip


@family("sentence of a caution deleted, every language", "cautions", count=14)
def sentence_of_caution(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The last sentence of a caution is gone in all three languages."""
    text = content.files["data/cautions.yaml"]
    for match in re.finditer(r"^[a-z0-9-]+:\n(?:  (?:fr|nl|en): .*\n)+", text, re.MULTILINE):
        words = re.sub(r" [^.\n]+\.\"$", '"', match[0], flags=re.MULTILINE)
        if words != match[0]:
            yield at(content, "data/cautions.yaml", match.start(), match.end(), words)


@family("another organisation is said to write it, every language", "facts", count=14)
def other_writer(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """What CIRÉ wrote becomes the word of Myria."""
    names = ["CIRÉ", "JRS Belgium", "NANSEN", "Myria", "Vluchtelingenwerk Vlaanderen"]
    published = {publisher.fr for publisher in content.site.publishers.values()}
    wrong = [name for name in names if name in published]
    yield from matches(
        content, content.pages(),
        rf"\b(?:{'|'.join(names)})(?= (?:écri(?:t|vait)|schr(?:ijft|eef)|wr(?:ites|ote))[^.\n]*"
        r"\(fact:)",
        lambda m: rng.choice([name for name in wrong if name != m[0]]),
    )  # fmt: skip


@family("another minister is said to say it, one language", "facts")
def other_minister(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The Minister of Justice becomes the Minister for Asylum, or the other way."""
    pairs = (
        ("ministre de la Justice", "ministre de l'Asile"),
        ("minister van Justitie", "minister van Asiel"),
        ("Minister of Justice", "Minister for Asylum"),
    )
    other = {**dict(pairs), **{second: first for first, second in pairs}}
    names = "|".join(other)
    yield from matches(
        content, content.pages(), rf"^.*\(fact:.*({names}).*$|^.*({names}).*\(fact:.*$",
        lambda m: m[0].replace(m[1] or m[2], other[m[1] or m[2]]),
    )  # fmt: skip

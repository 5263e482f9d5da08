"""Families of errors in one page, in the settings, and in the files themselves."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import partial

from tests.mutations.attack import Content, Edit, Mutant, at, family, matches, second
from tests.mutations.in_facts import language_of
from tests.mutations.in_languages import PLAIN, in_bodies
from tests.mutations.words import other_digit

SETTINGS = ["data/pages.yaml"]


def with_sentence(content: Content, sentences: dict[str, list[str]]) -> Iterator[Mutant]:
    """One mutant for each page and sentence, put behind the lead."""
    for path in content.pages():
        match = re.search(PLAIN, content.files[path], re.MULTILINE)
        for sentence in sentences[language_of(path)] if match else ():
            end = match.end() if match else 0
            yield at(content, path, end, end, f"\n{sentence}")


def everywhere(sentence: str) -> dict[str, list[str]]:
    """The same words in each language."""
    return {code: [sentence] for code in ("fr", "nl", "en")}


@family("third-party address added", "addresses")
def third_party(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A link, a picture or a bare address of another site."""
    for words in (
        "[Word](https://cdn.example.com/a)", "![](https://cdn.example.com/a.png)",
        "<https://www.example.org>", "https://www.example.org", "www.example.org",
        "[Word](//cdn.example.com/a)", "[Word][1]\n\n[1]: https://example.com",
    ):  # fmt: skip
        yield from with_sentence(content, everywhere(words))


@family("inline handler or script added", "addresses", count=14)
def handler(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """HTML that would run, or a link that would."""
    for words in (
        '<a href="letter.md" onclick="x()">Word</a>', "<script>x()</script>",
        "<img src=x onerror=x()>", "[Word](javascript:x)", "[Word](data:text/html,x)",
        "<svg/onload=x()>", '<iframe src="//x">', "Word{: onclick=x }", "[Word](vbscript:x)",
        "<b>Word</b>", "&#60;b&#62;", "Word{ .caution onmouseover=x }",
    ):  # fmt: skip
        yield from with_sentence(content, everywhere(words))


@family("path out of the site", "addresses")
def path_out(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A link leads to a file of the machine or to another folder."""
    for words in (
        "[Word](../../etc/passwd)", "[Word](file:///etc/passwd)", "[Word](/etc/passwd)",
        "[Word](..%2f..%2fetc)", "[Word](letter.md/../../x)", "[Word](docs/fr/letter.md)",
        "[Word](mailto:x@example.org)", "[Word](tel:+3221234567)",
    ):  # fmt: skip
        yield from with_sentence(content, everywhere(words))


def _swollen(words: str, match: re.Match[str]) -> str:
    return match[0][:-1] + words + "."


@family("sentence lengthened", "words")
def long_sentence(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A sentence of a user page swells."""
    more = {
        "fr": ", et vous pouvez aussi demander à une association ou à un avocat de lire ces papiers"
        " avec vous avant de répondre à qui que ce soit sur ce sujet",
        "nl": ", en u kunt ook aan een organisatie of een advocaat vragen om deze papieren samen"
        " met u te lezen voor u iemand antwoordt over dit onderwerp",
        "en": ", and you can also ask an organisation or a lawyer to read these papers with you"
        " before you answer anybody at all about this subject",
    }
    for code, words in more.items():
        for path in content.pages(code):
            kind = content.site.page_entries[path.split("/")[2].removesuffix(".md")].kind
            if kind == "user":
                yield from matches(content, [path], PLAIN, partial(_swollen, words))


@family("promise, alarm or value word added", "words", least=0.8)
def loaded_word(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Words that the term base forbids."""
    found: dict[str, list[str]] = {"fr": [], "nl": [], "en": []}
    for entry in content.site.forbidden:
        found[entry.lang] += [f"{word[0].upper()}{word[1:]}." for word in entry.words]
    yield from with_sentence(content, found)


@family("duty without law", "words")
def duty(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'You must' where no law says so."""
    yield from with_sentence(
        content,
        {"fr": ["Vous devez partir."], "nl": ["U moet vertrekken."], "en": ["You must leave."]},
    )


@family("reader addressed as a friend, or shouted at", "words")
def tone(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """tu, je, contractions, exclamation marks, capitals."""
    yield from with_sentence(
        content,
        {
            "fr": ["Tu peux venir.", "Venez !", "Venez VITE ici."],
            "nl": ["Je kunt komen.", "Kom snel!", "Kom NU hier."],
            "en": ["You don't pay.", "Come now!", "Come NOW please."],
        },
    )


@family("untied fact added", "facts", count=27)
def untied_fact(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A new time limit, date, hour, phone, article or amount is tied to nothing."""
    yield from with_sentence(
        content,
        {
            "fr": [
                "Vous avez 8 jours.", "Vous avez huit jours.", "C'est le 3 mai 2026.",
                "Le bureau ouvre à 9 h 30.", "Appelez le 02 123 45 67.", "Lisez l'article 7.",
                "Cela coûte 25 euros.", "Cela coûte 25 €.", "Voyez aide@example.org.",
            ],
            "nl": [
                "U hebt 8 dagen.", "U hebt acht dagen.", "Het is op 3 mei 2026.",
                "Het kantoor opent om 9.30 uur.", "Bel 02 123 45 67.", "Lees artikel 7.",
                "Dat kost 25 euro.", "Dat kost 25 €.", "Zie hulp@example.org.",
            ],
            "en": [
                "You have 8 days.", "You have eight days.", "It is on 3 May 2026.",
                "The office opens at 9:30am.", "Call 02 123 45 67.", "Read article 7.",
                "It costs 25 euros.", "It costs 25 €.", "See help@example.org.",
            ],
        },
    )  # fmt: skip


@family("orphan page added", "settings")
def orphan(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A page is renamed: its entry is left alone, and it has none."""
    for path in content.pages("fr"):
        entry = path.split("/")[2].removesuffix(".md")
        text = content.files["data/pages.yaml"]
        match = re.search(rf"^{entry}: ", text, re.MULTILINE)
        if match:
            yield at(content, "data/pages.yaml", match.start(), match.end(), f"{entry}-2: ")


@family("page entry deleted", "settings")
def no_entry(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A page has no number any more."""
    yield from matches(content, SETTINGS, r"^[a-z-]+: \{.*\n", lambda m: "")


@family("number of a page changed", "settings")
def other_number(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The number that is printed on paper leads to another page, or to none."""
    yield from matches(content, SETTINGS, r"(number: )(\d+)", second(other_digit, rng))


@family("number of a page doubled", "settings")
def double_number(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Two pages have the same number."""
    numbers = [str(entry.number) for entry in content.site.page_entries.values()]
    yield from matches(content, SETTINGS, r"(number: )(\d+)", lambda m: m[1] + rng.choice(numbers))


@family("date of a page changed", "dates")
def date_of_page(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """When a page was checked, or will be."""
    yield from matches(
        content, SETTINGS, r"((?:checked|next_check): )([\d-]+)", second(other_digit, rng)
    )


@family("word of the machine changed", "settings")
def other_notice(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A label that stands on every page changes in one language."""
    yield from matches(
        content, ["data/notices.yaml"], r"((?:fr|nl|en): \"?)([A-Za-zÀ-ÿ]+)(?= )",
        lambda m: m[1] + m[2] + "s",
    )  # fmt: skip


@family("publisher or act renamed", "settings")
def other_name(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Who published a source, in one language."""
    paths = ["data/publishers.yaml", "data/acts.yaml"]
    yield from matches(
        content, paths, r"((?:nl|en): \"?)([A-Za-zÀ-ÿ]+)", lambda m: f"{m[1]}{m[2]}x"
    )


@family("language withdrawn or turned round", "settings", count=9)
def other_language(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A language becomes a draft, right-to-left, or the source."""
    yield from matches(content, ["data/languages.yaml"], r"ltr", lambda m: "rtl")
    yield from matches(content, ["data/languages.yaml"], r"published", lambda m: "draft")
    yield from matches(
        content, ["data/languages.yaml"], r"source: (\w+)",
        lambda m: "source: " + ("false" if m[1] == "true" else "true"),
    )  # fmt: skip


@family("key of a record misspelt", "files", count=14)
def misspelt_key(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'certainty' becomes 'certanty'."""
    paths = [*content.registry(), "data/contacts.yaml", *content.pages()]
    yield from matches(
        content, paths, r"^( *)([a-z_]{4,})(?=:(?: |$))", lambda m: f"{m[1]}{m[2][:2]}{m[2][3:]}"
    )


@family("indentation or quote of YAML broken", "files", count=14)
def broken_yaml(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """One space or one quote too few."""
    yield from matches(content, content.registry(), r"^  (?=[a-z]+:)", lambda m: " ")
    yield from matches(content, content.registry(), r"\"$", lambda m: "")


@family("file saved in another encoding", "files")
def other_encoding(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Latin-1, UTF-16, or UTF-8 with a mark in front."""
    for path, text in content.files.items():
        encoding = rng.choice(["latin-1", "utf-16", "utf-8-sig", "cp1252"])
        data = text.encode(encoding, errors="replace")
        try:
            same = data.decode("utf-8") == text
        except UnicodeDecodeError:
            same = False
        if not same:
            yield Mutant(f"{path} as {encoding}", (Edit(path, 0, len(text), data),))


@family("invisible character pasted", "files", count=14)
def invisible(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Zero-width, control and bidirectional characters inside a word."""
    signs = "\u200b\u200d\u2060\ufeff\u202e\u2066\u0000\u0008\u00ad\u061c"
    for path, text in content.files.items():
        index = rng.randrange(len(text))
        sign = rng.choice(signs)
        mutant = at(content, path, index, index, sign)
        yield Mutant(f"{path}: U+{ord(sign):04X} at {index}", mutant.edits)


@family("block left open or misnamed", "files")
def open_block(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The end of a block is lost, or its name has a slip."""
    yield from in_bodies(content, r"^///\n", "\n")
    yield from in_bodies(content, r"^/// (\w)(\w+)", r"/// \2")


@family("text written inside a card or caution", "files")
def filled_card(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Words that the machine would throw away."""
    yield from in_bodies(content, r"^(/// (?:card|caution) \| .*\n)(///)", r"\1Word.\n\2")


@family("letter of another alphabet in a word", "files", count=14)
def other_alphabet(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A Cyrillic letter that looks like the Latin one."""
    twins = dict(zip("aceopxy", "\u0430\u0441\u0435\u043e\u0440\u0445\u0443", strict=True))
    yield from matches(
        content, content.pages(), r"(?<= [a-z]{2})([aceopxy])(?=[a-z]{3,}\b)", lambda m: twins[m[1]]
    )


@family("card doubled, every language", "structure")
def card_doubled(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The second of two cards of a page becomes the first."""
    cards = re.compile(r"^/// card \| (\S+)$", re.MULTILINE)
    for path in content.pages("fr"):
        edits = []
        twins = [path.replace("docs/fr/", f"docs/{code}/") for code in ("fr", "nl", "en")]
        for twin in twins:
            found = list(cards.finditer(content.files[twin]))
            if len(found) > 1:
                edits.append(Edit(twin, found[1].start(1), found[1].end(1), found[0][1]))
        if edits:
            yield Mutant(f"{path}: the second card is the first one", tuple(edits))


@family("number of a page to dictate changed, every language", "numbers")
def other_dictated_number(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A helper reads '3' to the caller, where the page on the letter is 2."""
    target = re.compile(r"^- (\d+) ?:(?= \[[^\]]+\]\(([a-z-]+)\.md)", re.MULTILINE)
    for match in target.finditer(content.files["docs/fr/workers.md"]):
        edits = []
        for code in ("fr", "nl", "en"):
            path = f"docs/{code}/workers.md"
            for twin in target.finditer(content.files[path]):
                if twin[2] == match[2]:
                    number = str(int(twin[1]) + 1)
                    edits.append(Edit(path, twin.start(1), twin.end(1), number))
        yield Mutant(f"docs/fr/workers.md: {match[1]} for {match[2]} plus one", tuple(edits))


@family("words of a link are the name of another page", "links", count=14)
def words_of_another_page(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """ "[Time limits]" leads to the page on children."""
    for path in content.pages():
        pages = content.site.pages[language_of(path)]
        names = sorted(page.front.menu for page in pages.values())
        for match in re.finditer(r"\[([^\]\n]+)\](?=\(([a-z-]+)\.md\))", content.files[path]):
            wrong = [name for name in names if name != pages[match[2]].front.menu]
            yield at(content, path, match.start(1), match.end(1), rng.choice(wrong))

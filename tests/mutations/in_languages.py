"""Families of errors between languages: what is lost, moved, left in French, from next door."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import partial

from scripts.library.older_law import FORMULAS, is_older
from tests.mutations.attack import Content, Edit, Mutant, at, family, matches
from tests.mutations.in_facts import language_of
from tests.mutations.words import NEIGHBOURS, other_digit, without_negation

PLAIN = r"^(?=[A-ZÀ-Ý«\"])[^\n\[\]]{25,}\.$"
BLOCK = r"^/// (law|office|orgs|note|unknown)\n(?:(?!///).*\n)*?///\n\n?"
ITEM = r"^(?:- |\d\. )[^\n]*\n(?:    [^\n]*\n)*"


def body_start(content: Content, path: str) -> int:
    """Where the text after the front matter starts."""
    return content.files[path].index("\n---\n") + 5


def in_bodies(content: Content, pattern: str, words: str, *languages: str) -> Iterator[Mutant]:
    """One mutant for each match in the body of a page, replaced by a template."""
    for path in content.pages(*languages):
        for match in re.finditer(pattern, content.files[path], re.MULTILINE):
            if match.start() >= body_start(content, path):
                yield at(content, path, match.start(), match.end(), match.expand(words))


@family("heading lost, one language", "structure")
def no_heading(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A heading is missing in one language, its text stays."""
    yield from in_bodies(content, r"^###? .*\n\n?", "")


@family("section lost, one language", "structure")
def no_section(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A heading and all its text are missing."""
    yield from in_bodies(content, r"^## .*\n(?:(?!## ).*\n)+", "")


@family("sections exchanged, one language", "structure")
def sections_exchanged(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Two neighbouring sections change places."""
    section = r"(^## .*\n(?:(?!## ).*\n)+)"
    yield from in_bodies(content, section + section, r"\2\1")


@family("level of a heading changed, one language", "structure")
def other_level(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A section becomes part of the one above."""
    yield from in_bodies(content, r"^## ", "### ")


@family("anchor renamed, one language", "structure")
def other_anchor(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The id of a heading changes."""
    yield from in_bodies(content, r"\{#([a-z0-9-]+)\}", r"{#\1-2}")


@family("anchor renamed, every language", "structure")
def other_anchor_everywhere(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The id of a heading that is linked to changes on the three pages, and not in the links."""
    linked = set(re.findall(r"\]\(([a-z-]+)\.md#([a-z0-9-]+)\)", "".join(content.files.values())))
    for page, anchor in sorted(linked):
        edits = []
        for code in ("fr", "nl", "en"):
            path = f"docs/{code}/{page}.md"
            match = re.search(rf"\{{#{anchor}\}}", content.files[path])
            if match:
                edits.append(Edit(path, match.start(), match.end(), f"{{#{anchor}-2}}"))
        if edits:
            yield Mutant(f"{page}#{anchor} renamed in every language", tuple(edits))


@family("list item lost, one language", "structure")
def no_item(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A list is one item shorter."""
    yield from in_bodies(content, ITEM, "")


@family("list items exchanged, one language", "structure", least=0.9)
def items_exchanged(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Two neighbouring items change places: only links and numbers can tell."""
    yield from in_bodies(content, f"({ITEM})({ITEM})".replace("^", "", 1), r"\2\1")


@family("summary line lost, one language", "structure")
def no_summary_line(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The first screen is one line shorter."""
    yield from matches(content, content.pages(), r"^  - .*\n", lambda m: "")


@family("block lost, one language", "structure")
def no_block(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A voice, a note or an unknown is missing."""
    yield from in_bodies(content, BLOCK, "")


@family("voice changed, one language", "structure")
def other_voice(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """What the Office says is printed as the law."""
    yield from in_bodies(content, r"^/// (?:office|orgs|unknown|note)$", "/// law")


@family("voice changed, every language", "structure")
def other_voice_everywhere(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """What the Office or an organisation says is printed as the law, in all three languages."""
    for path in content.pages("fr"):
        pattern = re.compile(r"^/// (?:office|orgs)$", re.MULTILINE)
        for number, match in enumerate(pattern.finditer(content.files[path])):
            edits = []
            for code in ("fr", "nl", "en"):
                twin = path.replace("docs/fr/", f"docs/{code}/")
                there = list(pattern.finditer(content.files[twin]))[number]
                edits.append(Edit(twin, there.start(), there.end(), "/// law"))
            line = content.files[path].count("\n", 0, match.start()) + 1
            yield Mutant(f"{path}:{line} '{match[0]}' -> '/// law' everywhere", tuple(edits))


@family("option of a block changed, one language", "structure")
def other_option(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The id of a question, or an icon."""
    yield from in_bodies(content, r"^(    id: )([a-z-]+)$", r"\1\2-2")
    yield from in_bodies(content, r"^(    icons: \[)(\w+), (\w+)", r"\1\3, \2")


@family("card lost, one language", "structure")
def no_card(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A service is missing from the page."""
    yield from in_bodies(content, r"^/// card \| .*\n///\n\n?", "")


@family("cards exchanged, one language", "structure")
def cards_exchanged(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """Two neighbouring cards change places."""
    card = r"(^/// card \| .*\n///\n)"
    yield from in_bodies(content, card + r"\n" + card, r"\2\n\1")


@family("paragraph lost, one language", "structure", least=1.0)
def no_paragraph(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A paragraph of plain sentences is missing."""
    yield from in_bodies(content, r"(?<=\n\n)(?:^[A-ZÀ-Ý\"«][^\n\[\]]*\n)+\n", "")


@family("sentence lost, one language", "structure", least=1.0)
def no_sentence(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A plain sentence, without link or number, is missing from a paragraph that has others."""
    yield from in_bodies(content, r"(?<=\S\n)" + PLAIN + r"\n", "")


@family("sentence added, one language", "structure", least=1.0)
def more_sentence(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """One language says more than the others."""
    added = {
        "fr": "Vous pouvez attendre la lettre suivante.",
        "nl": "U kunt op de volgende brief wachten.",
        "en": "You can wait for the next letter.",
    }
    for code, words in added.items():
        yield from in_bodies(content, r"(?<=\S\n)" + PLAIN + r"\n", rf"\g<0>{words}\n", code)


@family("paragraph left in French", "languages", count=14)
def untranslated(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A line of a translation is the line of the French page."""
    for path in content.pages("nl", "en"):
        french = content.files[path.replace(f"docs/{language_of(path)}/", "docs/fr/")]
        theirs = re.findall(PLAIN, french, re.MULTILINE)
        for number, match in enumerate(re.finditer(PLAIN, content.files[path], re.MULTILINE)):
            if number < len(theirs) and len(theirs[number].split()) > 6:
                yield at(content, path, match.start(), match.end(), theirs[number])


@family("summary line or heading left in French", "languages", least=0.7)
def untranslated_head(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A short line of a translation is the line of the French page."""
    for path in content.pages("nl", "en"):
        french = content.files[path.replace(f"docs/{language_of(path)}/", "docs/fr/")]
        for pattern in (r"^(?:title|menu): .*$", r"^## .*$", r"^  - [^\n\[\]]*$"):
            theirs = re.findall(pattern, french, re.MULTILINE)
            for number, match in enumerate(re.finditer(pattern, content.files[path], re.MULTILINE)):
                if number < len(theirs) and theirs[number] != match[0]:
                    yield at(content, path, match.start(), match.end(), theirs[number])


@family("French page under another language", "languages")
def french_page(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A whole page of a translation is the French file."""
    for path in content.pages("nl", "en"):
        french = content.files[path.replace(f"docs/{language_of(path)}/", "docs/fr/")]
        yield at(content, path, 0, len(content.files[path]), french)


@family("page missing in one language", "languages")
def no_page(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A file is gone."""
    for path in content.pages():
        yield Mutant(f"{path} removed", (Edit(path, 0, 0, None),))


@family("front matter of another page", "languages")
def other_title(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The title of a page is that of another one."""
    for path in content.pages():
        other = rng.choice([one for one in content.pages(language_of(path)) if one != path])
        match = re.search(r"^title: .*$", content.files[path], re.MULTILINE)
        theirs = re.search(r"^title: .*$", content.files[other], re.MULTILINE)
        if match and theirs:
            yield at(content, path, match.start(), match.end(), theirs[0])


@family("link leads to another page, one language", "links")
def other_page(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The words stay, the page is another one."""
    names = sorted(content.site.page_entries)
    yield from matches(
        content, content.pages(), r"(\]\()([a-z-]+)(?=\.md[)#])",
        lambda m: m[1] + rng.choice(names),
    )  # fmt: skip


@family("link leads to another section, one language", "links")
def other_section(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The page is right, the paragraph is not."""
    for path in content.pages():
        for match in re.finditer(r"\]\(([a-z-]+)\.md#([a-z0-9-]+)\)", content.files[path]):
            page = content.site.pages[language_of(path)][match[1]]
            ids = [s.id for s in page.sections if s.id and s.id != match[2]]
            words = f"]({match[1]}.md#{rng.choice(ids)})"
            yield at(content, path, match.start(), match.end(), words)


@family("link leads to another language", "links")
def other_language(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A reader of Dutch lands on a French page."""
    yield from matches(
        content, content.pages("nl", "en"), r"(\]\()([a-z-]+\.md)", lambda m: f"{m[1]}../fr/{m[2]}"
    )


@family("link taken off, one language", "links")
def no_link(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The words of a link stay, the way is gone."""
    yield from matches(
        content, content.pages(), r"\[([^\[\]]+)\]\([a-z-]+\.md[^)]*\)", lambda m: m[1]
    )


@family("plain number changed, one language", "numbers")
def plain_number(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A number outside any link changes in one language."""
    for path in content.pages():
        start = body_start(content, path)
        for match in re.finditer(r"(?<=[ «\"])\d+(?=[ ,.»\"\n])", content.files[path][start:]):
            words = other_digit(match[0], rng)
            if words:
                yield at(content, path, start + match.start(), start + match.end(), words)


@family("number written as a word changed, one language", "numbers", least=1.0)
def number_word(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'deux délais' becomes 'trois délais'."""
    other = {"deux": "trois", "trois": "quatre", "quatre": "cinq", "twee": "drie", "drie": "vier",
             "vier": "vijf", "two": "three", "three": "four", "four": "five"}  # fmt: skip
    yield from matches(
        content, content.pages(), rf"\b(?:{'|'.join(other)})\b", lambda m: other[m[0]]
    )


def _denied_no_more(code: str, match: re.Match[str]) -> str | None:
    return without_negation(match[0], code)


@family("negation dropped in a sentence with a fact, one language", "negations", least=1.0)
def negation_near_fact(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'is not an appeal' becomes 'is an appeal', around a fact."""
    for path in content.pages():
        code = language_of(path)
        yield from matches(
            content, [path], r"^(?!  - |##|///).*\(fact:.*$",
            partial(_denied_no_more, code),
        )  # fmt: skip


@family("negation dropped in a plain sentence, one language", "negations", least=0.9, count=14)
def negation(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'do not sign' becomes 'sign'."""
    for path in content.pages():
        code = language_of(path)
        yield from matches(content, [path], PLAIN, partial(_denied_no_more, code))


def _from_next_door(code: str, rng: random.Random, match: re.Match[str]) -> str:
    return rng.choice(NEIGHBOURS[code])


def _always(words: str) -> Callable[[re.Match[str]], str]:
    return lambda match: words


@family("what can be is said as sure, one language", "languages", count=14)
def sure(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'You can ask' becomes 'you will': a promise or a threat that no source gives."""
    promises = {
        "fr": (r"\bpeut (?=\w+er\b)", "va "),
        "nl": (r"\bkan\b(?=[^\n?]*\.$)", "zal"),
        "en": (r"(?<!you )\bcan\b(?=[^\n?]*\.$)", "will"),
    }
    for code, (words, promise) in promises.items():
        yield from matches(content, content.pages(code), words, _always(promise))


@family("older law said as the law in force, one language", "facts", count=14)
def in_force(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'The text that we read says' becomes 'The law says'."""
    older = {
        "fr": (r"\b([Ll])e texte (?:que nous avons )?lu\b", r"\1a loi"),
        "nl": (r"\b([Dd])e (?:gelezen tekst|tekst die wij lazen,)", r"\1e wet"),
        "en": (r"\b([Tt])he text (?:that )?we read\b", r"\1he law"),
    }
    older_facts = {identifier for identifier, fact in content.site.facts.items() if is_older(fact)}
    for code, (words, law) in older.items():
        for path in content.pages(code):
            for block in re.finditer(
                r"^/// law\n(?:(?!///).*\n)+", content.files[path], re.MULTILINE
            ):
                formulas = re.findall(FORMULAS[code], block[0])
                facts = set(re.findall(r"\(fact:([a-z0-9-]+)", block[0]))
                found = re.search(words, block[0])
                if found and len(formulas) == 1 and facts & older_facts:
                    start = block.start() + found.start()
                    yield at(content, path, start, start + len(found[0]), found.expand(law))


@family("tense of older law, one language", "languages", least=0.8)
def tense(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """'It was 10 days' becomes 'It is 10 days'."""
    present = {"était": "est", "étaient": "sont", "pouvait": "peut", "was": "is", "were": "are",
               "waren": "zijn", "kon": "kan", "could": "can"}  # fmt: skip
    names = "|".join(sorted(i for i, fact in content.site.facts.items() if is_older(fact)))
    for path in content.pages():
        yield from matches(
            content, [path], rf"\b(?:{'|'.join(present)})\b(?=[^\n.]*\]\(fact:(?:{names})[#)])",
            lambda m: present[m[0]],
        )  # fmt: skip


@family("term of a neighbour country, one language", "terms", least=0.7)
def neighbour_country(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The name of the Belgian service or paper is replaced by that of France, the Netherlands, the
    United Kingdom or the United States.
    """
    ours = {
        "fr": r"l'Office des étrangers|l'Office\b|un centre fermé|ordre de quitter le territoire",
        "nl": r"de Dienst Vreemdelingenzaken|\bDVZ\b|een gesloten centrum|detentie",
        "en": r"the Immigration Office|the Office\b|a closed centre|detention",
    }
    for code, pattern in ours.items():
        yield from matches(
            content, content.pages(code), rf"(?<!\[)\b(?:{pattern})\b(?![^\[]*\]\()",
            partial(_from_next_door, code, rng),
        )  # fmt: skip


@family("official term changed", "terms")
def official_term(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """A term of the term base loses a word or is replaced by a variant."""
    yield from matches(
        content, ["data/terms.yaml"], r"(official: \")([^\"]+)(?=\")", lambda m: m[1] + m[2] + "s"
    )


@family("plain words of a term changed", "terms")
def plain_words(content: Content, rng: random.Random) -> Iterator[Mutant]:
    """The explanation of a hard word changes in one language."""
    for code in ("fr", "nl", "en"):
        yield from matches(
            content, ["data/terms.yaml"], rf"(?<=^  {code}: )(.*plain: \")([^\"]+)(?=\")",
            lambda m: m[1] + m[2].rpartition(" ")[0],
        )  # fmt: skip

"""The real content, with one fault put in: the rule sees it in the file that was changed.

A rule that is right about small examples can still be blind to the pages as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml

from scripts.checks import RULES
from scripts.checks.loader_rules import LOADER_RULES
from scripts.library import Finding
from tests.unit.sites import ROOT, copy_content, findings_of

Mutation = Callable[[Path], str]
"""Changes the copy and returns the path where the finding must stand."""

PAGE_LINK = r"\]\(([a-z-]+)\.md(#[a-z0-9-]+)?\)"
UNKNOWN = r"^/// unknown((?:\n(?!///).*)*\(fact:unknown-)"
NEW_FACT = """
mutation-fact:
  what: A fact that was put in for a test.
  kind: statement
  severity: soft
  certainty: reported
  values:
    2024-05-01:
      shown: {fr: een klein woord, nl: een klein woord, en: a small word}
      sources:
        - title: Test
          publisher: justel
          kind: press
          url: https://www.example.be/
          lang: fr
          quote: Test
          undated: true
          read_on: 2026-11-23
          read_as: stored-copy
  checked: {on: 2026-11-23, by: editor, how: stored-copy}
  review_by: 2027-02-23
"""


def swap(pattern: str, words: str, where: str) -> Mutation:
    """Replace the first match in the first file of the glob ``where`` that has one."""

    def mutate(root: Path) -> str:
        for path in sorted(root.glob(where)):
            text = path.read_text(encoding="utf-8")
            changed = re.sub(pattern, words, text, count=1, flags=re.MULTILINE)
            if changed != text:
                path.write_text(changed, encoding="utf-8")
                return str(path.relative_to(root))
        raise LookupError(f"nothing matches {pattern} in {where}")

    return mutate


def swap_all(pattern: str, words: str, where: str) -> Mutation:
    """Replace every match in the first file that has one."""

    def mutate(root: Path) -> str:
        for path in sorted(root.glob(where)):
            text = path.read_text(encoding="utf-8")
            changed = re.sub(pattern, words, text, flags=re.MULTILINE)
            if changed != text:
                path.write_text(changed, encoding="utf-8")
                return str(path.relative_to(root))
        raise LookupError(f"nothing matches {pattern} in {where}")

    return mutate


def add(path: str, text: str) -> Mutation:
    """Add text at the end of a file."""

    def mutate(root: Path) -> str:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)
        return path

    return mutate


def say(language: str, text: str) -> Mutation:
    """Add a paragraph before the first heading of the help page."""
    return swap(r"^## ", f"{text}\n\n## ", f"docs/{language}/help.md")


def write(path: str, data: bytes) -> Mutation:
    """Replace a file."""

    def mutate(root: Path) -> str:
        (root / path).write_bytes(data)
        return path

    return mutate


def delete(path: str) -> Mutation:
    """Remove a file."""

    def mutate(root: Path) -> str:
        (root / path).unlink()
        return path

    return mutate


def state_card_among_independent_ones(root: Path) -> str:
    """Show a service of the State where independent ones stand."""
    contacts = yaml.safe_load((root / "data/contacts.yaml").read_text(encoding="utf-8"))
    sides = {key: contact["side"] for key, contact in contacts.items()}
    state = next(key for key, side in sides.items() if side == "state")
    text = (root / "docs/nl/help.md").read_text(encoding="utf-8")
    free = next(
        key for key in re.findall(r"/// card \| (\S+)", text) if sides[key] == "independent"
    )
    old = f"/// card | {free}\n"
    return swap(re.escape(old), f"/// card | {state}\n///\n\n{old}", "docs/nl/help.md")(root)


def second_copy_of_a_contact(root: Path) -> str:
    """Give a contact a twin that no page shows."""
    path = root / "data/contacts.yaml"
    match = re.search(r"^[a-z][a-z0-9-]*:\n(?:[ #].*\n)+", path.read_text("utf-8"), re.MULTILINE)
    assert match is not None
    return add("data/contacts.yaml", "\nmutation-twin:\n" + match[0].split("\n", 1)[1])(root)


def negation_dropped(root: Path) -> str:
    """Take one "niet" out of a Dutch sentence."""
    return swap(r" niet\b", "", "docs/nl/lawyer.md")(root)


def sentence_lost(root: Path) -> str:
    """Take the second line out of a Dutch paragraph."""
    pattern = r"^([A-Z][^\n\[]*\.\n)[A-Z][^\n\[]*\.\n(?=\n)"
    return swap(pattern, r"\1", "docs/nl/*.md")(root)


def hour_changed(root: Path) -> str:
    """Another closing hour, in one language."""
    return swap(r"(nl: [^,}]*?)(\d)\.30 uur", r"\1\2.45 uur", "data/contacts.yaml")(root)


def french_fact_moved(root: Path) -> str:
    """A hard fact leaves a French section; the finding stands in the translation."""
    path = swap(
        r"\[([^\]]+)\]\(fact:appeal-not-suspensive#[a-z]+\)", r"\1", "docs/fr/deadlines.md"
    )(root)
    return path.replace("docs/fr/", "docs/nl/")


def french_possibility_lost(root: Path) -> str:
    """What a lawyer can do, a lawyer does: in French, whose readers see no notice."""
    return swap(r"\bpeut (?=\w+er\b)", "va ", "docs/fr/lawyer.md")(root)


def stamp_lost(root: Path) -> str:
    """Take one stamp out; the finding stands at the section."""
    swap(r"(?<=^index:\n)  _head: .*\n", "", "data/translations/nl.yaml")(root)
    return "docs/nl/index.md"


def all_languages_draft(root: Path) -> str:
    """Publish nothing: the finding stands at docs."""
    swap_all("state: published", "state: draft", "data/languages.yaml")(root)
    return "docs"


RETIRED = b"help: {page: order, since: 2026-11-23, reason: still there}\n"


def retire_an_id_that_is_linked_to(root: Path) -> str:
    """Rename a heading in every language and leave a link to its old id."""
    entry = b"letter#which: {page: letter, id: new-name, since: 2026-11-23, reason: renamed}\n"
    write("data/retired.yaml", entry)(root)
    for language in ("fr", "nl", "en"):
        swap(r"\{#which\}", "{#new-name}", f"docs/{language}/letter.md")(root)
    return "docs/nl/order.md"


WITHDRAWN = b"poster: {since: 2026-11-23, fr: Un mot., nl: Een woord., en: A word.}\n"


def register_cut_short(root: Path) -> str:
    """The seal knows of a release that the register no longer holds."""
    write("data/seal.yaml", b"count: 9999\nlast: 0123456789abcdef\n")(root)
    return "data/releases.yaml"


def leaflet_on_no_page(root: Path) -> str:
    """Take a leaflet off the Dutch page; the finding stands at its definition."""
    swap(r"^/// leaflet \| poster\n///\n", "", "docs/nl/leaflets.md")(root)
    return "leaflets/poster.yaml"


def negation_lost_in_every_head(root: Path) -> str:
    """'No lawyer has checked the pages' loses its 'no' in the three languages at once."""
    swap("Aucun avocat n'a encore relu", "Un avocat a relu", "docs/fr/about.md")(root)
    swap("Nog geen advocaat heeft", "Een advocaat heeft", "docs/nl/about.md")(root)
    return swap("No lawyer has checked the", "A lawyer has checked the", "docs/en/about.md")(root)


def page_in_a_folder_below(root: Path) -> str:
    """A page where the site generator looks and the checks did not."""
    (root / "docs/en/sub").mkdir()
    (root / "docs/en/icam.md").rename(root / "docs/en/sub/icam.md")
    return "docs/en/sub/icam.md"


def page_elsewhere(root: Path) -> str:
    """The text of a page lies outside of the content."""
    page = root / "docs/fr/help.md"
    page.rename(root / "help.md")
    page.symlink_to("../../help.md")
    return "docs/fr/help.md"


PLACES, SENTENCES, NEWS = "data/places.yaml", "data/sentences.yaml", "data/changes.yaml"
STEPS = "leaflets/first-steps.yaml"
NO_CAUTION = "  - - {page: order, section: first-or-repeated, leave_out: [caution]}\n"
INDEPENDENT = "Deze organisaties zijn onafhankelijk."
LONG = " ".join(["woord"] * 40) + "."

MUTATIONS: list[tuple[str, Mutation]] = [
    ("FACT01", swap(r"\]\(fact:", "](fact:no-", "docs/nl/*.md")),
    ("FACT01", swap(r"(\]\(fact:[a-z0-9-]+)#[a-z-]+", r"\1", "docs/fr/*.md")),
    ("FACT01", swap(r"(\]\(fact:[a-z0-9-]+#)", r"\1no-", "docs/en/*.md")),
    ("FACT02", add("data/facts/order.yaml", NEW_FACT)),
    ("FACT03", swap(r"\[([^\]]+)\]\(fact:", r"[about \1](fact:", "docs/en/*.md")),
    ("FACT04", swap(r"\[(\d+ jours)\]\(fact:[^)]+\)", r"\1", "docs/fr/*.md")),
    ("FACT04", swap(r"\[([\d ]+)\]\(contact:[^)]+\)", r"\1", "docs/nl/*.md")),
    ("FACT05", swap_all(r"^/// caution \| .*\n///\n", "", "docs/fr/*.md")),
    ("FACT05", swap(UNKNOWN, r"/// note\1", "docs/en/*.md")),
    ("FACT05", swap_all(r"^/// (office|orgs)$", "/// law", "docs/nl/icam.md")),
    ("FACT06", add("docs/fr/help.md", "\n/// law\nUn mot.\n///\n")),
    ("FACT07", swap("publisher: [a-z-]+", "publisher: nobody", "data/facts/*.yaml")),
    ("FACT07", swap("publisher: [a-z-]+", "publisher: nobody", "data/contacts.yaml")),
    ("FACT08", add("data/facts/order.yaml", NEW_FACT)),
    ("AREA01", swap(r"postcodes: \[\[4000, 4999\]\]", "postcodes: [[4000, 4099]]", PLACES)),
    ("AREA01", swap(r"nl: Bergen", "nl: Namen", PLACES)),
    ("DRAW01", swap("</svg>", "<!--></svg><p>0900</p><svg>--></svg>", "data/drawings/*.svg")),
    ("DRAW01", swap(r"<path ", '<path onclick="alert(1)" ', "data/drawings/*.svg")),
    ("FACT09", swap("nl: Ik vraag een gratis advocaat", "nl: Ik vraag een arts", SENTENCES)),
    ("FACT09", swap("https://doczz.fr/", "https://doczz.be/", "data/drawings.yaml")),
    ("FACT09", swap("certainty: reported", "certainty: confirmed", "data/facts/health.yaml")),
    ("FACT09", swap(r"(fr: \".*) a changé le", r"\1 change le", "data/cautions.yaml")),
    ("FACT10", swap(r"facts: \[letter,", "facts: [letters,", "data/pages.yaml")),
    ("FACT11", swap("^The text that we read allows", "The law allows", "docs/en/detention.md")),
    ("FACT11", swap("dit le texte lu", "dit la loi", "docs/fr/letter.md")),
    ("FACT12", swap("CIRÉ wrote that", "NANSEN wrote that", "docs/en/background.md")),
    ("FACT12", swap("^ORBIT, ", "JRS Belgium, ", "docs/nl/children.md")),
    ("FACT12", swap("ministre de la Justice", "ministre de l'Asile", "docs/fr/police.md")),
    ("CONT01", swap(r"\]\(contact:", "](contact:no-", "docs/en/*.md")),
    ("CONT02", swap(r"([\d ]+)\]\(contact:", r"\1 9](contact:", "docs/fr/*.md")),
    ("CONT03", state_card_among_independent_ones),
    ("CONT04", second_copy_of_a_contact),
    ("CONT05", swap(r"towns: \[\"[^\"]+\"", 'towns: ["Mutation"', "data/contacts.yaml")),
    ("CONT06", swap(r"^/// card \| point-appui$", "/// card | adde", "docs/en/help-wallonia.md")),
    ("CONT07", swap(r"side: state$", "side: independent", "data/contacts.yaml")),
    ("CONT08", swap(r"call PAG-ASA, on", "call Payoke, on", "docs/en/stay.md")),
    ("CONT08", swap("À Liège, (?=Point)", "À Charleroi, ", "docs/fr/help.md")),
    ("CONT09", swap("^Deze hulp komt niet van .*$", INDEPENDENT, "docs/nl/index.md")),
    ("LANG01", delete("docs/nl/help.md")),
    ("LANG02", swap(r"\{#([a-z-]+)\}", r"{#\1-more}", "docs/en/*.md")),
    ("LANG03", swap(r"\[([^\]]+)\]\(fact:[^)]+\)", r"\1", "docs/nl/*.md")),
    ("LANG04", swap(r"^/// note$", "/// unknown", "docs/en/*.md")),
    ("LANG05", swap(r"\[([^\]]+)\]\([a-z-]+\.md(#[a-z0-9-]+)?\)", r"\1", "docs/nl/*.md")),
    ("LANG06", swap(r"^(- .*\n)", r"\1- Extra.\n", "docs/nl/*.md")),
    ("LANG07", say("en", "List 77 is long.")),
    ("LANG08", say("nl", "Vous pouvez lire cette page avec un avocat et une association.")),
    ("LANG09", hour_changed),
    ("LANG09", swap(r"\b13quinquies", "13quater", "docs/nl/*.md")),
    ("LANG10", negation_dropped),
    ("LANG10", swap(r" not\b", "", "docs/en/letter.md")),
    ("LANG11", french_fact_moved),
    ("LANG11", stamp_lost),
    ("LANG12", sentence_lost),
    ("LANG13", swap(r"\bcan\b", "will", "docs/en/lawyer.md")),
    ("LANG13", french_possibility_lost),
    ("LANG14", swap(r"^It was (?=\[10 days)", "It is ", "docs/en/order.md")),
    ("LEAF01", register_cut_short),
    ("LEAF02", write("data/withdrawn.yaml", WITHDRAWN)),
    ("LEAF03", leaflet_on_no_page),
    ("LEAF04", swap(r"section: two-clocks", "section: three-clocks", "leaflets/*.yaml")),
    ("LEAF05", swap(r"caw, point-appui\]", "caw, office]", "leaflets/missed.yaml")),
    ("LEAF06", swap(r"^  - - \{page: index, block: do\}\n", NO_CAUTION, STEPS)),
    ("LINK01", swap(PAGE_LINK, r"](no-\1.md)", "docs/nl/*.md")),
    ("LINK02", swap(PAGE_LINK, r"](\1.md#nowhere)", "docs/en/*.md")),
    ("LINK03", swap(PAGE_LINK, r"](https://www.example.org/)", "docs/fr/*.md")),
    ("LINK03", swap(r"^(## [^{]*) \{", r"\1 [ici](file:///etc/passwd) {", "docs/fr/*.md")),
    ("LINK04", swap(PAGE_LINK, r"](\1/)", "docs/fr/*.md")),
    ("LINK05", say("fr", "Lisez [le mot](term:no-such-term).")),
    ("LINK08", swap(r"section: appeal,", "section: appeals,", "data/search.yaml")),
    ("LINK09", swap(r"the time limits(?=\]\(deadl)", "the children page", "docs/en/icam.md")),
    ("LINK09", swap(r"\[[^\]]+\](?=\(help\.md\))", "[les délais]", "docs/fr/*.md")),
    ("LINK06", write("data/retired.yaml", RETIRED)),
    ("LINK06", retire_an_id_that_is_linked_to),
    ("KITS01", swap(r"parts: \[missed, ", "parts: [misses, ", "data/kits.yaml")),
    ("KITS01", swap(r": who-comes#lawyer$", ": who-comes#lawyers", "data/kits.yaml")),
    ("KITS01", swap(r"^  18: .*", "  18: letter", "data/kits.yaml")),
    ("LINK08", swap(r"page: missed, words", "page: icam, words", "data/search.yaml")),
    ("LANG10", swap(r"Wij hebben de nieuwe tekst niet", "Wij hebben de nieuwe tekst", NEWS)),
    ("LANG11", negation_lost_in_every_head),
    ("SELF01", negation_lost_in_every_head),
    ("PAGE16", swap(r"^  18: .*", "  18: dublin#what", "data/kits.yaml")),
    ("PAGE16", swap(r"Draft: do not hand out", "Final", "leaflets/words.yaml")),
    ("PAGE16", swap(r"^  reason: \"?", "  reason: Not", "data/exceptions.yaml")),
    ("PAGE16", swap(r"cpas, ocmw", "cpas, rvv", "data/search.yaml")),
    ("PAGE16", swap(r"read the new text", "read the old text", NEWS)),
    ("PAGE16", swap(r"^    - \{fr: Vottem.*\n", "", PLACES)),
    ("NEWS01", swap(r"on: 2026-11-23", "on: 2026-11-22", "data/changes.yaml")),
    ("NEWS01", swap(r"pages: \[icam, ", "pages: [icams, ", "data/changes.yaml")),
    ("NEWS01", swap(r"on: 2026-11-23", "on: 2027-11-23", "data/changes.yaml")),
    ("WORD01", say("nl", LONG)),
    ("WORD02", say("fr", "Une OQTF est une lettre.")),
    ("WORD02", say("nl", "Vreemdelingenbewaring is een woord.")),
    ("WORD03", say("en", "You must pay.")),
    ("WORD04", say("fr", "Venez vite !")),
    ("WORD04", say("en", "Come NOW to us.")),
    ("WORD05", say("nl", "Neem je brief mee.")),
    ("WORD06", say("nl", "Kom op 12/06/2026.")),
    ("WORD06", swap(r"(\d) h (\d\d)", r"\1h\2", "data/contacts.yaml")),
    ("WORD07", say("fr", "Ce délai est injuste.")),
    ("WORD08", say("en", "It is not impossible.")),
    ("WORD09", swap(r" de ", " de de ", "docs/nl/*.md")),
    ("WORD10", swap(r"^## ", "## " + "Une question " * 5, "docs/fr/*.md")),
    ("READ01", swap_all(r"\.\n(?=[A-Z])", "\n", "docs/en/steps.md")),
    ("READ02", swap_all(r"\b(de|het|een|u)\b", "onbegrijpelijke", "docs/nl/stay.md")),
    ("READ03", say("nl", "Een brief van de dienst ligt op tafel. " * 9)),
    ("TERM01", swap(r"^menu: .*$", "menu: UDN", "docs/nl/phone.md")),
    ("TERM01", say("en", "Ask the KvK.")),
    ("TERM02", swap_all(r"gesloten centrum", "kamp", "docs/nl/detention.md")),
    ("TERM02", swap_all(r"entry ban", "travel ban", "docs/en/workers.md")),
    ("TERM03", swap_all(r"^  looked_up: true\n", "", "data/terms.yaml")),
    ("TERM04", swap(r'abbreviation: "CCE"', 'abbreviation: "OQT"', "data/terms.yaml")),
    ("TERM05", swap(r'example: "[^"]*"', 'example: "Un mot."', "data/terms.yaml")),
    ("TERM07", swap(r"^(1\. .*\n)(2\. .*bijlage.*\n)", r"\2\1", "docs/nl/letter.md")),
    ("TERM06", say("nl", "De OE schrijft.")),
    (
        "PAGE05",
        add(
            "data/pages.yaml",
            "ghost: {number: 9999, kind: user, checked: 2026-11-23, next_check: 2027-02-23}\n",
        ),
    ),
    (
        "PAGE06",
        add(
            "data/pages.yaml",
            "ghost: {number: 1, kind: user, checked: 2026-11-23, next_check: 2027-02-23}\n",
        ),
    ),
    ("PAGE07", swap(r"^/// note$", "/// tip", "docs/nl/*.md")),
    ("PAGE08", say("en", "Read <b>this</b> first.")),
    ("PAGE09", swap(r"^/// do$", "/// note", "docs/fr/letter.md")),
    ("PAGE10", swap(r"^/// caution \| ", "/// caution | no-", "docs/fr/*.md")),
    ("PAGE11", add("docs/fr/letter.md", "Un mot.\n" * 500)),
    ("PAGE16", swap("number: 2,", "number: 98,", "data/pages.yaml")),
    ("PAGE12", swap(r"^## ", "#### ", "docs/en/*.md")),
    ("PAGE13", swap(r"^## ", "/// tool | none\n///\n\n## ", "docs/en/*.md")),
    ("PAGE15", swap(r"^/// sentence \| lawyer$", "/// sentence | urgent", "docs/nl/cards.md")),
    ("PAGE17", swap(r"^/// caution \| .*\n///\n", "", "docs/fr/deadlines.md")),
    ("PAGE18", swap(r"^menu: .*", "menu: Accueil", "docs/fr/letter.md")),
    ("PAGE19", swap(r"^- 2 : ", "- 3 : ", "docs/fr/workers.md")),
    ("PAGE20", swap(r"^- \[13quinquies", "- [13sexies", "docs/en/which.md")),
    ("PAGE20", swap(r"^/// card \| caw$", "/// card | cire", "docs/nl/index.md")),
    ("PAGE21", swap(r"^2\. ", "3. ", "docs/nl/order.md")),
    ("PAGE08", say("nl", "Lees dit eerst. {: onclick=x }")),
    ("LANG08", swap(r"^menu: .*", "menu: Les délais", "docs/en/deadlines.md")),
    ("PAGE14", swap(r"^7\. .*\n", "", "docs/nl/letter.md")),
    ("PAGE14", swap(">7</text>", ">8</text>", "data/drawings/*.svg")),
    ("SCAN01", all_languages_draft),
    ("DATA01", add("data/acts.yaml", "x: [\n")),
    ("DATA02", add("data/facts/order.yaml", NEW_FACT * 2)),
    ("DATA03", swap(r"\d{4}-\d\d-\d\d", "2026-02-30", "data/contacts.yaml")),
    ("DATA04", swap(r"\{number: ", "{colour: red, number: ", "data/pages.yaml")),
    ("DATA05", write("data/acts.yaml", b"# nothing\n")),
    ("DATA06", delete("data/publishers.yaml")),
    ("DATA07", swap(r"\[order-translation\]", "[order-translated]", "data/sentences.yaml")),
    ("DATA07", swap(r"\[address-check-no-entry\]", "[police-warrant]", SENTENCES)),
    ("FILE04", page_in_a_folder_below),
    ("FILE05", page_elsewhere),
    ("FILE01", write("docs/fr/help.md", "---\ntitle: Café\n".encode("latin-1"))),
    ("FILE02", add("docs/nl/help.md", "a" * 1_000_001)),
    ("FILE03", say("en", "Read\u200b this.")),
    ("FILE03", say("en", "A co\u0430ch talks.")),
    ("PAGE01", swap("^menu:", "menus:", "docs/nl/*.md")),
    ("PAGE02", swap(r" \{#[a-z-]+\}$", "", "docs/en/*.md")),
    ("PAGE03", add("docs/fr/help.md", "\n## Un {#twice}\n\n## Deux {#twice}\n")),
    ("PAGE04", add("docs/en/help.md", "\n/// note\nA word.\n")),
]


def note_changed(root: Path) -> None:
    """A remark for editors is not printed."""
    swap(r"^  what: ", "  what: In other words, ", "data/facts/*.yaml")(root)


def comment_added(root: Path) -> None:
    """A comment is not content."""
    add("data/contacts.yaml", "\n# A remark.\n")(root)


def blank_lines_added(root: Path) -> None:
    """White space does not count."""
    add("docs/fr/help.md", "\n\n")(root)


def harmless_line_in_every_language(root: Path) -> None:
    """Names with numbers, a question of duty, thousands."""
    say("fr", "Gardez l'annexe 13 et la page 1 500. Devez-vous venir ?")(root)
    say("nl", "Bewaar bijlage 13 en pagina 1.500. Moet u komen?")(root)
    say("en", "Keep annex 13 and page 1,500. Must you come?")(root)


def term_by_another_of_its_names(root: Path) -> None:
    """An abbreviation or a variant is as good as the official words."""
    swap(r"Dienst Vreemdelingenzaken(?! \()", "DVZ", "docs/nl/steps.md")(root)


def words_of_a_page_link(root: Path) -> None:
    """The words of a link to a page are free."""
    swap(r"\[([^\]]+)\](\([a-z-]+\.md)", r"[\1 ici]\2", "docs/fr/help.md")(root)


def facts_in_another_file(root: Path) -> None:
    """The order of the registry carries no meaning; the file of a fact is its page of sources."""
    path, other = root / "data/facts/order.yaml", root / "data/facts/letter.yaml"
    first, second, *rest = re.split(r"^(?=[a-z])", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    path.write_text("".join(rest), encoding="utf-8")
    other.write_text(second + other.read_text("utf-8") + first, encoding="utf-8")


SILENT: list[Callable[[Path], None]] = [
    note_changed,
    comment_added,
    blank_lines_added,
    harmless_line_in_every_language,
    term_by_another_of_its_names,
    words_of_a_page_link,
    facts_in_another_file,
]


def keys(findings: list[Finding]) -> set[tuple[str, str, str]]:
    """Findings without their lines, which move when a line is added."""
    return {(finding.rule, finding.path, finding.message) for finding in findings}


@cache
def before() -> set[tuple[str, str, str]]:
    """What stands in the content as it is."""
    return keys(findings_of(ROOT))


@pytest.mark.parametrize(
    ("rule", "mutate"), MUTATIONS, ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(MUTATIONS)]
)
def test_a_fault_in_the_real_content_is_seen(rule: str, mutate: Mutation, tmp_path: Path) -> None:
    copy_content(ROOT, tmp_path)
    path = mutate(tmp_path)
    new = keys(findings_of(tmp_path, rule if rule in RULES else None)) - before()
    assert (rule, path) in {(found, place) for found, place, _ in new}


@pytest.mark.parametrize("mutate", SILENT, ids=lambda mutate: mutate.__name__)
def test_a_harmless_change_stays_silent(mutate: Callable[[Path], None], tmp_path: Path) -> None:
    copy_content(ROOT, tmp_path)
    mutate(tmp_path)
    assert keys(findings_of(tmp_path)) - before() == set()


def test_every_rule_has_a_mutation() -> None:
    assert {rule for rule, _ in MUTATIONS} == set(RULES) | set(LOADER_RULES)

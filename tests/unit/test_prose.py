"""Sentences, words in and outside links, and what looks like a fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.checks.prose import TIED, Row, page_rows, sentences, unlinked, untied, visible
from scripts.checks.untied import untied_facts
from scripts.checks.wording import count_words
from scripts.library import load_site
from tests.unit.sites import BASE


def row(text: str, line: int = 1, group: int = 1) -> Row:
    return Row("docs/fr/x.md", "fr", "x", line, "paragraph", "", "", group, (), text)


def cut(text: str) -> list[str]:
    return [sentence.text for sentence in sentences([row(text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Venez. Partez.", ["Venez.", "Partez."]),
        ("Voyez l'art. 74/14 de M. Dupont.", ["Voyez l'art. 74/14 de M. Dupont."]),
        ("Appelez le 02 488 97 77. Merci.", ["Appelez le 02 488 97 77.", "Merci."]),
        ("À 12.30 uur. Ja.", ["À 12.30 uur.", "Ja."]),
        ("« Qui vient ? » demande-t-il.", ["« Qui vient ? » demande-t-il."]),
        ("Lisez [la page. Ici](x.md) vite.", ["Lisez [la page. Ici](x.md) vite."]),
        ("Venez", ["Venez"]),
        ("...", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_sentence_over_two_lines_starts_at_the_first() -> None:
    rows = [row("Un. Deux", 1), row("encore. Trois.", 2), row("Quatre", 4, group=2)]
    found = [(sentence.line, sentence.text) for sentence in sentences(rows)]
    assert found == [(1, "Un."), (1, "Deux\nencore."), (2, "Trois."), (4, "Quatre")]


def test_a_bold_line_is_a_sentence_of_its_own() -> None:
    rows = [row("**Gardez la lettre**", 1), row("La date compte.", 2)]
    assert [sentence.line for sentence in sentences(rows)] == [1, 2]


def test_words_inside_and_outside_links() -> None:
    text = "**Lisez** [30\u00a0jours](fact:a) ou [ici](b.md)."
    assert visible(text) == "Lisez 30 jours ou ici."
    assert untied(text) == f"Lisez {TIED} ou ici."
    assert unlinked(text) == f"Lisez {TIED} ou {TIED}."


def test_the_rows_of_a_page_know_their_kind_and_place() -> None:
    page = load_site(Path(BASE)).pages["fr"]["order"]
    rows = {row.line: row for row in page_rows(page)}
    assert [row.kind for row in rows.values()][:4] == ["title", "menu", "summary", "summary"]
    assert rows[12].kind == "item"
    assert rows[13].kind == "more"
    assert rows[13].group == rows[12].group != rows[14].group
    assert rows[12].inside("do")
    [question] = [row for row in rows.values() if row.kind == "question"]
    assert (question.text, question.section) == ("Puis-je demander plus de temps ?", "time")
    assert not any("id: more-time" in row.text for row in rows.values())
    [count] = [row for row in rows.values() if row.section == "count" and row.kind == "heading"]
    assert count.part == "time"


FACTS = [
    ("fr", "dans 30 jours", "30 jours"),
    ("fr", "dans 30\u00a0jours".replace("\u00a0", " "), "30 jours"),
    ("fr", "dans deux mois", "deux mois"),
    ("fr", "les 3 premiers jours", "3 premiers jours"),
    ("fr", "le 1er juin", "1er juin"),
    ("fr", "de 9h à midi", "9h"),
    ("fr", "appelez le 103", "appelez le 103"),
    ("fr", "au +32 2 488 97 77", "+32 2 488 97 77"),
    ("fr", "le 12/06/2026", "12/06/2026"),
    ("fr", "articles 7 et 8", "articles 7"),
    ("fr", "§ 2", "§ 2"),
    ("fr", "50 % des lettres", "50 %"),
    ("fr", "85 personnes", "85 personnes"),
    ("nl", "drie maanden", "drie maanden"),
    ("nl", "48 uur", "48 uur"),
    ("nl", "op 3 mei", "3 mei"),
    ("nl", "om 9.30 uur", "9.30 uur"),
    ("nl", "artikel 9bis", "artikel 9bis"),
    ("nl", "vijf werkdagen", "vijf werkdagen"),
    ("en", "five working days", "five working days"),
    ("en", "a 30-day period", "30-day"),
    ("en", "at 9:30am", "9:30am"),
    ("en", "June 12, 2026", "June 12, 2026"),
    ("en", "in May 2024", "May 2024"),
    ("en", "www.example.org", "www.example.org"),
    ("en", "see dofi.ibz.be", "dofi.ibz.be"),
    ("en", "€1,500", "€1,500"),
]
NAMES = [
    ("fr", "annexe 13 et annexe 13quinquies, demande 9bis ou 9ter"),
    ("fr", "page 12, liste 3, 1e ligne, un jour, une heure, en 2024"),
    ("fr", "il y a de longs mois, par jour, 3 lettres"),
    ("nl", "bijlage 13, 9bis, een dag, 1e lijn, in 2024, elke maand"),
    ("nl", "twee brieven, het uur van de waarheid, mei is een maand"),
    ("en", "annex 13, a 9bis request, one day, a month, in 2024, you may come"),
    ("en", "the second day, three letters, 2 officers, no one"),
]


@pytest.mark.parametrize(("language", "text", "found"), FACTS)
def test_what_looks_like_a_fact_is_found(language: str, text: str, found: str) -> None:
    assert untied_facts(text, language) == [found]


@pytest.mark.parametrize(("language", "text"), NAMES)
def test_names_and_plain_numbers_are_left_alone(language: str, text: str) -> None:
    assert untied_facts(text, language) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("L'avocat lit la lettre.", 5),
        ("Aujourd'hui, rendez-vous à 9.30.", 4),
        ("[30 jours](fact:x) **après** : 02 488 97 77", 7),
        ("", 0),
    ],
)
def test_words_are_counted_as_read(text: str, count: int) -> None:
    assert count_words(text, None) == count

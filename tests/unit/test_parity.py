"""Values and negations are read alike in three languages; each exception is still needed."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest

from scripts.checks import modality, parity
from scripts.checks.tokens import tokens
from scripts.library.negation import negations
from tests.built import real_site
from tests.unit.sites import ROOT, findings_of

SAME = [
    ("9 h 30", "9.30 uur", "9:30am", "9:30"),
    ("16 h", "16 uur", "4pm", "16 h"),
    ("12 h 15", "12.15 uur", "12:15pm", "12:15"),
    ("24 heures", "24 uur", "24 hours", "24 h"),
    ("30 jours", "dertig dagen", "thirty days", "30 day"),
    ("quarante-huit heures", "achtenveertig uur", "forty-eight hours", "48 h"),
    ("soixante-douze heures", "tweeënzeventig uur", "72 hours", "72 h"),
    ("10 jours ouvrables", "10 werkdagen", "10 working days", "10 workday"),
    ("les 3 derniers mois", "de laatste 3 maanden", "the last three months", "3 month"),
    ("1 500 euros", "€ 1.500", "€1,500", "1500 euro"),
    ("12,50 €", "12,50 euro", "€12.50", "12.50 euro"),
    ("40 %", "40 procent", "40 per cent", "40 %"),
    ("le 1er juin 2026", "1 juni 2026", "1 June 2026", "2026-06-01"),
    ("12 juin 2026", "12/06/2026", "June 12, 2026", "2026-06-12"),
    ("juin 2024", "juni 2024", "June 2024", "2024-06"),
    ("annexe 13quinquies", "bijlage 13 quinquies", "annex 13quinquies", "art. 13quinquies"),
    ("article 74/14", "art. 74/14", "article 74/14", "art. 74/14"),
    ("demande 9bis", "aanvraag 9bis", "9bis request", "art. 9bis"),
    ("02 488 97 77", "+32 2 488 97 77", "02/488.97.77", "tel 024889777"),
    ("www.site.be/fr/aide", "www.site.be/nl/aide", "www.site.be/en/aide", "www.site.be/*/aide"),
    ("mardi", "dinsdag", "Tuesday", "weekday 2"),
    ("les deux lettres", "beide brieven", "both letters", "2"),
    ("vingt et un", "eenentwintig", "twenty-one", "21"),
    ("quatre-vingt-douze", "tweeënnegentig", "ninety-two", "92"),
]
OTHER = [
    ("9 h 30", "9.40 uur"),
    ("16 h", "15 uur"),
    ("30 jours", "30 weken"),
    ("10 jours ouvrables", "10 dagen"),
    ("12 juin 2026", "12 juli 2026"),
    ("annexe 13quinquies", "bijlage 13quater"),
    ("article 74/14", "artikel 74/41"),
    ("02 488 97 77", "02 488 77 97"),
    ("mardi", "woensdag"),
    ("cinq", "zes"),
    ("1 500", "1,5"),
    ("50 euros", "50 %"),
]
NEGATIONS = [
    ("Ne signez pas.", "Teken niet.", "Do not sign.", 1),
    ("N'ayez jamais peur.", "Wees nooit bang.", "You can’t be late.", 1),
    ("Vous n'avez que ce papier.", "U hebt alleen dit papier.", "You have only this.", 0),
    ("Sans avocat, ne signez rien.", "Teken niets zonder advocaat.", "Do not, without one.", 2),
    ("Une personne sans papiers", "Iemand zonder papieren", "An undocumented person", 1),
    ("Un séjour irrégulier", "Verblijf zonder papieren", "Irregular stay", 1),
    ("Une copie non datée", "Een ongedateerde kopie", "An undated copy", 1),
    ("Aucun délai.", "Geen termijn.", "No time limit.", 1),
    ("Lisez avant qu'elle ne parte.", "Lees dit.", "Read this note.", 0),
    ("Les premiers pas", "De eerste stappen", "Notary, nothing-like words: know", 0),
]


@pytest.mark.parametrize(("fr", "nl", "en", "token"), SAME)
def test_a_value_is_one_token_in_every_form(fr: str, nl: str, en: str, token: str) -> None:
    expected = Counter([token])
    assert [tokens(fr, "fr"), tokens(nl, "nl"), tokens(en, "en")] == [expected] * 3


@pytest.mark.parametrize(("fr", "nl"), OTHER)
def test_another_value_is_another_token(fr: str, nl: str) -> None:
    assert tokens(fr, "fr") != tokens(nl, "nl")


@pytest.mark.parametrize("text", ["l'union", "un an et une lettre", "dizaine", "Mme Septembre"])
def test_words_that_only_look_like_numbers_are_left_alone(text: str) -> None:
    assert tokens(text, "fr") == Counter()


def test_a_range_of_hours_gives_both_hours() -> None:
    expected = Counter(["9 h", "12:30"])
    assert tokens("9 h - 12 h 30", "fr") == expected
    assert tokens("9 - 12.30 uur", "nl") == expected
    assert tokens("9am-12:30pm", "en") == expected
    assert tokens("9-12:30pm", "en") == expected


@pytest.mark.parametrize(("fr", "nl", "en", "count"), NEGATIONS[:-1])
def test_negations_are_counted_alike(fr: str, nl: str, en: str, count: int) -> None:
    found = [negations(fr, "fr"), negations(nl, "nl"), negations(en, "en")]
    assert found == [count] * 3


def test_words_that_only_look_like_a_negation_are_left_alone() -> None:
    fr, nl, _, count = NEGATIONS[-1]
    assert [negations(fr, "fr"), negations(nl, "nl")] == [count, count]
    assert negations("A notary knows another.", "en") == 0


RULES_WITH_EXCEPTIONS = {
    "LANG09": parity.other_values,
    "LANG10": parity.other_negations,
    "LANG13": modality.other_possibility,
}


def test_each_exception_is_still_needed() -> None:
    site = real_site()
    for identifier, entry in site.exceptions.items():
        without = {key: kept for key, kept in site.exceptions.items() if key != identifier}
        findings = list(
            RULES_WITH_EXCEPTIONS[entry.rule](dataclasses.replace(site, exceptions=without))
        )
        assert len(findings) >= 1, f"exception '{identifier}' excuses nothing; remove it"


def test_the_real_content_needs_no_other_exception() -> None:
    assert [f for f in findings_of(ROOT, "LANG") if f.rule in ("LANG09", "LANG10", "LANG12")] == []


def test_an_exception_holds_only_while_its_negations_do() -> None:
    site = real_site()
    entry = next(kept for kept in site.exceptions.values() if kept.rule == "LANG10")
    weaker = entry.model_copy(update={"text": f"{entry.text} Niet, not, niet, not."})
    key = next(key for key, kept in site.exceptions.items() if kept is entry)
    changed = dataclasses.replace(site, exceptions=site.exceptions | {key: weaker})
    assert len(list(parity.other_negations(changed))) == 1

"""What a voice is given: examples as they stand on the pages, in three languages."""

from __future__ import annotations

import re

import pytest

from scripts.site.listen import LONGEST, readings
from scripts.site.spoken import SAID, spoken
from tests.built import real_site

EXAMPLES = {
    "fr": [
        ("Le 12 juin 2026, la loi a changé.", "Le 12 juin 2026, la loi a changé."),
        ("Vérifiée le 2026-11-23", "Vérifiée le 23 novembre 2026"),
        ("2027-03-01", "1er mars 2027"),
        ("lundi 13 h 30 - 16 h", "lundi 13 heures 30 à 16 heures"),
        ("9 h - 12 h 30", "9 heures à 12 heures 30"),
        ("À 9 h. L'avocat", "À 9 heures. L'avocat"),
        ("à 1 h", "à 1 heure"),
        ("24 heures sur 24", "24 heures sur 24"),
        ("art. 74/14, § 1er", "article 74 barre 14, paragraphe 1er"),
        ("art. 39/82, § 4, alinéa 2", "article 39 barre 82, paragraphe 4, alinéa 2"),
        ("art. 508/13/1", "article 508 barre 13 barre 1"),
        ("art. 44ter", "article 44 ter"),
        ("annexe 13quinquies", "annexe 13 quinquies"),
        ("une demande 9ter", "une demande 9 ter"),
        ("02 488 97 77", "0 2, 488, 97, 77"),
        ("0800 14 912", "0 800, 14, 912"),
        ("+32 2 488 97 77", "plus 32, 2, 488, 97, 77"),
        ("un OQT du CPAS", "un O Q T du C P A S"),
        ("le CGRA et le CCE", "le C G R A et le C C E"),
        ("ICAM et CIRÉ", "Icam et Ciré"),
        ("PAG-ASA", "Pag-Asa"),
        ("99 340 personnes", "99340 personnes"),
        ("n° 5", "numéro 5"),
        ("80 €, 10 %, 5 km", "80 euros, 10 pour cent, 5 kilomètres"),
        ("cire@cire.be", "cire arobase cire point be"),
        ("www.cire.be", "www point cire point be"),
        ("Rue du Vivier 80-82, 1050 Bruxelles", "Rue du Vivier 80 à 82, 1050 Bruxelles"),
        ("Dublin III", "Dublin 3"),
        ("une lettre « Vos droits »", "une lettre Vos droits"),
        ("votre dossier/papier", "votre dossier ou papier"),
        ("Les personnes LGBTQI+", "Les personnes L G B T Q I plus"),
    ],
    "nl": [
        ("op 12 juni 2026", "op 12 juni 2026"),
        ("2026-11-23", "23 november 2026"),
        ("maandag 13.30 uur", "maandag 13 uur 30"),
        ("maandag 9.30 - 12.30 uur", "maandag 9 uur 30 tot 12 uur 30"),
        ("9 - 12 uur", "9 uur tot 12 uur"),
        ("9 - 12.30 uur", "9 uur tot 12 uur 30"),
        ("24 uur op 24", "24 uur op 24"),
        ("art. 74/14, § 1", "artikel 74 schuine streep 14, paragraaf 1"),
        ("bijlage 13sexies", "bijlage 13 sexies"),
        ("02 488 97 77", "0 2, 488, 97, 77"),
        ("een BGV van DVZ", "een B G V van D V Z"),
        ("de RvV en het OCMW", "de R V V en het O C M W"),
        ("een ICAM-coach", "een Icam-coach"),
        ("23.000 mensen", "23000 mensen"),
        ("nr. 5, 80 euro", "nummer 5, 80 euro"),
        ("€ 80 of 10 %", "80 euro of 10 procent"),
        ("info@fedasil.be", "info apenstaartje fedasil punt be"),
    ],
    "en": [
        ("on 12 June 2026", "on 12 June 2026"),
        ("2026-11-23", "23 November 2026"),
        ("Monday 9:30am - 12:30pm", "Monday 9 30 A M to 12 30 P M"),
        ("9am - 12pm", "9 A M to 12 P M"),
        ("at 2pm", "at 2 P M"),
        ("10am - midnight", "10 A M to midnight"),
        ("art. 74/22, § 2", "article 74 slash 22, paragraph 2"),
        ("annex 26quater", "annex 26 quater"),
        ("02 488 97 77", "0 2, 488, 97, 77"),
        ("the order (OQT / BGV)", "the order (O Q T / B G V)"),
        ("ICAM and the CPAS", "Icam and the C P A S"),
        ("14,912 people", "14912 people"),
        ("doctors & nurses", "doctors and nurses"),
        ("myria@myria.be", "myria at myria dot be"),
        ("10 %, €80, 5 km", "10 per cent, 80 euros, 5 kilometres"),
    ],
}


@pytest.mark.parametrize(
    ("language", "shown", "said"),
    [(language, *pair) for language, pairs in EXAMPLES.items() for pair in pairs],
)
def test_signs_are_said_as_people_say_them(language: str, shown: str, said: str) -> None:
    assert spoken(shown, language) == said
    assert spoken(shown.replace(" ", "\u00a0"), language) == said


def test_short_numbers_to_call_are_said_in_pairs() -> None:
    assert spoken("Bel 1712 of 112.", "nl", ["1712", "112"]) == "Bel 17, 12 of 112."
    assert spoken("En 2021, appelez le 105.", "fr", ["105"]) == "En 2021, appelez le 105."


def test_each_language_has_its_own_words() -> None:
    assert len({said.slash for said in SAID.values()}) == len(SAID)


@pytest.mark.parametrize("language", sorted(SAID))
def test_no_sign_is_left_for_the_voice_to_guess(language: str) -> None:
    """Over every page: no article, clock time, ISO date or address in its written form."""
    site = real_site()
    left = re.compile(
        r"§|€|\bart\.|\d/\d|\d h\b|\d\.\d\d uur|\d[ap]m\b|\d{4}-\d\d-\d\d|@|\bwww\.|\b0\d \d{3}"
    )
    heard = 0
    for page in site.pages[language].values():
        for reading in readings(site, page):
            for line in reading.lines:
                for piece in line.pieces:
                    heard += 1
                    assert not left.search(piece.said or piece.shown), piece
                    assert len(piece.shown) <= 2 * LONGEST, piece
    assert heard > 2_000


def test_the_steps_are_counted_and_come_after_the_summary() -> None:
    site = real_site()
    page = site.pages["fr"]["phone"]
    first = readings(site, page)[0]
    shown = [line.pieces[0].shown for line in first.lines]
    assert shown[0] == page.front.summary[0]
    steps = [text for text in shown if re.match(r"\d\. ", text)]
    assert [text[:2] for text in steps] == ["1.", "2.", "3.", "4.", "5."]


def test_on_a_card_the_hours_do_not_run_into_the_number() -> None:
    site = real_site()
    page = site.pages["fr"]["help"]
    said = [
        piece.said or piece.shown
        for reading in readings(site, page)
        for line in reading.lines
        for piece in line.pieces
    ]
    numbers = [text for text in said if re.search(r"\b0 2, \d{3}", text)]
    assert numbers
    assert not [text for text in numbers if re.search(r"\d{2} [a-zA-Z0-9]+ heures? sur", text)]
    assert not [text for text in said if re.match(r"Appeler,? \d{3} \d", text)]


def test_words_in_another_language_are_not_given_to_the_voice() -> None:
    site = real_site()
    sentence = next(iter(site.sentences.values()))
    shown = " ".join(
        piece.shown
        for reading in readings(site, site.pages["en"]["cards"])
        for line in reading.lines
        for piece in line.pieces
    ).replace("\u00a0", " ")
    assert sentence.en in shown
    assert sentence.fr not in shown
    assert sentence.nl not in shown

"""The reading counter, against texts counted by hand, and its command."""

from __future__ import annotations

import json

import pytest

from scripts.__main__ import main
from scripts.checks.prose import Row
from scripts.checks.reading import Limits, Reading, measure, too_hard
from scripts.library import any_name
from tests.unit.sites import BASE, BROKEN, build_case


def row(text: str, language: str = "fr") -> Row:
    return Row(f"docs/{language}/x.md", language, "x", 1, "paragraph", "", "", 1, (), text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gardez la lettre. La date compte.", Reading(2, 6, 3, 0)),
        ("L'avocat examine votre situation.", Reading(1, 5, 5, 2)),
        ("Le rendez-vous est à 9 h 30.", Reading(1, 7, 7, 1)),
        ("L'Office dit : « des mots très compliqués ». Bien.", Reading(2, 5, 4, 0)),
        ("", Reading(0, 0, 0, 0)),
    ],
)
def test_words_and_sentences_counted_by_hand(text: str, expected: Reading) -> None:
    assert measure((row(text),), None) == expected


def test_an_official_term_is_one_short_word() -> None:
    text = "Lisez l'ordre de quitter le territoire."
    assert measure((row(text),), any_name(["ordre de quitter le territoire"])).lix == 3.0
    assert measure((row(text),), None).lix == pytest.approx(7 + 100 * 2 / 7)


def test_lix_is_average_sentence_plus_share_of_long_words() -> None:
    assert Reading(10, 100, 15, 25).lix == 35.0
    assert Reading(0, 0, 0, 0).lix == 0.0


def test_the_limits_are_met_at_the_limit_and_passed_above_it() -> None:
    limit = Limits(12.0, 38.0, 20)
    assert too_hard(Reading(10, 120, 20, 31), limit) == ()
    assert too_hard(Reading(10, 122, 21, 40), limit) == ("average", "lix", "longest")
    assert too_hard(Reading(1, 30, 20, 30), limit) == (), "a text too short to be measured"
    assert too_hard(Reading(4, 104, 30, 10), Limits(None, 52.0, 30)) == ()


def test_the_command_marks_what_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reading", "--root", str(BASE)]) == 0
    shown = capsys.readouterr()
    assert "*" not in shown.out.rsplit("\n", 2)[0]
    assert shown.err == "0 texts over their limit\n"


def test_the_command_gives_figures_to_programs(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = build_case(BROKEN / "READ01-long-on-average", tmp_path_factory.mktemp("site"))
    assert main(["reading", "--format", "json", "--root", str(root)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["index"]["en"]["over"] == ["average"]
    assert found["index"]["fr"]["over"] == []

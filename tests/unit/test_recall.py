"""Codes on paper: their signs, what they stand for, and a register from which nothing is lost."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from pydantic import Field, create_model

from scripts.library.model import Text
from scripts.library.recall import (
    CODE,
    LENGTH,
    SIGNS,
    DigestText,
    Edition,
    Register,
    Release,
    Seal,
    Value,
    Withdrawal,
    code_of,
    is_code,
    register_faults,
    register_text,
    seal_text,
    sealed,
    spaced,
    with_release,
)
from scripts.library.standing import Change, standings
from scripts.library.yaml_file import parse_yaml

DAY = dt.date(2026, 12, 1)
LOOK_ALIKE = ("0oq", "1ijl", "2z", "5s", "8b", "uv", "m", "g", "aeiou")
CODES = [code_of("sheet", {"fr": {"fact:a": str(n)}}) for n in range(20)]


def value(key: str, words: str) -> Value:
    """Words that differ a little in each language."""
    return Value(key=key, certainty="reported", fr=f"{words} fr", nl=f"{words} nl", en=words)


VALUES = {key: value(key, key) for key in ("title:sheet", "title:card", "fact:a", "fact:b")}


def carried(language: str, *keys: str, part: str = "0" * 16) -> dict[str, str]:
    """What a leaflet with these facts prints in a language."""
    words = {key: f"{getattr(VALUES[key], language)} [reported]" for key in keys}
    return {**words, "part:letter#dates": part}


def sheet(*languages: str, keys: tuple[str, ...] = ("title:sheet", "fact:a")) -> Edition:
    """The leaflet 'sheet' in these languages."""
    return Edition("sheet", {language: carried(language, *keys) for language in languages})


CARD = Edition("card", {"nl": carried("nl", "title:card", "fact:b")})


@pytest.fixture
def register() -> Register:
    """Two releases: a sheet in three choices, then a card."""
    first = with_release(Register(), [sheet("fr"), sheet("nl"), sheet("fr", "nl")], VALUES, DAY)
    return with_release(first, [sheet("fr"), CARD], VALUES, DAY + dt.timedelta(days=9))


def test_no_sign_looks_like_another() -> None:
    assert len(set(SIGNS)) == len(SIGNS) == 17
    assert SIGNS.lower() == SIGNS
    for group in LOOK_ALIKE:
        assert not set(group) & set(SIGNS), group


def test_every_single_wrong_sign_is_caught() -> None:
    for code in CODES:
        assert is_code(code)
        for place in range(LENGTH):
            for sign in set(SIGNS) - {code[place]}:
                assert not is_code(code[:place] + sign + code[place + 1 :])


def test_every_swap_of_two_signs_is_caught() -> None:
    """Neighbours, and any two others as well."""
    swaps = 0
    for code in CODES:
        for one, other in combinations(range(LENGTH), 2):
            signs = list(code)
            signs[one], signs[other] = signs[other], signs[one]
            if code[one] != code[other]:
                swaps += 1
                assert not is_code("".join(signs))
    assert swaps > 500


def test_random_text_is_seldom_a_code() -> None:
    chance = random.Random(7)
    found = sum(is_code("".join(chance.choices(SIGNS, k=LENGTH))) for _ in range(17_000))
    assert 800 < found < 1200


@pytest.mark.parametrize("text", ["", "3c3", CODES[0].upper(), f"{CODES[0]} ", CODES[0][:-1] + "o"])
def test_other_text_is_no_code(text: str) -> None:
    assert not is_code(text)


def test_a_code_is_read_aloud_in_threes() -> None:
    assert spaced("3c3cc3crt") == "3c3 cc3 crt"


def test_the_same_content_has_the_same_code_in_whatever_order_it_was_read() -> None:
    one = code_of("sheet", {"fr": {"a": "1", "b": "2"}})
    assert one == code_of("sheet", {"fr": {"b": "2", "a": "1"}})
    others = {
        code_of("other", {"fr": {"a": "1", "b": "2"}}),
        code_of("sheet", {"nl": {"a": "1", "b": "2"}}),
        code_of("sheet", {"fr": {"a": "1", "b": "3"}}),
        code_of("sheet", {"fr": {"a": "1"}}),
        code_of("sheet", {"fr": {"a": "1"}, "nl": {"b": "2"}}),
        code_of("sheet", {"nl": {"b": "2"}, "fr": {"a": "1"}}),
    }
    assert len(others | {one}) == 7


def test_a_release_adds_what_is_new_and_keeps_the_rest(register: Register) -> None:
    assert [release.leaflet for release in register.releases] == ["sheet", "card"]
    assert list(register.releases[0].codes) == ["fr", "nl", "fr-nl"]
    assert list(register_faults(register, sealed(register))) == []
    again = with_release(register, [sheet("fr"), CARD], VALUES, DAY)
    assert again == register


def test_a_register_is_read_as_it_was_written(register: Register) -> None:
    text = register_text(register, "# A comment.\n")
    assert text.startswith("# A comment.\n")
    assert Register.model_validate(parse_yaml(text, "x").value) == register
    seal = sealed(register)
    assert Seal.model_validate(parse_yaml(seal_text(seal, ""), "x").value) == seal


def grown_register() -> type[Register]:
    """The shapes of the register after a language and other fields were added, all optional."""
    value_shape = create_model("Value", __base__=Value, ar=(Text | None, None), note=(str, ""))
    release_shape = create_model("Release", __base__=Release, sheets=(list[int], []))
    return create_model(
        "Register",
        __base__=Register,
        releases=(list[release_shape], Field(default=[])),  # type: ignore[valid-type]
        values=(dict[DigestText, value_shape], Field(default={})),  # type: ignore[valid-type]
    )


def test_a_language_or_field_added_later_changes_no_released_code(register: Register) -> None:
    text = register_text(register, "")
    grown = grown_register().model_validate(parse_yaml(text, "x").value)
    assert {"ar", "note"} <= set(next(iter(grown.values.values())).model_dump())
    assert list(register_faults(grown, sealed(register))) == []
    assert grown.codes.keys() == register.codes.keys()
    assert sealed(grown) == sealed(register)
    assert register_text(with_release(grown, [sheet("fr"), CARD], VALUES, DAY), "") == text


def test_a_word_in_the_added_language_is_part_of_the_fingerprint(register: Register) -> None:
    plain = yaml.safe_load(register_text(register, ""))
    next(iter(plain["values"].values()))["ar"] = "كلمة"
    grown = grown_register().model_validate(plain)
    assert list(register_faults(grown, sealed(register)))


def edited(register: Register, change: Callable[[dict[str, object]], None]) -> Register:
    """The register after somebody changed the file."""
    plain = yaml.safe_load(register_text(register, ""))
    change(plain)
    return Register.model_validate(plain)


def drop_a_code(plain: dict[str, object]) -> None:
    """Take one language out of a release."""
    del plain["releases"][0]["codes"]["nl"]  # type: ignore[index]


def drop_a_release(plain: dict[str, object]) -> None:
    """Take the first release out."""
    del plain["releases"][0]  # type: ignore[attr-defined]


def drop_the_end(plain: dict[str, object]) -> None:
    """Cut the last release off."""
    del plain["releases"][-1]  # type: ignore[attr-defined]


def drop_everything(plain: dict[str, object]) -> None:
    """Start again."""
    plain["releases"], plain["values"] = [], {}


def drop_words(plain: dict[str, object]) -> None:
    """Take the words of a fact out."""
    plain["values"].popitem()  # type: ignore[attr-defined]


def other_words(plain: dict[str, object]) -> None:
    """Make a sheet say what it did not say."""
    next(iter(plain["values"].values()))["fr"] = "autre"  # type: ignore[attr-defined]


def other_day(plain: dict[str, object]) -> None:
    """Date a release back."""
    plain["releases"][0]["day"] = dt.date(2020, 1, 1)  # type: ignore[index]


def other_last_day(plain: dict[str, object]) -> None:
    """Date the last release back."""
    plain["releases"][-1]["day"] = dt.date(2020, 1, 1)  # type: ignore[index]


def other_code(plain: dict[str, object]) -> None:
    """Let a code stand for another sheet."""
    codes = plain["releases"][0]["codes"]  # type: ignore[index]
    codes["fr"] = CODES[0]


def other_part(plain: dict[str, object]) -> None:
    """Change the fingerprint of a part."""
    plain["releases"][1]["parts"]["nl"]["letter#dates"] = "1" * 16  # type: ignore[index]


def swapped(plain: dict[str, object]) -> None:
    """Turn the order around."""
    plain["releases"].reverse()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "change",
    [
        drop_a_code,
        drop_a_release,
        drop_the_end,
        drop_everything,
        drop_words,
        other_words,
        other_day,
        other_last_day,
        other_code,
        other_part,
        swapped,
    ],
    ids=lambda change: change.__name__,
)
def test_nothing_is_taken_out_unseen(
    register: Register, change: Callable[[dict[str, object]], None]
) -> None:
    faults = list(register_faults(edited(register, change), sealed(register)))
    assert faults, change.__doc__


def test_unknown_keys_and_malformed_codes_are_refused(register: Register) -> None:
    plain = register.releases[0].model_dump()
    for key, wrong in (("colour", "red"), ("codes", {"fr": "0"}), ("codes", {"french": CODES[0]})):
        with pytest.raises(ValueError, match=key):
            Release.model_validate({**plain, key: wrong})
    assert CODE.startswith("^")


def states(register: Register, *editions: Edition, **withdrawn: Withdrawal) -> dict[str, str]:
    """Code -> what its page says."""
    return {found.code: found.state for found in standings(register, withdrawn, editions)}


def test_a_sheet_is_right_while_it_says_the_same(register: Register) -> None:
    now = (sheet("fr"), sheet("nl"), sheet("fr", "nl"), CARD, sheet("en"))
    found = standings(register, {}, now)
    assert {entry.state for entry in found} == {"right"}
    assert [entry.released for entry in found][-1] is None
    assert all(not changes for entry in found for changes in entry.changes.values())


def test_a_changed_fact_is_told_with_old_and_new_words(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = sheet("fr").code
    monkeypatch.setitem(VALUES, "fact:a", value("fact:a", "new"))
    [found] = [e for e in standings(register, {}, [sheet("fr")]) if e.code == old]
    assert found.state == "changed"
    change = Change("fact:a", "fact:a fr [reported]", "new fr [reported]")
    assert found.changes["fr"] == (change,)


def test_a_fact_that_is_gone_and_a_leaflet_that_is_gone(register: Register) -> None:
    old = sheet("fr").code
    [found] = [
        entry
        for entry in standings(register, {}, [sheet("fr", keys=("title:sheet",))])
        if entry.code == old
    ]
    assert found.changes["fr"] == (Change("fact:a", "fact:a fr [reported]", ""),)
    assert states(register, sheet("fr"))[CARD.code] == "withdrawn"


def test_what_is_withdrawn_says_so_for_a_leaflet_or_for_one_code(register: Register) -> None:
    reason = Withdrawal(since=DAY, fr="Retiré", nl="Ingetrokken", en="Withdrawn")
    now = (sheet("fr"), sheet("nl"), sheet("fr", "nl"), CARD)
    assert states(register, *now, card=reason)[CARD.code] == "withdrawn"
    found = states(register, *now, **{sheet("nl").code: reason})
    assert [code for code, state in found.items() if state == "withdrawn"] == [sheet("nl").code]


def test_the_real_register_is_honestly_empty_until_the_first_release(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "data/releases.yaml").read_text("utf-8")
    register = Register.model_validate(parse_yaml(text, "x").value)
    assert register.releases or not register.values

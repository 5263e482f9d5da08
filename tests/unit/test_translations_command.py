"""The command `translations`: lists states, stamps what was touched, refuses what was not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.__main__ import main
from scripts.checks.translated import notices
from scripts.library import load_site
from scripts.library.translation import fingerprint, stale_sections
from tests.built import real_site
from tests.unit.sites import BASE, copy_content, findings_of, replace

WORDS = ("Gardez une copie de votre demande", "Gardez aussi une copie de votre demande")
TOUCHED = ("Bewaar een kopie van uw vraag", "Bewaar ook een kopie van uw vraag")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the base site, stamped."""
    return copy_content(BASE, tmp_path)


def run(root: Path, *arguments: str) -> int:
    return main(["translations", "--root", str(root), *arguments])


def change_french(root: Path) -> None:
    replace(root / "docs/fr/order.md", *WORDS)


def state(root: Path, language: str = "nl") -> dict[str, str]:
    """Sections of order.md that are not current, with their notice."""
    page = load_site(root).pages[language]["order"]
    return {section: unit.title for section, unit in stale_sections(load_site(root), page).items()}


def test_every_section_of_the_real_content_is_stamped(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translations", "list"]) == 0
    shown = capsys.readouterr()
    assert "never stamped" not in shown.out
    assert "no longer there" not in shown.out
    assert "nl: " in shown.err


def test_a_change_of_words_makes_one_section_stale_in_each_language(root: Path) -> None:
    change_french(root)
    assert state(root, "nl") == {"time": "Hoeveel tijd hebt u?"}
    assert list(state(root, "en")) == ["time"]
    assert state(root, "fr") == {}
    assert findings_of(root) == []
    names = [f"{kept.unit.path} {kept.unit.name}" for kept in notices(load_site(root))]
    assert names == ["docs/nl/order.md order#time", "docs/en/order.md order#time"]


def test_the_list_names_what_is_stale(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change_french(root)
    assert run(root) == 0
    shown = capsys.readouterr()
    assert "docs/nl/order.md:19: nl order#time is older than the French words" in shown.out
    assert "nl: 14 current, 1 wording" in shown.err


def test_what_was_not_touched_is_not_stamped(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_french(root)
    before = (root / "data/translations/nl.yaml").read_bytes()
    assert run(root, "stamp", "nl", "order#count", "order#time") == 1
    assert "'order#time' was not touched" in capsys.readouterr().err
    assert (root / "data/translations/nl.yaml").read_bytes() == before


def test_a_current_section_that_was_not_touched_is_not_stamped(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "stamp", "nl", "order#time") == 1
    assert "'order#time' is as it was stamped" in capsys.readouterr().err


def test_own_words_that_changed_since_the_stamp_are_told_and_no_finding(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(root / "docs/nl/order.md", *TOUCHED)
    assert run(root) == 0
    shown = capsys.readouterr()
    assert "docs/nl/order.md:19: nl order#time has other words than those stamped" in shown.out
    assert "nl: 15 current, 1 with other words than stamped" in shown.err
    assert main(["check", "--root", str(root)]) == 0
    assert "1 stamped section changed in translation" in capsys.readouterr().err
    assert run(root, "stamp", "nl", "order#time") == 0
    assert run(root) == 0
    assert "other words" not in capsys.readouterr().out


def test_a_new_stamp_keeps_the_reason_while_the_french_text_stays(root: Path) -> None:
    change_french(root)
    reason = "the French 'aussi' says nothing new"
    assert run(root, "stamp", "nl", "order#time", "--wording-only", reason) == 0
    replace(root / "docs/nl/order.md", *TOUCHED)
    assert run(root, "stamp", "nl", "order#time") == 0
    assert load_site(root).translations["nl"]["order"]["time"].wording_only == reason
    replace(root / "docs/fr/order.md", WORDS[1], WORDS[0])
    replace(root / "docs/nl/order.md", *reversed(TOUCHED))
    assert run(root, "stamp", "nl", "order#time") == 0
    assert load_site(root).translations["nl"]["order"]["time"].wording_only is None


def test_a_negation_of_a_head_without_facts_asks_for_a_stamp(root: Path) -> None:
    """The head "No lawyer has read this" lost its "no" in every language, and no rule said so."""
    path = root / "docs/fr/help.md"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^title: .*", "title: Ne venez pas", text), encoding="utf-8")
    found = [finding.path for finding in findings_of(root, "LANG11")]
    assert found == ["docs/en/help.md", "docs/nl/help.md"]


def test_a_reflow_is_no_touch(root: Path) -> None:
    change_french(root)
    replace(root / "docs/nl/order.md", "Ja, u kunt", "**Ja**,\nu kunt")
    assert run(root, "stamp", "nl", "order#time") == 1


def test_what_was_touched_is_stamped_alone(root: Path) -> None:
    change_french(root)
    replace(root / "docs/nl/order.md", *TOUCHED)
    assert run(root, "stamp", "nl", "order#time") == 0
    assert state(root, "nl") == {}
    assert list(state(root, "en")) == ["time"]


def test_a_change_of_wording_is_declared_with_its_reason(root: Path) -> None:
    change_french(root)
    reason = "the French 'aussi' says nothing new"
    assert run(root, "stamp", "nl", "order#time", "--wording-only", " ") == 1
    assert run(root, "stamp", "nl", "order#time", "--wording-only", reason) == 0
    assert state(root, "nl") == {}
    assert load_site(root).translations["nl"]["order"]["time"].wording_only == reason


def test_a_hard_fact_asks_for_a_stamp(root: Path) -> None:
    replace(root / "docs/fr/order.md", "Vous devez respecter ces", "Vous devez suivre ces")
    assert findings_of(root, "LANG11") == []
    replace(root / "docs/fr/order.md", "Vous devez suivre ces", "Vous ne devez pas suivre ces")
    found = [(finding.path, finding.line) for finding in findings_of(root, "LANG11")]
    assert found == [("docs/en/order.md", 19), ("docs/nl/order.md", 19)]


def test_new_stamps_only_what_has_none(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change_french(root)
    for code, title in (("fr", "Et après ?"), ("nl", "En daarna?"), ("en", "And then?")):
        path = root / f"docs/{code}/order.md"
        path.write_text(path.read_text("utf-8") + f"\n## {title} {{#then}}\n", encoding="utf-8")
    assert run(root, "stamp", "--new") == 0
    assert capsys.readouterr().out == "stamped nl order#then\nstamped en order#then\n"
    assert list(state(root, "nl")) == ["time"]


def test_a_section_that_is_gone_is_listed_then_dropped(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "data/translations/nl.yaml"
    path.write_text(path.read_text("utf-8").replace("  count:", "  counted:"), encoding="utf-8")
    assert run(root, "list") == 0
    assert "nl order#counted stamped, and no longer there" in capsys.readouterr().out
    assert run(root, "stamp", "nl", "order#count") == 0
    assert "counted" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["stamp", "nl"], 2, "page#section"),
        (["stamp", "nl", "order#time", "--new"], 2, "page#section"),
        (["stamp", "fr", "order#time"], 1, "not a translated language"),
        (["stamp", "nl", "order#nothing"], 1, "no section 'order#nothing'"),
    ],
)
def test_misuse_gives_one_line(
    arguments: list[str],
    code: int,
    said: str,
    root: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(root, *arguments) == code
    shown = capsys.readouterr().err
    assert said in shown
    assert len(shown.splitlines()) == 1


def test_the_file_does_not_change_when_nothing_is_new(root: Path) -> None:
    before = (root / "data/translations/en.yaml").read_bytes()
    assert run(root, "stamp", "--new") == 0
    assert (root / "data/translations/en.yaml").read_bytes() == before


@pytest.mark.parametrize("text", ["a b", "a\n\n  b", "**a** b", "a\u00a0b", "a\u202fb"])
def test_form_is_not_part_of_the_fingerprint(text: str) -> None:
    assert fingerprint(text) == fingerprint("a b")


def test_words_are_part_of_the_fingerprint() -> None:
    assert len({fingerprint(text) for text in ("a b", "ab", "a B", "b a")}) == 4


def test_a_stamp_of_an_unknown_language_is_refused(root: Path) -> None:
    (root / "data/translations/de.yaml").write_text("order: {}\n", encoding="utf-8")
    [found] = findings_of(root)
    assert str(found).startswith("data/translations/de.yaml:1: DATA05 no language 'de'")


def test_the_real_stamps_are_loaded() -> None:
    site = real_site()
    assert sum(len(page) for page in site.translations["nl"].values()) > 150

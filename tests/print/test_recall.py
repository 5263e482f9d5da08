"""Paper can be called back: a changed fact flips every code that carries it, and no other."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from scripts import leaflets, release
from scripts.__main__ import main
from scripts.leaflets import registered
from scripts.leaflets.build import Job, Wanted, jobs_of, prepare
from scripts.leaflets.recall import edition_of, values_of
from scripts.library import ContentError, Fact, LeafletFile, Site, load_site
from scripts.library import site as content
from scripts.library.recall import RELEASES, SEAL, Edition, Register, is_code, with_release
from scripts.site.verify import VerifyView, verify_views
from tests.built import ROOT
from tests.print.test_faults import copy_of_content, replace_in
from tests.unit.sites import findings_of
from tests.unit.test_recall import grown_register

SITE_URL = "https://icam.info.be/"
DAY = dt.date(2026, 12, 1)
FACT = "pact-law-date"
"""A hard fact that stands on some leaflets, by their cautions, and not on all."""

SMALL = frozenset({"first-steps", "workers", "wallet", "lawyer-sheet"})


@pytest.fixture(scope="module")
def site() -> Site:
    """The real content."""
    return load_site(ROOT)


@pytest.fixture(scope="module")
def jobs(site: Site) -> list[Job]:
    """Every leaflet with its words."""
    return jobs_of(site, SITE_URL)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content that the command works on."""
    monkeypatch.setenv("SITE_URL", SITE_URL)
    copy = copy_of_content(tmp_path / "root")
    (copy / "overrides").symlink_to(ROOT / "overrides")
    monkeypatch.setattr(leaflets, "ROOT", copy)
    return copy


@pytest.fixture
def few(root: Path) -> Path:
    """The copy with few leaflets, to be quick."""
    for path in (root / "leaflets").glob("*.yaml"):
        if path.stem not in {*SMALL, "settings", "words"}:
            path.unlink()
    return root


def again(job: Job) -> Edition:
    """What a leaflet carries, looked up anew."""
    return edition_of(job.site, job.shelf, job.leaflet, job.contents)


def codes_of(root: Path, wanted: Wanted | None = None) -> dict[str, str]:
    """File name -> code."""
    return {job.name: job.edition.code for job in jobs_of(load_site(root), SITE_URL, wanted)}


def change_fact(root: Path) -> None:
    """Other words for the fact as an editor enters them, put on every page by the command."""
    path = root / load_site(root).place("facts", FACT).path
    head, start, rest = path.read_text("utf-8").partition(f"{FACT}:\n")
    for old, new in (
        ('fr: "12 juin 2026"', "fr: 3 mai 2027"),
        ('nl: "12 juni 2026"', "nl: 3 mei 2027"),
        ('en: "12 June 2026"', "en: 3 May 2027"),
    ):
        assert old in rest
        rest = rest.replace(old, new, 1)
    path.write_text(head + start + rest, "utf-8")
    assert main(["facts", "fix", "--root", str(root)]) == 0


def test_every_file_has_its_own_code(jobs: list[Job]) -> None:
    codes = [job.edition.code for job in jobs]
    assert len(set(codes)) == len(codes) == 11 * 6 + 3
    assert all(map(is_code, codes))


def test_the_same_source_gives_the_same_codes_at_any_address(jobs: list[Job]) -> None:
    again = jobs_of(load_site(ROOT), "http://127.0.0.1:8000/")
    assert [job.edition.code for job in again] == [job.edition.code for job in jobs]


def with_other_words(fact: Fact, names: list[str]) -> Fact:
    """The fact with the same new words in every language for these wordings ('': the only one)."""
    shown = fact.current.shown
    other = {}
    for code in ("fr", "nl", "en"):
        words = {**shown.wordings(code), **dict.fromkeys(names, "other words")}
        other[code] = words.get("", words)
    value = fact.current.model_copy(update={"shown": shown.model_copy(update=other)})
    values = {day: value if kept is fact.current else kept for day, kept in fact.values.items()}
    return fact.model_copy(update={"values": values})


def test_each_wording_flips_the_codes_of_the_sheets_that_print_it_and_no_other(
    site: Site, jobs: list[Job]
) -> None:
    """A sheet with the first time limit stays right when the longest one changes."""
    some = [job for job in jobs if job.languages == ("en",)]
    kept = flips = 0
    for identifier, fact in site.facts.items():
        names = [name for name in fact.current.shown.wordings("en") if name]
        if not any(identifier in job.fact_ids for job in some):
            continue
        for name in names:
            key = f"fact:{identifier}#{name}"
            expected = {job.name for job in some if key in job.edition.carried["en"]}
            site.facts[identifier] = with_other_words(fact, [name])
            try:
                flipped = {job.name for job in some if again(job).code != job.edition.code}
            finally:
                site.facts[identifier] = fact
            assert flipped == expected, key
            flips, kept = flips + bool(flipped), kept + (not flipped)
    assert flips > 20
    assert kept > 5


def test_a_link_to_another_wording_flips_the_code(root: Path) -> None:
    wanted = Wanted(frozenset({"booklet"}), frozenset({"en"}))
    before = codes_of(root, wanted)
    replace_in(
        root / "docs/en/deadlines.md",
        "It gives [10 days](fact:appeal-days#accelerated)",
        "It gives [5 or 10 days](fact:appeal-days#urgent)",
    )
    assert codes_of(root, wanted) != before


def test_each_hard_fact_flips_the_codes_that_carry_it_and_no_other(
    site: Site, jobs: list[Job]
) -> None:
    """Nobody lists them: all hard facts of the registry, one after the other."""
    carried = 0
    some = [job for job in jobs if job.languages in (("fr",), ("nl", "en"))]
    for identifier, fact in site.facts.items():
        expected = {job.name for job in some if identifier in job.fact_ids}
        if fact.severity != "hard" or (not expected and carried % 4):
            continue
        site.facts[identifier] = with_other_words(fact, list(fact.current.shown.wordings("fr")))
        try:
            flipped = {job.name for job in some if again(job).code != job.edition.code}
        finally:
            site.facts[identifier] = fact
        assert flipped == expected, identifier
        carried += bool(expected)
    assert carried > 20


def test_a_fact_changed_on_disk_flips_exactly_what_carries_it(root: Path) -> None:
    before = codes_of(root)
    carry = {job.name for job in jobs_of(load_site(root), SITE_URL) if FACT in job.fact_ids}
    change_fact(root)
    after = codes_of(root)
    assert {name for name in before if before[name] != after[name]} == carry
    assert 6 <= len(carry) < len(before)
    assert "fr-first-steps" in carry
    assert "fr-wallet" not in carry


def test_a_word_of_a_section_flips_its_language_only(root: Path) -> None:
    wanted = Wanted(frozenset({"first-steps", "wallet"}))
    before = codes_of(root, wanted)
    replace_in(root / "docs/nl/index.md", "1. **Bewaar", "1. **Kijk. Bewaar")
    after = codes_of(root, wanted)
    flipped = {name for name in before if before[name] != after[name]}
    assert flipped == {f"{c}-first-steps" for c in ("nl", "fr-nl", "nl-en")}


def test_a_contact_checked_again_keeps_its_code_and_a_new_number_does_not(root: Path) -> None:
    wanted = Wanted(frozenset({"first-steps", "wallet"}), frozenset({"fr"}))
    before = codes_of(root, wanted)
    path = root / "data/contacts.yaml"
    before_cire, start, rest = path.read_text("utf-8").partition("\ncire:\n")
    rest = rest.replace("checked: {on: 2026-11-23", "checked: {on: 2026-11-25", 1)
    path.write_text(before_cire + start + rest, "utf-8")
    assert load_site(root).contacts["cire"].checked.on == dt.date(2026, 11, 25)
    assert codes_of(root, wanted) == before
    rest = rest.replace("3226297723", "3226297700", 1).replace("02 629 77 23", "02 629 77 00", 1)
    path.write_text(before_cire + start + rest, "utf-8")
    after = codes_of(root, wanted)
    assert after["fr-first-steps"] != before["fr-first-steps"]
    assert after["fr-wallet"] == before["fr-wallet"]


def test_nothing_touched_makes_nothing_and_one_fact_makes_those_that_carry_it(root: Path) -> None:
    wanted = Wanted(SMALL, frozenset({"fr"}))
    first = prepare(load_site(root), SITE_URL, wanted=wanted)
    assert len(first.fresh) == len(first.jobs) == 4
    assert prepare(load_site(root), SITE_URL, wanted=wanted).fresh == ()
    change_fact(root)
    again = prepare(load_site(root), SITE_URL, wanted=wanted)
    carry = {job.name for job in again.jobs if FACT in job.fact_ids}
    assert set(again.fresh) == carry
    assert carry
    assert len(carry) < len(again.jobs)


def test_the_same_source_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    wanted = Wanted(SMALL, frozenset({"en"}))
    made = []
    for name in ("one", "two"):
        batch = prepare(load_site(root), SITE_URL, wanted=wanted)
        files = batch.put(tmp_path / name)
        pictures = [file.picture for file in batch.files().values()]
        made.append(([path.read_bytes() for path in files], pictures))
        for path in (root / ".build/leaflets").iterdir():
            path.unlink()
    assert made[0] == made[1]
    assert len(made[0][0]) == 8


def test_the_picture_is_small_and_of_the_first_page(root: Path) -> None:
    wanted = Wanted(frozenset({"wallet"}), frozenset({"fr", "nl", "en", "fr-nl"}))
    files = prepare(load_site(root), SITE_URL, wanted=wanted).files()
    assert {name for name, file in files.items() if file.picture} == {
        ("wallet", code) for code in ("fr", "nl", "en")
    }
    pictures = [file.picture for file in files.values() if file.picture]
    # A card shows French and Dutch to everybody, and English beneath to who reads it.
    assert pictures[0] == pictures[1] != pictures[2]
    assert all(picture.startswith(b"\x89PNG") and len(picture) < 2_000 for picture in pictures)


def test_two_leaflets_never_share_a_code(site: Site, jobs: list[Job], root: Path) -> None:
    """A code that the register gave to another leaflet is refused."""
    mine = jobs[0].edition
    other = Edition("wallet", mine.carried)
    values = values_of(site, [mine])
    taken = with_release(Register(), [other], values, DAY)
    codes = {"fr": mine.code}
    forged = taken.releases[0].model_copy(update={"codes": codes})
    spoilt = load_site(root)
    spoilt.register = Register(releases=[forged], values=taken.values)
    with pytest.raises(ContentError) as caught:
        jobs_of(spoilt, SITE_URL, Wanted(frozenset({"first-steps"}), frozenset({"fr"})))
    assert re.search(
        rf"PRINT12 first-steps, fr: code '{mine.code}' is that of wallet, fr", str(caught.value)
    )


def views(site: Site, *, draft: bool = False) -> dict[str, VerifyView]:
    """Code -> its page, of leaflets that are not typeset."""
    site.leaflet_files = {
        (job.id, "-".join(job.languages)): LeafletFile(
            job.edition, 2, f"{job.name}.pdf", f"{job.name}-print.pdf", 1, 1, b""
        )
        for job in jobs_of(site, SITE_URL)
    }
    found = verify_views(site, draft=draft)
    return {path.removeprefix("v/").rstrip("/"): view for path, view in found}


def release_all(root: Path) -> dict[str, str]:
    """Write down every code, as a release does; file name -> code."""
    release.write_register(root, registered(load_site(root), SITE_URL, DAY))
    for rule in ("LEAF01", "LEAF02"):
        assert findings_of(root, rule) == []
    return codes_of(root)


@pytest.mark.day
def test_a_changed_fact_is_told_in_the_languages_of_the_sheet(few: Path) -> None:
    old = release_all(few)
    change_fact(few)
    told = views(load_site(few))
    answers = told[old["fr-nl-first-steps"]].answers
    assert [answer.language for answer in answers] == ["fr", "nl"]
    for answer, before, now in zip(
        answers, ("12 juin 2026", "12 juni 2026"), ("3 mai 2027", "3 mei 2027"), strict=True
    ):
        assert answer.state == "changed"
        [fact] = answer.facts
        assert (fact.old.replace("\u00a0", " "), fact.new.replace("\u00a0", " ")) == (before, now)
        assert answer.parts == []
        new = f"../../print/{'fr-nl-first-steps'}-print.pdf"
        assert new in [address for address, _ in answer.links]
    assert told[old["fr-wallet"]].answers[0].state == "right"
    assert told[codes_of(few)["fr-first-steps"]].answers[0].state == "right"


def test_a_language_added_to_the_registry_leaves_every_released_code_valid(
    few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = release_all(few)
    written = (few / RELEASES).read_text("utf-8"), (few / SEAL).read_text("utf-8")
    monkeypatch.setattr(content, "Register", grown_register())
    grown = load_site(few)
    assert all(hasattr(value, "ar") for value in grown.register.values.values())
    assert [finding for finding in findings_of(few) if finding.rule.startswith("LEAF")] == []
    assert codes_of(few) == old
    release.write_register(few, registered(grown, SITE_URL, DAY + dt.timedelta(days=30)))
    assert ((few / RELEASES).read_text("utf-8"), (few / SEAL).read_text("utf-8")) == written


@pytest.mark.day
def test_a_changed_text_is_told_apart_from_a_changed_fact(few: Path) -> None:
    old = release_all(few)
    replace_in(few / "docs/en/letter.md", "{#dates}\n", "{#dates}\n\nOne more line.\n")
    [answer] = views(load_site(few))[old["en-first-steps"]].answers
    assert answer.state == "changed"
    assert answer.facts == []
    assert [part.address for part in answer.parts] == ["../../en/letter/#dates"]
    assert any("Only the text has changed" in line for line in answer.lines)


@pytest.mark.day
def test_a_withdrawn_leaflet_gives_its_reason(few: Path) -> None:
    old = release_all(few)
    (few / "leaflets/workers.yaml").unlink()
    said = [finding.message for finding in findings_of(few, "LEAF02")]
    assert said[0].startswith("leaflet 'workers' is gone; say why in data/withdrawn.yaml")
    (few / "data/withdrawn.yaml").write_text(
        "workers: {since: 2027-01-10, fr: Trop vieux., nl: Te oud., en: Too old.}\n", "utf-8"
    )
    assert findings_of(few, "LEAF02") == []
    answers = views(load_site(few))[old["nl-en-workers"]].answers
    assert [answer.lines[0] for answer in answers] == ["Te oud.", "Too old."]
    assert {answer.state for answer in answers} == {"withdrawn"}
    assert not any(".pdf" in address for answer in answers for address, _ in answer.links)


@pytest.mark.day
def test_a_sheet_of_a_draft_says_so_and_a_released_one_does_not(few: Path) -> None:
    drafts = views(load_site(few), draft=True)
    assert all(view.draft for view in drafts.values())
    release_all(few)
    assert not any(view.draft for view in views(load_site(few), draft=True).values())


def test_list_names_every_file_with_its_code(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = Wanted(frozenset({"wallet"}), frozenset({"en"}))
    prepare(load_site(root), SITE_URL, wanted=wanted).put(tmp_path / "out")
    assert leaflets.main(["--list", "--only", "wallet", "--out", str(tmp_path / "out")]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 6
    code = r"[3-9a-z]{3} [3-9a-z]{3} [3-9a-z]{3}"
    assert re.fullmatch(rf"wallet fr: card, 2 pages, not made, {code}: Carte à montrer", rows[0])
    size = r"1\d \+ 1\d KB"
    assert re.fullmatch(rf"wallet en: card, 2 pages, {size}, {code}: Card to show", rows[2])

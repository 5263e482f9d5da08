"""Which leaflets there are, the day they bear, and how many pages they have: all of it counted."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pikepdf
import pytest
import yaml

from scripts.leaflets import prepare
from scripts.leaflets.build import Job, jobs_of
from scripts.leaflets.definition import load_shelf
from scripts.leaflets.job import Wanted
from scripts.library import ContentError, Language, LeafletFile, Site, load_site
from scripts.markup import Context
from scripts.markup.leaflets import leaflet_html
from tests.built import ROOT, real_site
from tests.print.paper import page_sizes, words_of
from tests.print.test_faults import SITE_URL, copy_of_content, replace_in

LATER = dt.date(2026, 11, 28)


def language(*, official: bool = False, rtl: bool = False, draft: bool = False) -> Language:
    """An entry of data/languages.yaml."""
    return Language(
        name="Name",
        dir="rtl" if rtl else "ltr",
        state="draft" if draft else "published",
        source=False,
        official=official,
    )


def pairs(**languages: Language) -> list[tuple[str, str]]:
    """The pairs of a site with these languages."""
    return Site(ROOT, languages=languages).pairs


def test_each_language_stands_beside_each_official_one_once() -> None:
    assert real_site().pairs == [("fr", "nl"), ("fr", "en"), ("nl", "en")]
    official = language(official=True)
    assert pairs(en=language(), nl=official, fr=official, de=language()) == [
        ("nl", "fr"),
        ("nl", "en"),
        ("nl", "de"),
        ("fr", "en"),
        ("fr", "de"),
    ]
    assert pairs(fr=official, en=language(draft=True)) == []
    assert pairs(en=language(), de=language()) == []


def test_a_language_read_from_the_right_stands_on_the_right() -> None:
    official, turned = language(official=True), language(rtl=True)
    assert pairs(ar=turned, fr=official) == [("fr", "ar")]
    right = language(official=True, rtl=True)
    assert pairs(ar=right, en=language(), ps=turned) == [("en", "ar"), ("ar", "ps")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the content."""
    return copy_of_content(tmp_path / "root")


def job_of(root: Path, name: str, languages: str = "fr") -> Job:
    """One leaflet of a copy."""
    wanted = Wanted(frozenset({name}), frozenset({languages}))
    [job] = jobs_of(load_site(root), SITE_URL, wanted)
    return job


def check_again(root: Path, path: str, identifier: str) -> None:
    """Write a later day of check for a record."""
    text = (root / path).read_text("utf-8")
    start = re.search(rf"(?m)^{identifier}:", text)
    assert start
    rest = re.sub(
        r"checked: (\{on: )?2026-11-\d\d", rf"checked: \g<1>{LATER}", text[start.end() :], count=1
    )
    (root / path).write_text(text[: start.end()] + rest, "utf-8")


def test_a_sheet_bears_the_day_of_the_newest_check_of_what_it_prints(root: Path) -> None:
    site = load_site(root)
    steps, card = job_of(root, "first-steps"), job_of(root, "wallet")
    assert steps.version < LATER
    assert {"index", "letter", "deadlines", "prepare"} == set(steps.page_names)
    assert len(steps.fact_ids) > 1
    fact, contact = steps.fact_ids[0], steps.contact_ids[0]
    assert fact not in card.fact_ids
    for path, name in (
        (site.place("facts", fact).path, fact),
        ("data/contacts.yaml", contact),
        ("data/pages.yaml", "letter"),
    ):
        before = (root / path).read_text("utf-8")
        check_again(root, path, name)
        assert job_of(root, "first-steps").version == LATER, name
        assert job_of(root, "first-steps", "fr-nl").version == LATER
        assert job_of(root, "wallet").version == card.version
        (root / path).write_text(before, "utf-8")
    # What it does not print does not count, and all pages of the booklet do.
    check_again(root, "data/pages.yaml", "dublin")
    assert job_of(root, "first-steps").version == steps.version
    assert job_of(root, "booklet").version == LATER
    # Questions to a lawyer come from no page: the day of the page that their code opens.
    assert job_of(root, "lawyer-sheet").version == site.page_entries["lawyer"].checked


def test_a_value_that_came_into_force_after_its_check_gives_its_day_to_the_sheet() -> None:
    site = load_site(ROOT)
    wanted = Wanted(frozenset({"first-steps"}), frozenset({"fr"}))
    [before] = jobs_of(site, SITE_URL, wanted)
    fact = site.facts[before.fact_ids[0]]
    start = before.version + dt.timedelta(days=30)
    later = fact.model_copy(update={"values": {**fact.values, start: fact.current}})
    site.facts[before.fact_ids[0]] = later
    for day, version in ((start - dt.timedelta(days=1), before.version), (start, start)):
        later.print_for(day)
        [job] = jobs_of(site, SITE_URL, wanted)
        assert job.version == version


def test_no_other_day_enters_a_file(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit to a test made all files of paper again: they bore its day."""
    wanted = Wanted(frozenset({"workers"}), frozenset({"fr"}))
    made = []
    for number, epoch in enumerate(("0", "2000000000")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        monkeypatch.setenv("ICAM_DAY", f"203{number}-01-01")
        batch = prepare(load_site(root), SITE_URL, wanted=wanted)
        made.append([path.read_bytes() for path in batch.put(tmp_path / epoch)])
        (root / ".build/leaflets/fr-workers.json").unlink()
    assert made[0] == made[1]
    with pikepdf.open(tmp_path / "0/fr-workers.pdf") as pdf:
        created = str(pdf.docinfo["/CreationDate"])
    assert created.startswith(f"D:{job_of(root, 'workers').version:%Y%m%d}")


SHORT = {
    "id": "booklet",
    "number": 12,
    "format": "A5",
    "fold": True,
    "flow": True,
    "title": "booklet-title",
    "subtitle": "booklet-subtitle",
    "address": "index",
    "sides": [[{"numbers": ["index", "letter"]}], [{"page": "letter", "section": "dates"}]],
}


def test_the_pages_of_a_flowing_leaflet_are_counted(root: Path, tmp_path: Path) -> None:
    """A new page must not stop a build; a folded leaflet has 4, 8, 12 pages."""
    definition = root / "leaflets/booklet.yaml"
    definition.write_text(yaml.safe_dump(SHORT), "utf-8")
    wanted = Wanted(frozenset({"booklet"}), frozenset({"fr"}))
    counts = []
    for more in (0, 80):
        lines = "\n\n".join(
            "Une phrase de plus, qui a dix mots, prend sa place." for _ in range(more)
        )
        replace_in(root / "docs/fr/letter.md", "{#dates}\n", f"{{#dates}}\n\n{lines}\n")
        batch = prepare(load_site(root), SITE_URL, wanted=wanted)
        [reading, printed] = batch.put(tmp_path / str(more))
        [file] = batch.files().values()
        counts.append(file.pages)
        assert file.pages == len(page_sizes(reading)) == 2 * len(page_sizes(printed))
        filled = sum(bool(words) for words in words_of(reading))
        assert 0 <= file.pages - filled < 4
    assert counts == [4, 8]


@pytest.mark.parametrize("wrong", ["fold", "card"])
def test_what_is_cut_or_folded_has_a_fixed_number(wrong: str, root: Path) -> None:
    name = {"fold": "first-steps", "card": "wallet"}[wrong]
    old, new, said = {
        "fold": ("pages: 4\n", "", "'pages' is None, but there are 4 sides"),
        "card": (
            "pair: {format: card, pages: 2}",
            "pair: {format: card}",
            "a card in two languages has 'pages'",
        ),
    }[wrong]
    replace_in(root / f"leaflets/{name}.yaml", old, new)
    with pytest.raises(ContentError, match=said):
        load_shelf(root)


def test_the_page_of_leaflets_offers_what_is_not_typeset_yet() -> None:
    """While serving, a sheet is made when it is asked for: its files have names and no sizes."""
    site = load_site(ROOT)
    context = Context(site, "en", "leaflets", "screen")
    sheets = {sheet.id: sheet for sheet in site.sheets}
    assert site.leaflet_files == {}
    html = leaflet_html(context, sheets["workers"])
    names = re.findall(r'href="../../print/([^"]+)"', html)
    choices = ("en", "fr-en", "nl-en", "fr-nl")
    expected = [f"{choice}-workers{end}.pdf" for choice in choices for end in ("-print", "")]
    assert names == expected
    assert "KB" not in html
    assert "<img" not in html
    assert "None" not in html
    assert "<p>A4</p>" in html
    assert html.count("<li>") == 3
    assert "side by side" not in leaflet_html(context, sheets["booklet"])


def test_one_page_is_one_page() -> None:
    """Not '1 pages'."""
    site = load_site(ROOT)
    [job] = jobs_of(site, SITE_URL, Wanted(frozenset({"workers"}), frozenset({"en"})))
    made = LeafletFile(job.edition, 1, "a.pdf", "b.pdf", 7, 7, b"")
    site.leaflet_files["workers", "en"] = made
    sheet = next(sheet for sheet in site.sheets if sheet.id == "workers")
    assert "<p>A4, 1 page</p>" in leaflet_html(Context(site, "en", "leaflets", "screen"), sheet)

"""A value may be written down before its day: what is printed is chosen by the day of the build."""

import datetime as dt
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown import Markdown

from scripts.__main__ import main
from scripts.checks import command, run
from scripts.checks.upcoming import upcoming_values
from scripts.library import ContentError, Fact, load_site
from scripts.markup import Context, render
from scripts.markup.references import ReferenceProcessor
from tests.unit.sites import BASE, copy_content, findings_of, replace, stamp_all

FACTS = "data/facts/order.yaml"
SOURCES = """\
      sources:
        - {title: Article 39/57, publisher: justel, kind: law, url: "https://www.example.be/loi",\
 lang: fr, quote: six jours, published: 2026-11-01, read_on: 2026-11-23, read_as: stored-copy}
"""
LATER = f"""\
    2027-06-01:
      machine: P6D
      shown: {{fr: 6 jours, nl: 6 dagen, en: 6 days}}
{SOURCES}"""
CHECKED = (
    "  checked: {on: 2026-11-23, by: editor, how: stored-copy}\n  review_by: 2027-02-23\noffice"
)
DAY_BEFORE, START = dt.date(2027, 5, 31), dt.date(2027, 6, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base site; its time limit of an appeal changes on 1 June 2027."""
    copy_content(BASE, tmp_path)
    replace(tmp_path / FACTS, CHECKED, LATER + CHECKED)
    return tmp_path


def fact_on(root: Path, day: dt.date) -> Fact:
    return load_site(root, day).facts["appeal-time-limit"]


@pytest.mark.parametrize(
    ("day", "words"),
    [(dt.date(2026, 11, 23), "10 days"), (DAY_BEFORE, "10 days"), (START, "6 days")],
)
def test_the_value_in_force_on_the_day_is_printed(day: dt.date, words: str, root: Path) -> None:
    assert fact_on(root, day).current.shown.en == words


def test_a_day_before_the_check_prints_what_was_checked(root: Path) -> None:
    assert fact_on(root, dt.date(2000, 1, 1)).current.machine == "P10D"


@pytest.mark.day
def test_without_a_day_the_content_is_that_of_today(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICAM_DAY", START.isoformat())
    assert load_site(root).facts["appeal-time-limit"].current.machine == "P6D"
    monkeypatch.setenv("ICAM_DAY", DAY_BEFORE.isoformat())
    assert load_site(root).facts["appeal-time-limit"].current.machine == "P10D"


def test_a_fact_that_is_not_yet_in_force_is_refused(tmp_path: Path) -> None:
    """The page would print tomorrow's rule as today's."""
    root = copy_content(BASE, tmp_path)
    text = (root / FACTS).read_text(encoding="utf-8")
    late = text.replace("2012-02-27:\n      machine: P10D", "2027-06-01:\n      machine: P10D")
    assert late != text
    (root / FACTS).write_text(late, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_site(root)
    [finding] = caught.value.findings
    assert finding.rule == "DATA04"
    assert "no value is in force on 2026-11-23, the first starts on 2027-06-01; " in finding.message


def test_every_dated_value_earns_the_certainty(root: Path) -> None:
    """A later value from a newspaper would be printed as confirmed on its day."""
    text = (root / FACTS).read_text(encoding="utf-8")
    weak = LATER.replace("kind: law", "kind: press")
    (root / FACTS).write_text(text.replace(LATER, weak), encoding="utf-8")
    [finding] = findings_of(root)
    assert "'confirmed' needs a source of kind law or official" in finding.message


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2027-04-01", []),
        ("2027-04-02", ["on 2027-06-01, in 60 days"]),
        ("2027-05-31", ["on 2027-06-01, in 1 day;"]),
        ("2027-06-01", []),
    ],
)
def test_a_value_that_starts_soon_is_told(day: str, told: list[str], root: Path) -> None:
    lines = list(upcoming_values(load_site(root, START), dt.date.fromisoformat(day)))
    assert len(lines) == len(told)
    for line, words in zip(lines, told, strict=True):
        assert line.startswith(f"{FACTS}:28: 'appeal-time-limit' ")
        assert words in line


def test_check_lists_the_values_that_start_soon(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.main(["--root", str(root), "--only", "PAGE", "--dates", "2027-05-01"])
    assert "gets its next value on 2027-06-01, in 31 days" in capsys.readouterr().err


@pytest.mark.parametrize(("day", "words"), [(DAY_BEFORE, "10 days"), (START, "6 days")])
def test_the_page_prints_the_value_of_the_day(day: dt.date, words: str, root: Path) -> None:
    """A release on the day a law starts needs no other edit."""
    text = "You have [10 days](fact:appeal-time-limit)."
    html = render(load_site(root, day), "en", text, page="order").html
    assert re.findall(r">([^<]+)</a>", html.replace("\u00a0", " ")) == [words]


@pytest.mark.day
@pytest.mark.parametrize("day", [DAY_BEFORE, START])
def test_a_page_with_the_words_of_either_value_has_no_finding(day: dt.date, root: Path) -> None:
    stamp_all(root)
    assert run(load_site(root, day)) == []
    replace(root / "docs/en/order.md", "these [10 days](", "these [6 days](")
    assert run(load_site(root, day), "FACT") == []
    replace(root / "docs/en/order.md", "these [6 days](", "these [7 days](")
    [finding] = run(load_site(root, day), "FACT")
    assert "'7 days' is not the registry's '10 days' or '6 days'; " in finding.message


@pytest.mark.day
def test_fix_writes_the_value_of_the_day(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = root / "docs/en/order.md"
    for day, words in ((DAY_BEFORE, "10 days"), (START, "6 days")):
        monkeypatch.setenv("ICAM_DAY", day.isoformat())
        assert main(["facts", "fix", "--root", str(root)]) == 0
        assert f"these [{words}](fact:appeal-time-limit)" in page.read_text(encoding="utf-8")


def test_dated_values_name_their_wordings_alike(root: Path) -> None:
    """Else a link would lose its words on the day of the change."""
    named = "{fr: {usual: 6 jours}, nl: {usual: 6 dagen}, en: {usual: 6 days}}"
    replace(root / FACTS, "{fr: 6 jours, nl: 6 dagen, en: 6 days}", named)
    [finding] = findings_of(root)
    assert "the values have other names of wordings (" in finding.message


def test_dated_news_prints_what_was_so_on_its_day(root: Path) -> None:
    """The page of news once said that the Moniteur had announced another day than it had."""
    news = "<div class='changes'><p><a href='fact:appeal-time-limit'>10 days</a></p></div>"
    context = Context(load_site(root, START), "en", "order", "screen")
    tree = ElementTree.fromstring(news)
    ReferenceProcessor(Markdown(), context).run(tree)
    assert tree.findtext(".//a") == "10 days"
    tree = ElementTree.fromstring(news.replace("changes", "other"))
    ReferenceProcessor(Markdown(), context).run(tree)
    assert tree.findtext(".//a") == "6 days"


@pytest.mark.day
def test_a_later_value_is_looked_at_before_its_day(root: Path) -> None:
    """Else the checks would be red on the very day on which the law starts."""
    replace(
        root / FACTS,
        "{fr: 6 jours, nl: 6 dagen, en: 6 days}",
        "{fr: six de jours, nl: six de jours, en: 6 days}",
    )
    stamp_all(root)
    assert "FACT08" in {finding.rule for finding in run(load_site(root, DAY_BEFORE))}

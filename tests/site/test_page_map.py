"""No address, page number or heading id is added or lost unseen, and the old ones still resolve."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html

from scripts.__main__ import main
from scripts.library import load_site
from scripts.pages import MAP, compare, current_map, read_map
from scripts.site.moved import moved_pages, with_old_anchors
from tests.built import ROOT, SITE, all_leaflets_but_one, pages, real_site, without_most_leaflets
from tests.html.reading import ids
from tests.unit.sites import BASE, copy_content, replace

ENTRY = "{page: order, since: 2026-11-23, reason: a test}"
FOUR = "{page: letter, id: which, since: 2026-11-23, number: 999, reason: a test}"


def test_the_map_is_the_content() -> None:
    assert read_map(ROOT / MAP) == current_map(real_site())


def test_the_map_is_what_was_built() -> None:
    """Headings and questions of the text, in each language; nothing else can be linked to."""
    expected = read_map(ROOT / MAP)
    for page in pages():
        name = page.name.rstrip("/") or "index"
        assert set(expected[name].ids) <= set(ids(page.file)), page.address
        number = lxml_html.parse(str(SITE / str(expected[name].number) / "index.html"))
        assert any(f"{page.language}/" in link for link in number.xpath("//nav//a/@href"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The content of a small site with its map."""
    copy_content(BASE, tmp_path)
    assert main(["pages", "--write-map", "--root", str(tmp_path)]) == 0
    assert main(["pages", "--root", str(tmp_path)]) == 0
    return tmp_path


def add_heading(root: Path) -> None:
    for language, title in (("fr", "Et après ?"), ("nl", "En daarna?"), ("en", "And then?")):
        with (root / f"docs/{language}/help.md").open("a", encoding="utf-8") as file:
            file.write(f"\n## {title} {{#then}}\n\nA word.\n")


def rename_heading(root: Path) -> None:
    for language in ("fr", "nl", "en"):
        replace(root / f"docs/{language}/order.md", "{#count}", "{#counting}")


def remove_page(root: Path) -> None:
    for language in ("fr", "nl", "en"):
        (root / f"docs/{language}/help.md").unlink()
    path = root / "data/pages.yaml"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(r for r in rows if not r.startswith("help:")), encoding="utf-8")


def renumber_page(root: Path) -> None:
    replace(root / "data/pages.yaml", "help: {number: 3,", "help: {number: 33,")


def remove_question(root: Path) -> None:
    for language in ("fr", "nl", "en"):
        replace(root / f"docs/{language}/order.md", "    id: more-time\n", "    id: other\n")


def retire(root: Path, line: str) -> None:
    with (root / "data/retired.yaml").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def test_something_new_is_named_and_then_written(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_heading(copy)
    assert main(["pages", "--root", str(copy)]) == 1
    assert "'help#then' is new; run 'python -m scripts pages --write-map'" in (
        capsys.readouterr().out
    )
    assert main(["pages", "--write-map", "--root", str(copy)]) == 0
    assert main(["pages", "--root", str(copy)]) == 0


@pytest.mark.parametrize(
    ("change", "place", "entry"),
    [
        (rename_heading, "order#count", f"order#count: {ENTRY}"),
        (remove_question, "order#more-time", f"order#more-time: {ENTRY}"),
        (remove_page, "help", "help: {page: order, since: 2026-11-23, number: 3, reason: test}"),
    ],
)
def test_a_place_is_lost_only_with_an_entry(
    copy: Path,
    change: Callable[[Path], None],
    place: str,
    entry: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = (copy / MAP).read_text(encoding="utf-8")
    change(copy)
    assert main(["pages", "--write-map", "--root", str(copy)]) == 1
    said = capsys.readouterr().out
    assert f"{MAP}:1: '{place}' is gone; give it back, or say in data/retired.yaml" in said
    assert (copy / MAP).read_text(encoding="utf-8") == before
    retire(copy, entry)
    assert main(["pages", "--root", str(copy)]) == 1
    assert main(["pages", "--write-map", "--root", str(copy)]) == 0
    assert main(["pages", "--root", str(copy)]) == 0


def test_a_number_is_never_taken_away(copy: Path) -> None:
    renumber_page(copy)
    lost = compare(load_site(copy), read_map(copy / MAP)).lost
    assert lost == ("help (page 3)",)
    remove_page(copy)
    retire(copy, f"help: {ENTRY}")
    lost = compare(load_site(copy), read_map(copy / MAP)).lost
    assert lost == ("help (page 3)",)


@pytest.mark.parametrize("old", ["bad: [", "letter: {number: two, ids: []}"])
def test_a_broken_map_is_not_taken_for_an_empty_one(
    copy: Path, old: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / MAP).write_text(old, encoding="utf-8")
    assert main(["pages", "--write-map", "--root", str(copy)]) == 1
    assert capsys.readouterr().out.startswith(f"{MAP}:")
    assert (copy / MAP).read_text(encoding="utf-8") == old


def test_every_retired_place_of_the_site_resolves() -> None:
    site = real_site()
    for key in site.retired:
        name, _, identifier = key.partition("#")
        for language in site.published:
            folder = SITE / language if name == "index" else SITE / language / name
            assert (folder / "index.html").is_file(), key
            assert not identifier or identifier in ids(folder / "index.html"), key


@pytest.fixture
def retired(tmp_path: Path) -> Path:
    """The real content with a retired page, and retired ids of every kind."""
    for name in ("data", "docs", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "data/retired.yaml").write_text(
        f"paper: {FOUR}\n"
        "letter#model: {page: letter, id: which, since: 2026-11-23, reason: renamed}\n"
        "letter#all: {page: letter, since: 2026-11-23, reason: the part was spread}\n"
        "letter#asylum: {page: dublin, id: what, since: 2026-11-23, reason: moved}\n"
        "deadlines#more: {page: deadlines, id: more-appeal, since: 2026-11-23, reason: renamed}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_a_retired_page_leads_to_the_new_place_in_each_language(retired: Path) -> None:
    site = load_site(retired)
    made = {page.path: page for page in moved_pages(site, "https://example.be/")}
    assert set(made) == {"fr/paper/", "nl/paper/", "en/paper/", "999/"}
    for path, page in made.items():
        languages = page.view["languages"]
        assert isinstance(languages, list)
        found = [link["path"] for link in languages]
        own = path[:2] if path[:2] in site.published else "fr"
        assert found[0] == f"{own}/letter/#which"
        assert sorted(found) == sorted(f"{code}/letter/#which" for code in site.published)
        assert page.view["canonical"] == f"https://example.be/{own}/letter/"
        assert page.depth == path.count("/")
        titles = {section.title for section in site.pages["nl"]["letter"].sections}
        assert any(link["name"].replace("\u00a0", " ") in titles for link in languages)


def test_a_retired_id_leaves_an_anchor(retired: Path) -> None:
    site = load_site(retired)
    letter = site.pages["nl"]["letter"]
    html = '<div class="summary"></div><div class="q"><h2 id="which">Welk?</h2></div>'
    tree = lxml_html.fromstring(f"<main>{with_old_anchors(site, letter, html)}</main>")
    assert tree.xpath("//h2[@id='which']/a[@id='model'][not(@href)]")
    assert tree.xpath("//div[@class='summary']/preceding-sibling::a[@id='all']")
    assert tree.xpath("//p[@id='asylum']/a/@href") == ["../dublin/#what"]
    assert tree.xpath("string(//p[@id='asylum'])").startswith("Dit deel staat nu hier")


def test_an_anchor_is_not_hidden_in_a_closed_box(retired: Path) -> None:
    site = load_site(retired)
    page = site.pages["fr"]["deadlines"]
    html = '<details id="more-appeal"><summary>Plus ?</summary></details>'
    done = with_old_anchors(site, page, html)
    assert done.startswith('<a id="more"></a><details id="more-appeal">')


def test_other_pages_are_left_alone(retired: Path) -> None:
    site = load_site(retired)
    html = '<h2 id="which">Quoi ?</h2>'
    assert with_old_anchors(site, site.pages["fr"]["order"], html) == html


@pytest.mark.day
def test_a_build_writes_the_small_pages_and_the_anchors(retired: Path) -> None:
    """The whole way: template, folders, links that lead to a file and its paragraph."""
    shutil.copytree(ROOT / "scripts", retired / "scripts")
    shutil.copytree(ROOT / "leaflets", retired / "leaflets", ignore=all_leaflets_but_one)
    without_most_leaflets(retired)
    shutil.copy(ROOT / "mkdocs.yml", retired / "mkdocs.yml")
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "build", "--without-leaflets"],
        cwd=retired,
        env={**os.environ, "SITE_URL": "https://example.be/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for path in ("fr/paper", "nl/paper", "en/paper", "999"):
        file = retired / "site" / path / "index.html"
        tree = lxml_html.parse(str(file))
        assert tree.xpath("//script | //meta[@http-equiv='refresh']") == []
        assert tree.xpath("string(//link[@rel='canonical']/@href)").endswith("/letter/")
        links = tree.xpath("//nav//a/@href")
        assert len(links) == 3
        for link in links:
            address, _, fragment = link.partition("#")
            target = (file.parent / address).resolve() / "index.html"
            assert fragment in ids(target), link
    for language in ("fr", "nl", "en"):
        letter = ids(retired / "site" / language / "letter/index.html")
        assert {"model", "all", "asylum"} <= set(letter)
        assert "more" in ids(retired / "site" / language / "deadlines/index.html")

"""A build on another day: the pages past their next check say so, and nothing else changes."""

import os
import subprocess
import sys

import pytest
from lxml import html as lxml_html

from scripts.checks.built import BUILT_RULES
from scripts.checks.built_pages import read_built
from scripts.library import Site, load_site, today
from scripts.markup.context import long_date
from scripts.site.keep import FILE
from tests.built import copy_quick

SITE_URL = "http://127.0.0.1:8000/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A copy of the repository, built on the day of the run."""
    root = tmp_path_factory.mktemp("copy")
    copy_quick(root)
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "build", "--without-leaflets"],
        cwd=root,
        env={**os.environ, "SITE_URL": SITE_URL},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return load_site(root)


@pytest.mark.day
def test_a_page_past_its_next_check_says_so_first(site: Site) -> None:
    """From that day on the page is older than it promised; without scripts, too."""
    seen = 0
    for code in site.published:
        for name, entry in site.page_entries.items():
            folder = site.root / "site" / code / ("" if name == "index" else name)
            main = lxml_html.parse(str(folder / "index.html")).getroot().get_element_by_id("main")
            old = main.xpath(".//*[@id='old']")[0]
            assert (old.get("hidden") is None) == (today() >= entry.next_check), folder
            seen += 1
    assert seen == len(site.published) * len(site.page_entries) > 100


@pytest.mark.day
def test_the_file_to_keep_says_on_which_day_it_was_made(site: Site) -> None:
    """And it shows by itself that it is past its next check, as the pages do."""
    assert site.published
    due = min(entry.next_check for entry in site.page_entries.values())
    for code in site.published:
        root = lxml_html.parse(str(site.root / "site" / FILE.format(language=code))).getroot()
        made = site.notice("keep_made", code).replace("{date}", long_date(today(), code))
        assert made in root.text_content().replace("\u00a0", " ")
        assert (root.get_element_by_id("old").get("hidden") is None) == (today() >= due)


@pytest.mark.day
def test_no_rule_of_the_built_pages_finds_anything(site: Site) -> None:
    built = read_built(site, site.root / "site")
    assert len(built.files) > 500
    found = [str(finding) for finding in BUILT_RULES.run(None, built)]
    # The pages are built without paper, so the links to it lead nowhere.
    assert [line for line in found if "/print/" not in line] == []

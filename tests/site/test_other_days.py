"""A build on another day: the pages past their next check say so, and nothing else changes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html as lxml_html

from scripts.checks.built import BUILT_RULES
from scripts.checks.built_pages import read_built
from scripts.library import Site, load_site, today
from scripts.markup.context import long_date
from scripts.site.keep import FILE
from tests.built import copy_quick

SITE_URL = "http://127.0.0.1:8000/"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A copy of the repository, built on the day of the run, without paper."""
    copy_quick(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "build", "--without-leaflets"],
        cwd=tmp_path,
        env={**os.environ, "SITE_URL": SITE_URL},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return load_site(tmp_path)


@pytest.mark.day
def test_a_build_of_the_day_says_what_is_old_and_breaks_no_rule(site: Site) -> None:
    """One build for all that may depend on the day: it takes the time of a hundred other tests."""
    pages_say_that_they_are_old(site)
    kept_files_say_when_they_were_made(site)
    no_rule_finds_anything(site)


def pages_say_that_they_are_old(site: Site) -> None:
    """From its next check on a page is older than it promised; without scripts, too."""
    seen = 0
    for code in site.published:
        for name, entry in site.page_entries.items():
            folder = site.root / "site" / code / ("" if name == "index" else name)
            main = lxml_html.parse(str(folder / "index.html")).getroot().get_element_by_id("main")
            old = main.xpath(".//*[@id='old']")[0]
            assert (old.get("hidden") is None) == (today() >= entry.next_check), folder
            seen += 1
    assert seen == len(site.published) * len(site.page_entries) > 100


def kept_files_say_when_they_were_made(site: Site) -> None:
    """And they show by themselves that they are past their next check, as the pages do."""
    assert site.published
    due = min(entry.next_check for entry in site.page_entries.values())
    for code in site.published:
        root = lxml_html.parse(str(site.root / "site" / FILE.format(language=code))).getroot()
        made = site.notice("keep_made", code).replace("{date}", long_date(today(), code))
        assert made in root.text_content().replace("\u00a0", " ")
        assert (root.get_element_by_id("old").get("hidden") is None) == (today() >= due)


def no_rule_finds_anything(site: Site) -> None:
    """The pages are built without paper, so the links to it lead nowhere."""
    built = read_built(site, site.root / "site")
    assert len(built.files) > 500
    found = [str(finding) for finding in BUILT_RULES.run(None, built)]
    assert [line for line in found if "/print/" not in line] == []

"""The site in a language of tests that is read from the right. Never published.

Its words are those of `tests.print.pseudo`: the English content in Arabic letters, in a copy of the
repository. The copy is built like the site itself; afterwards its pages say that they are Arabic,
so that a browser, a voice and a calendar treat them as such.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.built import copy_quick
from tests.days import environment_of_that_day
from tests.print.pseudo import CODE, translate

LANGUAGE = "ar"
"""What the pages say they are, once built; the addresses keep the code of English."""


# Its words fit no registry of ours and no dictionary: the content checks have nothing to say here.
_BUILD = """
import sys
import scripts.checks
scripts.checks.run = lambda site: []
from mkdocs.__main__ import cli
sys.exit(cli(["build", "--quiet", "--site-dir", sys.argv[1]]))
"""

_OTHERWISE = {
    "mkdocs.yml": [
        ("name: Français, default: true, build: true", "name: Français, build: false"),
        ("name: Nederlands, build: true", "name: Nederlands, build: false"),
        ("name: English, build: true", "name: English, default: true, build: true"),
    ],
    "scripts/site/generated.py": [
        ("for code in output.site.published:", f"for code in ['{CODE}']:"),
        (
            "for page in output.site.all_pages():",
            f"for page in output.site.pages['{CODE}'].values():",
        ),
    ],
    "scripts/hooks.py": [
        ("write_archive(folder, today(), str(config.site_url))", "pass"),
    ],
    "leaflets/workers.yaml": [
        ("\npages: 1\n", "\npages: 2\nflow: true\n"),
    ],
}
"""Edits of the copy. Other languages and the zip are tested in the real site and left out; the
letters of the test language are wider than those of a real one, so its leaflet has more pages."""

_WAS, _SAYS = (f'<html lang="{code}" dir="rtl"' for code in (CODE, LANGUAGE))
_FILES = ("search/{}.js", "kit/kits-{}.js")
"""Files that the scripts find by the language of the page."""


class NotBuiltError(Exception):
    """The builder refused the test language; the message holds its words."""


def build_pseudo(root: Path) -> Path:
    """Copy the repository to `root`, translate it, build it; returns the folder of the site.

    Raises NotBuiltError when the builder fails.
    """
    copy_quick(root)
    translate(root)
    for name, edits in _OTHERWISE.items():
        _edit(root / name, edits)
    site = root / "site"
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(site)],
        cwd=root,
        env={
            **environment_of_that_day(),
            "SITE_URL": "http://127.0.0.1:8000/",
            "NO_MKDOCS_2_WARNING": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise NotBuiltError(done.stdout + done.stderr)
    _become_arabic(site)
    return site


def _edit(path: Path, edits: list[tuple[str, str]]) -> None:
    text = path.read_text("utf-8")
    for old, new in edits:
        assert old in text, f"{path}: {old}"
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def _become_arabic(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        path.write_text(text.replace(_WAS, _SAYS), "utf-8")
    for name in _FILES:
        shutil.copy(site / name.format(CODE), site / name.format(LANGUAGE))
    shutil.copytree(site / "kit" / CODE, site / "kit" / LANGUAGE)

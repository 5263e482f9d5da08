"""Every fact of the registry gets a new value: the commands put the right words at each link.

`facts fix` once wrote another wording of the same fact: "up to 8 months" became "up to 2 months" in
three languages, and every check was green.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.__main__ import main
from scripts.checks.uses import fact_uses
from scripts.library import Site, load_site
from scripts.library.page import LINK
from scripts.library.yaml_file import load_yaml
from tests.unit.sites import ROOT, copy_content

LANGUAGES = ("fr", "nl", "en")
NEWS = "data/changes.yaml"
RULES = ("FACT01", "FACT03", "FACT09", "LANG03", "LANG11")
TEXTS = ("docs/*/*.md", "data/cautions.yaml", NEWS)
"""Where links to facts stand."""


class PlainDumper(yaml.SafeDumper):
    """Writes every value out: the loader refuses aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def new_words(identifier: str, name: str, language: str) -> str:
    """Words that no other wording of any fact has; with a sign that YAML and HTML must survive."""
    return f"l'autre {identifier} {name or 'only'} {language}"


def write_new_values(root: Path, day: dt.date) -> None:
    """Each fact of the copy says something else from ``day`` on, as an editor enters it."""
    for path in (root / "data/facts").glob("*.yaml"):
        records = load_yaml(path, path.name).value
        for identifier, record in records.items():
            value = copy.deepcopy(record["values"][max(record["values"])])
            for language, words in value["shown"].items():
                value["shown"][language] = (
                    {name: new_words(identifier, name, language) for name in words}
                    if isinstance(words, dict)
                    else new_words(identifier, "", language)
                )
            record["values"][day] = value
            record["checked"]["on"], record["review_by"] = day, day + dt.timedelta(days=90)
        text = yaml.dump(records, Dumper=PlainDumper, allow_unicode=True, sort_keys=False)
        path.write_text(text, encoding="utf-8")


def with_new_words(path: Path) -> str:
    """The text of a page, or of a file of words by language, as it should be afterwards."""
    language = path.parent.name
    rows = []
    for row in path.read_text(encoding="utf-8").split("\n"):
        found = re.match(r" +(fr|nl|en): ", row) if path.suffix == ".yaml" else None
        language = found[1] if found else language
        rows.append(LINK.sub(lambda link, code=language: _intended(link, code), row))  # type: ignore[misc]
    return "\n".join(rows)


def _intended(link: re.Match[str], language: str) -> str:
    scheme, _, target = link[2].partition(":")
    identifier, _, name = target.partition("#")
    return f"[{new_words(identifier, name, language)}]({link[2]})" if scheme == "fact" else link[0]


def texts(root: Path) -> dict[str, Path]:
    """The files that hold links, by their path in the content."""
    found = [path for pattern in TEXTS for path in root.glob(pattern)]
    return {path.relative_to(root).as_posix(): path for path in found}


def stamp_everything(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stamp each record and each section that the commands name."""
    assert main(["ledger", "list", "--root", str(root)]) == 0
    names = [line.split()[1] for line in capsys.readouterr().out.splitlines()]
    assert main(["ledger", "stamp", *names, "--root", str(root)]) == 0
    assert main(["translations", "--root", str(root), "list"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    for code in ("nl", "en"):
        sections = list(dict.fromkeys(row[2] for row in rows if row[1] == code))
        assert sections, code
        assert main(["translations", "--root", str(root), "stamp", code, *sections]) == 0


def places(site: Site) -> list[tuple[str, int, str, str]]:
    """Each link to a fact: file, line, fact and name of its wording."""
    return [(use.path, use.line, use.id, use.fragment) for use in fact_uses(site)]


def test_each_link_gets_the_new_words_of_its_own_wording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_content(ROOT, tmp_path)
    before = load_site(root)
    day = max(fact.checked.on for fact in before.facts.values()) + dt.timedelta(days=1)
    monkeypatch.setenv("ICAM_DAY", day.isoformat())
    wanted = {name: with_new_words(path) for name, path in texts(root).items()}
    # What a dated piece of news said on its day is not written again.
    wanted[NEWS] = (root / NEWS).read_text(encoding="utf-8")
    write_new_values(root, day)

    assert main(["facts", "fix", "--root", str(root)]) == 0
    capsys.readouterr()
    stamp_everything(root, capsys)

    assert {name: path.read_text(encoding="utf-8") for name, path in texts(root).items()} == wanted
    after = load_site(root)
    assert places(after) == places(before)
    for use in fact_uses(after):
        assert use.is_news or use.words == new_words(use.id, use.fragment, use.language)
    counted = Counter(use.language for use in fact_uses(after))
    assert min(counted[code] for code in LANGUAGES) > 400, counted
    assert len({use.id for use in fact_uses(after)}) == len(after.facts) > 200
    capsys.readouterr()
    for rule in RULES:
        assert main(["check", "--root", str(root), "--only", rule]) == 0, capsys.readouterr().out

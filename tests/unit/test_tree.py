"""What may lie in the folders of the content, and what is refused before it is published."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.sites import BASE, copy_content, findings_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_content(BASE, tmp_path)


def told(root: Path) -> list[str]:
    return [f"{found.path}: {found.rule}" for found in findings_of(root)]


def test_hidden_files_and_folders_without_a_file_are_left_alone(root: Path) -> None:
    (root / "docs/.gitignore").write_text("*.tmp\n", encoding="utf-8")
    (root / "docs/fr/.notes").write_text("x", encoding="utf-8")
    (root / "docs/fr/empty").mkdir()
    assert told(root) == []


@pytest.mark.parametrize("path", ["docs/fr/out.md", "data/out.yaml", "data/drawings/out.svg"])
def test_a_link_is_refused_wherever_it_leads(path: str, root: Path) -> None:
    (root / path).symlink_to("/etc/hostname")
    assert told(root) == [f"{path}: FILE05"]


def test_a_folder_that_is_a_link_is_refused(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (root / "docs/fr").rename(other / "fr")
    (root / "docs/fr").symlink_to(other / "fr")
    assert told(root) == ["docs/fr: FILE05"]


def test_a_second_name_of_a_file_is_no_link(root: Path) -> None:
    os.link(root / "data/acts.yaml", root.parent / "acts-kept.yaml")
    assert told(root) == []


def test_what_is_no_ordinary_file_is_not_called_missing(root: Path) -> None:
    (root / "data/acts.yaml").unlink()
    os.mkfifo(root / "data/acts.yaml")
    [found] = findings_of(root)
    assert str(found).startswith("data/acts.yaml:1: DATA06 not an ordinary file")


def test_a_fault_in_a_file_of_facts_lays_no_false_trail(root: Path) -> None:
    words = "  fr: Un.\n  nl: Een.\n  en: One.\n  facts: [appeal-time-limit]\n"
    (root / "data/sentences.yaml").write_text(f"one:\n{words}", encoding="utf-8")
    with (root / "data/facts/order.yaml").open("a", encoding="utf-8") as file:
        file.write("<<: {x: y}\n")
    [found] = findings_of(root)
    assert found.path == "data/facts/order.yaml"
    assert "'<<' has a meaning of its own" in found.message


def test_a_name_with_a_line_break_is_told_on_one_line(root: Path) -> None:
    (root / "docs/fr/a\nb.txt").write_text("x", encoding="utf-8")
    [found] = findings_of(root)
    assert str(found).startswith("docs/fr/a b.txt:1: FILE04")

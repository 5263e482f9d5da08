"""What nobody could confirm stands on one page, with what to do meanwhile."""

import pytest

from scripts.library import Page
from tests.built import languages, real_site

PAGE = "questions"
MEANWHILE = {"fr": "En attendant", "nl": "Intussen", "en": "Meanwhile"}
LINES = 3
"""The question, why it matters, what to do meanwhile."""


def items(page: Page) -> list[list[str]]:
    """The items of the lists inside '/// unknown', as their lines."""
    rows = page.body.split("\n")
    inside: list[str] = []
    for block in page.blocks:
        if block.name == "unknown":
            inside += rows[block.line - page.body_line + 1 : block.end_line - page.body_line]
    found: list[list[str]] = []
    for row in inside:
        if row.startswith("- "):
            found.append([row])
        elif row.startswith("    ") and found:
            found[-1].append(row)
    return found


@pytest.mark.parametrize("language", languages())
def test_every_unknown_fact_stands_on_the_page(language: str) -> None:
    site = real_site()
    unknown = {key for key, fact in site.facts.items() if fact.certainty == "unknown"}
    missing = unknown - set(site.pages[language][PAGE].fact_ids)
    assert missing == set(), f"docs/{language}/{PAGE}.md does not hold {sorted(missing)}"
    assert len(unknown) >= 35


@pytest.mark.parametrize("language", languages())
def test_each_question_says_why_and_what_to_do_meanwhile(language: str) -> None:
    found = items(real_site().pages[language][PAGE])
    assert len(found) >= 35
    for item in found:
        assert len(item) == LINES, item[0]
        assert item[-1].strip().startswith(f"**{MEANWHILE[language]}"), item[0]

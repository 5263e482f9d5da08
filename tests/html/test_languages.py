"""The languages say the same things at the same addresses."""

import pytest

from tests.built import BuiltPage, languages, pages
from tests.html.reading import ids, links, target, tree


def questions(page: BuiltPage) -> list[str]:
    """The ids of the second-level headings of the page, in order, without that of the notes."""
    found = tree(page.file).xpath('//main//h2[not(ancestor::*[contains(@class, "notes")])]/@id')
    return [str(value) for value in found]


def test_every_page_exists_in_every_language() -> None:
    names = {
        language: {p.name for p in pages() if p.language == language} for language in languages()
    }
    assert len({frozenset(found) for found in names.values()}) == 1, names


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.address)
def test_every_question_leads_to_itself_in_the_other_languages(page: BuiltPage) -> None:
    reached = {target(link) for link in links(page.file) if link.element == "a"}
    for language in set(languages()) - {page.language}:
        other = page.in_language(language)
        for question in questions(page):
            if len(question) == 1:  # a letter of the A to Z: no letter has a question everywhere
                continue
            assert question in ids(other.file)
            assert (other.file, question) in reached, f"{page.address}#{question} to {language}"

"""Which paper do I have: each paper is at most four answers away, by plain links."""

import re
from collections import deque

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Page

from tests.built import SITE, languages

MOST = 4
PAPERS = {
    "13": "order/#what",
    "13quinquies": "order/#what",
    "13septies": "detention/#arrested",
    "13sexies": "order/#entry-ban",
    "20": "order/#what",
    "21": "order/#what",
    "26quater": "dublin/#what",
    "ICAM": "prepare/#before",
}
INSIDE = {"municipality": 3, "court": 4}
"""Papers that are explained on the page itself, and the answers it may take to get there."""


def answers(language: str) -> dict[str, list[tuple[str, str]]]:
    """The answers under each question of the page: their words and where they lead."""
    tree = lxml_html.parse(str(SITE / language / "which/index.html"))
    found: dict[str, list[tuple[str, str]]] = {}
    for block in tree.xpath("//main//div[@class='tiles']"):
        question = block.xpath("preceding::h2[1]/@id")[0]
        found[question] = [
            (
                " ".join(link.text_content().split()),
                link.get("href").removeprefix(f"../../{language}/which/"),
            )
            for link in block.xpath(".//a")
        ]
    return found


def reached(language: str) -> dict[str, tuple[str, int]]:
    """Each answer that can be given: where it leads, and how many answers it took."""
    asked = answers(language)
    found: dict[str, tuple[str, int]] = {}
    waiting = deque([("start", 0)])
    met = {"start"}
    while waiting:
        question, taps = waiting.popleft()
        for words, target in asked.get(question, []):
            found.setdefault(f"{words} ({question})", (target, taps + 1))
            inside = target.removeprefix("#")
            if target.startswith("#") and inside not in met:
                met.add(inside)
                waiting.append((inside, taps + 1))
    return found


@pytest.mark.parametrize("language", languages())
def test_each_paper_is_four_answers_away(language: str) -> None:
    found = reached(language)
    assert max(taps for _, taps in found.values()) <= MOST
    for paper, page in PAPERS.items():
        targets = {
            target for words, (target, _) in found.items() if re.search(rf"\b{paper}\b", words)
        }
        assert targets, paper
        assert all(target.endswith(page) for target in targets), (paper, targets)
    for section, most in INSIDE.items():
        taps = [taps for target, taps in found.values() if target == f"#{section}"]
        assert taps, section
        assert min(taps) <= most


@pytest.mark.parametrize("language", languages())
def test_every_answer_leads_to_words(language: str) -> None:
    for words, (target, _) in reached(language).items():
        page, _, section = target.partition("#")
        folder = (SITE / language / "which" / page).resolve()
        tree = lxml_html.parse(str(folder / "index.html"))
        assert tree.xpath("//*[@id=$id]", id=section), (words, target)


def test_the_answers_are_tapped_without_a_script(scriptless: Page) -> None:
    scriptless.goto("/en/which/")
    for answer in ("No, or I do not know", "No", "A judge or a Council"):
        scriptless.get_by_role("link", name=answer, exact=True).click()
    assert scriptless.url.endswith("#court")
    assert scriptless.locator("#court").is_visible()
    box = scriptless.locator("#court").bounding_box()
    assert box
    assert -1 <= box["y"] < 740

"""The search page: an index for the reader's own phone, and every question from A to Z.

The words typed never leave the phone: the index comes with the page, one file a language.
"""

from __future__ import annotations

import json
import re
import unicodedata

from scripts.library import Page, Section, Site
from scripts.library.page import LINK
from scripts.markup import text_html

INDEX = "search/{language}.js"
"""Address of the index below the root of the site."""

LIBRARY = "vendor/minisearch.js"
"""Address of the library that searches it."""

_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_MARKS = re.compile(r"^(///.*|\s+(id|icons):.*|#+ )", re.MULTILINE)
_ID = re.compile(r"\{#[a-z0-9-]+\}")
SHORTEST = 3
"""Letters of a word worth finding; shorter ones are found through titles and headings."""


def index_script(site: Site, language: str) -> str:
    """The index as a script that sets one name: a page opened from a file can load it too."""
    data = {
        "same": [[fold(word) for word in row] for row in site.search.same],
        "docs": [
            document
            for page in site.pages[language].values()
            if page.name != "search"
            for document in _documents(site, page)
        ],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"self.icamIndex={text}\n"


def fold(word: str) -> str:
    """Lower case without accents; the script of the page does the same."""
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _documents(site: Site, page: Page) -> list[list[str]]:
    """One row a section: address, page number and title, heading, words, words people type."""
    folder = "../" if page.name == "index" else f"../{page.name}/"
    name = f"{site.page_entries[page.name].number}. {page.front.title}"
    rows = []
    for section in page.sections:
        lines = [line for _, line in section.lines]
        text = "\n".join([*page.front.summary, *lines] if not section.id else lines)
        heading = section.title if section.id else ""
        address = f"{folder}#{section.id}" if section.id else folder
        words = _words(text, name + " " + heading)
        rows.append([address, name, heading, words, _extra(site, page, section)])
    return rows


def _words(text: str, known: str) -> str:
    """Each word once, without those of the title and the heading: order does not matter."""
    plain = LINK.sub(lambda match: match[1], _ID.sub("", _MARKS.sub("", text)))
    seen = {fold(word) for word in _WORD.findall(known)}
    found = []
    for word in _WORD.findall(plain):
        folded = fold(word)
        if len(folded) >= SHORTEST and folded not in seen:
            seen.add(folded)
            found.append(folded)
    return " ".join(sorted(found))


def _extra(site: Site, page: Page, section: Section) -> str:
    rows = [
        entry.words.in_language(page.language)
        for entry in site.search.extra
        if entry.page == page.name and entry.section == section.id
    ]
    return " ".join(fold(word) for row in rows for word in row)


def _sorted_by(title: str) -> str:
    """A title as it stands in the list: without accents, capitals and opening quotation marks."""
    return re.sub(r"^\W+", "", fold(title))


def questions_html(site: Site, language: str) -> str:
    """Every question of the site from A to Z, as plain links: the search without a script."""
    rows: list[tuple[str, str, str]] = []
    for page in site.pages[language].values():
        folder = "../" if page.name == "index" else f"../{page.name}/"
        rows.append((_sorted_by(page.front.title), page.front.title, folder))
        for section in page.sections:
            if section.id and section.id != "unknown":
                rows.append((_sorted_by(section.title), section.title, f"{folder}#{section.id}"))
    parts = []
    letter = ""
    for key, title, address in sorted(rows):
        first = key[0]
        if first != letter:
            parts.append(("</ul>" if letter else "") + f'<h2 id="{first}">{first.upper()}</h2><ul>')
            letter = first
        words = text_html(title, language)
        parts.append(f'<li><a href="{address}">{words}</a></li>')
    return "".join(parts) + "</ul>"

"""The page of a page that a voice reads: its text in its own order, cut into sentences.

The voice is the reader's own (overrides/scripts/listen.js); the words for it are made here, so that
they can be read and tested.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lxml import html as lxml_html

from scripts.library import Page, Site, today
from scripts.markup import Context, page_markdown, render, text_html
from scripts.markup.typography import NO_BREAK
from scripts.site.addresses import UP, listen_path, path_of, share_path
from scripts.site.policy import FAVICON, policy, stylesheet
from scripts.site.programs import Program, programs_of
from scripts.site.spoken import spoken
from scripts.site.view import LanguageLink, language_links

LONGEST = 180
"""Signs of one piece for the voice: browsers fall silent in the middle of longer ones."""

_NOT_READ = (
    "//*[@class='from' or @class='fields' or @class='tool' or @class='finder' or @class='when']"
    "|//div[starts-with(@class, 'card')]/ul|//svg|//*[@lang]"
)
"""Source lines, forms, what a card says for the eye (read aloud they bury the advice), and words in
another language, which a voice of the page's language would garble."""

_END = re.compile(
    r"(?<=[.?!…])(?<!\bart\.)(?<!\bArt\.)(?<!\bex\.)(?<!\bnr\.)(?<!^\d\.)\s+(?=[«\"(“A-ZÀ-Ý0-9])"
)
_PAUSE = re.compile(r"(?<=[;:,])\s+")


@dataclass(frozen=True)
class Piece:
    """What is read in one breath: as it is seen, and as it is said ('' when it is the same)."""

    shown: str
    said: str


@dataclass(frozen=True)
class Line:
    """A paragraph or a list item."""

    pieces: list[Piece]


@dataclass(frozen=True)
class Reading:
    """A part of the page with its title; the first one holds summary and steps."""

    title: Piece
    lines: list[Line]


@dataclass(frozen=True)
class ListenView:
    """What listen.html prints."""

    language: str
    direction: str
    title: str
    number: str
    words: dict[str, str]
    data: str
    back: str
    share: str
    home: str
    canonical: str
    due: str
    old: str
    overdue: bool
    readings: list[Reading]
    languages: list[LanguageLink]
    style: str
    policy: str
    programs: list[Program]
    favicon: str = FAVICON


_WORDS = (
    "general_information",
    "independence",
    "independent_site",
    "language_choice",
    "no_lawyer",
    "preview_description",
    "preview_title",
    "share_page",
    "site_name",
    "skip",
)
_TOOL = "listen_"


def listen_view(site: Site, page: Page, site_url: str) -> ListenView:
    """Everything needed to hear ``page``; ``site_url`` is absolute and ends with a slash."""
    language = page.language
    entry = site.page_entries[page.name]
    context = Context(site, language, page.name, "screen")
    style = stylesheet(site.root)
    programs = programs_of(site.root, ("listen",))
    tool = {
        key.removeprefix(_TOOL): context.words(key) for key in site.notices if key.startswith(_TOOL)
    }
    return ListenView(
        language=language,
        direction=site.languages[language].dir,
        title=text_html(page.front.title, language),
        number=context.html("page_number", number=str(entry.number)),
        words={key: escape(context.words(key), quote=True) for key in _WORDS}
        | {key: escape(words, quote=True) for key, words in tool.items()},
        data=escape(json.dumps(tool, ensure_ascii=False, separators=(",", ":")), quote=True),
        back=UP + path_of(language, page.name),
        share=UP + share_path(language, page.name),
        home=f"{UP}{language}/",
        canonical=site_url + path_of(language, page.name),
        due=entry.next_check.isoformat(),
        old=context.html("old_check", date=context.date(entry.next_check)),
        overdue=today() >= entry.next_check,
        readings=readings(site, page),
        languages=language_links(site, lambda code: UP + listen_path(code, page.name), language),
        style=style,
        policy=policy(style, programs),
        programs=programs,
    )


def readings(site: Site, page: Page) -> list[Reading]:
    """The text of ``page`` in reading order: summary and steps first, then each question."""
    text = page_markdown(page.front.summary, page.body)
    markup = render(site, page.language, text, page=page.name, target="print").html
    root = lxml_html.fragment_fromstring(markup, create_parent="div")
    for element in root.xpath(_NOT_READ):
        element.drop_tree()
    rtl = site.languages[page.language].dir == "rtl"
    found = [Reading(_piece(page.front.title, page.language, []), [])]
    for element in root.iter("h2", "h3", "p", "li"):
        text, phones = _own_words(element)
        if element.tag == "h2":
            found.append(Reading(_piece(text, page.language, []), []))
        elif text:
            found[-1].lines.append(Line(list(_pieces(text, page.language, phones, rtl=rtl))))
    return [reading for reading in found if reading.lines]


def _own_words(element: lxml_html.HtmlElement) -> tuple[str, list[str]]:
    """The words of an element without those of lists and paragraphs inside it, and its phones."""
    nested = {"p", "ul", "ol", "li", "div", "section"}

    def words(node: lxml_html.HtmlElement) -> Iterator[str]:
        if node.text:
            yield node.text
        for child in node:
            if child.tag == "br":
                yield " "
            elif child.tag not in nested:
                yield from words(child)
                # On a card the hours follow the number without a sign: 112 24 heures.
                if "call" in (child.get("class") or "").split() and (child.tail or "").strip():
                    yield ","
            if child.tail:
                yield child.tail

    phones = [
        link.text_content()
        for link in element.iter()
        if "tel" in (link.get("class") or "").split() or (link.get("href") or "").startswith("tel:")
    ]
    text = " ".join("".join(words(element)).split())
    return (f"{_place(element)}{text}" if text else ""), phones


def _place(element: lxml_html.HtmlElement) -> str:
    """'2. ' before the second step: a list that counts on screen counts for the ear."""
    item = element if element.tag == "li" else element.getparent()
    counted = item is not None and item.tag == "li" and item.getparent().tag == "ol"
    first = item is element or (counted and item.index(element) == 0)
    return f"{item.getparent().index(item) + 1}. " if counted and first else ""


def _pieces(text: str, language: str, phones: list[str], *, rtl: bool) -> Iterator[Piece]:
    for sentence in _END.split(text):
        for part in _breaths(sentence):
            piece = _piece(part, language, phones)
            yield Piece(_with_whole_phones(piece.shown, phones, rtl=rtl), piece.said)


def _with_whole_phones(shown: str, phones: list[str], *, rtl: bool) -> str:
    """Phones as they are dialled: on one line, and from left to right.

    In text read from the right the groups of a number would swap places.
    """
    for phone in dict.fromkeys(phones):
        whole = NO_BREAK.join(phone.split())
        marked = f'<bdi dir="ltr">{whole}</bdi>' if rtl else whole
        groups = r"\s".join(map(re.escape, phone.split()))
        shown = re.sub(rf"(?<!\d){groups}(?!\d)", marked, shown)
    return shown


def _breaths(sentence: str) -> Iterator[str]:
    """A sentence, or its parts between commas where it is too long for one utterance."""
    part = ""
    for clause in _PAUSE.split(sentence):
        if part and len(part) + len(clause) >= LONGEST:
            yield part
            part = clause
        else:
            part = f"{part} {clause}".strip()
    if part:
        yield part


def _piece(text: str, language: str, phones: list[str]) -> Piece:
    said = spoken(text, language, phones)
    plain = " ".join(text.split())
    return Piece(text_html(plain, language), "" if said == plain else escape(said, quote=True))

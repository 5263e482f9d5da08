"""The sentences to show, one page each: as large as the phone allows, for a counter."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.library import Site
from scripts.markup import OFFICIAL_LANGUAGES, text_html
from scripts.site.addresses import UP
from scripts.site.policy import FAVICON, policy, stylesheet

STYLE = "show.css"


@dataclass(frozen=True)
class ShowView:
    """What show.html prints: the words of the officials large, those of the reader beneath."""

    language: str
    direction: str
    own: str
    beneath: bool
    official: list[tuple[str, str]]
    back: str
    back_words: str
    words: dict[str, str]
    style: str
    policy: str
    favicon: str = FAVICON


def show_path(language: str, sentence: str) -> str:
    """Address of a sentence shown large, for example 'show/en/lawyer/'."""
    return f"show/{language}/{sentence}/"


def show_view(site: Site, sentence: str, language: str) -> ShowView:
    """One sentence of the registry for readers of ``language``."""
    words = site.sentences[sentence]
    style = stylesheet(site.root, STYLE)
    return ShowView(
        language=language,
        direction=site.languages[language].dir,
        own=text_html(words.in_language(language), language),
        beneath=language not in OFFICIAL_LANGUAGES,
        official=[(code, text_html(words.in_language(code), code)) for code in OFFICIAL_LANGUAGES],
        back=f"{UP}{language}/cards/#s-{sentence}",
        back_words=text_html(site.notice("show_back", language), language),
        words={"site_name": site.notice("site_name", language)},
        style=style,
        policy=policy(style),
    )

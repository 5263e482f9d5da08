"""One hostile file in a small site: what the public entries say of it, and how long they take."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from types import FrameType

from scripts.checks import run
from scripts.library import ContentError, Finding, Site, load_site
from scripts.markup import Context, glossary_html, notes_html, page_markdown, render, source_entry

LONGEST = 20
"""Seconds of processor time for one input; a hang stops here."""

OF_RECORDS = ("FACT09", "CONT07", "PAGE16", "WORD")
"""Rules about any change of a record, or about style: behind them the page is rendered too."""

LINE = re.compile(r"[\w ./-]+:[1-9]\d*: [A-Z]{4,5}[0-9]{2} .+")
HANDLER = re.compile(r"on[a-z]+")
TAGS = frozenset((
    "a", "b", "blockquote", "br", "code", "dd", "details", "div", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "input", "label", "li", "nav", "ol", "p", "path", "pre", "q",
    "section", "small", "span", "strong", "summary", "svg", "ul", "use",
))  # fmt: skip
"""What our markup and plain Markdown can print. `script`, `iframe`, `img` … are not among them."""


class HangError(Exception):
    """The input took more than LONGEST seconds."""


class Reader(HTMLParser):
    """Collects what a browser would run or ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a foreign element, a handler, a style, or an address that runs."""
        if tag not in TAGS:
            self.bad.append(f"<{tag}>")
        for name, value in attrs:
            address = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            if HANDLER.fullmatch(name) or name in ("style", "src", "srcset", "action"):
                self.bad.append(f"<{tag} {name}>")
            if name == "href" and address.startswith(
                ("javascript:", "data:", "vbscript:", "file:")
            ):
                self.bad.append(f"<{tag} href={address[:30]}>")


@contextmanager
def time_limit() -> Iterator[None]:
    """Stop an input that hangs, by the clock of the processor: other work does not count."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise HangError(f"more than {LONGEST} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def told(root: Path) -> list[Finding]:
    """The findings; when there are none, every page is rendered and must hold nothing foreign."""
    with time_limit():
        try:
            site = load_site(root)
        except ContentError as error:
            return checked(error.findings)
        findings = run(site)
        if all(finding.rule.startswith(OF_RECORDS) for finding in findings):
            for page in site.all_pages():
                text = page_markdown(page.front.summary, page.body)
                for html in _printed(site, page.language, page.name, text):
                    reader = Reader()
                    reader.feed(html)
                    assert not reader.bad, (page.path, reader.bad)
        return checked(findings)


def _printed(site: Site, language: str, name: str, text: str) -> Iterator[str]:
    """Everything that can be printed of a page: itself, its notes, the glossary, the sources."""
    rendered = render(site, language, text, page=name)
    yield rendered.html
    context = Context(site, language, name, "screen", fact_ids=rendered.fact_ids)
    yield notes_html(context)
    yield glossary_html(site, language)
    for fact_id in rendered.fact_ids:
        yield source_entry(context, fact_id, [name])


def checked(findings: list[Finding]) -> list[Finding]:
    """The same findings: each is one line ``path:line: RULE what``, and can be printed."""
    for finding in findings:
        assert LINE.fullmatch(str(finding)), repr(str(finding)[:300])
        assert len(str(finding)) < 2_000, len(str(finding))
        str(finding).encode("utf-8")
    return findings

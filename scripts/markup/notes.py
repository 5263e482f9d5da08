"""The source notes at the foot of a page, and the full entries of the page of sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape

from scripts.library import Fact, Source
from scripts.markup.context import Context
from scripts.markup.typography import glue_text

QUOTES = {"fr": ("«\u00a0", "\u00a0»"), "nl": ("“", "”"), "en": ("“", "”"), "de": ("„", "“")}


def notes_html(context: Context) -> str:
    """The numbered notes of the facts met on this page; nothing when there are none."""
    if not context.fact_ids:
        return ""
    notes = "".join(
        _note(context, number, fact_id) for number, fact_id in enumerate(context.fact_ids, start=1)
    )
    return (
        f'<section class="notes"><h2 id="page-sources">{context.html("sources_of_page")}</h2>'
        f"{_translation_line(context)}<ol>{notes}</ol></section>"
    )


def _translation_line(context: Context) -> str:
    """Legal texts are read in one language; a rendering in another one is ours, not official."""
    laws = [
        source.lang
        for fact_id in context.fact_ids
        for source in context.fact(fact_id).current.sources
        if source.kind == "law"
    ]
    if all(lang == context.language for lang in laws):
        return ""
    return f"<p>{context.html('our_translation')}</p>"


def _note(context: Context, number: int, fact_id: str) -> str:
    fact = context.fact(fact_id)
    source = fact.current.sources[0]
    earlier = _earlier_note(context, number, fact)
    if earlier:
        words = context.html("same_source", number=str(earlier))
    else:
        words = _publication(context, source, short=True) + law_state(context, fact)
    return (
        f'<li id="{number}"><b>{_certainty(context, fact)}</b>. {quote_html(source, context)} '
        f'<a href="{sources_address(context.page)}#{fact_id}">{words}</a></li>'
    )


def _earlier_note(context: Context, number: int, fact: Fact) -> int | None:
    """Number of the first note with the same publication and the same state of the law."""
    for index, fact_id in enumerate(context.fact_ids[: number - 1], start=1):
        other = context.fact(fact_id)
        if other.law == fact.law and _same_place(other, fact):
            return index
    return None


def _same_place(one: Fact, other: Fact) -> bool:
    first, second = one.current.sources[0], other.current.sources[0]
    return (first.publisher, first.title, first.published) == (
        second.publisher,
        second.title,
        second.published,
    )


def quote_html(source: Source, context: Context) -> str:
    """The exact words, marked with their own language when it is not the page's."""
    opening, closing = QUOTES[source.lang]
    lang = "" if source.lang == context.language else f' lang="{source.lang}"'
    words = escape(glue_text(source.quote, source.lang), quote=False)
    return f"<q{lang}>{opening}{words}{closing}</q>"


def _certainty(context: Context, fact: Fact) -> str:
    """The label of certainty, for HTML."""
    return escape(context.certainty(fact), quote=False)


def _publication(context: Context, source: Source, *, short: bool = False) -> str:
    """Who published what, when. A short one names the title of laws only (their article).

    The other titles stand on the page of sources, one tap away: they cost a page 70 bytes.
    """
    publisher = context.site.publishers[source.publisher].in_language(context.language)
    when = context.date(source.published) if source.published else context.html("undated")
    if short and source.kind != "law":
        return f"{escape(publisher, quote=False)}, {when}"
    title = escape(glue_text(source.title, source.lang), quote=False)
    if source.lang != context.language:
        title = f'<span lang="{source.lang}">{title}</span>'
    return f"{escape(publisher, quote=False)}, {title}, {when}"


def law_state(context: Context, fact: Fact) -> str:
    """Whether the article's words are known to be those in force, to follow the title."""
    law = fact.law
    if law is None:
        return ""
    if law.status == "changed" and law.changed_on:
        state = context.html("law_changed", date=context.date(law.changed_on))
    elif law.status == "unchanged" and law.as_of:
        state = context.html("law_unchanged", date=context.date(law.as_of))
    else:
        state = context.html("law_unchecked")
    return f", {state}"


def sources_address(page: str) -> str:
    """Relative address of the page of sources in the same language."""
    if page == "sources":
        return ""
    return "sources/" if page == "index" else "../sources/"


def sources_html(context: Context, fact_ids: Iterable[str]) -> str:
    """The page of sources: each publication once, with the facts that rest on it.

    The day and the way of reading, nearly always the same, are said once above. As a list of facts
    with every line in full, the page had come within 40 bytes of its limit.
    """
    facts = sorted(fact_ids, key=lambda fact_id: _shelf(context, fact_id))
    sources = [source for fact_id in facts for source in context.fact(fact_id).current.sources]
    readings = Counter(_reading(context, source) for source in sources)
    usual = readings.most_common(1)[0][0] if readings else ""
    groups: dict[str, list[str]] = {}
    for fact_id in facts:
        link = _link(context, context.fact(fact_id).current.sources[0], usual)
        groups.setdefault(link, []).append(_entry(context, fact_id, link, usual))
    items = "".join(f"<li>{link}<ul>{''.join(rows)}</ul></li>" for link, rows in groups.items())
    return f"<p>{context.html('unless_said', words=usual)}</p><ol>{items}</ol>"


def _shelf(context: Context, fact_id: str) -> tuple[str, str]:
    source = context.fact(fact_id).current.sources[0]
    return source.publisher, source.title


def _entry(context: Context, fact_id: str, link: str, usual: str) -> str:
    """One fact below its publication ``link``; the publications of its other sources in full."""
    fact = context.fact(fact_id)
    shown = fact.current.shown.variants(context.language)[0]
    state = _certainty(context, fact) + law_state(context, fact)
    quotes, rows = "", ""
    for source in fact.current.sources:
        other, quote = _link(context, source, usual), quote_html(source, context)
        if other == link:
            quotes += f" {quote}"
        else:
            rows += f"<p>{quote} {other}</p>"
    return (
        f'<li id="{fact_id}"><b>{escape(glue_text(shown, context.language), quote=False)}</b>'
        f"{quotes} <small>({state})</small>{rows}</li>"
    )


def _link(context: Context, source: Source, usual: str) -> str:
    """The publication, linked; with the reading when it is not the usual one."""
    reading = _reading(context, source)
    return (
        f'<a href="{escape(source.url)}" rel="noreferrer">'
        f"{_publication(context, source)}</a>{'' if reading == usual else f', {reading}'}"
    )


def _reading(context: Context, source: Source) -> str:
    key = "read_on" if source.read_as == "stored-copy" else "read_on_live"
    return context.words(key, date=context.date(source.read_on))

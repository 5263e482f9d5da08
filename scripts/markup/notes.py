"""The source notes at the foot of a page."""

from __future__ import annotations

from html import escape

from scripts.library import Fact, Source
from scripts.markup.context import Context
from scripts.markup.typography import text_html

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
        words = publication(context, source, short=True) + law_state(context, fact)
    return (
        f'<li id="{number}"><b>{certainty_html(context, fact)}</b>. {quote_html(source, context)} '
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
    """The exact words, marked with their own language when it is not the page's; or a notice."""
    if source.quote is None:
        return f"{context.html('retold')}."
    opening, closing = QUOTES[source.lang]
    words = text_html(source.quote, source.lang)
    return f"<q{context.marked(source.lang)}>{opening}{words}{closing}</q>"


def certainty_html(context: Context, fact: Fact) -> str:
    """The label of certainty, for HTML."""
    return escape(context.certainty(fact), quote=False)


def publication(context: Context, source: Source, *, short: bool = False) -> str:
    """Who published what, when. A short one names the title of laws only (their article).

    The other titles stand on the page of sources, one tap away: they cost a page 70 bytes.
    """
    publisher = context.site.publishers[source.publisher].in_language(context.language)
    when = context.date(source.published) if source.published else context.html("undated")
    if short and source.kind != "law":
        return f"{escape(publisher, quote=False)}, {when}"
    title = text_html(source.title, source.lang)
    if source.lang != context.language:
        title = f"<span{context.marked(source.lang)}>{title}</span>"
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
    """Relative address of the index of sources in the same language."""
    return "sources/" if page == "index" else "../sources/"

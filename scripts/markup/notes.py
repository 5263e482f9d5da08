"""The source notes at the foot of a page, and the full entries of the page of sources."""

from __future__ import annotations

from html import escape

from scripts.library import Fact, Source
from scripts.markup.context import Context
from scripts.markup.typography import glue_text

QUOTES = {"fr": ("«\u00a0", "\u00a0»"), "nl": ("“", "”"), "en": ("“", "”"), "de": ("„", "“")}


def notes_html(context: Context) -> str:
    """The numbered notes of the facts met on this page; nothing when there are none."""
    if not context.fact_ids:
        return ""
    notes = "".join(_note(context, fact_id) for fact_id in context.fact_ids)
    return (
        f'<section class="notes"><h2 id="page-sources">{context.html("sources_of_page")}</h2>'
        f"<p>{context.html('our_translation')}</p><ol>{notes}</ol></section>"
    )


def _note(context: Context, fact_id: str) -> str:
    fact = context.fact(fact_id)
    source = fact.current.sources[0]
    link = sources_address(context.page)
    return (
        f'<li id="f-{fact_id}"><b>{context.certainty(fact)}</b>. {quote_html(source, context)} '
        f'<a href="{link}#s-{fact_id}">{_publication(context, source)}</a>.'
        f"{law_state(context, fact)}</li>"
    )


def quote_html(source: Source, context: Context) -> str:
    """The exact words, marked with their own language when it is not the page's."""
    opening, closing = QUOTES[source.lang]
    lang = "" if source.lang == context.language else f' lang="{source.lang}"'
    words = escape(glue_text(source.quote, source.lang), quote=False)
    return f"<q{lang}>{opening}{words}{closing}</q>"


def _publication(context: Context, source: Source) -> str:
    publisher = context.site.publishers[source.publisher].in_language(context.language)
    if source.published:
        when = context.date(source.published)
    else:
        when = context.html("undated")
    title = escape(glue_text(source.title, source.lang), quote=False)
    if source.lang != context.language:
        title = f'<span lang="{source.lang}">{title}</span>'
    return f"{escape(publisher, quote=False)}, {title}, {when}"


def law_state(context: Context, fact: Fact) -> str:
    """Whether the article's words are known to be those in force."""
    law = fact.law
    if law is None:
        return ""
    if law.status == "changed" and law.changed_on:
        state = context.html("law_changed", date=context.date(law.changed_on))
    elif law.status == "unchanged" and law.as_of:
        state = context.html("law_unchanged", date=context.date(law.as_of))
    else:
        state = context.html("law_unchecked")
    return f" Art.\u00a0{escape(law.article)}: {state}."


def sources_address(page: str) -> str:
    """Relative address of the page of sources in the same language."""
    if page == "sources":
        return ""
    return "sources/" if page == "index" else "../sources/"


def entry_html(context: Context, fact_id: str, used_on: list[tuple[str, str]]) -> str:
    """One entry of the page of sources; ``used_on`` is a list of (address, menu label)."""
    fact = context.fact(fact_id)
    shown = fact.current.shown.variants(context.language)[0]
    rows = "".join(_source_row(context, source) for source in fact.current.sources)
    pages = ", ".join(f'<a href="{address}">{escape(label)}</a>' for address, label in used_on)
    return (
        f'<li id="s-{fact_id}"><b>{escape(glue_text(shown, context.language), quote=False)}</b> '
        f"<small>({context.certainty(fact)})</small>{rows}"
        f"<p>{law_state(context, fact).strip()} {context.html('used_on')} {pages}.</p></li>"
    )


def _source_row(context: Context, source: Source) -> str:
    key = "read_on" if source.read_as == "stored-copy" else "read_on_live"
    read = context.html(key, date=context.date(source.read_on))
    return (
        f"<p>{quote_html(source, context)} "
        f'<a href="{escape(source.url)}" rel="noreferrer noopener">'
        f"{_publication(context, source)}</a>, {read}.</p>"
    )

"""The pages of sources: an index of every fact, and its full entry on the page of its subject."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from scripts.library import Page, Site, Source
from scripts.markup.context import Context
from scripts.markup.notes import certainty_html, law_state, publication, quote_html
from scripts.markup.typography import text_html

INDEX = "sources"
"""The page that every source note leads to: it has the id of each fact."""


def source_index(site: Site, language: str) -> str:
    """Every fact under its subject: its words, how sure it is, where it was published first.

    Quotes and other sources stand one tap further. With them the index was at 98 % of its budget,
    and a link from each page to the page of a subject costs the middle page 9 bytes it has not.
    """
    context = Context(site, language, INDEX, "screen")
    return "".join(
        f'<h2><a href="../{name}/">{_text(context, page.front.title)}</a></h2>'
        f"<ul>{''.join(_line(context, name, fact) for fact in facts_of_subject(site, name))}</ul>"
        for name, page in site.pages[language].items()
        if site.page_entries[name].facts
    )


def source_entries(site: Site, language: str, subject: str) -> str:
    """The full entries of the page of a subject; nothing for any other page."""
    facts = facts_of_subject(site, subject)
    if not facts:
        return ""
    context = Context(site, language, subject, "screen")
    uses = pages_using(site, language)
    entries = "".join(source_entry(context, fact, uses.get(fact, [])) for fact in facts)
    return f"<ul>{entries}</ul>"


def facts_of_subject(site: Site, subject: str) -> list[str]:
    """The facts of the files that a page of sources names, in the order of the files."""
    wanted = site.page_entries[subject].facts
    found: dict[str, list[str]] = {name: [] for name in wanted}
    for fact in site.facts:
        if (name := site.file_of_fact(fact)) in found:
            found[name].append(fact)
    return [fact for name in wanted for fact in found[name]]


def pages_using(site: Site, language: str) -> dict[str, list[str]]:
    """Fact -> names of the pages that show it, in the order of the menu."""
    uses: dict[str, list[str]] = {}
    for page in site.pages[language].values():
        for fact in dict.fromkeys(_facts_met(site, page)):
            uses.setdefault(fact, []).append(page.name)
    return uses


def _facts_met(site: Site, page: Page) -> Iterator[str]:
    """Facts of the text, the shared cautions and the changes of a page."""
    yield from page.fact_ids
    for block in page.blocks:
        if block.name == "changes":
            for change in site.changes.values():
                yield from change.facts
        if block.name == "caution":
            yield from site.facts_of_caution(block.argument)


def _line(context: Context, subject: str, fact_id: str) -> str:
    """One fact in the index."""
    words, state = _words(context, fact_id)
    source = context.fact(fact_id).current.sources[0]
    return (
        f'<li id="{fact_id}"><a href="../{subject}/#{fact_id}">{words}</a> '
        f"<small>({state}) {publication(context, source, short=True)}</small></li>"
    )


def source_entry(context: Context, fact_id: str, pages: list[str]) -> str:
    """One fact on the page of its subject; its words lead to itself, so its address can be copied.

    The style of the site writes the target of such a link behind it: that is its id, on paper too.
    """
    fact = context.fact(fact_id)
    words, state = _words(context, fact_id)
    rows = "".join(_source_row(context, source) for source in fact.current.sources)
    checked = (
        f"{context.html('checked_on', date=context.date(fact.checked.on))} "
        f"{context.html('next_check', date=context.date(fact.review_by))}"
    )
    used = ", ".join(_page_link(context, name) for name in pages)
    return (
        f'<li id="{fact_id}"><b><a href="#{fact_id}">{words}</a></b> <small>({state})</small>{rows}'
        f"<p><small>{checked} {context.html('used_on')} {used}</small></p></li>"
    )


def _words(context: Context, fact_id: str) -> tuple[str, str]:
    """The words of a fact, and how sure it is with the state of its article."""
    fact = context.fact(fact_id)
    shown = next(iter(fact.current.shown.wordings(context.language).values()))
    return _text(context, shown), certainty_html(context, fact) + law_state(context, fact)


def _source_row(context: Context, source: Source) -> str:
    key = "read_on" if source.read_as == "stored-copy" else "read_on_live"
    read = context.html(key, date=context.date(source.read_on))
    return (
        f"<p>{quote_html(source, context)} "
        f'<a href="{escape(source.url)}" rel="noreferrer noopener">'
        f"{publication(context, source)}</a>, {read}.</p>"
    )


def _page_link(context: Context, name: str) -> str:
    """A page by its number and its name in the menu."""
    number = context.site.page_entries[name].number
    label = _text(context, context.site.pages[context.language][name].front.menu)
    address = "../" if name == "index" else f"../{name}/"
    return f'<a href="{address}">{number}. {label}</a>'


def _text(context: Context, words: str) -> str:
    return text_html(words, context.language)

"""LINK: every link of a page leads to a place that exists, in the same language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.checks.languages import anchors
from scripts.checks.prose import all_rows
from scripts.checks.registry import rule
from scripts.library import Finding, Page, Reference, Site, references_in
from scripts.library.page import LINK
from scripts.library.site import search_key

PAGE_TARGET = re.compile(r"[a-z0-9-]+\.md")
NO_LINKS = frozenset({"title", "menu", "heading"})
TIED = frozenset({"fact", "contact"})
HALF_LINK = re.compile(r"\]\s?\(|\]\[[^\]]*\]|^\s*\[[^\]]+\]:")


def page_links(site: Site) -> Iterator[tuple[Page, Reference]]:
    """Every link to a page, with the page it stands on."""
    for page in site.all_pages():
        yield from ((page, ref) for ref in page.references if ref.scheme == "page")


def address_of(page: Page, ref: Reference) -> str:
    """The place a link leads to as data/retired.yaml names it: 'page' or 'page#id'."""
    name = ref.target.removesuffix(".md") or page.name
    return f"{name}#{ref.fragment}" if ref.fragment else name


@rule("LINK01")
def dead_page(site: Site) -> Iterator[Finding]:
    """A link leads to a page that exists in the same language.

    A dead link on the page of time limits costs a reader the day.
    """
    names = {name for pages in site.pages.values() for name in pages}
    for page, ref in page_links(site):
        # A page that exists in another language only is told by LANG01, a retired one by LINK06.
        name = ref.target.removesuffix(".md")
        if PAGE_TARGET.fullmatch(ref.target) and name not in names and name not in site.retired:
            what = f"no page '{ref.target}'; correct the name"
            yield Finding(page.path, ref.line, "LINK01", what)


@rule("LINK02")
def dead_anchor(site: Site) -> Iterator[Finding]:
    """The `#id` of a link is a heading or a question of the page it leads to.

    The site generator only mentions dead anchors, and publishes them.
    """
    for page, ref in page_links(site):
        target = site.pages[page.language].get(ref.target.removesuffix(".md") or page.name)
        if target and address_of(page, ref) in site.retired:
            continue  # told by LINK06
        if target and ref.fragment and ref.fragment not in anchors(target):
            what = f"'{target.path}' has no '#{ref.fragment}'; use the id of a heading"
            yield Finding(page.path, ref.line, "LINK02", what)


@rule("LINK03")
def outside_link(site: Site) -> Iterator[Finding]:
    """No link leaves the site, its language or the forms of this site.

    Outside addresses stand in the registry, with their date; a mistyped scheme ties nothing. In a
    test [word](file:///etc/passwd) in a heading was printed as a link, since headings were not
    read for links: they and the head carry none, a caution only those of the registry.
    """
    for page in site.all_pages():
        for ref in page.references:
            if ref.scheme == "other" or ".." in ref.target:
                what = f"'{ref.target}' is outside; name a page, a fact or a contact"
                yield Finding(page.path, ref.line, "LINK03", what)
    for row in all_rows(site):
        for ref in references_in(row.text, row.line, row.section):
            if row.kind in NO_LINKS or (row.kind == "caution" and ref.scheme not in TIED):
                what = f"a link to '{ref.target}' in a {row.kind}; put it in the text of a page"
                yield Finding(row.path, row.line, "LINK03", what)
        if "]" in row.text and HALF_LINK.search(LINK.sub("", row.text)):
            what = "this link is not read as one; write [words](target) without spaces"
            yield Finding(row.path, row.line, "LINK03", what)


@rule("LINK04")
def other_form(site: Site) -> Iterator[Finding]:
    """A link to a page names its file: `deadlines.md`.

    The folder form works on the site and breaks in the leaflets and in the single file.
    """
    for page, ref in page_links(site):
        if ref.target and ".." not in ref.target and not PAGE_TARGET.fullmatch(ref.target):
            what = f"'{ref.target}' is not a file name; write it like 'deadlines.md'"
            yield Finding(page.path, ref.line, "LINK04", what)


@rule("LINK05")
def unknown_term(site: Site) -> Iterator[Finding]:
    """A `term:` link names a term of data/terms.yaml.

    A mistyped id would leave a hard word with no explanation behind it.
    """
    for page in site.all_pages():
        for ref in page.references:
            if ref.scheme == "term" and ref.target not in site.terms:
                what = f"no term '{ref.target}'; correct the id or add it to data/terms.yaml"
                yield Finding(page.path, ref.line, "LINK05", what)


@rule("LINK08")
def search_words_without_page(site: Site) -> Iterator[Finding]:
    """The words of data/search.yaml lead to a page and a part that exist, each named once.

    A heading that changed its id would silently make "appeal" find nothing. The ledger keeps one
    list of words for a place: a second one would be remembered by nobody.
    """
    file = site.files.get("data/search.yaml")
    known: set[str] = set()
    pages = site.pages.get(site.source_language, {})
    for index, entry in enumerate(site.search.extra):
        line = file.line(("extra", str(index))) if file else 1
        page, place = pages.get(entry.page), search_key(entry)
        if page is None or entry.section not in {section.id for section in page.sections}:
            what = f"no '{entry.page}#{entry.section}'; correct page or section"
            yield Finding("data/search.yaml", line, "LINK08", what)
        elif place in known:
            what = f"'{place}' has two lists of words; put them into one"
            yield Finding("data/search.yaml", line, "LINK08", what)
        known.add(place)

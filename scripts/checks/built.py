"""HTML: what a program can decide of the built pages without a browser and without the network."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from scripts.checks.budget import PageSize, middle_size, size_of
from scripts.checks.built_pages import Built, BuiltFile, address_of
from scripts.checks.registry import Table
from scripts.library import Finding
from scripts.library.limits import (
    MIDDLE_PAGE_BROTLI,
    REFERENCE_PAGE_BROTLI,
    USER_PAGE_BROTLI,
    USER_PAGE_GZIP,
)

LOADED = (
    "img",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "source",
    "track",
    "frame",
    "portal",
)
"""Elements that a browser fetches something for."""

HARMLESS_LINKS = frozenset({"alternate", "canonical", "icon"})
STYLE_FETCH = re.compile(r"url\(\s*['\"]?(?!data:|#)|@import", re.IGNORECASE)
HASH = re.compile(r"'sha256-[A-Za-z0-9+/=]+'")
PHONE_LINK = re.compile(r"tel:(?:\+32[0-9]{8,9}|[1-9][0-9]{2,3})")
OTHER_LINK = re.compile(
    r"https?://\S+|data:image/\S+|mailto:[^@\s?]+@[^@\s?]+"
    r"|(?:sms:\?&|mailto:\?subject=[^\s&]+&)body=\S+"
)
"""A page elsewhere, mail to somebody, a message that the reader sends.

Not ``geo:``: on an iPhone such a link leaves the page for an error."""


BUILT_RULES: Table[[Built]] = Table("check --built")


@BUILT_RULES.rule("HTML01")
def built_in_its_language(built: Built) -> Iterator[Finding]:
    """Every page is built in every language, and says its language and direction.

    The builder once published French text under lang="nl": a screen reader read it as Dutch.
    """
    for code in built.site.published:
        for name in built.site.page_entries:
            if built.page(code, name) is None:
                shown = f"{built.folder.name}/{address_of(code, name)}"
                yield Finding(shown, 1, "HTML01", "page is not built; build again")
    for file in built.files:
        said = file.tree.get("lang"), file.tree.get("dir")
        if file.page:
            wanted = (file.language, built.site.languages[file.language].dir)
            if said != wanted:
                what = f"lang and dir are {said}, not {wanted}; mend the template"
                yield file.finding("HTML01", what, file.tree)
        elif not said[0]:
            yield file.finding("HTML01", "html has no lang; mend the template", file.tree)


@BUILT_RULES.rule("HTML02")
def headings_in_order(built: Built) -> Iterator[Finding]:
    """A page has one h1, and no level of heading is skipped.

    People who listen to a page move by its headings.
    """
    for file in built.files:
        headings = file.tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
        firsts = [heading for heading in headings if heading.tag == "h1"]
        if len(firsts) != 1:
            what = f"{len(firsts)} h1, not 1; mend the template"
            yield file.finding("HTML02", what, firsts[1] if len(firsts) > 1 else file.tree)
        level = 1
        for heading in headings:
            if int(heading.tag[1]) > level + 1:
                what = f"{heading.tag} follows h{level}; skip no level"
                yield file.finding("HTML02", what, heading)
            level = int(heading.tag[1])


@BUILT_RULES.rule("HTML03")
def titles_apart(built: Built) -> Iterator[Finding]:
    """Every page has a title, and no two pages of a language have the same.

    The title is all that a reader sees of a page in the list of open tabs.
    """
    first: dict[tuple[str, str], BuiltFile] = {}
    for file in built.files:
        elements = file.tree.xpath("//head/title")
        title = " ".join(elements[0].text_content().split()) if elements else ""
        if not title:
            yield file.finding("HTML03", "no title; give the page one")
        elif file.page:
            twin = first.setdefault((file.language, title), file)
            if twin is not file:
                what = f"title '{title}' is that of {twin.shown}; make them differ"
                yield file.finding("HTML03", what, elements[0])


@BUILT_RULES.rule("HTML04")
def no_request(built: Built) -> Iterator[Finding]:
    """A page asks for nothing but itself: no picture, style, script or frame from an address.

    A font from elsewhere tells a stranger who reads about an order to leave, and when.
    """
    for file in built.files:
        for element in file.tree.iter():
            what = _fetches(element) if isinstance(element.tag, str) else ""
            if what:
                yield file.finding("HTML04", f"{what}; put it into the page", element)


def _fetches(element: Any) -> str:
    """What a browser would fetch for an element by itself, or ''."""
    tag, text = element.tag, element.text or ""
    address = element.get("src") or element.get("srcset") or element.get("data") or ""
    if tag == "link":
        relation, href = element.get("rel", ""), element.get("href", "")
        if relation not in HARMLESS_LINKS:
            return f"link rel='{relation}' is fetched"
        return "" if relation != "icon" or href.startswith("data:") else f"icon '{href}' is fetched"
    if tag in LOADED or (tag in ("script", "input") and address):
        return "" if address.startswith("data:image/") else f"{tag} '{address}' is fetched"
    if tag == "style" and STYLE_FETCH.search(text):
        return "the style names an address"
    if tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
        return "the page moves on by itself"
    return ""


LOCAL_ADDRESS = b"http://127.0.0.1:8000/"
"""As SITE_URL in the Makefile."""


@BUILT_RULES.rule("HTML05")
def policy_fits(built: Built) -> Iterator[Finding]:
    """The policy of a page names the hash of each style and script in it, and nothing more.

    One space more in a style, and browsers drop it: the page is then bare, on phones we never see.
    """
    for file in built.files:
        metas = file.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        if len(metas) != 1:
            yield file.finding("HTML05", f"{len(metas)} policies, not 1; mend the template")
            continue
        text = str(metas[0])
        inline = [*file.tree.iter("style"), *file.tree.xpath("//script[not(@src)]")]
        for element in inline:
            if content_hash(element.text or "") not in text:
                what = f"the policy has no hash of this {element.tag}; add it to the policy"
                yield file.finding("HTML05", what, element)
        known = {content_hash(element.text or "") for element in inline}
        for hashed in HASH.findall(text):
            if hashed not in known:
                yield file.finding("HTML05", f"{hashed} is of nothing on the page; remove it")
        yield from _loose(file, text)


def _loose(file: BuiltFile, text: str) -> Iterator[Finding]:
    """Words of the policy that open it, and attributes that it cannot hold."""
    for word in ("unsafe", "http:", "https:", "*"):
        if word in HASH.sub("", text):
            yield file.finding("HTML05", f"the policy allows '{word}'; close it")
    if "default-src 'none'" not in text:
        yield file.finding("HTML05", "the policy does not start from 'none'; close it")
    for element in file.tree.xpath("//*[@style or @*[starts-with(name(), 'on')]]"):
        names = [name for name in element.attrib if name == "style" or name.startswith("on")]
        what = f"attribute '{names[0]}' on {element.tag}; use the stylesheet or a script"
        yield file.finding("HTML05", what, element)


def content_hash(text: str) -> str:
    """The hash source of an inline element, made here anew: a check leans on nothing it checks."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@BUILT_RULES.rule("HTML06")
def budget_kept(built: Built) -> Iterator[Finding]:
    """A page keeps its budget on the wire, and so does the middle one.

    Readers pay for each megabyte of a prepaid card. A release was refused at its last step for four
    bytes of its own address: pages are weighed as under that of the local server.
    """
    sizes = []
    for file in built.pages:
        kind = built.site.page_entries[file.page].kind
        size = size_of(at_home(file.data, built.root_address), file.address, kind)
        sizes.append(size)
        for what in _too_large(size):
            yield file.finding("HTML06", f"{what}; shorten the page")
    middle = middle_size(sizes)
    if middle > MIDDLE_PAGE_BROTLI:
        what = f"the middle page has {middle} bytes in brotli, over {MIDDLE_PAGE_BROTLI}"
        yield Finding(built.folder.name, 1, "HTML06", f"{what}; shorten what all pages carry")


def at_home(data: bytes, address: str) -> bytes:
    """A page of the site at ``address`` as it is built for the local server.

    Its weight is not that of the letters of the site's address; '' leaves it as it is.
    """
    return data.replace(address.encode(), LOCAL_ADDRESS) if address else data


def _too_large(size: PageSize) -> Iterator[str]:
    limit = USER_PAGE_BROTLI if size.kind == "user" else REFERENCE_PAGE_BROTLI
    if size.brotli > limit:
        yield f"{size.brotli} bytes in brotli, over {limit}"
    if size.kind == "user" and size.gzip > USER_PAGE_GZIP:
        yield f"{size.gzip} bytes in gzip, over {USER_PAGE_GZIP}"


@BUILT_RULES.rule("HTML07")
def links_lead_somewhere(built: Built) -> Iterator[Finding]:
    """Every address inside the site leads to a file of it, and to an id that is there once.

    What the builder makes of a link is not what stands in the text: both ends are looked at. The
    page for an address that does not exist has links from the root of the host, which is not the
    root of the site when the site lives in a folder of its host.
    """
    for file in built.files:
        for identifier, count in Counter(file.ids).items():
            if count > 1:
                yield file.finding("HTML07", f"id '{identifier}' stands {count} times; rename one")
        for element in file.tree.xpath("//*[@href]"):
            what = _dead(built, file, str(element.get("href")))
            if what:
                yield file.finding("HTML07", what, element)


def _dead(built: Built, file: BuiltFile, address: str) -> str:
    plain, fragment = urldefrag(address)
    if built.root_address and plain.startswith(built.root_address):
        plain = urlsplit(plain).path
    parts = urlsplit(plain)
    if parts.scheme or parts.netloc:
        known = PHONE_LINK.fullmatch(address) or OTHER_LINK.fullmatch(address)
        return "" if known else f"'{address}' is no address, phone or mail; correct it"
    target = _file_at(file, unquote(parts.path), urlsplit(built.root_address).path or "/")
    if target is None:
        return f"'{address}' leaves the site; correct it"
    if target not in built.others:
        return f"'{address}' leads to no file; correct it"
    other = built.by_address.get(target)
    if fragment and other and unquote(fragment) not in other.ids:
        return f"'{address}' leads to no paragraph of {other.shown}; correct it"
    return ""


def _file_at(file: BuiltFile, path: str, base: str) -> str | None:
    """The file that a path in ``file`` leads to; the root of the site stands at ``base``.

    None when it does not lead into the site.
    """
    if not path:
        return file.address
    if not path.startswith("/"):
        return _target(file.address, path)
    return _target("", "/" + path.removeprefix(base)) if path.startswith(base) else None


def _target(start: str, path: str) -> str | None:
    """The file that a server answers with, below the root; None above it."""
    parts = [] if path.startswith("/") else start.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    end = "/".join(parts)
    if path.endswith(("/", ".")) or not end:
        return f"{end}/index.html".lstrip("/")
    return end


@BUILT_RULES.rule("HTML08")
def languages_apart(built: Built) -> Iterator[Finding]:
    """A page has the same questions in each language, and leads to itself in the others.

    The language links are how a family of several languages reads one page together. The page names
    its own address too: a host also answers at `/fr/letter/index.html`, which paper does not know.
    """
    for file in built.pages:
        own = built.root_address + file.address.removesuffix("index.html")
        if file.tree.xpath('//head/link[@rel="canonical"]/@href') != [own]:
            yield file.finding("HTML08", "no canonical link to its own address; add it")
        for code in built.site.published:
            other = built.page(code, file.page)
            if other is None or other is file:
                continue
            told = file.tree.xpath(f'string(//head/link[@hreflang="{code}"]/@href)')
            if told != built.root_address + other.address.removesuffix("index.html"):
                yield file.finding("HTML08", f"no head link to the page in '{code}'; add it")
            missing = [key for key in _questions(file) if key not in other.ids]
            if missing:
                what = f"'#{missing[0]}' is not in {other.shown}; translate the heading"
                yield file.finding("HTML08", what)


def _questions(file: BuiltFile) -> list[str]:
    """The ids of the second-level headings, without the notes and the letters of an A to Z."""
    path = '//main//h2[not(ancestor::*[contains(@class, "notes")])]/@id'
    return [str(value) for value in file.tree.xpath(path) if len(value) > 1]


@BUILT_RULES.rule("HTML09")
def phones_left_to_right(built: Built) -> Iterator[Finding]:
    """A phone number is kept left to right, whatever the direction of the text around it.

    A plain "02 000 00 01" in Arabic text shows as "01 00 000 02": somebody else's number.
    """
    for file in built.files:
        for link in file.tree.xpath('//a[starts-with(@href, "tel:")]'):
            around = [link, *link.iter(), *link.iterancestors()]
            if not any(element.get("dir") == "ltr" for element in around[:-1]):
                yield file.finding("HTML09", f"'{link.get('href')}' has no dir='ltr'; add it", link)


@BUILT_RULES.rule("HTML10")
def no_trace(built: Built) -> Iterator[Finding]:
    """A page sends no referrer, and its preview does not tell the reader's situation.

    A link sent by phone shows its preview on a locked screen.
    """
    for file in built.files:
        head = {meta.get("name"): meta.get("content") for meta in file.tree.xpath("//meta[@name]")}
        if head.get("referrer") != "no-referrer":
            yield file.finding("HTML10", "no meta referrer 'no-referrer'; mend the template")
        preview = file.tree.xpath("string(//meta[@property='og:title']/@content)")
        words = set(re.findall(r"\w+", f"{preview} {head.get('description') or ''}"))
        for word in sorted(words & {"OQT", "BGV", "ICAM"}):
            yield file.finding("HTML10", f"the preview says '{word}'; keep it neutral")

"""The one file to keep: every user page and the contacts of a language, for a phone without data.

It asks nothing of any network, opens from a file manager, and tells its own age. The source notes
are left out (they stand on the site); the words of certainty stay in the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from lxml import html as lxml_html

from scripts.library import Contact, Page, Site, today
from scripts.library.limits import KEPT_FILE
from scripts.markup import Context, glue_text, page_markdown, render, text_html
from scripts.site.addresses import listen_path, path_of, share_path
from scripts.site.archive import files_of, write_zip
from scripts.site.kits import DATA, kit_names, kit_path
from scripts.site.policy import FAVICON, policy, stylesheet
from scripts.site.programs import programs_of
from scripts.site.search import INDEX, LIBRARY
from scripts.site.show import show_path

FILE = "keep/icam-info-{language}.html"
"""Address of the file below the root of the site."""

STYLE = "keep.css"
LEFT_OUT = frozenset(("about", "leaflets", "phone"))
"""Pages about the site itself: without it they help nobody."""

SIDES = ("independent", "public", "state-contract", "state")
"""The order of the contacts: those who work for nobody but the reader come first."""

AREAS = ("brussels", "flanders", "wallonia", "belgium")
KEPT_CLASSES = frozenset(("law", "office", "orgs", "caution", "unknown", "note", "card"))
ARCHIVE = "keep/icam-info.zip"
"""The whole site for a USB stick."""

_FOLDER_LINK = re.compile(r'(href="(?!https?:|//|mailto:|sms:|tel:)[^"#]*/)(#[^"]*)?"')
_STAYS = re.compile(r'(href=")(?:\.\./)+(print/[a-z]{2}-[a-z]{2}-[^"]*)')
"""A link to a file that does not travel."""

_BLOCKS = "p|ul|ol|li|div|h[1-6]|section|article|nav"
_OPTIONAL_END = re.compile(rf"</(?:p|li)>(?=</?(?:{_BLOCKS})\b)")
"""An end tag that the next tag implies (HTML, optional tags)."""

_SIMPLE_VALUE = re.compile(r'(?<= )(class|id|href)="([#a-z0-9:+-]+)"(?=[ >])')
_SPACES = re.compile(r"[ \n]{2,}")
_LABEL = re.compile(r"<small>[^<]*")
_BETWEEN_TAGS = re.compile(rf">\s+<(?=/?(?:{_BLOCKS})\b)")


def keep_file(site: Site, language: str, site_url: str) -> str:
    """The whole file as text; ``site_url`` is where a newer one is found."""
    pages = _kept_pages(site, language)
    context = Context(site, language, "index", "print")
    style = stylesheet(site.root, STYLE)
    programs = programs_of(site.root, ())
    address = site_url + path_of(language, "index")
    due = min(site.page_entries[page.name].next_check for page in pages)
    hidden = " hidden" if today() < due else ""
    words = {
        key: context.html(key)
        for key in ("general_information", "independence", "no_lawyer", "keep_newer", "licence")
    }
    contents = "".join(
        f'<li><a href="#{page.name}">{text_html(page.front.title, language)}</a></li>'
        for page in pages
    )
    cautions = Cautions(context)
    articles = "".join(_article(site, page, pages, site_url, cautions) for page in pages)
    direction = site.languages[language].dir
    return slim_tags(
        f'<!doctype html><html lang="{language}" dir="{direction}">'
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style, programs)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f'<link rel="icon" href="{FAVICON}">'
        f"<title>{context.html('preview_title')}</title><style>{style}</style>"
        f'<body dir="{direction}">'
        f"<h1>{context.html('preview_title')}</h1>"
        f'<p id="old" class="caution" data-due="{due.isoformat()}"{hidden}>'
        f"{context.html('old_check', date=context.date(due))}</p>"
        f"<p>{words['independence']} {words['no_lawyer']}</p>"
        f"<p>{context.html('keep_made', date=context.date(today()))} "
        f"{context.html('next_check', date=context.date(due))} {words['keep_newer']} "
        f'<a href="{address}">{escape(address)}</a></p>'
        f"<p>{words['general_information']}</p>"
        f'<ul><li><a href="#contacts">{context.html("keep_contacts")}</a></li>{contents}</ul>'
        f"{_contacts(site, language)}{slim_spaces(articles)}<p>{words['licence']}</p>"
        + "".join(f"<script>{program.text}</script>" for program in programs)
        + "</html>\n"
    )


def keep_html(site: Site, language: str) -> str:
    """The list of what can be kept, with sizes, and the pages of the offline copy."""
    context = Context(site, language, "keep", "screen")
    name = FILE.format(language=language)
    rows = [
        (f"../../{name}", context.html("keep_file"), KEPT_FILE),
        (f"../../{ARCHIVE}", context.html("keep_archive"), 0),
    ]
    links = "".join(
        f'<li><a class="call" href="{address}" download>{words}</a>'
        + (f" <small>{context.html('keep_size', size=str(size // 1024))}</small>" if size else "")
        + "</li>"
        for address, words, size in rows
    )
    pages = "".join(
        f'<li><a href="{"../" if page.name == "index" else f"../{page.name}/"}">'
        f"{text_html(page.front.title, language)}</a></li>"
        for page in site.pages[language].values()
    )
    return (
        f'<div class="tiles"><ul>{links}</ul></div>'
        f'<details id="kept" data-more="{" ".join(_also_kept(site, language))}"><summary>'
        f"{context.html('keep_pages')}</summary><ul>{pages}</ul></details>"
    )


def _also_kept(site: Site, language: str) -> Iterator[str]:
    """What the offline copy holds beside the pages: what their links and tools lead to.

    Who cannot read well listens offline too; a sentence is shown where there is no network.
    """
    for name in site.pages[language]:
        yield share_path(language, name)
        yield listen_path(language, name)
    for name in site.sentences:
        yield show_path(language, name)
    yield INDEX.format(language=language)
    yield LIBRARY
    if site.kits.sections:
        yield DATA.format(language=language)
    for name in kit_names(site):
        yield kit_path(language, name)


def write_archive(folder: Path, day: dt.date, site_url: str) -> None:
    """Zip the built site for a USB stick: links name the file, for there is no server to add it.

    The same site gives the same bytes: entries are sorted and carry the day of the build. The
    two-language leaflets and the pages of codes are left out: they are many, and a code is asked
    of the site as it is now. Links to them lead to ``site_url``.
    """
    path = folder / ARCHIVE
    path.parent.mkdir(parents=True, exist_ok=True)
    names = [name for name in files_of(folder) if name != ARCHIVE and _travels(name)]
    contents = ((f"icam-info/{name}", _carried(folder, name, site_url)) for name in names)
    write_zip(path, contents, dt.datetime.combine(day, dt.time()))


def _carried(folder: Path, name: str, site_url: str) -> bytes:
    """A file as it travels: links of a page name files."""
    data = (folder / name).read_bytes()
    if not name.endswith(".html"):
        return data
    text = _STAYS.sub(rf"\g<1>{site_url}\2", data.decode("utf-8"))
    return _with_file_names(text).encode("utf-8")


def _travels(name: str) -> bool:
    if name.startswith(("headers/", "_headers", "robots.txt")) or re.match(r"v/.+/", name):
        return False
    return not name.startswith("print/") or bool(
        re.fullmatch(r"print/[a-z]{2}-(?![a-z]{2}-).*", name)
    )


def _with_file_names(text: str) -> str:
    """``../letter/#dates`` becomes ``../letter/index.html#dates``."""
    return _FOLDER_LINK.sub(r'\1index.html\2"', text)


def _kept_pages(site: Site, language: str) -> list[Page]:
    return [
        site.pages[language][name]
        for name, entry in site.page_entries.items()
        if entry.kind == "user" and name not in LEFT_OUT and name in site.pages[language]
    ]


def slim_tags(text: str) -> str:
    """Leave out what HTML lets a writer leave out: ends of items and paragraphs, some quotes."""
    text = _OPTIONAL_END.sub("", text)
    return _SIMPLE_VALUE.sub(r"\1=\2", text)


def slim_spaces(text: str) -> str:
    """One space for many, and a plain one of one byte in the labels of certainty."""
    text = _SPACES.sub(lambda run: "\n" if "\n" in run[0] else " ", text)
    return _LABEL.sub(lambda label: label[0].replace("\u00a0", " "), text)


class Cautions:
    """Each caution stands once in the file; where it comes again, a link leads to it."""

    def __init__(self, context: Context) -> None:
        self._label = f"{context.words('label_caution')}, {context.words('certainty_disputed')}"
        self._met: dict[str, str] = {}

    def shorten(self, root: lxml_html.HtmlElement) -> None:
        """Replace the cautions of an article that stood in an earlier one."""
        for box in root.xpath(".//*[@class='caution']"):
            text = box.text_content()
            if text not in self._met:
                self._met[text] = f"caution-{len(self._met) + 1}"
                box.set("id", self._met[text])
                continue
            for child in list(box):
                box.remove(child)
            box.text = None
            link = lxml_html.Element("a", href=f"#{self._met[text]}")
            link.text = self._label
            box.append(link)


def _article(site: Site, page: Page, pages: list[Page], site_url: str, cautions: Cautions) -> str:
    """One page as an article: its ids carry its name, its links stay inside the file."""
    address = _address_of(page, pages, site_url)
    text = page_markdown(page.front.summary, page.body)
    rendered = render(site, page.language, text, page=page.name, target="print", address=address)
    root = lxml_html.fragment_fromstring(rendered.html, create_parent="article")
    root.set("id", page.name)
    _shorten_cards(root, site, page.language)
    _slim(root, page.name, keep_direction=site.languages[page.language].dir == "rtl")
    cautions.shorten(root)
    markup = lxml_html.tostring(root, encoding="unicode")
    number = site.page_entries[page.name].number
    title = f"<h2>{number}. {text_html(page.front.title, page.language)}</h2>"
    return _BETWEEN_TAGS.sub("><", markup.replace(">", f">{title}", 1))


def _address_of(page: Page, pages: list[Page], site_url: str) -> Callable[[str], str]:
    inside = {other.name for other in pages}

    def address(link: str) -> str:
        name, _, section = link.partition("#")
        name = name.removesuffix(".md") or page.name
        if name == "help":
            return "#contacts"
        if name in inside:
            return f"#{name}-{section}" if section else f"#{name}"
        return site_url + path_of(page.language, name) + (f"#{section}" if section else "")

    return address


def _shorten_cards(root: lxml_html.HtmlElement, site: Site, language: str) -> None:
    """A card inside a page becomes its name and a link to its full entry in the list."""
    for card in root.xpath(".//div[starts-with(@id, 'c-')]"):
        identifier = card.get("id").removeprefix("c-")
        contact = site.contacts[identifier]
        line = lxml_html.Element("p")
        link = lxml_html.Element("a", href=f"#c-{identifier}")
        link.text = glue_text(contact.name.in_language(language), language)
        if not contact.has_data:
            link = lxml_html.Element("b")
            link.text = glue_text(contact.name.in_language(language), language)
        line.append(link)
        card.getparent().replace(card, line)


def _slim(root: lxml_html.HtmlElement, name: str, *, keep_direction: bool) -> None:
    """Take out what only the site or paper needs, and move the headings one level down."""
    # Drawings are left out for their size; the list that explains their numbers stays.
    drawn = ".//*[@class='drawing']/p[.//*[local-name()='svg']]"
    for element in root.xpath(f".//*[contains('from fields tool', @class) and @class]|{drawn}"):
        element.drop_tree()
    for heading in root.xpath(".//h2|.//h3"):
        heading.tag = f"h{int(heading.tag[1]) + 1}"
    for element in root.xpath(".//*"):
        _slim_attributes(element, name, keep_direction=keep_direction)
    for element in root.xpath(".//strong"):
        element.tag = "b"  # the same bold words, 10 bytes less each: more than a thousand a file
    for element in root.xpath(".//span[not(@*)]|.//section[not(@*)]"):
        element.drop_tag()
    for element in root.iter("section"):
        element.tag = "div"  # a section asks for a heading, and these blocks have a label


def _slim_attributes(element: lxml_html.HtmlElement, name: str, *, keep_direction: bool) -> None:
    """Keep the classes that have a style, and ids of their own page.

    The direction is kept when the file is read from right to left, where a phone needs its own.
    """
    if element.get("class") not in KEPT_CLASSES:
        element.attrib.pop("class", None)
    for key in ("data-fact", "rel", "role", *(() if keep_direction else ("dir",))):
        element.attrib.pop(key, None)
    if element.get("id"):
        element.set("id", f"{name}-{element.get('id')}")


def _contacts(site: Site, language: str) -> str:
    """Phones, mail and places of the services with dated data, by region, independent first."""
    context = Context(site, language, "help", "print")
    usual = context.html("unless_said", words=context.words("side_independent"))
    parts = [f'<article id="contacts"><h2>{context.html("keep_contacts")}</h2><p>{usual}</p>']
    for area in AREAS:
        entries = [
            (identifier, contact)
            for identifier, contact in site.contacts.items()
            if area in contact.area[:1] and contact.has_data
        ]
        parts.append(f"<h3>{context.html(f'area_{area}')}</h3>")
        entries.sort(key=lambda entry: SIDES.index(entry[1].side))
        parts += [_contact(context, *entry) for entry in entries]
    return "".join(parts) + "</article>"


def _contact(context: Context, identifier: str, contact: Contact) -> str:
    """One contact. Its side is said when it is not independent: most are, and it is said above."""
    label = context.html(f"side_{contact.side.replace('-', '_')}")
    side = "" if contact.side == "independent" else f" ({label})"
    turned = context.site.languages[context.language].dir == "rtl"
    direction = ' dir="ltr"' if turned else ""
    ways = [
        f'<a href="tel:{phone.number}"{direction}>{escape(phone.shown)}</a>'
        for phone in contact.phones
    ]
    if contact.email:
        ways.append(f'<a href="mailto:{contact.email}">{escape(contact.email)}</a>')
    if contact.address:
        ways.append(context.isolated(escape(contact.address, quote=False)))
    found = contact.source.published
    when = context.date(found) if found else context.words("undated")
    name = text_html(contact.name.in_language(context.language), context.language)
    does = text_html(contact.does.in_language(context.language), context.language)
    doubt = (
        f" {text_html(contact.doubt.in_language(context.language), context.language)}"
        if contact.doubt
        else ""
    )
    start = f'<p id="c-{identifier}"><b>{name}</b>{side} {does} '
    return f"{start}{', '.join(ways)} ({escape(when)}){doubt}</p>"

"""Links ``fact:`` and ``contact:`` become what a reader can follow; headings get their switch."""

from __future__ import annotations

from xml.etree import ElementTree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.library import Contact
from scripts.markup.context import Context, MarkupError
from scripts.markup.typography import NO_BREAK


class ReferenceProcessor(Treeprocessor):
    """Walks the finished tree in reading order, so that notes are numbered as they are met."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context

    def run(self, root: ElementTree.Element) -> None:
        """Change every reference of the page in place."""
        self._walk(root, voice=False)
        if self.context.target == "screen":
            self._add_language_links(root)

    def _walk(self, element: ElementTree.Element, *, voice: bool, news: bool = False) -> None:
        voice = voice or element.get("data-voice") is not None
        news = news or element.get("class") == "changes"
        for child in list(element):
            self._walk(child, voice=voice, news=news)
            if child.tag == "a":
                self._change(element, child, voice=voice, news=news)
        self._close_voice(element)

    def _change(
        self, parent: ElementTree.Element, link: ElementTree.Element, *, voice: bool, news: bool
    ) -> None:
        scheme, _, target = link.get("href", "").partition(":")
        if scheme == "fact":
            if not news:  # what a dated piece of news said stays as it was said
                self._print_value_of_the_day(link, target)
            self._to_note(parent, link, target, voice=voice)
        elif scheme == "contact":
            self._to_contact(link, target)
        elif self.context.target == "print" and self.context.address is not None and not target:
            link.set("href", self.context.address(scheme))
        elif scheme.startswith("#"):
            # Only a source note is a bare '#3': the stylesheet marks such links.
            link.set("href", language_address(self.context.page, self.context.language) + scheme)

    def _print_value_of_the_day(self, link: ElementTree.Element, target: str) -> None:
        """The page may be written with another value than the one in force on the day."""
        fact_id, _, wording = target.partition("#")
        fact = self.context.fact(fact_id)
        if fact.later_values:
            shown = fact.current.shown.wordings(self.context.language)
            link.text = shown.get(wording, link.text)

    def _to_note(
        self, parent: ElementTree.Element, link: ElementTree.Element, target: str, *, voice: bool
    ) -> None:
        fact_id, _, wording = target.partition("#")
        fact = self.context.fact(fact_id)
        if wording not in fact.current.shown.wordings(self.context.language):
            raise MarkupError(f"unknown wording 'fact:{target}'")
        number = self.context.number_of(fact_id)
        certainty = fact.certainty
        label = certainty in ("disputed", "unknown") or (certainty == "reported" and not voice)
        if self.context.target == "print":
            link.tag = "span"
            link.attrib.clear()
            link.set("class", "fact")
            link.set("data-fact", target)
        else:
            # The stylesheet prints the address as the mark of the note: '#3'.
            link.set("href", f"#{number}")
        if label:
            small = ElementTree.Element("small")
            small.text = f"({self.context.certainty(fact)})".replace(" ", NO_BREAK)
            small.tail = link.tail
            link.tail = " "
            parent.insert(list(parent).index(link) + 1, small)

    def _to_contact(self, link: ElementTree.Element, target: str) -> None:
        identifier, _, part = target.partition("#")
        contact = self.context.site.contacts.get(identifier)
        if contact is None:
            raise MarkupError(f"unknown contact '{identifier}'")
        href = contact_address(contact, part)
        phone = contact.phone(part)
        if href is None:
            link.tag = "span"
            link.attrib.clear()
        else:
            link.set("href", href)
        if phone:
            link.set("dir", "ltr")
            link.set("class", "tel")
            link.text = phone.shown.replace(" ", NO_BREAK)
        if href and href.startswith("http"):
            link.set("rel", "noreferrer noopener")
        if part in ("email", "website"):
            link.set("dir", "ltr")

    def _close_voice(self, element: ElementTree.Element) -> None:
        """Print, under a voice block, where its statements come from."""
        if element.attrib.pop("data-voice", None) is None:
            return
        places: dict[str, dict[str, None]] = {}
        for fact_id in self._facts_inside(element):
            publisher, place = self._place(fact_id)
            places.setdefault(publisher, {})[place] = None
        if places:
            between = f"{NO_BREAK}; " if self.context.language == "fr" else "; "
            text = between.join(", ".join((name, *details)) for name, details in places.items())
            line = ElementTree.SubElement(element, "p", {"class": "from"})
            line.text = f"{self.context.words('source')}{self._colon()} {text}"

    def _place(self, fact_id: str) -> tuple[str, str]:
        """Publisher, and the article or the year, of the first source of a fact."""
        fact = self.context.fact(fact_id)
        source = fact.current.sources[0]
        publisher = self.context.site.publishers[source.publisher]
        if fact.law:
            place = f"art.{NO_BREAK}{fact.law.article}"
        else:
            place = str(source.published.year) if source.published else self._undated()
        return publisher.in_language(self.context.language), place

    def _undated(self) -> str:
        return self.context.words("undated")

    def _colon(self) -> str:
        return f"{NO_BREAK}:" if self.context.language == "fr" else ":"

    def _facts_inside(self, element: ElementTree.Element) -> list[str]:
        found = [link.get("data-fact", "").partition("#")[0] for link in element.iter("span")]
        for link in element.iter("a"):
            number = link.get("href", "").removeprefix("#")
            if number.isdigit():
                found.append(self.context.fact_ids[int(number) - 1])
        return list(dict.fromkeys(fact_id for fact_id in found if fact_id))

    def _add_language_links(self, root: ElementTree.Element) -> None:
        """Under each question, the same question in the other languages, without any script."""
        for parent in list(root.iter()):
            for heading in [child for child in parent if child.tag == "h2"]:
                wrapper = ElementTree.Element("div", {"class": "q"})
                index = list(parent).index(heading)
                wrapper.tail, heading.tail = heading.tail, None
                parent.remove(heading)
                parent.insert(index, wrapper)
                wrapper.append(heading)
                switch = ElementTree.SubElement(wrapper, "p")
                for code in self.context.site.published:
                    if code == self.context.language:
                        continue
                    href = f"{language_address(self.context.page, code)}#{heading.get('id')}"
                    attributes = {"href": href, **self.context.marks_of(code)}
                    ElementTree.SubElement(switch, "a", attributes).text = code.upper()


def contact_address(contact: Contact, part: str) -> str | None:
    """The link target of a part of a contact; None for an address in the street."""
    phone = contact.phone(part)
    if phone:
        return f"tel:{phone.number}"
    if part == "email" and contact.email:
        return f"mailto:{contact.email}"
    if part == "website" and contact.website:
        return contact.website
    if part == "address" and contact.address:
        return None
    raise MarkupError(f"contact has no '{part}'")


def language_address(page: str, language: str) -> str:
    """Relative address of the same page in ``language`` (addresses are /fr/ and /fr/letter/)."""
    return f"../{language}/" if page == "index" else f"../../{language}/{page}/"

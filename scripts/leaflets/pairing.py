"""Two languages side by side: the same paragraph at the same height, with the same number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from xml.etree import ElementTree

from scripts.leaflets.content import Content, Piece

_INSIDE = frozenset({"div", "ul", "ol"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})

RIGHT = "main"
"""Element of the right column. The typesetter forgets ``lang``: it is given back by this name."""

COUNT = "article"
"""Element of the number between the columns: in the tags it ends the paragraph on its left."""


class UnequalError(Exception):
    """The two languages have no common paragraphs; the message says where they part."""


@dataclass(frozen=True)
class Box:
    """An element around a paragraph; ``start`` is the number of its first item, when counted."""

    identity: int
    tag: str
    name: str


@dataclass(frozen=True)
class Row:
    """One paragraph: the boxes around it, its tag and class, its HTML, its place in a list."""

    boxes: tuple[Box, ...]
    tag: str
    name: str
    html: str
    item: int

    @property
    def shape(self) -> tuple[object, ...]:
        """What must be the same in both languages."""
        return (tuple((box.tag, box.name) for box in self.boxes), self.tag, self.name, self.item)


def rows_of(html: str) -> list[Row]:
    """Cut the HTML of a part into its paragraphs, list items, headings and cards."""
    root = ElementTree.fromstring(f"<div>{html}</div>")
    return list(_walk(root, (), iter(range(10**6))))


def _walk(
    element: ElementTree.Element, boxes: tuple[Box, ...], counter: Iterator[int]
) -> Iterator[Row]:
    for number, child in enumerate(element, start=1):
        name = child.get("class", "")
        voice = child.tag == "section" and name != "contact"
        if (child.tag in _INSIDE or voice) and not (child.text or "").strip():
            box = Box(next(counter), child.tag, name)
            yield from _walk(child, (*boxes, box), counter)
            continue
        child.tail = ""
        for inside in child.iter():
            # The same section stands on the page twice: neither keeps its anchor.
            inside.attrib.pop("id", None)
        html = ElementTree.tostring(child, encoding="unicode", method="html")
        yield Row(boxes, child.tag, name, html, number if child.tag == "li" else 0)


def paired(left: Content, right: Content, numbered: bool, *, paged: bool = False) -> str:
    """The parts of both contents, row by row.

    ``paged``: each side starts a page, as in one language.
    Raises UnequalError where they cannot be matched.
    """
    number = 0
    starts = {pieces[0].key for pieces in left.sides[1:] if pieces} if paged else set()
    html = ""
    for one, other in zip(left.pieces, right.pieces, strict=True):
        rows = ""
        for here, there, edges in _matched(one, other, left.language, right.language):
            counts = numbered and not _is_unnumbered(here)
            number += counts
            rows += _row(left, right, here, there, edges, number if counts else 0)
        kinds = "part"
        kinds += " warning" if one.warning else ""
        kinds += " start" if one.key in starts else ""
        html += f'<div class="{kinds}" id="part-{one.key}">{rows}</div>'
    return html


def _matched(
    one: Piece, other: Piece, left: str, right: str
) -> Iterator[tuple[Row, Row, list[str]]]:
    here, there = rows_of(one.html), rows_of(other.html)
    for number, (first, second) in enumerate(zip(here, there, strict=False), start=1):
        if first.shape != second.shape:
            what = f"paragraph {number} is another kind of paragraph in {left} than in {right}"
            raise UnequalError(f"{one.key}: {what}")
    if len(here) != len(there):
        what = f"{len(here)} paragraphs in {left}, {len(there)} in {right}"
        raise UnequalError(f"{one.key}: {what}")
    yield from zip(here, there, _edges(here), strict=True)


def _is_unnumbered(row: Row) -> bool:
    """Headings, labels, and lines that carry the number of a page."""
    titles = any(box.name == "numbers" for box in row.boxes)
    return row.tag in _HEADINGS or row.name == "label" or titles


def _edges(rows: list[Row]) -> list[list[str]]:
    """For each row, the classes of its outer box, and whether it is its first or last row."""
    edges = []
    for box, group in groupby(rows, lambda row: row.boxes[:1]):
        inside = len(list(group))
        kind = (box[0].name or box[0].tag) if box else ""
        for index in range(inside):
            names = [f"in-{name}" for name in kind.split()]
            names += ["first"] if kind and index == 0 else []
            names += ["last"] if kind and index == inside - 1 else []
            edges.append(names)
    return edges


def _row(
    left: Content, right: Content, here: Row, there: Row, edges: list[str], number: int
) -> str:
    kind = "head" if here.tag in _HEADINGS or here.name == "label" else "text"
    own = [f"is-{here.name.split()[0]}"] if here.name else []
    classes = " ".join(["row", kind, *own, *edges])
    shown = f"<{COUNT}>{number}</{COUNT}>" if number else ""
    return (
        f'<div class="{classes}">'
        f'<div class="cell" lang="{left.language}" dir="{left.direction}">{_wrapped(here)}</div>'
        f'<div class="number">{shown}</div>'
        f'<{RIGHT} class="cell" lang="{right.language}" dir="{right.direction}">'
        f"{_wrapped(there)}</{RIGHT}></div>"
    )


def _wrapped(row: Row) -> str:
    """A list item alone is still an item of a list, with its own number."""
    if row.tag != "li":
        return row.html
    box = row.boxes[-1]
    start = f' style="counter-reset:list-item {row.item - 1}"' if box.tag == "ol" else ""
    name = f' class="{escape(box.name)}"' if box.name else ""
    return f"<{box.tag}{name}{start}>{row.html}</{box.tag}>"

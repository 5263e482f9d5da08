"""What DRAW01 lets pass is the same drawing in XML, which it reads, and in HTML, which is shown."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from xml.etree import ElementTree

import pytest
import tinyhtml5

from scripts.checks.drawings import more_than_a_drawing
from scripts.library.site import DRAWINGS
from tests.built import real_site
from tests.unit.sites import ROOT

SPACE = "{http://www.w3.org/2000/svg}"
FILES = sorted((ROOT / DRAWINGS).glob("*.svg"))
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
HARMLESS = [
    f'{HEAD}<path d="M0 0h9"/></svg>',
    f'{HEAD}\n<g fill="none"><text x="1" y="1">1</text><g><circle r="1"/></g></g>\n</svg>\n',
    f'{HEAD}<text x="1" y="1">&lt;p&gt;&amp;&#49;</text><rect/></svg>',
]
OTHER_IN_HTML = [
    f"{HEAD}<!--></svg><p>0900</p><svg>--></svg>",
    f"{HEAD}<!-- --><text>1</text></svg>",
    f"{HEAD}<text><![CDATA[<p>]]></text></svg>",
    f"{HEAD}<?go ><p>0900</p>?></svg>",
    f'<?xml version="1.0"?>{HEAD}</svg>',
    f"<!DOCTYPE svg>{HEAD}</svg>",
    f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}<text>&a;</text></svg>',
    f"{HEAD}<p>0900</p></svg>",
    f"{HEAD}<foreignObject><p>0900</p></foreignObject></svg>",
    f"{HEAD}<title><p>0900</p></title></svg>",
    f"{HEAD}<style><p>0900</p></style></svg>",
    f'{HEAD}<s:path xmlns:s="http://www.w3.org/2000/svg"/></svg>',
    f'{HEAD}<path d="M0 0" fill="&#10;url(#a)"/></svg>',
    f"{HEAD}<text><text>1</text></text></svg>",
    f"{HEAD}<svg/></svg>",
    f"{HEAD}0900</svg>",
    "<p>0900</p>",
]


def faults(svg: str) -> list[str]:
    """The messages of DRAW01 about this text as the file of a real drawing."""
    name = next(iter(real_site().drawn))
    site = dataclasses.replace(real_site(), drawn={name: svg})
    return [finding.message for finding in more_than_a_drawing(site)]


def as_xml(svg: str) -> list[tuple[object, ...]]:
    """Each element with its settings and words, in order, as XML has them."""
    return [_row(element) for element in ElementTree.fromstring(svg).iter()]


def as_html(svg: str) -> list[tuple[object, ...]]:
    """The same of a page with nothing else in it, as a browser builds it."""
    body = tinyhtml5.parse(f"<!doctype html><body>{svg}").find("{*}body")
    assert body is not None
    inside = list(body.iter())[1:]
    return [_row(element) for element in inside]


def _row(element: ElementTree.Element) -> tuple[object, ...]:
    tag = element.tag if isinstance(element.tag, str) else "no element"
    settings = {key: value for key, value in element.items() if not key.endswith("xmlns")}
    return tag, sorted(settings.items()), (element.text or "").strip()


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_a_real_drawing_is_the_same_in_html(file: Path) -> None:
    assert len(FILES) == len(real_site().drawn)
    svg = file.read_text(encoding="utf-8")
    assert as_xml(svg)[0][0] == f"{SPACE}svg"
    assert as_html(svg) == as_xml(svg)


@pytest.mark.parametrize("svg", HARMLESS)
def test_what_passes_is_the_same_in_html(svg: str) -> None:
    assert faults(svg) == []
    assert as_html(svg) == as_xml(svg)


@pytest.mark.parametrize("svg", OTHER_IN_HTML)
def test_what_html_could_read_in_another_way_is_refused(svg: str) -> None:
    messages = faults(svg)
    assert messages
    assert all("; " in message for message in messages)


def test_a_comment_that_html_ends_early_shows_what_xml_hides() -> None:
    """Why no comment is allowed: the two readers do not see the same file."""
    assert [row for row in as_html(OTHER_IN_HTML[0]) if "0900" in str(row)]
    assert not [row for row in as_xml(OTHER_IN_HTML[0]) if "0900" in str(row)]

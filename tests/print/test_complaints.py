"""PRINT08: what the typesetter complains of stops the leaflet, with its words."""

import pytest

from scripts.leaflets.definition import FOLDER, STYLE, load_shelf
from scripts.leaflets.typeset import Typesetter
from scripts.library import ContentError
from tests.built import ROOT

PAGE = "<html lang='fr'><title>T</title><h1>Un</h1><p>Deux</p></html>"


def typesetter(more: str = "") -> Typesetter:
    style = (ROOT / STYLE).read_text(encoding="utf-8")
    return Typesetter(ROOT / FOLDER / "fonts", load_shelf(ROOT).settings, style + more)


def test_a_picture_that_is_not_there_is_told() -> None:
    broken = PAGE.replace("Deux", '<img src="file:///no/such.png" alt="Un">')
    with pytest.raises(ContentError) as caught:
        typesetter().typeset(broken, "", 0)
    assert [finding.rule for finding in caught.value.findings] == ["PRINT08"]


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1:9/a.png", f"file://{ROOT}/leaflets/print.css", "ftp://127.0.0.1/"],
)
def test_no_address_is_asked_for(address: str) -> None:
    """A picture in a drawing made the typesetter ask another machine for it."""
    picture = f'<svg><image href="{address}" width="9" height="9"/></svg>'
    for words in (f'<img src="{address}" alt="Un">', picture):
        with pytest.raises(ContentError) as caught:
            typesetter().typeset(PAGE.replace("Deux", words), "", 0)
        assert "disallowed protocol" in str(caught.value.findings)


def test_a_rule_of_the_sheet_that_is_not_understood_is_told() -> None:
    with pytest.raises(ContentError) as caught:
        typesetter("p{colour:black}")
    assert "colour" in str(caught.value.findings)


def test_a_plain_page_is_set() -> None:
    assert typesetter().typeset(PAGE, "p{color:red}", 0).data.startswith(b"%PDF")

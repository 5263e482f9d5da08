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


def test_a_rule_of_the_sheet_that_is_not_understood_is_told() -> None:
    with pytest.raises(ContentError) as caught:
        typesetter("p{colour:black}")
    assert "colour" in str(caught.value.findings)


def test_a_plain_page_is_set() -> None:
    assert typesetter().typeset(PAGE, "p{color:red}", 0).data.startswith(b"%PDF")

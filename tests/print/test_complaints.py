"""PRINT08: what the typesetter complains of stops the leaflet, with its words."""

import pytest

from scripts.leaflets.definition import load_shelf
from scripts.leaflets.typeset import Typesetter
from scripts.library import ContentError
from tests.built import ROOT

PAGE = "<html lang='fr'><title>T</title><h1>Un</h1><p>Deux</p></html>"


def test_a_picture_that_is_not_there_is_told() -> None:
    broken = PAGE.replace("Deux", '<img src="file:///no/such.png" alt="Un">')
    with pytest.raises(ContentError) as caught:
        typeset(load_shelf(ROOT), broken, "", 0)
    assert [finding.rule for finding in caught.value.findings] == ["PRINT08"]


def test_a_plain_page_is_set() -> None:
    assert typeset(load_shelf(ROOT), PAGE, "p{color:red}", 0).data.startswith(b"%PDF")

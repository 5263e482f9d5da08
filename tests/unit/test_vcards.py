"""The contacts to keep, read back by a strict reader of vCard 3.0 (RFC 2426)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.library import Contact, Site
from scripts.site.vcards import REGIONS, escaped, folded, in_region, vcard, write_vcards
from tests.built import real_site

PROPERTIES = {"VERSION", "FN", "N", "ORG", "TEL", "EMAIL", "ADR", "URL", "NOTE", "REV"}
LINE = re.compile(r"(?P<name>[A-Z]+)(?P<parameters>;TYPE=[A-Z,]+)?:(?P<value>.+)", re.DOTALL)
VALUE = re.compile(r"(?:[^\\,;\x00-\x1f]|\\[\\,;n])*")
STRUCTURED = {"N": 5, "ADR": 7}
"""Number of components of the properties that have several."""

Card = dict[str, list[str]]


@pytest.fixture(scope="module")
def site() -> Site:
    return real_site()


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_vcards(site, out)
    return out / "contacts"


def read_cards(data: bytes) -> list[Card]:
    """Read a file strictly; any departure from the format is an AssertionError."""
    text = data.decode("utf-8")
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text), "a line break that is not CRLF"
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(0 < len(line.encode("utf-8")) <= 75 for line in lines)
    rows = re.sub(r"\r\n[ \t]", "", text.removesuffix("\r\n")).split("\r\n")
    cards: list[Card] = []
    current: Card | None = None
    for row in rows:
        if row == "BEGIN:VCARD":
            assert current is None
            current = {}
        elif row == "END:VCARD":
            assert current is not None
            assert current["VERSION"] == ["3.0"]
            assert current.keys() >= {"FN", "N", "NOTE"}
            cards.append(current)
            current = None
        else:
            assert current is not None, row
            name, value = read_row(row)
            current.setdefault(name, []).append(value)
    assert current is None
    return cards


def read_row(row: str) -> tuple[str, str]:
    """Name and plain value of one unfolded line."""
    match = LINE.fullmatch(row)
    assert match, row
    name, value = match["name"], match["value"]
    assert name in PROPERTIES
    if name in STRUCTURED:
        parts = re.split(r"(?<!\\);", value)
        assert len(parts) == STRUCTURED[name], row
        value = next(part for part in parts if part)
    if name not in ("URL", "TEL", "EMAIL"):
        assert VALUE.fullmatch(value), row
    return name, re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), value)


def shown(site: Site) -> dict[str, Contact]:
    return {key: contact for key, contact in site.contacts.items() if contact.has_data}


def test_there_is_one_file_for_each_contact_with_data_and_each_region(
    site: Site, folder: Path
) -> None:
    assert {path.stem for path in folder.iterdir()} == shown(site).keys() | set(REGIONS)
    assert len(shown(site)) >= 40


def test_each_file_holds_what_the_registry_holds(site: Site, folder: Path) -> None:
    for identifier, contact in shown(site).items():
        (card,) = read_cards((folder / f"{identifier}.vcf").read_bytes())
        assert card["FN"] == card["ORG"] == [contact.name.fr]
        assert card.get("TEL", []) == [phone.number for phone in contact.phones]
        assert card.get("EMAIL", []) == ([contact.email] if contact.email else [])
        assert card.get("ADR", []) == ([contact.address] if contact.address else [])
        assert card.get("URL", []) == ([contact.website] if contact.website else [])


def test_the_note_says_side_day_source_and_doubt_in_each_language(site: Site, folder: Path) -> None:
    for identifier, contact in shown(site).items():
        (card,) = read_cards((folder / f"{identifier}.vcf").read_bytes())
        (note,) = card["NOTE"]
        lines = note.split("\n")
        assert len(lines) == len(site.published)
        for code, line in zip(site.published, lines, strict=True):
            side = site.notice("side_" + contact.side.replace("-", "_"), code)
            assert line.startswith(side)
            assert contact.checked.on.isoformat() in line
            assert contact.source.title in line
            assert contact.doubt is None or contact.doubt.in_language(code) in line


def test_a_region_file_holds_its_contacts_and_never_one_of_the_state(
    site: Site, folder: Path
) -> None:
    for region in REGIONS:
        found = in_region(site, region)
        assert found
        assert not [contact.name.en for contact in found if contact.side == "state"]
        names = [card["FN"][0] for card in read_cards((folder / f"{region}.vcf").read_bytes())]
        assert names == [contact.name.fr for contact in found]


def test_no_contact_without_dated_data_is_written(site: Site, folder: Path) -> None:
    for identifier, contact in site.contacts.items():
        assert (folder / f"{identifier}.vcf").exists() == contact.has_data


def test_a_line_is_folded_between_characters() -> None:
    row = "NOTE:" + "é€😀" * 40
    pieces = folded(row).encode("utf-8").split(b"\r\n")
    assert pieces.pop() == b""
    assert all(len(piece) <= 75 for piece in pieces)
    assert "".join([pieces[0].decode(), *(piece.decode()[1:] for piece in pieces[1:])]) == row


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150])
def test_a_line_of_any_length_is_folded_where_it_must_be(length: int) -> None:
    pieces = folded("A" * length).removesuffix("\r\n").split("\r\n ")
    assert "".join(pieces) == "A" * length
    assert len(pieces[0]) == min(length, 75)


def test_the_signs_of_the_format_are_escaped() -> None:
    assert escaped("a\\b; c, d\ne") == "a\\\\b\\; c\\, d\\ne"


@pytest.mark.parametrize(
    "spoilt",
    [
        b"BEGIN:VCARD\nVERSION:3.0\nFN:a\nEND:VCARD\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:a, b\r\nN:a;;;;\r\nNOTE:c\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:a\r\nN:a;;;;\r\nNOTE:c\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:"
        + b"a" * 80
        + b"\r\nN:a;;;;\r\nNOTE:c\r\nEND:VCARD\r\n",
    ],
)
def test_the_reader_is_strict(spoilt: bytes) -> None:
    with pytest.raises((AssertionError, KeyError)):
        read_cards(spoilt)


def test_a_card_is_read_whole(site: Site) -> None:
    assert len(read_cards(vcard(site, site.contacts["cire"]).encode("utf-8"))) == 1

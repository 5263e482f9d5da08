"""A whole release, under an address that is a folder of its host: twice the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import html as lxml_html

from scripts.library import load_site
from scripts.library.clock import DAY_VARIABLE
from tests.built import copy_quick
from tests.unit.sites import restamp

SITE_URL = "https://rights.github.io/icam/"
DAY = "2026-11-25"


def release(folder: Path) -> str:
    """Release what is in the folder; gives all that was printed."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "release"],
        cwd=folder,
        env={
            **os.environ,
            "SITE_URL": SITE_URL,
            "SOURCE_DATE_EPOCH": "1795392000",
            DAY_VARIABLE: DAY,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


@pytest.mark.timeout(1000)
def test_a_release_under_a_sub_path_is_whole_and_final(tmp_path: Path) -> None:
    copy_quick(tmp_path)
    restamp(tmp_path)
    settings = tmp_path / "leaflets/settings.yaml"
    text = settings.read_text(encoding="utf-8")
    whole = text.replace('publisher: ""', 'publisher: "An Peeters, Street 1, 1000 Brussels"')
    assert whole != text
    settings.write_text(whole, encoding="utf-8")

    assert "0 findings" in release(tmp_path)
    path = tmp_path / f"dist/icam-info-{DAY}.zip"
    first = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        missing = lxml_html.document_fromstring(archive.read("404.html"))
        record = archive.read("release.txt").decode("utf-8")
        codes = {code: archive.read(f"v/{code}/index.html") for code in codes_of(tmp_path)}
        page = lxml_html.document_fromstring(archive.read("fr/letter/index.html"))
    files = [found for found in (tmp_path / "site").rglob("*") if found.is_file()]
    assert len(names) == len(files) > 500
    assert {href.partition("/icam/")[0] for href in missing.xpath("//a/@href")} == {""}
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE_URL}fr/letter/"]
    assert f"address: {SITE_URL}\n" in record
    assert codes
    for code, words in codes.items():
        assert b"25" in words, code
        assert b"2026" in words, code
        assert "Publié le 25".encode() in words.replace("\u00a0".encode(), b" ") or b"nl" in words

    release(tmp_path)
    assert path.read_bytes() == first


def codes_of(folder: Path) -> list[str]:
    """The codes that the release registered."""
    return list(load_site(folder).register.codes)

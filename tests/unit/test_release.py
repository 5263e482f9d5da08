"""A release is refused without a real address, a publisher, or with anything due; else it packs."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import shutil
import zipfile
from pathlib import Path

import brotli
import pytest

from scripts import build, release
from scripts.checks import command
from scripts.leaflets.build import jobs_of
from scripts.library import load_site
from scripts.library.recall import RELEASES, SEAL
from tests.unit.sites import ROOT, findings_of, replace

ADDRESS = "https://rights.brussels/"
REAL = [ADDRESS, "https://www.icam-info.be/", "https://a.github.io/icam/", "https://testament.be/"]
UNREAL = [
    "",
    "rights.brussels",
    "http://rights.brussels/",
    "https://127.0.0.1:8000/",
    "https://[::1]/",
    "https://10.0.0.4/",
    "https://localhost/",
    "https://rights.localhost/",
    "https://example.org/",
    "https://www.example.be/",
    "https://site.example/",
    "https://intranet/",
    "https://rights.brussels",
    "https://rights.brussels/?a=1",
    "https://user@rights.brussels/",
]
PUBLISHED = 'publisher: "Name, Street 1, 1000 Brussels"'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The content with a publisher, a built page, and an address; the build is not run."""
    for name in ("docs", "data", "leaflets"):
        shutil.copytree(ROOT / name, tmp_path / name)
    replace(tmp_path / "leaflets/settings.yaml", 'publisher: ""', PUBLISHED)
    (tmp_path / "site/fr").mkdir(parents=True)
    (tmp_path / "site/fr/index.html").write_text("<p>built", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITE_URL", ADDRESS)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    monkeypatch.setattr(build, "main", lambda arguments: 0)
    return tmp_path


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The arguments that the checks were called with; they find nothing."""
    seen: list[list[str]] = []

    def main(arguments: list[str]) -> int:
        seen.append(arguments)
        return 0

    monkeypatch.setattr(command, "main", main)
    return seen


@pytest.mark.parametrize("address", REAL)
def test_a_real_address_is_taken(address: str) -> None:
    assert list(release.address_faults(address)) == []


@pytest.mark.parametrize("address", UNREAL)
def test_an_unreal_address_is_refused_in_one_line(
    address: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SITE_URL", address)
    assert release.main([]) == release.REFUSED
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"release: SITE_URL '{address}' ")
    assert "; give the real one" in line
    assert not (root / "dist").exists()


def test_without_a_publisher_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(root / "leaflets/settings.yaml", PUBLISHED, 'publisher: " "')
    assert release.main([]) == release.REFUSED
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("leaflets/settings.yaml:1: release: no responsible publisher; ")
    assert not (root / "dist").exists()


def test_a_translation_that_is_behind_refuses(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page would tell its reader; the leaflets of the same section would not."""
    replace(root / "docs/fr/phone.md", "Il existe aussi ", "Il y a aussi ")
    assert release.main([]) == release.REFUSED
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["docs/nl/phone.md", "docs/en/phone.md"]
    assert all("stamp" in line and "older than its French words" in line for line in lines)
    assert not (root / "dist").exists()


def test_what_is_due_refuses(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def main(arguments: list[str]) -> int:
        seen.append(arguments)
        return 1

    monkeypatch.setattr(command, "main", main)
    assert release.main(["--dates", "2030-01-01"]) == release.REFUSED
    assert seen == [["--root", str(root), "--built", "--dates", "2030-01-01"]]
    assert not (root / "dist").exists()


def test_a_build_that_fails_refuses(
    root: Path, checked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "main", lambda arguments: 1)
    assert release.main([]) == release.REFUSED
    assert checked == []
    assert not (root / "dist").exists()


def test_the_archive_holds_the_site(
    root: Path, checked: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    codes = build_code_pages(root)
    assert release.main([]) == release.DONE
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith(f"dist/icam-info-2026-11-23.zip, {len(codes)} new codes in data/")
    assert checked[0][-2:] == ["--dates", "today"]
    with zipfile.ZipFile(root / "dist/icam-info-2026-11-23.zip") as archive:
        assert archive.namelist() == ["fr/index.html", *sorted(codes)]
        assert archive.read("fr/index.html") == b"<p>built"
    assert [path.name for path in (root / "dist").iterdir()] == ["icam-info-2026-11-23.zip"]


def test_compressed_forms_are_packed_beside_their_pages(
    root: Path, checked: list[list[str]]
) -> None:
    page = b"<p>built" * 100
    (root / "site/fr/index.html").write_bytes(page)
    build_code_pages(root)
    assert release.main([]) == release.DONE
    with zipfile.ZipFile(root / "dist/icam-info-2026-11-23.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("fr/")]
        assert names == [f"fr/index.html{end}" for end in ("", ".br", ".gz")]
        assert brotli.decompress(archive.read(names[1])) == page
        assert gzip.decompress(archive.read(names[2])) == page


def build_code_pages(root: Path) -> list[str]:
    """A page for each code of today's leaflets, as the build writes them; their paths."""
    site = load_site(root)
    paths = [f"v/{job.edition.code}/index.html" for job in jobs_of(site, ADDRESS)]
    for path in paths:
        (root / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / path).write_text("<p>right", encoding="utf-8")
    return paths


def register_of(root: Path) -> tuple[str, str]:
    """The register and its seal as they stand on disk."""
    names = (RELEASES, SEAL)
    one, other = ((root / name).read_text(encoding="utf-8") for name in names)
    return one, other


def test_the_codes_are_written_down_once(
    root: Path, checked: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    codes = build_code_pages(root)
    assert release.main([]) == release.DONE
    register = load_site(root).register
    assert sorted(f"v/{code}/index.html" for code in register.codes) == sorted(codes)
    assert {entry.day.isoformat() for entry in register.releases} == {"2026-11-23"}
    assert findings_of(root, "LEAF01") == []
    written = register_of(root)
    assert written[0].startswith("# Every leaflet code ever released")
    assert release.main([]) == release.DONE
    assert ", 0 new codes" in capsys.readouterr().out
    assert register_of(root) == written


def test_a_code_without_a_page_refuses_and_leaves_the_register(
    root: Path, checked: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    lost = build_code_pages(root)[0]
    (root / "site" / lost).unlink()
    before = register_of(root)
    assert release.main([]) == release.REFUSED
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"site/{lost}:1: release: code '{lost[2:11]}' (first-steps, fr)")
    assert not (root / "dist").exists()
    assert register_of(root) == before


def test_a_register_that_lost_a_code_refuses_before_anything_is_written(root: Path) -> None:
    """The checks run first, and one of them compares the register with its seal."""
    (root / SEAL).write_text("count: 3\nlast: 0123456789abcdef\n", encoding="utf-8")
    before = register_of(root)
    assert release.main([]) == release.REFUSED
    assert not (root / "dist").exists()
    assert register_of(root) == before


def test_a_fault_of_a_leaflet_refuses_in_one_line(
    root: Path, checked: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    replace(root / "leaflets/missed.yaml", "section: transfer", "section: transfers")
    assert release.main([]) == release.REFUSED
    lines = capsys.readouterr().err.splitlines()
    assert all("PRINT01 missed, " in line for line in lines)
    assert len(lines) == 3
    assert not (root / "dist").exists()


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    moment = dt.datetime(2026, 11, 23, 8, 45, 30, tzinfo=dt.UTC)
    for name, order in (("a", "12"), ("b", "21")):
        folder = tmp_path / name
        folder.mkdir()
        for file in order:
            path = folder / f"{file}.html"
            path.write_text(file, encoding="utf-8")
            os.utime(path, (1_000_000_000 + ord(name), 1_000_000_000))
            path.chmod(0o600 if name == "a" else 0o644)
        release.pack(folder, tmp_path / f"{name}.zip", moment)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_an_unknown_option_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["--force"]) == release.MISUSED
    assert "--force" in capsys.readouterr().err

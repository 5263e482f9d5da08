"""What was made before is kept whole or made again; a disk that refuses gives one line."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts import leaflets
from scripts.leaflets import prepare, typesetting
from scripts.leaflets.build import Batch
from scripts.leaflets.job import Wanted
from scripts.leaflets.measure import peak
from scripts.leaflets.store import Store, write_whole
from scripts.leaflets.typesetting import Made
from scripts.library import ContentError, load_site
from tests.built import ROOT
from tests.print.test_faults import SITE_URL, copy_of_content

WALLET = Wanted(frozenset({"wallet"}), frozenset({"fr"}))
ODD = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'"words"',
    b"\xff\xfe\x00",
    b"{}",
    b'{"made_from": 1, "pages": "two", "digests": null}',
    b'{"made_from": "x", "pages": 2, "digests": {"fr-wallet.pdf": 5}}',
]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content that the command works on."""
    content = copy_of_content(tmp_path / "root")
    monkeypatch.setattr(leaflets, "ROOT", content)
    monkeypatch.setenv("SITE_URL", SITE_URL)
    return content


def wallet(root: Path, workers: int = 1) -> Batch:
    """The card in French."""
    return prepare(load_site(root), SITE_URL, wanted=WALLET, workers=workers)


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """No file may grow beyond ``size`` bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_record_that_cannot_be_read_is_made_again(root: Path, tmp_path: Path) -> None:
    good = [path.read_bytes() for path in wallet(root).put(tmp_path / "good")]
    [record] = (root / ".build/leaflets").glob("*.json")
    kept = record.read_bytes()
    assert wallet(root).fresh == ()
    for number, words in enumerate(ODD):
        record.write_bytes(words)
        batch = wallet(root)
        assert batch.fresh == ("fr-wallet",), words
        assert [path.read_bytes() for path in batch.put(tmp_path / str(number))] == good
        assert record.read_bytes() == kept


def test_a_file_that_is_not_what_was_made_is_made_again(root: Path, tmp_path: Path) -> None:
    good = [path.read_bytes() for path in wallet(root).put(tmp_path / "good")]
    for name in ("fr-wallet.pdf", "fr-wallet-print.pdf", "fr-wallet.png"):
        path = root / ".build/leaflets" / name
        path.write_bytes(path.read_bytes()[:100])
        assert wallet(root).fresh == ("fr-wallet",)
        path.unlink()
        batch = wallet(root)
        assert batch.fresh == ("fr-wallet",)
    assert [path.read_bytes() for path in batch.put(tmp_path / "again")] == good


def test_the_folder_keeps_only_what_is_still_made(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("fr-nl-wallet", "nl-fr-wallet"):
        store.add(name, "inputs", Made(b"read", b"print", b"", 2))
    (tmp_path / "record.json").write_bytes(b"null")
    store.keep_only(["fr-nl-wallet"])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "fr-nl-wallet-print.pdf",
        "fr-nl-wallet.json",
        "fr-nl-wallet.pdf",
    ]
    assert store.holds("fr-nl-wallet", "inputs")
    assert store.pages("fr-nl-wallet") == 2


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.add("fr-wallet", "before", Made(b"good", b"good", b"", 2))
    with small_disk(1_000), pytest.raises(ContentError) as caught:
        store.add("fr-wallet", "after", Made(b"new" * 10, b"new" * 1_000, b"", 2))
    [finding] = caught.value.findings
    assert finding.rule == "PRINT13"
    assert finding.path.endswith("fr-wallet-print.pdf")
    assert finding.message.startswith("cannot be written: File too large; free some space")
    assert not store.holds("fr-wallet", "before")
    assert not store.holds("fr-wallet", "after")
    assert not [path for path in (tmp_path / "store").iterdir() if path.suffix == ".part"]
    last_good = tmp_path / "page.pdf"
    last_good.write_bytes(b"good")
    with small_disk(1_000), pytest.raises(ContentError):
        write_whole(last_good, b"new" * 1_000)
    assert last_good.read_bytes() == b"good"


def test_a_tree_that_cannot_be_written_is_told_before_anything_is_typeset(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "make", None)
    (root / ".build").mkdir()
    (root / ".build/leaflets").write_bytes(b"a file where a folder belongs")
    assert leaflets.main(["--only", "wallet", "--out", str(tmp_path / "out")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "root/.build/leaflets:1: PRINT13 cannot be written: File exists; free some" in line
    assert not (tmp_path / "out").exists()


def test_a_folder_to_write_to_that_refuses_is_told(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    command = ["--only", "wallet", "--language", "fr", "--out", str(tmp_path / "out/print")]
    assert leaflets.main(command) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "out/print/fr-wallet.pdf:1: PRINT13 cannot be written: " in line


def test_no_folder_of_fonts_is_left_behind(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    # Read again by each process, this one included.
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert wallet(root).fresh
    assert list(scratch.iterdir()) == []
    (root / ".build/leaflets/fr-wallet.json").unlink()
    monkeypatch.setattr(typesetting, "FEWEST_FOR_A_POOL", 1)
    assert wallet(root, workers=2).fresh
    assert list(scratch.iterdir()) == []


def test_any_number_of_workers_makes_the_same_bytes(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = [path.read_bytes() for path in wallet(root).put(tmp_path / "one")]
    (root / ".build/leaflets/fr-wallet.json").unlink()
    monkeypatch.setattr(typesetting, "FEWEST_FOR_A_POOL", 1)
    two = wallet(root, workers=2)
    assert two.fresh == ("fr-wallet",)
    assert [path.read_bytes() for path in two.put(tmp_path / "two")] == one


def test_a_list_that_is_cut_short_ends_in_peace() -> None:
    """`python -m scripts leaflets --list | head -1`: the reader closes the pipe."""
    command = [sys.executable, "-m", "scripts", "leaflets", "--list"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        assert run.stderr.read() == ""
    assert run.returncode == 0


def test_the_most_memory_of_a_process_is_told_in_megabytes() -> None:
    assert 20 < peak() < 4_000

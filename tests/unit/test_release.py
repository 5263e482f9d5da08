"""A release is refused without a real address, a publisher, or with anything due; else it packs."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import brotli
import pytest

from scripts import build, release, release_faults
from scripts.checks import RULES, command
from scripts.leaflets import RELEASE_DAY, register_of_build, registered
from scripts.leaflets.build import jobs_of
from scripts.leaflets.recall import values_of
from scripts.library import Site, load_site
from scripts.library.clock import DAY_VARIABLE
from scripts.library.recall import (
    RELEASES,
    SEAL,
    Edition,
    LeafletFile,
    Register,
    Value,
    with_release,
)
from scripts.site.archive import files_of, write_zip
from scripts.site.verify import verify_views
from tests.unit.sites import ROOT, findings_of, replace

ADDRESS = "https://rights.brussels/"
DAY = "2026-11-25"
SETTINGS = "leaflets/settings.yaml"
REAL = [ADDRESS, "https://www.icam-info.be/", "https://a.github.io/icam/", "https://testament.be/"]
UNREAL = [
    "http://rights.brussels/",
    "https://127.0.0.1:8000/",
    "https://[::1]/",
    "https://10.0.0.4/",
    "https://localhost/",
    "https://a.localdomain/",
    "https://rights.localhost/",
    "https://example.org/",
    "https://www.example.be/",
    "https://site.example/",
    "https://intranet/",
]
PUBLISHED = 'publisher: "An Peeters, Street 1, 1000 Brussels"'
PUBLISHERS = [
    "An Peeters, Stationsstraat 1, 1000 Brussel",
    "Zoé Dupont, CIRÉ asbl, rue du Vivier 80-82 bte 3, 1050 Bruxelles",
    "A. De Smet, 12 rue Haute, B-4000 Liège",
]
NO_PUBLISHERS = [
    "x",
    "TODO",
    "An Peeters",
    "An Peeters, Brussel",
    "An Peeters, Stationsstraat 1",
    "An Peeters, Stationsstraat, 1000 Brussel",
    "An Peeters, 1, 1000 Brussel",
    "An Peeters, Stationsstraat 1, Brussel",
    "An Peeters, Stationsstraat 1, 1000",
    "1, Stationsstraat 1, 1000 Brussel",
    "Stationsstraat 1, 1000 Brussel",
    ", Stationsstraat 1, 1000 Brussel",
]


@cache
def editions() -> tuple[tuple[Edition, ...], dict[str, Value]]:
    """Today's leaflets and their words, put together once: it takes seconds."""
    site = load_site(ROOT)
    found = tuple(job.edition for job in jobs_of(site, ADDRESS))
    return found, values_of(site, found)


def quickly_registered(site: Site, site_url: str, day: dt.date) -> Register:
    """As `registered`, for content whose leaflets are those of the repository."""
    found, values = editions()
    return with_release(site.register, found, values, day)


class Builder:
    """In the place of the site generator: a page, and one for each code that it is to publish."""

    def __init__(self) -> None:
        self.calls: list[Mapping[str, str]] = []
        self.spoil: Callable[[Path], None] = lambda folder: None

    def __call__(self, root: Path, lock: int, settings: Mapping[str, str]) -> None:
        self.calls.append(settings)
        day = dt.date.fromisoformat(settings[RELEASE_DAY])
        register = quickly_registered(load_site(root), ADDRESS, day)
        folder = root / build.STAGING
        pages = {"fr/index.html": "<p>built"}
        for code, (entry, _) in register.codes.items():
            pages[f"v/{code}/index.html"] = f"<p>published on {entry.day}"
        for name, text in pages.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        self.spoil(folder)


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> Builder:
    made = Builder()
    monkeypatch.setattr(build, "build_whole", made)
    return made


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The arguments that the checks of the built pages were called with; they find nothing."""
    seen: list[list[str]] = []

    def main(arguments: list[str]) -> int:
        seen.append(arguments)
        return 0

    monkeypatch.setattr(command, "main", main)
    return seen


@pytest.fixture
def root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, builder: Builder, checked: list[list[str]]
) -> Path:
    """The content with a publisher, a last good site and an address; nothing is really built."""
    for name in ("docs", "data", "leaflets"):
        shutil.copytree(ROOT / name, tmp_path / name)
    replace(tmp_path / SETTINGS, 'publisher: ""', PUBLISHED)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("last good", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITE_URL", ADDRESS)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    monkeypatch.setenv(DAY_VARIABLE, DAY)
    monkeypatch.setattr(release, "registered", quickly_registered)
    monkeypatch.setattr(release, "run", lambda site: RULES.run("LEAF", site))
    return tmp_path


def written(root: Path) -> dict[str, bytes]:
    """All that a release could have written."""
    kept = [name for name in files_of(root) if name.startswith(("dist/", "site/", ".site"))]
    return {name: (root / name).read_bytes() for name in (*kept, RELEASES, SEAL)}


def refused(root: Path, *arguments: str, status: int = release.REFUSED) -> None:
    """Run a release that must refuse, and see that it wrote nothing."""
    before = written(root)
    assert release.main(arguments) == status
    assert written(root) == before


@pytest.mark.parametrize("address", REAL)
def test_a_real_address_is_taken(address: str) -> None:
    assert list(release_faults.address_faults(address)) == []


@pytest.mark.parametrize("address", UNREAL)
def test_an_unreal_address_is_refused_in_one_line(address: str) -> None:
    [line] = release_faults.address_faults(address)
    assert line.startswith(f"release: SITE_URL '{address}' ")
    assert "; give the real one" in line


def test_a_refusal_comes_before_the_build_and_writes_nothing(
    root: Path,
    builder: Builder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SITE_URL", "https://localhost/")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    replace(root / SETTINGS, PUBLISHED, 'publisher: " "')
    refused(root)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(";")[0] for line in lines] == [
        "release: SITE_URL 'https://localhost/' is nobody's address",
        "leaflets/settings.yaml:1: release: no responsible publisher",
        "release: the sources are of 2026-11-21, before 2026-11-23, when something was checked",
    ]
    assert builder.calls == []


@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_a_name_with_an_address_may_publish(publisher: str) -> None:
    assert release_faults.is_publisher(publisher)


@pytest.mark.parametrize("publisher", NO_PUBLISHERS)
def test_anything_else_may_not_publish(
    publisher: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(root / SETTINGS, PUBLISHED, f'publisher: "{publisher}"')
    [line] = release_faults.publisher_faults(root)
    assert line.startswith(f"{SETTINGS}:1: release: '{publisher}' is no name with an address; ")


@pytest.mark.parametrize(
    ("made", "what"),
    [
        (dt.date(1980, 1, 1), "of 1980-01-01, before 2026-11-23, when something was checked; "),
        (dt.date(2026, 11, 22), "of 2026-11-22, before 2026-11-23, when something was checked; "),
        (dt.date(2026, 11, 26), "of 2026-11-26, after today, 2026-11-25; "),
    ],
)
def test_sources_of_an_impossible_day_are_refused(made: dt.date, what: str) -> None:
    [line] = release_faults.moment_faults(load_site(ROOT), made, dt.date(2026, 11, 25))
    assert line.startswith(f"release: the sources are {what}")
    assert "; unset SOURCE_DATE_EPOCH" in line


def test_sources_without_a_day_are_one_line(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    refused(root)
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("source date: SOURCE_DATE_EPOCH says 'yesterday'")


def test_an_impossible_day_of_the_clock_is_one_line(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(DAY_VARIABLE, "tomorrow")
    refused(root)
    [line] = capsys.readouterr().err.splitlines()
    assert "'tomorrow' is not a day" in line


def git(root: Path, *words: str) -> str:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    done = subprocess.run(
        ["git", "-C", str(root), *who, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(root: Path) -> Path:
    """The content as a clean checkout of git."""
    shutil.copy(ROOT / ".gitignore", root)
    git(root, "init", "-q")
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "all")
    return root


def test_a_tree_that_differs_from_its_commit_is_refused(
    checkout: Path, builder: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "notes.txt").write_text("new", encoding="utf-8")
    replace(checkout / SETTINGS, "An Peeters", "Jan Peeters")
    refused(checkout)
    [line] = capsys.readouterr().err.splitlines()
    what = "is not as in the last commit, as 1 more; commit it, or take it out (see git status)"
    assert line == f"{SETTINGS}:1: release: '{SETTINGS}' {what}"
    assert builder.calls == []


def test_a_tree_that_changes_during_the_build_is_refused(
    checkout: Path, builder: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    builder.spoil = lambda folder: replace(checkout / SETTINGS, "An Peeters", "Jan Peeters")
    assert release.main([]) == release.REFUSED
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{SETTINGS}:1: release: ")
    assert not (checkout / "dist").exists()


def test_what_git_refuses_to_say_is_told_in_its_own_words(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / ".git/HEAD").write_text("nothing", encoding="utf-8")
    [line] = release_faults.tree_faults(checkout)
    assert line.startswith("release: git cannot say what was committed: fatal: ")
    monkeypatch.setenv("PATH", "")
    [line] = release_faults.tree_faults(checkout)
    assert line.startswith("release: git is not installed")


def test_a_clean_checkout_names_its_commit(checkout: Path) -> None:
    assert release.main([]) == release.DONE
    record = (checkout / "site" / release.RECORD).read_text(encoding="utf-8")
    commit = git(checkout, "rev-parse", "HEAD")
    assert record == f"release: {DAY}\naddress: {ADDRESS}\ncommit: {commit}\n"


def test_a_folder_without_git_is_released_and_says_so(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release.main([]) == release.DONE
    assert capsys.readouterr().out.splitlines()[1] == release.NO_HISTORY
    assert "commit: unknown\n" in (root / "site" / release.RECORD).read_text(encoding="utf-8")


def test_a_translation_that_is_behind_refuses(
    root: Path, builder: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page would tell its reader; the leaflets of the same section would not."""
    replace(root / "docs/fr/phone.md", "Il existe aussi ", "Il y a aussi ")
    refused(root)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["docs/nl/phone.md", "docs/en/phone.md"]
    assert all("stamp" in line and "older than its French words" in line for line in lines)
    assert builder.calls == []


def test_what_is_due_refuses_before_the_build_and_says_the_way_out(
    root: Path,
    builder: Builder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(DAY_VARIABLE, "2030-01-01")
    refused(root)
    *findings, last = capsys.readouterr().err.splitlines()
    assert len(findings) > 200
    assert all(": CLOCK0" in line for line in findings)
    assert last.startswith(f"release: {len(findings)} records due on 2030-01-01; ")
    assert "--overdue" in last
    assert builder.calls == []


def test_a_correction_that_cannot_wait_is_published_with_its_reason(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DAY_VARIABLE, "2030-01-01")
    assert release.main(["--overdue", "the time limit of page 5 was wrong"]) == release.DONE
    path = root / "dist/icam-info-2030-01-01.zip"
    with zipfile.ZipFile(path) as archive:
        lines = archive.read(release.RECORD).decode("utf-8").splitlines()
    assert lines[3] == "overdue: the time limit of page 5 was wrong"
    assert len(lines) > 200
    assert all(line.startswith("- ") and ": CLOCK0" in line for line in lines[4:])


def test_a_reason_excuses_neither_a_day_to_come_nor_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(root, "--overdue", "no reason at all")
    assert capsys.readouterr().err == "release: nothing is due; leave --overdue out\n"
    site = load_site(root)
    made = release.Release(root, site, ADDRESS, dt.date(2020, 1, 1), "why")
    with pytest.raises(release.RefusedError, match="CLOCK06"):
        release.refuse_findings(made)


def test_a_finding_in_the_content_refuses(
    root: Path, builder: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    """The register is compared with its seal, for example."""
    (root / SEAL).write_text("count: 3\nlast: 0123456789abcdef\n", encoding="utf-8")
    refused(root)
    assert ": LEAF01 " in capsys.readouterr().err
    assert builder.calls == []


def test_a_build_that_fails_refuses(
    root: Path, checked: list[list[str]], builder: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(folder: Path) -> None:
        shutil.rmtree(folder)
        raise build.NotBuiltError("build: refused, see above")

    builder.spoil = fail
    refused(root)
    assert capsys.readouterr().err == "build: refused, see above\n"
    assert checked == []


def test_a_finding_in_the_built_pages_refuses_and_leaves_them_to_be_looked_at(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "main", lambda arguments: 1)
    assert release.main([]) == release.REFUSED
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("release: refused, see the findings above, in .site.new/; ")
    assert (root / build.STAGING / "fr/index.html").is_file()
    assert (root / "site/index.html").read_text("utf-8") == "last good"
    assert not (root / "dist").exists()


def test_the_archive_holds_what_was_checked(
    root: Path, checked: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert release.main([]) == release.DONE
    codes = [f"v/{code}/index.html" for code in load_site(root).register.codes]
    assert len(codes) > 50
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith(f"dist/icam-info-{DAY}.zip, {len(codes)} new codes in data/")
    assert checked == [["--root", str(root), "--built", ".site.new", "--only", "HTML"]]
    with zipfile.ZipFile(root / f"dist/icam-info-{DAY}.zip") as archive:
        assert plain(archive.namelist()) == sorted(["fr/index.html", "release.txt", *codes])
        assert archive.read("fr/index.html") == b"<p>built"
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
    assert [path.name for path in (root / "dist").iterdir()] == [f"icam-info-{DAY}.zip"]
    assert plain(files_of(root / "site")) == sorted(["fr/index.html", "release.txt", *codes])
    assert not (root / build.STAGING).exists()


def plain(names: list[str]) -> list[str]:
    """The files without their compressed forms."""
    return [name for name in names if not name.endswith((".br", ".gz"))]


@pytest.mark.parametrize("change", ["lost", "added", "cut"])
def test_a_file_that_is_lost_between_check_and_archive_refuses(
    change: str,
    root: Path,
    builder: Builder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two runs in one folder once made an archive of 560 of 917 files, and nothing was said."""

    def write_less(path: Path, entries: object, moment: dt.datetime) -> None:
        folder = root / build.STAGING
        kept = [(name, (folder / name).read_bytes()) for name in files_of(folder)]
        if change == "lost":
            kept = [entry for entry in kept if entry[0] != "fr/index.html"]
        if change == "cut":
            kept = [(name, data[:-1]) for name, data in kept if name == "fr/index.html"] + kept[1:]
        if change == "added":
            kept.append(("fr/more.html", b"x"))
            (folder / "fr/more.html").write_text("x", encoding="utf-8")
        write_zip(path, kept, moment)

    monkeypatch.setattr(release, "write_zip", write_less)
    before = {key: data for key, data in written(root).items() if not key.startswith(".site")}
    assert release.main([]) == release.REFUSED
    after = {key: data for key, data in written(root).items() if not key.startswith(".site")}
    assert after == before
    [line] = capsys.readouterr().err.splitlines()
    name = "fr/more.html" if change == "added" else "fr/index.html"
    assert line.startswith(f"site/{name}:1: release: '{name}' is not the same in the folder")


def test_the_same_tree_gives_the_same_bytes_on_any_later_day(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first archive once did not say yet that its codes were published; the second did."""
    assert release.main([]) == release.DONE
    register = (root / RELEASES).read_bytes(), (root / SEAL).read_bytes()
    assert register[0].startswith(b"# Every leaflet code ever released")
    assert findings_of(root, "LEAF01") == []
    path = root / f"dist/icam-info-{DAY}.zip"
    first = path.read_bytes()
    assert f"published on {DAY}".encode() in zipped_pages(path)
    assert release.main([]) == release.DONE
    assert path.read_bytes() == first
    assert [found.name for found in (root / "dist").iterdir()] == [path.name]
    monkeypatch.setenv(DAY_VARIABLE, "2026-11-27")
    assert release.main([]) == release.DONE
    assert ((root / RELEASES).read_bytes(), (root / SEAL).read_bytes()) == register
    assert zipped_pages(root / "dist/icam-info-2026-11-27.zip") == zipped_pages(path)


@pytest.mark.day
def test_the_pages_of_a_release_know_it_already(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the builder makes of RELEASE_DAY is what the release writes down afterwards."""
    site = load_site(ROOT)
    site.leaflet_files = {
        (edition.leaflet, edition.languages): LeafletFile(edition, 1, "a.pdf", "b.pdf", 9, 9, b"")
        for edition in editions()[0]
    }
    assert register_of_build(site) is site.register
    monkeypatch.setenv(RELEASE_DAY, DAY)
    register = register_of_build(site)
    assert register == quickly_registered(site, ADDRESS, dt.date.fromisoformat(DAY))
    assert len(register.codes) == len(editions()[0])
    site.register = register
    for _, view in verify_views(site, draft=False):
        for answer in view.answers:
            assert "25" in answer.lines[-1], answer
            assert "2026" in answer.lines[-1], answer


def zipped_pages(path: Path) -> bytes:
    """The bytes of all pages in an archive."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".html")]
        return b"".join(archive.read(name) for name in names)


def test_a_second_release_of_a_day_takes_no_name_away(root: Path, builder: Builder) -> None:
    assert release.main([]) == release.DONE
    first = (root / f"dist/icam-info-{DAY}.zip").read_bytes()

    def correct(folder: Path) -> None:
        (folder / "fr/index.html").write_text("<p>corrected", encoding="utf-8")

    builder.spoil = correct
    assert release.main([]) == release.DONE
    assert (root / f"dist/icam-info-{DAY}.zip").read_bytes() == first
    with zipfile.ZipFile(root / f"dist/icam-info-{DAY}-2.zip") as archive:
        assert archive.read("fr/index.html") == b"<p>corrected"


def test_a_code_without_a_page_refuses_and_leaves_the_register(
    root: Path, builder: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    def lose(folder: Path) -> None:
        first = editions()[0][0].code
        (folder / f"v/{first}/index.html").unlink()

    builder.spoil = lose
    assert release.main([]) == release.REFUSED
    [line] = capsys.readouterr().err.splitlines()
    assert "has no page; build again" in line
    assert not (root / "dist").exists()
    assert load_site(root).register.codes == {}


def test_no_room_for_the_register_changes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The register is written with its seal, or not at all."""

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(release, "seal_text", full)
    before = (root / RELEASES).read_bytes(), (root / SEAL).read_bytes()
    assert release.main([]) == release.REFUSED
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("release: cannot write (No space left on device); make room")
    assert ((root / RELEASES).read_bytes(), (root / SEAL).read_bytes()) == before
    assert list((root / "dist").iterdir()) == []


def test_a_fault_of_a_leaflet_refuses_in_one_line(
    root: Path,
    builder: Builder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(release, "registered", registered)
    replace(root / "leaflets/missed.yaml", "section: transfer", "section: transfers")
    refused(root)
    lines = capsys.readouterr().err.splitlines()
    assert lines
    assert all("missed" in line for line in lines)
    assert builder.calls == []


@pytest.mark.parametrize("words", [["--force"], ["--dates", "foo"], ["--overdue"]])
def test_a_mistyped_argument_is_misuse_at_once(
    words: list[str], root: Path, builder: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(root, *words, status=release.MISUSED)
    assert words[0] in capsys.readouterr().err
    assert builder.calls == []


def test_compressed_forms_are_packed_beside_their_pages(root: Path, builder: Builder) -> None:
    page = b"<p>built" * 100

    def lengthen(folder: Path) -> None:
        (folder / "fr/index.html").write_bytes(page)

    builder.spoil = lengthen
    assert release.main([]) == release.DONE
    with zipfile.ZipFile(root / f"dist/icam-info-{DAY}.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("fr/")]
        assert names == [f"fr/index.html{end}" for end in ("", ".br", ".gz")]
        assert brotli.decompress(archive.read(names[1])) == page
        assert gzip.decompress(archive.read(names[2])) == page


def test_the_same_files_give_the_same_archive(tmp_path: Path) -> None:
    moment = dt.datetime(2026, 11, 23, 8, 45, 30, tzinfo=dt.UTC)
    for name, order in (("a", "12"), ("b", "21")):
        folder = tmp_path / name
        folder.mkdir()
        for file in order:
            path = folder / f"{file}.html"
            path.write_text(file, encoding="utf-8")
            os.utime(path, (1_000_000_000 + ord(name), 1_000_000_000))
            path.chmod(0o600 if name == "a" else 0o644)
        found = files_of(folder)
        assert found == ["1.html", "2.html"]
        contents = ((file, (folder / file).read_bytes()) for file in found)
        write_zip(tmp_path / f"{name}.zip", contents, moment)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_another_day_gives_every_file_another_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server took a page with another time limit of the same length for the one of before."""
    made = dt.datetime(2026, 11, 25, 8, 45, 30, tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(made.timestamp())))
    days = [dt.date(2026, 11, 25), dt.date(2026, 11, 26), dt.date(2026, 11, 27)]
    site = Site(ROOT)
    moments = [release.Release(ROOT, site, ADDRESS, day, "").moment for day in days]
    assert moments[0] == made
    assert len(set(moments)) == len(days)
    assert [moment.date() for moment in moments] == days

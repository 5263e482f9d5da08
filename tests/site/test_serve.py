"""While serving: the bytes of a build, at once; each change is followed; a fault is shown."""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.build import WITHOUT_LEAFLETS
from scripts.library.clock import DAY_VARIABLE
from scripts.serve import host_and_port
from scripts.site.keep import ARCHIVE
from scripts.site.policy import content_hash, serving_policy
from scripts.site.reload import served
from scripts.snapshot import Snapshot
from tests.built import ROOT, content_day, copy_quick
from tests.serving import Server, free_port, serving_content

URL = "http://127.0.0.1:8000/"
LETTER = "docs/fr/letter.md"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests; a test that edits puts the file back and waits for that."""
    root = tmp_path_factory.mktemp("served") / "tree"
    root.mkdir()
    copy_quick(root)
    with serving_content(root) as running:
        yield running


@pytest.mark.timeout(900)
def test_every_file_has_the_bytes_of_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file for a USB stick is left out: it holds the leaflets, which this build is without."""
    monkeypatch.setenv(DAY_VARIABLE, content_day().isoformat())
    built, made = tmp_path / "built", tmp_path / "made"
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(built)],
        cwd=ROOT,
        env={**os.environ, "SITE_URL": URL, WITHOUT_LEAFLETS: "1", "NO_MKDOCS_2_WARNING": "1"},
        check=True,
        capture_output=True,
    )
    names = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    names.remove(ARCHIVE)
    assert len(names) > 500
    snapshot = Snapshot(ROOT, made, tmp_path / "last-good", URL)
    other = set()
    for name in sorted(names):
        snapshot.make(name)
        path = made / name
        if not path.is_file() or path.read_bytes() != (built / name).read_bytes():
            other.add(name)
    assert (other, snapshot.faults) == (set(), {})


@pytest.mark.parametrize(
    "path",
    ["/", "/nl/", "/fr/letter/", "/4/", "/share/fr/letter/", "/listen/en/letter/", "/v/"],
)
def test_a_page_of_each_kind_answers(server: Server, path: str) -> None:
    page = server.text(path)
    assert "<h1" in page
    assert "/livereload/" in page


@pytest.mark.parametrize(
    "path",
    ["/search/fr.js", "/kit/kits-nl.js", "/contacts/brussels.vcf", "/sitemap.xml", "/_headers"],
)
def test_a_file_that_no_page_stands_behind_answers(server: Server, path: str) -> None:
    body = server.get(path)
    assert body
    assert b"<html" not in body


def test_an_address_of_nothing_leads_on(server: Server) -> None:
    assert 'href="/fr/"' in server.text("/no-such-page/")
    assert "/livereload/" in server.text("/fr/letter")


@pytest.mark.timeout(600)
def test_a_leaflet_is_typeset_when_it_is_asked_for(server: Server) -> None:
    offered = server.text("/fr/leaflets/")
    for path in ("/print/fr-workers.pdf", "/print/fr-workers-print.pdf"):
        assert f'href="../..{path}"' in offered
        assert server.get(path).startswith(b"%PDF-")
    assert len(re.findall(r"^Typesetting leaflet workers, fr …$", server.said, re.MULTILINE)) == 1
    assert b"%PDF-" not in server.get("/print/fr-no-such.pdf")


@pytest.mark.timeout(600)
def test_the_file_for_a_stick_holds_what_nobody_asked_for_yet(server: Server) -> None:
    with zipfile.ZipFile(io.BytesIO(server.get(f"/{ARCHIVE}"))) as archive:
        names = set(archive.namelist())
    for name in ("index.html", "nl/letter/index.html", "kit/en/own/index.html"):
        assert f"icam-info/{name}" in names
    assert "icam-info/print/en-workers.pdf" in names


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("name", "old", "new", "page"),
    [
        (LETTER, "menu: ", "menu: Zz ", "/fr/letter/"),
        ("data/notices.yaml", "menu: {fr: ", "menu: {fr: Zz ", "/fr/letter/"),
        ("overrides/main.html", "<h1>", "<h1>Zz ", "/fr/letter/"),
    ],
)
def test_a_change_is_followed(server: Server, name: str, old: str, new: str, page: str) -> None:
    assert "Zz " not in server.text(page)
    with server.edited(name, old, new):
        server.wait_for(lambda: "Zz " in server.text(page))
    server.wait_for(lambda: "Zz " not in server.text(page))


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("name", "old", "new", "finding"),
    [
        (LETTER, "(fact:", "(fact:no-such-", f"{LETTER}:"),
        ("data/pages.yaml", "letter: {", "letter: {{", "data/pages.yaml:"),
        ("overrides/main.html", "{% extends", "{% extends extends", "TemplateSyntaxError"),
    ],
)
def test_a_broken_edit_is_shown_above_the_last_good_page(
    server: Server, name: str, old: str, new: str, finding: str
) -> None:
    page = "/fr/letter/"
    whole = server.text(page)
    title = re.search(r"<h1>.*?</h1>", whole)
    assert title
    assert 'id="findings"' not in whole
    with server.edited(name, old, new):
        server.wait_for(lambda: 'id="findings"' in server.text(page))
        broken = server.text(page)
        assert finding in broken.partition("</ul>")[0]
        assert finding in server.said
        assert title[0] in broken
    server.wait_for(lambda: 'id="findings"' not in server.text(page))


@pytest.mark.timeout(600)
def test_a_finding_of_the_checks_stands_above_the_new_words(server: Server) -> None:
    with server.edited(LETTER, "menu: ", "menu: Zz 999 "):
        server.wait_for(lambda: "Zz 999" in server.text("/fr/letter/"))
        assert 'id="findings"' in server.text("/nl/letter/")
        assert f"compare {LETTER}" in server.said
    server.wait_for(lambda: 'id="findings"' not in server.text("/fr/letter/"))


@pytest.mark.timeout(600)
def test_a_change_of_the_program_asks_for_a_restart(server: Server) -> None:
    assert "scripts/ has changed" not in server.said
    with server.edited("scripts/serve.py", "serve: stopped", "serve: ended"):
        server.wait_for(lambda: "scripts/ has changed" in server.said)


@pytest.mark.timeout(600)
def test_it_serves_below_a_path_and_ends_cleanly_when_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, folder = tmp_path / "tree", tmp_path / "temporary"
    root.mkdir()
    folder.mkdir()
    copy_quick(root)
    monkeypatch.setenv("TMPDIR", str(folder))
    with serving_content(root, "/path/") as server:
        # Only a page that is there reloads; the page of a wrong address does not.
        assert "/livereload/" in server.text("/path/fr/letter/")
        assert "/livereload/" in server.text("/")
        assert list(folder.iterdir())
        assert server.stop() == 0
    assert "Traceback" not in server.said
    assert list(folder.iterdir()) == []


def run_serve(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts", "serve", *arguments],
        cwd=root,
        env={**os.environ, "SITE_URL": URL},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_port_in_use_is_one_line() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        done = run_serve(ROOT, address)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"serve: {address}: address already in use; ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", ["8000", "127.0.0.1", "127.0.0.1:99999", "127.0.0.1:80/x", "a b"])
def test_what_is_no_address_is_one_line(words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words) if "9" not in words else "range"):
        host_and_port(words)
    done = run_serve(ROOT, words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"serve: '{words}' is no address; write host:port, as 127.0.0.1:8000\n"


def test_content_that_cannot_be_loaded_is_not_served(tmp_path: Path) -> None:
    copy_quick(tmp_path)
    shutil.rmtree(tmp_path / "docs/nl")
    done = run_serve(tmp_path, f"127.0.0.1:{free_port()}")
    assert done.returncode == 1
    assert "docs/nl" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_the_policy_while_serving_adds_the_script_and_nothing_else() -> None:
    built = "default-src 'none'; script-src 'sha256-a'; img-src data:"
    script = f"script-src 'sha256-a' {content_hash('x')}"
    assert serving_policy(built, "x") == (
        f"default-src 'none'; {script}; img-src data:; connect-src 'self'"
    )


def test_findings_are_words_and_no_markup() -> None:
    page = served("<body><p>Words</p></body>", ["a.md:1: X <b>"])
    assert "<li>a.md:1: X &lt;b&gt;</li>" in page
    assert page.startswith("<body><div")
    assert served("<p>Words</p>", []) == "<p>Words</p>"

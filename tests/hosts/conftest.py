"""Two releases, at a root and under a path, and each server with each of them."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from scripts.library.clock import DAY_VARIABLE
from scripts.site.precompress import precompress
from tests.built import SITE, content_day, copy_quick, languages
from tests.hosts.servers import (
    DOCUMENT,
    FOLDER,
    NEEDED,
    Server,
    apache_settings,
    blocks,
    free_port,
    nginx_settings,
    readable,
    running,
)

PATH = "/icam/"
SHARED_ADDRESS = "https://org.brussels/icam/"
KEPT = (
    *("404.html", "index.html", "robots.txt", "sitemap.xml", "sw.js", "headers", "_headers"),
    *("12/index.html", "fr/letter", "fr/deadlines", "fr/search", "fr/changes.xml", "search/fr.js"),
    *("contacts", "vendor", "print/fr-workers.pdf", "v/index.html"),
    *(f"{language}/index.html" for language in languages()),
)
"""What the tests ask for: compressing every page takes half a minute."""

SERVERS = [
    *(("nginx", "/"), ("nginx", PATH), ("apache", "/"), ("apache", PATH), (".htaccess", "/")),
]


Releases = Callable[[str], Path]


@pytest.fixture(scope="session")
def release_at(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    """Path on the host -> folder with the release, made once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base

    def made(path: str) -> Path:
        root = shared / ("release-shared" if path == PATH else "release-root")
        with root.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (root / "done").is_file():
                site = SITE if path == "/" else built_for(SHARED_ADDRESS, root / "sources")
                release_into(site, root / "public" / path.strip("/"))
                (root / "done").touch()
        return root / "public"

    return made


def built_for(address: str, sources: Path) -> Path:
    """The site built for an address, with one leaflet."""
    shutil.rmtree(sources, ignore_errors=True)
    sources.mkdir(parents=True)
    copy_quick(sources)
    out = sources / "site"
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(out)],
        cwd=sources,
        env={**os.environ, "SITE_URL": address, DAY_VARIABLE: content_day().isoformat()},
        check=True,
    )
    return out


def release_into(site: Path, target: Path) -> None:
    """Copy what the tests ask for and compress it as a release does."""
    shutil.rmtree(target, ignore_errors=True)
    codes = sorted(path.parent.relative_to(site).as_posix() for path in site.glob("v/*/index.html"))
    for name in (*KEPT, *codes[:1]):
        source = site / name
        if not source.exists() or not codes:
            raise RuntimeError(f"{source} or a page of a code is missing: run `make build` first")
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target / name)
        else:
            shutil.copy(source, target / name)
    precompress(target)


def nginx_site(path: str, folder: Path) -> str:
    """What DEPLOY.md says; a shared host has careless settings around it."""
    own, shared = blocks("nginx")
    if path != "/":
        own = (
            "server {\nlisten 80;\nexpires 30d;\nautoindex on;\nadd_header X-Neighbour 1;\n"
            f"location ~* \\.(js|pdf|xml|html)$ {{ expires max; }}\n{shared}\n}}"
        )
    return own.replace(FOLDER, str(folder))


def apache_site(path: str, folder: Path) -> str:
    """What DEPLOY.md says; a shared host has careless settings around it."""
    own, _, shared = blocks("apache")
    if path != "/":
        own = (
            '<VirtualHost *:80>\nExpiresActive On\nExpiresDefault "access plus 30 days"\n'
            f"<Directory {folder}>\nOptions Indexes MultiViews\n</Directory>\n"
            f"{shared}\n</VirtualHost>"
        )
    return own.replace(FOLDER, str(folder))


def htaccess_site(folder: Path, rights: str) -> str:
    """A host that somebody else runs: no file of ours in its own settings."""
    return (
        f"<VirtualHost *:80>\nDocumentRoot {folder}\n<Directory {folder}>\n"
        f"Options Indexes FollowSymLinks MultiViews\n{rights}\nRequire all granted\n"
        "</Directory>\n</VirtualHost>"
    )


@contextmanager
def open_folder() -> Iterator[Path]:
    """An empty folder that the user of a web server can read; pytest closes its own to others."""
    with TemporaryDirectory(prefix="icam-info-") as name:
        yield readable(Path(name))


@pytest.fixture(scope="module", params=SERVERS, ids=lambda pair: f"{pair[0]} {pair[1]}")
def hosted(
    request: pytest.FixtureRequest, release_at: Releases
) -> Iterator[tuple[Server, str, Path]]:
    """A running server, the path of the site on it, and the folder of the release."""
    kind, path = request.param
    with open_folder() as work:
        root = work / "public"
        shutil.copytree(release_at(path), root)
        port = free_port()
        settings = settings_of(kind, path, root, port)
        program = "nginx" if kind == "nginx" else "apache2"
        with running(program, settings, port, readable(work)) as server:
            yield server, path, root / path.strip("/")


def settings_of(kind: str, path: str, root: Path, port: int) -> str:
    """The settings of one of SERVERS."""
    if kind == "nginx":
        return nginx_settings(port, root.parent, nginx_site(path, root))
    if kind == "apache":
        modules = NEEDED if path == "/" else (*NEEDED, "expires")
        return apache_settings(port, root.parent, apache_site(path, root), modules)
    shutil.copy(root / "headers/apache.conf", root / ".htaccess")
    return apache_settings(port, root.parent, htaccess_site(root, rights_told()))


def rights_told() -> str:
    """The line of rights for .htaccess in DEPLOY.md."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return text.split("The host must allow it: `")[1].split("`")[0]


@pytest.fixture
def work() -> Iterator[Path]:
    """An empty folder for a server."""
    with open_folder() as folder:
        yield folder

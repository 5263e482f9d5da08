"""``python -m scripts serve``: the site at once, its leaflets when asked for, live reload.

A page is made when it is asked for. After a change in ``data/``, ``docs/``, ``overrides/`` or
``leaflets/`` the content is read and checked again, and open tabs reload. Findings stand in the
terminal and above each page; a page that cannot be made keeps its last good state.
"""

from __future__ import annotations

import logging
import os
import posixpath
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from scripts.build import builder_environment
from scripts.checks import run
from scripts.library import ContentError
from scripts.library.address import AddressError, site_address
from scripts.site.reload import served

if TYPE_CHECKING:
    from scripts.snapshot import Snapshot

ADDRESS = "127.0.0.1:8000"
CONTENT = ("data", "docs", "overrides", "leaflets", "mkdocs.yml")
"""What is read again after a change."""

PROGRAM = ("scripts",)
"""What is loaded once, at the start."""

RELOADS = "/livereload/"
"""Where a tab of the server asks whether there is something new."""


def main(arguments: list[str]) -> int:
    """Serve at http://127.0.0.1:8000 (or the ``host:port`` given) until interrupted.

    Returns 0, 1 when the port is in use or the content cannot be loaded, 2 for misuse.
    """
    words = " ".join(arguments) or ADDRESS
    try:
        site_address("serve", f"http://{ADDRESS}/")
        host, port = host_and_port(words)
    except AddressError as error:
        print(error, file=sys.stderr)
        return 2
    except ValueError:
        print(f"serve: '{words}' is no address; write host:port, as {ADDRESS}", file=sys.stderr)
        return 2
    if taken := why_taken(host, port):
        what = f"{taken}; stop what uses it, or name another port: python -m scripts serve"
        print(f"serve: {words}: {what} {host}:{port % 65535 + 1}", file=sys.stderr)
        return 1
    os.environ.update(builder_environment())
    _set_up_messages()
    # Also where a script started it: the folder of the served files is removed at the end.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="icam-serve-", ignore_cleanup_errors=True) as folder:
        try:
            Preview(Path.cwd(), Path(folder), host, port).run()
        except ContentError as error:
            print(error)
            return 1
        except KeyboardInterrupt:
            print("\nserve: stopped")
    return 0


def host_and_port(words: str) -> tuple[str, int]:
    """'127.0.0.1:8000' in two. Raises ValueError for anything else."""
    parts = urlsplit(f"//{words}")
    if not parts.hostname or not parts.port or parts.netloc != words:
        raise ValueError(words)
    return parts.hostname, parts.port


def why_taken(host: str, port: int) -> str:
    """Why nothing can be served there, as the system says it; '' when it can."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        return (error.strerror or str(error)).partition(" (")[0].lower()
    return ""


def _set_up_messages() -> None:
    """The builder's warnings and the doings of its server, as plain lines."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stdout)
    logging.getLogger("mkdocs.livereload").setLevel(logging.INFO)
    # What is wrong with a page is told here, once.
    logging.getLogger("mkdocs.commands.build").setLevel(logging.CRITICAL)


def times(root: Path, names: Iterable[str]) -> dict[Path, int]:
    """When each file of these files and folders was written (ns); without what Python compiled."""
    found = (path for name in names for path in (root / name, *(root / name).rglob("*")))
    return {path: path.stat().st_mtime_ns for path in found if _counts(path)}


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


class Preview:
    """The content of ``root``, served from files below ``folder`` that are made when asked for."""

    def __init__(self, root: Path, folder: Path, host: str, port: int) -> None:
        # After the environment is set, which the builder reads while it is loaded.
        from scripts.hooks import server

        self._root = root
        self._folder = folder
        below = urlsplit(os.environ.get("SITE_URL", "")).path
        self._server = server(self.changed, host, port, folder, below)
        self._seen = self._times()
        self._states = 0
        self._unloadable: list[str] = []
        self._snapshot = self._loaded()

    def run(self) -> None:
        """Serve until interrupted."""
        self._server.set_app(self.answer)
        self._server.error_handler = self._error_page
        self._show(self._snapshot)
        for name in (*CONTENT, *PROGRAM):
            self._server.watch(str(self._root / name))
        Thread(target=self._warm_up, args=(self._snapshot,), daemon=True).start()
        try:
            self._server.serve()  # type: ignore[no-untyped-call]  # the builder's own
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            self._server.shutdown()

    def _loaded(self) -> Snapshot:
        """The content as it stands now. Raises ContentError."""
        from scripts.snapshot import Snapshot

        self._states += 1
        folder = self._folder / str(self._states)
        return Snapshot(self._root, folder, self._folder / "last-good", self._server.url)

    def _show(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._server.root = str(snapshot.folder)

    def _warm_up(self, snapshot: Snapshot) -> None:
        """The first page before anybody asks for it, then the checks, which take longer."""
        snapshot.make(f"{snapshot.site.published[0]}/index.html")
        self._check(snapshot)

    def _check(self, snapshot: Snapshot) -> None:
        snapshot.findings = [str(finding) for finding in sorted(run(snapshot.site))]
        _tell(snapshot.findings)

    def _times(self) -> tuple[dict[Path, int], dict[Path, int]]:
        return times(self._root, CONTENT), times(self._root, PROGRAM)

    def changed(self) -> None:
        """Called by the server after a change; afterwards it tells the tabs to reload."""
        (content, program), self._seen = self._seen, self._times()
        if program != self._seen[1]:
            print("serve: scripts/ has changed; stop with Ctrl-C and start again to see it")
        if content != self._seen[0]:
            self._read_again()

    def _read_again(self) -> None:
        from scripts.snapshot import told

        old = self._snapshot
        try:
            new = self._loaded()
            self._check(new)
        except Exception as error:  # whatever is wrong: the tabs show it, above the last good page
            self._unloadable = told(error).split("\n")
            _tell(self._unloadable)
            return
        self._unloadable = []
        self._show(new)
        shutil.rmtree(old.folder, ignore_errors=True)

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request by the server, after its file was made; a page carries the findings."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(RELOADS):
            return self._server.serve_request(environ, start_response)
        names = list(self._names(path))
        snapshot = None
        while snapshot is not self._snapshot:  # else another state came in between: its files
            snapshot = self._snapshot
            for name in names:
                snapshot.make(name)
            status, headers, body = self._asked(environ)
        if dict(headers).get("Content-Type") == "text/html":
            body = served(body.decode("utf-8"), self._findings(names)).encode("utf-8")
        kept = [(key, value) for key, value in headers if key != "Content-Length"]
        start_response(status, [*kept, ("Content-Length", str(len(body)))])
        return [body]

    def _names(self, path: str) -> Iterator[str]:
        """The files that the server may look for, as paths below the root of the site."""
        if not path.startswith(self._server.mount_path):
            return
        name = path.removeprefix(self._server.mount_path)
        plain = posixpath.normpath(f"/{name}").strip("/")
        if plain and not name.endswith("/"):
            yield plain
        if "." not in posixpath.basename(plain):
            yield posixpath.join(plain, "index.html")

    def _asked(self, environ: WSGIEnvironment) -> tuple[str, list[tuple[str, str]], bytes]:
        """The whole answer of the server: status, headers, body."""
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            started.append((status, headers))

        answer = self._server.serve_request(environ, start)
        try:
            return (*started[0], b"".join(answer))
        finally:
            if close := getattr(answer, "close", None):
                close()

    def _error_page(self, code: int) -> bytes | None:
        name = f"{code}.html"
        self._snapshot.make(name)
        path = self._snapshot.folder / name
        return path.read_bytes() if path.is_file() else None

    def _findings(self, names: list[str]) -> list[str]:
        """What is wrong with the content, or with a page of it, for the tab."""
        faults = [self._snapshot.faults[name] for name in names if name in self._snapshot.faults]
        rows = [row for fault in faults for row in fault.split("\n")]
        return [*self._unloadable, *(self._snapshot.findings or []), *rows]


def _tell(findings: list[str]) -> None:
    for finding in findings:
        print(finding)
    print(f"serve: {len(findings)} finding{'' if len(findings) == 1 else 's'}", flush=True)

"""nginx and Apache as Debian installs them, run on a free port with a folder of their own.

The settings of the site are those of its release and those that DEPLOY.md tells an operator to
write; only the port and the folder are others.
"""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.built import ROOT

PATIENCE = 120.0
"""Seconds until a server answers, on a machine with much else to do."""

DOCUMENT = ROOT / "DEPLOY.md"
FOLDER = "/var/www/icam-info/2026-11-29"
"""Where DEPLOY.md unpacks a release."""

NGINX_MODULE = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
APACHE_MODULES = Path("/etc/apache2/mods-available")
DEBIAN = (
    *("mpm_event", "authz_core", "authz_host", "alias", "autoindex", "deflate", "dir", "env"),
    *("filter", "mime", "negotiation", "reqtimeout", "setenvif"),
)
"""Modules that Debian switches on by itself, apart from those for passwords and statistics."""

NEEDED = ("headers", "rewrite")
"""Modules that DEPLOY.md says to switch on."""


@dataclass(frozen=True)
class Answer:
    """What a server answered: names of headers in small letters, every value in order."""

    status: int
    headers: Mapping[str, list[str]]
    body: bytes

    def one(self, name: str) -> str:
        """The value of a header that was sent exactly once."""
        [value] = self.headers[name]
        return value


@dataclass(frozen=True)
class Server:
    """A running server and the log of its errors."""

    program: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def address(self) -> str:
        """Without a closing slash."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> Answer:
        """One request; ``accept_encoding="br"`` sends that header. No redirect is followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers={"accept-encoding": "identity", **sent})
            answer = connection.getresponse()
            found: dict[str, list[str]] = {}
            for name, value in answer.getheaders():
                found.setdefault(name.lower(), []).append(value)
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()


def blocks(kind: str) -> list[str]:
    """The fenced blocks of DEPLOY.md of one kind, in order; raises ValueError without any."""
    text = DOCUMENT.read_text(encoding="utf-8")
    found = re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    if not found:
        raise ValueError(f"DEPLOY.md has no block of the kind '{kind}'")
    return found


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def nginx_settings(port: int, folder: Path, site: str) -> str:
    """Debian's nginx.conf around a site; only root can give the work to another user."""
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"load_module {NGINX_MODULE};\ndaemon off;\nuser www-data;\n"
        f"pid {folder}/pid;\nerror_log {folder}/log;\nevents {{ worker_connections 64; }}\n"
        f"http {{\n{temporary}include /etc/nginx/mime.types;\n"
        "default_type application/octet-stream;\ngzip on;\naccess_log off;\n"
        f"{site.replace('listen 80;', f'listen 127.0.0.1:{port};')}\n}}\n"
    )


def apache_settings(port: int, folder: Path, site: str, modules: tuple[str, ...] = NEEDED) -> str:
    """Debian's apache2.conf around a site."""
    loaded = "".join(
        f"Include {path}\n"
        for name in (*DEBIAN, *modules)
        for path in (APACHE_MODULES / f"{name}.load", APACHE_MODULES / f"{name}.conf")
        if path.is_file()
    )
    return (
        f"ServerRoot {folder}\nServerName localhost\nPidFile {folder}/pid\n"
        f"DefaultRuntimeDir {folder}\nMutex file:{folder} default\nErrorLog {folder}/log\n"
        f"Listen 127.0.0.1:{port}\nUser www-data\nGroup www-data\n{loaded}"
        "<Directory />\nOptions FollowSymLinks\nAllowOverride None\nRequire all denied\n"
        "</Directory>\nAccessFileName .htaccess\n"
        f"{site.replace('*:80', f'127.0.0.1:{port}')}\n"
    )


@contextmanager
def running(program: str, settings: str, port: int, folder: Path) -> Iterator[Server]:
    """A server while the block runs; raises RuntimeError with its own words when it ends."""
    path = folder / "settings"
    path.write_text(settings, encoding="utf-8")
    words = folder / "words"
    with words.open("wb") as out:
        process = subprocess.Popen(command(program, path, folder), stdout=out, stderr=out)
    try:
        _wait(process, port, words)
        yield Server(program, port, process, folder / "log")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def command(program: str, path: Path, folder: Path) -> list[str]:
    """How a server is started in the foreground with settings of its own."""
    found = shutil.which(program) or f"/usr/sbin/{program}"
    if not Path(found).is_file():
        raise RuntimeError(f"{program} is missing: run 'make setup-test'")
    if program == "nginx":
        return [found, "-p", str(folder), "-e", str(folder / "log"), "-c", str(path)]
    return [found, "-d", str(folder), "-f", str(path), "-D", "FOREGROUND"]


def _wait(process: subprocess.Popen[bytes], port: int, words: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(words.read_text(encoding="utf-8"))
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"no answer on port {port}: {words.read_text(encoding='utf-8')}")


def readable(folder: Path) -> Path:
    """Let the user of a web server into a folder and what is in it, as a host does."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o644))
    return folder

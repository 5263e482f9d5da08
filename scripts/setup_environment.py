"""Prepare this folder for a make target: `python3 scripts/setup_environment.py check|build|test`.

Needs nothing but the standard library, and is written so that an older Python can still read it
and say that it is too old. A second run with nothing to do takes a tenth of a second.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
NPM_FILES = ("package.json", "package-lock.json")
LOG = ROOT / ".build" / "setup.log"
OLDEST_PYTHON = (3, 11, 5)
APT_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")
PIP_INSTALL = ("install", "--quiet", "--require-hashes", "--requirement")
NPM_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")

NO_NETWORK = re.compile(
    r"name resolution|failure resolving|resolve host|dns error|getaddrinfo|EAI_AGAIN|ENOTFOUND"
    r"|network is unreachable|connection refused|timed out|could not connect|ECONN|ETIMEDOUT"
    r"|failed to establish a new connection",
    re.IGNORECASE,
)
"""What apt-get, pip, uv and npm say when they cannot reach what they download from."""


class SetupError(Exception):
    """The environment cannot be prepared; the message is one line that says what to do."""


@dataclass(frozen=True)
class Need:
    """One thing of the system: the Debian package that brings it, and how to see it is there."""

    package: str
    present: Callable[[], bool]


def library(name: str) -> Callable[[], bool]:
    """A probe for a shared library, named as the loader names it."""

    def present() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def program(*names: str) -> Callable[[], bool]:
    """A probe for a program that goes by any one of these names."""
    return lambda: any(shutil.which(name) for name in names)


def file(path: str) -> Callable[[], bool]:
    """A probe for a file."""
    return lambda: Path(path).exists()


def module(name: str) -> Callable[[], bool]:
    """A probe for a module of this Python."""
    return lambda: importlib.util.find_spec(name) is not None


def can_make_environments() -> bool:
    """Whether uv is there, or Python's own module, which Debian puts in another package."""
    return uv_program() is not None or module("ensurepip")()


def uv_program() -> str | None:
    """The path of uv, which installs in a third of the time of pip; None when it is not there."""
    return shutil.which("uv")


PYTHON_NEEDS = (Need(f"python3.{sys.version_info[1]}-venv", can_make_environments),)
BUILD_NEEDS = (
    Need("libpango-1.0-0", library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", library("libpangoft2-1.0.so.0")),
    Need("libharfbuzz0b", library("libharfbuzz.so.0")),
    Need("libharfbuzz-subset0", library("libharfbuzz-subset.so.0")),
)
TEST_NEEDS = (
    Need(
        "chromium-headless-shell",
        program("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
    ),
    Need("firefox-esr", program("firefox-esr")),
    Need("webkit2gtk-driver", program("WebKitWebDriver")),
    Need("xvfb", program("Xvfb")),
    Need("hunspell", program("hunspell")),
    Need("hunspell-fr", file("/usr/share/hunspell/fr.dic")),
    Need("hunspell-nl", file("/usr/share/hunspell/nl_NL.dic")),
    Need("hunspell-en-gb", file("/usr/share/hunspell/en_GB.dic")),
    Need("default-jre-headless", program("java")),
    Need("libjaxb-java", file("/usr/share/java/jaxb-runtime.jar")),
    Need("npm", program("npm")),
    Need("poppler-utils", program("pdftoppm")),
    Need("nginx", file("/usr/sbin/nginx")),
    Need(
        "libnginx-mod-http-brotli-static",
        file("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"),
    ),
    Need("apache2", file("/usr/sbin/apache2")),
    Need("fonts-dejavu-core", file("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")),
)
LEVELS = ("check", "build", "test")
"""Each needs what the one before it needs, and more."""

NEEDS = {
    "check": PYTHON_NEEDS,
    "build": PYTHON_NEEDS + BUILD_NEEDS,
    "test": PYTHON_NEEDS + BUILD_NEEDS + TEST_NEEDS,
}


def main(arguments: Sequence[str]) -> int:
    """Prepare the level named; returns the exit code."""
    if len(arguments) != 1 or arguments[0] not in LEVELS:
        print("usage: setup_environment.py " + "|".join(LEVELS), file=sys.stderr)
        return 2
    try:
        refuse_old_python()
        prepare(arguments[0])
    except (SetupError, OSError) as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 1
    return 0


def refuse_old_python() -> None:
    """Raises SetupError under a Python older than the libraries accept."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        oldest = ".".join(map(str, OLDEST_PYTHON))
        raise SetupError(
            f"Python {oldest} or newer is needed, this is {found}: "
            "name another one with `make PYTHON=python3.12 …`"
        )


def prepare(level: str) -> None:
    """Install what the level lacks, then note that it is there; raises SetupError."""
    if is_ready(level):
        return
    install_system_packages([need.package for need in NEEDS[level] if not need.present()])
    make_environment()
    install_python_packages(level)
    if level == "test":
        install_npm_packages()
    stamp_of(level).write_text(fingerprint(level), "utf-8")


def is_ready(level: str) -> bool:
    """Whether `.venv` has the level, or one above it, as it is written down today."""
    stamps = {above: stamp_of(above) for above in LEVELS[LEVELS.index(level) :]}
    return VENV_PYTHON.exists() and any(
        stamp.exists() and stamp.read_text("utf-8") == fingerprint(above)
        for above, stamp in stamps.items()
    )


def stamp_of(level: str) -> Path:
    """The file that says what was installed for the level."""
    return VENV / f".ready-{level}"


def fingerprint(level: str) -> str:
    """What a level depends on: the locked packages, this file, and the Python in use."""
    files = [REQUIREMENTS / f"{level}.txt", Path(__file__)]
    if level == "test":
        files += [REQUIREMENTS / "npm" / name for name in NPM_FILES]
    content = b"".join(path.read_bytes() for path in files) + sys.version.encode()
    return hashlib.sha256(content).hexdigest()


def install_system_packages(packages: Sequence[str]) -> None:
    """Install with apt-get, as root or by sudo without a password.

    Raises SetupError, with the line to type, when neither right is there.
    """
    if not packages:
        return
    prefix = privilege()
    if prefix is None or shutil.which("apt-get") is None:
        who = "sudo " if shutil.which("sudo") else "as root: "
        line = who + " ".join((*APT_INSTALL, *packages))
        raise SetupError("system packages are missing, run " + line)
    print("Installing system packages: " + " ".join(packages), flush=True)
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    run(
        "installing system packages",
        [*quiet, "apt-get", "update", "--quiet"],
        [*quiet, *APT_INSTALL, *packages],
    )


def privilege() -> list[str] | None:
    """The words to put before a command that needs root, or None without that right."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def make_environment() -> None:
    """Make `.venv`, anew where the one that is there does not run the Python in use."""
    if is_usable():
        return
    if VENV.exists():
        print(".venv was made for another Python, or is broken: making it anew", flush=True)
        shutil.rmtree(VENV)
    uv = uv_program()
    command = [sys.executable, "-m", "venv", str(VENV)]
    if uv:
        command = [uv, "venv", "--quiet", "--python", sys.executable, str(VENV)]
    run("making .venv", command)


def is_usable() -> bool:
    """Whether `.venv` runs the Python in use, and has pip where there is no uv."""
    question = "import sys; print(sys.version)" + ("" if uv_program() else "; import pip")
    try:
        done = subprocess.run(
            [str(VENV_PYTHON), "-c", question], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == sys.version.strip()


def install_python_packages(level: str) -> None:
    """Bring `.venv` to the locked packages of the level; raises SetupError."""
    uv = uv_program()
    pip = [uv, "pip"] if uv else [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check"]
    print(f"Installing the Python packages of '{level}' into .venv", flush=True)
    where = ["--python", str(VENV_PYTHON)] if uv else []
    locked = str(REQUIREMENTS / f"{level}.txt")
    run("installing Python packages", [*pip, *PIP_INSTALL, locked, *where])


def install_npm_packages() -> None:
    """Bring the locked npm packages into `.venv/npm`: programs for tests; raises SetupError."""
    folder = VENV / "npm"
    folder.mkdir(exist_ok=True)
    for name in NPM_FILES:
        shutil.copy(REQUIREMENTS / "npm" / name, folder / name)
    print("Installing the npm packages of 'test' into .venv/npm", flush=True)
    run("installing npm packages", ["npm", *NPM_INSTALL, "--prefix", str(folder)])


def run(what: str, *commands: Sequence[str]) -> None:
    """Run commands one after the other until one fails; raises SetupError with one line."""
    output = ""
    for command in commands:
        done = subprocess.run(
            command,
            cwd=ROOT,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        output += done.stdout
        if done.returncode != 0:
            LOG.parent.mkdir(exist_ok=True)
            LOG.write_text(output, "utf-8")
            raise SetupError(f"{what}: {reason(output)}; the whole output is in .build/{LOG.name}")


def reason(output: str) -> str:
    """Why a program failed: no network, or the last error that it printed."""
    if NO_NETWORK.search(output):
        return "the network cannot be reached; connect this machine, then run the command again"
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(?:npm )?(?:E:|err)", line, re.IGNORECASE)]
    return (errors or lines or ["it said nothing"])[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Prepare this folder for a make target: `python3 scripts/setup_environment.py check|build|test`.

Needs nothing but the standard library, and is written so that an older Python can still read it
and say that it is too old. A second run with nothing to do takes a tenth of a second.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements.txt"
OLDEST_PYTHON = (3, 11, 5)
APT_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")
PIP_INSTALL = ("-m", "pip", "install", "--disable-pip-version-check", "--require-hashes")


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


PYTHON_NEEDS = (Need(f"python3.{sys.version_info[1]}-venv", module("ensurepip")),)
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
    Need("hunspell", program("hunspell")),
    Need("hunspell-fr", file("/usr/share/hunspell/fr.dic")),
    Need("hunspell-nl", file("/usr/share/hunspell/nl_NL.dic")),
    Need("hunspell-en-gb", file("/usr/share/hunspell/en_GB.dic")),
    Need("default-jre-headless", program("java")),
    Need("libjaxb-java", file("/usr/share/java/jaxb-runtime.jar")),
    Need("poppler-utils", program("pdftoppm")),
    Need("fonts-dejavu-core", file("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")),
)
LEVELS = {
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
    except SetupError as error:
        print(error, file=sys.stderr)
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
    stamp = VENV / (".ready-" + level)
    wanted = fingerprint()
    if VENV_PYTHON.exists() and stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    install_system_packages([need.package for need in LEVELS[level] if not need.present()])
    install_python_packages(wanted)
    stamp.write_text(wanted, "utf-8")


def fingerprint() -> str:
    """What an environment depends on: the locked packages, this file, and the Python in use."""
    content = REQUIREMENTS.read_bytes() + Path(__file__).read_bytes() + sys.version.encode()
    return hashlib.sha256(content).hexdigest()


def install_system_packages(packages: Sequence[str]) -> None:
    """Install with apt-get, as root or by sudo without a password.

    Raises SetupError, with the line to type, when neither right is there.
    """
    if not packages:
        return
    prefix = privilege()
    if prefix is None or shutil.which("apt-get") is None:
        line = " ".join((*APT_INSTALL, *packages))
        raise SetupError("system packages are missing, run: sudo " + line)
    print("Installing system packages: " + " ".join(packages), flush=True)
    run([*prefix, "apt-get", "update", "--quiet"])
    run([*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *APT_INSTALL, *packages])


def privilege() -> list[str] | None:
    """The words to put before a command that needs root, or None without that right."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def install_python_packages(wanted: str) -> None:
    """Bring `.venv` to the locked packages, unless another level did so; raises SetupError."""
    stamp = VENV / ".ready-packages"
    if VENV_PYTHON.exists() and stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    print("Installing Python packages into .venv", flush=True)
    run([sys.executable, "-m", "venv", str(VENV)])
    run([str(VENV_PYTHON), *PIP_INSTALL, "--requirement", str(REQUIREMENTS)])
    stamp.write_text(wanted, "utf-8")


def run(command: Sequence[str]) -> None:
    """Run a command and show what it prints; raises SetupError when it fails."""
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode != 0:
        raise SetupError("this command failed: " + " ".join(command))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

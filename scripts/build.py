"""``python -m scripts build``: build beside the last good site, and replace it only when whole.

``--without-leaflets`` leaves the paper out, which takes most of the time: to look at pages, not to
publish. The content is checked by the build itself, once: what was checked is what is built.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

STAGING = ".build/site"
NO_PAPER = "--without-leaflets"
WITHOUT_LEAFLETS = "ICAM_WITHOUT_LEAFLETS"
"""Environment variable that tells the builder to make no leaflet, when it is not empty."""


def main(arguments: list[str]) -> int:
    """Build into ``.build/site`` and move it to ``site``. Returns an exit status."""
    root = Path.cwd()
    if not _without_arguments("build", [word for word in arguments if word != NO_PAPER]):
        return 2
    if not os.environ.get("SITE_URL"):
        print("SITE_URL is not set; run 'make build' or set it in the environment", file=sys.stderr)
        return 2
    return build_whole(root, paper=NO_PAPER not in arguments)


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


def build_whole(root: Path, *, paper: bool = True) -> int:
    """Run the builder strictly; the last good site stays until the new one is complete."""
    staging = root / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(staging)]
    environment = {**builder_environment(), WITHOUT_LEAFLETS: "" if paper else "1"}
    done = subprocess.run(command, cwd=root, check=False, env=environment)
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

"""``python -m scripts build``: build beside the last good site, and replace it only when whole.

``--without-leaflets`` leaves the paper out, which takes most of the time: to look at pages, not to
publish. The content is checked by the build itself, once: what was checked is what is built.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.library.address import AddressError, site_address
from scripts.library.lock import WriteError, refusing, writing

NO_PAPER = "--without-leaflets"
WITHOUT_LEAFLETS = "ICAM_WITHOUT_LEAFLETS"
"""Environment variable that tells the builder to make no leaflet, when it is not empty."""

SITE = "site"
STAGING = ".site.new"
"""Beside the site, not in .build, which may lie on another disk: only a rename is one step."""

LAST = ".site.old"
"""The last good site, for the moment between the two renames of a swap."""


def main(arguments: list[str]) -> int:
    """Build into a folder of its own and rename it to ``site``. Returns an exit status."""
    root = Path.cwd()
    if not _without_arguments("build", [word for word in arguments if word != NO_PAPER]):
        return 2
    try:
        site_address("build")
        with ready("build", root) as lock:
            build_whole(root, lock, {WITHOUT_LEAFLETS: "1" if NO_PAPER in arguments else ""})
            replace_folder(root / STAGING, root / SITE)
    except AddressError as error:
        print(error, file=sys.stderr)
        return 2
    except (WriteError, NotBuiltError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


class NotBuiltError(Exception):
    """The builder refused or could not write; the message is one line."""


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


@contextmanager
def ready(verb: str, root: Path) -> Iterator[int]:
    """Hold the lock of the folder, with the last good site and an empty staging folder in it.

    Gives the descriptor of the lock. Raises WriteError when another command is at work here, or
    when nothing can be written: said before the work, not after it.
    """
    with writing(root, verb) as lock:
        with refusing(verb):
            heal(root)
            shutil.rmtree(root / STAGING, ignore_errors=True)
            (root / STAGING).mkdir()
        try:
            yield lock
        finally:
            with suppress(OSError):
                (root / STAGING).rmdir()  # empty: nothing was built


def heal(root: Path) -> None:
    """Bring the last good site back when a swap was stopped between its two renames."""
    if (root / LAST).is_dir() and not (root / SITE).exists():
        (root / LAST).rename(root / SITE)


def build_whole(root: Path, lock: int, settings: Mapping[str, str]) -> None:
    """Run the builder strictly into the staging folder.

    ``lock`` is held by the builder too; ``settings`` are added to its environment.
    Raises NotBuiltError; what is wrong was printed by the builder.
    """
    command = [sys.executable, "-m", "scripts.builder", "build", "--strict"]
    done = subprocess.run(
        [*command, "--site-dir", str(root / STAGING)],
        cwd=root,
        check=False,
        env={**builder_environment(), **settings},
        pass_fds=(lock,),
    )
    if done.returncode != 0:
        shutil.rmtree(root / STAGING, ignore_errors=True)
        raise NotBuiltError("build: refused, see above; the last good site/ is unchanged")


def builder_environment() -> dict[str, str]:
    """The environment for the builder, without its advertisement for its successor."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def replace_folder(new: Path, target: Path) -> None:
    """Put ``new`` in the place of ``target`` by two renames; the old one is removed afterwards.

    Raises NotBuiltError when it cannot be done; then the old one is in its place again.
    """
    old = target.with_name(LAST)
    try:
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
            target.rename(old)
        new.rename(target)
    except OSError as error:
        if old.exists() and not target.exists():
            old.rename(target)
        what = f"{new.name} could not take the place of {target.name}/ ({error.strerror})"
        raise NotBuiltError(f"build: {what}; the last good site/ is unchanged") from None
    shutil.rmtree(old, ignore_errors=True)

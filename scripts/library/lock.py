"""One command at a time writes in a folder: two builds at once gave a site with a third missing."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".build/lock"


class WriteError(Exception):
    """A command cannot write in the folder now; the message is one line that says what to do."""


@contextmanager
def writing(root: Path, verb: str) -> Iterator[int]:
    """Be the only command that writes in ``root`` while the block runs.

    Gives the descriptor of the lock: a program started with it in `pass_fds` holds the lock until
    it ends too, also when the command that started it is killed.
    Raises WriteError when another command is at work, or when nothing can be written there.
    """
    with _opened(root, verb) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = os.pread(file, 200, 0).decode("utf-8", "replace") or "another command"
            what = f"{who} is at work in {root}"
            raise WriteError(f"{verb}: {what}; wait until it has ended, then try again") from None
        with refusing(verb):
            os.ftruncate(file, 0)
            os.pwrite(file, f"'{verb}' (process {os.getpid()})".encode(), 0)
        yield file


@contextmanager
def _opened(root: Path, verb: str) -> Iterator[int]:
    """The file of the lock, open; raises WriteError when it cannot be made."""
    with refusing(verb):
        (root / LOCK).parent.mkdir(exist_ok=True)
        file = os.open(root / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield file
    finally:
        os.close(file)


@contextmanager
def refusing(verb: str) -> Iterator[None]:
    """Turn what the system refuses while the block runs into a WriteError of one line."""
    try:
        yield
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        what = f"cannot write{place} ({error.strerror})"
        raise WriteError(f"{verb}: {what}; make room or make it writable, or use a copy") from None

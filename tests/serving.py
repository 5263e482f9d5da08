"""A server of the content in its own process, on a copy of the repository, for tests."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.days import environment_of_that_day

PATIENCE = 240.0
"""Seconds to wait for anything of the server: the machine may have much else to do."""


def free_port() -> int:
    """A port of this machine that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@dataclass(frozen=True)
class Server:
    """A running server: the tree that it serves, its address without a closing slash, its words."""

    root: Path
    address: str
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def said(self) -> str:
        """What stood in the terminal so far."""
        return self.log.read_text(encoding="utf-8")

    def get(self, path: str) -> bytes:
        """The body of an answer, also of a 404."""
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=PATIENCE) as answer:
                body: bytes = answer.read()
        except urllib.error.HTTPError as error:
            body = error.read()
        return body

    def text(self, path: str) -> str:
        """The same as text."""
        return self.get(path).decode("utf-8")

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until it holds. Fails with the words of the terminal when it never does."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.1)

    @contextmanager
    def edited(self, name: str, old: str, new: str) -> Iterator[None]:
        """A file of the tree with ``new`` in the place of the first ``old``, and put back."""
        path = self.root / name
        whole = path.read_text(encoding="utf-8")
        assert old in whole
        write(path, whole.replace(old, new, 1))
        try:
            yield
        finally:
            write(path, whole)

    def stop(self) -> int:
        """Ctrl-C; returns the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)


def write(path: Path, text: str) -> None:
    """Write a file as an editor does: whole, in one step."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


@contextmanager
def serving_content(root: Path, below: str = "/") -> Iterator[Server]:
    """Serve ``root``, a copy of the repository, while the block runs; ``below`` as '/path/'."""
    port = free_port()
    log = root.with_name(f"{root.name}.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "scripts", "serve", f"127.0.0.1:{port}"],
            cwd=root,
            env={
                **environment_of_that_day(),
                "SITE_URL": f"http://127.0.0.1:{port}{below}",
                "PYTHONUNBUFFERED": "1",
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        server = Server(root, f"http://127.0.0.1:{port}", log, process)
        try:
            server.wait_for(lambda: "Serving on" in server.said)
            yield server
        finally:
            if process.poll() is None:
                server.stop()

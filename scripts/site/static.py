"""A static server for a folder on a free port of this machine, as a plain host would serve it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and the index of a folder, and leaves the terminal to the report."""

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def started(folder: Path) -> ThreadingHTTPServer:
    """A running server of the folder; whoever asks for it shuts it down and closes it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    return server


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the folder while the block runs; gives the address without a closing slash."""
    server = started(folder)
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()

"""The built site as a plain host serves it, with two additions for tests of any engine.

Each page first gets a listener that collects what goes wrong in it: not every driver tells. It
stands before the policy of the page, which holds for what comes after it.
`/narrow.html` holds an empty frame: not every engine has a window as narrow as a phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from scripts.site.static import QuietHandler
from tests.engines.driver import Engine

LISTENER = """<script>
self.faults = [];
addEventListener('error', (event) => {
  const {target, message, filename, lineno} = event;
  faults.push(message ? `${message} ${filename}:${lineno}` : `not loaded: ${target.outerHTML}`);
}, true);
addEventListener('unhandledrejection', (event) => faults.push(`unhandled: ${event.reason}`));
addEventListener('securitypolicyviolation', (event) => {
  faults.push(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`);
});
for (const level of ['warn', 'error']) console[level] = (...words) => faults.push(words.join(' '));
</script>"""
WIDTH = 320
"""CSS pixels of the narrowest phone that is still sold."""
NARROW = f"""<!doctype html><meta charset="utf-8"><title>Narrow</title>
<iframe style="width:{WIDTH}px;height:640px;border:0"></iframe>"""
TOO_WIDE = """
const [frame] = document.querySelectorAll('iframe');
const page = frame.contentDocument.documentElement;
return page.scrollWidth - page.clientWidth;
"""
LOADED = """
const [frame] = document.querySelectorAll('iframe');
return new Promise((done) => { frame.onload = () => done(true); frame.src = arguments[0]; });
"""


class ListeningHandler(QuietHandler):
    """Serves a folder, with the listener in each page."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the headers, and give the page with its listener or the file as it is."""
        file = Path(self.translate_path(self.path))
        if self.path.endswith("/"):
            file /= "index.html"
        if self.path == "/narrow.html":
            return self._answer(NARROW)
        if file.suffix == ".html" and file.is_file():
            return self._answer(with_listener(file.read_text("utf-8")))
        return super().send_head()

    def _answer(self, page: str) -> BytesIO:
        body = page.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)


def with_listener(page: str) -> str:
    """The page with the listener before its first `meta`; raises ValueError without one."""
    head, meta, rest = page.partition("<meta")
    if not meta:
        raise ValueError("a page without <meta: the listener has no place")
    return f"{head}{LISTENER}{meta}{rest}"


@contextmanager
def listening(folder: Path) -> Iterator[str]:
    """Serve the folder while the block runs; gives the address without a closing slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(ListeningHandler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def faults(engine: Engine) -> list[str]:
    """What went wrong in the open page until now."""
    found: list[str] = engine.evaluate("return self.faults")
    return found


def too_wide(engine: Engine, address: str, path: str) -> int:
    """CSS pixels by which a page is wider than the narrowest phone."""
    engine.open(f"{address}/narrow.html")
    engine.evaluate(LOADED, path)
    found: int = engine.evaluate(TOO_WIDE)
    return found

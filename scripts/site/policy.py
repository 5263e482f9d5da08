"""The Content-Security-Policy: nothing is allowed but our own style and scripts, by their hash."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from scripts.site.programs import Program

FAVICON = (
    "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%3E"
    "%3Ccircle%20r='99'%20fill='%230b4a8f'/%3E%3C/svg%3E"
)
"""A blue square. Inlined: a favicon file would be a second request on every page."""

STYLES = ("style.css", "show.css", "keep.css", "kit.css")
"""The stylesheets: of every page, of the sentences shown large, of the file to keep, of sheets."""


def stylesheet(root: Path, name: str = STYLES[0]) -> str:
    """A stylesheet of overrides/ as it stands in a page: lines joined, nothing renamed."""
    text = (root / "overrides" / name).read_text(encoding="utf-8")
    return re.sub(r"\s*\n\s*", "", text)


def content_hash(text: str) -> str:
    """The hash source of an inline element, as the policy wants it."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(style: str | Sequence[str], programs: Sequence[Program] = ()) -> str:
    """The policy for a meta element (frame-ancestors is only understood in a header)."""
    styles = [style] if isinstance(style, str) else style
    hashes = [content_hash(program.text) for program in programs]
    scripts = " ".join(
        [*hashes, *(source for program in programs for source in program.script_sources)]
    )
    allowed = [f"script-src {scripts}"] if scripts else []
    for program in programs:
        allowed += program.allows
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {' '.join(content_hash(text) for text in styles)}",
            *dict.fromkeys(allowed),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def serving_policy(built: str, script: str) -> str:
    """The policy of a page while serving: its own, and the script that reloads it after a change.

    The script is named by its hash, and may ask the server whether there is something new.
    """
    directives = {
        name: sources for name, _, sources in (part.partition(" ") for part in built.split("; "))
    }
    for name, source in (("script-src", content_hash(script)), ("connect-src", "'self'")):
        directives[name] = f"{directives.get(name, '')} {source}".strip()
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())

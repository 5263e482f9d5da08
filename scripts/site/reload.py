"""A page as a tab gets it while serving: it reloads after a change, and carries the findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from scripts.site.policy import serving_policy

_POLICY = re.compile(r'(?<=http-equiv="Content-Security-Policy" content=")[^"]*')
_BODY = re.compile(r"<body\b[^>]*>")
_SCRIPT = re.compile(r"<script>((?:(?!</script>).)*/livereload/.*?)</script>", re.DOTALL)


def served(html: str, findings: Sequence[str]) -> str:
    """``html`` with the server's script allowed by its policy, and ``findings`` above its words."""
    if script := _SCRIPT.search(html):
        html = _POLICY.sub(lambda found: serving_policy(found[0], script[1]), html, count=1)
    if not findings:
        return html
    rows = "".join(f"<li>{escape(finding)}</li>" for finding in findings)
    box = f'<div class="caution" lang="en" dir="ltr" id="findings"><ul>{rows}</ul></div>'
    body = _BODY.search(html)
    end = body.end() if body else 0
    return f"{html[:end]}{box}{html[end:]}"

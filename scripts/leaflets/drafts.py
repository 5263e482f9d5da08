"""Whether a sheet may be handed out: somebody answers for it, and its address is public."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

from scripts.leaflets.definition import SETTINGS, Shelf
from scripts.library import ContentError, Finding

LOCAL_ENDINGS = (".example", ".test", ".invalid", ".localhost", ".local")
"""Endings that never lead to a public site (RFC 2606, RFC 6762)."""


def is_public(site_url: str) -> bool:
    """Whether an address can be that of the published site: https, and a name that can exist."""
    parts = urlsplit(site_url)
    host = parts.hostname or ""
    if parts.scheme != "https" or "." not in host or host.endswith(LOCAL_ENDINGS):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False


def is_draft(shelf: Shelf, site_url: str) -> bool:
    """A sheet is a draft while nobody answers for it, or its address is not that of the site."""
    return not (shelf.settings.publisher and is_public(site_url))


def refuse_draft(shelf: Shelf, site_url: str) -> None:
    """Raises ContentError (PRINT10) when a release would carry the draft mark."""
    findings = []
    if not shelf.settings.publisher:
        what = "publisher is not set; write the name and address of who answers for the leaflets"
        findings.append(Finding(SETTINGS, publisher_line(shelf.root), "PRINT10", what))
    if not is_public(site_url):
        what = f"SITE_URL '{site_url}' is not a public address; set that of the published site"
        findings.append(Finding(SETTINGS, 1, "PRINT10", what))
    if findings:
        raise ContentError(findings)


def publisher_line(root: Path) -> int:
    """The line of the publisher in the settings, from 1."""
    rows = (root / SETTINGS).read_text(encoding="utf-8").split("\n")
    return next((n for n, row in enumerate(rows, start=1) if row.startswith("publisher:")), 1)

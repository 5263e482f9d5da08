"""Addresses of the built site."""

from __future__ import annotations

from scripts.library import Site

UP = "../../../"
"""From a page three folders deep (share/fr/letter/) to the root of the site."""


def path_of(language: str, page: str) -> str:
    """Address of a page below the root of the site, for example 'fr/letter/'."""
    return f"{language}/" if page == "index" else f"{language}/{page}/"


def share_path(language: str, page: str) -> str:
    """Address of the page that helps to pass ``page`` on, for example 'share/fr/letter/'."""
    return f"share/{language}/{page}/"


def listen_path(language: str, page: str) -> str:
    """Address of the page that a voice of the phone reads, for example 'listen/fr/letter/'."""
    return f"listen/{language}/{page}/"


def alternates(site: Site, site_url: str, page: str) -> list[tuple[str, str]]:
    """Absolute addresses of a page in every published language, and x-default."""
    links = [(code, site_url + path_of(code, page)) for code in site.published]
    default = site_url if page == "index" else links[0][1]
    return [*links, ("x-default", default)]

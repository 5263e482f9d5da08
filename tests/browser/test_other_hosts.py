"""Settings for hosts that cannot be run here, read as those hosts read them.

Cloudflare's own parser reads `_headers`; a browser runs the function of CloudFront.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from scripts.site.cloudfront import ADD_SLASH
from scripts.site.hosts import NETLIFY, OTHER_HEADERS, TYPES, header_files
from tests.built import ROOT

PARSER = ROOT / "tests/hosts/vendor/cloudflare_headers.js"
PARSE = "text => cloudflare.parseHeaders(text)"


def read_by_cloudflare(phone: Page, text: str) -> dict[str, Any]:
    """What Cloudflare understands of a `_headers` file."""
    phone.goto("about:blank")
    phone.add_script_tag(path=PARSER)
    found: dict[str, Any] = phone.evaluate(PARSE, text)
    return found


@pytest.mark.parametrize("path", ["/", "/icam/"])
def test_cloudflare_understands_every_line(phone: Page, path: str) -> None:
    text = header_files(ROOT, f"https://org.brussels{path}")[NETLIFY]
    found = read_by_cloudflare(phone, text)
    assert found["invalid"] == []
    all_pages, *kinds = found["rules"]
    assert all_pages["path"] == f"{path}*"
    sent = all_pages["headers"]
    assert {name: sent.get(name.lower()) for name in OTHER_HEADERS} == OTHER_HEADERS
    assert "frame-ancestors 'none'" in sent["content-security-policy"]
    assert {rule["path"]: rule["headers"]["content-type"] for rule in kinds} == {
        f"{path}*{end}": kind for end, kind in TYPES.items()
    }


def test_cloudflare_would_say_what_it_leaves_out(phone: Page) -> None:
    text = "/*\n  A: b\n" + "  Long: " + "x" * 2000 + "\n/*/*\n  C: d\n"
    assert len(read_by_cloudflare(phone, text)["invalid"]) == 2


ANSWERS = {
    "/": "/index.html",
    "/fr/letter/": "/fr/letter/index.html",
    "/search/fr.js": "/search/fr.js",
    "/fr/letter": "301 /fr/letter/",
    "/v/ZZZZ": "301 /v/ZZZZ/",
    "//evil.brussels/a": "301 /evil.brussels/a/",
    "/\\evil.brussels/a": "301 /evil.brussels/a/",
}


@pytest.mark.parametrize(("asked", "wanted"), ANSWERS.items())
def test_the_function_adds_slashes_and_index_files(phone: Page, asked: str, wanted: str) -> None:
    answer = phone.evaluate(
        "([code, uri]) => (0, eval)(`(${code})`)({request: {uri}})", [ADD_SLASH.strip(), asked]
    )
    moved = answer.get("headers", {}).get("location", {}).get("value")
    assert (f"{answer['statusCode']} {moved}" if moved else answer["uri"]) == wanted

"""An open tab follows the content while it is served, with the policy of the page on."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.built import copy_quick
from tests.serving import PATIENCE, Server, serving_content

LIMIT = PATIENCE * 1000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of a copy of the content."""
    root = tmp_path / "tree"
    root.mkdir()
    copy_quick(root)
    with serving_content(root) as running:
        yield running


@pytest.mark.timeout(900)
def test_an_edited_word_and_a_fault_come_into_the_open_tab(
    browser: Browser, server: Server
) -> None:
    with closing(browser.new_page()) as tab:
        refused: list[str] = []
        tab.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
        with tab.expect_console_message(lambda said: "live reload" in said.text, timeout=LIMIT):
            tab.goto(f"{server.address}/fr/letter/", timeout=LIMIT)
        policy = tab.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
        assert policy
        assert "unsafe" not in policy
        heading = tab.locator("h1")
        expect(heading).not_to_contain_text("Zz")
        with server.edited("overrides/main.html", "<h1>", "<h1>Zz "):
            expect(heading).to_contain_text("Zz", timeout=LIMIT)
        expect(heading).not_to_contain_text("Zz", timeout=LIMIT)
        with server.edited("docs/fr/letter.md", "(fact:", "(fact:no-such-"):
            findings = tab.locator("#findings")
            expect(findings).to_contain_text("docs/fr/letter.md:", timeout=LIMIT)
            expect(heading).to_contain_text(re.compile(r"\w"))
        expect(findings).to_have_count(0, timeout=LIMIT)
        assert refused == []

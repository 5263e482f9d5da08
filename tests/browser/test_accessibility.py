"""axe-core finds nothing to report, in light and in dark."""

from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import in_turns
from tests.built import BuiltPage

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([tags, contrast]) => {
  const rules = {'color-contrast': {enabled: contrast}};
  const result = await axe.run(document, {runOnly: tags, rules, resultTypes: ['violations']});
  return {
    passed: result.passes.length,
    violations: result.violations.flatMap((rule) => rule.nodes.map(
      (node) => `${rule.id} at ${node.target.join(' ')}: ${node.failureSummary}`)),
  };
}"""
CONTRAST = """async () => (
  await axe.run(document, {runOnly: {type: 'rule', values: ['color-contrast']}})
).violations.flatMap((rule) => rule.nodes.map((node) => node.failureSummary))"""
Scheme = Literal["light", "dark"]


def violations(phone: Page, axe: str, *, contrast: bool = True) -> list[str]:
    """What axe-core reports on the open page; fails when its rules did not run."""
    phone.evaluate(axe)
    result = phone.evaluate(RUN, [TAGS, contrast])
    assert result["passed"] > 5, "axe-core ran almost no rule"
    found: list[str] = result["violations"]
    return found


def open_whole(phone: Page, page: BuiltPage) -> None:
    """Open the page, and every box of it."""
    phone.goto(page.address)
    phone.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true })")


def test_no_violation(phone: Page, axe: str, page_built: BuiltPage) -> None:
    open_whole(phone, page_built)
    assert violations(phone, axe, contrast=False) == []


@pytest.mark.parametrize("page", in_turns(), ids=lambda page: page.address)
def test_letters_stand_out_in_light_and_dark(phone: Page, axe: str, page: BuiltPage) -> None:
    """The slowest rule; a page has the same colours in each language."""
    open_whole(phone, page)
    phone.evaluate(axe)
    assert phone.evaluate(CONTRAST) == []
    phone.emulate_media(color_scheme="dark")
    assert phone.evaluate(CONTRAST) == []


@pytest.mark.parametrize("path", ["/", "/404.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_at_the_entrance(phone: Page, axe: str, path: str, scheme: Scheme) -> None:
    phone.emulate_media(color_scheme=scheme)
    phone.goto(path)
    assert violations(phone, axe) == []


def test_a_violation_is_seen(fresh_phone: Page, axe: str) -> None:
    fresh_phone.set_content(
        "<!doctype html><html lang=en><title>T</title><main><h1>T</h1><h2>A</h2>"
        "<p style='color:#999;background:#fff'>pale</p><p>text</p></main>"
    )
    found = violations(fresh_phone, axe)
    assert [line.split(" at ")[0] for line in found] == ["color-contrast"]
    assert len(fresh_phone.evaluate(CONTRAST)) == 1
    assert violations(fresh_phone, axe, contrast=False) == []

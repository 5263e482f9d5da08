"""Everything works with JavaScript switched off."""

from playwright.sync_api import Page

from tests.built import BuiltPage, languages


def test_content_is_visible(scriptless: Page, page_built: BuiltPage) -> None:
    scriptless.goto(page_built.address)
    assert scriptless.locator("h1").count() == 1
    assert scriptless.locator("h1").is_visible()
    for heading in scriptless.locator("main h2").all():
        assert heading.is_visible(), heading.inner_text()


def test_every_other_language_is_one_link_away(scriptless: Page, page_built: BuiltPage) -> None:
    scriptless.goto(page_built.address)
    for language in languages():
        if language == page_built.language:
            continue
        link = scriptless.locator(f'nav a[lang="{language}"]').first
        assert link.is_visible()
        target = link.evaluate("link => link.pathname")
        assert target == page_built.in_language(language).address


def test_questions_open_by_a_click(scriptless: Page, page_built: BuiltPage) -> None:
    scriptless.goto(page_built.address)
    for box in scriptless.locator("main details").all():
        if box.get_attribute("open") is not None:
            continue
        inside = box.locator(":scope > :not(summary)").first
        assert not inside.is_visible()
        box.locator("summary").first.click()
        assert inside.is_visible(), box.inner_text()[:60]


def test_the_entrance_leads_to_every_language(scriptless: Page) -> None:
    for path in ("/", "/404.html"):
        scriptless.goto(path)
        targets = scriptless.locator("a[hreflang]").evaluate_all(
            "links => links.map(link => link.pathname)"
        )
        for language in languages():
            assert f"/{language}/" in targets, (path, language)

"""Sheets for workers: one A4 in print, the choice in the address only, no script for ready ones."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from scripts.library.model import Region
from scripts.site.kits import DATA, OWN, SIDES, kit_path, nearest
from tests.browser.test_accessibility import violations
from tests.browser.test_privacy import NOTHING, STORED
from tests.built import SITE, languages, real_site
from tests.site.test_addresses import built_root


def ready(language: str) -> list[str]:
    """Addresses of the ready sheets of a language."""
    kits = real_site().kits.kits
    return [
        f"/{kit_path(language, f'{kit}-{region}')}" for kit in kits for region in get_args(Region)
    ]


def parts_file(language: str) -> dict[str, Any]:
    """The data of a language, without the name it is given."""
    text = (SITE / DATA.format(language=language)).read_text("utf-8")
    data: dict[str, Any] = json.loads(text.removeprefix("self.icamKits="))
    return data


def sheets(page: Page) -> int:
    """Sheets of paper that the open page takes."""
    page.emulate_media(media="print")
    count = len(pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
    page.emulate_media(media="screen")
    return count


def lines(data: dict[str, Any], codes: list[str]) -> float:
    """What kits.js counts: the parts, and each caution once."""
    cautions = {caution for code in codes for caution in data["parts"][code]["cautions"]}
    return float(
        sum(data["parts"][code]["lines"] for code in codes)
        + sum(data["cautions"][caution][1] for caution in cautions)
    )


def full_choices(data: dict[str, Any]) -> Iterator[list[str]]:
    """For each part, a choice that starts with it and takes whatever still fits."""
    codes = list(data["parts"])
    for start in range(0, len(codes), 3):
        chosen: list[str] = []
        for code in codes[start:] + codes[:start]:
            if lines(data, [*chosen, code]) <= data["full"]:
                chosen.append(code)
        yield chosen


@pytest.mark.parametrize("language", languages())
def test_each_ready_sheet_is_one_sheet_with_date_numbers_and_contacts(
    scriptless: Page, language: str
) -> None:
    assert len(ready(language)) == 18
    for path in ready(language):
        scriptless.goto(path)
        assert sheets(scriptless) == 1, path
        assert scriptless.locator("#contacts li").count() == 3
        assert "2026" in scriptless.locator("#checked").inner_text()
        assert "39" in scriptless.locator(".num").inner_text()
        assert scriptless.locator("#address").inner_text() == built_root() + path.lstrip("/")
        for heading in scriptless.locator("#parts > h2").all_inner_texts():
            assert re.search(r"\(\w+ \d+\)$", heading.replace("\u00a0", " ")), heading


@pytest.mark.parametrize("language", languages())
def test_a_full_sheet_of_ones_own_is_one_sheet_near_every_place(
    fresh_phone: Page, language: str
) -> None:
    data = parts_file(language)
    places = list(data["places"])
    for number, chosen in enumerate(full_choices(data)):
        choice = ".".join([places[number % len(places)], *chosen])
        fresh_phone.goto("about:blank")
        fresh_phone.goto(f"/{kit_path(language, OWN)}#{choice}")
        fresh_phone.locator("#parts > h2").first.wait_for()
        assert fresh_phone.locator("#parts > h2").count() == len(chosen)
        assert sheets(fresh_phone) == 1, choice
    assert number >= len(places) - 1


def test_the_code_of_a_ready_sheet_and_of_ones_own_is_its_address(fresh_phone: Page) -> None:
    paths = [
        ready("nl")[0],
        f"/{kit_path('fr', OWN)}#liege.1",
        f"/{kit_path('en', OWN)}#brussels.5.25.32",
        f"/{kit_path('nl', OWN)}#flemish-brabant.1.5.9.14.21.22.25.32",
    ]
    fresh_phone.set_viewport_size({"width": 800, "height": 900})
    for path in paths:
        fresh_phone.goto("about:blank")
        fresh_phone.goto(path)
        fresh_phone.locator("#parts > h2").first.wait_for()
        picture = fresh_phone.locator("footer svg").screenshot()
        (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
        assert code.text == (fresh_phone.url if "#" in path else built_root() + path.lstrip("/"))
        assert fresh_phone.locator("#address").inner_text() == code.text


@pytest.mark.parametrize("language", languages())
def test_the_choice_lives_in_the_address(
    fresh_phone: Page, axe: str, address: str, language: str
) -> None:
    asked: list[str] = []
    fresh_phone.on("request", lambda request: asked.append(request.url))
    fresh_phone.goto(f"/{language}/kits/")
    tool = fresh_phone.locator("#tool-kits")
    tool.locator("input").nth(4).check()
    tool.locator("input").nth(8).check()
    tool.locator("select").select_option("liege")
    assert violations(fresh_phone, axe) == []
    assert fresh_phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert fresh_phone.url.endswith("#liege.5.9")
    fresh_phone.reload()
    assert tool.locator("input:checked").count() == 2
    tool.locator("a").click()
    fresh_phone.locator("#parts > h2").nth(1).wait_for()
    assert fresh_phone.url == f"{address}/{kit_path(language, OWN)}#liege.5.9"
    data = parts_file(language)
    titles = fresh_phone.locator("#parts > h2").all_inner_texts()
    for code, title in zip(("5", "9"), titles, strict=True):
        assert title.startswith(data["parts"][code]["text"])
    assert fresh_phone.locator("#contacts li").count() == 3
    assert data["places"]["liege"][0] in fresh_phone.locator("#contacts h2").inner_text()
    assert "2026" in fresh_phone.locator("#checked").inner_text()
    assert violations(fresh_phone, axe) == []
    # The choice stays on this device: no address that was asked for holds it.
    assert {url.removeprefix(address) for url in asked} == {
        f"/{language}/kits/",
        f"/kit/kits-{language}.js",
        f"/{kit_path(language, OWN)}",
    }
    assert fresh_phone.evaluate(STORED) == NOTHING


def test_a_part_that_no_longer_fits_cannot_be_chosen(fresh_phone: Page) -> None:
    data = parts_file("en")
    chosen = next(full_choices(data))
    fresh_phone.goto(f"/en/kits/#east-flanders.{'.'.join(chosen)}")
    tool = fresh_phone.locator("#tool-kits")
    tool.locator("input:checked").first.wait_for()
    assert tool.locator("input:checked").count() == len(chosen)
    assert tool.locator("input:not(:checked):not(:disabled)").count() == 0
    assert tool.get_by_role("status").inner_text().startswith("The sheet is full")
    tool.locator("input:checked").first.uncheck()
    assert tool.locator("input:not(:checked):not(:disabled)").count() > 0


@pytest.mark.parametrize("choice", ["", "#", "#liege", "#nowhere.999", "#__proto__.constructor"])
def test_a_choice_of_nothing_is_said(fresh_phone: Page, choice: str) -> None:
    fresh_phone.goto(f"/{kit_path('en', OWN)}{choice}")
    fresh_phone.get_by_text("No part is chosen.").wait_for()
    assert fresh_phone.locator("#contacts:visible").count() == 0


@pytest.mark.parametrize("language", languages())
def test_without_scripts_the_ready_sheets_are_plain_links(scriptless: Page, language: str) -> None:
    scriptless.goto(f"/{language}/kits/")
    links = scriptless.locator("ul.kits a")
    assert [str(link.get_attribute("href")).lstrip("./") for link in links.all()] == [
        path.lstrip("/") for path in ready(language)
    ]
    assert scriptless.locator("input, select, button").count() == 0
    links.first.click()
    assert scriptless.locator("#parts > h2").count() >= 2


@pytest.mark.parametrize("language", languages())
def test_without_scripts_ones_own_sheet_leads_to_the_ready_ones(
    scriptless: Page, language: str
) -> None:
    scriptless.goto(f"/{kit_path(language, OWN)}#liege.1")
    words = real_site().notice("kit_failed", language)
    assert words in scriptless.locator("#parts").inner_text().replace("\u00a0", " ")
    scriptless.locator(f"main a[href*='{language}/kits/']").click()
    assert scriptless.locator("ul.kits a").first.is_visible()


def test_axe_finds_nothing_on_a_ready_sheet(phone: Page, axe: str) -> None:
    for language in languages():
        phone.goto(ready(language)[0])
        assert violations(phone, axe) == []
        phone.set_viewport_size({"width": 320, "height": 640})
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_contacts_are_near_independent_and_have_a_telephone() -> None:
    site = real_site()
    for name, province in site.provinces.items():
        found = nearest(site, ("legal-advice", "lawyer", "detention"), province.region, name)
        assert len(found) == len(set(found)) == 3
        for key in found:
            contact = site.contacts[key]
            assert contact.side in SIDES
            assert contact.grade in ("A1", "A2")
            assert contact.phones
            assert {province.region, "belgium"} & set(contact.area)
    assert nearest(site, ("legal-advice",), "wallonia", "liege")[0] == "point-appui"
    assert nearest(site, ("legal-advice",), "brussels", "brussels")[0] == "adde"
    assert nearest(site, ("legal-advice",), "flanders", "antwerp")[0] == "caw"


@pytest.mark.parametrize("language", languages())
def test_a_doubtful_fact_stands_on_a_sheet_with_its_caution(language: str) -> None:
    site = real_site()
    data = parts_file(language)
    label = site.notice("certainty_disputed", language)
    disputed = 0
    for part in data["parts"].values():
        if label in part["html"].replace("\u00a0", " "):
            disputed += 1
            assert part["cautions"], part["title"]
            assert all(data["cautions"][caution][0] for caution in part["cautions"])
    assert disputed > 3


@pytest.mark.parametrize("width", [320, 360])
def test_from_right_to_left_nothing_leaves_the_screen(fresh_phone: Page, width: int) -> None:
    """Numbers, addresses and the code keep their own direction."""
    fresh_phone.set_viewport_size({"width": width, "height": 640})
    for path in (ready("nl")[0], f"/{kit_path('fr', OWN)}#liege.1", "/fr/kits/#liege.1"):
        fresh_phone.goto(path)
        fresh_phone.evaluate("document.documentElement.dir = 'rtl'")
        assert fresh_phone.evaluate("document.documentElement.scrollWidth") <= width, path
        for element in fresh_phone.locator(".tel, #address").all():
            assert element.evaluate("(one) => getComputedStyle(one).direction") == "ltr"


def test_a_sheet_from_right_to_left_is_one_sheet(fresh_phone: Page) -> None:
    fresh_phone.goto(ready("nl")[0])
    fresh_phone.evaluate("document.documentElement.dir = 'rtl'")
    assert sheets(fresh_phone) == 1

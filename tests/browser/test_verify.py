"""The page of a code and the page of leaflets on a phone, also when something has changed."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, Page

from scripts.leaflets import registered
from scripts.leaflets.build import Wanted, jobs_of
from scripts.library import LeafletFile, Site, load_site
from scripts.library.clock import DAY_VARIABLE
from scripts.library.recall import Withdrawal
from scripts.site.static import serving
from scripts.site.verify import verify_views
from tests.browser.test_accessibility import violations
from tests.browser.test_privacy import NOTHING, STORED, visit
from tests.built import ROOT, SITE, languages

ADDRESS = "http://127.0.0.1:8000/"
DAY = dt.date(2026, 12, 1)
CODES = sorted(path.parent.name for path in SITE.glob("v/*/index.html"))[::27]
PATHS = ["/v/", *(f"/v/{code}/" for code in CODES), *(f"/{c}/leaflets/" for c in languages())]
WIDEST = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("path", PATHS)
def test_it_fits_a_phone_and_axe_finds_nothing(phone: Page, axe: str, path: str) -> None:
    for width in (360, 320):
        phone.set_viewport_size({"width": width, "height": 740})
        phone.goto(path)
        assert phone.evaluate(WIDEST) <= width
    assert violations(phone, axe) == []
    phone.emulate_media(color_scheme="dark")
    assert violations(phone, axe) == []


@pytest.mark.parametrize("path", PATHS)
def test_it_asks_for_nothing_else_and_keeps_nothing(
    fresh_phone: Page, address: str, path: str
) -> None:
    asked = visit(fresh_phone, path)
    assert [url for url in asked if not url.startswith("data:image/png")] == [address + path]
    assert fresh_phone.evaluate(STORED) == NOTHING


@pytest.mark.parametrize("language", languages())
def test_leaflets_are_found_and_seen_without_scripts(scriptless: Page, language: str) -> None:
    scriptless.goto(f"/{language}/leaflets/")
    assert scriptless.locator("main .card img").count() == 12
    broken = "images => images.filter(i => !i.complete || !i.naturalWidth).length"
    assert scriptless.locator("main .card img").evaluate_all(broken) == 0
    box = scriptless.locator("#l-first-steps")
    assert box.locator("details a:visible").count() == 0
    box.locator("summary").click()
    assert box.locator("details a:visible").count() == 6
    answer = scriptless.request.get(
        box.locator("a.call").first.evaluate("link => link.href"), max_redirects=0
    )
    assert answer.ok
    assert answer.body().startswith(b"%PDF")


@dataclass(frozen=True)
class Changed:
    """A served folder with pages of codes that nobody has released yet."""

    address: str
    codes: dict[str, str]


def turned(site: Site) -> Site:
    """English read from the right, as the test language of the leaflets."""
    site.languages["en"] = site.languages["en"].model_copy(update={"dir": "rtl"})
    return site


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Changed]:
    """Released leaflets: one with a changed fact and section, one withdrawn, one still right."""
    folder = tmp_path_factory.mktemp("changed")
    site = load_site(ROOT)
    wanted = Wanted(frozenset({"first-steps", "workers", "wallet"}))
    site.register = registered(site, ADDRESS, DAY)
    old = {job.name: job.edition.code for job in jobs_of(site, ADDRESS, wanted)}
    _change(site)
    site.withdrawn["workers"] = Withdrawal(since=DAY, fr="Trop vieux.", nl="Te oud.", en="Too old.")
    for job in jobs_of(site, ADDRESS):
        name = (job.id, "-".join(job.languages))
        file = LeafletFile(job.edition, 2, "a.pdf", "b.pdf", 1, 1, b"")
        site.leaflet_files[name] = file
    template = Environment(loader=FileSystemLoader(ROOT / "overrides")).get_template("verify.html")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DAY_VARIABLE, DAY.isoformat())
        views = list(verify_views(turned(site), draft=False))
    for path, view in views:
        if path.split("/")[1] in old.values():
            (folder / path).mkdir(parents=True)
            (folder / path / "index.html").write_text(template.render(icam=view), "utf-8")
    with serving(folder) as served:
        yield Changed(served, old)
    shutil.rmtree(folder)


def _change(site: Site) -> None:
    fact = site.facts["pact-law-date"]
    words = {"fr": "3 mai 2027", "nl": "3 mei 2027", "en": "3 May 2027"}
    value = fact.current.model_copy(update={"shown": fact.current.shown.model_copy(update=words)})
    values = {**fact.values, max(fact.values): value}
    site.facts["pact-law-date"] = fact.model_copy(update={"values": values})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("fr-first-steps", ["n'est plus à jour", "12 juin 2026", "3 mai 2027"]),
        ("fr-nl-first-steps", ["is verouderd", "12 juni 2026", "3 mei 2027", "3 mai 2027"]),
        ("fr-workers", ["est retiré", "Trop vieux."]),
        ("nl-wallet", ["is nog juist", "Gepubliceerd op 1 december 2026"]),
        ("fr-en-first-steps", ["3 May 2027"]),
    ],
)
def test_what_changed_is_said_on_a_phone(
    browser: Browser, axe: str, changed: Changed, name: str, words: list[str]
) -> None:
    with browser.new_context(
        base_url=changed.address, viewport={"width": 320, "height": 740}
    ) as context:
        page = context.new_page()
        page.goto(f"/v/{changed.codes[name]}/")
        text = page.locator("main").inner_text().replace("\u00a0", " ").replace("\u202f", " ")
        for word in words:
            assert word in text
        assert page.evaluate(WIDEST) <= 320
        assert violations(page, axe) == []


def test_a_language_read_from_the_right_is_turned_and_its_code_is_not(
    browser: Browser, changed: Changed
) -> None:
    with browser.new_context(base_url=changed.address) as context:
        page = context.new_page()
        page.goto(f"/v/{changed.codes['fr-en-first-steps']}/")
        assert page.locator("html").get_attribute("dir") == "ltr"
        english = page.locator("main > div").nth(1)
        assert english.evaluate("box => getComputedStyle(box).direction") == "rtl"
        page.goto(f"/v/{changed.codes['en-first-steps']}/")
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator(".num").get_attribute("dir") == "ltr"

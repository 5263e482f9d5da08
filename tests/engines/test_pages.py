"""One page of each kind in every engine: it is read, nothing goes wrong, it fits a phone."""

import pytest

from tests.engines.driver import Engine, text
from tests.engines.served import WIDTH, faults, too_wide

KINDS = {
    "chooser": "/",
    "not found": "/404.html",
    "home": "/fr/",
    "content": "/en/letter/",
    "contacts": "/nl/help-brussels/",
    "number": "/2/",
    "share": "/share/fr/letter/",
    "listen": "/listen/nl/letter/",
    "show": "/show/en/health/",
    "kit": "/kit/fr/letter-brussels/",
    "codes": "/v/",
    "code": "/v/{code}/",
    "leaflets": "/nl/leaflets/",
    "kept file": "/keep/icam-info-en.html",
}


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_of_each_kind_is_read_without_a_fault(
    engine: Engine, address: str, code: str, path: str
) -> None:
    path = path.format(code=code)
    assert too_wide(engine, address, path) <= 0
    engine.open(address + path)
    assert len(text(engine, "h1")) > 3
    assert len(text(engine, "body")) > 100
    assert faults(engine) == []


def test_the_frame_is_as_narrow_as_a_phone_and_finds_what_is_too_wide(
    engine: Engine, address: str
) -> None:
    assert too_wide(engine, address, "/en/letter/") <= 0
    wide = engine.evaluate(
        "const page = document.querySelector('iframe').contentDocument;"
        "page.querySelector('h1').style.width = arguments[0];"
        "const {clientWidth, scrollWidth} = page.documentElement;"
        "return [clientWidth, scrollWidth];",
        f"{WIDTH + 40}px",
    )
    assert wide[0] == WIDTH < wide[1]


def test_faults_of_a_page_are_collected(engine: Engine, address: str) -> None:
    engine.open(f"{address}/en/letter/")
    engine.evaluate(
        "const script = document.createElement('script');"
        "script.text = 'self.x = 1'; document.head.append(script);"
        "console.error('said');"
        "const picture = document.createElement('img');"
        "picture.src = 'https://example.org/'; document.body.append(picture);"
    )
    found = " ".join(faults(engine))
    assert "said" in found
    assert "refused by the policy: script-src" in found

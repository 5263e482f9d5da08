"""SITE_URL: what is the address of a site, and one clear line for what is not."""

from __future__ import annotations

import re

import pytest

from scripts import build, leaflets, release, serve
from scripts.library.address import AddressError, address_fault, site_address

RIGHT = [
    "http://127.0.0.1:8000/",
    "http://localhost:8000/",
    "http://[::1]:8000/",
    "https://rights.brussels/",
    "https://www.icam-info.be/",
    "https://a.github.io/ICAM_info/",
    "https://org.example.net/a/b.c/~d/",
    "https://xn--tait-cpa.be/",
    "https://a.be:65535/",
]
WRONG = {
    "": "is not set",
    "rights.brussels": "does not start with",
    "ftp://rights.brussels/": "does not start with",
    "HTTPS://rights.brussels/": "does not start with",
    " https://a.be/": "does not start with",
    "https:/a.be/": "does not start with",
    "https://a b.be/": "holds a space",
    "https://a.be/\n": "holds a space",
    'https://a.be/"><script>/': "holds '\"'",
    "https://a.be/?a=1": "holds '?'",
    "https://a.be/#top": "holds '#'",
    "https://user@a.be/": "holds '@'",
    "https://était.be/": "holds 'é'",
    "https://a.be/%2f/": "holds '%'",
    "https://a.be\\/": "holds '\\'",
    "https://a.be/\x00/": "holds the sign U+0000",
    "https:///": "has the host ''",
    "https://A.be/": "has the host 'A.be'",
    "https://a..be/": "has the host 'a..be'",
    "https://-a.be/": "has the host '-a.be'",
    "https://a.be./": "has the host 'a.be.'",
    "https://a_b.be/": "has the host 'a_b.be'",
    "https://[bad/": "has the host '[bad'",
    "https://[::zz]/": "has the host '[::zz]'",
    "https://1.2.3/": "has the host '1.2.3'",
    "https://1.2.3.400/": "has the host '1.2.3.400'",
    f"https://{'a' * 64}.be/": "has the host",
    "https://a.be:99999/": "has the port '99999'",
    "https://a.be:0/": "has the port '0'",
    "https://a.be:/": "has the port ''",
    "https://a.be:80x/": "has the host 'a.be:80x'",
    "https://a.be": "does not end with '/'",
    "https://a.be/icam": "does not end with '/'",
    "https://a.be//": "has the folder '//'",
    "https://a.be/../": "has the folder '/../'",
    "https://a.be/a:b/": "has the folder '/a:b/'",
}


@pytest.mark.parametrize("address", RIGHT)
def test_an_address_of_a_site_is_taken(address: str) -> None:
    assert address_fault(address) == ""
    assert site_address("build", environment={"SITE_URL": address}) == address


@pytest.mark.parametrize("address", WRONG)
def test_any_other_address_is_refused_in_one_line(address: str) -> None:
    assert address_fault(address).startswith(WRONG[address])
    with pytest.raises(AddressError, match=r"^build: SITE_URL '.*; write it like https://") as told:
        site_address("build", environment={"SITE_URL": address})
    assert re.sub(r"\n(?=')", "", str(told.value)).count("\n") == 0


def test_a_command_may_have_an_address_of_its_own() -> None:
    assert site_address("serve", "http://localhost/", {}) == "http://localhost/"
    assert site_address("serve", "http://localhost/", {"SITE_URL": ""}) == "http://localhost/"


@pytest.mark.parametrize(
    ("verb", "run"),
    [
        ("build", build.main),
        ("serve", serve.main),
        ("leaflets", leaflets.main),
        ("release", release.main),
    ],
)
@pytest.mark.parametrize("address", ["icam.be", "https://[bad/", "https://a.be:99999/"])
def test_every_command_that_prints_the_address_refuses_it(
    verb: str,
    run: object,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert callable(run)
    monkeypatch.setenv("SITE_URL", address)
    assert run([]) != 0
    out = capsys.readouterr()
    assert out.err.splitlines()[0].startswith(f"{verb}: SITE_URL '{address}' ")
    assert (out.out + out.err).count("\n") == 1

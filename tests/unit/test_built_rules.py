"""Each HTML rule sees its fault in a small built site, at the line; near misses stay silent."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scripts.checks.built import BUILT_RULES, at_home, content_hash
from scripts.checks.built_pages import Built, read_built
from scripts.library import load_site
from tests.unit.sites import BASE, NoSuchWordsError

STYLE, SCRIPT = "p{margin:0}", "document.title"
POLICY = (
    f"default-src 'none'; style-src {content_hash(STYLE)}; script-src {content_hash(SCRIPT)};"
    " img-src data:"
)
ROOT_ADDRESS = "https://site.example/"
SUB_PATH = "https://host.example/icam/"
"""Where a site stands that has no host name of its own."""

PAGE = """<!doctype html>
<html lang="{code}" dir="ltr">
<head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta property="og:title" content="Rights">
<title>{name} {code}</title>
{links}
<link rel="icon" href="data:image/svg+xml,x">
<style>{style}</style>
</head>
<body><main><h1>{name}</h1>
<p id="top"><a href="{up}nl/order/#time">NL</a> <a href="#top">up</a> <a href="{base}">home</a></p>
<h2 id="time">Time</h2>
<h3 id="more">More</h3>
<p dir="ltr"><a href="tel:+3226297723">02</a> <a href="mailto:a@b.be">mail</a></p>
<img alt="" src="data:image/svg+xml,y">
</main><script>{script}</script></body></html>
"""
BROKEN = [
    ("HTML01", "fr/order/index.html", 'lang="fr"', 'lang="nl"', "site/fr/order/index.html:2"),
    ("HTML01", "nl/index.html", 'dir="ltr"', 'dir="rtl"', "site/nl/index.html:2"),
    ("HTML01", "index.html", 'lang="fr"', "", "site/index.html:2"),
    ("HTML02", "en/index.html", '<h3 id="more">More</h3>', "<h1>x</h1>", "site/en/index.html:15"),
    ("HTML02", "en/index.html", "<h1>index</h1>", "<p>index</p>", "site/en/index.html:2"),
    ("HTML02", "en/index.html", '<h2 id="time">Time</h2>', "<i></i>", "site/en/index.html:15"),
    ("HTML03", "nl/order/index.html", ">order nl<", ">help nl<", "site/nl/order/index.html:7"),
    ("HTML03", "index.html", "<title>start fr</title>", "", "site/index.html:1"),
    ("HTML04", "fr/index.html", "data:image/svg+xml,y", "/y.svg", "site/fr/index.html:17"),
    ("HTML04", "fr/index.html", "<script>", '<script src="a.js">', "site/fr/index.html:18"),
    ("HTML04", "fr/index.html", "data:image/svg+xml,x", "/x.ico", "site/fr/index.html:9"),
    ("HTML04", "fr/index.html", '"icon"', '"preload"', "site/fr/index.html:9"),
    ("HTML05", "fr/index.html", STYLE, STYLE + " ", "site/fr/index.html:10"),
    ("HTML05", "fr/index.html", f"<script>{SCRIPT}</script>", "", "site/fr/index.html:1"),
    ("HTML05", "fr/index.html", "img-src", "'unsafe-inline' img-src", "site/fr/index.html:1"),
    ("HTML05", "fr/index.html", "<h1>", '<h1 onclick="x()">', "site/fr/index.html:12"),
    ("HTML05", "fr/index.html", "<h1>", '<h1 style="x">', "site/fr/index.html:12"),
    ("HTML05", "fr/index.html", "http-equiv", "name", "site/fr/index.html:1"),
    ("HTML07", "fr/index.html", "../nl/order/#time", "../nl/ordre/", "site/fr/index.html:13"),
    ("HTML07", "fr/index.html", "#time", "#times", "site/fr/index.html:13"),
    ("HTML07", "fr/index.html", "../nl/", "../../nl/", "site/fr/index.html:13"),
    ("HTML07", "fr/index.html", "tel:+3226297723", "tel:0032", "site/fr/index.html:16"),
    ("HTML07", "fr/index.html", "mailto:a@b.be", "geo:0,0?q=Gent", "site/fr/index.html:16"),
    ("HTML07", "fr/index.html", 'id="more"', 'id="time"', "site/fr/index.html:1"),
    ("HTML08", "fr/order/index.html", 'id="time"', 'id="hour"', "site/fr/order/index.html:1"),
    ("HTML08", "en/order/index.html", '"nl" href="', '"nl" href="x', "site/en/order/index.html:1"),
    ("HTML08", "nl/help/index.html", 'rel="canonical"', 'rel="x"', "site/nl/help/index.html:1"),
    ("HTML08", "nl/help/index.html", "nl/help/", "nl/order/", "site/nl/help/index.html:1"),
    ("HTML09", "fr/index.html", '<p dir="ltr">', "<p>", "site/fr/index.html:16"),
    ("HTML10", "fr/index.html", "no-referrer", "origin", "site/fr/index.html:1"),
    ("HTML10", "fr/index.html", 'content="Rights"', 'content="Your OQT"', "site/fr/index.html:1"),
]
NEAR_MISSES = [
    ("fr/index.html", '<a href="#top">', '<a href="https://other.example/x">'),
    ("fr/index.html", '<a href="#top">', f'<a href="{ROOT_ADDRESS}en/order/#time">'),
    ("fr/index.html", '<a href="#top">', '<a href="tel:112" dir="ltr">'),
    ("fr/index.html", "<h1>index</h1>", "<h1>index <small>on and on</small></h1>"),
    ("fr/index.html", '<h3 id="more">More</h3>', '<h2 id="time2">x</h2><h2 id="top2">y</h2>'),
    ("fr/index.html", 'content="Rights"', 'content="Your coquette"'),
    ("nl/order/index.html", ">order nl<", ">help fr<"),
]


def write(folder: Path, address: str, code: str, name: str, root: str = ROOT_ADDRESS) -> None:
    site = load_site(BASE)
    end = "" if name in ("index", "start") else f"{name}/"
    links = f'<link rel="canonical" href="{root}{address.removesuffix("index.html")}">' + "".join(
        f'<link rel="alternate" hreflang="{other}" href="{root}{other}/{end}">'
        for other in site.published
    )
    path = folder / address
    path.parent.mkdir(parents=True, exist_ok=True)
    text = PAGE.format(
        code=code,
        name=name,
        up="../" * address.count("/"),
        base=urlsplit(root).path,
        policy=POLICY,
        style=STYLE,
        script=SCRIPT,
        links=links,
    )
    path.write_text(text, encoding="utf-8")


def write_site(target: Path, root: str) -> Path:
    """A built site of three languages and three pages, and its chooser."""
    for code in ("fr", "nl", "en"):
        write(target, f"{code}/index.html", code, "index", root)
        write(target, f"{code}/order/index.html", code, "order", root)
        write(target, f"{code}/help/index.html", code, "help", root)
    write(target, "index.html", "fr", "start", root)
    return target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small site at the root of its host."""
    return write_site(tmp_path / "site", ROOT_ADDRESS)


def built(folder: Path) -> Built:
    return read_built(load_site(BASE), folder)


def test_a_site_in_a_folder_of_its_host_is_clean(tmp_path: Path) -> None:
    """Six right links of the page for unknown addresses once refused every such release."""
    found = built(write_site(tmp_path / "site", SUB_PATH))
    assert found.root_address == SUB_PATH
    assert BUILT_RULES.run(None, found) == []


@pytest.mark.parametrize("address", ["/", "/v/", "/icam", "/icam2/nl/", "/icam/nothing/", "../"])
def test_a_link_out_of_the_folder_of_the_site_is_seen(tmp_path: Path, address: str) -> None:
    target = write_site(tmp_path / "site", SUB_PATH)
    put(target / "index.html", 'href="/icam/"', f'href="{address}"')
    found = [f"{f.path}:{f.line}: {f.rule}" for f in BUILT_RULES.run(None, built(target))]
    assert found == ["site/index.html:13: HTML07"]


def put(path: Path, find: str, words: str) -> None:
    text = path.read_text(encoding="utf-8")
    if find not in text:
        raise NoSuchWordsError(f"{path}: no '{find}'")
    path.write_text(text.replace(find, words, 1), encoding="utf-8")


def test_the_small_site_is_clean(folder: Path) -> None:
    found = built(folder)
    assert BUILT_RULES.run(None, found) == []
    assert len(found.files) == 10
    assert len(found.pages) == 9


@pytest.mark.parametrize(
    ("rule", "address", "find", "words", "place"),
    BROKEN,
    ids=[f"{number}-{case[0]}" for number, case in enumerate(BROKEN)],
)
def test_a_broken_page_is_seen(
    folder: Path, rule: str, address: str, find: str, words: str, place: str
) -> None:
    put(folder / address, find, words)
    found = [f"{f.path}:{f.line}" for f in BUILT_RULES.run(rule, built(folder))]
    assert place in found
    assert len(found) <= 4


@pytest.mark.parametrize(("address", "find", "words"), NEAR_MISSES)
def test_near_misses_stay_silent(folder: Path, address: str, find: str, words: str) -> None:
    put(folder / address, find, words)
    found = [f for f in BUILT_RULES.run(None, built(folder)) if f.rule != "HTML08"]
    assert found == []


def test_a_page_that_was_not_built_is_seen(folder: Path) -> None:
    (folder / "nl/help/index.html").unlink()
    found = [f"{f.path}: {f.rule}" for f in BUILT_RULES.run("HTML01", built(folder))]
    assert found == ["site/nl/help/index.html: HTML01"]


def test_a_page_over_its_budget_is_seen(folder: Path) -> None:
    noise = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(12_000))
    put(folder / "fr/order/index.html", "More", noise)
    found = {f"{f.path}: {f.rule}" for f in BUILT_RULES.run("HTML06", built(folder))}
    assert found == {"site/fr/order/index.html: HTML06"}
    for code in ("nl", "en"):
        for page in ("index.html", "order/index.html"):
            put(folder / code / page, "More", noise[:6000])
    assert any(f.path == "site" for f in BUILT_RULES.run("HTML06", built(folder)))


def test_nothing_built_is_nothing_read(tmp_path: Path) -> None:
    assert built(tmp_path / "site").files == ()


def test_every_rule_has_a_broken_page() -> None:
    assert {case[0] for case in BROKEN} | {"HTML06"} == set(BUILT_RULES)


def test_messages_say_what_to_do(folder: Path) -> None:
    for _, address, find, words, _ in BROKEN:
        path = folder / address
        before = path.read_text(encoding="utf-8")
        put(path, find, words)
        for finding in BUILT_RULES.run(None, built(folder)):
            assert "; " in finding.message, finding
        path.write_text(before, encoding="utf-8")


def test_a_page_is_weighed_without_the_address_of_its_site() -> None:
    """A release was refused for the letters of its address, four bytes over the budget."""
    link = b'<link rel="alternate" hreflang="x-default" href="%sfr/"><a href="%snl/">nl</a>'
    local = "http://127.0.0.1:8000/"
    for root in ("https://a-long-name-of-a-site.example.be/", SUB_PATH, local):
        address, home = root.encode(), local.encode()
        assert at_home(link % (address, address), root) == link % (home, home)
    assert at_home(b"<p>https://icam-info.be/</p>", "") == b"<p>https://icam-info.be/</p>"

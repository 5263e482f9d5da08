"""What a browser gets from nginx and Apache with the files of a release."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from lxml import html as lxml_html

from scripts.site.hosts import OTHER_HEADERS
from scripts.site.policy import STYLES, policy, stylesheet
from scripts.site.programs import all_programs
from tests.built import ROOT
from tests.hosts.conftest import SHARED_ADDRESS
from tests.hosts.servers import Answer, Server
from tests.site.test_addresses import built_root

pytestmark = pytest.mark.timeout(600)
Hosted = tuple[Server, str, Path]

KINDS = {
    "fr/letter/": "text/html",
    "12/": "text/html",
    "search/fr.js": "javascript",
    "sw.js": "javascript",
    "sitemap.xml": "xml",
    "robots.txt": "text/plain",
    "fr/changes.xml": "application/atom+xml; charset=utf-8",
    "print/fr-workers.pdf": "application/pdf",
}
CODINGS = {"br": brotli.decompress, "gzip": gzip.decompress}


def card(folder: Path) -> str:
    """The path of one contact card below the folder."""
    return min(folder.glob("contacts/*.vcf")).relative_to(folder).as_posix()


def assert_our_headers(answer: Answer) -> None:
    """Each of our headers, once, with our value."""
    everything = policy([stylesheet(ROOT, name) for name in STYLES], all_programs(ROOT))
    wanted = {"Content-Security-Policy": f"{everything}; frame-ancestors 'none'", **OTHER_HEADERS}
    assert {name: answer.headers.get(name.lower()) for name in wanted} == {
        name: [value] for name, value in wanted.items()
    }
    assert "x-neighbour" not in answer.headers
    assert "expires" not in answer.headers


def test_types_and_headers_arrive(hosted: Hosted) -> None:
    server, path, folder = hosted
    for name, kind in {**KINDS, card(folder): "text/vcard; charset=utf-8"}.items():
        answer = server.get(path + name)
        assert answer.status == 200, name
        assert kind in answer.one("content-type"), name
        assert_our_headers(answer)
        file = folder / name
        assert answer.body == (file / "index.html" if file.is_dir() else file).read_bytes()


def test_search_engines_are_led_to_the_map_of_the_site(hosted: Hosted) -> None:
    server, path, _ = hosted
    address = built_root() if path == "/" else SHARED_ADDRESS
    lines = server.get(path + "robots.txt").body.decode("utf-8").split("\n")
    assert lines == ["User-agent: *", "Allow: /", "", f"Sitemap: {address}sitemap.xml"]
    assert f"<loc>{address}fr/letter/</loc>" in server.get(path + "sitemap.xml").body.decode()


def test_the_root_and_the_index_are_pages(hosted: Hosted) -> None:
    server, path, folder = hosted
    for name in ("", "index.html", "fr/letter/index.html"):
        assert server.get(path + name).status == 200
    assert server.get(path).body == (folder / "index.html").read_bytes()


@pytest.mark.parametrize("name", ["fr/letter", "fr/letter?a=1", "12", "v"])
def test_a_missing_slash_is_added(hosted: Hosted, name: str) -> None:
    """nginx names the path alone: behind a proxy it does not know the scheme that readers use."""
    server, path, _ = hosted
    answer = server.get(path + name)
    page, mark, query = name.partition("?")
    assert answer.status == 301
    start = "" if server.program == "nginx" else server.address
    assert answer.one("location") == f"{start}{path}{page}/{mark}{query}"
    assert_our_headers(answer)


def test_the_path_itself_without_its_slash(hosted: Hosted) -> None:
    server, path, _ = hosted
    bare = server.get(path.rstrip("/") or "/")
    assert bare.status == (200 if path == "/" else 301)
    assert path == "/" or bare.one("location").removeprefix(server.address) == path


@pytest.mark.parametrize("name", ["v/zzzz/", "v/ZZZZ", "fr/no-such-page/", "nothing.js"])
@pytest.mark.parametrize("coding", ["identity", "br"])
def test_an_unknown_address_gets_our_page_that_helps(
    hosted: Hosted, name: str, coding: str
) -> None:
    server, path, folder = hosted
    answer = server.get(path + name, accept_encoding=coding)
    assert answer.status == 404
    assert_our_headers(answer)
    compressed = answer.headers.get("content-encoding") == ["br"]
    body = brotli.decompress(answer.body) if compressed else answer.body
    assert body == (folder / "404.html").read_bytes()
    links = lxml_html.fromstring(body.decode("utf-8")).xpath("//main//a/@href")
    assert f"{path}v/" in links
    assert [link for link in links if server.get(link).status != 200] == []


@pytest.mark.parametrize("name", ["print/", "contacts/", "headers/", "vendor/"])
def test_no_folder_is_listed(hosted: Hosted, name: str) -> None:
    server, path, folder = hosted
    answer = server.get(path + name)
    assert answer.status in (403, 404)
    assert answer.body == (folder / "404.html").read_bytes()
    assert_our_headers(answer)


@pytest.mark.parametrize("accepted", ["gzip, deflate, br", "gzip", "identity"])
def test_the_compressed_form_is_sent_to_whoever_reads_it(hosted: Hosted, accepted: str) -> None:
    server, path, folder = hosted
    coding = "br" if "br" in accepted else accepted
    for name in ("fr/letter/", "", "search/fr.js", "fr/changes.xml", card(folder)):
        plain = server.get(path + name)
        answer = server.get(path + name, accept_encoding=accepted)
        assert_our_headers(answer)
        assert answer.one("content-type") == plain.one("content-type")
        assert "content-language" not in answer.headers
        assert "accept-encoding" in ", ".join(answer.headers["vary"]).lower()
        if coding == "identity":
            assert "content-encoding" not in answer.headers
            continue
        assert answer.one("content-encoding") == coding, name
        file = folder / name / "index.html" if name.endswith("/") or not name else folder / name
        form = file.with_name(file.name + {"br": ".br", "gzip": ".gz"}[coding])
        assert answer.body == form.read_bytes()
        assert CODINGS[coding](answer.body) == plain.body


def test_a_browser_that_asks_again_hears_that_nothing_changed(hosted: Hosted) -> None:
    server, path, _ = hosted
    for coding in ("br", "identity"):
        first = server.get(path + "fr/letter/", accept_encoding=coding)
        tag = first.one("etag")
        again = server.get(path + "fr/letter/", accept_encoding=coding, if_none_match=tag)
        assert (again.status, again.body) == (304, b"")
        assert again.one("cache-control") == "no-cache"

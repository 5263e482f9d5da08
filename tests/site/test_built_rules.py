"""The real built pages obey every HTML rule, and each rule sees a fault put into one of them."""

from __future__ import annotations

import dataclasses
import re

import pytest

from scripts.checks.built import BUILT_RULES
from scripts.checks.built_pages import Built, read_built
from tests.built import SITE, NotBuiltError, real_site

NOISE = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(12_000))
MUTATIONS = [
    ("HTML01", r'lang="nl"', 'lang="fr"'),
    ("HTML02", r"<h1>", "<h1>Twice</h1><h1>"),
    ("HTML03", r"<title>[^<]*</title>", "<title></title>"),
    ("HTML04", r"</head>", '<link rel="stylesheet" href="/a.css"></head>'),
    ("HTML04", r"</main>", '<script src="/a.js"></script></main>'),
    ("HTML05", r"</style>", " </style>"),
    ("HTML05", r"<main", '<main onclick="x()"'),
    ("HTML06", r"</main>", f"{NOISE}</main>"),
    ("HTML07", r'href="(\.\./[a-z-]+/)"', r'href="\1nowhere/"'),
    ("HTML08", r'<h2 id="[a-z-]+"', '<h2 id="elsewhere"'),
    ("HTML08", r'rel="canonical"', 'rel="x"'),
    ("HTML09", r"</main>", '<a href="tel:112">112</a></main>'),
    ("HTML10", r'content="no-referrer"', 'content="origin"'),
]


@pytest.fixture(scope="module")
def built() -> Built:
    found = read_built(real_site(), SITE)
    if not found.pages:
        raise NotBuiltError("site/ holds no page: run `make build` first")
    return found


def test_every_page_was_read(built: Built) -> None:
    assert len(built.pages) == len(built.site.published) * len(built.site.page_entries)
    assert len(built.files) > len(built.pages)
    assert built.page("fr", "letter") is not None
    assert built.root_address.startswith("http")


@pytest.mark.parametrize("rule", BUILT_RULES)
def test_the_built_pages_obey(rule: str, built: Built) -> None:
    assert BUILT_RULES.run(rule, built) == []


@pytest.mark.parametrize(
    ("rule", "pattern", "words"),
    MUTATIONS,
    ids=[f"{number}-{case[0]}" for number, case in enumerate(MUTATIONS)],
)
def test_a_fault_in_a_real_page_is_seen(rule: str, pattern: str, words: str, built: Built) -> None:
    page = built.page("nl", "deadlines")
    assert page is not None
    text = page.data.decode("utf-8")
    changed = re.sub(pattern, words, text, count=1)
    assert changed != text
    mutant = dataclasses.replace(page, data=changed.encode("utf-8"))
    kept = [mutant if file is page else file for file in built.files]
    found = BUILT_RULES.run(rule, dataclasses.replace(built, files=tuple(kept)))
    assert mutant.shown in {finding.path for finding in found}


def test_every_rule_has_a_mutation() -> None:
    assert {case[0] for case in MUTATIONS} == set(BUILT_RULES)

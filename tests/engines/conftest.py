"""One browser of each engine after the other, one server, and the site that was built."""

from collections.abc import Iterator

import pytest

from tests.built import SITE
from tests.engines.chromium import chromium
from tests.engines.driver import Engine, MissingEngineError
from tests.engines.firefox import firefox
from tests.engines.served import listening
from tests.engines.webkit import webkit

ENGINES = {"chromium": chromium, "firefox": firefox, "webkit": webkit}


@pytest.fixture(scope="session", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A tab of one engine; tests that share it leave it on any page."""
    name: str = request.param
    try:
        with ENGINES[name](tmp_path_factory.mktemp(name)) as started:
            yield started
    except MissingEngineError as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the served site, without a closing slash."""
    if not (SITE / "index.html").is_file():
        raise RuntimeError("site/index.html is missing: run `make build` first")
    with listening(SITE) as served:
        yield served


@pytest.fixture(scope="session")
def code() -> str:
    """The code of one leaflet of the built site."""
    found = sorted(path.parent.name for path in SITE.glob("v/*/index.html"))
    if not found:
        raise RuntimeError("site/v/ holds no page of a code: run `make build` first")
    return found[0]

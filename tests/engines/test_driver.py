"""The drivers themselves: an engine that is not installed is named, and never passed over."""

from pathlib import Path

import pytest

from tests.engines.conftest import ENGINES
from tests.engines.driver import MissingEngineError, downloaded

PACKAGES = {
    "chromium": "chromium-headless-shell",
    "firefox": "firefox-esr",
    "webkit": "webkit2gtk-driver",
}


@pytest.mark.parametrize("name", ENGINES)
def test_a_missing_engine_is_one_line_with_its_package(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingEngineError) as error, ENGINES[name](tmp_path):
        pass
    message = str(error.value)
    assert message.endswith(f"apt-get install --no-install-recommends {PACKAGES[name]}")
    assert "\n" not in message


def test_a_file_on_its_way_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.engines.driver.PATIENCE", 0.2)
    (tmp_path / "day.ics").write_bytes(b"BEGIN")
    assert downloaded(tmp_path, ".part").name == "day.ics"
    (tmp_path / "other.ics.part").write_bytes(b"BEG")
    with pytest.raises(AssertionError, match="one saved file"):
        downloaded(tmp_path, ".part")

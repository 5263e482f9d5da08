"""Programs for tests that come as npm packages, locked in `requirements/npm`."""

import sys
from pathlib import Path

MODULES = Path(sys.prefix) / "npm/node_modules"
"""Where set-up installs them, beside the Python packages."""


class NpmPackageError(Exception):
    """A package is not installed; the message is one line that says what to do."""


def npm_file(package: str, name: str) -> Path:
    """The file `name` of an npm package. Raises NpmPackageError."""
    found = MODULES / package / name
    if not found.is_file():
        raise NpmPackageError(f"the npm package {package} is missing: run `make setup-test`")
    return found

"""``python -m scripts serve``: the site and its leaflets, rebuilt at each change of the content."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scripts.build import builder_environment, report_faults

ADDRESS = "127.0.0.1:8000"


def main(arguments: list[str]) -> int:
    """Serve at http://127.0.0.1:8000 (or the ``host:port`` given) until interrupted."""
    address = arguments[0] if arguments else ADDRESS
    if report_faults(Path.cwd()):
        return 1
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    try:
        return subprocess.run(command, check=False, env=builder_environment()).returncode
    except KeyboardInterrupt:
        return 0

"""Runs the site generator; a full disk or a folder that cannot be written is one line, no trace.

``python -m scripts.builder build --strict …`` takes the arguments of mkdocs.
"""

from __future__ import annotations

import errno
import runpy
import sys

REFUSED = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)
"""What the system answers when there is no room, or when nobody may write there."""


def main() -> None:
    """Run the generator with the arguments of this program; it ends the program itself."""
    try:
        runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
    except OSError as error:
        if error.errno not in REFUSED:
            raise
        place = f" {error.filename}" if error.filename else ""
        what = f"cannot write{place} ({error.strerror}); make room or make it writable, then again"
        sys.exit(f"build: {what}")


if __name__ == "__main__":
    main()

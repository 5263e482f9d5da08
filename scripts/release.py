"""The command `release`: build, check with the clock, register the codes on paper, pack the site.

Nothing is written when it is refused.
"""

from __future__ import annotations

import argparse
import datetime as dt
import ipaddress
import itertools
import os
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from scripts import build
from scripts.checks import command
from scripts.checks.translated import notices
from scripts.leaflets import registered
from scripts.leaflets.definition import SETTINGS, load_shelf
from scripts.library import ContentError, load_site
from scripts.library.recall import (
    CODE_ADDRESS,
    RELEASES,
    SEAL,
    Register,
    register_text,
    seal_text,
    sealed,
)
from scripts.library.source_date import source_date
from scripts.library.text_file import replace_text
from scripts.site.precompress import precompress

DONE, REFUSED, MISUSED = 0, 1, 2
OUT = Path("dist")
NOT_REAL = ("localhost", "example", "invalid", "test", "local", "internal", "lan")
"""Last labels of names that nobody can open from elsewhere, or that belong to nobody."""

EXAMPLES = ("example.org", "example.com", "example.net", "example.be")


def main(arguments: Sequence[str]) -> int:
    """Write ``dist/icam-info-<day>.zip``: 0 done, 1 refused with a line for each reason."""
    parser = argparse.ArgumentParser(prog="python -m scripts release", description=__doc__)
    parser.add_argument("--dates", metavar="DAY", default=command.TODAY, help="check for this day")
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return MISUSED if stop.code else DONE
    root = Path.cwd()
    reasons = [
        *address_faults(os.environ.get("SITE_URL", "")),
        *publisher_faults(root),
        *translation_faults(root),
    ]
    for reason in reasons:
        print(reason, file=sys.stderr)
    if reasons:
        return REFUSED
    if build.main([]) or command.main(["--root", str(root), "--built", "--dates", options.dates]):
        print("release: refused, see the findings above; dist/ is unchanged", file=sys.stderr)
        return REFUSED
    return pack_and_register(root)


def pack_and_register(root: Path) -> int:
    """Pack what was built and checked, then write down the codes of its leaflets."""
    moment = source_date().moment
    path = root / OUT / f"icam-info-{moment:%Y-%m-%d}.zip"
    try:
        site = load_site(root)
        register = registered(site, os.environ["SITE_URL"], moment.date())
    except ContentError as error:
        print(error, file=sys.stderr)
        return REFUSED
    lost = list(code_faults(root, site.register, register))
    for fault in lost:
        print(fault, file=sys.stderr)
    if lost:
        return REFUSED
    path.parent.mkdir(exist_ok=True)
    precompress(root / "site")
    pack(root / "site", path, moment)
    fresh = len(register.codes) - len(site.register.codes)
    if fresh:
        write_register(root, register)
    print(f"{path.relative_to(root)}, {fresh} new codes in {RELEASES}: keep it with the sources")
    return DONE


def code_faults(root: Path, before: Register, after: Register) -> Iterator[str]:
    """Why the register cannot be written: a code that it held, or that has no page, is lost."""
    for code in before.codes:
        if code not in after.codes:
            yield f"{RELEASES}:1: release: code '{code}' disappeared; restore the register"
    for code, (release, languages) in after.codes.items():
        page = f"site/{CODE_ADDRESS.format(code=code)}index.html"
        if not (root / page).is_file():
            what = f"'{code}' ({release.leaflet}, {languages}) has no page; build again"
            yield f"{page}:1: release: code {what}"


def write_register(root: Path, register: Register) -> None:
    """Write the register and its seal. The seal comes last: one without the other is seen."""
    replace_text(root / RELEASES, register_text(register, _head(root / RELEASES)))
    replace_text(root / SEAL, seal_text(sealed(register), _head(root / SEAL)))


def _head(path: Path) -> str:
    """The comment at the top of a file."""
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(itertools.takewhile(lambda row: row.startswith("#"), rows))


def address_faults(address: str) -> Iterator[str]:
    """Why an address cannot be printed on paper and in canonical links, if it cannot."""
    advice = "give the real one: make release SITE_URL=https://…/"
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme != "https" or not host:
        yield f"release: SITE_URL '{address}' is not an https address; {advice}"
    elif not address.endswith("/") or parts.query or parts.fragment or parts.username:
        yield f"release: SITE_URL '{address}' must end with '/' and hold no more; {advice}"
    elif _is_number(host) or "." not in host or not _is_real(host):
        yield f"release: SITE_URL '{address}' is nobody's address; {advice}"


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_real(host: str) -> bool:
    ends = (*NOT_REAL, *EXAMPLES)
    return not any(host == end or host.endswith(f".{end}") for end in ends)


def publisher_faults(root: Path) -> Iterator[str]:
    """The law asks for a name and an address on paper; without them every sheet says draft."""
    try:
        publisher = load_shelf(root).settings.publisher
    except ContentError as error:
        yield from (str(finding) for finding in error.findings)
        return
    if not publisher.strip():
        yield f"{SETTINGS}:1: release: no responsible publisher; write name and address there"


def translation_faults(root: Path) -> Iterator[str]:
    """Sections older than their French words: a page tells its reader so, a leaflet cannot."""
    try:
        stale = notices(load_site(root))
    except ContentError as error:
        yield from (str(finding) for finding in error.findings)
        return
    for rendering in stale:
        unit, code = rendering.unit, rendering.unit.path.split("/")[1]
        advice = f"compare, then 'python -m scripts translations stamp {code} {unit.name}'"
        what = f"'{unit.name}' is older than its French words, and paper cannot say so"
        yield f"{unit.path}:{unit.line}: release: {what}; {advice}"


def pack(folder: Path, path: Path, moment: dt.datetime) -> None:
    """Zip a folder: the same files give the same bytes, whoever packs them and wherever."""
    part = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            for file in sorted(found for found in folder.rglob("*") if found.is_file()):
                entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), moment.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o100644 << 16
                entry.create_system = 3
                archive.writestr(entry, file.read_bytes(), compresslevel=9)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

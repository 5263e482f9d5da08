"""The commands of DEPLOY.md do what it says: a release goes online, the next one, and back."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from tests.built import ROOT
from tests.hosts.conftest import Releases, apache_site, nginx_site
from tests.hosts.servers import (
    DOCUMENT,
    FOLDER,
    PATIENCE,
    Server,
    apache_settings,
    blocks,
    free_port,
    nginx_settings,
    readable,
    running,
)

pytestmark = pytest.mark.timeout(600)
NEXT_DAY = "2026-12-06"


@pytest.mark.parametrize("number", range(len(blocks("sh"))))
def test_every_block_of_commands_is_read_by_a_shell(number: int) -> None:
    block = blocks("sh")[number]
    done = subprocess.run(["bash", "-n"], input=block, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_block_is_of_a_kind_that_is_tried() -> None:
    fences = re.findall(r"^```(\w*)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(fences[::2]) == {"sh", "nginx", "apache"}
    assert set(fences[1::2]) == {""}


def test_every_file_and_target_that_is_named_is_there() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"`make (\w+)", text))
    assert targets == {"check", "release"}
    assert all(f"\n{target}:" in makefile for target in targets)
    for path in ("CONTRIBUTING.md", "data/withdrawn.yaml", "docs/fr/phone.md"):
        assert path.removeprefix("docs/fr/").removesuffix(".md") in text
        assert (ROOT / path).is_file()


def shell(text: str, place: Path, programs: dict[str, str]) -> None:
    """Run lines of DEPLOY.md in a folder that plays the machine of the host.

    /var/www and /etc are folders of it, ``sudo`` runs what follows, and ``programs`` (name ->
    lines of a shell) take the place of those that belong to the whole machine.
    """
    tools = place / "bin"
    tools.mkdir(exist_ok=True)
    for name, lines in {"sudo": '"$@"', **programs}.items():
        (tools / name).write_text(f"#!/bin/sh\nset -e\n{lines}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    for folder in ("/var/www/", "/etc/"):
        text = text.replace(folder, f"{place}{folder}")
    text = f'PATH="{tools}:$PATH"\nset -euo pipefail\n{text}'
    done = subprocess.run(["bash", "-c", text], cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def packed(source: Path, target: Path, words: str) -> None:
    """An archive of a release whose policy, French home and compressed form carry ``words``."""
    copy = target.with_suffix("")
    shutil.copytree(source, copy)
    page = copy / "fr/index.html"
    page.write_text(words, encoding="utf-8")
    for end in (".br", ".gz"):
        page.with_name(page.name + end).unlink()
    for name in ("nginx.conf", "apache.conf"):
        path = copy / "headers" / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("no-referrer", words), encoding="utf-8")
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(copy.rglob("*")):
            archive.write(path, path.relative_to(copy))
    shutil.rmtree(copy)


def online(server: Server) -> tuple[str, str]:
    """The words of the home and of the header, which always belong to one release."""
    answer = server.get("/fr/")
    return answer.body.decode("utf-8"), answer.one("referrer-policy")


def becomes(server: Server, words: str) -> bool:
    """Whether the release of these words is online, now or a little later, in one piece."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = online(server)
        assert found[0] == found[1], "pages and settings of two releases"
        if found[0] == words:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("program", ["nginx", "apache2"])
def test_a_release_goes_online_then_the_next_one_and_back(
    program: str, release_at: Releases, work: Path
) -> None:
    first_day = FOLDER.rpartition("/")[2]
    for day, words in ((first_day, "first"), (NEXT_DAY, "second")):
        packed(release_at("/"), work / f"icam-info-{day}.zip", words)
    commands = blocks("sh")
    unpack = next(b for b in commands if "unzip -q icam-info-2026" in b)
    switch = next(b for b in commands if b.startswith("day="))
    apache_lines = next(b for b in commands if b.startswith("sudo sed"))
    shell(unpack, work, {"apt-get": ":"})
    file, lines = told_files(program, work, switch, apache_lines)
    file.parent.mkdir(parents=True)
    site = (nginx_site if program == "nginx" else apache_site)("/", work / FOLDER.strip("/"))
    port = free_port()
    wrap = nginx_settings if program == "nginx" else apache_settings
    around = wrap(port, work, f"include {file};" if program == "nginx" else f"Include {file}")
    told = site.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("*:80", f"*:{port}")
    file.write_text(told, encoding="utf-8")
    with running(program, around, port, readable(work)) as server:
        reload = reloading(server)
        assert becomes(server, "first")
        shell(lines, work, reload)
        readable(work)
        assert becomes(server, "second")
        back = "\n".join(line for line in lines.splitlines() if not re.search("unzip|mkdir", line))
        shell(back.replace(NEXT_DAY, first_day), work, reload)
        assert becomes(server, "first")


def told_files(program: str, work: Path, switch: str, apache: str) -> tuple[Path, str]:
    """The file of settings that DEPLOY.md names, and its lines for each release."""
    if program == "nginx":
        return work / "etc/nginx/sites-available/icam-info", switch
    unpacking = "\n".join(switch.splitlines()[:3])
    return work / "etc/apache2/sites-available/icam-info.conf", f"{unpacking}\n{apache}"


def reloading(server: Server) -> dict[str, str]:
    """The programs of the machine that test settings and reload, for this server alone."""
    assert server.process.poll() is None
    sign = signal.SIGHUP if server.program == "nginx" else signal.SIGUSR1
    found = shutil.which(server.program) or f"/usr/sbin/{server.program}"
    folder = server.log.parent
    arguments = f"-p {folder} -c {folder}/settings" if server.program == "nginx" else f"-d {folder}"
    check = f"{found} {arguments}"
    return {
        "nginx": f'{check} "$@"',
        "apache2ctl": f"{check} -f {folder}/settings -t",
        "systemctl": f'[ "$1" = reload ] && kill -{int(sign)} {server.process.pid}',
    }

"""Apache without what it needs: the operator is told, and the check of DEPLOY.md sees it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.hosts.conftest import Releases, apache_site, htaccess_site, rights_told
from tests.hosts.servers import (
    NEEDED,
    Server,
    apache_settings,
    blocks,
    command,
    free_port,
    readable,
    running,
)

pytestmark = pytest.mark.timeout(600)
DIRECTIVES = {"headers": "Header", "rewrite": "RewriteEngine"}
ADDRESS = "https://icam.example.org"


def without(module: str) -> tuple[str, ...]:
    """The modules that are needed, but one."""
    return tuple(name for name in NEEDED if name != module)


@pytest.fixture
def public(release_at: Releases, work: Path) -> Path:
    """A release with its settings as .htaccess."""
    folder = work / "public"
    shutil.copytree(release_at("/"), folder)
    shutil.copy(folder / "headers/apache.conf", folder / ".htaccess")
    return readable(folder)


@pytest.mark.parametrize("module", NEEDED)
def test_it_refuses_to_start_and_names_the_directive(
    module: str, release_at: Releases, work: Path
) -> None:
    site = apache_site("/", release_at("/"))
    settings = apache_settings(free_port(), work, site, without(module))
    (work / "settings").write_text(settings, encoding="utf-8")
    test = [*command("apache2", work / "settings", work), "-t"]
    done = subprocess.run(test, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert f"Invalid command '{DIRECTIVES[module]}'" in done.stderr


@pytest.mark.parametrize("module", NEEDED)
def test_htaccess_answers_500_and_the_log_says_why(module: str, public: Path, work: Path) -> None:
    port = free_port()
    site = htaccess_site(public, rights_told())
    settings = apache_settings(port, work, site, without(module))
    with running("apache2", settings, port, work) as server:
        assert server.get("/fr/letter/").status == 500
        assert f"Invalid command '{DIRECTIVES[module]}'" in server.log.read_text("utf-8")
        assert arrived(server) is False


@pytest.mark.parametrize(("rights", "seen"), [(None, True), ("AllowOverride None", False)])
def test_the_check_sees_whether_htaccess_is_read(
    rights: str | None, seen: bool, public: Path, work: Path
) -> None:
    port = free_port()
    settings = apache_settings(port, work, htaccess_site(public, rights or rights_told()))
    with running("apache2", settings, port, work) as server:
        assert server.get("/fr/letter/").status == 200
        assert arrived(server) is seen


def arrived(server: Server) -> bool:
    """Run the first command of the section that looks whether the site works."""
    [line] = [line for block in blocks("sh") for line in block.splitlines() if "| grep" in line]
    asked = line.replace(ADDRESS, server.address)
    assert asked != line
    return subprocess.run(["bash", "-c", asked], capture_output=True, check=False).returncode == 0


def test_the_other_commands_of_the_check_print_what_is_told(public: Path, work: Path) -> None:
    port = free_port()
    settings = apache_settings(port, work, htaccess_site(public, rights_told()))
    lines = [
        line
        for block in blocks("sh")
        for line in block.splitlines()
        if line.startswith("curl") and "http_code" in line
    ]
    with running("apache2", settings, port, work) as server:
        printed = [
            subprocess.run(
                ["bash", "-c", line.replace(ADDRESS, server.address)],
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
            for line in lines
        ]
        assert printed == ["404", f"301 {server.address}/fr/letter/"]


def test_behind_a_proxy_a_missing_slash_is_added_with_the_scheme_of_readers(
    release_at: Releases, work: Path
) -> None:
    port = free_port()
    told = blocks("apache")[1]
    shutil.copytree(release_at("/"), work / "public")
    site = apache_site("/", readable(work) / "public")
    settings = apache_settings(
        port, work, site.replace("ServerName icam.example.org\n", told.replace("\n", "\n    "))
    )
    with running("apache2", settings, port, work) as server:
        assert server.get("/fr/letter").one("location") == f"{ADDRESS}/fr/letter/"

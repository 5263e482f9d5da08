"""``python -m scripts bench``: sizes, and times beside the stock theme on the same content."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import yaml

from scripts.build import WITHOUT_LEAFLETS, builder_environment, can_read_built_site
from scripts.checks import RULES, run
from scripts.checks.budget import page_sizes
from scripts.leaflets import Wanted
from scripts.leaflets.measure import costs
from scripts.library import Site, load_site
from scripts.serving_times import serving_times

WORK = Path(".build/bench")


def main(arguments: list[str]) -> int:
    """Print the figures. Needs a built ``site/``; takes some minutes."""
    root = Path.cwd()
    if not can_read_built_site("bench", arguments, root):
        return 2
    site = load_site(root)
    _print_counts(site)
    _print_sizes(site, root)
    _print_times(root)
    _print_leaflets(site)
    return 0


def _print_counts(site: Site) -> None:
    certainty = Counter(fact.certainty for fact in site.facts.values())
    sides = Counter(contact.side for contact in site.contacts.values())
    print(f"pages        {len(site.all_pages())} ({len(site.page_entries)} a language)")
    print(f"facts        {len(site.facts)}  {dict(sorted(certainty.items()))}")
    print(f"contacts     {len(site.contacts)}  {dict(sorted(sides.items()))}")
    print(f"check rules  {len(RULES)}")


def _print_sizes(site: Site, root: Path) -> None:
    sizes = list(page_sizes(site, root / "site"))
    print("\nbrotli-11  gzip-9     raw  page")
    for size in sizes:
        print(f"{size.brotli:9} {size.gzip:7} {size.raw:7}  {size.address}")
    users = [size.brotli for size in sizes if size.kind == "user"]
    others = [size.brotli for size in sizes if size.kind == "reference"]
    print(f"content pages: median {statistics.median(users):.0f}, largest {max(users)}")
    print(f"reference pages: largest {max(others)}")


def _print_times(root: Path) -> None:
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    start = time.perf_counter()
    run(load_site(root))
    print(f"\n{time.perf_counter() - start:6.1f} s  content checks")
    _stock_copy(root, WORK / "stock")
    print(f"{_build_time(root, WORK / 'ours'):6.1f} s  our shell, leaflets included")
    without = _build_time(root, WORK / "without", {WITHOUT_LEAFLETS: "1"})
    print(f"{without:6.1f} s  our shell, without leaflets")
    print(f"{_build_time(WORK / 'stock', WORK / 'stock-site'):6.1f} s  stock theme, no leaflets")
    (WORK / "served").mkdir()
    times = serving_times(root, WORK / "served")
    print(f"{times.first_page:6.1f} s  serving: from the command to the first page")
    print(f"{times.edit_to_tab:6.1f} s  serving: from an edit to the open tab")


def _print_leaflets(site: Site) -> None:
    """The leaflets in one language and in two."""
    print("\nseconds    MB  to read  to print  leaflet")
    wanted = Wanted(languages=frozenset({"fr", "fr-nl"}))
    for cost in costs(site, "http://127.0.0.1:8000/", wanted):
        print(
            f"{cost.seconds:7.2f} {cost.megabytes:5.0f} "
            f"{cost.sizes[0]:8} {cost.sizes[1]:9}  {cost.name}"
        )


def _build_time(folder: Path, out: Path, settings: Mapping[str, str] | None = None) -> float:
    """Seconds of one build of ``folder`` into ``out``; ``settings`` go into its environment."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(out.resolve())]
    environment = {"SITE_URL": "http://127.0.0.1:8000/", **builder_environment()}
    environment |= {WITHOUT_LEAFLETS: "", **(settings or {})}
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _stock_copy(root: Path, target: Path) -> None:
    """The same Markdown for the stock theme: without our hooks, links to facts as plain words."""
    shutil.copytree(root / "docs", target / "docs")
    for path in (target / "docs").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\[([^]]+)\]\((?:fact|contact):[^)]+\)", r"\1", text), "utf-8")
    config = yaml.safe_load(
        (root / "mkdocs.yml")
        .read_text(encoding="utf-8")
        .replace("!ENV SITE_URL", "http://localhost/")
    )
    config["theme"] = {"name": "material"}
    del config["hooks"]
    (target / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")

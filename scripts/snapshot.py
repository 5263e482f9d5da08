"""One state of the content while it is served: a file of its site is made when asked for."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from threading import Lock

from scripts.hooks import PageMaker
from scripts.library import ContentError, load_site, today
from scripts.site.addresses import path_of
from scripts.site.generated import GROUPS, Group
from scripts.site.keep import ARCHIVE, write_archive

_LEAFLET = re.compile(r"print/(?P<languages>[a-z]{2}(?:-[a-z]{2})?)-(?P<id>.+?)(?:-print)?\.pdf")
STORE = Path(".build/served-leaflets")
_PAPER = Lock()
"""Two requests for leaflets are answered one after the other: they share a store of files."""


class Snapshot:
    """The site of one state of the content, in a folder that fills while it is read.

    A page that cannot be made keeps the words that it had when it last could: they lie in the
    folder ``last_good``, which all states share. ``faults`` says why: name of the file -> what is
    wrong. ``findings`` are those of the checks, None until they have run.
    """

    def __init__(self, root: Path, folder: Path, last_good: Path, site_url: str) -> None:
        """Load the content of ``root``. Raises ContentError; nothing is checked beyond loading."""
        self.site = load_site(root)
        self.folder = folder
        self.findings: list[str] | None = None
        self.faults: dict[str, str] = {}
        self._last_good = last_good
        self._site_url = site_url
        self._maker = PageMaker(self.site, folder, site_url)
        self._lock = Lock()
        self._made: set[object] = set()
        self._pages = {
            f"{path_of(page.language, page.name)}index.html": page for page in self.site.all_pages()
        }
        folder.mkdir(parents=True, exist_ok=True)

    def make(self, name: str) -> None:
        """Make the file ``name`` (a path below the root of the site), unless it is made already.

        A name that is no file of the site makes nothing. What goes wrong stands in ``faults``.
        """
        try:
            self._make(name)
            self.faults.pop(name, None)
            _copy_page(name, self.folder, self._last_good)
        except Exception as error:  # anything in a page, a template or a script: it is shown
            _copy_page(name, self._last_good, self.folder)
            if self.faults.get(name) != (what := told(error)):
                self.faults[name] = what
                print(f"{name} cannot be made:\n{what}", flush=True)

    def _make(self, name: str) -> None:
        if leaflet := _LEAFLET.fullmatch(name):
            self._typeset(leaflet["id"], leaflet["languages"])
            return
        if name == ARCHIVE:
            self._pack()
            return
        with self._lock:
            if page := self._pages.get(name):
                self._once(name, partial(self._maker.page, page.language, page.name))
                return
            self._write(group for group in GROUPS if group.names.fullmatch(name))
            if not (self.folder / name).is_file():
                self._once("shared files", self._maker.shared_files)

    def _write(self, groups: Iterable[Group]) -> None:
        for group in groups:
            self._once(group, partial(group.write, self._maker.output()))

    def _once(self, what: object, make: Callable[[], None]) -> None:
        if what not in self._made:
            make()
            self._made.add(what)

    def _typeset(self, leaflet: str, languages: str) -> None:
        """Typeset one leaflet, or nothing when there is no such leaflet. Raises ContentError."""
        known = any(sheet.id == leaflet for sheet in self.site.sheets)
        if not known or not set(languages.split("-")) <= set(self.site.published):
            return
        self._put_leaflets(frozenset({leaflet}), frozenset({languages}))

    def _put_leaflets(self, ids: frozenset[str], languages: frozenset[str]) -> None:
        with _PAPER:
            if (ids, languages) in self._made:
                return
            # Here, and not at the top: the typesetter takes a second to load.
            from scripts.leaflets import Wanted, prepare

            what = f"leaflet {', '.join(sorted(ids)) or 'files'}, {', '.join(sorted(languages))}"
            print(f"Typesetting {what} …", flush=True)
            start = time.perf_counter()
            # Its own store: the files of a build or a release that runs meanwhile stay as they are.
            store = self.site.root / STORE
            batch = prepare(self.site, self._site_url, wanted=Wanted(ids, languages), store=store)
            batch.put(self.folder / "print")
            self._made.add((ids, languages))
            print(f"Typesetting {what}: {time.perf_counter() - start:.1f} s", flush=True)

    def _pack(self) -> None:
        """The file for a USB stick holds the whole site, also what nobody asked for yet."""
        with self._lock:
            self._write(GROUPS)
        for name in (*self._pages, "index.html"):
            self.make(name)
        self._put_leaflets(frozenset(), frozenset(self.site.published))
        write_archive(self.folder, today(), self._site_url)


def _copy_page(name: str, source: Path, target: Path) -> None:
    """Copy one page between two folders of pages, where it is there."""
    if name.endswith(".html") and (source / name).is_file():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, target / name)


def told(error: Exception) -> str:
    """What went wrong, for the terminal and the tab: findings as they are, else kind and words."""
    return str(error) if isinstance(error, ContentError) else f"{type(error).__name__}: {error}"

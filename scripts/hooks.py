"""The thin adapter between the builder and our rooms: the only file that imports mkdocs."""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as BuilderPage

from scripts.build import WITHOUT_LEAFLETS
from scripts.library import ContentError, Site, load_site, today
from scripts.markup import Context, MarkupError, PageExtension, page_markdown
from scripts.site.generated import Output, write_all
from scripts.site.keep import write_archive
from scripts.site.moved import with_old_anchors
from scripts.site.notices import with_notices
from scripts.site.view import chooser_view, view_page, without_line_breaks

if TYPE_CHECKING:
    from scripts.leaflets import Batch

UNUSED_FILES = (
    "assets/javascripts/",
    "assets/stylesheets/",
    "assets/images/",
    "scripts/",
    "keep.css",
    "kit.css",
    "show.css",
    "style.css",
)
"""Files of the theme that no page of ours refers to, and the stylesheet, which is inlined."""

STATE = "icam"
"""Where the state of a build stands in the builder's free settings (``config.extra``)."""


@dataclass
class State:
    """What one build knows: one content for all its languages, and the page it is at."""

    site: Site
    leaflets: Batch | None = None
    context: Context | None = None
    templates: Environment | None = None


def on_startup(command: str, dirty: bool) -> None:
    """Look for no garbage: a build keeps what it makes until it ends, and looking took a tenth."""
    gc.disable()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse a build without an address: canonical links and printed codes depend on it."""
    if not config.site_url:
        raise PluginError("SITE_URL is not set; run 'make build' or set it in the environment")
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Load and check the content once a build (the languages are built one after the other)."""
    if STATE in config.extra:
        return
    try:
        config.extra[STATE] = _checked(Path(config.config_file_path).parent, str(config.site_url))
    except (ContentError, MarkupError) as error:
        raise Abort(str(error)) from None


def _checked(root: Path, site_url: str) -> State:
    from scripts.checks import run  # here and below: serving starts without them

    site = load_site(root)
    findings = run(site)
    if findings:
        raise ContentError(findings)
    if os.environ.get(WITHOUT_LEAFLETS):
        return State(site)
    from scripts.leaflets import prepare, register_of_build

    # Before the pages: one of them says how large each leaflet is, and shows it.
    leaflets = prepare(site, site_url)
    site.leaflet_files = leaflets.files()
    site.register = register_of_build(site)
    return State(site, leaflets)


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give every language its own folder (the plugin puts its default language at the root)."""
    for file in list(files):
        if file.src_uri.startswith(UNUSED_FILES):
            files.remove(file)
        else:
            _give_language_folder(file, config)
    return files


def _give_language_folder(file: File, config: MkDocsConfig) -> None:
    language = file.src_uri.split("/", 1)[0]
    if file.is_documentation_page() and not file.dest_uri.startswith(f"{language}/"):
        file.dest_uri = f"{language}/{file.dest_uri}"
        file.abs_dest_path = str(Path(config.site_dir) / file.dest_uri)
        file.url = file.dest_uri.removesuffix("index.html")


def on_page_markdown(markdown: str, page: BuilderPage, config: MkDocsConfig, files: Files) -> str:
    """Prepare our extension for this page and put the summary in front of the text."""
    state = _state(config)
    language, name = _names(page)
    ours = state.site.pages[language][name]
    state.context = Context(state.site, language, name, "screen")
    standard = [item for item in config.markdown_extensions if isinstance(item, str)]
    # The list is typed for names only; Python-Markdown takes extension objects too.
    config.markdown_extensions = [*standard, PageExtension(state.context)]  # type: ignore[list-item]
    return page_markdown(ours.front.summary, with_notices(state.site, ours))


def on_page_content(html: str, page: BuilderPage, config: MkDocsConfig, files: Files) -> str:
    """Make the view of the page; the template prints nothing else."""
    state = _state(config)
    if state.context is None:
        raise PluginError("a page was rendered without its context")
    language, name = _names(page)
    ours = state.site.pages[language][name]
    html = with_old_anchors(state.site, ours, html)
    page.icam = view_page(  # type: ignore[attr-defined]  # our own attribute on their object
        state.site, ours, state.context, html, str(config.site_url)
    )
    return html


def on_post_page(output: str, page: BuilderPage, config: MkDocsConfig) -> str:
    """Take out what costs bytes and shows nothing."""
    return without_line_breaks(output)


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """The chooser, the 404 page and the sitemap share one view."""
    context["icam"] = chooser_view(_state(config).site, str(config.site_url))
    return context


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep the template environment for the pages that no Markdown stands behind."""
    _state(config).templates = env
    return env


@event_priority(-300)
def on_post_build(config: MkDocsConfig) -> None:
    """After the last language: what no Markdown stands behind, and the leaflets."""
    if getattr(config.plugins["i18n"], "building", False):
        return
    state = _state(config)
    folder = Path(config.site_dir)
    write_all(output_of(state, folder, str(config.site_url)))
    if state.leaflets:
        state.leaflets.put(folder / "print")
    write_archive(folder, today(), str(config.site_url))


def output_of(state: State, folder: Path, site_url: str) -> Output:
    """What the files beside the pages are made from. Raises PluginError without templates."""
    if state.templates is None:
        raise PluginError("the templates were not loaded")

    def draft() -> bool:
        from scripts.leaflets import is_draft  # the typesetter takes a second to load

        return is_draft(state.site, site_url)

    return Output(state.site, folder, site_url, state.templates, draft)


def _state(config: MkDocsConfig) -> State:
    if STATE not in config.extra:
        raise PluginError("the content was not loaded")
    found: State = config.extra[STATE]
    return found


def _names(page: BuilderPage) -> tuple[str, str]:
    language, _, name = page.file.src_uri.partition("/")
    return language, name.removesuffix(".md")


@dataclass(frozen=True)
class Language:
    """The builder, made ready for the pages of one language."""

    config: MkDocsConfig
    files: Files
    navigation: Navigation
    templates: Environment


class PageMaker:
    """Makes single files of a site by the builder's own functions: the bytes are those of a build.

    The content was loaded before, and is not checked here. Not safe for two threads at once.
    """

    def __init__(self, site: Site, folder: Path, site_url: str) -> None:
        self._state = State(site)
        self._folder = folder
        self._site_url = site_url
        self._language = cache(self._prepared)

    def page(self, language: str, name: str) -> None:
        """Write a page. Raises what the builder raises for a page that cannot be made."""
        ready = self._language(language)
        file = ready.files.get_file_from_path(f"{language}/{name}.md")
        if file is None or file.page is None:
            raise PluginError(f"docs/{language}/{name}.md is not known to the builder")
        _populate_page(file.page, ready.config, ready.files)
        pages = ready.files.documentation_pages()
        _build_page(file.page, ready.config, pages, ready.navigation, ready.templates)

    def shared_files(self) -> None:
        """Write what belongs to no language: the chooser, the 404 page, the sitemap, the assets."""
        ready = self._language(self._state.site.published[-1])
        ready.files.copy_static_files()
        for name in ready.config.theme.static_templates:
            _build_theme_template(
                name, ready.templates, ready.files, ready.config, ready.navigation
            )

    def output(self) -> Output:
        """What the files beside the pages are made from."""
        self._language(self._state.site.published[0])
        return output_of(self._state, self._folder, self._site_url)

    def _prepared(self, language: str) -> Language:
        """The first half of a build: everything that comes before its first page."""
        config = load_config(
            str(self._state.site.root / "mkdocs.yml"),
            site_dir=str(self._folder),
            site_url=self._site_url,
        )
        config.extra[STATE] = self._state
        config.plugins["i18n"].current_language = language  # type: ignore[attr-defined]  # a plugin's own
        config = config.plugins.on_config(config)
        templates = config.theme.get_env()
        files = get_files(config)
        files.add_files_from_theme(templates, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        navigation = get_navigation(files, config)
        navigation = config.plugins.on_nav(navigation, config=config, files=files)
        templates = config.plugins.on_env(templates, config=config, files=files)
        return Language(config, files, navigation, templates)


def server(builder: Any, host: str, port: int, folder: Path, mount: str) -> LiveReloadServer:
    """The builder's server with live reload; ``builder`` is called after each change of a file."""
    return LiveReloadServer(builder, host, port, str(folder), mount)

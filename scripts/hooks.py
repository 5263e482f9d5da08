"""The thin adapter between the builder and our rooms: the only file that imports mkdocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as BuilderPage

from scripts.checks import run
from scripts.leaflets import Batch, is_draft, prepare
from scripts.library import ContentError, Site, load_site, today
from scripts.markup import Context, MarkupError, PageExtension, page_markdown
from scripts.site.addresses import listen_path, share_path
from scripts.site.feed import FEED, feed_xml
from scripts.site.keep import FILE, keep_file, write_archive
from scripts.site.kit_pages import kit_views
from scripts.site.kits import DATA, kit_path, kits_script
from scripts.site.listen import listen_view
from scripts.site.moved import moved_pages, with_old_anchors
from scripts.site.notices import with_notices
from scripts.site.policy import header_files
from scripts.site.search import INDEX, index_script
from scripts.site.share import share_view
from scripts.site.show import show_path, show_view
from scripts.site.vcards import write_vcards
from scripts.site.verify import typing_view, verify_views
from scripts.site.view import chooser_view, number_view, view_page, without_line_breaks

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


class Build:
    """State of the build that runs now: one content for all languages of it."""

    site: Site | None = None
    context: Context | None = None
    environment: Environment | None = None
    leaflets: Batch | None = None


def on_pre_build(config: MkDocsConfig) -> None:
    """Load and check the content once a build (the languages are built one after the other)."""
    if Build.site is not None:
        return
    root = Path(config.config_file_path).parent
    try:
        site = load_site(root)
    except ContentError as error:
        raise PluginError("\n" + str(error)) from None
    findings = run(site)
    if findings:
        raise PluginError("\n" + "\n".join(str(finding) for finding in findings))
    # Before the pages: one of them says how large each leaflet is, and shows it.
    try:
        Build.leaflets = prepare(site, str(config.site_url))
    except (ContentError, MarkupError) as error:
        raise PluginError("\n" + str(error)) from None
    site.leaflet_files = Build.leaflets.files()
    Build.site = site


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse a build without an address: canonical links and printed codes depend on it."""
    if not config.site_url:
        raise PluginError("SITE_URL is not set; run 'make build' or set it in the environment")
    return config


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give every language its own folder (the plugin puts its default language at the root)."""
    kept = []
    for file in files:
        if file.src_uri.startswith(UNUSED_FILES):
            continue
        _give_language_folder(file, config)
        kept.append(file)
    for file in list(files):
        if file not in kept:
            files.remove(file)
    return files


def _give_language_folder(file: File, config: MkDocsConfig) -> None:
    language = file.src_uri.split("/", 1)[0]
    if file.is_documentation_page() and not file.dest_uri.startswith(f"{language}/"):
        file.dest_uri = f"{language}/{file.dest_uri}"
        file.abs_dest_path = str(Path(config.site_dir) / file.dest_uri)
        file.url = file.dest_uri.removesuffix("index.html")


def on_page_markdown(markdown: str, page: BuilderPage, config: MkDocsConfig, files: Files) -> str:
    """Prepare our extension for this page and put the summary in front of the text."""
    site = _site()
    language, name = _names(page)
    ours = site.pages[language][name]
    Build.context = Context(site, language, name, "screen")
    standard = [item for item in config.markdown_extensions if isinstance(item, str)]
    # The list is typed for names only; Python-Markdown takes extension objects too.
    config.markdown_extensions = [*standard, PageExtension(Build.context)]  # type: ignore[list-item]
    return page_markdown(ours.front.summary, with_notices(site, ours))


def on_page_content(html: str, page: BuilderPage, config: MkDocsConfig, files: Files) -> str:
    """Make the view of the page; the template prints nothing else."""
    if Build.context is None:
        raise PluginError("a page was rendered without its context")
    language, name = _names(page)
    ours = _site().pages[language][name]
    html = with_old_anchors(_site(), ours, html)
    page.icam = view_page(  # type: ignore[attr-defined]  # our own attribute on their object
        _site(), ours, Build.context, html, str(config.site_url)
    )
    return html


def on_post_page(output: str, page: BuilderPage, config: MkDocsConfig) -> str:
    """Take out what costs bytes and shows nothing."""
    return without_line_breaks(output)


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """The chooser, the 404 page and the sitemap share one view."""
    context["icam"] = chooser_view(_site(), str(config.site_url))
    return context


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep the template environment for the pages that no Markdown stands behind."""
    Build.environment = env
    return env


@event_priority(-300)
def on_post_build(config: MkDocsConfig) -> None:
    """After the last language: what no Markdown stands behind, and the leaflets."""
    plugin = config.plugins["i18n"]
    if getattr(plugin, "building", False):
        return
    site = _site()
    Build.site = None
    out = Path(config.site_dir)
    _write_number_pages(site, out, str(config.site_url))
    _write_share_pages(site, out, str(config.site_url))
    _write_sentences(site, out)
    _write_kits(site, out, str(config.site_url))
    for code in site.published:
        _write(out / INDEX.format(language=code), index_script(site, code))
        if site.changes:
            _write(out / FEED.format(language=code), feed_xml(site, code, str(config.site_url)))
        _write(out / FILE.format(language=code), keep_file(site, code, str(config.site_url)))
    for name, text in header_files(site.root).items():
        _write(out / name, text)
    _write_moved_pages(site, out, str(config.site_url))
    write_vcards(site, out)
    _write_code_pages(site, out, str(config.site_url))
    if Build.leaflets is None:
        raise PluginError("the leaflets were not made")
    Build.leaflets.put(out / "print")
    write_archive(out, today(), str(config.site_url))


def _write_number_pages(site: Site, out: Path, site_url: str) -> None:
    """``/4/`` leads to page 4 in every language: a number can be dictated across a desk."""
    for name, entry in site.page_entries.items():
        _write_page(out / str(entry.number), "number.html", number_view(site, site_url, name))


def _write_share_pages(site: Site, out: Path, site_url: str) -> None:
    """One page beside each page and language, with what is needed to pass it on."""
    for code in site.published:
        for name, page in site.pages[code].items():
            view = share_view(site, page, site_url)
            _write_page(out / share_path(code, name), "share.html", view)
            heard = listen_view(site, page, site_url)
            _write_page(out / listen_path(code, name), "listen.html", heard)


def _write_sentences(site: Site, out: Path) -> None:
    """One page for each sentence to show and each language."""
    for code in site.published:
        for name in site.sentences:
            _write_page(out / show_path(code, name), "show.html", show_view(site, name, code))


def _write_kits(site: Site, out: Path, site_url: str) -> None:
    """The sheets for workers, and the file from which they make their own."""
    for code in site.published:
        for name, view in kit_views(site, code, site_url):
            _write_page(out / kit_path(code, name), "kit.html", view)
        if site.kits.sections:
            _write(out / DATA.format(language=code), kits_script(site, code))


def _write_code_pages(site: Site, out: Path, site_url: str) -> None:
    """One page for each code on paper, and one about how a code is typed."""
    draft = is_draft(site, site_url)
    for path, view in verify_views(site, draft=draft):
        _write_page(out / path, "verify.html", view)
    _write_page(out / "v", "codes.html", typing_view(site, site_url))


def _write_page(folder: Path, template: str, view: object, base_url: str = "..") -> None:
    """Print a template that no Markdown stands behind into ``folder``/index.html."""
    if Build.environment is None:
        raise PluginError("the templates were not loaded")
    html = Build.environment.get_template(template).render(icam=view, base_url=base_url, page=None)
    _write(folder / "index.html", without_line_breaks(html))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_moved_pages(site: Site, out: Path, site_url: str) -> None:
    """An address that is gone says where its words stand now: paper cannot be called back."""
    for moved in moved_pages(site, site_url):
        base_url = "/".join([".."] * moved.depth)
        _write_page(out / moved.path, "moved.html", moved.view, base_url)


def on_build_error(error: Exception) -> None:
    """Forget a half-loaded content, so that a mended file is read again while serving."""
    Build.site = None


def _site() -> Site:
    if Build.site is None:
        raise PluginError("the content was not loaded")
    return Build.site


def _names(page: BuilderPage) -> tuple[str, str]:
    language, _, name = page.file.src_uri.partition("/")
    return language, name.removesuffix(".md")

"""The command `translations`: what each translated section renders, and its stamp."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from scripts.library import ContentError, Site, load_site
from scripts.library.text_file import replace_text
from scripts.library.translation import (
    FOLDER,
    Rendering,
    Stamp,
    fingerprint,
    hard_fingerprint,
    renderings,
    translated_languages,
)

DONE, REFUSED, MISUSED = 0, 1, 2
HEADER = """\
# For each section of this language: the French section it renders (source: its words; hard: its
# facts, numbers and negations) and its own words (text), as they were when they were made to agree.
# Written by `python -m scripts translations stamp`; nothing here is edited by hand.
"""
SAID = {
    "current": "renders the French text",
    "new": "was never stamped",
    "wording": "is older than the French words; its readers see a notice",
    "hard": "is older than a hard fact of the French text",
    "gone": "stamped, and no longer there",
}
TOUCHED = "has other words than those stamped; read it against the French, then stamp it"


class RefusedError(Exception):
    """A stamp that cannot be given; the message says why and what to do."""


def add_arguments(parser: argparse.ArgumentParser, root: Path) -> None:
    """Declare the verbs `list` (the default) and `stamp`."""
    parser.add_argument("--root", type=Path, default=root, help="folder with docs/ and data/")
    verbs = parser.add_subparsers(dest="translations_verb")
    verbs.add_parser("list", help="every section that is not as the French one")
    stamp = verbs.add_parser("stamp", help="say that named sections render the French ones")
    stamp.add_argument("language", nargs="?", help="code of a translated language")
    stamp.add_argument("names", nargs="*", metavar="page#section", help="as printed by 'list'")
    stamp.add_argument("--new", action="store_true", help="every section that has no stamp yet")
    stamp.add_argument(
        "--wording-only", metavar="REASON", help="why the French change asks nothing of these"
    )


def translations(options: argparse.Namespace) -> int:
    """Run the command: 0 done, 1 refused or fault in the content, 2 misuse."""
    if options.translations_verb == "stamp" and bool(options.names) == options.new:
        print("translations: name sections as page#section, or give --new", file=sys.stderr)
        return MISUSED
    try:
        site = load_site(options.root)
        if options.translations_verb != "stamp":
            return show(site)
        if options.new:
            codes = [options.language] if options.language else translated_languages(site)
            stamped = [done for code in codes for done in stamp_new(site, code)]
        else:
            stamped = stamp(site, options.language, options.names, options.wording_only)
    except ContentError as error:
        print(error)
        return REFUSED
    except RefusedError as error:
        print(f"translations: {error}", file=sys.stderr)
        return REFUSED
    for name in stamped:
        print(f"stamped {name}")
    return DONE


def show(site: Site) -> int:
    """Print each section that is not current, then the counts of each language."""
    for code in translated_languages(site):
        states = Counter[str]()
        for rendering in renderings(site, code):
            states[rendering.state] += 1
            unit = rendering.unit
            if rendering.state != "current":
                print(f"{unit.path}:{unit.line}: {code} {unit.name} {SAID[rendering.state]}")
            elif rendering.touched:
                states["with other words than stamped"] += 1
                print(f"{unit.path}:{unit.line}: {code} {unit.name} {TOUCHED}")
        for name in gone(site, code):
            states["gone"] += 1
            print(f"{FOLDER}/{code}.yaml:1: {code} {name} {SAID['gone']}")
        counted = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        print(f"{code}: {counted}", file=sys.stderr)
    return DONE


def gone(site: Site, code: str) -> list[str]:
    """Names that are stamped and stand on no page; the next stamp drops them."""
    known = {rendering.unit.name for rendering in renderings(site, code)}
    stamped = site.translations.get(code, {})
    names = [f"{page}#{section}" for page, found in stamped.items() for section in found]
    return [name for name in names if name not in known]


def stamp(site: Site, code: str, names: list[str], wording_only: str | None = None) -> list[str]:
    """Stamp the named sections of a language, all or none. Raises RefusedError."""
    known = _known(site, code)
    faults = [fault for name in names if (fault := _fault(known.get(name), name, wording_only))]
    if faults:
        raise RefusedError("\n".join(faults))
    reason = (wording_only or "").strip() or None
    return _write(site, code, {name: known[name] for name in dict.fromkeys(names)}, reason)


def stamp_new(site: Site, code: str) -> list[str]:
    """Stamp every section of a language that has no stamp; the others stay as they are."""
    fresh = {name: found for name, found in _known(site, code).items() if found.state == "new"}
    return _write(site, code, fresh, None)


def _known(site: Site, code: str) -> dict[str, Rendering]:
    if code not in translated_languages(site):
        expected = ", ".join(translated_languages(site))
        raise RefusedError(f"'{code}' is not a translated language; expected one of {expected}")
    return {rendering.unit.name: rendering for rendering in renderings(site, code)}


def _fault(rendering: Rendering | None, name: str, wording_only: str | None) -> str:
    """Why this section cannot be stamped, or ''."""
    if rendering is None:
        return f"no section '{name}'; 'translations list' names them"
    if wording_only is not None and not wording_only.strip():
        return f"'{name}': say after --wording-only why the French change asks nothing"
    if rendering.stamp is None or rendering.touched:
        return ""
    if rendering.state == "current":
        return f"'{name}' is as it was stamped; there is nothing to do"
    if wording_only is None:
        return (
            f"'{name}' was not touched since its last stamp, and the French text was; "
            "translate the change, or give --wording-only with the reason"
        )
    return ""


def _write(
    site: Site, code: str, chosen: dict[str, Rendering], wording_only: str | None
) -> list[str]:
    """Write the stamps file of a language, in page order, without what is gone."""
    rows: dict[str, dict[str, Stamp]] = {}
    for rendering in renderings(site, code):
        unit, kept = rendering.unit, rendering.stamp
        if unit.name in chosen:
            kept = Stamp(
                source=fingerprint(rendering.source.text),
                hard=hard_fingerprint(site, rendering.source),
                text=fingerprint(unit.text),
                wording_only=wording_only or _kept_reason(rendering),
            )
        if kept:
            rows.setdefault(unit.page, {})[unit.section] = kept
    path = site.root / FOLDER / f"{code}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, HEADER + "".join(_page_text(page, found) for page, found in rows.items()))
    site.translations[code] = rows
    return [f"{code} {name}" for name in chosen]


def _kept_reason(rendering: Rendering) -> str | None:
    """The reason of the last stamp, as long as it speaks of the same French text."""
    if rendering.stamp is None or rendering.state != "current":
        return None
    return rendering.stamp.wording_only


def _page_text(page: str, stamps: dict[str, Stamp]) -> str:
    return f"{page}:\n" + "".join(f"  {key}: {_row(kept)}\n" for key, kept in stamps.items())


def _row(kept: Stamp) -> str:
    row = f"source: '{kept.source}', hard: '{kept.hard}', text: '{kept.text}'"
    if kept.wording_only:
        reason = kept.wording_only.replace("'", "''").replace("\n", " ")
        row += f", wording_only: '{reason}'"
    return f"{{{row}}}"

"""Guards on the guards: a rule without proof, an unread tree or a hidden step is seen here."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TypeGuard

import pytest
import yaml

from scripts.checks import RULES, scan
from scripts.checks.built import BUILT_RULES
from scripts.checks.clock import CLOCK_RULES
from scripts.checks.command import listing
from scripts.checks.elsewhere import ELSEWHERE
from scripts.checks.loader_rules import LOADER_RULES
from tests.built import real_site
from tests.unit.sites import BASE, BROKEN, ROOT, TESTS

BASE_PAGE = "broken/_base/docs/fr/order.md"
WORDS = "broken/near-misses/words/edits.yaml"
STRUCTURE = "broken/near-misses/structure/edits.yaml"
REGISTRY = "broken/near-misses/registry/edits.yaml"
VALUES = "broken/near-misses/values/edits.yaml"
REFLOW = "broken/near-misses/reflow/edits.yaml"
CHANGES = "broken/near-misses/changes/data/changes.yaml"
KITS = "broken/near-misses/kits/data/kits.yaml"
RELEASED = "broken/near-misses/released/data/releases.yaml"
STALE = "broken/near-misses/LANG11-wording/edits.yaml"
CLOCK = "unit/test_clock.py"
BUILT = "unit/test_built_rules.py"
TREE = "unit/test_tree.py"
MUTATIONS = "mutations/test_mutations.py"

TERMS = "broken/near-misses/terms/edits.yaml"
SERVICES = "broken/near-misses/services/edits.yaml"
LABELS = "broken/near-misses/labels/edits.yaml"
OLDER_LAW = "broken/near-misses/older-law/edits.yaml"
SPEAKERS = "broken/near-misses/speakers/edits.yaml"
DIRECTORY = "broken/near-misses/directory/edits.yaml"
LEDGER_EDITS = "broken/near-misses/ledger/edits.yaml"
NEAR_MISSES = {
    "CONT01": ("broken/_base/docs/fr/help.md", "(contact:helpline#website)"),
    "CONT02": ("broken/_base/docs/fr/help.md", "[www.example.be](contact:helpline#website)"),
    "CONT03": (STRUCTURE, "side: state-contract"),
    "CONT04": ("broken/_base/docs/fr/help.md", "/// card | office"),
    "DATA01": (REGISTRY, '§ 1er & following."'),
    "DATA02": ("broken/_base/data/contacts.yaml", "office:"),
    "DATA03": (REGISTRY, "2024-02-29"),
    "DATA04": (REGISTRY, "[Bruxelles, on, no, 9:30]"),
    "DATA05": ("broken/_base/data/notices.yaml", "back_home"),
    "DATA06": (CLOCK, "data/drawings.yaml"),
    "AREA01": ("broken/_base/data/places.yaml", "- {fr: Namur, nl: Namen, en: Namur}"),
    "DRAW01": ("broken/_base/data/drawings/letter.svg", 'viewBox="0 0 100 60"'),
    "FACT01": (MUTATIONS, "facts_in_another_file"),
    "FACT02": ("broken/_base/data/cautions.yaml", "(fact:order-time-limit#letters)"),
    "FACT03": ("broken/_base/data/cautions.yaml", "[trente jours](fact:order-time-limit#letters)"),
    "FACT04": (WORDS, "Attendez un jour, une semaine ou un mois."),
    "FACT05": (WORDS, "Elle a été publiée en 2021."),
    "FACT06": (WORDS, "Elles disent que les personnes doivent attendre."),
    "FACT07": ("broken/_base/data/facts/order.yaml", "caution: leaving-time"),
    "FACT08": (STRUCTURE, "nl: Bruxelles Prévention et Sécurité"),
    "FACT10": ("broken/near-misses/sources/data/pages.yaml", "facts: [order]"),
    "FACT11": (OLDER_LAW, "Ensuite, [trente jours](fact:order-time-limit#letters) de plus."),
    "FACT12": (SPEAKERS, "Selon l'Union de test, avant le changement la loi donnait"),
    "FILE01": (WORDS, "« Qui vient ? » demande-t-elle."),
    "FILE02": ("unit/test_rules.py", "just_below_its_limits"),
    "FILE03": (REGISTRY, "\\u00A0"),
    "FILE04": (TREE, "test_hidden_files_and_folders_without_a_file_are_left_alone"),
    "FILE05": (TREE, "test_a_second_name_of_a_file_is_no_link"),
    "KITS01": (KITS, "# Steps of a page"),
    "LANG01": ("broken/_base/docs/nl/help.md", "title:"),
    "LANG02": (REGISTRY, "{ #count }"),
    "LANG03": (MUTATIONS, "facts_in_another_file"),
    "LANG04": (STRUCTURE, "/// caution | leaving-time"),
    "LANG05": (MUTATIONS, "words_of_a_page_link"),
    "LANG06": (REFLOW, "kan de dagen samen met u tellen."),
    "LANG07": (VALUES, "La page a douze lignes."),
    "LANG08": (WORDS, "L'avocat pro deo de 1e ligne est proche."),
    "LANG09": (VALUES, "24 uur op 24"),
    "LANG10": (VALUES, "Vous n'avez que cette page."),
    "LANG11": (STALE, "Gardez une copie de la demande"),
    "LANG12": (REFLOW, "Do you know the rule?"),
    "LANG13": (OLDER_LAW, "Voyez que faire et à qui écrire."),
    "LANG14": (OLDER_LAW, "Then [thirty days](fact:order-time-limit#letters) more."),
    "LEAF01": (RELEASED, "leaflet: card"),
    "LEAF02": ("broken/near-misses/released/data/withdrawn.yaml", "card:"),
    "LEAF03": ("broken/near-misses/released/docs/nl/help.md", "/// leaflet | sheet"),
    "LEAF04": ("broken/near-misses/released/leaflets/sheet.yaml", "heading: title"),
    "LEAF05": ("broken/near-misses/released/leaflets/sheet.yaml", "contacts: [helpline]"),
    "LEAF06": ("broken/near-misses/released/leaflets/sheet.yaml", "- {caution: leaving-time}"),
    "LINK01": (WORDS, "**[la page](order.md)**"),
    "LINK02": (BASE_PAGE, "(#more-time)"),
    "LINK03": ("broken/_base/docs/fr/help.md", "[www.example.be]"),
    "LINK04": (WORDS, "[le temps](#time)"),
    "LINK05": (BASE_PAGE, "(term:order)"),
    "NEWS01": (CHANGES, "# Two entries of one day"),
    "PAGE01": (REGISTRY, 'menu: "La lettre : oui"'),
    "PAGE02": (REGISTRY, "{ #count }"),
    "PAGE03": ("broken/_base/docs/fr/help.md", "{#state}"),
    "PAGE04": (BASE_PAGE, "/// orgs"),
    "PAGE05": ("broken/_base/data/pages.yaml", "order:"),
    "PAGE06": (CLOCK, "number: 2"),
    "PAGE07": (BASE_PAGE, "/// note"),
    "PAGE08": (REGISTRY, "§ 1er & following"),
    "PAGE09": (STRUCTURE, "/// do"),
    "PAGE10": (BASE_PAGE, "    id: more-time"),
    "PAGE11": ("broken/_base/docs/fr/index.md", "Chaque page finit"),
    "PAGE12": (BASE_PAGE, "### Comment compter les jours ?"),
    "PAGE16": (LEDGER_EDITS, "cautions: []"),
    "PAGE17": (LEDGER_EDITS, "cautions: []"),
    "PAGE18": (LEDGER_EDITS, "menu: La lettre et vous"),
    "PAGE19": (LABELS, "- 3: [help](help.md#free)"),
    "PAGE21": (LABELS, "1. The word ICAM."),
    "PAGE20": (LABELS, "- [13quinquies: the order](order.md#time)"),
    "FACT09": (LEDGER_EDITS, "note: Ask again."),
    "CONT07": (LEDGER_EDITS, 'side: "state"'),
    "CONT05": (DIRECTORY, "towns: [Luik, Bruxelles]"),
    "CONT06": (DIRECTORY, "area: [wallonia, brussels]"),
    "CONT08": (SERVICES, "In Liège, call the Helpline, not the Immigration Office"),
    "CONT09": (SERVICES, "An independent service can come with you."),
    "LINK09": (LABELS, "Lees [de brief](order.md#time) of [de hulppagina]"),
    "LINK06": ("broken/_base/data/retired.yaml", "order#days"),
    "LINK08": ("broken/near-misses/search/data/search.yaml", "page: help, words:"),
    "DATA07": ("broken/near-misses/sentence/data/sentences.yaml", "facts: [appeal-time-limit]"),
    "PAGE13": (STRUCTURE, "/// tool | dates"),
    "PAGE14": ("broken/near-misses/drawings/edits.yaml", "/// drawing | letter"),
    "PAGE15": ("broken/near-misses/sentence/edits.yaml", "/// sentence | lawyer"),
    "READ01": (WORDS, "puis l'ordre de quitter le territoire avec un ami."),
    "READ02": (WORDS, "Council for Alien Law Litigation"),
    "READ03": (VALUES, "Les deux lettres sont dans la lettre"),
    "TERM01": (TERMS, "Cet OQT a une date."),
    "TERM02": (TERMS, "Dat BGV heeft een datum."),
    "TERM03": ("broken/_base/data/terms.yaml", "looked_up: true"),
    "TERM04": ("broken/_base/data/terms.yaml", "official: ICAM"),
    "TERM05": ("broken/_base/data/terms.yaml", "example: Elle lit le mot ICAM."),
    "TERM06": (TERMS, "Het BGV (officiële brief) is een papier."),
    "TERM07": (LABELS, "2. The word ICAM and the order to leave the territory."),
    "WORD06": (TERMS, "Een advocaat antwoordt op 1 mei om 9.30 uur"),
    "WORD07": (TERMS, "Elles trouvent ce délai arbitraire."),
    "WORD08": (TERMS, "Ne la laissez pas sans réponse."),
    "WORD09": (TERMS, "Nous nous tenons près de vous."),
    "WORD10": (TERMS, "que veut dire chaque mot ici ?"),
    "SELF01": ("broken/_base/docs/en/index.md", "A lawyer can check whether the letter"),
    "SCAN01": ("broken/_base/data/terms.yaml", "order:"),
    "WORD01": (WORDS, "puis l'ordre de quitter le territoire avec un ami."),
    "WORD02": (WORDS, "Council for Alien Law Litigation"),
    "WORD03": (WORDS, "Devez-vous venir ?"),
    "WORD04": (WORDS, "L'ONU et l'UE parlent de l'ICAM."),
    "WORD05": (WORDS, "Le ton de la lettre est sec."),
    **dict.fromkeys(CLOCK_RULES, (CLOCK, "test_nothing_is_due_on_the_day_itself")),
    **dict.fromkeys(BUILT_RULES, (BUILT, "test_near_misses_stay_silent")),
}
"""What is near each fault and is none: the file of the tests where it stands, and its words."""

STEPS = re.compile(r"^\s*(?:- )?run: *(.+)$", re.MULTILINE)
USES = re.compile(r"^\s*- uses: *(.+)$", re.MULTILINE)
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def own_rules() -> set[str]:
    """Every rule that scripts/checks and scripts/library apply."""
    return {*RULES, *LOADER_RULES, *CLOCK_RULES, *BUILT_RULES}


def test_every_rule_is_listed_once() -> None:
    listed = [line.split(" ")[0] for line in listing()]
    assert listed == sorted({*own_rules(), *ELSEWHERE})


def test_every_rule_has_a_near_miss() -> None:
    assert set(NEAR_MISSES) == own_rules()


@pytest.mark.parametrize("rule", NEAR_MISSES)
def test_the_near_miss_is_still_there(rule: str) -> None:
    path, words = NEAR_MISSES[rule]
    assert words in (TESTS / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", ELSEWHERE)
def test_a_rule_of_the_leaflets_is_applied_and_tested(rule: str) -> None:
    code = [path.read_text("utf-8") for path in (ROOT / "scripts/leaflets").glob("*.py")]
    tests = [path.read_text("utf-8") for path in (TESTS / "print").glob("*.py")]
    assert any(rule in text for text in code)
    assert any(rule in text for text in tests)


def test_each_scan_looked_at_the_whole_tree() -> None:
    site = real_site()
    read = scan.counts(site)
    files = {path.name for path in (ROOT / "docs/fr").glob("*.md")}
    assert {f"{name}.md" for name in site.pages["fr"]} == files
    assert "letter" in site.pages["nl"]
    assert read["pages"] == len(site.published) * len(files) >= 81
    assert read["lines"] > 4_000
    assert len(site.sheets) == len(list((ROOT / "leaflets").glob("*.yaml"))) - 2


def test_every_data_file_is_read() -> None:
    site = real_site()
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "data").rglob("*.yaml")}
    stamps = {f"data/translations/{code}.yaml" for code in site.translations}
    assert found == {path for path in site.files if path.startswith("data/")} | stamps
    leaflets = {f"leaflets/{path.name}" for path in (ROOT / "leaflets").glob("*.yaml")}
    assert leaflets - {"leaflets/settings.yaml"} <= site.files.keys()


def test_no_broken_site_is_left_out() -> None:
    folders = {path for path in BROKEN.iterdir() if path.is_dir() and path != BASE}
    folders.remove(BROKEN / "near-misses")
    assert {path for path in folders if not (path / "expect.txt").is_file()} == set()


def readme_commands() -> set[str]:
    """The commands of the table in README.md."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `(make [a-z]+)`", text, re.MULTILINE))


def test_the_gate_runs_the_test_command_and_nothing_else() -> None:
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    steps = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert steps == ["exec make test"]
    assert "make test" in readme_commands()


def test_the_example_for_a_code_host_runs_the_same_commands() -> None:
    assert [path.name for path in WORKFLOWS] == ["check.yml"]
    for path in WORKFLOWS:
        steps = STEPS.findall(path.read_text(encoding="utf-8"))
        assert sorted(steps) == ["make check", "make test"]


def test_actions_of_others_are_named_by_their_commit() -> None:
    """A tag can be moved to another program."""
    uses = [use for path in WORKFLOWS for use in USES.findall(path.read_text(encoding="utf-8"))]
    assert len(uses) >= 1
    assert [use for use in uses if not re.fullmatch(r"\S+@[0-9a-f]{40} # v[\d.]+", use)] == []


def test_make_test_runs_the_checks_and_every_test() -> None:
    recipe = (ROOT / "Makefile").read_text("utf-8").split("\ntest: ")[1].split("\n\n")[0]
    assert "-m scripts check\n" in recipe + "\n"
    for step in ("scripts build", "scripts check --built", "scripts budget", "tests.days"):
        assert f"-m {step}\n" in recipe + "\n"
    [line] = [line for line in recipe.splitlines() if "pytest" in line]
    assert not re.search(r"-k |-m [\"']|--ignore|--deselect|tests/", line)


def test_hooks_before_a_commit_run_the_same_tools() -> None:
    settings = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = [hook for repo in settings["repos"] for hook in repo["hooks"]]
    assert {repo["repo"] for repo in settings["repos"]} == {"local"}
    assert [hook["entry"] for hook in hooks] == ["make check"]


def test_nothing_hides_a_test() -> None:
    marks = re.compile(r"pytest\.mark\.(?:skip|skipif|xfail)|pytest\.(?:skip|xfail)\(")
    files = [path for path in TESTS.rglob("*.py") if path != Path(__file__)]
    assert len(files) > 20
    hidden = [path for path in files if marks.search(path.read_text(encoding="utf-8"))]
    assert hidden == []


ABOVE = {
    "library": set[str](),
    "markup": {"library"},
    "checks": {"library", "markup"},
    "leaflets": {"library", "markup"},
    "site": {"library", "markup"},
}
"""Room -> the rooms that it may use. The verbs at the top of scripts/ use them all."""

IMPORT = re.compile(r"^\s*(?:from|import) (\w+)(?:\.(\w+))?", re.MULTILINE)


def test_a_room_uses_only_the_rooms_above_it() -> None:
    """An arrow the other way ties the content to what is built from it."""
    seen = set()
    for path in sorted((ROOT / "scripts").rglob("*.py")):
        room = path.parent.name
        for package, part in IMPORT.findall(path.read_text(encoding="utf-8")):
            if package == "mkdocs":
                assert path.name == "hooks.py", path
                seen.add(package)
            if package == "scripts" and room in ABOVE:
                assert part in {room, *ABOVE[room]}, f"{path} uses scripts.{part}"
                seen.add(room)
    assert seen == {*ABOVE, "mkdocs"}


READERS = {"budget.py", "built_pages.py", "command.py"}
"""They read the built site or run the rules; a rule of the content is given what it looks at."""


def test_no_rule_of_the_content_reads_a_file() -> None:
    """A rule that reads a file by itself is not stopped by the rules about files."""
    looked = {}
    for path in (ROOT / "scripts/checks").glob("*.py"):
        looked[path.name] = re.findall(
            r"\.read_text\(|\.read_bytes\(|\.is_file\(|\.r?glob\(|\bopen\(", path.read_text("utf-8")
        )
    assert looked.keys() > READERS
    assert [name for name, calls in looked.items() if calls and name not in READERS] == []
    assert looked["built_pages.py"]


CLOCKS = {
    *("today", "now", "utcnow", "localtime", "gmtime", "time", "time_ns", "ctime", "asctime"),
    *("strftime", "clock_gettime", "clock_gettime_ns", "uuid1"),
}
"""Functions that tell which day or moment it is when nothing is given to them."""

CLOCK_MODULES = {"time": "time", "datetime": "dt", "uuid": "uuid"}
"""Module -> the one name that it goes by, so that a call is found by its name."""


def asks_the_clock(tree: ast.AST) -> list[int]:
    """The lines that ask which day or moment it is, called or handed on, or that rename a clock."""
    return [node.lineno for node in ast.walk(tree) if _is_renamed(node) or _is_clock(node)]


def _is_renamed(node: ast.AST) -> TypeGuard[ast.stmt]:
    if isinstance(node, ast.ImportFrom) and node.module in CLOCK_MODULES:
        return any(name.name in CLOCKS or name.name in ("date", "datetime") for name in node.names)
    return isinstance(node, ast.Import) and any(
        name.name in CLOCK_MODULES and (name.asname or name.name) != CLOCK_MODULES[name.name]
        for name in node.names
    )


def _is_clock(node: ast.AST) -> TypeGuard[ast.expr]:
    if not isinstance(node, ast.Attribute) or node.attr not in CLOCKS:
        return False
    return _last_name(node.value) in {"date", "datetime", "time", "uuid"}


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize(
    "line",
    [
        "dt.date.today()",
        "dt.datetime.now(tz=None)",
        "time.time()",
        "time.strftime('%Y')",
        "time.asctime()",
        "time.clock_gettime(0)",
        "uuid.uuid1()",
        "field(default_factory=dt.date.today)",
        "now = dt.datetime.now",
        "from time import time",
        "import time as t",
        "from datetime import datetime as D",
        "from datetime import date",
        "import datetime",
    ],
)
def test_a_line_that_asks_the_clock_is_seen(line: str) -> None:
    assert asks_the_clock(ast.parse(f"import re\n{line}")) == [2]


@pytest.mark.parametrize(
    "line", ["dt.time()", "import time", "import datetime as dt", "time.monotonic()", "today()"]
)
def test_a_line_that_asks_no_clock_is_left_alone(line: str) -> None:
    assert asks_the_clock(ast.parse(line)) == []


def test_only_one_function_asks_which_day_it_is() -> None:
    """A test that read the calendar once was red on every day but one."""
    read, found = 0, []
    for folder in ("scripts", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            read += 1
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found += [path.relative_to(ROOT).as_posix() for _ in asks_the_clock(tree)]
    assert read > 150
    assert found == ["scripts/library/clock.py"]

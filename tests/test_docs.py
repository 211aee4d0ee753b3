"""The pages for readers say what the code does, and name only what is there."""

import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest
from msgspec.structs import fields

from kmtui.__main__ import command_parser
from kmtui.settings import Settings
from tests.conftest import ROOT
from tests.docs_tables import DOCS, TABLES, subcommands, with_tables
from tests.test_house import PACKAGES

README = ROOT / "README.md"
MOST_LINES = 150
ARCHITECTURE = DOCS / "architecture.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
OF_THE_OFFICE = [README, CONTRIBUTING, *sorted(DOCS.glob("*.md"))]
PAGES = [*OF_THE_OFFICE, *sorted((DOCS / "guide").glob("*.md"))]
OF_THE_TESTS = ROOT / "tests" / "README.md"
WITH_PATHS = [
    README,
    CONTRIBUTING,
    OF_THE_TESTS,
    *(DOCS / f"{page}.md" for page in ("architecture", "development", "decisions", "rules")),
]
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED_TEST = re.compile(r"(?m)^(?:async )?def (test_\w+)")
HEADING = re.compile(r"(?m)^#+ (.+)$")


def code_in(page: Path) -> list[str]:
    """The lines of the fenced blocks, and every piece of inline code."""
    text = page.read_text("utf-8")
    fenced = re.findall(r"(?ms)^```\w*\n(.*?)^```", text)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^```.*?^```", "", text))
    return [*(line.strip() for block in fenced for line in block.splitlines()), *inline]


def anchors(page: Path) -> set[str]:
    """What a link may name behind `#`, as GitHub and GitLab make it of a heading."""
    headings = HEADING.findall(page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", TABLES)
def test_generated_tables_in_the_docs_equal_the_code(page: str) -> None:
    assert with_tables(page) == (DOCS / page).read_text("utf-8"), "run: python -m tests.docs_tables"


@pytest.mark.parametrize("page", [README, CONTRIBUTING], ids=lambda page: page.name)
def test_pages_of_the_top_folder_are_not_longer_than_allowed(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_local_link_and_picture_of_a_page_has_a_target(page: Path) -> None:
    dead = []
    for link in LINK.findall(page.read_text("utf-8")):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


def test_the_readme_leads_to_every_page() -> None:
    linked = {(ROOT / link).resolve() for link in LINK.findall(README.read_text("utf-8"))}
    assert [page.name for page in OF_THE_OFFICE[1:] if page not in linked] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_named_in_the_docs_exists(page: Path) -> None:
    targets = set(re.findall(r"(?m)^([\w-]+):", (ROOT / "Makefile").read_text("utf-8")))
    named = {word.split()[1] for word in code_in(page) if re.match(r"make [a-z]", word)}
    assert named - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_in_the_docs_is_parsed(page: Path) -> None:
    wrong = []
    for line in code_in(page):
        words = shlex.split(line) if line.startswith("kmtui ") else []
        # A pattern of what may be given (`[FILE]`) is held by the table itself.
        if not words or "[" in line or words[1:] in (["--version"], ["--help"]):
            continue
        if not is_understood(words[1:]):
            wrong.append(line)
    assert wrong == []


@pytest.mark.parametrize("page", WITH_PATHS, ids=lambda page: page.name)
def test_every_module_and_path_in_a_command_line_of_python_exists(page: Path) -> None:
    wrong = []
    for line in code_in(page):
        words = shlex.split(line) if re.match(r"(\.venv/bin/)?python[\d.]* ", line) else []
        if "-m" in words:
            module = words[words.index("-m") + 1]
            paths = [word for word in words[1:] if "/" in word]
            there = find_spec(module) and all((ROOT / path).exists() for path in paths)
            wrong += [] if there else [line]
    assert wrong == []


def is_understood(words: list[str]) -> bool:
    """Whether the parser takes these words; a sub-command may be named without its arguments."""
    if len(words) == 1 and words[0] in subcommands():
        return True
    try:
        command_parser().parse_args(words)
    except SystemExit:
        return False
    return True


@pytest.mark.parametrize("page", WITH_PATHS, ids=lambda page: page.name)
def test_every_path_named_in_the_docs_exists_or_is_generated(page: Path) -> None:
    made = {".venv", ".venv-3.13", ".demo/", "dist/"}
    paths = [
        each for each in code_in(page) if re.fullmatch(r"\.?\w[\w.-]*/[\w./-]*|\.\w[\w-]+", each)
    ]
    # The table of subjects names folders by floor: the next test holds them.
    of_subjects = {each.partition("/")[2] for each in paths_of_subjects()}
    held = [each for each in paths if page.name != ARCHITECTURE.name or each not in of_subjects]
    assert held
    assert [each for each in held if each not in made and not (ROOT / each).exists()] == []


def paths_of_subjects() -> set[str]:
    """The folders and modules in the table of subjects, each below the floor of its column."""
    section = ARCHITECTURE.read_text("utf-8").partition("## Subjects")[2].partition("\n## ")[0]
    head, *rows = re.findall(r"(?m)^\| (?!-)(.+) \|$", section)
    floors = [cell.strip() for cell in head.split("|")][2:]
    return {
        f"{floor}/{path}"
        for row in rows
        for floor, cell in zip(floors, row.split("|")[2:], strict=True)
        for path in re.findall(r"`([^`]+)`", cell)
    }


def test_every_folder_in_the_table_of_subjects_is_on_its_floor() -> None:
    assert len(paths_of_subjects()) > 40, "the table is read"
    assert [path for path in sorted(paths_of_subjects()) if not (ROOT / path).exists()] == []


def test_the_architecture_names_every_folder_of_the_three_floors() -> None:
    named = {path.rstrip("/") for path in (*code_in(ARCHITECTURE), *paths_of_subjects())}
    folders = (
        each for floor in ("models", "screens", "exports") for each in (ROOT / floor).iterdir()
    )
    there = {
        f"{each.parent.name}/{each.name}" for each in folders if (each / "__init__.py").exists()
    }
    assert there - named == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_named_in_the_docs_exists(page: Path) -> None:
    there = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        there |= {path.name, *NAMED_TEST.findall(path.read_text("utf-8"))}
    named = re.findall(r"\btest_\w+(?:\.py)?", page.read_text("utf-8"))
    assert [name for name in named if name not in there] == []


def table_names(heading: str) -> set[str]:
    """The names in the first column of the table under a heading of the page of commands."""
    text = (DOCS / "commands.md").read_text("utf-8")
    section = re.split(r"(?m)^## ", text.partition(f"## {heading}\n")[2])[0]
    return set(re.findall(r"(?m)^\| `(\w+)` \|", section))


def test_the_table_of_settings_in_the_docs_is_complete() -> None:
    assert table_names("การตั้งค่า") == {field.name for field in fields(Settings)}


def test_the_table_of_environment_variables_in_the_docs_is_complete() -> None:
    sources = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    read = {
        name
        for path in sources
        for name in re.findall(r"[\"']((?:KMTUI|XDG)_[A-Z_]+)[\"']", path.read_text("utf-8"))
    }
    assert table_names("ตัวแปรสภาพแวดล้อม") == read


def test_the_table_of_fixtures_in_the_docs_is_complete() -> None:
    conftest = (ROOT / "tests" / "conftest.py").read_text("utf-8")
    fixtures = set(re.findall(r"(?m)^@pytest\.fixture.*\ndef (\w+)", conftest))
    table = OF_THE_TESTS.read_text("utf-8").partition("## Fixtures")[2].partition("##")[0]
    assert {
        name for row in re.findall(r"(?m)^\| (`.+?) \|", table) for name in re.findall(r"\w+", row)
    } == fixtures

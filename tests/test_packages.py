"""What is installed: every module and data file of the program, and nothing else."""

import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from setuptools import Distribution, find_namespace_packages

from kmtui import __version__
from tests.conftest import ROOT
from tests.test_house import PACKAGES

NEXT_VERSION = "รุ่นถัดไป"  # what changed since the newest version, in CHANGELOG.md
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def packed_files() -> set[str]:
    """Return the paths that setuptools packs into a wheel, from the tables of pyproject.toml."""
    tables = PROJECT["tool"]["setuptools"]
    patterns = {
        "" if package == "*" else package: of for package, of in tables["package-data"].items()
    }
    packages = find_namespace_packages(str(ROOT), **tables["packages"]["find"])
    distribution = Distribution(
        {"packages": packages, "package_data": patterns, "script_name": "setup.py"}
    )
    command = distribution.get_command_obj("build_py")
    command.ensure_finalized()
    modules = {path for _, _, path in command.find_all_modules()}
    data = {f"{source}/{name}" for _, source, _, names in command.data_files for name in names}
    return {Path(path).as_posix() for path in modules | data}


def files_below(folder: Path) -> Iterator[Path]:
    """Every file, also in a folder that is a link: the handbook stands among the documents."""
    for place, _, names in os.walk(folder, followlinks=True):
        yield from (Path(place, name) for name in names)


def test_a_wheel_holds_every_file_of_the_four_packages_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in files_below(ROOT / package)
        if "__pycache__" not in path.parts
    }
    assert packed_files() == there


def test_the_python_versions_named_begin_with_the_oldest_that_is_allowed() -> None:
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    named = [
        each.rpartition(" ")[2]
        for each in PROJECT["project"]["classifiers"]
        if re.search(r":: 3\.\d+$", each)
    ]
    assert named[0] == oldest == PROJECT["tool"]["mypy"]["python_version"]
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"


def test_the_newest_section_of_the_changes_is_this_version_or_the_next_one() -> None:
    sections = re.findall(r"(?m)^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert next(each for each in sections if each != NEXT_VERSION) == __version__
    assert sections.index(__version__) <= 1


def test_no_line_of_the_changelog_is_repeated() -> None:
    rows = re.findall(r"(?m)^- .+$", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert [row for row, count in Counter(rows).items() if count > 1] == []

"""Tests of the tests: a changed operator, condition or number of the program makes one fail."""

import ast
import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.mutation.__main__ import SEED, figures
from tests.mutation.explained import EXPLAINED
from tests.mutation.mutants import all_mutants, draw, mutants_of, mutated
from tests.mutation.running import (
    KILLED,
    SURVIVED,
    TIMED_OUT,
    UNIT_TESTS,
    Trial,
    Workshop,
)

# `make torture` tries as many as it has minutes for; the draw of 300 begins with the same ones.
COUNT = int(os.environ.get("KMTUI_MUTANTS", "100"))
SOURCE = """
from functools import partial
LIMIT = 3
@partial(print, flush=True)
def price(count: "int | None", rebate=False) -> "a < b":
    if count is None or not rebate:
        return LIMIT + 1
    while rebate:
        count += 2
    return f"{count - 1}" + "x", [each for each in (1, 2) if each], zip("a", "b", strict=True)
def free(): return price(2, rebate=True)
class Price(int, metaclass=type, final=True): pass
"""
CHANGES = {
    "False -> True",
    "count is None or not rebate -> count is None and (not rebate)",
    "count is None -> count is not None",
    "not rebate -> rebate",
    "LIMIT + 1 -> LIMIT - 1",
    "LIMIT + 1 -> LIMIT + 2",
    "rebate -> not rebate",
    "count += 2 -> count -= 2",
    "count += 2 -> count += 3",
    "count - 1 -> count + 1",
    "count - 1 -> count - 2",
    "each -> not each",
    "rebate=True -> rebate=False",
}
PROGRAM = """
def days(count):
    while count > 7:
        count -= 7
    return count

def label(count):
    return "many" if count >= 3 else "few"
"""
TESTS = """
from models.weeks import days, label

def test_days(): assert days(10) == 3
def test_label(): assert (label(1), label(9)) == ("few", "many")
"""


def test_each_operator_condition_and_number_is_changed_and_nothing_else() -> None:
    found = mutants_of("models/prices.py", SOURCE)
    assert sorted(each.text for each in found) == sorted(CHANGES)
    assert {each.function for each in found} == {"", "price", "free"}


def test_a_mutant_differs_from_its_module_in_one_expression() -> None:
    before = ast.unparse(ast.parse(SOURCE)).splitlines()
    for each in mutants_of("models/prices.py", SOURCE):
        after = mutated(SOURCE, each.index).splitlines()
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1, each.name


def test_a_smaller_draw_is_part_of_a_larger_one_and_has_every_folder() -> None:
    mutants = all_mutants(ROOT)
    few, many = draw(mutants, 40, SEED), draw(mutants, 300, SEED)
    assert {each.name for each in few} < {each.name for each in many}
    assert {each.path.split("/")[0] for each in few} == {"models", "exports", "kmtui"}
    assert {each.name for each in draw(mutants, 40, SEED + 1)} != {each.name for each in few}


def test_every_explained_mutant_is_a_mutant_of_the_program_and_has_a_reason() -> None:
    paths = {name.partition(":")[0] for name in EXPLAINED}
    names = {
        each.name for path in paths for each in mutants_of(path, (ROOT / path).read_text("utf-8"))
    }
    assert set(EXPLAINED) - names == set()
    assert [name for name, reason in EXPLAINED.items() if len(reason) < 20] == []


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A workshop for a program of two functions with a test for each."""
    root = tmp_path / "program"
    ours = root / "tests" / "mutation"
    shutil.copytree(Path(__file__).parent, ours, ignore=shutil.ignore_patterns("test_*"))
    for name, text in {
        "pyproject.toml": '[tool.pytest.ini_options]\nmarkers = ["timeout: of pytest-timeout"]\n',
        "models/__init__.py": "",
        "models/weeks.py": PROGRAM,
        "tests/__init__.py": "",
        "tests/models/__init__.py": "",
        "tests/models/test_weeks.py": TESTS,
    }.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return Workshop(root, tmp_path / "workshop", least_s=2.0)


def test_mutants_are_killed_by_the_test_that_reaches_them_or_survive(workshop: Workshop) -> None:
    trial = Trial(workshop, workshop.record(["tests/models"]), with_screens=False)
    mutants = mutants_of("models/weeks.py", PROGRAM)
    outcomes = {each.text: trial.outcome(each) for each in mutants}
    killed = outcomes["count -= 7 -> count -= 8"]
    assert (killed.state, killed.tests_run) == (KILLED, 1)
    assert "::test_days" in killed.test
    assert outcomes["count -= 7 -> count += 7"].state == TIMED_OUT
    # No test asks for the label of three, or the day after a whole week.
    assert {text for text, outcome in outcomes.items() if outcome.state == SURVIVED} == {
        "count > 7 -> count >= 7",
        "count > 7 -> count > 8",
        "count >= 3 -> count > 3",
        "count >= 3 -> count >= 4",
    }


def test_a_recording_with_a_test_file_that_is_gone_is_refused(workshop: Workshop) -> None:
    trial = Trial(workshop, workshop.record(["tests/models"]), with_screens=False)
    (workshop.root / "tests/models/test_weeks.py").unlink()
    with pytest.raises(RuntimeError, match="test_weeks"):
        trial.outcome(mutants_of("models/weeks.py", PROGRAM)[0])


@pytest.mark.torture
@pytest.mark.timeout(0)
def test_every_drawn_mutant_is_killed_or_explained(tmp_path: Path) -> None:
    seed = int(os.environ.get("KMTUI_MUTATION_SEED", SEED))
    workshop = Workshop(ROOT, tmp_path / "workshop")
    trial = Trial(workshop, workshop.record(UNIT_TESTS))
    outcomes = [trial.outcome(each) for each in draw(all_mutants(ROOT), COUNT, seed)]
    print(f"\nseed {seed}\n{figures(outcomes)}")
    left = [each.mutant.name for each in outcomes if each.state == SURVIVED]
    assert [name for name in left if name not in EXPLAINED] == []

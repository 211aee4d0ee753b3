"""Messages name the key that the key line shows, not another key of the same command."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from screens import commands
from screens.commands.command import Command, Page, bindings, key_label, written_keys
from screens.commands.plan import PLAN_CHECK
from screens.own_keys.chosen import OwnKeys
from tests.conftest import ROOT

KEY = r"F\d{1,2}|Ctrl\+\w|Del|[A-Z]"
# "กด N", "แล้วกด N", "F6 หรือ N", "(N)"
NAMED = re.compile(rf"(?:(?<=กด )|(?<=หรือ )|(?<=\())({KEY})(?![\w\u0e00-\u0e7f.])")
# Of Excel and of terminals, not of this program.
OTHERS = {"Ctrl+C", "Ctrl+V", "Ctrl+U", "Ctrl+Q"}
SUBJECTS = sorted(
    path.stem
    for path in Path(commands.__file__).parent.glob("*.py")
    if path.stem not in {"__init__", "command", "everywhere"}
)


def commands_of(subject: str) -> list[Command]:
    """The commands of a subject's pages, and those of every screen."""
    module = importlib.import_module(f"screens.commands.{subject}")
    pages = [each for each in vars(module).values() if isinstance(each, Page)]
    return [command for page in pages for command in page.commands]


def sentences(subject: str) -> Iterator[str]:
    """The texts of a subject's screens; docstrings are English."""
    folder = ROOT / "screens" / subject
    for path in [*folder.rglob("*.py"), *ROOT.glob(f"screens/{subject}.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


@pytest.mark.parametrize("subject", SUBJECTS)
def test_sentences_of_screens_name_the_first_key_of_a_command(subject: str) -> None:
    known = commands_of(subject)
    shown = {key_label(written_keys(each)[0]) for each in known if each.keys}
    second = {key_label(key) for each in known for key in written_keys(each)} - shown
    named = {key for text in sentences(subject) for key in NAMED.findall(text)} - OTHERS
    assert named & second == set()


def test_the_named_keys_are_found_in_the_sentences_of_screens() -> None:
    found = {key for each in SUBJECTS for text in sentences(each) for key in NAMED.findall(text)}
    assert {"F5", "F6", "Z", "X", "Del"} <= found


@pytest.mark.parametrize("keys", [("f11",), ("n", "g"), ("g", "f11"), ("f11", "f6")])
def test_a_sentence_names_the_key_that_the_key_line_shows_for_own_keys(
    keys: tuple[str, ...],
) -> None:
    own = OwnKeys([(PLAN_CHECK, {"waive": keys})])
    (waive,) = (each for each in own.page(PLAN_CHECK).commands if each.id == "waive")
    (shown,) = bindings(waive)
    assert not isinstance(shown, tuple)
    assert own.sentence("เลือกก่อน แล้วกด F6", PLAN_CHECK) == f"เลือกก่อน แล้วกด {shown.key_display}"

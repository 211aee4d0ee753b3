"""`kmtui` and `kmtui --home DIR` open the screens without the parser of the sub-commands."""

import subprocess
import sys

import pytest

from kmtui.__main__ import command_parser, plain_options


@pytest.mark.parametrize("line", [[], ["--home", "place"], ["--home", ""], ["--home", "ที่เก็บ"]])
def test_plain_options_equal_the_parsers_result_without_a_sub_command(line: list[str]) -> None:
    assert plain_options(line) == command_parser().parse_args(line)


@pytest.mark.parametrize(
    "line", [["--where"], ["--home"], ["--home", "--where"], ["--home=place"], ["list", "people"]]
)
def test_plain_options_return_none_for_other_command_lines(line: list[str]) -> None:
    assert plain_options(line) is None


def test_the_first_screen_imports_neither_the_handbook_nor_the_list_of_commands() -> None:
    code = """
import sys
import kmtui.app
late = ("exports", "screens.base.help", "screens.base.guide", "screens.minutes.room")
print(*(name for name in late if name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []

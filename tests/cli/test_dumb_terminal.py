"""A terminal that can draw no screen: one sentence without colours, and what works without one."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest

THAI = re.compile("[ก-๛]")


def said_in(term: str, home: Path, *words: str) -> tuple[str, int]:
    """What kmtui writes on a terminal of this kind, and its exit status."""
    environment = {name: value for name, value in os.environ.items() if name != "COLORTERM"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "kmtui", "--home", str(home), *words],
        dimensions=(24, 200),
        env={**environment, "TERM": term, "LANG": "C.UTF-8"},
        encoding="utf-8",
        timeout=60,
    )
    said = child.read()
    child.close()
    return said, child.exitstatus


@pytest.mark.parametrize("words", [(), ("open", "2/2563"), ("show", "2/2563")])
def test_starting_a_screen_on_a_dumb_terminal_fails_with_one_sentence_of_advice(
    example_home: Path, words: tuple[str, ...]
) -> None:
    said, status = said_in("dumb", example_home, *words)
    (sentence,) = said.splitlines()
    assert status == 1
    assert "\x1b" not in said
    assert THAI.search(sentence)
    for advice in ("TERM=xterm kmtui", "kmtui list, export หรือ check"):
        assert advice in sentence


def test_lists_and_checks_work_in_a_dumb_terminal_without_colours(example_home: Path) -> None:
    for words in (("list", "meetings"), ("check",)):
        said, status = said_in("dumb", example_home, *words)
        assert "\x1b" not in said
        assert THAI.search(said)
        assert status in (0, 1)

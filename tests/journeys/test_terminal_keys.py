"""The keys of the page on terminals are pressed in a pty, in the codes of each terminal."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest

from screens.commands.command import keys_label
from screens.commands.minutes import ROOM
from tests.journeys.terminal import PATIENCE_S
from tests.terminals import CODES, KEYS, TERM, Instead, sent_by

LISTENER = """
import sys
from screens.terminal.driver import driver_class
from screens.terminal.ordered_keys import OrderedKeysApp

class Listener(OrderedKeysApp):
    def on_mount(self):
        print("ready", file=heard, flush=True)

    def on_key(self, event):
        print(event.key, file=heard, flush=True)

heard = open(sys.argv[1], "w", encoding="utf-8")
Listener(driver_class=driver_class()).run()
"""
# Sent behind every code, so that one that is lost or split is seen as such.
BETWEEN, BETWEEN_NAME = "\x1b[6~", "pagedown"


def names_heard(file: Path, codes: list[str], term: str) -> list[list[str]]:
    """The keys that arrive for each of the codes."""
    listener = pexpect.spawn(
        sys.executable,
        ["-c", LISTENER, str(file)],
        dimensions=(24, 80),
        env={**os.environ, "TERM": term},
    )
    try:
        _wait_until(file, lambda heard: heard[:1] == ["ready"])
        for code in codes:
            listener.send(code + BETWEEN)
        heard = _wait_until(file, lambda heard: heard.count(BETWEEN_NAME) == len(codes))
    finally:
        listener.close(force=True)
    groups: list[list[str]] = [[]]
    for name in heard[1:]:
        if name == BETWEEN_NAME:
            groups.append([])
        else:
            groups[-1].append(name)
    return groups[:-1]


def _wait_until(file: Path, is_so: object) -> list[str]:
    end = time.monotonic() + PATIENCE_S
    while True:
        heard = file.read_text("utf-8").splitlines() if file.exists() else []
        if is_so(heard):  # type: ignore[operator]
            return heard
        assert time.monotonic() < end, heard
        time.sleep(0.05)


@pytest.mark.parametrize("terminal", CODES)
def test_every_key_sent_by_a_terminal_arrives_or_its_replacement_does(
    tmp_path: Path, terminal: str
) -> None:
    codes, expected, wrong = [], [], []
    for key in KEYS:
        sent = sent_by(terminal, key)
        if isinstance(sent, str):
            codes.append(sent)
            expected.append(key.name)
        elif sent.name:
            codes.append(sent.codes)
            expected.append(sent.name)
    others = [
        (key.name, sent.sent)
        for key in KEYS
        if isinstance(sent := sent_by(terminal, key), Instead) and sent.sent
    ]
    heard = names_heard(tmp_path / "heard", codes + [sent for _, sent in others], TERM[terminal])
    for name, names in zip(expected, heard, strict=False):
        if names != [name]:
            wrong.append(f"{name} arrives as {names}")
    for (name, _), names in zip(others, heard[len(codes) :], strict=True):
        if name in names:
            wrong.append(f"{name} arrives, the table denies it")
    assert wrong == []


def test_the_keys_of_the_table_are_commands_of_the_room_or_move_in_a_text() -> None:
    of_the_room = {
        label.strip() for command in ROOM.commands for label in keys_label(command).split("/")
    }
    of_a_text = {"Ctrl+→", "Shift+→"}
    assert [key.label for key in KEYS if key.label not in of_the_room | of_a_text] == []

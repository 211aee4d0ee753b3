"""The theme that follows the terminal: its background if it answers, dark if it does not."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from kmtui.theme import DARK, FOLLOWS_TERMINAL, LIGHT, SIXTEEN, theme_of
from screens.terminal.background import ASK_BACKGROUND, BackgroundAnswer, may_be_asked
from screens.terminal.input_bytes import Background, Piece, TerminalInput, Typed
from tests.journeys.test_terminals import Session

WHITE = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
LIGHT_PAPER = "48;2;255;255;255"
DARK_PAPER = "48;2;18;18;18"


def pieces(*reads: bytes) -> list[Piece]:
    """What is understood of bytes that are read one after the other."""
    made, at = TerminalInput(), 0.0
    found: list[Piece] = []
    for data in reads:
        at += 0.01
        found += made.feed(data, at)
    return found


@pytest.mark.parametrize(
    ("answer", "colour"),
    [
        (b"\x1b]11;rgb:ffff/0000/8080\x1b\\", (1.0, 0.0, 0x8080 / 0xFFFF)),
        (b"\x1b]11;rgb:ff/00/ff\x07", (1.0, 0.0, 1.0)),
        (b"\x1b]11;rgba:0000/0000/ffff/ffff\x07", (0.0, 0.0, 1.0)),
    ],
)
def test_a_background_answer_is_parsed_whole_or_split(
    answer: bytes, colour: tuple[float, float, float]
) -> None:
    background = Background(*colour)
    assert pieces(b"a" + answer + b"b") == [Typed("a"), background, Typed("b")]
    assert pieces(answer[:9], answer[9:]) == [background]


def test_the_theme_follows_colours_and_background() -> None:
    assert theme_of(FOLLOWS_TERMINAL, (1, 1, 1)) is LIGHT
    assert theme_of(FOLLOWS_TERMINAL, (0.1, 0.1, 0.2)) is DARK
    assert theme_of(FOLLOWS_TERMINAL) is DARK
    assert theme_of(FOLLOWS_TERMINAL, (1, 1, 1), has_16=True) is SIXTEEN
    assert theme_of("dark", has_16=True) is SIXTEEN
    assert theme_of("light", has_16=True) is LIGHT
    assert theme_of("light", (0, 0, 0)) is LIGHT
    assert theme_of("unknown", (1, 1, 1)) is DARK


async def test_waiting_for_a_background_answer_ends_by_timeout_or_answer() -> None:
    answer = BackgroundAnswer()
    begun = time.monotonic()
    assert await answer.wait(0.05) is None
    assert time.monotonic() - begun < 5
    asyncio.get_running_loop().call_later(0.02, answer.give, (1.0, 1.0, 1.0))
    assert await answer.wait(30) == (1.0, 1.0, 1.0)


def test_the_linux_console_is_not_queried_for_its_background(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "linux")
    assert not may_be_asked()
    monkeypatch.setenv("TERM", "xterm-256color")
    assert may_be_asked()


@pytest.mark.parametrize(("answer", "paper"), [(WHITE, LIGHT_PAPER), ("", DARK_PAPER)])
def test_keys_typed_while_the_terminal_is_asked_are_kept(
    tmp_path: Path, example_file: Path, answer: str, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    (tmp_path / "kmtui.db").write_bytes(example_file.read_bytes())
    (tmp_path / "settings.toml").write_text(f'theme = "{FOLLOWS_TERMINAL}"\n', "utf-8")
    session = Session(tmp_path)
    try:
        session.read_until(lambda: ASK_BACKGROUND in session.output)
        session.child.send(f"\x1b[15~{answer}1\rขอแสดงความยินดี")
        session.read_until(lambda: "ขอแสดงความยินดี"[-5:] in session.output)
        assert paper in session.output
        assert "rgb:" not in session.output
    finally:
        os.kill(session.child.pid, 9)
        session.child.close()

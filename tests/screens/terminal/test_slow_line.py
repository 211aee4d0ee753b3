"""Keys over lines that deliver byte by byte, in a real pseudo-terminal."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest

from benchmarks.slow_line import ARROW, DELETE, ESCAPE, JITTERS_MS, in_bytes, slow_line
from screens.terminal.input_bytes import (
    ANSWER_TIMEOUT_S,
    BEGUN_TIMEOUT_S,
    CUT_TIMEOUT_S,
    RAW_PASTE_LETTERS,
    Escaped,
    Pasted,
    Piece,
    TerminalInput,
    Typed,
    Unsure,
)
from screens.terminal.input_driver import FAR_WAIT_S, NEAR_WAIT_S, escape_wait_s

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

ANSWER = b"\x1b[0n"
MOUSE = b"\x1b[<0;5;7M"
LINES = (
    "ที่ประชุมรับทราบ\rประธานแจ้งเรื่องงบประมาณ\rมอบกองคลังจัดทำรายงานเสนอต่อไป\r"
    "ปิดประชุมเวลา ๑๕.๓๐ น. และนัดครั้งต่อไป"
)


def keys_over(tmp_path: Path, jitter_ms: int) -> list[str]:
    """Return what the program receives of two cut keys, an Escape alone, and a letter."""
    with slow_line(str(tmp_path / "log"), jitter_ms) as line:
        line.send(*in_bytes([ARROW, DELETE]))
        line.wait_for("delete")
        line.send(ESCAPE)
        line.wait_for("escape")
        line.send(b"x")
        line.wait_for("x")
        return [said for _, said in line.told()]


@pytest.mark.parametrize("jitter_ms", [0, 300])
def test_a_key_cut_by_a_slow_line_is_not_read_as_escape(tmp_path: Path, jitter_ms: int) -> None:
    assert keys_over(tmp_path, jitter_ms) == ["up", "delete", "escape", "x"]


@pytest.mark.torture
@pytest.mark.parametrize("jitter_ms", JITTERS_MS)
def test_jitter_never_turns_a_key_into_escape(tmp_path: Path, jitter_ms: int) -> None:
    assert keys_over(tmp_path, jitter_ms) == ["up", "delete", "escape", "x"]


def test_an_arrow_key_split_by_300_ms_over_ssh_is_read_as_one_key(tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    with slow_line(log, 300, answers=False, SSH_CONNECTION="a 1 b 2") as line:
        line.send(*in_bytes([ARROW]), b"x")
        line.wait_for("x")
        line.send(ESCAPE)
        line.wait_for("escape")
        assert [said for _, said in line.told()] == ["up", "x", "escape"]


def test_unmarked_lines_pastes_and_split_mouse_reports_are_read(
    tmp_path: Path,
) -> None:
    lines = f"paste:{LINES.replace(chr(13), chr(10))!r}"
    with slow_line(str(tmp_path / "log"), 150) as line:
        line.send(LINES.encode(), b"\x1b", b"[200~a\x1b[2", b"0", b"1~", MOUSE[:4], MOUSE[4:], b"x")
        line.wait_for("x")
        assert [said for _, said in line.told()] == [lines, "paste:'a'", "mouse:4,6", "x"]


def pieces(*reads: tuple[float, bytes], wait_s: float = NEAR_WAIT_S) -> list[Piece]:
    terminal = TerminalInput(wait_s)
    return [piece for at, data in reads for piece in terminal.feed(data, at)]


def test_an_answer_of_the_terminal_confirms_an_escape_immediately() -> None:
    assert pieces((0.0, b"\x1b"), (0.001, ANSWER)) == [Unsure(), Escaped()]


def test_a_terminal_that_stops_answering_is_treated_as_silent() -> None:
    terminal = TerminalInput(NEAR_WAIT_S)
    assert list(terminal.feed(ANSWER, 0.0)) == []
    assert list(terminal.feed(b"\x1b", 1.0)) == [Unsure()]
    assert list(terminal.tick(1.0 + ANSWER_TIMEOUT_S - 0.1)) == []
    assert list(terminal.tick(1.0 + ANSWER_TIMEOUT_S)) == [Escaped()]
    assert list(terminal.feed(b"\x1b", 9.0)) == [Unsure()]
    assert list(terminal.tick(9.0 + NEAR_WAIT_S)) == [Escaped()]


@pytest.mark.parametrize("key", [ARROW, DELETE, b"\x1bOP", b"\x1b[[A", b"\x1b[1;5A", MOUSE])
def test_an_escape_sequence_cut_anywhere_is_read_as_one_key(key: bytes) -> None:
    for first, second in itertools.combinations(range(1, len(key)), 2):
        reads = ((0.0, key[:first]), (0.6, key[first:second]), (1.2, key[second:]))
        found = [each for each in pieces(*reads, wait_s=FAR_WAIT_S) if each != Unsure()]
        assert found == [Typed(key.decode())], (first, second)


def test_a_cut_key_whose_rest_is_lost_is_neither_an_escape_nor_text() -> None:
    reads = ((0.0, b"\x1b[1;"), (CUT_TIMEOUT_S + 1, b"x"))
    assert pieces(*reads) == [Typed("x")]


def test_letters_after_an_escape_key_are_read_as_typed() -> None:
    for letter in ("ก", "a", "[", "O", "2"):
        reads = ((0.0, b"\x1b"), (0.05, letter.encode()), (9.0, b"."))
        found = [each for each in pieces(*reads) if each != Unsure()]
        assert found == [Escaped(), Typed(letter), Typed(".")], letter


def test_an_escape_and_the_next_key_in_one_read_are_two_keys() -> None:
    assert pieces((0.0, b"\x1b\x1b[15~")) == [Escaped(), Typed("\x1b[15~")]
    assert pieces((0.0, b"\x1b\x1b"), (0.1, ANSWER)) == [Escaped(), Unsure(), Escaped()]


def test_the_rest_of_a_key_after_the_timeout_is_read_as_that_key() -> None:
    reads = ((0.0, b"\x1b"), (BEGUN_TIMEOUT_S / 2, b"[A"))
    assert pieces(*reads) == [Unsure(), Escaped(), Typed("\x1b[A")]


def test_unmarked_lines_are_one_paste_even_if_split_into_two_reads() -> None:
    data = (LINES + "\r").encode()
    cut = len(data) * 3 // 4
    behind_a_letter_of_the_last_line = LINES.encode().rindex(b"\r") + 1 + len("ป".encode())
    cuts = (cut, behind_a_letter_of_the_last_line)
    for reads in ([data], *([data[:at], data[at:]] for at in cuts)):
        terminal = TerminalInput()
        assert [piece for each in reads for piece in terminal.feed(each, 1.0)] == []
        assert list(terminal.feed(b"x", 2.0)) == [Pasted(LINES.replace("\r", "\n")), Typed("x")]


def test_keys_typed_while_the_line_stalls_are_not_taken_for_a_paste() -> None:
    typed = "รับทราบ\r๒\rขอหารือเรื่องงบประมาณ\r"
    assert len(typed) < RAW_PASTE_LETTERS
    assert pieces((5.0, typed.encode())) == [Typed(typed)]
    much = f"1\r{'ขอหารือเรื่องงบประมาณ' * 5}"
    assert pieces((5.0, much.encode())) == [Typed(much)]
    # The number of the next speaker, before its Enter has come: however long the text, and
    # whether the Enter comes soon or late.
    for count in (5, 50):
        answered = f"{'ขอหารือเรื่องงบประมาณ' * count}\rๅ"
        soon = pieces((5.0, answered.encode()), (5.01, "\rขอเชิญ".encode()), (9.0, b"x"))
        assert soon == [Typed(f"{answered}\rขอเชิญ"), Typed("x")]
        whole = pieces((5.0, f"{answered}\r".encode()), (5.01, "ขอเชิญ".encode()))
        assert whole == [Typed(f"{answered}\r"), Typed("ขอเชิญ")]
        late = pieces((5.0, answered.encode()), (6.0, b"\r"))
        assert late == [Typed(answered), Typed("\r")]
    line = "ก" * RAW_PASTE_LETTERS + "\r"
    assert pieces((5.0, line.encode())) == [Typed(line)]


def test_unmarked_lines_are_typed_text_once_the_terminal_has_marked_a_paste() -> None:
    terminal = TerminalInput()
    marked = b"\x1b[200~a\x1b[201~"
    assert list(terminal.feed(marked, 1.0)) == [Pasted("a")]
    assert list(terminal.feed(LINES.encode(), 2.0)) == [Typed(LINES)]


def test_the_wait_follows_the_setting_then_escdelay_then_the_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "ESCDELAY"):
        monkeypatch.delenv(name, raising=False)
    assert escape_wait_s() == NEAR_WAIT_S
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    assert escape_wait_s() == FAR_WAIT_S
    monkeypatch.setenv("ESCDELAY", "1000")
    assert escape_wait_s() == 1.0
    monkeypatch.setenv("ESCDELAY", "๑๐")
    assert escape_wait_s() == FAR_WAIT_S
    assert escape_wait_s(250) == 0.25

"""`kmtui keys --check`: tests which function keys and second keys this terminal sends."""

from __future__ import annotations

import os
import select
import sys
import termios
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct
from textual import events

from models.errors import KmError
from screens.commands.command import key_label
from screens.terminal.input_bytes import Piece, TerminalInput
from screens.terminal.input_driver import KeyParser, escape_wait_s
from screens.terminal.second_keys import LEADERS, SecondKeys

FUNCTION_KEYS = tuple(f"f{number}" for number in range(1, 13))
_WITH_SECOND = 10
_SKIP, _END = "enter", ("ctrl+c", "ctrl+q")
_READ_BYTES = 4096
_POLL_S = 0.1
_LONGEST_CODE = 24
_BEGIN = (
    "ตรวจปุ่มของเทอร์มินัลนี้: กดทีละปุ่มตามที่ถาม",
    "ถ้ากดแล้วไม่มีอะไรเกิดขึ้น กด Enter หรือ Esc Esc เพื่อข้าม (Ctrl+C เลิก)",
    "",
)


class Arrived(Struct, frozen=True):
    """A key press as received: the names of its keys, or an unknown code."""

    keys: tuple[str, ...]
    code: bytes

    @property
    def label(self) -> str:
        """The key press as Thai text."""
        if self.keys:
            return " ".join(map(key_label, self.keys))
        return f"รหัสที่โปรแกรมไม่รู้จัก {self.code.decode('latin-1')[:_LONGEST_CODE]!a}"


class KeyCheck:
    """Asks for each key in turn on a terminal in raw mode.

    Args:
        terminal: the descriptor to read.
    """

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._input = TerminalInput(escape_wait_s())
        self._parser = KeyParser()

    def ask_all(self) -> Iterator[str]:
        """Yield questions and answers, and at the end which keys to use instead.

        Raises:
            KeyboardInterrupt: Ctrl+C or Ctrl+Q was pressed, or the terminal is gone.
        """
        missing = []
        for key in FUNCTION_KEYS:
            yield f"กด {key_label(key)} : "
            arrived = self._press()
            yield _answer(key, arrived) + "\r\n"
            if arrived is None or arrived.keys != (key,):
                missing.append(key)
        ways = []
        for way in ("Ctrl+Space แล้ว 2", "Alt+2"):
            yield f"กด {way} : "
            arrived = self._press()
            yield _answer("f2", arrived) + "\r\n"
            ways += [way.removesuffix("2")] if arrived and arrived.keys == ("f2",) else []
        yield "\r\n" + "\r\n".join(_advice(missing, ways)) + "\r\n"

    def _press(self) -> Arrived | None:
        """Return the next key press, with the digit after a leader; None if it is skipped."""
        second, escapes = SecondKeys(), 0
        while True:
            code = bytearray()
            keys = self._read(code)
            if any(key.key in _END for key in keys):
                raise KeyboardInterrupt
            if keys and all(key.key in LEADERS for key in keys):
                second.translated(keys[-1])
                continue
            known = tuple(meant.key for key in keys if (meant := second.translated(key)))
            if _SKIP in known:
                return None
            escapes = escapes + known.count("escape") if set(known) == {"escape"} else 0
            if escapes >= len(("Esc", "Esc")):
                return None
            if not escapes:
                return Arrived(known, bytes(code))

    def _read(self, code: bytearray) -> list[events.Key]:
        """Return the keys of one press; empty if its code is unknown."""
        keys = list[events.Key]()
        while not keys and not (code and self._input.deadline == float("inf")):
            left_s = self._input.deadline - time.monotonic()
            pieces = list[Piece]()
            if select.select([self._terminal], [], [], max(0.0, min(_POLL_S, left_s)))[0]:
                data = os.read(self._terminal, _READ_BYTES)
                if not data:
                    raise KeyboardInterrupt
                code += data
                pieces += self._input.feed(data, time.monotonic())
            pieces += self._input.tick(time.monotonic())
            found = (message for piece in pieces for message in self._parser.feed(piece))
            keys += [message for message in found if isinstance(message, events.Key)]
        return keys


def check_keys() -> int:
    """Test the keys of this process's terminal interactively; return the exit status.

    Raises:
        KmError: there is no terminal.
        KeyboardInterrupt: the user ended the test.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise KmError("คำสั่งนี้ต้องใช้ในเทอร์มินัล เพราะต้องกดปุ่มทีละปุ่ม ดูปุ่มทั้งหมดใช้ kmtui keys")
    terminal = sys.stdin.fileno()
    with _raw(terminal):
        sys.stdout.write("\r\n".join(_BEGIN))
        for text in KeyCheck(terminal).ask_all():
            sys.stdout.write(text)
            sys.stdout.flush()
    return 0


@contextmanager
def _raw(terminal: int) -> Iterator[None]:
    before = termios.tcgetattr(terminal)
    tty.setraw(terminal)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)


def _answer(key: str, arrived: Arrived | None) -> str:
    if arrived is None:
        return "– ไม่มาถึง (ข้าม)"
    if arrived.keys == (key,):
        return f"✓ มาถึงเป็น {key_label(key)}"
    return f"✗ มาถึงเป็น {arrived.label}"


def _advice(missing: list[str], ways: list[str]) -> Iterator[str]:
    """Yield alternatives for the keys that did not arrive."""
    if not missing:
        yield "ปุ่ม F ทุกปุ่มใช้ได้ในเทอร์มินัลนี้"
        return
    for key in missing:
        number = int(key.removeprefix("f"))
        digit = number % _WITH_SECOND
        if number <= _WITH_SECOND and ways:
            instead = " หรือ ".join(f"{way}{digit}" for way in ways)
            yield f"{key_label(key)} ใช้ไม่ได้ในเทอร์มินัลนี้ กด {instead} แทน"
        else:
            yield f"{key_label(key)} ใช้ไม่ได้ในเทอร์มินัลนี้ ตั้งปุ่มอื่นใน keys.toml (ดู kmtui keys --toml)"
    if not ways:
        yield "ปุ่มแทน (Ctrl+Space และ Alt กับตัวเลข) ก็ไม่มาถึง ตรวจการตั้งค่าแป้นพิมพ์ของเทอร์มินัล"

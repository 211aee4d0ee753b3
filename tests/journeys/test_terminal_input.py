"""Whatever bytes a terminal sends, the program goes on, and what is text is stored."""

import os
import pty
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pytest

from tests.conftest import PATIENCE_S
from tests.journeys.test_terminals import environment
from tests.journeys.test_torture import typed_text

COLUMNS, LINES = 80, 24
SAID = "ที่ประชุมรับทราบ"
FAULT = "โปรแกรมขัดข้อง"


class BareTerminal:
    """The program on a pseudo-terminal to which any bytes can be written."""

    def __init__(self, home: Path, *words: str) -> None:
        self.master, slave = pty.openpty()
        ioctl(slave, TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kmtui", "--home", str(home), *words],
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env=environment(home),
        )  # fmt: skip
        os.close(slave)
        self.output = b""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        while True:
            try:
                read = os.read(self.master, 65536)
            except OSError:
                return
            if not read:
                return
            self.output += read

    @property
    def text(self) -> str:
        """What was written so far, without cursor addresses and styles."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.output.decode(errors="replace"))

    def send(self, *chunks: bytes, pause_s: float = 0.01) -> None:
        """Write each chunk so that it is read by itself."""
        for chunk in chunks:
            os.write(self.master, chunk)
            time.sleep(pause_s)

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < end, self.text[-2000:]
            assert self.process.poll() is None, self.text[-2000:]
            time.sleep(0.02)

    def wait_for_text(self, text: str) -> None:
        self.wait_for(lambda: text in self.text)

    def end(self) -> None:
        """End the program as a system that shuts down does, and wait for it."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE_S)


@contextmanager
def bare_terminal(home: Path, *words: str) -> Iterator[BareTerminal]:
    terminal = BareTerminal(home, *words)
    try:
        yield terminal
    finally:
        if terminal.process.poll() is None:
            terminal.process.kill()
        terminal.process.wait()
        os.close(terminal.master)


@contextmanager
def in_a_statement(home: Path) -> Iterator[BareTerminal]:
    with bare_terminal(home, "open", "2/2563") as terminal:
        terminal.wait_for_text("F6")
        terminal.send(b"\x1b[15~")
        terminal.wait_for_text("Enter")
        terminal.send(b"1")
        terminal.send(b"\r", pause_s=0.2)
        yield terminal
        assert terminal.process.poll() is None, terminal.text[-2000:]
        terminal.end()
        assert "Traceback" not in terminal.text
        assert FAULT not in terminal.text


@pytest.fixture
def home(tmp_path: Path, example_file: Path) -> Path:
    shutil.copy(example_file, tmp_path)
    return tmp_path


def test_no_byte_above_127_ends_the_program_or_loses_text(home: Path) -> None:
    odd = [bytes([byte]) for byte in range(0x80, 0x100)]
    reports = [b"\x1b[M \xe0@", b"\x1b[M\xff\xff\xff", b"\x1b[1114112u"]
    with in_a_statement(home) as terminal:
        terminal.send(SAID.encode())
        terminal.wait_for_text(SAID)
        terminal.send(*odd, pause_s=0.002)
        terminal.send(*reports)
        terminal.send("จบความ".encode())
        terminal.wait_for_text("จบความ")
    text, faults = typed_text(home)
    assert text.startswith(SAID)
    assert text.endswith("จบความ")
    assert faults == []


def test_text_typed_in_tis_620_is_stored_as_thai(home: Path) -> None:
    with in_a_statement(home) as terminal:
        terminal.send(*(SAID.encode("cp874")[at : at + 1] for at in range(len(SAID))))
        terminal.wait_for_text("TIS-620")
        assert b"\x1b%G" in terminal.output, "the terminal was not asked to speak UTF-8"
        terminal.wait_for_text(SAID)
    assert typed_text(home) == (SAID, [])


def typed_in_kitty(text: str, asked: bytes) -> Iterator[str]:
    """Yield what kitty 0.26 sends for letters, with the flags that the program asked it for.

    With flag 8, `report all keys`, each is the number of the key without Shift, and no text.
    """
    flags = max((int(found) for found in re.findall(rb"\x1b\[>(\d+)u", asked)), default=0)
    for letter in text:
        if flags & 8:
            key = letter.translate(str.maketrans("็๋โฏฤ", "เ้ดกฟ"))
            yield f"\x1b[57441u\x1b[{ord(key)};2u" if key != letter else f"\x1b[{ord(key)};u"
        else:
            yield letter


def test_thai_typed_in_kitty_is_stored_with_its_marks(home: Path) -> None:
    said = "น้ำท่วมเร็วที่โรงเรียน กฎบัตรและฤดูฝน"
    with in_a_statement(home) as terminal:
        terminal.send(*(code.encode() for code in typed_in_kitty(said, terminal.output)))
        terminal.wait_for_text("ฤดูฝน")
        terminal.send(b"\x1b[13;2u")  # Shift+Enter
        terminal.send("จบ".encode())
        terminal.wait_for_text("จบ")
    assert typed_text(home) == (f"{said}\nจบ", [])


@pytest.mark.parametrize("at", [0, 7])
def test_pasting_control_codes_runs_no_command(home: Path, at: int) -> None:
    paste = b"\x1b[200~" + "ก\x1b[2Jข\x1b]0;x\x07ค\x11ง".encode() + b"\x1b[201~"
    with in_a_statement(home) as terminal:
        terminal.send(*(part for part in (paste[:at], paste[at:]) if part))
        terminal.send("จบ".encode())
        terminal.wait_for_text("จบ")
    text, faults = typed_text(home)
    assert "".join(mark for mark in text if mark >= "ก") == "กขคงจบ"
    assert faults == []


def mouse(button: int, x: int, y: int, end: str) -> bytes:
    return f"\x1b[<{button};{x};{y}{end}".encode()


def storm(chance: random.Random) -> Iterator[bytes]:
    """Double clicks, drags, wheels and presses that are never released, anywhere."""
    while True:
        x, y = chance.randint(1, COLUMNS), chance.randint(1, LINES)
        press, release = mouse(0, x, y, "M"), mouse(0, x, y, "m")
        kind = chance.random()
        if kind < 0.6:
            yield from (press, release, press, release)
        elif kind < 0.75:
            yield press
            for _ in range(3):
                x, y = chance.randint(1, COLUMNS), chance.randint(1, LINES)
                yield mouse(32, x, y, "M")
            yield mouse(0, x, y, "m")
        elif kind < 0.85:
            yield mouse(chance.choice((64, 65)), x, y, "M")
        elif kind < 0.93:
            yield mouse(35, x, y, "M")
        else:
            # Out of what the clicks have opened.
            yield b"\x1b"


def weather(home: Path, seed: int, count: int, pause_s: float) -> None:
    """So many mouse events; the program may be left by a click, and is started again then."""
    chance = random.Random(seed)
    events = storm(chance)
    while count > 0:
        with bare_terminal(home) as terminal:
            terminal.wait_for_text("F1")
            while count > 0 and terminal.process.poll() is None:
                terminal.send(next(events), pause_s=chance.choice((0.0, pause_s)))
                count -= 1
            terminal.end()
            log = home / "state" / "kmtui" / "faults.log"
            assert not log.exists(), f"seed {seed}: {log.read_text('utf-8')}"
            assert FAULT not in terminal.text
            assert "Traceback" not in terminal.text


def test_many_double_clicks_do_not_end_the_program(home: Path) -> None:
    weather(home, 16, 60, 0.06)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(10))
def test_five_hundred_mouse_events_do_not_end_the_program(home: Path, seed: int) -> None:
    weather(home, seed, 500, 0.06 if seed % 2 else 0.008)

"""`slow-line`: how long Escape and a cut arrow take, over lines that deliver byte by byte.

The terminal answers questions behind what it has sent, as terminals do, or never. A program that
prints its keys runs with kmtui's own driver.
"""

import os
import select
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.table import Table, number

ARROW, DELETE, ESCAPE = b"\x1b[A", b"\x1b[3~", b"\x1b"
JITTERS_MS = (0, 100, 300, 600)
PATIENCE_S = 30.0
_ASKED, _ANSWER = b"\x1b[5n", b"\x1b[0n"

PROGRAM = """
import os, sys, time
from screens.terminal.driver import driver_class
from screens.terminal.ordered_keys import OrderedKeysApp

class Keys(OrderedKeysApp):
    def on_ready(self):
        self.tell("ready")
    def on_key(self, event):
        self.tell(event.key)
    def on_paste(self, event):
        self.tell(f"paste:{event.text!r}")
    def on_mouse_down(self, event):
        self.tell(f"mouse:{event.x},{event.y}")
    def tell(self, said):
        with open(sys.argv[1], "a", encoding="utf-8") as file:
            file.write(f"{time.monotonic()} {said}\\n")

Keys(driver_class=driver_class()).run()
"""


class SlowLine:
    """The near end of a pseudo terminal whose bytes arrive one by one, in order.

    Args:
        master: the near end.
        log: the file in which the program tells its keys.
        jitter_ms: the time between two bytes, and the way of a question or an answer.
        answers: whether the terminal answers what its status is.
    """

    def __init__(self, master: int, log: str, jitter_ms: int, answers: bool) -> None:
        self._master, self._log = master, log
        self._jitter_s, self._answers = jitter_ms / 1000, answers
        self._queue: list[bytes] = []
        self._changed = threading.Condition()
        self._is_ended = False
        self._threads = [threading.Thread(target=each) for each in (self._deliver, self._listen)]
        for each in self._threads:
            each.start()

    def send(self, *packets: bytes) -> float:
        """Send these packets, with the jitter between them; return the moment."""
        with self._changed:
            self._queue += packets
            self._changed.notify_all()
        return time.monotonic()

    def close(self) -> None:
        """End the two directions of the line."""
        with self._changed:
            self._is_ended = True
            self._changed.notify_all()
        for each in self._threads:
            each.join()

    def told(self) -> list[tuple[float, str]]:
        """Return what the program has told, each with its moment."""
        if not Path(self._log).exists():
            return []
        with Path(self._log).open(encoding="utf-8") as file:
            lines = [line.rstrip("\n").split(" ", 1) for line in file if line.endswith("\n")]
        return [(float(at), said) for at, said in lines if said != "ready"]

    def wait_for(self, said: str, count: int = 1) -> float:
        """Return the moment at which this was told for the `count`th time."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            found = [at for at, each in self.told() if each == said]
            if len(found) >= count:
                return found[count - 1]
            time.sleep(0.005)
        raise TimeoutError(f"{said!r} was not told, but {self.told()}")

    def _deliver(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._queue or self._is_ended)
                if self._is_ended:
                    return
                packet = self._queue.pop(0)
            time.sleep(self._jitter_s)
            os.write(self._master, packet)

    def _listen(self) -> None:
        seen = b""
        while not self._is_ended:
            if not select.select([self._master], [], [], 0.05)[0]:
                continue
            try:
                seen = seen[-3:] + os.read(self._master, 1 << 16)
            except OSError:
                return
            asked = seen.count(_ASKED)
            seen = seen[seen.rfind(_ASKED) + len(_ASKED) :] if asked else seen
            if self._answers:
                self.send(*[_ANSWER] * asked)


@contextmanager
def slow_line(
    log: str, jitter_ms: int, *, answers: bool = True, **environment: str
) -> Iterator[SlowLine]:
    """Run the program that tells its keys at the far end of a slow line."""
    import subprocess

    master, slave = os.openpty()
    far = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "ESCDELAY")
    kept = {name: value for name, value in os.environ.items() if name not in far}
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, log],
        env=kept | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | environment,
        preexec_fn=lambda: os.login_tty(slave),
    )
    os.close(slave)
    line = SlowLine(master, log, jitter_ms, answers)
    try:
        end = time.monotonic() + PATIENCE_S
        while not Path(log).exists() and time.monotonic() < end:
            time.sleep(0.01)
        yield line
    finally:
        program.kill()
        program.wait()
        line.close()
        os.close(master)


def in_bytes(keys: Sequence[bytes]) -> list[bytes]:
    """Return the bytes of keys one by one."""
    return [key[at : at + 1] for key in keys for at in range(len(key))]


def run() -> Iterator[Table]:
    """One table: a terminal that answers, one that does not, and that one under SSH."""
    table = Table(
        "slow-line: an Escape alone, and arrows and Delete cut into bytes",
        ["terminal", "jitter", "Escape alone", "keys of 4 cut", "false Escapes"],
    )
    ways = (
        ("answers", True, {}),
        ("is mute", False, {}),
        ("is mute, SSH", False, {"SSH_CONNECTION": "a 1 b 2"}),
    )
    for name, answers, environment in ways:
        for jitter_ms in JITTERS_MS:
            table.add(name, f"{jitter_ms} ms", *_measured(jitter_ms, answers, environment))
    yield table


def _measured(jitter_ms: int, answers: bool, environment: dict[str, str]) -> tuple[str, ...]:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        log = f"{folder}/log"
        with slow_line(log, jitter_ms, answers=answers, **environment) as line:
            sent = line.send(ESCAPE)
            alone = line.wait_for("escape") - sent
            line.send(*in_bytes([ARROW, DELETE, ARROW, DELETE]), b"x")
            line.wait_for("x")
            said = [each for _, each in line.told()]
    rightly = said.count("up") + said.count("delete")
    return f"{number(alone * 1000)} ms", str(rightly), str(said.count("escape") - 1)

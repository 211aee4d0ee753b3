"""A program in a pseudo terminal: keys go in, bytes come out with the moment they came."""

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

PATIENCE_S = 20.0


class Burst(Struct, frozen=True):
    """What came after a key: how many bytes, and the seconds until the last of them."""

    byte_count: int
    seconds: float


class Terminal:
    """The near end of a pseudo terminal. It answers no question of the program."""

    def __init__(self, master: int, spawned_at: float, pid: int = 0) -> None:
        self._master = master
        self.spawned_at = spawned_at
        self._pid = pid

    def memory_mb(self) -> tuple[float, float]:
        """The memory of the program, in megabytes: what is resident, and its own part of it.

        The own part counts what is shared with other processes by their number (Linux only).
        """
        lines = Path(f"/proc/{self._pid}/smaps_rollup").read_text().splitlines()
        sizes = {line.split(":")[0]: line.split()[1] for line in lines if line.endswith(" kB")}
        return int(sizes["Rss"]) / 1024, int(sizes["Pss"]) / 1024

    def send(self, keys: str) -> float:
        """Press keys; returns the moment."""
        at = time.perf_counter()
        os.write(self._master, keys.encode())
        return at

    def wait_for(self, text: str) -> float:
        """The moment at which all of `text` had come. Raises TimeoutError where it never does."""
        wanted, seen = text.encode(), b""
        end = time.perf_counter() + PATIENCE_S
        while wanted not in seen:
            data = self._read(end - time.perf_counter())
            if not data:
                raise TimeoutError(f"{text!r} did not appear after {seen[-2000:]!r}")
            seen = seen[-2000:] + data
        return time.perf_counter()

    def burst(self, begun: float, text: str, quiet_s: float = 0.015) -> Burst:
        """What comes from `text` on until it is quiet for a moment."""
        wanted, seen, last = text.encode(), b"", begun
        end = begun + PATIENCE_S
        while data := self._read(quiet_s if wanted in seen else end - time.perf_counter()):
            seen += data
            last = time.perf_counter()
        if wanted not in seen:
            raise TimeoutError(f"{text!r} did not appear")
        return Burst(len(seen), last - begun)

    def count(self, seconds: float) -> int:
        """The number of bytes that come in so many seconds."""
        end, total = time.perf_counter() + seconds, 0
        while (left := end - time.perf_counter()) > 0:
            total += len(self._read(left))
        return total

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        try:
            return os.read(self._master, 1 << 16) if ready else b""
        except OSError:
            return b""


@contextmanager
def in_terminal(
    command: Sequence[str], columns: int = 80, lines: int = 24, **environment: str
) -> Iterator[Terminal]:
    """Run a command in a terminal of this size; it is killed at the end."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", lines, columns, 0, 0))
    variables = os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | environment
    begun = time.perf_counter()
    program = subprocess.Popen(command, env=variables, preexec_fn=lambda: os.login_tty(slave))
    os.close(slave)
    try:
        yield Terminal(master, begun, program.pid)
    finally:
        program.send_signal(signal.SIGKILL)
        program.wait()
        os.close(master)

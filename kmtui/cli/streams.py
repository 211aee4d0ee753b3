"""The standard streams of the command line, which survive that one is missing, closed or full.

A command continues if its output is no longer read, because what it stores must not depend on that.
Output that could not be written is reported at the end.
"""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, cast

from models.errors import KmError, Refused

CLOSED_PIPE = 141  # 128 + SIGPIPE, the exit code that a shell reports for a closed pipe
CANCELLED = 130  # 128 + SIGINT
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_GONE = (errno.EPIPE, errno.EIO)
_WITHOUT_SCREEN = ("dumb", "unknown")


class _Output(io.FileIO):
    """A stream that keeps its first write error instead of raising it inside a command."""

    error: OSError | None = None

    def write(self, data: object, /) -> int:
        """Write as much as possible; after an error discard the text and report success."""
        view = memoryview(data).cast("B")  # type: ignore[arg-type]
        if self.error is None:
            try:
                return super().write(view) or 0
            except OSError as error:
                self.error = error
        return len(view)


class Streams:
    """The replaced stdout and stderr of one command; see `standard_streams`."""

    def __init__(self) -> None:
        self._raw: dict[str, _Output] = {}

    def open(self, name: str) -> None:
        """Replace the stream of this name, unless a test or another program has done so."""
        stream = getattr(sys, name)
        if stream is not None and stream is not getattr(sys, f"__{name}__"):
            return
        raw = _Output(1 if name == "stdout" else 2, "w", closefd=False)
        buffered = cast("IO[bytes]", io.BufferedWriter(raw))
        shown = raw.isatty() or name == "stderr"
        text = io.TextIOWrapper(buffered, "utf-8", "replace", line_buffering=shown)
        self._raw[name] = raw
        setattr(sys, name, text)

    def flush(self) -> None:
        """Write what is buffered."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()

    def close(self) -> None:
        """Put the original streams of the process back."""
        for name in self._raw:
            setattr(sys, name, getattr(sys, f"__{name}__"))

    @property
    def error(self) -> OSError | None:
        """The first error of stdout; None if all was written."""
        raw = self._raw.get("stdout")
        return raw.error if raw is not None else None

    def status(self, status: int) -> int:
        """Return the exit status after a command that ended with `status`.

        Reports on stderr what could not be written, except to a pipe whose reader has gone.
        """
        error = self.error
        if error is None:
            return status
        if error.errno in _GONE:
            return CLOSED_PIPE
        told = "เนื้อที่เต็ม" if error.errno in _FULL else "ช่องทางออก (stdout) ปิดอยู่"
        print(f"เขียนผลลัพธ์ไม่ครบ {told} ส่งผลไปที่อื่นแล้วสั่งอีกครั้ง", file=sys.stderr)
        sys.stderr.flush()
        return status or 1


@contextmanager
def standard_streams() -> Iterator[Streams]:
    """Provide the streams for the `with` block, in UTF-8, also those that were closed."""
    _open_missing()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    streams = Streams()
    streams.open("stdout")
    streams.open("stderr")
    try:
        yield streams
    finally:
        streams.flush()
        streams.close()


def _open_missing() -> None:
    """Open the null device in place of closed streams, else a new file gets their number."""
    for number in (0, 1, 2):
        with suppress(OSError):
            os.fstat(number)
            continue
        # Writing to what is open for reading fails, as writing to what is closed does.
        opened = os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)
        if opened != number:
            os.dup2(opened, number)
            os.close(opened)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115


def ask(text: str) -> str:
    """Ask at the terminal; return the answer without surrounding spaces.

    Raises:
        Refused: there is no answer: the input has ended, or the question cannot be shown.
    """
    try:
        sys.stdout.flush()
        raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
        if isinstance(raw, _Output) and raw.error is not None:
            raise Refused("แสดงคำถามไม่ได้เพราะเขียนผลลัพธ์ไม่ได้ ยังไม่มีอะไรเปลี่ยน สั่งอีกครั้งโดยไม่ส่งผลไปที่อื่น")
        return input(text).strip()
    except EOFError as error:
        print()
        raise Refused("ไม่ได้ตอบคำถาม ยังไม่มีอะไรเปลี่ยน") from error


def must_have_screen(no_terminal: str) -> None:
    """Raise KmError unless stdin and stdout are a terminal on which screens can be drawn.

    Args:
        no_terminal: the sentence if input or output is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise KmError(no_terminal)
    term = os.environ.get("TERM", "")
    if term in _WITHOUT_SCREEN:
        raise KmError(
            f"เทอร์มินัลนี้วาดจอไม่ได้ (TERM={term}) ใช้เทอร์มินัลอื่นหรือสั่ง TERM=xterm kmtui "
            "ส่วนงานที่ไม่ต้องใช้จอสั่ง kmtui list, export หรือ check"
        )

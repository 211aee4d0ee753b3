"""Many calls of kmtui, each in a process of its own with its own standard streams.

Run as a program: reads a JSON list of calls, forks for each (the imports are made once), and prints
a JSON list of what became of them. A stream is "pipe" (read), "closed", "full" or "broken" (a pipe
whose reader has gone); stdin is "null", "closed" or "pipe" (empty).
"""

import io
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

PATIENCE_S = 60.0


class Call(Struct, frozen=True):
    """One command line; words may hold bytes that are not UTF-8, as surrogates."""

    words: tuple[str, ...]
    stdin: str = "null"
    stdout: str = "pipe"
    stderr: str = "pipe"
    interrupt_after_s: float | None = None
    limit_memory: bool = False


class Outcome(Struct, frozen=True):
    """The exit status (-1 after PATIENCE_S), and what was written."""

    call: Call
    status: int
    out: str
    err: str


def run_calls(calls: list[Call], environment: dict[str, str], folder: Path) -> list[Outcome]:
    """Run the calls one after the other in this folder."""
    asked = json.dumps([asdict(call) for call in calls])
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.forked_calls"],
        input=asked.encode("ascii"),
        env={**environment, "PYTHONPATH": os.pathsep.join(sys.path), "FORKED_IN": str(folder)},
        capture_output=True,
        check=True,
    )
    found = json.loads(done.stdout)
    return [
        Outcome(call, each["status"], each["out"], each["err"])
        for call, each in zip(calls, found, strict=True)
    ]


def _run_one(call: dict[str, Any]) -> dict[str, Any]:
    out, err = os.pipe(), os.pipe()
    # An interrupt waits until the child is what it shall be.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    pid = os.fork()
    if pid == 0:
        _be_kmtui(call, out, err)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for _, write in (out, err):
        os.close(write)
    texts = _read_all(pid, {out[0]: b"", err[0]: b""}, call["interrupt_after_s"])
    _, state = os.waitpid(pid, 0)
    status = os.waitstatus_to_exitcode(state)
    told, complained = (text.decode(errors="replace") for text in texts)
    return {"status": -1 if status == -signal.SIGKILL else status, "out": told, "err": complained}


def _read_all(pid: int, found: dict[int, bytes], interrupt_after_s: float | None) -> list[bytes]:
    begun, waiting = time.monotonic(), list(found)
    while waiting:
        ready, _, _ = select.select(waiting, [], [], 0.005)
        for each in ready:
            read = os.read(each, 65536)
            found[each] += read
            if not read:
                waiting.remove(each)
                os.close(each)
        gone = time.monotonic() - begun
        if interrupt_after_s is not None and gone >= interrupt_after_s:
            interrupt_after_s = None
            os.kill(pid, signal.SIGINT)
        if gone > PATIENCE_S:
            os.kill(pid, signal.SIGKILL)
    return list(found.values())


def _be_kmtui(call: dict[str, Any], out: tuple[int, int], err: tuple[int, int]) -> None:
    """Become a process that has just been started with these streams; never return."""
    broken_read, broken = os.pipe()
    os.close(broken_read)
    empty, empty_write = os.pipe()
    os.close(empty_write)
    full = os.open("/dev/full", os.O_WRONLY)
    null = os.open(os.devnull, os.O_RDONLY)
    _put(0, {"null": null, "pipe": empty}.get(call["stdin"]))
    _put(1, {"pipe": out[1], "full": full, "broken": broken}.get(call["stdout"]))
    _put(2, {"pipe": err[1], "full": full, "broken": broken}.get(call["stderr"]))
    os.closerange(3, 100)
    _renew_streams()
    if call["limit_memory"]:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from kmtui.__main__ import main

    status = 1
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        status = main(call["words"])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        # Before or after the command: the interpreter ends by the signal then.
        status = 130
    except BaseException as error:  # noqa: BLE001 as the interpreter does
        sys.excepthook(type(error), error, error.__traceback__)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            os.write(2, b"Exception ignored while flushing")
            status = 120
    os._exit(status)


def _put(number: int, opened: int | None) -> None:
    if opened is None:
        os.close(number)
    else:
        os.dup2(opened, number)


def _renew_streams() -> None:
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = None
        try:
            os.fstat(number)
            raw = open(number, "rb" if number == 0 else "wb", closefd=False)  # noqa: SIM115
            stream = io.TextIOWrapper(raw, "utf-8", "surrogateescape" if number == 0 else "strict")
        except OSError:
            pass
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _warm_up() -> None:
    """Import what the commands import, so that each fork need not."""
    from kmtui.__main__ import main

    for words in (["list", "people"], ["check"], ["export", "minutes", "1/2563", "-o", "-"]):
        sys.stdout = io.TextIOWrapper(io.BytesIO())
        main(words)
    sys.stdout = sys.__stdout__


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    _warm_up()
    os.chdir(os.environ["FORKED_IN"])
    sys.stdout.write(json.dumps([_run_one(each) for each in asked]))

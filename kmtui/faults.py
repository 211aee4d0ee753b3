"""The log of unexpected exceptions, for developers."""

import contextlib
import os
import stat
import traceback
from datetime import datetime
from pathlib import Path

from kmtui.cli.output import print_error

_KEPT_BYTES = 200_000
_NAME = "faults.log"


def write_fault(state_folder: Path, error: BaseException) -> Path | None:
    """Append the type and the location of an exception to the log; return the path of the log.

    Neither the message of the error nor values are written, as both may contain typed text. Only
    the last part of the log is kept. None if it cannot be written.
    """
    log = state_folder / _NAME
    entry = f"\n{datetime.now():%Y-%m-%d %H:%M:%S}\n{_place_of(error)}".encode(errors="replace")
    with contextlib.suppress(OSError):
        state_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        with open(os.open(log, flags, 0o600), "r+b") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            before = file.read()
            file.seek(0)
            file.truncate()
            file.write((before + entry)[-_KEPT_BYTES:])
        log.chmod(0o600)
        return log
    return None


def _place_of(error: BaseException | None) -> str:
    """Return the classes of the error and its causes, each with its file, line and function."""
    told, seen = [], set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f"  {each.filename}:{each.lineno} {each.name}\n" for each in frames]
        number = getattr(error, "errno", None) or getattr(error, "sqlite_errorname", None)
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        told.append("".join(lines) + f"{kind} {number or ''}".rstrip() + "\n")
        error = error.__cause__ or error.__context__
    return "caused:\n".join(reversed(told))


def tell_fault(kind: type[BaseException], error: BaseException, _trace: object) -> None:
    """Log an uncaught exception of a command; print its location in one sentence, not a traceback.

    For `sys.excepthook`. An interrupt is no fault: the system ends the process then.
    """
    if issubclass(kind, KeyboardInterrupt):
        return
    from kmtui.paths import resolve_paths

    log = write_fault(resolve_paths().state, error)
    where = f"รายละเอียดอยู่ใน {log} ส่งให้ผู้ดูแลโปรแกรม" if log else "และเขียนรายละเอียดไม่ได้"
    print_error(f"โปรแกรมขัดข้อง {where}")

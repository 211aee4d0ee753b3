"""The log of faults of the program, for its developers."""

import traceback
from datetime import datetime
from pathlib import Path

from kmtui.cli.output import print_error

_KEPT_BYTES = 200_000


def write_fault(state_folder: Path, error: BaseException) -> Path:
    """Append the error with its traceback to the log; return the path of the log.

    Only the last part of the log is kept. It contains no typed text, but names of files.
    """
    log = state_folder / "faults.log"
    try:
        state_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        told = "".join(traceback.format_exception(error))
        before = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        entry = f"{before}\n{datetime.now():%Y-%m-%d %H:%M:%S}\n{told}"
        log.write_text(entry[-_KEPT_BYTES:], encoding="utf-8")
        log.chmod(0o600)
    except OSError:
        # The disk may be full; the user has been informed already.
        return log
    return log


def tell_fault(kind: type[BaseException], error: BaseException, _trace: object) -> None:
    """Log a fault of a command; print its place in one sentence instead of a traceback.

    For `sys.excepthook`. An interrupt is no fault: the system ends the process then.
    """
    if issubclass(kind, KeyboardInterrupt):
        return
    from kmtui.paths import resolve_paths

    log = write_fault(resolve_paths().state, error)
    print_error(f"โปรแกรมขัดข้อง รายละเอียดอยู่ใน {log} ส่งให้ผู้ดูแลโปรแกรม")

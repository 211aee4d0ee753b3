"""Where a fault of the program itself is written down, for those who mend it."""

import traceback
from datetime import datetime
from pathlib import Path

_KEPT_BYTES = 200_000


def write_fault(state_folder: Path, error: BaseException) -> Path:
    """Add the error with its way through the code to the log; return where the log is.

    The log keeps its last part only. It holds no text that a user typed, but names of files.
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
        # The disk may be full: the person has been told, there is nobody else to tell.
        return log
    return log

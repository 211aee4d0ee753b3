"""Sending a PDF to a printer through the system's `lp`."""

import subprocess

from exports.files.writing import safe_name
from models.errors import KmError

_TIMEOUT_S = 30
_QUICK_S = 2


def print_pdf(content: bytes, title: str, printer: str = "", copies: int = 1) -> str:
    """Print a PDF with CUPS (`lp`); return the answer of `lp`, which has the job's id.

    Blocks until `lp` ends, at most 30 seconds.

    Args:
        title: the title shown in the queue, sanitized like a file name.
        printer: the queue; empty for the system's default.
        copies: 1 to 999.

    Raises:
        KmError: there is no print system or no such printer, the number of copies is impossible, or
            the print system refuses or does not answer.
    """
    # A queue's name that begins with a dash would be read as an option.
    if printer.startswith("-") or "\0" in printer or not 1 <= copies <= 999:
        raise KmError("ชื่อเครื่องพิมพ์หรือจำนวนชุดไม่ถูกต้อง จำนวนชุดต้องเป็น ๑ ถึง ๙๙๙")
    where = ["-d", printer] if printer else []
    command = ["lp", "-n", str(copies), "-t", safe_name(title), *where, "-"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_TIMEOUT_S)
    except FileNotFoundError as error:
        raise KmError("เครื่องนี้ไม่มีระบบพิมพ์ (lp) ติดตั้ง cups-client หรือใช้ kmtui export แทน") from error
    except subprocess.TimeoutExpired as error:
        raise KmError("เครื่องพิมพ์ไม่ตอบ ตรวจว่าเปิดเครื่องและต่อสายแล้ว แล้วลองอีกครั้ง") from error
    if done.returncode != 0:
        raise KmError(_refusal(done.stderr.decode(errors="replace"), printer))
    return done.stdout.decode(errors="replace").strip()


def has_printer() -> bool:
    """Return whether CUPS knows a printer; False if it does not answer. Blocks up to 2 seconds."""
    return bool(printers())


def printers() -> tuple[str, ...]:
    """Return the names of the printers known to CUPS; none if it does not answer.

    Runs `lpstat` and blocks until it ends, at most 2 seconds.
    """
    try:
        known = subprocess.run(["lpstat", "-e"], capture_output=True, timeout=_QUICK_S)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(known.stdout.decode(errors="replace").split())


def _refusal(answer: str, printer: str) -> str:
    said = " ".join(answer.split())
    if printer:
        return f"พิมพ์ที่เครื่อง {printer} ไม่ได้ ตรวจชื่อเครื่องด้วย lpstat -e ({said})"
    return f"พิมพ์ไม่ได้ เลือกเครื่องพิมพ์ด้วย --printer หรือตั้งเครื่องหลักก่อน ({said})"

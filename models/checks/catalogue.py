"""Every check once: the one table that the command line, the screens and the printing read.

The rows stand in a file for each part; a check of records gets its row in a part of its own.
"""

from models.checks.core.check import Check
from models.checks.records.meeting_catalogue import MEETING_CHECKS
from models.checks.records.year_catalogue import YEAR_CHECKS
from models.checks.texts.checking import TEXT_CHECKS
from models.errors import KmError

CHECKS: tuple[Check, ...] = (*TEXT_CHECKS, *MEETING_CHECKS, *YEAR_CHECKS)


def check_named(code: str) -> Check:
    """The check with this code. Raises KmError, naming the codes, for no check."""
    for check in CHECKS:
        if check.code == code:
            return check
    codes = ", ".join(check.code for check in CHECKS)
    raise KmError(f"ไม่มีการตรวจชื่อ {code[:40]} เลือกจาก {codes}")

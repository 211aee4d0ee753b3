"""The catalogue of all checks, for the command line, the screens and printing.

Each part has its rows in a file of its own; a new check gets its row there.
"""

from models.checks.core.check import Check
from models.checks.records.meeting_catalogue import MEETING_CHECKS
from models.checks.records.year_catalogue import YEAR_CHECKS
from models.checks.texts.checking import TEXT_CHECKS
from models.errors import KmError

CHECKS: tuple[Check, ...] = (*TEXT_CHECKS, *MEETING_CHECKS, *YEAR_CHECKS)


def check_named(code: str) -> Check:
    """Return the check with this code. Raises KmError, listing the codes, if there is none."""
    for check in CHECKS:
        if check.code == code:
            return check
    codes = ", ".join(check.code for check in CHECKS)
    raise KmError(f"ไม่มีการตรวจชื่อ {code[:40]} เลือกจาก {codes}")

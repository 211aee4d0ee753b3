"""Every check of records once, in a file for each part of the office's work."""

from models.checks.check import Check
from models.checks.record_table_meetings import MEETING_CHECKS
from models.checks.record_table_years import YEAR_CHECKS

RECORD_CHECKS: tuple[Check, ...] = (*MEETING_CHECKS, *YEAR_CHECKS)

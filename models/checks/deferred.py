"""Findings in records for the screens, whose checks are loaded when they are first run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from models.checks.records.selection import RecordSelection
    from models.checks.runner import KeyedFinding


def findings_in(part: RecordSelection, office_lists: Path | None = None) -> list[KeyedFinding]:
    """Return the findings in the selected records, except those set aside.

    The checks of all kinds of records take 1.5 MB of memory, which a meeting needs only at its end.
    Raises NotFound if the selected plan does not exist, and KmError if a word list or questionnaire
    of the office is invalid.
    """
    from models.checks import runner

    return runner.findings_in(part, office_lists)

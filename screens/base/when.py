"""Stored moments in local time, as Thai text."""

from __future__ import annotations

from datetime import datetime

from kmtui.thai.dates import DateStyle, format_date, format_time
from models.storage.backup import Backup


def local_time(moment: str) -> str:
    """Return a stored moment (ISO 8601, UTC) in local time; unchanged if it cannot be parsed."""
    try:
        return when_at(datetime.fromisoformat(moment).astimezone())
    except ValueError:
        return moment


def when_at(moment: datetime) -> str:
    """Return the day and clock time of a moment that is in local time already."""
    return f"{format_date(moment.date(), DateStyle.SHORT)} {format_time(moment.time())}"


def backup_time(backup: Backup) -> str:
    """Return when a backup was made, in local time."""
    return when_at(backup.made_at)

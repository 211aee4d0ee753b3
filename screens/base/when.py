"""Formats stored UTC times as Thai text in local time."""

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
    """Return the Thai date and time of a moment that is already local, without its seconds."""
    return f"{format_date(moment.date(), DateStyle.SHORT)} {format_time(moment.time())}"


def backup_time(backup: Backup) -> str:
    """Return the Thai local time at which a backup was made."""
    return when_at(backup.made_at)

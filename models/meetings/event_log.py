"""The event log of a meeting for display: step, user and time."""

from datetime import datetime

from models.meetings.events import EventKind, EventView
from models.meetings.records import MeetingEvent


def events_of(meeting_id: int) -> tuple[EventView, ...]:
    """Return the steps of a meeting, the oldest first."""
    steps = MeetingEvent.select().where(MeetingEvent.meeting == meeting_id)
    return tuple(
        EventView(EventKind(row.what), row.who, datetime.fromisoformat(row.at), row.note)
        for row in steps.order_by(MeetingEvent.id)
    )

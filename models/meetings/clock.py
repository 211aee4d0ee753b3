"""Times in a meeting in progress: the moment of an operation as local time."""

from datetime import datetime, time

from models.meetings.records import Meeting, MeetingState


def meeting_time(meeting: Meeting, moment: str) -> time | None:
    """Return a moment (UTC, as `now` writes it) as local time if the meeting is then in progress.

    None for any other moment: minutes that are written up later have no times of their own.
    """
    try:
        local = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return None
    clock = local.time().replace(second=0, microsecond=0)
    begun = meeting.opened_at
    if meeting.state != MeetingState.OPEN or begun is None or local.date() != meeting.held_on:
        return None
    return clock if clock >= begun else None

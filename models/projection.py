"""The view of a meeting for a projector: the current item, its wording, votes and quorum.

Nothing is stored and no lock is held between two readings.
"""

from msgspec import Struct
from peewee import fn

from models.drafts.records import Draft
from models.drafts.sessions import is_running
from models.editing.revisions import Subject
from models.meetings.presence import Presence, active_editors
from models.minutes.records import Outcome
from models.minutes.snapshot import AgendaItemView, MeetingSnapshot, read_meeting_snapshot
from models.office.location_keys import location_key
from models.office.locations import InMeeting

_NO_SESSION = ""


class Wording(Struct, frozen=True):
    """A resolution that is being typed and is not recorded yet.

    Attributes:
        outcome: None if the stored one is unknown.
        resolution_id: the recorded one that is corrected; 0 for a new one.
    """

    outcome: Outcome | None
    text: str
    resolution_id: int = 0


class Projection(Struct, frozen=True):
    """A meeting as read in one moment, with the item that the secretary has selected."""

    meeting: MeetingSnapshot
    item: AgendaItemView | None
    wording: Wording | None


def read_projection(meeting_id: int) -> Projection:
    """Read the projector's view of a meeting. Raises NotFound."""
    meeting = read_meeting_snapshot(meeting_id)
    item = _current_item(meeting)
    return Projection(meeting, item, _wording(item) if item is not None else None)


def projection_token(meeting_id: int) -> tuple[object, ...]:
    """Return a value that changes when a user moves in the meeting or types a resolution.

    Heartbeats alone do not change it.
    """
    place = location_key(InMeeting(meeting_id))
    rows = Presence.select(Presence.session, Presence.item_id).where(Presence.location == place)
    typed = Draft.select(fn.MAX(Draft.at), fn.COUNT(Draft.id)).where(
        Draft.subject == Subject.RESOLUTION
    )
    return (tuple(rows.order_by(Presence.session).tuples()), *typed.tuples())


def _current_item(meeting: MeetingSnapshot) -> AgendaItemView | None:
    """Return the item that the secretary selected, else the last with text, else the first."""
    editors = active_editors(InMeeting(meeting.meeting_id), _NO_SESSION)
    for editor in sorted(editors, key=lambda each: each.statement_id is None):
        if editor.item_id is not None and (item := meeting.item(editor.item_id)) is not None:
            return item
    written = [item for item in meeting.items if not item.is_empty]
    return written[-1] if written else next(iter(meeting.items), None)


def _wording(item: AgendaItemView) -> Wording | None:
    """Return the newest resolution text under an item that a running session is typing."""
    rows = Draft.select().where(Draft.subject == Subject.RESOLUTION, Draft.item_id == item.id)
    recorded = {each.id for each in item.resolutions}
    for row in list(rows.order_by(Draft.at.desc())):
        if is_running(row.session) and row.text.strip():
            known = [each.value for each in Outcome]
            outcome = Outcome(row.outcome) if row.outcome in known else None
            corrected = row.subject_id if row.subject_id in recorded else 0
            return Wording(outcome, row.text, corrected)
    return None

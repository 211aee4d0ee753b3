"""Presence of other users at a location (a meeting or a page): displayed, never a lock."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from models.drafts.sessions import is_running
from models.editing.actor import current_actor
from models.meetings.records import Meeting
from models.office.location_keys import location_key, location_of_key
from models.office.locations import InMeeting, Location
from models.office.rights import allow_read_only_user
from models.storage.database import Record, database, now
from models.storage.fields import CharField, IntegerField, MomentField


class Presence(Record):
    """The position of a session: one row per session, updated as the user moves.

    `location` is a key of `location_keys`, empty if no record is shown.
    """

    session = CharField(unique=True)
    who = CharField()
    location = CharField()
    item_id = IntegerField(null=True)
    statement_id = IntegerField(null=True)
    seen_at = MomentField()


class ActiveEditor(Struct, frozen=True):
    """Another user at a location: the selected item or row, and the text being edited."""

    who: str
    item_id: int | None
    statement_id: int | None


@allow_read_only_user
def touch_presence(
    session: str,
    location: Location | None,
    item_id: int | None = None,
    statement_id: int | None = None,
) -> None:
    """Store the position of this session; to be repeated as a heartbeat."""
    place = {
        "who": current_actor(),
        "location": location_key(location) if location is not None else "",
        "item_id": item_id,
        "statement_id": statement_id,
        "seen_at": now(),
    }
    with database.atomic():
        Presence.insert(session=session, **place).on_conflict(
            conflict_target=[Presence.session], update=place
        ).execute()


@allow_read_only_user
def clear_presence(session: str) -> None:
    """Delete the presence of this session, and of dead processes of this machine."""
    stored = list(Presence.select())
    gone = [row.id for row in stored if row.session == session or not is_running(row.session)]
    with database.atomic():
        Presence.delete().where(Presence.id.in_(gone)).execute()


def active_editors(
    location: Location, session: str, within_s: float = 30
) -> tuple[ActiveEditor, ...]:
    """Return others seen at a location in the last `within_s` seconds, except dead processes."""
    since = (datetime.now(UTC) - timedelta(seconds=within_s)).isoformat(timespec="milliseconds")
    rows = (
        Presence.select()
        .where(
            Presence.location == location_key(location),
            Presence.session != session,
            Presence.seen_at >= since,
        )
        .order_by(Presence.id)
    )
    # Fetch all rows first: the file must not stay locked during the system calls for each.
    return tuple(
        ActiveEditor(row.who, row.item_id, row.statement_id)
        for row in list(rows)
        if is_running(row.session)
    )


class ActiveUser(Struct, frozen=True):
    """An active user, with the label of the meeting, and the last heartbeat (UTC)."""

    who: str
    meeting_label: str
    seen_at: str


def active_users(within_s: float = 60) -> tuple[ActiveUser, ...]:
    """Return the users seen in the last `within_s` seconds, this one included.

    Skips dead processes.
    """
    since = (datetime.now(UTC) - timedelta(seconds=within_s)).isoformat(timespec="milliseconds")
    rows = list(Presence.select().where(Presence.seen_at >= since).order_by(Presence.who))
    return tuple(
        ActiveUser(row.who, _place_of(location_of_key(row.location)), row.seen_at)
        for row in rows
        if is_running(row.session)
    )


def _place_of(location: Location | None) -> str:
    """Return the Thai name of the location: the meeting, any table, or another page."""
    if location is None:
        return "หน้าอื่น"
    if isinstance(location, InMeeting):
        meeting = Meeting.get_or_none(id=location.meeting_id)
        if meeting is not None:
            return f"ห้องประชุม ครั้งที่ {meeting.label}"
    return "ในตารางของแผนหรือองค์ความรู้"

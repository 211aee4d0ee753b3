"""Who else is at a location of the records, and where in it: shown, never a lock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from peewee import CharField, IntegerField

from models.drafts.sessions import is_running
from models.meetings.records import Meeting
from models.office.location_keys import location_key, location_of_key
from models.office.locations import InMeeting, Location
from models.office.rights import allow_read_only_user
from models.storage.database import Record, database, now


class Presence(Record):
    """Where a running program is; one row a session, overwritten as it moves.

    `location` is a key of `location_keys`, empty where no record is shown.
    """

    session = CharField(unique=True)
    who = CharField()
    location = CharField()
    item_id = IntegerField(null=True)
    statement_id = IntegerField(null=True)
    seen_at = CharField()


@dataclass(frozen=True)
class ActiveEditor:
    """Somebody else at a location: the item or row they look at, the text of it they write."""

    who: str
    item_id: int | None
    statement_id: int | None


@allow_read_only_user
def touch_presence(
    session: str,
    who: str,
    location: Location | None,
    item_id: int | None = None,
    statement_id: int | None = None,
) -> None:
    """Say where this session is now; to be said again before others count it as gone."""
    place = {
        "who": who,
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
    """Say that this session has gone; rows of programs that died on this machine go with it."""
    stored = list(Presence.select())
    gone = [row.id for row in stored if row.session == session or not is_running(row.session)]
    with database.atomic():
        Presence.delete().where(Presence.id.in_(gone)).execute()


def active_editors(
    location: Location, session: str, within_s: float = 30
) -> tuple[ActiveEditor, ...]:
    """Who else was seen there in the last `within_s` seconds, programs that died aside."""
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
    # All of them first: the file must not stay locked while the system is asked about each.
    return tuple(
        ActiveEditor(row.who, row.item_id, row.statement_id)
        for row in list(rows)
        if is_running(row.session)
    )


@dataclass(frozen=True)
class ActiveUser:
    """Somebody who has the office open: in which meeting (by its label), last seen when (UTC)."""

    who: str
    meeting_label: str
    seen_at: str


def active_users(within_s: float = 60) -> tuple[ActiveUser, ...]:
    """Who has a screen of the office open now, programs that died aside; oneself too."""
    since = (datetime.now(UTC) - timedelta(seconds=within_s)).isoformat(timespec="milliseconds")
    rows = list(Presence.select().where(Presence.seen_at >= since).order_by(Presence.who))
    return tuple(
        ActiveUser(row.who, _place_of(location_of_key(row.location)), row.seen_at)
        for row in rows
        if is_running(row.session)
    )


def _place_of(location: Location | None) -> str:
    """What is shown there: the meeting by its label, any table, or a page of no record."""
    if location is None:
        return "หน้าอื่น"
    if isinstance(location, InMeeting):
        meeting = Meeting.get_or_none(id=location.meeting_id)
        if meeting is not None:
            return f"ห้องประชุม ครั้งที่ {meeting.label}"
    return "ในตารางของแผนหรือองค์ความรู้"

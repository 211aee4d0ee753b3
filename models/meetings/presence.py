"""Who else is in a meeting, and where: shown, never a lock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from peewee import CharField, IntegerField

from models.drafts.sessions import is_running
from models.meetings.records import Meeting
from models.office.rights import for_readers
from models.storage.database import Record, database, now


class Presence(Record):
    """Where a running program is; one row a session, overwritten as it moves."""

    session = CharField(unique=True)
    who = CharField()
    meeting_id = IntegerField(null=True)
    item_id = IntegerField(null=True)
    statement_id = IntegerField(null=True)
    seen_at = CharField()


@dataclass(frozen=True)
class Here:
    """Somebody else in the meeting: the item they look at, the statement they write."""

    who: str
    item_id: int | None
    statement_id: int | None


@for_readers
def be_present(
    session: str,
    who: str,
    meeting_id: int | None,
    item_id: int | None = None,
    statement_id: int | None = None,
) -> None:
    """Say where this session is now; to be said again before others count it as gone."""
    place = {
        "who": who,
        "meeting_id": meeting_id,
        "item_id": item_id,
        "statement_id": statement_id,
        "seen_at": now(),
    }
    with database.atomic():
        Presence.insert(session=session, **place).on_conflict(
            conflict_target=[Presence.session], update=place
        ).execute()


@for_readers
def leave(session: str) -> None:
    """Say that this session has gone; rows of programs that died on this machine go with it."""
    stored = list(Presence.select())
    gone = [row.id for row in stored if row.session == session or not is_running(row.session)]
    with database.atomic():
        Presence.delete().where(Presence.id.in_(gone)).execute()


def others_here(meeting_id: int, session: str, within_s: float = 30) -> tuple[Here, ...]:
    """Who else was seen in the meeting in the last `within_s` seconds, programs that died aside."""
    since = (datetime.now(UTC) - timedelta(seconds=within_s)).isoformat(timespec="milliseconds")
    rows = (
        Presence.select()
        .where(
            Presence.meeting_id == meeting_id,
            Presence.session != session,
            Presence.seen_at >= since,
        )
        .order_by(Presence.id)
    )
    # All of them first: the file must not stay locked while the system is asked about each.
    return tuple(
        Here(row.who, row.item_id, row.statement_id)
        for row in list(rows)
        if is_running(row.session)
    )


@dataclass(frozen=True)
class Present:
    """Somebody who has the office open: in which meeting (by its label), since when seen (UTC)."""

    who: str
    place: str
    seen_at: str


def everybody_here(within_s: float = 60) -> tuple[Present, ...]:
    """Who has a screen of the office open now, programs that died aside; oneself too."""
    since = (datetime.now(UTC) - timedelta(seconds=within_s)).isoformat(timespec="milliseconds")
    rows = list(Presence.select().where(Presence.seen_at >= since).order_by(Presence.who))
    return tuple(
        Present(row.who, _place_of(row.meeting_id), row.seen_at)
        for row in rows
        if is_running(row.session)
    )


def _place_of(room_id: int | None) -> str:
    """The meeting that a room belongs to; tables have rooms too, and no meeting."""
    meeting = Meeting.get_or_none(id=room_id) if room_id is not None else None
    if meeting is None:
        return "ในตารางของแผนหรือองค์ความรู้" if room_id is not None else "หน้าอื่น"
    return f"ห้องประชุม ครั้งที่ {meeting.label}"

"""Who else is in a meeting, and where: shown, never a lock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from peewee import CharField, IntegerField

from models.database import Record, database, now
from models.recovery import is_running


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


def leave(session: str) -> None:
    """Say that this session has gone; rows of programs that died on this machine go with it."""
    with database.atomic():
        for row in Presence.select():
            if row.session == session or not is_running(row.session):
                row.delete_instance()


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
    return tuple(
        Here(row.who, row.item_id, row.statement_id) for row in rows if is_running(row.session)
    )

"""A change token of a meeting (like an ETag): one short query instead of the whole meeting."""

from collections.abc import Iterator

from models.editing.revisions import Editable
from models.meetings.adoption import Correction
from models.meetings.records import Attendance, Meeting, MeetingEvent
from models.minutes.decisions.matters import JointItem
from models.minutes.decisions.recusals import Recusal
from models.minutes.records import AgendaItem, Resolution, Statement
from models.minutes.tasks import ActionItem
from models.minutes.votes import Dissent
from models.storage.database import Record, database

_ITEMS = 'SELECT "id" FROM "agenda_item" WHERE "meeting_id" = ?'
_RESOLUTIONS = f'SELECT "id" FROM "resolution" WHERE "item_id" IN ({_ITEMS})'  # noqa: S608
_WHERE: dict[type[Record], str] = {
    Meeting: '"id" = ?',
    AgendaItem: '"meeting_id" = ?',
    Attendance: '"meeting_id" = ?',
    ActionItem: '"meeting_id" = ?',
    MeetingEvent: '"meeting_id" = ?',
    Correction: '"meeting_id" = ?',
    Statement: f'"item_id" IN ({_ITEMS})',
    Resolution: f'"item_id" IN ({_ITEMS})',
    Dissent: f'"resolution_id" IN ({_RESOLUTIONS})',
    Recusal: f'"item_id" IN ({_ITEMS})',
    JointItem: f'"item_id" IN ({_ITEMS})',
}


def meeting_change_token(meeting_id: int) -> str:
    """Return a token that changes whenever a record of the meeting changes.

    Texts count by their versions. Names of the staff register shown on the roll do not count.
    """
    told = " UNION ALL ".join(_selects())
    query = f"SELECT group_concat(\"rows\", ';') FROM ({told})"  # noqa: S608
    return str(database.execute_sql(query, [meeting_id] * len(_WHERE)).fetchone()[0])


def _selects() -> Iterator[str]:
    """Yield one query per table; its one row holds all values except the texts with versions.

    SQLite releases the interpreter's lock at each row; a busy screen takes it back late, and the
    read lock on the file lasts as long.
    """
    for table, where in _WHERE.items():
        name, columns = table._meta.table_name, table._meta.columns
        told = [each for each in columns if not (issubclass(table, Editable) and each == "text")]
        row = " || '|' || ".join(f'quote("{each}")' for each in told)
        rows = f'SELECT {row} AS "row" FROM "{name}" WHERE {where} ORDER BY "id"'  # noqa: S608
        yield f"SELECT coalesce(group_concat(\"row\", '/'), '') AS \"rows\" FROM ({rows})"  # noqa: S608

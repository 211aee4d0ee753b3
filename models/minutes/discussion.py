"""The order of what was said: move, split, join statements; undo and redo of the whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kmtui.thai.words import clusters
from models.editing.audit_trail import track_changes
from models.editing.revisions import Editable, Subject, replace_text
from models.editing.state_undo import TOUCHED
from models.errors import NotFound, Refused, VersionConflict
from models.minutes.records import (
    RESOLUTION_KIND,
    STATEMENT_KIND,
    AgendaItem,
    Resolution,
    Statement,
    add_statement,
)
from models.minutes.tasks import TASK_KIND, ActionItem
from models.minutes.votes import DISSENT_KIND, Dissent
from models.storage.database import database, now


def move_statement(statement_id: int, by: int) -> None:
    """Move a statement that many places down within its item (negative: up); stops at the ends.

    Raises Refused in a closed meeting.
    """
    with database.atomic():
        statement = _statement(statement_id)
        everything = _in_order(statement.item_id)
        live = [each for each in everything if each.deleted_at is None]
        at = live.index(statement)
        to = max(0, min(at + by, len(live) - 1))
        if to == at:
            return
        everything.remove(statement)
        beside = everything.index(live[to])
        everything.insert(beside + (to > at), statement)
        for position, each in enumerate(everything, 1):
            if each.position != position:
                each.position = position
                each.save()


def move_statement_to(statement_id: int, item_id: int) -> None:
    """Move a statement to the end of another item of its meeting.

    Raises Refused in a closed meeting and for an item of another one.
    """
    with database.atomic():
        statement = _statement(statement_id)
        item = AgendaItem.get_or_none(id=item_id, deleted_at=None)
        if item is None or item.meeting_id != statement.item.meeting_id:
            raise Refused("ย้ายคำพูดได้เฉพาะในการประชุมเดียวกัน เลือกระเบียบวาระของการประชุมนี้")
        if item.id == statement.item_id:
            return
        following = _in_order(item.id)
        statement.position = following[-1].position + 1 if following else 1
        statement.item = item
        statement.save()
        ActionItem.update(item=item).where(ActionItem.statement == statement).execute()
        if item.nothing_said:
            item.nothing_said = False
            item.save()


def split_statement(
    statement_id: int, expected_version: int, offset: int, new_id: int, who: str
) -> int:
    """Make what stands from `offset` on a statement of its own, right after; return its id.

    The same person speaks; a cut inside a Thai letter with its marks goes before it. Raises
    VersionConflict where another text is stored by now, Refused where one half would be empty.
    """
    with database.atomic():
        statement = _statement(statement_id)
        text = statement.text
        if statement.version != expected_version:
            raise VersionConflict(text, statement.version)
        cut = _cut_before(text, offset)
        first, second = text[:cut].rstrip(), text[cut:].lstrip()
        if not first or not second:
            raise Refused("ตรงนี้ไม่มีข้อความให้แยก เลื่อนเคอร์เซอร์ไปกลางข้อความก่อน")
        replace_text(Subject.STATEMENT, Statement, statement_id, expected_version, first, who)
        return add_statement(
            statement.item_id, statement.speaker_id, second, who, statement_id, new_id
        )


def _cut_before(text: str, offset: int) -> int:
    """The last place up to `offset` that parts no letter from its marks, nor from its sara am."""
    stops = [stop for stop in clusters(text) if stop <= offset and text[stop : stop + 1] != "ำ"]
    return max(stops, default=0)


def join_statements(first_id: int, second_id: int, who: str) -> int:
    """Put the second statement's text below the first's, and the second in the bin.

    The tasks of the second go to the first. Returns the first's new version. Raises Refused in a
    closed meeting and for statements of two meetings.
    """
    with database.atomic(), track_changes(STATEMENT_KIND, second_id):
        first, second = _statement(first_id), _statement(second_id)
        if first.id == second.id or first.item.meeting_id != second.item.meeting_id:
            raise Refused("รวมได้เฉพาะคำพูดสองรายการของการประชุมเดียวกัน เลือกอีกรายการ")
        joined = "\n".join(text for text in (first.text, second.text) if text)
        version = replace_text(Subject.STATEMENT, Statement, first_id, first.version, joined, who)
        second.deleted_at = now()
        second.save()
        ActionItem.update(statement=first, item=first.item_id).where(
            ActionItem.statement == second
        ).execute()
    return version


@dataclass(frozen=True)
class TalkRecord:
    """A statement or resolution as it was: where, whose, what, and whether in the bin.

    `decided` is the outcome and the votes of a resolution.
    """

    subject: Subject
    id: int
    item_id: int
    position: int
    speaker_id: int | None
    text: str
    deleted: bool
    decided: tuple[object, ...] = ()


@dataclass(frozen=True)
class RowState:
    """A task or a dissent as it was, column by column."""

    table: str
    id: int
    values: tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class TalkState:
    """All that was said and decided under some items at one moment, the bin included.

    `rows` are the tasks that were given there, and the dissents.
    """

    item_ids: tuple[int, ...]
    records: tuple[TalkRecord, ...]
    rows: tuple[RowState, ...] = ()

    def by_id(self) -> dict[tuple[Subject, int], TalkRecord]:
        """The records by what they are."""
        return {(record.subject, record.id): record for record in self.records}

    def rows_by_id(self) -> dict[tuple[str, int], RowState]:
        """The tasks and dissents by what they are."""
        return {(row.table, row.id): row for row in self.rows}


_DECIDED = (
    "outcome",
    "present_count",
    "votes_for",
    "votes_against",
    "abstained",
    "by_acclamation",
    "casting_vote",
)
_TABLES: dict[Subject, type[Statement] | type[Resolution]] = {
    Subject.STATEMENT: Statement,
    Subject.RESOLUTION: Resolution,
}
_KINDS = {Subject.STATEMENT: STATEMENT_KIND, Subject.RESOLUTION: RESOLUTION_KIND}


def read_talk(item_ids: Sequence[int]) -> TalkState:
    """What is said and decided under these items now."""
    records = [
        _record(subject, row)
        for subject, table in _TABLES.items()
        for row in table.select().where(table.item.in_(list(item_ids))).order_by(table.id)
    ]
    return TalkState(tuple(item_ids), tuple(records), tuple(_rows(item_ids)))


def _rows(item_ids: Sequence[int]) -> Iterator[RowState]:
    decided = Resolution.select(Resolution.id).where(Resolution.item.in_(list(item_ids)))
    given = ActionItem.select().where(ActionItem.item.in_(list(item_ids)))
    dissents = Dissent.select().where(Dissent.resolution.in_(decided))
    tables: tuple[tuple[str, Any], ...] = (("task", given), ("dissent", dissents))
    for table, rows in tables:
        for row in rows.dicts():
            yield RowState(table, row["id"], tuple(row.items()))


def restore_talk(state: TalkState, who: str, since: TalkState | None = None) -> None:
    """Bring a state back: texts as new revisions; what is not in the state goes to the bin.

    With `since`, the state that one's own act left behind, only what differs between the two is
    brought back: what others wrote meanwhile stays. Raises VersionConflict, and changes nothing,
    where somebody else has changed a text that would be replaced; Refused in a closed meeting, and
    where somebody else has changed a speaker, a vote, a task or a dissent that would be replaced.
    """
    with database.atomic():
        for item in AgendaItem.select().where(AgendaItem.id.in_(list(state.item_ids))):
            item.meeting.must_be_open()
        since = since or read_talk(state.item_ids)
        wanted, left = state.by_id(), since.by_id()
        for subject, record_id in left.keys() - wanted.keys():
            with track_changes(_KINDS[subject], record_id):
                _bin(subject, record_id)
        for place, record in wanted.items():
            if left.get(place) != record:
                with track_changes(_KINDS[record.subject], record.id):
                    _bring_back(record, left.get(place), who)
        before, after = state.rows_by_id(), since.rows_by_id()
        tasks = [row_id for table, row_id in (*before, *after) if table == "task"]
        dissents = [row_id for table, row_id in (*before, *after) if table != "task"]
        with track_changes(TASK_KIND, *tasks), track_changes(DISSENT_KIND, *dissents):
            _bring_rows_back(before, after)


def _bring_rows_back(
    wanted: dict[tuple[str, int], RowState], left: dict[tuple[str, int], RowState]
) -> None:
    for place, row in left.items():
        if wanted.get(place) != row:
            _must_be_left(row)
    for table, row_id in left.keys() - wanted.keys():
        if table == "task":
            ActionItem.update(deleted_at=now()).where(ActionItem.id == row_id).execute()
        else:
            Dissent.delete().where(Dissent.id == row_id).execute()
    for place, row in wanted.items():
        if left.get(place) != row:
            if place not in left and row.table == "dissent":
                _must_be_no_other(dict(row.values))
            (ActionItem if row.table == "task" else Dissent).replace(dict(row.values)).execute()


def _must_be_left(left: RowState) -> None:
    """Raise Refused where a task or a dissent is no more as one's own act left it."""
    table: Any = ActionItem if left.table == "task" else Dissent
    if [tuple(row.items()) for row in table.select().where(table.id == left.id).dicts()] != [
        left.values
    ]:
        raise Refused(TOUCHED)


def _must_be_no_other(dissent: dict[str, object]) -> None:
    """Raise Refused where the same member's dissent was written down anew meanwhile."""
    keys = {name: dissent[name] for name in ("resolution", "attendance")}
    if Dissent.get_or_none(**keys) is not None:
        raise Refused(TOUCHED)


def _bring_back(record: TalkRecord, left: TalkRecord | None, who: str) -> None:
    table = _TABLES[record.subject]
    row = table.get_or_none(id=record.id)
    if row is None:
        raise NotFound("ข้อความที่จะย้อนกลับไม่มีอยู่แล้ว เปิดการประชุมนี้ใหม่อีกครั้ง")
    if row.text != record.text:
        if left is not None and row.text != left.text:
            raise VersionConflict(row.text, row.version)
        table.update(deleted_at=None).where(table.id == record.id).execute()
        replace_text(record.subject, table, record.id, row.version, record.text, who)
    values: dict[str, object] = {"item": record.item_id, "position": record.position}
    now_there = _record(record.subject, row)
    if left is None or (left.speaker_id, left.decided) != (record.speaker_id, record.decided):
        if left is not None and _said_of(now_there) != _said_of(left):
            raise Refused(TOUCHED)
        values |= _said_of(record)
    binned = (row.deleted_at or now()) if record.deleted else None
    table.update(deleted_at=binned, **values).where(table.id == record.id).execute()


def _said_of(record: TalkRecord) -> dict[str, object]:
    """The columns beside the text: who speaks, or what was decided and how."""
    if record.subject == Subject.STATEMENT:
        return {"speaker": record.speaker_id}
    return dict(zip(_DECIDED, record.decided, strict=True))


def _bin(subject: Subject, record_id: int) -> None:
    table = _TABLES[subject]
    table.update(deleted_at=now()).where(
        table.id == record_id, table.deleted_at.is_null()
    ).execute()


def _record(subject: Subject, row: Editable) -> TalkRecord:
    said = subject == Subject.STATEMENT
    return TalkRecord(
        subject,
        row.id,
        row.item_id,
        row.position,
        row.speaker_id if said else None,
        row.text,
        row.deleted_at is not None,
        () if said else tuple(getattr(row, name) for name in _DECIDED),
    )


def _in_order(item_id: int) -> list[Statement]:
    """The statements of an item, those in the bin too: they keep their places."""
    rows = Statement.select().where(Statement.item == item_id)
    return list(rows.order_by(Statement.position, Statement.id))


def _statement(statement_id: int) -> Statement:
    """The statement, to be changed. Raises NotFound in the bin, Refused where closed."""
    statement: Statement | None = Statement.get_or_none(id=statement_id, deleted_at=None)
    if statement is None:
        raise NotFound("ข้อความนี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติ")
    statement.item.meeting.must_be_open()
    return statement

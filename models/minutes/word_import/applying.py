"""Storing the selected differences of a corrected file in the minutes, all or none."""

from collections.abc import Sequence

from msgspec import Struct

from kmtui.thai.text import clean
from models.editing.actor import as_actor, current_actor
from models.errors import KmError, NotFound, Refused, VersionConflict
from models.meetings.records import meeting_by_id
from models.minutes.agenda import insert_item, move_item, remove_item, rename_item
from models.minutes.discussion import move_statement, move_statement_to
from models.minutes.records import (
    AgendaItem,
    Outcome,
    Resolution,
    Statement,
    add_statement,
    record_resolution,
    remove_resolution,
    remove_statement,
    save_resolution,
    save_statement,
    set_speaker,
)
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.word_import.differences import Difference, DifferenceKind
from models.minutes.word_import.units import UnitKey, UnitKind, compared
from models.storage.database import database

_OVERTAKEN = "มีผู้แก้รายงานนี้ระหว่างที่ท่านเลือก ยังไม่ได้รับข้อแก้ใด กด F5 อ่านแฟ้มใหม่แล้วเลือกอีกครั้ง"
_LONGEST_NAME = 80
# The words by which a resolution begins, after มติ and ที่ประชุม.
_OUTCOMES = (
    ("ไม่เห็นชอบ", Outcome.REJECTED),
    ("ไม่อนุมัติ", Outcome.REJECTED),
    ("เห็นชอบ", Outcome.ENDORSED),
    ("อนุมัติ", Outcome.APPROVED),
    ("รับทราบ", Outcome.NOTED),
    ("มอบหมาย", Outcome.ASSIGNED),
    ("มอบ", Outcome.ASSIGNED),
)


class Taken(Struct, frozen=True):
    """A difference to be stored.

    `text` replaces that of the file if the user resolved a conflict.
    """

    difference: Difference
    text: str | None = None

    @property
    def wording(self) -> str:
        """The text to store."""
        return self.difference.after if self.text is None else self.text


def source_name(file_name: str) -> str:
    """Return the name of the file as the history shows it as author."""
    return f"{current_actor()} (จากแฟ้ม {clean(file_name)[:_LONGEST_NAME]})"


def take_differences(meeting_id: int, file_name: str, taken: Sequence[Taken]) -> None:
    """Store the selected differences in one transaction; the history names the file.

    Raises:
        Refused: the meeting is closed, others changed what is taken, or a rule of the office
            forbids one of them. Nothing is stored then.
        NotFound: there is no such meeting.
    """
    with database.atomic(), as_actor(source_name(file_name)):
        meeting_by_id(meeting_id).must_be_open()
        chosen = [each for each in taken if each.difference.can_be_taken]
        _must_be_as_compared(meeting_id, chosen)
        try:
            _Taking(meeting_id).take(chosen)
        except VersionConflict as conflict:
            raise Refused(_OVERTAKEN) from conflict
        except NotFound as gone:
            raise Refused(_OVERTAKEN) from gone


def _must_be_as_compared(meeting_id: int, taken: Sequence[Taken]) -> None:
    """Raise Refused if the stored parts to be changed differ from those compared."""
    for each in taken:
        expected = each.difference.stored
        if expected is None:
            continue
        table = {
            UnitKind.ITEM: AgendaItem,
            UnitKind.STATEMENT: Statement,
            UnitKind.RESOLUTION: Resolution,
        }[expected.kind]
        row = table.get_or_none(id=expected.key.id, deleted_at=None)
        meeting = row if isinstance(row, AgendaItem) else row.item if row is not None else None
        if row is None or meeting is None or meeting.meeting_id != meeting_id:
            raise Refused(_OVERTAKEN)
        text = row.title if isinstance(row, AgendaItem) else row.text
        if text != expected.text:
            raise Refused(_OVERTAKEN)


class _Taking:
    """Applies the changes in this order: items, texts, new parts, positions, removals."""

    def __init__(self, meeting_id: int) -> None:
        self._meeting_id = meeting_id
        self._made: dict[UnitKey, int] = {}
        self._steps = {
            DifferenceKind.CHANGED: self._change,
            DifferenceKind.SPEAKER: self._speak,
            DifferenceKind.ADDED: self._add,
            DifferenceKind.MOVED: self._move,
            DifferenceKind.REMOVED: self._remove,
        }

    def take(self, taken: Sequence[Taken]) -> None:
        items = [each for each in taken if _is_item(each)]
        others = [each for each in taken if not _is_item(each)]
        for kind in (DifferenceKind.ADDED, DifferenceKind.MOVED, DifferenceKind.CHANGED):
            self._each(kind, items)
        for kind in (DifferenceKind.CHANGED, DifferenceKind.SPEAKER):
            self._each(kind, others)
        # In the order of the file: each follows the one before it.
        for each in others:
            if each.difference.kind in (DifferenceKind.ADDED, DifferenceKind.MOVED):
                self._steps[each.difference.kind](each)
        self._each(DifferenceKind.REMOVED, others)
        # Sub-items before their parents.
        self._each(DifferenceKind.REMOVED, items[::-1])

    def _each(self, kind: DifferenceKind, taken: Sequence[Taken]) -> None:
        for each in taken:
            if each.difference.kind is kind:
                self._steps[kind](each)

    def _change(self, taken: Taken) -> None:
        unit = taken.difference.stored
        assert unit is not None, "a changed part is stored"
        if unit.kind is UnitKind.ITEM:
            rename_item(unit.key.id, " ".join(taken.wording.split()))
        elif unit.kind is UnitKind.STATEMENT:
            save_statement(unit.key.id, unit.version, taken.wording)
        else:
            save_resolution(unit.key.id, unit.version, taken.wording)

    def _speak(self, taken: Taken) -> None:
        assert taken.difference.stored is not None, "a part with another speaker is stored"
        set_speaker(taken.difference.stored.key.id, taken.difference.speaker_id)

    def _add(self, taken: Taken) -> None:
        each = taken.difference
        assert each.key is not None, "an added part has an id"
        if each.key.kind is UnitKind.ITEM:
            self._made[each.key] = self._insert_item(taken)
            return
        item_id = self._item(each)
        if each.key.kind is UnitKind.RESOLUTION:
            present = len(read_meeting_snapshot(self._meeting_id).roll.present_now)
            outcome = _outcome_of(taken.wording)
            self._made[each.key] = record_resolution(item_id, outcome, taken.wording, present)
            return
        made = add_statement(item_id, each.speaker_id, taken.wording)
        self._made[each.key] = made
        self._place(made, item_id, each)

    def _insert_item(self, taken: Taken) -> int:
        title = " ".join(taken.wording.split())
        for key in taken.difference.follows:
            item_id = self._made.get(key, key.id)
            before = AgendaItem.get_or_none(id=item_id, deleted_at=None)
            if before is not None and (taken.difference.is_sub or before.parent_id is None):
                return insert_item(self._meeting_id, title, item_id)
        return insert_item(self._meeting_id, title, None)

    def _item(self, each: Difference) -> int:
        """Return the id of the item that a difference is under.

        Raises:
            Refused: the item is new in the file and was not selected.
        """
        heading = each.heading
        item_id = self._made.get(heading, heading.id) if heading is not None else 0
        if AgendaItem.get_or_none(id=item_id, deleted_at=None) is None:
            raise Refused(
                f"ข้อ {each.number} อยู่ใต้ระเบียบวาระที่ไม่ได้รับ เลือกรับระเบียบวาระนั้นด้วย หรือไม่รับข้อนี้"
            )
        return item_id

    def _move(self, taken: Taken) -> None:
        each = taken.difference
        assert each.stored is not None, "a moved part is stored"
        if each.stored.kind is UnitKind.ITEM:
            self._move_item(each.stored.key.id, each)
            return
        item_id = self._item(each)
        move_statement_to(each.stored.key.id, item_id)
        self._place(each.stored.key.id, item_id, each)

    def _place(self, statement_id: int, item_id: int, each: Difference) -> None:
        """Move a statement behind its predecessor in the file; the first one to the top."""
        rows = Statement.select(Statement.id).where(
            Statement.item == item_id, Statement.deleted_at.is_null()
        )
        order = [row.id for row in rows.order_by(Statement.position, Statement.id)]
        move_statement(statement_id, self._way(order, statement_id, each))

    def _move_item(self, item_id: int, each: Difference) -> None:
        item = AgendaItem.get_by_id(item_id)
        rows = AgendaItem.select(AgendaItem.id).where(
            AgendaItem.meeting == self._meeting_id,
            AgendaItem.parent == item.parent_id,
            AgendaItem.deleted_at.is_null(),
        )
        order = [row.id for row in rows.order_by(AgendaItem.position, AgendaItem.id)]
        move_item(item_id, self._way(order, item_id, each))

    def _way(self, order: list[int], row_id: int, each: Difference) -> int:
        """Return by how many places down (negative: up) a row must move to follow its predecessor.

        Args:
            order: the ids of the rows in their present order.
            row_id: the row to move.
            each: the difference with the row's predecessors in the file; without any, it goes to
                the top.
        """
        at = order.index(row_id)
        others = [each for each in order if each != row_id]
        for key in each.follows:
            before = self._made.get(key, key.id)
            if before in others:
                return others.index(before) + 1 - at
        return -at

    def _remove(self, taken: Taken) -> None:
        assert taken.difference.stored is not None, "what is removed is stored"
        key = taken.difference.stored.key
        try:
            if key.kind is UnitKind.ITEM:
                remove_item(key.id)
            elif key.kind is UnitKind.STATEMENT:
                remove_statement(key.id)
            else:
                remove_resolution(key.id)
        except NotFound:
            raise
        except KmError as refusal:
            raise Refused(f"ข้อ {taken.difference.number}: {refusal}") from refusal


def _is_item(taken: Taken) -> bool:
    key = taken.difference.key
    return key is not None and key.kind is UnitKind.ITEM


def _outcome_of(text: str) -> Outcome:
    """Return the outcome with which a resolution's text begins; OTHER if it begins with none."""
    wording = compared(text).removeprefix("มติ").removeprefix("ที่ประชุม").strip()
    wording = wording.removeprefix("มี").removeprefix("มติ").strip()
    found = (outcome for words, outcome in _OUTCOMES if wording.startswith(words))
    return next(found, Outcome.OTHER)

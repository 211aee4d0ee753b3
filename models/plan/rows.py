"""The rows of a plan: add, insert, move and remove them, and their undo.

Every operation is one transaction and is refused if the plan is closed to changes. Soft-deleted
rows keep their positions.
"""

from enum import StrEnum
from typing import Any

from models.editing.record_kind import DELETED_AT, RecordKind, cleaned, version_of
from models.editing.revisions import FieldKey, Subject, store_revision
from models.editing.undo import UndoKind, UndoScope
from models.errors import NotFound, Refused
from models.plan.cells import ACTIVITY_KIND, FACTOR_KIND, GOAL_KIND, SCOPE_KIND
from models.plan.records import (
    NOT_SELECTED,
    SELECTED,
    KmPlan,
    PlanActivity,
    PlanGoal,
    PlanScope,
    PlanTable,
    SuccessFactor,
    live_table,
)
from models.plan.steps import PlanState, Process
from models.storage.database import Record, database, new_id, now


class PlanSection(StrEnum):
    """The lists of which a plan consists."""

    SCOPE = "scope"
    GOAL = "goal"
    FACTOR = "factor"
    TABLE = "table"
    ACTIVITY = "activity"


_TABLES: dict[PlanSection, Any] = {
    PlanSection.SCOPE: PlanScope,
    PlanSection.GOAL: PlanGoal,
    PlanSection.FACTOR: SuccessFactor,
    PlanSection.TABLE: PlanTable,
    PlanSection.ACTIVITY: PlanActivity,
}
_KINDS: dict[PlanSection, RecordKind] = {
    PlanSection.SCOPE: SCOPE_KIND,
    PlanSection.GOAL: GOAL_KIND,
    PlanSection.FACTOR: FACTOR_KIND,
    PlanSection.ACTIVITY: ACTIVITY_KIND,
}
_GONE = "แถวนี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติและถังขยะ"


def add_row(
    plan_id: int,
    part: PlanSection,
    text: str = "",
    after_id: int | None = None,
    row_id: int | None = None,
) -> int:
    """Add a scope, goal or factor: after that row, or at the end; return its id.

    `row_id` is the id to give it; None for a new one.

    Raises:
        NotFound: there is no such plan.
        Refused: the plan is closed to changes.
    """
    table, made_id = _TABLES[part], row_id or new_id()
    with database.atomic():
        plan = _open_plan(plan_id)
        siblings = table.plan == plan_id
        position = _place_after(table, siblings, _row(part, after_id) if after_id else None)
        table.insert(id=made_id, plan=plan_id, position=position, text=cleaned(text)).execute()
        _note_new(plan, part, made_id)
    return made_id


def add_table(
    plan_id: int,
    process: Process,
    goal_id: int | None = None,
    scope_id: int | None = None,
) -> int:
    """Add the table of a goal or scope with a row for every step; return its id.

    The table of learning organization (LO, องค์กรเรียนรู้) has no goal, scope or first rows.

    Raises:
        Refused: there is such a table already, goal and scope do not fit the process, or the plan
            is closed to changes.
        NotFound: there is no such plan.
    """
    if (process == Process.LO) != (goal_id is None and scope_id is None):
        raise Refused("เลือกเป้าหมายหรือขอบเขตของตารางก่อน (ตารางองค์กรเรียนรู้ไม่ต้องเลือก)")
    with database.atomic():
        plan = _open_plan(plan_id)
        if live_table(plan_id, process, goal_id, scope_id) is not None:
            raise Refused(f"มีตาราง{process.short_label}ของเป้าหมายนี้แล้ว เปิดตารางเดิมเพื่อแก้ไข")
        place = list(Process).index(process) + 1
        table = PlanTable.create(
            plan=plan_id, goal=goal_id, scope=scope_id, process=process, position=place
        )
        _add_steps(plan, table, len(process.steps))
    return int(table.id)


def _add_steps(plan: KmPlan, table: PlanTable, step_count: int) -> None:
    """Store an empty activity for every step of a table."""
    rows = [
        {"plan": plan.id, "table": table.id, "step": step, "position": 1}
        for step in range(1, step_count + 1)
    ]
    if rows:
        PlanActivity.insert_many(rows).execute()
    for made in table.activities if plan.state == PlanState.ANNOUNCED else ():
        _note_new(plan, PlanSection.ACTIVITY, made.id)


def add_activity(
    table_id: int,
    after_id: int | None = None,
    step: int | None = None,
    activity_id: int | None = None,
) -> int:
    """Add an activity to a table: after that row in its step, or last of `step`; return its id.

    Without either, it is added at the end of the last step. `activity_id` is the id to give it;
    None for a new one.

    Raises:
        Refused: the process has no such step, or the plan is closed to changes.
        NotFound: the table or row does not exist or is soft-deleted.
    """
    made_id = activity_id or new_id()
    with database.atomic():
        table = _row(PlanSection.TABLE, table_id)
        plan = _open_plan(table.plan_id)
        last = len(Process(table.process).steps)
        after = _row(PlanSection.ACTIVITY, after_id) if after_id else None
        chosen = after.step if after else last if step is None else step
        if not min(1, last) <= chosen <= last:
            raise Refused("กระบวนการนี้ไม่มีขั้นตอนนั้น เลือกขั้นตอนจากรายการ")
        position = _place_after(PlanActivity, _of_step(table_id, chosen), after)
        PlanActivity.insert(
            id=made_id, plan=plan.id, table=table_id, step=chosen, position=position
        ).execute()
        _note_new(plan, PlanSection.ACTIVITY, made_id)
    return made_id


def move_row(part: PlanSection, row_id: int, by: int) -> None:
    """Move a row `by` places down (negative: up); it stops at the ends of its list.

    An activity at the end of its step moves into the next step as the first one (upwards: as the
    last one), so that an empty step can be filled.

    Raises:
        NotFound: the row does not exist or is soft-deleted.
        Refused: the plan is closed to changes.
    """
    with database.atomic():
        row = _row(part, row_id)
        row.plan.must_be_open()
        for _ in range(abs(by)):
            _move_one(part, _row(part, row_id), 1 if by > 0 else -1)


def _move_one(part: PlanSection, row: Any, way: int) -> None:
    table = _TABLES[part]
    beyond = table.position > row.position if way > 0 else table.position < row.position
    order = table.position if way > 0 else table.position.desc()
    next_row = (
        table.select()
        .where(_siblings(part, row), beyond, table.deleted_at.is_null())
        .order_by(order)
        .first()
    )
    if next_row is not None:
        _place(table, row.id, position=next_row.position)
        _place(table, next_row.id, position=row.position)
    elif part == PlanSection.ACTIVITY:
        _move_to_step(row, row.step + way, way)


def _move_to_step(row: PlanActivity, step: int, way: int) -> None:
    if not 1 <= step <= len(Process(row.table.process).steps):
        return
    found = PlanActivity.select(PlanActivity.position).where(_of_step(row.table_id, step))
    taken = [each.position for each in found]
    position = min(taken, default=2) - 1 if way > 0 else max(taken, default=0) + 1
    _place(PlanActivity, row.id, step=step, position=position)


def remove_row(part: PlanSection, row_id: int) -> None:
    """Soft-delete a row; a table is deleted with its activities.

    Raises:
        Refused: the goal or scope still has a table, or the plan is closed to changes.
        NotFound: the row does not exist or is soft-deleted.
    """
    with database.atomic():
        row = _row(part, row_id)
        row.plan.must_be_open()
        if (
            part in (PlanSection.GOAL, PlanSection.SCOPE)
            and _live_rows(row.tables, PlanTable).exists()
        ):
            raise Refused("ยังมีตารางแผนอยู่ใต้แถวนี้ ลบตารางก่อน แล้วจึงลบแถวนี้")
        if part == PlanSection.TABLE:
            for each in _live_rows(row.activities, PlanActivity):
                _set_bin(PlanSection.ACTIVITY, each.id, now())
        _set_bin(part, row.id, now())


def select_goal(goal_id: int, selected: bool) -> None:
    """Store whether the year pursues a goal (else: ไม่เลือกดำเนินการ).

    Raises the errors of `RecordKind.replace`.
    """
    version = version_of(FieldKey(Subject.GOAL, goal_id, "selected"))
    wording = SELECTED if selected else NOT_SELECTED
    GOAL_KIND.replace(goal_id, "selected", version, wording)


_PLACES = ("position", DELETED_AT)
_PLACES_OF_ACTIVITY = (*_PLACES, "step", "table", "is_reviewed")


def _undo_kind(part: PlanSection) -> UndoKind:
    """Return the undo rules of a part's rows: only positions, because texts have versions."""
    columns = _PLACES_OF_ACTIVITY if part == PlanSection.ACTIVITY else _PLACES
    return UndoKind(
        _TABLES[part],
        _KINDS.get(part),
        columns,
        free=frozenset(columns),
        gone="แถวที่จะย้อนกลับไม่มีอยู่แล้ว เปิดแผนใหม่อีกครั้ง",
    )


_UNDO_KINDS = {part: _undo_kind(part) for part in PlanSection}


def plan_scope(plan_id: int) -> UndoScope:
    """Return the undo scope of the positions of all rows of a plan."""
    rows = ((_UNDO_KINDS[part], table.plan == plan_id) for part, table in _TABLES.items())
    return UndoScope(tuple(rows), must_be_open=lambda _columns: _open_plan(plan_id))


def _open_plan(plan_id: int) -> KmPlan:
    plan: KmPlan | None = KmPlan.get_or_none(id=plan_id, deleted_at=None)
    if plan is None:
        raise NotFound("แผนนี้ถูกลบไปแล้ว เลือกแผนจากรายการอีกครั้ง")
    plan.must_be_open()
    return plan


def _row(part: PlanSection, row_id: int) -> Any:
    table = _TABLES[part]
    row = table.get_or_none(table.id == row_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(_GONE)
    return row


def _live_rows(rows: Any, table: Any) -> Any:
    return rows.where(table.deleted_at.is_null())


def _siblings(part: PlanSection, row: Any) -> Any:
    if part == PlanSection.ACTIVITY:
        return _of_step(row.table_id, row.step)
    return _TABLES[part].plan == row.plan_id


def _of_step(table_id: int, step: int) -> Any:
    return (PlanActivity.table == table_id) & (PlanActivity.step == step)


def _place_after(table: Any, siblings: Any, after: Any) -> int:
    """Return the position after a row, or after the last one without a row, and make it free.

    Writes to the rows behind it, in the caller's transaction.
    """
    if after is None:
        taken = table.select(table.position).where(siblings)
        return max((each.position for each in taken), default=0) + 1
    behind = siblings & (table.position > after.position)
    table.update(position=table.position + 1).where(behind).execute()
    return int(after.position) + 1


def _place(rows: type[Record], row_id: int, /, **values: object) -> None:
    rows.update(**values).where(rows.id == row_id).execute()


def _set_bin(part: PlanSection, row_id: int, deleted_at: str | None) -> None:
    _place(_TABLES[part], row_id, deleted_at=deleted_at)
    if part in _KINDS:
        place = FieldKey(_KINDS[part].subject, row_id, DELETED_AT)
        store_revision(place, version_of(place) + 1, deleted_at or "")


def _note_new(plan: KmPlan, part: PlanSection, row_id: int) -> None:
    """Store a first revision of a row that an amendment adds, so that its history begins there."""
    if plan.state == PlanState.ANNOUNCED:
        store_revision(FieldKey(_KINDS[part].subject, row_id, DELETED_AT), 1, "")

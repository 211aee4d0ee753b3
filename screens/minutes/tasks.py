"""The tasks (ข้อสั่งการ งานที่มอบหมาย) of all meetings: open, overdue and done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import cached_property

from textual import work

from kmtui.thai.dates import DateStyle, format_date, parse_date
from models.editing.cell_values import day_from, day_text, must_be_a_day, must_not_be_blank
from models.editing.optimistic_lock import StaleForm, Texts, store_if_unchanged
from models.editing.record_kind import cleaned
from models.editing.revisions import FieldKey, Subject
from models.editing.undo import UndoEntry, run_undoable
from models.errors import KmError
from models.minutes.tasks import (
    TASK_KIND,
    TaskDraft,
    TaskLine,
    TaskView,
    all_tasks,
    change_task,
    finish_task,
    put_off_task,
    read_task,
    remove_task,
    unfinish_task,
)
from models.minutes.undo import task_scope
from models.office.locations import InMeeting, TaskList
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.minutes import ROOM, TASKS
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.dialogs.usual_questions import optional_date
from screens.editing.form_merge import merging_field_store, merging_store
from screens.editing.undo_stack import NOTHING_TO_REDO, UndoStack, wait_for_step
from screens.lists.filter_list import FilterScreen
from screens.own_keys.chosen import hint
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_Answered = Callable[[Texts], Awaitable[None]]
_SEE_FIRST = "มีผู้อื่นแก้งานนี้ไปก่อนแล้ว ดูสิ่งที่เขาบันทึก ถ้ายังต้องการให้กด F4 อีกครั้ง"
_STATE_CELLS, _DUE_CELLS, _WHO_CELLS, _MEETING_CELLS = 13, 12, 20, 8


class TasksScreen(FilterScreen):
    """The tasks of all meetings, or of one; the open ones first."""

    BINDINGS = bindings(*TASKS.commands)
    PAGE = TASKS
    HEADS = CellRow(
        ListCell(" สถานะ", _STATE_CELLS),
        ListCell("กำหนด", _DUE_CELLS),
        ListCell("ผู้รับผิดชอบ", _WHO_CELLS),
        ListCell("งาน"),
        ListCell("ครั้งที่", _MEETING_CELLS),
    )
    EMPTY = "ยังไม่มีงานที่มอบหมาย ในห้องประชุมกด F9 ที่คำพูด มติ หรือระเบียบวาระเพื่อมอบหมาย"

    @property
    def empty_text(self) -> str:
        """The sentence of an empty list, which names a key of the meeting room."""
        return hint(self.EMPTY, ROOM)

    COUNTED = "งาน"

    def __init__(self, meeting_id: int | None = None, select: int | None = None) -> None:
        super().__init__()
        self._meeting_id = meeting_id
        self.selected_id = select
        self._lines: dict[int, TaskLine] = {}

    @cached_property
    def _undoing(self) -> UndoStack:
        return UndoStack(self.workspace)

    @property
    def location(self) -> TaskList:
        """The location (navigation target) of the list of tasks."""
        return TaskList()

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Return the tasks as list entries; a sign and a word mark the overdue ones."""
        lines = [
            line
            for line in await self.call(all_tasks)
            if self._meeting_id in (None, line.meeting_id)
        ]
        self._lines = {line.task.id: line for line in lines}
        return [task_entry(line, date.today()) for line in lines]

    def open_record(self, record_id: int) -> object:
        """Ask for changes of the task, or of a closed meeting for its due date only; store them."""
        return self._change(self._lines[record_id])

    @dialog_action
    async def _change(self, line: TaskLine) -> None:
        task = line.task
        if line.is_closed:
            await self._put_off(task)
            return

        fields = task_fields(task)
        store = merging_store(
            self,
            [each.label for each in fields],
            lambda: tuple(each.value for each in task_fields(read_task(task.id))),
            tuple(each.value for each in fields),
            lambda answer: run_undoable(task_scope(task.id), change_task, task.id, drafted(answer)),
        )
        await ask_and_do(self, "แก้งานที่มอบหมาย", fields, self._undoable(store))
        await self.read()

    def _undoable(self, act: Callable[[Texts], Awaitable[UndoEntry]]) -> _Answered:
        """Return a function that stores a form and records its undo entry."""

        async def answered(answer: Texts) -> None:
            self._undoing.record(await act(answer))

        return answered

    async def _put_off(self, task: TaskView) -> None:
        """Ask for another due date of a task of a closed meeting, and store it; the minutes stay.

        An empty date means the one of the minutes.
        """

        known = {"postponed_to": day_text(task.postponed_to)}
        store = merging_field_store(
            self,
            TASK_KIND,
            task.id,
            known,
            lambda days: run_undoable(
                task_scope(task.id), put_off_task, task.id, day_from(days[0])
            ),
        )

        async def put_off(answer: Texts) -> UndoEntry:
            return await store((day_text(optional_date(answer[0])),))

        before = format_date(task.falls_due_on) if task.falls_due_on else ""
        hint = "เว้นว่าง = ตามรายงานการประชุม"
        field = PromptField("เลื่อนกำหนดเป็น", before, check=optional_date, hint=hint)
        title = "การประชุมนี้เลิกแล้ว ถ้อยคำของงานคงเดิม เลื่อนกำหนดได้"
        await ask_and_do(self, title, [field], self._undoable(put_off))
        await self.read()

    @dialog_action
    async def action_finish(self) -> None:
        """Ask when the selected task was done and with which result; reopen a finished one."""
        line = await self._the_line()
        if line is None:
            return
        task = line.task
        if task.done_on is not None:
            await self._unfinish(task)
        else:
            await self._ask_result(task)
        await self.read()

    async def _unfinish(self, task: TaskView) -> None:
        def unfinish(_: TaskView) -> UndoEntry:
            return run_undoable(task_scope(task.id), unfinish_task, task.id)

        try:
            # A result that another user has just stored must be seen before it is cleared.
            undone = await self.call(
                store_if_unchanged, lambda: read_task(task.id), task, unfinish, task
            )
        except StaleForm:
            self.show_message(_SEE_FIRST, "warning")
        except KmError as refusal:
            self.show_error(refusal)
        else:
            self._undoing.record(undone)
            self.show_message("งานนี้กลับเป็นงานค้างแล้ว กด F7 เพื่อเลิกทำ")

    async def _ask_result(self, task: TaskView) -> None:
        def store(texts: Texts) -> UndoEntry:
            on = must_be_a_day(texts[0])
            return run_undoable(task_scope(task.id), finish_task, task.id, on, texts[1])

        known = {"done_on": day_text(task.done_on), "result": task.result}
        guarded_store = merging_field_store(self, TASK_KIND, task.id, known, store)

        async def finish(answer: Texts) -> UndoEntry:
            on = parse_date(answer[0], date.today())
            return await guarded_store((day_text(on), cleaned(answer[1])))

        today = format_date(date.today())
        fields = [
            PromptField("เสร็จเมื่อ", today, lambda text: parse_date(text, date.today())),
            PromptField("ผล", task.result, hint="ผลการดำเนินงาน เว้นว่างได้"),
        ]
        title = f"เสร็จแล้ว: {task.sentence}"
        await ask_and_do(self, title, fields, self._undoable(finish))

    async def action_remove(self) -> None:
        """Move the selected task to the bin; show a message if its meeting is closed."""
        line = await self._the_line()
        if line is None:
            return
        task_id = line.task.id
        if line.is_closed:
            self.show_message("การประชุมนี้เลิกแล้ว ลบงานไม่ได้ กด F4 เพื่อบันทึกผล", "warning")
            return
        removed = await self.call_or_show_error(
            run_undoable, task_scope(task_id), remove_task, task_id
        )
        if removed is not None:
            self._undoing.record(removed)
            self.show_message("ลบแล้ว กด F7 เพื่อคืน")
        await self.read()

    @work(group="undo")
    async def action_undo(self) -> None:
        """Undo the last change made here, unless another user has changed the same since."""
        await wait_for_step(self, self._undoing.undo())
        await self.read()

    @work(group="undo")
    async def action_redo(self) -> None:
        """Redo what was undone last, unless another user has changed the same since."""
        await wait_for_step(self, self._undoing.redo(), NOTHING_TO_REDO)
        await self.read()

    async def action_open_meeting(self) -> None:
        """Open the agenda item in the meeting that assigned the task."""
        line = await self._the_line()
        if line is not None:
            item = FieldKey(Subject.AGENDA_ITEM, line.item_id)
            await self.open(InMeeting(line.meeting_id, item))

    async def _the_line(self) -> TaskLine | None:
        chosen = await self.selected_record()
        return self._lines.get(chosen) if chosen is not None else None


def task_entry(line: TaskLine, today: date) -> FilterEntry:
    """Return a task as a list entry, which the filter also finds by committee and result."""
    task = line.task
    due = format_date(task.falls_due_on, DateStyle.SHORT) if task.falls_due_on else "ไม่มีกำหนด"
    row = CellRow(
        ListCell(f" {state_of_task(task, today)}", _STATE_CELLS),
        ListCell(due, _DUE_CELLS),
        ListCell(task.assignee or "ยังไม่มีผู้รับผิดชอบ", _WHO_CELLS),
        ListCell(" ".join(filter(None, (task.text, _put_off_words(task), task.result)))),
        ListCell(task.meeting_label, _MEETING_CELLS),
    )
    return FilterEntry(task.id, row, f"{line.committee_name} {task.outcome}")


def _put_off_words(task: TaskView) -> str:
    if task.postponed_to is None or task.due_on is None:
        return ""
    return f"(เลื่อนจาก {format_date(task.due_on, DateStyle.SHORT)})"


def state_of_task(task: TaskView, today: date) -> str:
    """Return the state of a task (done, overdue or open) as a sign and a word."""
    if task.done_on is not None:
        return "✓ เสร็จแล้ว"
    return "✗ เกินกำหนด" if task.is_overdue(today) else "○ ค้างอยู่"


def task_fields(task: TaskView | None = None, text: str = "") -> list[PromptField]:
    """Return the form fields of a task, filled from an existing task or a text."""
    due = format_date(task.due_on) if task is not None and task.due_on else ""
    return [
        PromptField("งาน", task.text if task else text, check=must_not_be_blank),
        PromptField("มอบหมายให้", task.assignee if task else "", hint="บุคคลหรือกอง"),
        PromptField("ภายในวันที่", due, check=optional_date, hint="เช่น 30 ต.ค. 63"),
    ]


def drafted(answer: tuple[str, ...]) -> TaskDraft:
    """Return the task described by the answers to `task_fields`."""
    return TaskDraft(answer[0], answer[1], optional_date(answer[2]))

"""Tasks (ข้อสั่งการ งานที่มอบหมาย): assignee, text, due date and state."""

from datetime import date

from msgspec import Struct
from peewee import JOIN, ModelSelect, fn

from kmtui.thai.damaged import DAMAGED
from kmtui.thai.dates import format_date
from kmtui.thai.names import near_matches
from kmtui.thai.text import clean, key
from models.committees.records import Committee
from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.cell_values import day_from, day_text
from models.editing.record_kind import FieldSpec
from models.editing.revisions import FieldKey, Subject, never_reused_id
from models.errors import NotFound, Refused
from models.meetings.records import Meeting, MeetingState
from models.minutes.records import AgendaItem, Resolution, Statement
from models.office.deadline import Deadline
from models.office.locations import TaskList
from models.office.organization import Division
from models.people.records import Person, Post
from models.storage.database import Record, database, now
from models.storage.fields import CharField, DateField, ForeignKeyField, MomentField, TextField

_SHOWN_CHOICES = 6


class ActionItem(Record):
    """A task assigned in a meeting: by a resolution, a statement, or an agenda item alone.

    It is soft-deleted together with what assigned it.

    Attributes:
        assignee: the name at the time of the assignment.
        person: the assignee in the staff register, if known there; likewise `division`.
        result: the result of the finished task.
        postponed_to: the due day in force instead of `due_on`, which stays as in the minutes.
    """

    meeting = ForeignKeyField(Meeting, backref="tasks", on_delete="RESTRICT")
    item = ForeignKeyField(AgendaItem, backref="tasks", on_delete="RESTRICT")
    resolution = ForeignKeyField(Resolution, null=True, backref="tasks", on_delete="RESTRICT")
    statement = ForeignKeyField(Statement, null=True, backref="tasks", on_delete="RESTRICT")
    text = TextField()
    assignee = CharField(default="")
    person = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    division = ForeignKeyField(Division, null=True, on_delete="RESTRICT")
    due_on = DateField(null=True)
    done_on = DateField(null=True)
    deleted_at = MomentField(null=True)
    result = TextField(default="")
    postponed_to = DateField(null=True)


class TaskDraft(Struct, frozen=True):
    """A task as typed; `assignee` is a name, a part of one, or any words."""

    text: str
    assignee: str = ""
    due_on: date | None = None


class TaskView(Struct, frozen=True):
    """A task as shown and printed; `meeting_label` is the meeting that assigned it, as cited.

    `due_on` is the due date in the minutes, `postponed_to` one that replaces it.
    """

    id: int
    text: str
    assignee: str
    due_on: date | None
    done_on: date | None
    meeting_label: str
    result: str = ""
    postponed_to: date | None = None

    @property
    def falls_due_on(self) -> date | None:
        """The due date in force: the postponed one, else that of the minutes; None without one."""
        return self.postponed_to or self.due_on

    @property
    def sentence(self) -> str:
        """The assignee, the task and its due date as one Thai sentence."""
        due = f" ภายในวันที่ {format_date(self.due_on)}" if self.due_on else ""
        given = f"มอบ {self.assignee} " if self.assignee else "มอบหมายให้"
        return given + self.text + due

    @property
    def outcome(self) -> str:
        """The Thai sentence that the task is done, with date and result; empty for an open task."""
        if self.done_on is None:
            return ""
        return f"เสร็จเมื่อ {format_date(self.done_on)} {self.result}".strip()

    def is_overdue(self, day: date) -> bool:
        """Return whether the task was due before this day and is not done."""
        due = self.falls_due_on
        return self.done_on is None and due is not None and due < day


class TaskLine(Struct, frozen=True):
    """A task in the list of all tasks, with its meeting and whether that is closed."""

    task: TaskView
    meeting_id: int
    item_id: int
    committee_name: str
    is_closed: bool


class _Assignee(Struct, frozen=True):
    """A person, division or post that a typed name refers to."""

    name: str
    person_id: int | None = None
    division_id: int | None = None


def assign_task(
    item_id: int,
    draft: TaskDraft,
    resolution_id: int | None = None,
    statement_id: int | None = None,
) -> int:
    """Store a task under an agenda item; return its id.

    The task comes from the resolution or statement given, else from the item alone.

    Raises:
        NotFound: the item does not exist or is soft-deleted.
        Refused: the meeting is closed, the task is blank, or the assignee fits several names, which
            the sentence lists.
    """
    with database.atomic():
        item = AgendaItem.get_or_none(id=item_id, deleted_at=None)
        if item is None:
            raise NotFound("ระเบียบวาระนี้ถูกลบไปแล้ว กู้คืนก่อนมอบหมายงาน")
        item.meeting.must_be_open()
        task = ActionItem.create(
            id=never_reused_id(ActionItem, Subject.TASK),
            meeting=item.meeting_id,
            item=item,
            resolution=resolution_id,
            statement=statement_id,
            **_values(draft),
        )
    return int(task.id)


def change_task(task_id: int, draft: TaskDraft) -> None:
    """Correct a task.

    Raises NotFound, and Refused if the meeting is closed, the task is blank, or the assignee fits
    several names.
    """
    with database.atomic(), track_changes(TASK_KIND, task_id):
        task = _task(task_id)
        task.meeting.must_be_open()
        ActionItem.update(**_values(draft)).where(ActionItem.id == task.id).execute()


def remove_task(task_id: int) -> None:
    """Move a task to the bin. Raises NotFound, and Refused if the meeting is closed."""
    with database.atomic(), track_changes(TASK_KIND, task_id):
        task = _task(task_id)
        task.meeting.must_be_open()
        task.deleted_at = now()
        task.save()


def finish_task(task_id: int, on: date, result: str = "") -> None:
    """Store the completion date of a task and its result, even after its meeting is closed.

    Raises:
        Refused: the day is before the meeting that assigned it.
        NotFound: there is no such task.
    """
    with database.atomic(), track_changes(TASK_KIND, task_id):
        task = _task(task_id)
        if on < task.meeting.held_on:
            given = format_date(task.meeting.held_on)
            raise Refused(f"วันที่เสร็จอยู่ก่อนวันที่มอบหมาย ({given}) แก้วันที่ให้ถูกต้องก่อน")
        task.done_on, task.result = on, clean(result).strip()
        task.save()


def unfinish_task(task_id: int) -> None:
    """Make a finished task open again, and clear its result. Raises NotFound."""
    with database.atomic(), track_changes(TASK_KIND, task_id):
        task = _task(task_id)
        task.done_on, task.result = None, ""
        task.save()


def put_off_task(task_id: int, to: date | None) -> None:
    """Postpone an open task to another day, even after its meeting; None restores the minutes' day.

    Raises NotFound, and Refused if the day is before the meeting that assigned the task, or the
    task is done.
    """
    with database.atomic(), track_changes(TASK_KIND, task_id):
        task = _task(task_id)
        if task.done_on is not None:
            raise Refused("งานนี้เสร็จแล้ว ถ้ายังไม่เสร็จกด F4 ให้กลับเป็นงานค้างก่อนเลื่อนกำหนด")
        if to is not None and to < task.meeting.held_on:
            given = format_date(task.meeting.held_on)
            raise Refused(f"กำหนดใหม่อยู่ก่อนวันที่มอบหมาย ({given}) แก้วันที่ให้ถูกต้องก่อน")
        task.postponed_to = to
        task.save()


def unfinished_tasks(committee_id: int) -> tuple[TaskView, ...]:
    """Return the open tasks of a committee and of those that it replaced, the most urgent first.

    Tasks without a due day come last.
    """
    committees = Committee.get_by_id(committee_id).with_replaced()
    rows = live_tasks().where(Meeting.committee.in_(committees), ActionItem.done_on.is_null())
    return tuple(map(task_view, rows.order_by(*URGENT_FIRST)))


def all_tasks() -> tuple[TaskLine, ...]:
    """Return the tasks of all meetings: the open ones first, the most urgent at the top."""
    rows = live_tasks().order_by(ActionItem.done_on.is_null(False), *URGENT_FIRST)
    committees = {committee.id: committee.name for committee in Committee.select()}
    return tuple(
        TaskLine(
            task_view(row),
            row.meeting_id,
            row.item_id,
            committees.get(row.meeting.committee_id, DAMAGED),
            MeetingState(row.meeting.state).is_closed,
        )
        for row in rows
    )


def task_deadlines(_today: date) -> list[Deadline]:
    """Return the open tasks that have a due day as deadlines."""
    open_ones = map(task_view, live_tasks().where(ActionItem.done_on.is_null()))
    return [
        Deadline(f"{task.assignee} {task.text}".strip(), due, TaskList(task.id))
        for task in open_ones
        if (due := task.falls_due_on) is not None
    ]


def open_task_count() -> int:
    """Return the number of tasks that are not done."""
    return int(live_tasks().where(ActionItem.done_on.is_null()).count())


_FALLS_DUE_ON = fn.COALESCE(ActionItem.postponed_to, ActionItem.due_on)
URGENT_FIRST = (_FALLS_DUE_ON.is_null(), _FALLS_DUE_ON, ActionItem.id)


def live_tasks() -> "ModelSelect[ActionItem]":
    """Return a query of the tasks that are not soft-deleted, joined with their meetings.

    Tasks of a soft-deleted item, resolution or statement are left out as well.
    """
    return (
        ActionItem.select(ActionItem, Meeting)
        .join(Meeting)
        .switch(ActionItem)
        .join(AgendaItem)
        .switch(ActionItem)
        .join(Resolution, JOIN.LEFT_OUTER)
        .switch(ActionItem)
        .join(Statement, JOIN.LEFT_OUTER)
        .where(
            ActionItem.deleted_at.is_null(),
            AgendaItem.deleted_at.is_null(),
            Resolution.deleted_at.is_null(),
            Statement.deleted_at.is_null(),
        )
    )


def task_view(row: ActionItem) -> TaskView:
    """Return a task's row as a plain value."""
    label = row.meeting.label
    dates = row.due_on, row.done_on
    return TaskView(row.id, row.text, row.assignee, *dates, label, row.result, row.postponed_to)


def read_task(task_id: int) -> TaskView:
    """Return the task as it is stored now.

    Raises:
        NotFound: there is no such task.
    """
    return task_view(_task(task_id))


def _values(draft: TaskDraft) -> dict[str, object]:
    wording = clean(draft.text).strip()
    if not wording:
        raise Refused("ยังไม่ได้พิมพ์งานที่มอบหมาย พิมพ์งานก่อนแล้วกด Enter")
    assignee = _find_assignee(clean(draft.assignee).strip())
    return {
        "text": wording,
        "assignee": assignee.name,
        "person": assignee.person_id,
        "division": assignee.division_id,
        "due_on": draft.due_on,
    }


def _find_assignee(word: str) -> _Assignee:
    """Find the assignee that a typed name refers to: exactly, in part, or approximately.

    An unknown name is an assignee of its own.

    Raises:
        Refused: the name fits several assignees, which the sentence lists.
    """
    if not word:
        return _Assignee("")
    known = _known_assignees()
    wanted = key(word)
    for found in (
        [each for name, each in known if key(name) == wanted],
        [each for name, each in known if wanted in key(name)],
        _nearly(word, known),
    ):
        choices = list(dict.fromkeys(found))
        if len(choices) > 1:
            raise Refused(_choose(word, choices))
        if choices:
            return choices[0]
    return _Assignee(word)


def _known_assignees() -> list[tuple[str, _Assignee]]:
    """Return the full and short names of the staff register, each with its assignee."""
    known = []
    for division in Division.select():
        found = _Assignee(division.name, division_id=division.id)
        known += [(division.name, found), (division.short_name, found)]
    for post in Post.select():
        found = _Assignee(post.name)
        known += [(post.name, found), (post.short_name, found)]
    for person in Person.select():
        known.append((person.full_name, _Assignee(person.full_name, person_id=person.id)))
    return [(name, found) for name, found in known if name]


def _nearly(word: str, known: list[tuple[str, _Assignee]]) -> list[_Assignee]:
    near = near_matches(word, [name for name, _ in known])
    return [found for name, found in known if name in near]


def _choose(word: str, choices: list[_Assignee]) -> str:
    names = ", ".join(each.name for each in choices[:_SHOWN_CHOICES])
    more = " และอื่น ๆ" if len(choices) > _SHOWN_CHOICES else ""
    return f"“{word}” ตรงกับหลายชื่อ พิมพ์ให้เต็มขึ้นเพื่อเลือก: {names}{more}"


def _task(task_id: int) -> ActionItem:
    task: ActionItem | None = ActionItem.get_or_none(id=task_id)
    if task is None:
        raise NotFound("ไม่พบงานที่มอบหมายนี้ กลับไปเลือกจากรายการอีกครั้ง")
    return task


def _change_by_texts(row: ActionItem, texts: dict[str, str]) -> None:
    change_task(row.id, TaskDraft(texts["text"], texts["assignee"], day_from(texts["due_on"])))


TASK_KIND = OperationRecordKind(
    Subject.TASK,
    ActionItem,
    "งานที่มอบหมาย",
    (
        FieldSpec("text", "งาน"),
        FieldSpec("assignee", "ผู้รับผิดชอบ"),
        FieldSpec("due_on", "กำหนดเสร็จ", day_text, day_from),
        FieldSpec("done_on", "เสร็จเมื่อ", day_text, day_from),
        FieldSpec("result", "ผล"),
        FieldSpec("postponed_to", "เลื่อนกำหนดเป็น", day_text, day_from),
    ),
    title_of=lambda row: str(row.text),
    must_be_open=lambda row: row.meeting.must_be_open(),
    operation=_change_by_texts,
    only_read=frozenset({"done_on", "result", "postponed_to"}),
    stands_under=lambda row: FieldKey(Subject.AGENDA_ITEM, row.item_id),
)

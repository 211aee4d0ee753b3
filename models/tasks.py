"""Tasks (ข้อสั่งการ งานที่มอบหมาย): who is to do what by when, and what is still open."""

from dataclasses import dataclass
from datetime import date

from peewee import JOIN, CharField, DateField, ForeignKeyField, ModelSelect, TextField

from kmtui.thai.dates import format_date
from kmtui.thai.names import near_matches
from kmtui.thai.text import clean, key
from models.database import Record, database, now
from models.errors import NotFound, Refused
from models.meetings import Meeting
from models.minutes import AgendaItem, Resolution, Statement
from models.organization import Division
from models.people import Person, Post

_SHOWN_CHOICES = 6


class ActionItem(Record):
    """A task given in a meeting, from a resolution, from a statement, or from the item alone.

    `assignee` is the name as it was when the task was given; `person` and `division` say who it
    is where the register knows them. A task is in the bin with what it came from.
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
    deleted_at = CharField(null=True)


@dataclass(frozen=True)
class TaskDraft:
    """A task as typed; `assignee` is a name, a part of one, or any words."""

    text: str
    assignee: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class TaskView:
    """A task as shown and printed; `meeting_label` is the meeting that gave it, as cited."""

    id: int
    text: str
    assignee: str
    due_on: date | None
    done_on: date | None
    meeting_label: str

    @property
    def sentence(self) -> str:
        """Who is to do what by when."""
        due = f" ภายในวันที่ {format_date(self.due_on)}" if self.due_on else ""
        given = f"มอบ {self.assignee} " if self.assignee else "มอบหมายให้"
        return given + self.text + due

    def is_overdue(self, day: date) -> bool:
        """Whether it should have been done before this day and was not."""
        return self.done_on is None and self.due_on is not None and self.due_on < day


@dataclass(frozen=True)
class _Assignee:
    """What a word stands for."""

    name: str
    person_id: int | None = None
    division_id: int | None = None


def assign_task(
    item_id: int,
    draft: TaskDraft,
    resolution_id: int | None = None,
    statement_id: int | None = None,
) -> int:
    """Give a task under an agenda item; return its id.

    Raises Refused in a closed meeting, without words, and where the assignee's word fits several
    names, listing them.
    """
    with database.atomic():
        item = AgendaItem.get_or_none(id=item_id, deleted_at=None)
        if item is None:
            raise NotFound("ระเบียบวาระนี้ถูกลบไปแล้ว กู้คืนก่อนมอบหมายงาน")
        item.meeting.must_be_open()
        task = ActionItem.create(
            meeting=item.meeting_id,
            item=item,
            resolution=resolution_id,
            statement=statement_id,
            **_values(draft),
        )
    return int(task.id)


def change_task(task_id: int, draft: TaskDraft) -> None:
    """Correct a task. Raises Refused as `assign_task`."""
    with database.atomic():
        task = _task(task_id)
        task.meeting.must_be_open()
        ActionItem.update(**_values(draft)).where(ActionItem.id == task.id).execute()


def remove_task(task_id: int) -> None:
    """Move a task to the bin. Raises Refused in a closed meeting."""
    with database.atomic():
        task = _task(task_id)
        task.meeting.must_be_open()
        task.deleted_at = now()
        task.save()


def restore_task(task_id: int) -> None:
    """Bring a task back from the bin. Raises Refused in a closed meeting."""
    with database.atomic():
        task = _task(task_id)
        task.meeting.must_be_open()
        task.deleted_at = None
        task.save()


def finish_task(task_id: int, on: date) -> None:
    """Say that a task was done on this day; also after its meeting has closed."""
    _set_done(task_id, on)


def unfinish_task(task_id: int) -> None:
    """Say that a task is not done after all."""
    _set_done(task_id, None)


def unfinished_tasks(committee_id: int) -> tuple[TaskView, ...]:
    """The committee's open tasks, the most urgent first; those without a day stand last."""
    rows = live_tasks().where(Meeting.committee == committee_id, ActionItem.done_on.is_null())
    ordered = rows.order_by(ActionItem.due_on.is_null(), ActionItem.due_on, ActionItem.id)
    return tuple(map(task_view, ordered))


def assignees() -> tuple[str, ...]:
    """The names that can be completed: divisions, posts, people; each once."""
    names = [row.name for row in Division.select().order_by(Division.position)]
    names += [row.name for row in Post.select().order_by(Post.id)]
    names += [row.full_name for row in Person.select().order_by(Person.dictionary_key)]
    return tuple(dict.fromkeys(names))


def live_tasks() -> "ModelSelect[ActionItem]":
    """Every task that is not in the bin, nor what it came from; joined with its meeting."""
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
    """A task as a plain value."""
    return TaskView(row.id, row.text, row.assignee, row.due_on, row.done_on, row.meeting.label)


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
    """Whom the word names: wholly, in part, or nearly; unknown words stand for themselves."""
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
    """Every name and short name of the register with what it stands for."""
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


def _set_done(task_id: int, on: date | None) -> None:
    with database.atomic():
        task = _task(task_id)
        task.done_on = on
        task.save()


def _task(task_id: int) -> ActionItem:
    task: ActionItem | None = ActionItem.get_or_none(id=task_id)
    if task is None:
        raise NotFound("ไม่พบงานที่มอบหมายนี้ กลับไปเลือกจากรายการอีกครั้ง")
    return task

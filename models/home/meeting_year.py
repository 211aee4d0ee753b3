"""The meetings of a calendar year: attendance, resolutions and their outcomes.

Numbers of meetings follow the calendar year (Buddhist Era), and so does this record.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from kmtui.thai.text import key
from models.meetings.records import Meeting, MeetingState
from models.meetings.roll import AttendanceStatus, RollEntry
from models.minutes.snapshot import AgendaItemView, MeetingSnapshot, read_meeting_snapshot
from models.minutes.tasks import TaskView

_PRESENT, _ABSENT = AttendanceStatus.PRESENT, AttendanceStatus.ABSENT


class HeldCount(Struct, frozen=True):
    """The meetings of one committee in a year.

    Attributes:
        planned: all that were called.
        held: those that were held with a quorum and are closed.
        failed: those that failed for lack of a quorum (Administrative Procedure Act, ม. ๗๙).
        waiting: those still to come, or going on.
        missed: those whose day is over and that never began.
    """

    committee: str
    planned: int
    held: int
    failed: int
    waiting: int
    missed: int


class AttendanceCount(Struct, frozen=True):
    """The attendance of one person in one committee over the closed meetings of a year.

    Attributes:
        meetings: the meetings at which the person held the seat.
        came: in person, in the room or online; `online`, `late` and `left` are among them.
        late: the number of those with an arrival after the start.
        left: the number of those with a departure before the end.
        substituted: a substitute came.
        excused: absent with a reason.
        absent: absent without a reason.
        came_to: the labels of the meetings to which the person came.
    """

    committee: str
    name: str
    title: str
    role: str
    meetings: int = 0
    came: int = 0
    online: int = 0
    late: int = 0
    left: int = 0
    substituted: int = 0
    excused: int = 0
    absent: int = 0
    came_to: tuple[str, ...] = ()

    @property
    def rate(self) -> str:
        """The rounded share of meetings attended in person, in per cent; empty without meetings."""
        return (
            f"{(200 * self.came + self.meetings) // (2 * self.meetings)}" if self.meetings else ""
        )


class ResolutionLine(Struct, frozen=True):
    """A resolution of the year with its tasks; the last one of an item has the item's tasks too."""

    committee: str
    meeting_id: int
    meeting: str
    held_on: date
    item_id: int
    item: str
    title: str
    outcome: str
    text: str
    resolution_id: int
    tasks: tuple[TaskView, ...]

    def became(self, day: date) -> str:
        """Return the Thai text on what became of it: each task with its state on the day."""
        if not self.tasks:
            return "ไม่มีงานที่มอบหมาย"
        return "\n".join(_state(task, day) for task in self.tasks)

    def is_settled(self) -> bool:
        """Return whether all tasks of the resolution are done; True if there are none."""
        return all(task.done_on is not None for task in self.tasks)


class MeetingYear(Struct, frozen=True):
    """The meetings of a calendar year (Buddhist Era), in the order of committees and days."""

    year: int
    counts: tuple[HeldCount, ...]
    attendance: tuple[AttendanceCount, ...]
    resolutions: tuple[ResolutionLine, ...]


def years_of_meetings() -> tuple[int, ...]:
    """Return the calendar years (Buddhist Era) that have meetings, the latest first."""
    rows = Meeting.select(Meeting.year).distinct().order_by(Meeting.year.desc())
    return tuple(int(row.year) for row in rows)


def read_meeting_year(year: int, today: date, committee_word: str = "") -> MeetingYear:
    """Return the meetings of a calendar year (Buddhist Era), as of `today`.

    Only of committees whose name contains `committee_word`; of all if it is empty.

    Reads one meeting at a time without a transaction, as the meeting room does, so that no writer
    waits.
    """
    found = Meeting.select().where(Meeting.year == year)
    rows = [each for each in found if key(committee_word) in key(each.committee.name)]
    rows.sort(key=lambda each: (each.committee.name, each.held_on, each.number))
    rooms = [read_meeting_snapshot(each.id) for each in rows]
    names = tuple(dict.fromkeys(each.committee_name for each in rooms))
    closed = [each for each in rooms if each.state.is_closed and not each.lacked_quorum]
    return MeetingYear(
        year,
        tuple(_count(name, rooms, today) for name in names),
        _attendance(closed),
        tuple(line for room in rooms for line in _resolutions(room)),
    )


def _count(name: str, rooms: Iterable[MeetingSnapshot], today: date) -> HeldCount:
    mine = [each for each in rooms if each.committee_name == name]
    over = [each for each in mine if each.state.is_closed]
    failed = sum(each.lacked_quorum for each in over)
    missed = sum(each.state == MeetingState.PLANNED and each.held_on < today for each in mine)
    waiting = len(mine) - len(over) - missed
    return HeldCount(name, len(mine), len(over) - failed, failed, waiting, missed)


def _attendance(rooms: Iterable[MeetingSnapshot]) -> tuple[AttendanceCount, ...]:
    counts: dict[tuple[str, str], AttendanceCount] = {}
    for room in rooms:
        for entry in room.roll.seats:
            if not entry.name:
                continue
            line = AttendanceCount(room.committee_name, entry.name, entry.title, entry.role_label)
            person = (room.committee_name, key(entry.name))
            before = counts.get(person, line)
            # The newest post and role stand for the year.
            before = replace(before, title=line.title, role=line.role)
            counts[person] = _with(before, entry, room.label)
    return tuple(counts.values())


def _with(count: AttendanceCount, entry: RollEntry, label: str) -> AttendanceCount:
    """Return the count including one more meeting."""
    came = entry.status == _PRESENT and not entry.substitute_name
    absent = entry.status == _ABSENT
    return replace(
        count,
        meetings=count.meetings + 1,
        came=count.came + came,
        online=count.online + (came and entry.is_online),
        late=count.late + (came and entry.arrived_at is not None),
        left=count.left + (came and entry.has_left),
        substituted=count.substituted + (entry.status == _PRESENT and not came),
        excused=count.excused + (absent and bool(entry.reason)),
        absent=count.absent + (absent and not entry.reason),
        came_to=(*count.came_to, label) if came else count.came_to,
    )


def _resolutions(room: MeetingSnapshot) -> Iterator[ResolutionLine]:
    for item in room.items:
        for made in item.resolutions:
            yield ResolutionLine(
                room.committee_name,
                room.meeting_id,
                room.label,
                room.held_on,
                item.id,
                item.number,
                item.title,
                made.outcome.label,
                made.text,
                made.id,
                (*made.tasks, *_of_item(item, made.id)),
            )


def _of_item(item: AgendaItemView, resolution_id: int) -> tuple[TaskView, ...]:
    """Return the tasks of the item and its statements if this is the item's last resolution."""
    if item.resolutions[-1].id != resolution_id:
        return ()
    return (*(task for said in item.statements for task in said.tasks), *item.tasks)


def _state(task: TaskView, day: date) -> str:
    if task.done_on is not None:
        return f"{_given(task)}: {task.outcome}"
    return f"{_given(task)}: {'เกินกำหนด' if task.is_overdue(day) else 'ยังไม่เสร็จ'}"


def _given(task: TaskView) -> str:
    return " ".join(filter(None, (task.assignee, task.text)))

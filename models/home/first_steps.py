"""The first steps of a new office: which are done, and which is next."""

from collections.abc import Callable, Iterator
from enum import Enum

from msgspec import Struct

from kmtui.thai.digits import thai_digits
from models.committees.records import committees_in_force
from models.meetings.records import Meeting, MeetingState
from models.office.organization import Division, the_organization
from models.people.records import Person, Post
from models.storage.database import database


class FirstStep(Enum):
    """A step from an empty office to printed minutes, in the order of work."""

    DIVISIONS = "หน่วยงาน"
    POSTS = "ตำแหน่ง"
    PEOPLE = "บุคคล"
    ORDER = "คำสั่ง"
    MEETING = "นัดประชุม"
    SETTINGS = "ตั้งค่า"
    MINUTES = "จดและพิมพ์รายงานการประชุม"


class StepState(Struct, frozen=True):
    """A step, whether it is done, and its details (what exists or is missing) as a Thai phrase.

    `meeting_id` is the meeting whose minutes are next; None for the other steps.
    """

    step: FirstStep
    is_done: bool
    words: str
    meeting_id: int | None = None


class FirstSteps(Struct, frozen=True):
    """The steps at one moment."""

    states: tuple[StepState, ...]
    has_finished: bool
    """True if the office knows the way: minutes checked, or a second meeting planned."""

    @property
    def next_step(self) -> FirstStep | None:
        """The first step that is not done; None if all are."""
        return next((each.step for each in self.states if not each.is_done), None)

    @property
    def done_count(self) -> int:
        """The number of steps done."""
        return sum(each.is_done for each in self.states)


def read_first_steps(has_emblem: bool) -> FirstSteps:
    """Return the steps of the office. Raises NotFound if it has no name yet.

    Args:
        has_emblem: whether the emblem for papers is set, which the settings file has.
    """
    with database.atomic("DEFERRED"):
        finished = Meeting.select().where(Meeting.state.in_(_AFTER_MINUTES)).exists()
        finished = finished or Meeting.select().count() > 1
        return FirstSteps((*_counted(), _settings(has_emblem), _minutes()), finished)


_AFTER_MINUTES = (MeetingState.CHECKED, MeetingState.ADOPTED)

# What is counted for a step, its unit, and what the step is for while there is none.
_Count = Callable[[], int]
_COUNTED: tuple[tuple[FirstStep, _Count, str, str], ...] = (
    (
        FirstStep.DIVISIONS,
        lambda: Division.select().count(),
        "หน่วยงาน",
        "สำนักและกอง มีบัญชี Excel ไปขั้นที่ ๓",
    ),
    (FirstStep.POSTS, lambda: Post.select().count(), "ตำแหน่ง", "ตำแหน่งในสำนักและกอง"),
    (FirstStep.PEOPLE, lambda: Person.select().count(), "คน", "ผู้ดำรงตำแหน่ง หรือนำเข้าจาก Excel (F7)"),
    (FirstStep.ORDER, lambda: len(committees_in_force()), "คณะ", "คำสั่งแต่งตั้งคณะกรรมการ"),
    (FirstStep.MEETING, lambda: Meeting.select().count(), "ครั้ง", "วัน เวลา สถานที่ของครั้งแรก"),
)


def _counted() -> Iterator[StepState]:
    for step, count, unit, purpose in _COUNTED:
        number = count()
        yield StepState(step, number > 0, f"{thai_digits(number)} {unit}" if number else purpose)


def _settings(has_emblem: bool) -> StepState:
    office = the_organization()
    asked = (
        ("ครุฑ", has_emblem),
        ("เลขที่หนังสือ", bool(office.memo_prefix)),
        ("โทรศัพท์", bool(office.telephone)),
        ("สถานที่", bool(office.meeting_place)),
    )
    missing = " ".join(label for label, is_set in asked if not is_set)
    words = f"ยังไม่ได้ตั้ง {missing}" if missing else " ".join(label for label, _ in asked)
    return StepState(FirstStep.SETTINGS, not missing, words)


def _minutes() -> StepState:
    following = Meeting.select().where(Meeting.state != MeetingState.CLOSED)
    meeting = following.order_by(Meeting.held_on, Meeting.starts_at).first()
    closed = Meeting.select().where(Meeting.state == MeetingState.CLOSED)
    meeting = closed.order_by(Meeting.held_on).first() or meeting
    if meeting is None:
        return StepState(FirstStep.MINUTES, False, "ในห้องประชุม F6 เริ่ม F8 พิมพ์")
    label = thai_digits(f"{meeting.number}/{meeting.year}")
    is_closed = meeting.state == MeetingState.CLOSED
    words = f"ครั้งที่ {label} เลิกแล้ว กด F8 พิมพ์" if is_closed else f"ห้องประชุมครั้งที่ {label}"
    return StepState(FirstStep.MINUTES, False, words, meeting.id)

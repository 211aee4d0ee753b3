"""Meetings and their roll: seats with holders of the day, attendance, and quorum."""

from datetime import date, time
from enum import StrEnum

from peewee import JOIN, fn

from kmtui.thai.dates import buddhist_year, format_time
from kmtui.thai.digits import thai_digits
from kmtui.thai.text import clean, key
from models.committees.records import Committee, Seat
from models.editing.actor import current_actor
from models.errors import NotFound, Refused
from models.meetings.electronic import MeetingForm
from models.meetings.events import Adoption, EventKind
from models.meetings.roll import AttendanceStatus, Roll, TakesChair
from models.meetings.roll_lines import PERIODS, lines_of
from models.office.rights import Right, must_be_allowed, my_uid
from models.people.records import Person, Post
from models.storage.database import Record, database, now
from models.storage.fields import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    MomentField,
    TextField,
    TimeField,
    YearField,
)

ONE_THIRD_WITHIN_DAYS = 14
"""The days within which a failed meeting must be reconvened for a quorum of a third (มาตรา ๗๙)."""


class MeetingState(StrEnum):
    """The lifecycle of a meeting; from CLOSED on its contents can only be changed by reopening."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CHECKED = "checked"
    ADOPTED = "adopted"

    @property
    def label(self) -> str:
        """The Thai label of the state."""
        return {
            MeetingState.PLANNED: "ยังไม่เริ่ม",
            MeetingState.OPEN: "กำลังประชุม",
            MeetingState.CLOSED: "เลิกประชุมแล้ว",
            MeetingState.CHECKED: "ตรวจรายงานแล้ว",
            MeetingState.ADOPTED: "รับรองรายงานแล้ว",
        }[self]

    @property
    def is_closed(self) -> bool:
        """Whether the meeting is over and can no longer be changed."""
        return self not in (MeetingState.PLANNED, MeetingState.OPEN)


class Meeting(Record):
    """A meeting of a committee; its number is unique in the committee's calendar `year` (BE).

    Attributes:
        reconvenes: the meeting that failed for lack of a quorum and is reconvened by this one.
        invitation_number: the number of the invitation letter.
        invitation_version: the number of changes of day, time, venue, notice, form or access, by
            which calendars recognise the newest invitation.
        form: in a room, by electronic means, or both; `models.meetings.electronic` has the rules.
        online_troubles: the faults during an e-meeting, one a line, as `written_troubles` has them.
    """

    committee = ForeignKeyField(Committee, backref="meetings", on_delete="RESTRICT")
    number = IntegerField()
    year = YearField()
    held_on = DateField()
    starts_at = TimeField()
    opened_at = TimeField(null=True)
    closed_at = TimeField(null=True)
    place = CharField(default="")
    state = CharField(
        choices=[(state, state) for state in MeetingState],
        default=MeetingState.PLANNED,
        damaged=MeetingState.CLOSED,
    )
    reconvenes = ForeignKeyField("self", null=True, backref="reconvened_by", on_delete="RESTRICT")
    notice_says_one_third = BooleanField(default=False)
    notified_on = DateField(null=True)
    urgency_reason = CharField(default="")
    invitation_number = CharField(default="")
    invitation_version = IntegerField(default=0)
    form = CharField(choices=[(form, form) for form in MeetingForm], default=MeetingForm.ONSITE)
    online_system = CharField(default="")
    online_link = CharField(default="")
    online_identity = CharField(default="")
    recording_place = CharField(default="")
    online_troubles = TextField(default="")
    adopted_on = DateField(null=True)
    adopted_how = CharField(
        choices=[("", ""), *((way, way) for way in Adoption)],
        default="",
        damaged=Adoption.NEXT_MEETING,
    )
    adopted_by = ForeignKeyField("self", null=True, backref="adopts", on_delete="RESTRICT")

    class Meta:
        """Numbers are unique in a committee's calendar year."""

        indexes = ((("committee", "number", "year"), True),)

    @property
    def label(self) -> str:
        """The meeting's number as cited: ๑/๒๕๖๓."""
        return thai_digits(f"{self.number}/{self.year}")

    def must_be_open(self) -> None:
        """Raise Refused if the meeting is closed, as it cannot be changed."""
        state = MeetingState(self.state)
        if state == MeetingState.ADOPTED:
            raise Refused(f"รายงานการประชุมครั้งที่ {self.label} รับรองแล้ว แก้ไขไม่ได้ ให้บันทึกเป็นข้อแก้ไข")
        if state.is_closed:
            over = f"การประชุมครั้งที่ {self.label} {state.label} แก้ไขไม่ได้"
            raise Refused(f"{over} ถ้าต้องแก้ให้เปิดแก้ไขอีกครั้งพร้อมเหตุผลก่อน")

    def quorum_needed(self, without: int = 0) -> int:
        """Return the number of members that must be present.

        A third of the seats, rounded up, if a failed meeting is reconvened within 14 days and the
        notice announced it (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙ มาตรา ๗๙, by analogy).

        Args:
            without: the number of members who withdrew from the matter (ม. ๑๕ of the same act).
        """
        usual: int = self.committee.quorum_needed(without)
        if self.reconvenes is None or not self.notice_says_one_third:
            return usual
        if not 0 <= (self.held_on - self.reconvenes.held_on).days <= ONE_THIRD_WITHIN_DAYS:
            return usual
        seats: int = max(self.committee.seats.count() - without, 0)
        return min(usual, (seats + 2) // 3)


class Attendance(Record):
    """A row of the roll: a seat of the committee, or a guest (without seat).

    `name`, `title`, `formal_title` and `role` are stored for a guest at once, and for a seat when
    the meeting closes, so that a later change of holder or name does not change the minutes.
    `takes_chair` is set if this person presides, with the manner of taking the chair. `is_online`
    is true for participation by electronic means, `identified_by` says how the identity was shown.
    `away` holds the times of absence from the room, `agreed_on` the day of adoption by circulation.
    """

    meeting = ForeignKeyField(Meeting, backref="attendance", on_delete="RESTRICT")
    position = IntegerField()
    seat = ForeignKeyField(Seat, null=True, on_delete="RESTRICT")
    status = CharField(
        choices=[(status, status) for status in AttendanceStatus],
        default=AttendanceStatus.UNMARKED,
    )
    reason = CharField(default="")
    name = CharField(default="")
    title = CharField(default="")
    formal_title = CharField(default="")
    arrived_at = TimeField(null=True)
    left_at = TimeField(null=True)
    away = CharField(default="", pattern=PERIODS)
    substitute_name = CharField(default="")
    substitute_title = CharField(default="")
    takes_chair = CharField(choices=[(way, way) for way in TakesChair], default=TakesChair.NO)
    chair_reason = CharField(default="")
    agreed_on = DateField(null=True)
    is_online = BooleanField(default=False)
    identified_by = CharField(default="")

    def take_part(self) -> None:
        """Set the default way of attending: online in an e-meeting, identified in its usual way."""
        self.is_online = self.meeting.form == MeetingForm.ELECTRONIC
        self.identified_by = self.meeting.online_identity if self.is_online else ""

    class Meta:
        """A seat has one row on a roll."""

        indexes = ((("meeting", "seat"), True),)


class MeetingEvent(Record):
    """A step in the lifecycle of a meeting; append-only."""

    meeting = ForeignKeyField(Meeting, backref="events", on_delete="RESTRICT")
    what = CharField(choices=[(kind, kind) for kind in EventKind])
    who = CharField()
    at = MomentField()
    note = TextField(default="")


def log_event(meeting_id: int, what: EventKind, note: str = "") -> None:
    """Log a step by the current actor; part of the caller's transaction."""
    MeetingEvent.create(meeting=meeting_id, what=what, who=current_actor(), at=now(), note=note)


def roll_of(meeting: Meeting) -> Roll:
    """Return the roll: the seats of the order with their holders on the day, then the guests.

    The day is the meeting's. Seats without a holder are VACANT, whatever was marked. The roll of a
    closed meeting is as it was at its end.
    """
    rows = (
        Attendance.select(Attendance, Seat, Post, Person)
        .join(Seat, JOIN.LEFT_OUTER)
        .join(Post, JOIN.LEFT_OUTER)
        .switch(Seat)
        .join(Person, JOIN.LEFT_OUTER)
        .where(Attendance.meeting == meeting)
        .order_by(Attendance.seat.is_null(), Attendance.position, Attendance.id)
    )
    is_sealed = MeetingState(meeting.state).is_closed
    return Roll(lines_of(list(rows), meeting.held_on, is_sealed), meeting.quorum_needed())


def next_meeting_number(committee: Committee, year: int) -> int:
    """Return the committee's next free number in the calendar year (Buddhist Era).

    A committee that replaced an earlier one continues its numbers.
    """
    last = Meeting.select(fn.MAX(Meeting.number)).where(
        Meeting.committee.in_(committee.with_replaced()), Meeting.year == year
    )
    return int(last.scalar() or 0) + 1


def must_be_next_meeting(
    committee: Committee, number: int, year: int, gap_ok: bool = False
) -> None:
    """Raise Refused, naming the next free number, if the number is taken or leaves a gap.

    The first stored meeting of a year may have any number: others were held without the program.
    """
    same = Meeting.committee.in_(committee.with_replaced())
    held = Meeting.select().where(same, Meeting.year == year)
    given, free = thai_digits(f"{number}/{year}"), next_meeting_number(committee, year)
    following = f"ครั้งถัดไปที่ว่างคือ {thai_digits(f'{free}/{year}')}"
    if held.where(Meeting.number == number).exists():
        raise Refused(f"ครั้งที่ {given} มีแล้ว {following}")
    if number < 1:
        raise Refused(f"ครั้งที่ประชุมต้องเป็นเลขตั้งแต่ ๑ {following}")
    if number != free and not gap_ok and held.exists():
        raise Refused(f"ครั้งที่ {given} ไม่ต่อจากครั้งล่าสุด {following}")


def plan_meeting(
    committee_id: int,
    held_on: date,
    starts_at: time,
    venue: str,
    number: int | None = None,
    gap_ok: bool = False,
) -> int:
    """Plan a meeting with its roll from the order; return its id.

    Args:
        number: None for the next free one of the calendar year.
        gap_ok: whether the number may leave a gap.

    Raises:
        Refused: the number is taken or leaves a gap (names the next free one), or the committee is
            not in force.
    """
    year = buddhist_year(held_on)
    with database.atomic():
        committee = Committee.get_by_id(committee_id)
        committee.must_be_in_force()
        given = number if number is not None else next_meeting_number(committee, year)
        must_be_next_meeting(committee, given, year, gap_ok)
        meeting = Meeting.create(
            committee=committee,
            number=given,
            year=year,
            held_on=held_on,
            starts_at=starts_at,
            place=clean(venue),
        )
        for seat in committee.ordered_seats():
            Attendance.create(meeting=meeting, position=seat.position, seat=seat)
    return int(meeting.id)


def mark(attendance_id: int, status: AttendanceStatus, reason: str = "") -> None:
    """Set the attendance status of a row. Raises Refused if the meeting is closed.

    Clears times, substitute, chair and way of attending, unless the status is present.
    """
    with database.atomic():
        row = Attendance.get_by_id(attendance_id)
        row.meeting.must_be_open()
        if status != AttendanceStatus.PRESENT:
            row.is_online, row.identified_by = False, ""
        elif row.status != status:
            row.take_part()
        row.status, row.reason = status, clean(reason)
        if status != AttendanceStatus.PRESENT:
            row.arrived_at = row.left_at = None
            row.away = ""
            row.substitute_name = row.substitute_title = ""
            row.takes_chair = row.chair_reason = ""
        row.save()


def mark_all_present(meeting_id: int, status: AttendanceStatus = AttendanceStatus.PRESENT) -> None:
    """Set all unmarked seats to present, or another status. Raises Refused in a closed meeting."""
    with database.atomic():
        meeting = Meeting.get_by_id(meeting_id)
        meeting.must_be_open()
        for entry in roll_of(meeting).unmarked:
            mark(entry.attendance_id, status)


def start_meeting(meeting_id: int, opened_at: time) -> None:
    """Store the start time (เริ่มประชุมเวลา); does nothing if it has started at that time.

    Raises Refused if the meeting is closed, or another user has started it at another time.
    """
    with database.atomic():
        meeting = Meeting.get_by_id(meeting_id)
        meeting.must_be_open()
        if meeting.state == MeetingState.OPEN and meeting.opened_at is not None:
            if meeting.opened_at == opened_at:
                return
            begun = format_time(meeting.opened_at)
            raise Refused(f"มีผู้เริ่มประชุมไว้แล้วเมื่อ {begun} ถ้าเวลาไม่ถูกให้แก้เวลาเริ่มประชุม")
        meeting.state, meeting.opened_at = MeetingState.OPEN, opened_at
        meeting.save()
        log_event(meeting_id, EventKind.STARTED, format_time(opened_at))


def close_meeting(meeting_id: int, closed_at: time) -> None:
    """Store the end time (เลิกประชุมเวลา) and seal the roll; nothing can be changed then.

    Raises Refused if it has not started, ends before its start, or has unmarked seats; or if the
    user has no right to adopt.
    """
    with database.atomic():
        meeting = Meeting.get_by_id(meeting_id)
        meeting.must_be_open()
        must_be_allowed(my_uid(), Right.ADOPT)
        _must_have_started(meeting, closed_at)
        roll = roll_of(meeting)
        roll.must_be_marked()
        seal_roll(roll)
        meeting.state, meeting.closed_at = MeetingState.CLOSED, closed_at
        meeting.save()
        log_event(meeting_id, EventKind.CLOSED, format_time(closed_at))


def _must_have_started(meeting: Meeting, at: time) -> None:
    if meeting.opened_at is None:
        raise Refused("ยังไม่ได้เริ่มประชุม บันทึกเวลาเริ่มก่อน (F6)")
    if at < meeting.opened_at:
        raise Refused("เวลาเลิกประชุมอยู่ก่อนเวลาเริ่มประชุม แก้เวลาให้ถูกต้องก่อน")


def seal_roll(roll: Roll) -> None:
    """Store names and vacancies of the day in a roll's rows; part of the caller's transaction."""
    for entry in roll.entries:
        Attendance.update(
            status=entry.status, name=entry.name, title=entry.title, formal_title=entry.formal_title
        ).where(Attendance.id == entry.attendance_id).execute()


def meeting_by_id(meeting_id: int) -> Meeting:
    """Return the meeting with this id. Raises NotFound."""
    meeting: Meeting | None = Meeting.get_or_none(id=meeting_id)
    if meeting is None:
        raise NotFound("ไม่พบการประชุมนี้ กลับไปเลือกจากรายการการประชุม")
    return meeting


def find_meeting(number: int, year: int, committee_word: str = "") -> Meeting:
    """Return the meeting of this number and year (BE); `committee_word` is in the committee's name.

    Raises:
        NotFound: there is none, or several match (listed).
    """
    found = list(Meeting.select().where(Meeting.number == number, Meeting.year == year))
    wanted = key(committee_word)
    exactly = [meeting for meeting in found if wanted == key(meeting.committee.name)]
    found = exactly or [meeting for meeting in found if wanted in key(meeting.committee.name)]
    label = thai_digits(f"{number}/{year}")
    if not found:
        raise NotFound(f"ไม่พบการประชุมครั้งที่ {label} ดูรายการทั้งหมดด้วย kmtui list meetings")
    if len(found) > 1:
        choices = ", ".join(meeting.committee.name for meeting in found)
        raise NotFound(f"ครั้งที่ {label} มีหลายคณะ เลือกด้วย --committee: {choices}")
    return found[0]


def all_meetings() -> list[Meeting]:
    """Return the meetings, newest first."""
    return list(Meeting.select().order_by(Meeting.held_on.desc(), Meeting.id.desc()))

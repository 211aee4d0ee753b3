"""The roll of a meeting as a value: entries, attendance, and quorum."""

from collections.abc import Collection
from datetime import date, time
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kmtui.thai.dates import format_time
from models.committees.records import Role
from models.errors import Refused

Period = tuple[time, time]
"""The time of leaving the room, and the time of coming back."""


class AttendanceStatus(StrEnum):
    """The attendance of a seat or a guest."""

    UNMARKED = "unmarked"
    PRESENT = "present"
    ABSENT = "absent"
    VACANT = "vacant"
    IN_ATTENDANCE = "in_attendance"

    @property
    def label(self) -> str:
        """The Thai label of the status."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    AttendanceStatus.UNMARKED: "ยังไม่ได้เช็กชื่อ",
    AttendanceStatus.PRESENT: "มา",
    AttendanceStatus.ABSENT: "ไม่มา",
    AttendanceStatus.VACANT: "ว่าง",
    AttendanceStatus.IN_ATTENDANCE: "ผู้เข้าร่วม",
}


class TakesChair(StrEnum):
    """The way in which a member took the chair (Administrative Procedure Act, ม. ๘๑)."""

    NO = ""
    VICE_CHAIR = "vice_chair"
    ELECTED = "elected"


class RollEntry(Struct, frozen=True):
    """A row of the roll as shown and printed, with its number from 1.

    Attributes:
        name: the holder of the seat, also if there is a substitute; empty if it is vacant.
        delegate_counts: whether a substitute counts for the quorum.
        arrived_at: time of a late arrival; None if present from the start.
        left_at: time of an early departure; None if present to the end.
        chair_reason: the reason if this row chairs the meeting.
        away: the periods in which the member was out of the room.
        agreed_on: the day on which the member adopted the minutes by circulation.
        is_recused: whether the member withdrew from the matter in question (Administrative
            Procedure Act, ม. ๑๓ ถึง ๑๖).
        identified_by: how a person who takes part by electronic means was identified.
    """

    attendance_id: int
    number: int
    name: str
    title: str
    formal_title: str
    role: Role | None
    status: AttendanceStatus
    reason: str = ""
    arrived_at: time | None = None
    left_at: time | None = None
    substitute_name: str = ""
    substitute_title: str = ""
    delegate_counts: bool = True
    takes_chair: TakesChair = TakesChair.NO
    chair_reason: str = ""
    away: tuple[Period, ...] = ()
    agreed_on: date | None = None
    is_recused: bool = False
    is_online: bool = False
    identified_by: str = ""

    @property
    def role_label(self) -> str:
        """The seat's role, empty for a guest."""
        return self.role.label if self.role else ""

    @property
    def is_guest(self) -> bool:
        """True if the row is a guest."""
        return self.role is None

    @property
    def is_outsider(self) -> bool:
        """True if the holder of the seat has no post in the municipality."""
        return not self.is_guest and bool(self.name) and not self.title

    @property
    def has_left(self) -> bool:
        """True if the person came and left early."""
        return self.left_at is not None

    @property
    def counts_now(self) -> bool:
        """True if the row counts for the quorum at this moment."""
        return self.counts and not self.has_left

    @property
    def counts(self) -> bool:
        """Whether the row counts for the quorum while the person is in the room."""
        if self.status != AttendanceStatus.PRESENT or self.is_recused:
            return False
        return not self.substitute_name or self.delegate_counts

    def surely_here(self, at: time) -> bool:
        """Return whether the row counts at this minute for certain."""
        if not self.counts or any(out <= at <= back for out, back in self.away):
            return False
        return (self.arrived_at is None or self.arrived_at < at) and (
            self.left_at is None or at < self.left_at
        )

    def maybe_here(self, at: time) -> bool:
        """Return whether the row may count at this minute: times have a precision of minutes."""
        if not self.counts or any(out < at < back for out, back in self.away):
            return False
        return (self.arrived_at is None or self.arrived_at <= at) and (
            self.left_at is None or at <= self.left_at
        )

    @property
    def speaker_name(self) -> str:
        """The name of the speaker: of the substitute, if there is one."""
        return self.substitute_name or self.name

    @property
    def speaker_title(self) -> str:
        """The post of the speaker; the seat's, with แทน, for a substitute without a post."""
        if self.substitute_name and not self.substitute_title:
            return f"แทน {self.title}".strip()
        return self.substitute_title or self.title

    @property
    def printed_name(self) -> str:
        """The name on lists: ชื่อผู้แทน (แทน ชื่อผู้ดำรงตำแหน่ง) for a substitute."""
        if self.substitute_name:
            return f"{self.substitute_name} (แทน {self.name})"
        return self.name

    @property
    def printed_title(self) -> str:
        """The post on lists; for a substitute the own post, then that of the seat."""
        if self.substitute_title:
            return f"{self.substitute_title} แทน {self.title}".removesuffix(" แทน ")
        return self.title

    @property
    def times_note(self) -> str:
        """The times as printed: เข้าประชุมเวลา … ออกจากประชุมเวลา …, with absences in between.

        Empty if present from start to end.
        """
        parts = []
        if self.arrived_at is not None:
            parts.append(f"เข้าประชุมเวลา {format_time(self.arrived_at)}")
        for out, back in self.away:
            parts.append(f"ออกจากประชุมเวลา {format_time(out)} กลับเข้าประชุมเวลา {format_time(back)}")
        if self.left_at is not None:
            parts.append(f"ออกจากประชุมเวลา {format_time(self.left_at)}")
        return " ".join(parts)


class Roll(Struct, frozen=True):
    """The roll of a meeting, with the counts and checks derived from it."""

    entries: tuple[RollEntry, ...]
    quorum_needed: int

    def without(self, recused: Collection[int], quorum_needed: int) -> "Roll":
        """Return the roll for a matter from which these members (attendance ids) withdrew.

        They count neither for its quorum nor for its votes; the committee consists of the others
        (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙ มาตรา ๑๕ วรรคสาม, by analogy).
        """
        entries = (replace(each, is_recused=each.attendance_id in recused) for each in self.entries)
        return Roll(tuple(entries), quorum_needed)

    def present_at(self, at: time | None) -> tuple[int, int]:
        """Return the least and greatest number of members who count at this minute.

        Times have a precision of minutes: a member who came or left in this minute may have been
        there or not. Without a time they are 0 and the number of all who ever came.
        """
        if at is None:
            return 0, sum(each.counts for each in self.entries)
        least = sum(each.surely_here(at) for each in self.entries)
        return least, sum(each.maybe_here(at) for each in self.entries)

    def having(self, status: AttendanceStatus) -> tuple[RollEntry, ...]:
        """Return the rows with this status."""
        return tuple(entry for entry in self.entries if entry.status == status)

    @property
    def present(self) -> tuple[RollEntry, ...]:
        """The members who came, also those who left."""
        return self.having(AttendanceStatus.PRESENT)

    @property
    def present_now(self) -> tuple[RollEntry, ...]:
        """The members who count at this moment: not left, and substitutes if they count."""
        return tuple(entry for entry in self.entries if entry.counts_now)

    @property
    def not_present(self) -> tuple[RollEntry, ...]:
        """The absent and vacant seats, as listed under ผู้ไม่มาประชุม."""
        missing = (AttendanceStatus.ABSENT, AttendanceStatus.VACANT)
        return tuple(entry for entry in self.entries if entry.status in missing)

    @property
    def vacant(self) -> tuple[RollEntry, ...]:
        """The seats that were vacant on the day."""
        return self.having(AttendanceStatus.VACANT)

    @property
    def missing(self) -> tuple[RollEntry, ...]:
        """The members who did not come or are not marked yet, then the vacant seats."""
        missing = (AttendanceStatus.ABSENT, AttendanceStatus.UNMARKED)
        return tuple(each for each in self.entries if each.status in missing) + self.vacant

    @property
    def guests(self) -> tuple[RollEntry, ...]:
        """The guests (ผู้เข้าร่วมประชุม)."""
        return self.having(AttendanceStatus.IN_ATTENDANCE)

    @property
    def seats(self) -> tuple[RollEntry, ...]:
        """The rows of members."""
        return tuple(entry for entry in self.entries if not entry.is_guest)

    @property
    def online(self) -> tuple[RollEntry, ...]:
        """The members and guests who take part by electronic means."""
        return tuple(each for each in (*self.present, *self.guests) if each.is_online)

    @property
    def held_seats(self) -> tuple[RollEntry, ...]:
        """The seats with a holder on the day."""
        return tuple(each for each in self.seats if each.status != AttendanceStatus.VACANT)

    @property
    def is_marked(self) -> bool:
        """True if some seat is marked."""
        return len(self.unmarked) < len(self.held_seats)

    @property
    def unmarked(self) -> tuple[RollEntry, ...]:
        """The seats that are not marked yet."""
        return self.having(AttendanceStatus.UNMARKED)

    def must_be_marked(self) -> None:
        """Raise Refused, naming them, if seats are not marked yet."""
        names = ", ".join(entry.name or entry.title for entry in self.unmarked)
        if names:
            raise Refused(f"ยังไม่ได้เช็กชื่อ {names} ระบุว่ามาหรือไม่มาก่อน (F2)")

    @property
    def has_quorum(self) -> bool:
        """True if the quorum is present at this moment."""
        return len(self.present_now) >= self.quorum_needed

    @property
    def present_at_all(self) -> tuple[RollEntry, ...]:
        """The members who came at some time and count, also those who left."""
        return tuple(
            each for each in self.present if not each.substitute_name or each.delegate_counts
        )

    @property
    def reached_quorum(self) -> bool:
        """Whether the number of members who came, at any time, reaches the quorum."""
        return len(self.present_at_all) >= self.quorum_needed

    def by_role(self, role: Role) -> RollEntry | None:
        """Return the first row with this role; None if there is none."""
        return next((entry for entry in self.entries if entry.role == role), None)

    @property
    def stands_in(self) -> RollEntry | None:
        """The recorded substitute of the committee's chair, if any."""
        return next((entry for entry in self.entries if entry.takes_chair), None)

    @property
    def chair(self) -> RollEntry | None:
        """The chair of the meeting; None if the chair is absent without a recorded deputy.

        A substitute takes the chair's seat, not the chair. An unmarked chair may still come.
        """
        if self.stands_in is not None:
            return self.stands_in
        seat = self.by_role(Role.CHAIR)
        if seat is None or seat.substitute_name:
            return None
        here = (AttendanceStatus.PRESENT, AttendanceStatus.UNMARKED)
        return seat if seat.status in here else None

    @property
    def lacks_chair(self) -> bool:
        """Whether a substitute chair must be recorded, because the committee's chair is absent."""
        return self.by_role(Role.CHAIR) is not None and self.chair is None

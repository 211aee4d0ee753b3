"""The roll of a meeting as a value: its lines, who came, who is here now, and the quorum."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from kmtui.thai.dates import format_time
from models.committees.records import Role


class AttendanceStatus(StrEnum):
    """What the roll says of a seat or a guest."""

    UNMARKED = "unmarked"
    PRESENT = "present"
    ABSENT = "absent"
    VACANT = "vacant"
    IN_ATTENDANCE = "in_attendance"

    @property
    def label(self) -> str:
        """The status in the words of the office."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    AttendanceStatus.UNMARKED: "ยังไม่ได้เช็กชื่อ",
    AttendanceStatus.PRESENT: "มา",
    AttendanceStatus.ABSENT: "ไม่มา",
    AttendanceStatus.VACANT: "ว่าง",
    AttendanceStatus.IN_ATTENDANCE: "ผู้เข้าร่วม",
}


class TakesChair(StrEnum):
    """How a line of the roll came to chair a meeting in the chair's stead (มาตรา ๘๑)."""

    NO = ""
    VICE_CHAIR = "vice_chair"
    ELECTED = "elected"


@dataclass(frozen=True)
class RollEntry:
    """One line of the roll as shown and printed, with its number from 1.

    `name` is the seat's holder; who came in their stead is `substitute_name`. The times are those
    of coming late and of leaving early, None for who was there from the start to the end.
    `chair_reason` is why this line chairs the meeting, where it does.
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

    @property
    def role_label(self) -> str:
        """The seat's role, empty for a guest."""
        return self.role.label if self.role else ""

    @property
    def is_guest(self) -> bool:
        """Whether the line is someone who is not a member."""
        return self.role is None

    @property
    def has_left(self) -> bool:
        """Whether they came and are not here any more."""
        return self.left_at is not None

    @property
    def counts_now(self) -> bool:
        """Whether the line counts for the quorum at this moment."""
        if self.status != AttendanceStatus.PRESENT or self.has_left:
            return False
        return not self.substitute_name or self.delegate_counts

    @property
    def speaker_name(self) -> str:
        """Who speaks on this line: the substitute where there is one."""
        return self.substitute_name or self.name

    @property
    def speaker_title(self) -> str:
        """The post of who speaks on this line; a substitute without one speaks for the seat's."""
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
        """The post on lists; for a substitute their own, then the post they stand in for."""
        if self.substitute_title:
            return f"{self.substitute_title} แทน {self.title}".removesuffix(" แทน ")
        return self.title

    @property
    def times_note(self) -> str:
        """เข้าประชุมเวลา … ออกจากประชุมเวลา …; empty for who was there all the time."""
        parts = []
        if self.arrived_at is not None:
            parts.append(f"เข้าประชุมเวลา {format_time(self.arrived_at)}")
        if self.left_at is not None:
            parts.append(f"ออกจากประชุมเวลา {format_time(self.left_at)}")
        return " ".join(parts)


@dataclass(frozen=True)
class Roll:
    """The whole roll of a meeting and what follows from it."""

    entries: tuple[RollEntry, ...]
    quorum_needed: int

    def having(self, status: AttendanceStatus) -> tuple[RollEntry, ...]:
        """The lines with this status."""
        return tuple(entry for entry in self.entries if entry.status == status)

    @property
    def present(self) -> tuple[RollEntry, ...]:
        """The members who came, whether or not they are still here."""
        return self.having(AttendanceStatus.PRESENT)

    @property
    def present_now(self) -> tuple[RollEntry, ...]:
        """The members who count at this moment: came, not left, substitutes where they count."""
        return tuple(entry for entry in self.entries if entry.counts_now)

    @property
    def not_present(self) -> tuple[RollEntry, ...]:
        """The seats that are absent or vacant, as listed under ผู้ไม่มาประชุม."""
        missing = (AttendanceStatus.ABSENT, AttendanceStatus.VACANT)
        return tuple(entry for entry in self.entries if entry.status in missing)

    @property
    def guests(self) -> tuple[RollEntry, ...]:
        """Those in attendance who are not members."""
        return self.having(AttendanceStatus.IN_ATTENDANCE)

    @property
    def seats(self) -> tuple[RollEntry, ...]:
        """The lines of members."""
        return tuple(entry for entry in self.entries if not entry.is_guest)

    @property
    def unmarked(self) -> tuple[RollEntry, ...]:
        """The seats that nobody has accounted for yet."""
        return self.having(AttendanceStatus.UNMARKED)

    @property
    def has_quorum(self) -> bool:
        """Whether enough members are here at this moment."""
        return len(self.present_now) >= self.quorum_needed

    def by_role(self, role: Role) -> RollEntry | None:
        """The first line with this role."""
        return next((entry for entry in self.entries if entry.role == role), None)

    @property
    def stands_in(self) -> RollEntry | None:
        """Who chairs the meeting in the stead of the committee's chair, where that is recorded."""
        return next((entry for entry in self.entries if entry.takes_chair), None)

    @property
    def chair(self) -> RollEntry | None:
        """Who chairs the meeting; None where the chair did not come and nobody else is recorded.

        A substitute takes the chair's seat, not the chair. A chair not marked yet may come.
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
        """Whether it must be said who chairs: the committee has a chair, who did not come."""
        return self.by_role(Role.CHAIR) is not None and self.chair is None

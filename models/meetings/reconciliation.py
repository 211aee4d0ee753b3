"""Reconciliation of the roll with the order: the holder of each seat on the day."""

from datetime import datetime

from msgspec import Struct

from kmtui.thai.dates import format_date
from models.committees.records import Role, Seat
from models.errors import NotFound
from models.meetings.records import Attendance, Meeting, MeetingState, roll_of
from models.meetings.roll import AttendanceStatus, RollEntry
from models.people.records import FormerName
from models.storage.database import database


class ReconciledSeat(Struct, frozen=True):
    """A seat by the order, by the register and by the roll.

    `holder` and `roll_name` are empty if there is none; `roll_says` is the status in Thai; `gap` is
    a sentence, empty if all agree.
    """

    seat_id: int
    label: str
    role: Role
    holder: str
    roll_name: str
    roll_says: str
    gap: str


class Reconciliation(Struct, frozen=True):
    """A meeting compared with its order; `order_gap` is a sentence about the order itself."""

    meeting_id: int
    order_label: str
    order_gap: str
    lines: tuple[ReconciledSeat, ...]
    corrections: tuple[str, ...]

    @property
    def gaps(self) -> int:
        """The number of seats with a gap, and one more for a gap of the order."""
        return bool(self.order_gap) + sum(bool(line.gap) for line in self.lines)


def reconcile(meeting_id: int) -> Reconciliation:
    """Compare a meeting's roll with its order. Raises NotFound.

    Names that were corrected or changed after the roll was sealed are not a gap: the minutes keep
    them, and `corrections` lists them.
    """
    with database.atomic("DEFERRED"):
        meeting = Meeting.get_or_none(id=meeting_id)
        if meeting is None:
            raise NotFound("ไม่พบการประชุมนี้ กลับไปเลือกจากรายการการประชุม")
        rows = {row.id: row.seat_id for row in meeting.attendance}
        entries = {rows[entry.attendance_id]: entry for entry in roll_of(meeting).entries}
        corrections: list[str] = []
        lines = tuple(
            _reconciled(meeting, seat, entries.get(seat.id), corrections)
            for seat in meeting.committee.ordered_seats()
        )
        order = meeting.committee.order
        return Reconciliation(
            meeting.id, order.label, _order_gap(meeting), lines, tuple(corrections)
        )


def _reconciled(
    meeting: Meeting, seat: Seat, entry: RollEntry | None, corrections: list[str]
) -> ReconciledSeat:
    holder = seat.holder_on(meeting.held_on)
    name = holder.name if holder is not None else ""
    gap = ""
    if entry is None:
        gap = f"{seat.label} อยู่ในคำสั่ง แต่ไม่อยู่ในรายชื่อของการประชุม เพิ่มรายชื่อหรือตรวจคำสั่ง"
    elif not _is_sealed(meeting, entry):
        gap = _open_gap(meeting, seat, name, entry)
    elif entry.name != name:
        change = _renamed(holder.person_id if holder else None, entry.name)
        if change:
            corrections.append(f"{seat.label}: รายงานคงชื่อ {entry.name} ไว้ {change} เป็น {name}")
        else:
            gap = _changed(seat, name, entry)
    elif not name:
        gap = _vacant(seat)
    return ReconciledSeat(
        seat.id,
        seat.label,
        Role(seat.role),
        name,
        entry.name if entry is not None else "",
        _said(entry),
        gap,
    )


def _is_sealed(meeting: Meeting, entry: RollEntry) -> bool:
    """Return whether the row stores names of its own, as in a closed or reopened meeting."""
    row = Attendance.get_by_id(entry.attendance_id)
    return MeetingState(meeting.state).is_closed or bool(row.name)


def _open_gap(meeting: Meeting, seat: Seat, name: str, entry: RollEntry) -> str:
    if not name:
        return _vacant(seat)
    if entry.status == AttendanceStatus.UNMARKED and meeting.state == MeetingState.OPEN:
        return f"{name} ยังไม่ได้เช็กชื่อ ระบุว่ามาหรือไม่มาในรายชื่อผู้มาประชุม"
    return ""


def _vacant(seat: Seat) -> str:
    return f"ตำแหน่ง{seat.label} ว่างในวันประชุม บันทึกผู้ดำรงตำแหน่งหรือผู้รักษาราชการแทนถ้ามี"


def _changed(seat: Seat, name: str, entry: RollEntry) -> str:
    said = entry.name or "ว่าง"
    return f"{seat.label}: รายงานว่า {said} แต่ทะเบียนวันประชุมว่า {name or 'ว่าง'} ตรวจการดำรงตำแหน่ง"


def _renamed(person_id: int | None, sealed_name: str) -> str:
    """Return the Thai note on when a name of the minutes was changed in the register, or ""."""
    if person_id is None:
        return ""
    for former in FormerName.select().where(FormerName.person == person_id):
        if former.full_name == sealed_name:
            changed = datetime.fromisoformat(former.changed_at).astimezone()
            return f"ทะเบียนแก้เมื่อ {format_date(changed.date())}"
    return ""


def _said(entry: RollEntry | None) -> str:
    if entry is None:
        return "ไม่มีรายชื่อ"
    words = entry.status.label
    if entry.substitute_name:
        words += f" ({entry.substitute_name} มาแทน)"
    return f"{words} {entry.reason}".strip()


def _order_gap(meeting: Meeting) -> str:
    order = meeting.committee.order
    if order.issued_on is None:
        return "คำสั่งแต่งตั้งยังเป็นร่าง ออกคำสั่งก่อนประชุม"
    if order.issued_on > meeting.held_on:
        issued = format_date(order.issued_on)
        return f"คำสั่งที่ {order.label} ออกเมื่อ {issued} หลังวันประชุม ตรวจวันที่หรือใช้คำสั่งเดิม"
    if order.revoked_on is not None and order.revoked_on <= meeting.held_on:
        return f"คำสั่งที่ {order.label} ยกเลิกแล้วก่อนวันประชุม ใช้คำสั่งที่มีผลในวันประชุม"
    newer = meeting.committee.replaced_by
    if newer is not None and newer.order.issued_on <= meeting.held_on:
        label = newer.order.label
        return f"คณะนี้แต่งตั้งใหม่ตามคำสั่งที่ {label} ก่อนวันประชุม ใช้รายชื่อตามคำสั่งใหม่"
    return ""

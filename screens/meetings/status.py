"""The texts of the meeting room's first and last lines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import TYPE_CHECKING

from kmtui.thai.dates import DateStyle, format_date, format_time
from kmtui.thai.digits import thai_digits
from models.meetings.records import MeetingState
from models.meetings.roll import Roll
from screens.commands.minutes import ROOM
from screens.own_keys.chosen import hint

if TYPE_CHECKING:
    from models.home.overview import MeetingLine
    from models.knowledge.operations import MeetingKnowledge
    from models.meetings.presence import ActiveEditor
    from models.minutes.snapshot import MeetingSnapshot

_SIGNS = {MeetingState.PLANNED: "○", MeetingState.OPEN: "●"}
_OVER = "■"


def meeting_state_label(meeting: MeetingLine) -> str:
    """Return the state of a listed meeting, as a sign and a word."""
    return f"{_SIGNS.get(meeting.state, _OVER)} {meeting.state.label}"


def title_of(snapshot: MeetingSnapshot) -> str:
    """Return the committee's name and the meeting's number."""
    return f"{snapshot.committee_name} ครั้งที่ {snapshot.label}"


def state_of(snapshot: MeetingSnapshot) -> str:
    """Return the state of the meeting, as a sign and a text."""
    if snapshot.state == MeetingState.OPEN:
        return f"● กำลังประชุม ตั้งแต่ {_clock(snapshot.opened_at)}"
    if snapshot.adoption is not None:
        return f"■ รับรองแล้ว {format_date(snapshot.adoption.adopted_on, DateStyle.SHORT)}"
    if snapshot.state.is_closed:
        checked = " ตรวจแล้ว" if snapshot.state == MeetingState.CHECKED else ""
        return f"■ เลิกประชุม {_clock(snapshot.closed_at)}{checked}"
    return hint(f"○ ยังไม่เริ่ม นัด {_clock(snapshot.starts_at)} กด F6 เมื่อเริ่ม", ROOM)


def roll_label(roll: Roll) -> str:
    """Return the number present of all seats, and the quorum as a sign and a word."""
    vacant = sum(entry.status == "vacant" for entry in roll.entries)
    words = f"มา {thai_digits(len(roll.present_now))} จาก {thai_digits(len(roll.seats))}"
    if vacant:
        words += f" (ว่าง {thai_digits(vacant)})"
    if roll.online:
        words += f" ออนไลน์ {thai_digits(len(roll.online))}"
    lamp = "✓ ครบ" if roll.has_quorum else "✗ ไม่ครบ"
    return f"{words}  องค์ประชุม {lamp} ต้องการ {thai_digits(roll.quorum_needed)}"


def chair_text(roll: Roll) -> str:
    """Return who presides instead of the chair, or a warning that none does; else empty."""
    if roll.stands_in is not None:
        return f"ประธานในที่ประชุม {roll.stands_in.name}"
    return hint("⚠ ยังไม่มีประธานในที่ประชุม (H)", ROOM) if roll.lacks_chair else ""


def others_text(others: Iterable[ActiveEditor], snapshot: MeetingSnapshot | None) -> str:
    """Return the other users in this meeting as text, each with the agenda item; may be empty."""
    numbers = {item.id: item.number for item in snapshot.items} if snapshot else {}
    said = []
    for here in others:
        doing = "กำลังพิมพ์ใน" if here.statement_id else "กำลังดู"
        number = numbers.get(here.item_id or 0)
        said.append(f"{here.who} {doing}วาระ {number}" if number else f"{here.who} อยู่ในห้องนี้")
    return "  ".join(said)


def linked_text(linked: MeetingKnowledge) -> str:
    """Return a text on the meeting's decisions on knowledge; empty if it made none."""
    if not (linked.years or linked.item_count):
        return ""
    years = " ".join(thai_digits(year) for year in linked.years)
    count = f" {thai_digits(linked.item_count)} รายการ" if linked.item_count else ""
    return hint(f"จำแนกองค์ความรู้ {years}{count} (K)".replace("  ", " "), ROOM)


def _clock(at: time | None) -> str:
    return format_time(at) if at is not None else "-"

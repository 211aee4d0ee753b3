"""The words of the meeting room's first and last lines."""

from datetime import datetime, time

from kmtui.thai.dates import format_time
from kmtui.thai.digits import thai_digits
from models.drafts import SaveState
from models.meetings import MeetingState, Roll
from models.room import Room
from screens.widgets.label import Line, lines


def title_of(room: Room) -> str:
    """The committee and the meeting's number."""
    return f"{room.committee_name} ครั้งที่ {room.label}"


def state_of(room: Room) -> str:
    """Where the meeting stands, with a sign and a word."""
    if room.state == MeetingState.OPEN:
        return f"● กำลังประชุม ตั้งแต่ {_clock(room.opened_at)}"
    if room.state == MeetingState.CLOSED:
        return f"■ เลิกประชุม {_clock(room.closed_at)}"
    return f"○ ยังไม่เริ่ม นัด {_clock(room.starts_at)} กด F6 เมื่อเริ่ม"


def roll_words(roll: Roll) -> str:
    """Who came of how many, and the quorum lamp: a sign and a word."""
    vacant = sum(entry.status == "vacant" for entry in roll.entries)
    words = f"มา {thai_digits(len(roll.present))} จาก {thai_digits(len(roll.seats))}"
    if vacant:
        words += f" (ว่าง {thai_digits(vacant)})"
    lamp = "✓ ครบ" if roll.has_quorum else "✗ ไม่ครบ"
    return f"{words}  องค์ประชุม {lamp} ต้องการ {thai_digits(roll.quorum_needed)}"


def saved_words(state: SaveState | None, at: datetime | None) -> Line:
    """Whether what is typed is stored, and since when."""
    if state is not None and state.fault is not None:
        kept = "ข้อความเก็บไว้ในแฟ้มกู้แล้ว" if state.rescued else "ยังไม่ได้บันทึก"
        return lines((f"✗ {kept}", "bold $text-error"))[0]
    if at is None:
        return lines(("", ""))[0]
    return lines(f"บันทึกแล้ว {thai_digits(at.strftime('%H:%M:%S'))}")[0]


def _clock(at: time | None) -> str:
    return format_time(at) if at is not None else "-"

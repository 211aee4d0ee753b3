"""The log of a meeting: start, end, check, adoption, reopening, with user and time."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class EventKind(StrEnum):
    """A step in the lifecycle of a meeting, or a change after it."""

    STARTED = "started"
    CLOSED = "closed"
    CHECKED = "checked"
    ADOPTED = "adopted"
    REOPENED = "reopened"
    TIMES_CHANGED = "times_changed"
    CORRECTED = "corrected"
    CHAIR_TAKEN = "chair_taken"
    NO_QUORUM = "no_quorum"

    @property
    def label(self) -> str:
        """The Thai label of the step."""
        return _EVENT_LABELS[self]


_EVENT_LABELS = {
    EventKind.STARTED: "เริ่มประชุม",
    EventKind.CLOSED: "เลิกประชุม",
    EventKind.CHECKED: "ตรวจรายงานการประชุม",
    EventKind.ADOPTED: "รับรองรายงานการประชุม",
    EventKind.REOPENED: "เปิดแก้ไขอีกครั้ง",
    EventKind.TIMES_CHANGED: "แก้เวลาเริ่มและเลิก",
    EventKind.CORRECTED: "บันทึกข้อแก้ไข",
    EventKind.CHAIR_TAKEN: "กำหนดประธานในที่ประชุม",
    EventKind.NO_QUORUM: "ปิดเพราะไม่ครบองค์ประชุม",
}


class Adoption(StrEnum):
    """The way in which minutes are adopted."""

    SAME_MEETING = "same_meeting"
    NEXT_MEETING = "next_meeting"
    CIRCULATION = "circulation"

    @property
    def label(self) -> str:
        """The Thai label of the way."""
        return {
            Adoption.SAME_MEETING: "ในการประชุมครั้งเดียวกัน",
            Adoption.NEXT_MEETING: "ในการประชุมครั้งต่อไป",
            Adoption.CIRCULATION: "โดยการแจ้งเวียน",
        }[self]


class EventView(Struct, frozen=True):
    """A step as shown; `happened_at` is UTC."""

    what: EventKind
    who: str
    happened_at: datetime
    note: str

"""Closing a meeting that could not begin for lack of a quorum."""

from datetime import time

from kmtui.thai.dates import format_time
from kmtui.thai.digits import thai_digits
from models.errors import Refused
from models.meetings.events import EventKind
from models.meetings.records import (
    Meeting,
    MeetingState,
    log_event,
    roll_of,
    seal_roll,
)
from models.office.rights import Right, must_be_allowed, my_uid
from models.storage.database import database


def close_without_quorum(meeting_id: int, waited_until: time) -> None:
    """Close a meeting that never began because too few members came by this time; seal its roll.

    A start that was recorded is taken back: without a quorum there is no meeting
    (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙ มาตรา ๗๙, by analogy).

    Raises:
        Refused: the quorum was reached, seats are unmarked, the time is before the one that was
            called for, the meeting is closed; or the user has no right to adopt.
    """
    with database.atomic():
        meeting = Meeting.get_by_id(meeting_id)
        meeting.must_be_open()
        must_be_allowed(my_uid(), Right.ADOPT)
        roll = roll_of(meeting)
        roll.must_be_marked()
        if roll.reached_quorum:
            came, needed = thai_digits(len(roll.present_at_all)), thai_digits(roll.quorum_needed)
            raise Refused(f"มาประชุม {came} คน ครบองค์ประชุม {needed} คน เริ่มประชุมได้ (F6)")
        if waited_until < meeting.starts_at:
            called = format_time(meeting.starts_at)
            raise Refused(f"เวลาที่รอต้องไม่อยู่ก่อนเวลานัด {called} แก้เวลาให้ถูกต้องก่อน")
        seal_roll(roll)
        meeting.state, meeting.opened_at = MeetingState.CLOSED, None
        meeting.closed_at = waited_until
        meeting.save()
        log_event(meeting_id, EventKind.NO_QUORUM, format_time(waited_until))

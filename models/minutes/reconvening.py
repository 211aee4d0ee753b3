"""Reconvening a meeting that failed for lack of a quorum, with its unfinished agenda."""

from datetime import date, time

from kmtui.thai.dates import format_date
from models.editing.revisions import Subject, never_reused_id
from models.errors import Refused
from models.meetings.records import (
    Meeting,
    MeetingState,
    meeting_by_id,
    plan_meeting,
    roll_of,
)
from models.minutes.records import AgendaItem
from models.storage.database import database


def reconvene(
    failed_id: int,
    held_on: date,
    starts_at: time,
    venue: str,
    notice_says_one_third: bool,
) -> int:
    """Plan the meeting that repeats one that failed for lack of a quorum; return its id.

    The new meeting gets the agenda of the failed one. Its quorum is a third of the members if it is
    held within 14 days and the notice announced that (Administrative Procedure Act, ม. ๗๙ วรรคสอง).

    Raises:
        Refused: the day is before the failed meeting, it was called again already, its committee
            is not in force, or it has not failed: enough members are there, or came before it was
            closed.
        NotFound: there is no such meeting.
    """
    with database.atomic():
        failed = meeting_by_id(failed_id)
        if held_on < failed.held_on:
            raise Refused("วันประชุมครั้งใหม่อยู่ก่อนการประชุมเดิม เลือกวันหลังจากการประชุมเดิม")
        if Meeting.get_or_none(reconvenes=failed_id) is not None:
            raise Refused(f"{told_again(failed_id)} เปลี่ยนวันได้ที่การประชุมครั้งนั้น (F6)")
        _must_have_failed(failed)
        meeting_id = plan_meeting(failed.committee_id, held_on, starts_at, venue)
        Meeting.update(reconvenes=failed, notice_says_one_third=notice_says_one_third).where(
            Meeting.id == meeting_id
        ).execute()
        _copy_agenda(failed, meeting_id)
    return meeting_id


def _must_have_failed(meeting: Meeting) -> None:
    """Raise Refused if the meeting has its quorum, or had it before it was closed."""
    roll, is_over = roll_of(meeting), MeetingState(meeting.state).is_closed
    if roll.reached_quorum if is_over else roll.has_quorum:
        raise Refused(
            f"การประชุมครั้งที่ {meeting.label} ครบองค์ประชุม ไม่ต้องนัดประชุมเรื่องเดิมอีก "
            "นัดประชุมครั้งถัดไปที่รายการประชุม"
        )


def told_again(failed_id: int) -> str:
    """Return the sentence on the meeting that repeats a failed one; empty if there is none."""
    again = Meeting.get_or_none(reconvenes=failed_id)
    if again is None:
        return ""
    return f"นัดใหม่เป็นครั้งที่ {again.label} วันที่ {format_date(again.held_on)} แล้ว"


def is_open(meeting_id: int) -> bool:
    """Return whether a meeting can still be changed.

    Raises NotFound if there is no such meeting.
    """
    return not MeetingState(meeting_by_id(meeting_id).state).is_closed


def _copy_agenda(failed: Meeting, meeting_id: int) -> None:
    copies: dict[int | None, int | None] = {None: None}
    waiting = list(
        failed.items.where(AgendaItem.deleted_at.is_null()).order_by(
            AgendaItem.position, AgendaItem.id
        )
    )
    while ready := [item for item in waiting if item.parent_id in copies]:
        for item in ready:
            copy = AgendaItem.create(
                id=never_reused_id(AgendaItem, Subject.AGENDA_ITEM),
                meeting=meeting_id,
                parent=copies[item.parent_id],
                position=item.position,
                kind=item.kind,
                title=item.title,
            )
            copies[item.id] = copy.id
        waiting = [item for item in waiting if item.id not in copies]

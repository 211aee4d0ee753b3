"""All seals of the office checked against the records, and records without a seal.

Minutes are sealed when they are adopted, corrections when they are recorded, orders when they are
issued.
"""

from datetime import datetime

from kmtui.thai.dates import format_date
from models.committees.records import AppointmentOrder, OrderState
from models.editing.seals import Seal, Sealed, matches_seal, seal_record
from models.meetings.adoption import Correction
from models.meetings.records import Meeting, MeetingState
from models.storage.database import database


def seal_the_unsealed() -> int:
    """Seal, in their present state, what older versions adopted and issued; return how many.

    A late seal says nothing about changes before it.
    """
    with database.atomic():
        waiting = unsealed()
        for subject, record_id, _ in waiting:
            seal_record(subject, record_id)
    return len(waiting)


def unsealed() -> tuple[tuple[Sealed, int, str], ...]:
    """Return adopted minutes, their corrections and issued orders without a seal, as cited."""
    sealed = {(row.subject, row.subject_id) for row in Seal.select()}
    adopted = Meeting.select().where(Meeting.state == MeetingState.ADOPTED)
    everything = [(Sealed.MINUTES, row.id) for row in adopted.order_by(Meeting.id)]
    everything += [(Sealed.CORRECTION, row.id) for row in Correction.select()]
    issued = AppointmentOrder.select().where(AppointmentOrder.state != OrderState.DRAFT)
    everything += [(Sealed.ORDER, row.id) for row in issued.order_by(AppointmentOrder.id)]
    return tuple((*each, _cited(*each)) for each in everything if each not in sealed)


def broken_seals() -> tuple[str, ...]:
    """Return a Thai sentence for each record that no longer matches its seal."""
    return tuple(
        f"{_cited(seal.subject, seal.subject_id)} ไม่ตรงกับตราผนึกเมื่อ {_day(seal.at)} "
        "มีผู้แก้นอกโปรแกรม ให้เทียบกับสำเนาสำรองหรือฉบับที่ลงนาม"
        for seal in Seal.select().order_by(Seal.id)
        if not matches_seal(seal)
    )


def _cited(subject: str, record_id: int) -> str:
    if subject == Sealed.ORDER:
        order = AppointmentOrder.get_or_none(id=record_id)
        return f"คำสั่งที่ {order.label}" if order is not None else "คำสั่งที่ถูกลบไปจากแฟ้ม"
    meeting_id, what = record_id, "รายงานการประชุม"
    if subject == Sealed.CORRECTION:
        correction = Correction.get_or_none(id=record_id)
        meeting_id = correction.meeting_id if correction is not None else 0
        what = "ข้อแก้ไขรายงานการประชุม"
    meeting = Meeting.get_or_none(id=meeting_id)
    if meeting is None:
        return f"{what}ที่ถูกลบไปจากแฟ้ม"
    return f"{what}{meeting.committee.name} ครั้งที่ {meeting.label}"


def _day(at: str) -> str:
    try:
        return format_date(datetime.fromisoformat(at).astimezone().date())
    except (ValueError, TypeError):
        return "วันที่อ่านไม่ได้"

"""Verification of all seals of the office, and records that lack one.

Minutes are sealed when they are adopted, corrections when they are recorded, orders when they are
issued.
"""

from datetime import datetime

from kmtui.thai.damaged import is_damaged
from kmtui.thai.dates import format_date
from models.committees.records import AppointmentOrder, OrderState
from models.editing.seals import Seal, Sealed, matches_seal, seal_record
from models.meetings.adoption import Correction
from models.meetings.events import EventKind
from models.meetings.records import Meeting, MeetingEvent, MeetingState
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
    """Return adopted minutes, their corrections and issued orders without a seal.

    Each is a tuple of kind, record id and label as cited.
    """
    sealed = {(row.subject, row.subject_id) for row in Seal.select() if row.digest}
    return tuple((*each, _cited(*each)) for each in _finished() if each not in sealed)


def stripped_seals() -> tuple[str, ...]:
    """Return a Thai sentence for each record finished by this version that has lost its seal.

    What an older version finished without one has a seal without a hash.
    """
    known = {(row.subject, row.subject_id) for row in Seal.select()}
    return tuple(
        f"{_cited(*each)} ไม่มีตราผนึก มีผู้เพิ่มหรือลบนอกโปรแกรม ให้เทียบกับสำเนาสำรองหรือฉบับที่ลงนาม"
        for each in _finished()
        if each not in known
    )


def _finished() -> list[tuple[Sealed, int]]:
    adopted = Meeting.select().where(Meeting.state == MeetingState.ADOPTED)
    everything = [(Sealed.MINUTES, int(row.id)) for row in adopted.order_by(Meeting.id)]
    everything += [(Sealed.CORRECTION, int(row.id)) for row in Correction.select()]
    issued = AppointmentOrder.select().where(AppointmentOrder.state != OrderState.DRAFT)
    return everything + [
        (Sealed.ORDER, int(row.id)) for row in issued.order_by(AppointmentOrder.id)
    ]


def broken_seals() -> tuple[str, ...]:
    """Return a Thai sentence for each record that no longer equals its sealed state.

    Either its content differs, or it is no longer adopted or issued, which only editing the file
    outside the program can do.
    """
    finished = set(_finished())
    faults = []
    for seal in Seal.select().where(Seal.digest != "").order_by(Seal.id):
        if not matches_seal(seal):
            faults.append(
                f"{_cited(seal.subject, seal.subject_id)} ไม่ตรงกับตราผนึกเมื่อ {_day(seal.at)} "
                "มีผู้แก้นอกโปรแกรม ให้เทียบกับสำเนาสำรองหรือฉบับที่ลงนาม"
            )
        elif (seal.subject, seal.subject_id) not in finished:
            faults.append(
                f"{_cited(seal.subject, seal.subject_id)} มีตราผนึก แต่สถานะไม่ใช่ฉบับที่เสร็จแล้ว "
                "มีผู้แก้นอกโปรแกรม ให้เทียบกับสำเนาสำรอง"
            )
    return tuple(faults)


def wrong_states() -> tuple[str, ...]:
    """Return a Thai sentence for each meeting whose state does not follow from its last event."""
    last: dict[int, MeetingState] = {}
    for event in MeetingEvent.select().order_by(MeetingEvent.id):
        if event.what in _LED_TO:
            last[event.meeting_id] = _LED_TO[EventKind(event.what)]
    unlike = [
        meeting
        for meeting in Meeting.select().order_by(Meeting.id)
        if meeting.id in last
        and not is_damaged(meeting.state)
        and meeting.state != last[meeting.id]
    ]
    return tuple(
        f"{_cited(Sealed.MINUTES, meeting.id)} สถานะ “{MeetingState(meeting.state).label}” "
        f"ไม่ตรงกับเหตุการณ์ที่บันทึกไว้ “{last[meeting.id].label}” มีผู้แก้นอกโปรแกรม"
        for meeting in unlike
    )


_LED_TO = {
    EventKind.STARTED: MeetingState.OPEN,
    EventKind.CLOSED: MeetingState.CLOSED,
    EventKind.CHECKED: MeetingState.CHECKED,
    EventKind.ADOPTED: MeetingState.ADOPTED,
    EventKind.REOPENED: MeetingState.OPEN,
}


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

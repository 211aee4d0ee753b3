"""Checks of meetings by electronic means.

Source: พระราชกำหนดว่าด้วยการประชุมผ่านสื่ออิเล็กทรอนิกส์ พ.ศ. ๒๕๖๓ (Emergency Decree on Electronic
Meetings) มาตรา ๙: identification before taking part (๑), recording of sound or sound and picture
(๔), traffic data (๕).
"""

from collections.abc import Iterator

from kmtui.thai.dates import format_time
from kmtui.thai.digits import thai_digits
from models.checks.core.finding import RecordIssue
from models.checks.records.values import MeetingRecord, Records
from models.meetings.electronic import MeetingForm

_LAW = "ตาม ม. ๙ พ.ร.ก.ว่าด้วยการประชุมผ่านสื่ออิเล็กทรอนิกส์ พ.ศ. ๒๕๖๓"


def online_without_identity(records: Records) -> Iterator[RecordIssue]:
    """Report a person who attended a closed meeting online without identification.

    Source: Emergency Decree on Electronic Meetings, ม. ๙ (๑).
    """
    for meeting in _over(records):
        for line in meeting.roll:
            if line.is_online and not line.identified_by.strip():
                place = meeting.place_of_part("attendance", line.id, line.name)
                found = f"{line.name} ประชุมผ่านสื่ออิเล็กทรอนิกส์โดยไม่บันทึกว่าแสดงตนอย่างไร"
                yield RecordIssue(place, found, "วิธีแสดงตนก่อนร่วมประชุม", _LAW)


def unnamed_systems(records: Records) -> Iterator[RecordIssue]:
    """Report a closed e-meeting without the name of its system."""
    for meeting in _over(records):
        if meeting.electronic.form.is_online and not meeting.electronic.system.strip():
            yield RecordIssue(
                meeting.place,
                "ประชุมผ่านสื่ออิเล็กทรอนิกส์โดยไม่บันทึกว่าใช้ระบบใด",
                "ชื่อระบบที่ใช้ประชุม",
                "เพื่อให้รายงานพิสูจน์ได้ว่าประชุมอย่างไร",
            )


def unkept_recordings(records: Records) -> Iterator[RecordIssue]:
    """Report a closed e-meeting without the location of its recording and traffic data.

    Source: Emergency Decree on Electronic Meetings, ม. ๙ (๔) and (๕).
    """
    for meeting in _over(records):
        if meeting.electronic.form.is_online and not meeting.electronic.recording.strip():
            yield RecordIssue(
                meeting.place,
                "ไม่บันทึกว่าเก็บเสียงหรือทั้งเสียงและภาพ และข้อมูลจราจรไว้ที่ใด",
                "ที่เก็บบันทึก หรือเหตุที่ไม่ต้องบันทึก เช่น ประชุมลับ",
                _LAW,
            )


def forms_against_roll(records: Records) -> Iterator[RecordIssue]:
    """Report a closed meeting on site that people joined online, or an online one without any."""
    for meeting in _over(records):
        came = [line for line in meeting.roll if line.took_part]
        online = sum(line.is_online for line in came)
        form = meeting.electronic.form
        if form == MeetingForm.ONSITE and online:
            found = f"ประชุมในห้องประชุม แต่มีผู้ประชุมผ่านสื่ออิเล็กทรอนิกส์ {thai_digits(online)} คน"
            yield RecordIssue(meeting.place, found, MeetingForm.MIXED.label)
        elif form.is_online and came and not online:
            found = f"ประชุม{form.label} แต่ไม่มีผู้ใดประชุมผ่านสื่ออิเล็กทรอนิกส์ในรายชื่อ"
            yield RecordIssue(meeting.place, found, MeetingForm.ONSITE.label)


def troubles_outside(records: Records) -> Iterator[RecordIssue]:
    """Report a technical fault that began before a closed meeting or ended after it."""
    for meeting in _over(records):
        if meeting.opened_at is None or meeting.closed_at is None:
            continue
        for trouble in meeting.electronic.troubles:
            last = trouble.ended_at or trouble.began_at
            if trouble.began_at < meeting.opened_at or last > meeting.closed_at:
                held = f"{format_time(meeting.opened_at)} ถึง {format_time(meeting.closed_at)}"
                yield RecordIssue(meeting.place, trouble.sentence, f"ระหว่าง {held}")


def _over(records: Records) -> Iterator[MeetingRecord]:
    return (meeting for meeting in records.meetings if meeting.is_over)

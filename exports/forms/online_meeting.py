"""The part of the minutes on an e-meeting: the system, identification, faults, recording.

Source: พระราชกำหนดว่าด้วยการประชุมผ่านสื่ออิเล็กทรอนิกส์ พ.ศ. ๒๕๖๓ มาตรา ๙; the recording and the
traffic data are a part of the minutes.
"""

from msgspec import Struct

from exports.drawing import Paper
from exports.typesetting.document_builder import Column
from exports.typesetting.styles import BODY, CELL, HEADING, PLAIN, Align
from kmtui.thai.digits import thai_digits
from models.meetings.electronic import LAW, ElectronicDetails, MeetingForm
from models.meetings.roll import RollEntry
from models.minutes.snapshot import MeetingSnapshot

_ONLINE, _IN_ROOM = "ผ่านสื่ออิเล็กทรอนิกส์", "ณ ห้องประชุม"

WayMarks = tuple[str, str]
"""The marks behind the names of those in the room, and of those who take part online."""
NO_MARKS: WayMarks = ("", "")


class Identified(Struct, frozen=True):
    """A person who took part online, and how the identity was verified."""

    name: str
    way: str


class ElectronicPart(Struct, frozen=True):
    """The sentences and the table of an e-meeting; all empty for a meeting on site."""

    opening: str = ""
    identified: tuple[Identified, ...] = ()
    recording: str = ""
    troubles: tuple[str, ...] = ()


NO_ELECTRONIC_PART = ElectronicPart()


def way_marks(room: MeetingSnapshot) -> WayMarks:
    """Return the marks of names on site and online: only the less usual way is marked.

    In a wholly electronic meeting those on site are marked, in any other those online.
    """
    form = room.electronic.form
    if form == MeetingForm.ELECTRONIC:
        return (_IN_ROOM, "")
    return ("", _ONLINE)


def electronic_part(room: MeetingSnapshot) -> ElectronicPart:
    """Return the section of the minutes on an e-meeting or a mixed (on-site and online) meeting.

    Empty for a meeting on site.
    """
    electronic = room.electronic
    if not electronic.form.is_online:
        return NO_ELECTRONIC_PART
    online = room.roll.online
    # One way for all is said in the opening; a table of equal lines would tell nothing.
    ways = {entry.identified_by for entry in online}
    same = next(iter(ways)) if len(ways) == 1 else ""
    return ElectronicPart(
        _opening(electronic, len(online), same),
        () if same or not any(ways) else tuple(map(_identified, online)),
        f"บันทึกเสียงหรือทั้งเสียงและภาพของการประชุม และข้อมูลจราจรอิเล็กทรอนิกส์ เก็บไว้ที่ {electronic.recording}"
        if electronic.recording
        else "",
        tuple(each.sentence for each in electronic.troubles),
    )


def _opening(electronic: ElectronicDetails, count: int, same: str) -> str:
    system = f" โดยใช้ระบบ {electronic.system}" if electronic.system else ""
    mixed = electronic.form == MeetingForm.MIXED
    how = "ในห้องประชุมและผ่านสื่ออิเล็กทรอนิกส์ควบคู่กัน" if mixed else "ผ่านสื่ออิเล็กทรอนิกส์"
    by = f" ซึ่งได้แสดงตนก่อนร่วมประชุมโดย{same.removeprefix('โดย')}" if same else ""
    joined = f" มีผู้ร่วมประชุมผ่านสื่ออิเล็กทรอนิกส์ {thai_digits(count)} คน{by}" if count else ""
    return f"การประชุมครั้งนี้เป็นการประชุม{how}ตาม{LAW}{system}{joined}"


def _identified(entry: RollEntry) -> Identified:
    name = entry.speaker_name or entry.speaker_title
    return Identified(name, entry.identified_by or "(ไม่ได้บันทึก)")


def draw_electronic(paper: Paper, part: ElectronicPart) -> None:
    """Draw identification, technical faults and recording after the agenda."""
    if part.identified:
        paper.space(2)
        paper.write("การแสดงตนของผู้ร่วมประชุมผ่านสื่ออิเล็กทรอนิกส์", HEADING)
        columns = [
            Column("ลำดับ", 13, Align.CENTRE),
            Column("ชื่อ - สกุล", 67),
            Column("วิธีแสดงตน", 85),
        ]
        rows = [
            (thai_digits(number), each.name, each.way)
            for number, each in enumerate(part.identified, 1)
        ]
        paper.table(columns, rows, CELL)
    if part.troubles:
        paper.space(2)
        paper.write("เหตุขัดข้องระหว่างการประชุม", HEADING)
        for number, sentence in enumerate(part.troubles, 1):
            paper.write(f"{thai_digits(number)}. {sentence}", PLAIN.but(left=8))
    if part.recording:
        paper.space(2)
        paper.write(part.recording, BODY)

"""An office that is not the example: a committee of 23 with a vacant post, a meeting of pages."""

from kmtui.thai.digits import thai_digits
from models.committees.records import Role
from models.meetings.attendance import add_guest
from models.meetings.records import Meeting
from models.meetings.roll import AttendanceStatus
from models.minutes.records import add_statement
from models.minutes.snapshot import read_meeting_snapshot
from models.people.records import Person
from tests.builders import a_committee, a_meeting
from tests.exports.pdf_text import TEXT

SEATS = 22
SAID = tuple(
    f"{TEXT.strip()} ข้อสังเกตประการที่ {thai_digits(number)} ขอให้ที่ประชุมพิจารณา"
    for number in range(1, 13)
)


def a_large_meeting() -> Meeting:
    """A closed meeting of 22 members with long names, a vacant seat and a guest."""
    committee = a_committee(SEATS, name="คณะกรรมการบริหารจัดการความรู้และพัฒนาองค์กร", vacant=1)
    for number, person in enumerate(Person.select().order_by(Person.id)):
        person.family_name = f"ณ อยุธยาวัฒนกุล{'ชัยเจริญ' * (number % 2)}"
        person.save(only=[Person.family_name])
    meeting = a_meeting(items=6, committee=committee)
    add_guest(meeting.id, "นายผู้เข้าร่วม ประชุมด้วยคนหนึ่ง", "ผู้แทนหน่วยงานภายนอก")
    room = read_meeting_snapshot(meeting.id)
    speakers = [entry for entry in room.roll.seats if entry.name]
    assert len([entry for entry in room.roll.seats if entry.status == AttendanceStatus.VACANT]) == 1
    assert speakers[0].role == Role.CHAIR
    for number, text in enumerate(SAID):
        item = room.items[number % len(room.items)]
        add_statement(item.id, speakers[number % len(speakers)].attendance_id, text)
    return meeting

"""What the live meeting recorded, on paper: comings and goings, votes, tasks, adoption."""

from datetime import date, time
from pathlib import Path

import pytest

from exports import minutes
from exports.catalogue import make
from exports.documents import Request
from exports.meetings import attendance
from models.meetings.attendance import mark_late, mark_left, set_substitute
from models.meetings.events import Adoption
from models.meetings.records import Meeting, close_meeting, mark_all_present, roll_of, start_meeting
from models.minutes.lifecycle import adopt_minutes
from models.minutes.records import Outcome, add_statement, record_resolution
from models.minutes.tasks import TaskDraft, assign_task
from models.minutes.vote_counts import CastingVote, Votes
from models.minutes.votes import add_dissent, record_votes
from tests.builders import a_committee, a_meeting, an_item
from tests.exports.pdf_text import bare, poppler_text

LATER = date(2020, 12, 22)
MINUTES = Request("minutes")


@pytest.fixture
def meeting(store: Path) -> Meeting:
    """Four members: one late, one who left, one represented; on since 14.00."""
    held = a_meeting(committee=a_committee(seats=4))
    mark_all_present(held.id)
    start_meeting(held.id, time(14))
    _, late, left, stood_for = (entry.attendance_id for entry in roll_of(held).entries)
    mark_late(late, time(14, 30))
    mark_left(left, time(15, 15))
    set_substitute(stood_for, "นางแทน มาประชุม", "นักวิชาการ")
    return held


def reread(meeting: Meeting) -> Meeting:
    found: Meeting = Meeting.get_by_id(meeting.id)
    return found


def speeches(meeting: Meeting) -> list[tuple[tuple[str, ...], str]]:
    (item,) = minutes.gather(reread(meeting), MINUTES).items
    found = []
    for speech in item.speeches:
        found.append((speech.speaker, speech.text))
        found += [((), sentence) for sentence in speech.following]
    return found


def text_of(document: str = "minutes") -> str:
    return bare(poppler_text(make(Request(document, "1/2563")).content))


def test_minutes_and_attendance_sheet_name_late_left_and_represented_members(
    meeting: Meeting,
) -> None:
    names = [name.name for name in minutes.gather(meeting, MINUTES).present]
    sheet = attendance.gather(meeting, Request("attendance")).tables[0].lines
    assert names[0] == sheet[0].name
    assert names[1].endswith("(เข้าประชุมเวลา ๑๔.๓๐ น.)")
    assert names[2].endswith("(ออกจากประชุมเวลา ๑๕.๑๕ น.)")
    assert names[3].startswith("นางแทน มาประชุม (แทน นายคนที่ ๔")
    remarks = ["", "เข้าประชุมเวลา ๑๔.๓๐ น.", "ออกจากประชุมเวลา ๑๕.๑๕ น.", ""]
    assert [line.remark for line in sheet] == remarks
    assert sheet[3].name == names[3]
    for document in ("minutes", "attendance"):
        assert bare("นางแทน มาประชุม (แทน นายคนที่ ๔") in text_of(document)
        assert "๑๔.๓๐น." in text_of(document)


def test_a_substitutes_statement_is_printed_under_their_own_name(meeting: Meeting) -> None:
    speaker = roll_of(meeting).entries[3].attendance_id
    add_statement(an_item(meeting).id, speaker, "ขอสอบถาม")
    assert speeches(meeting) == [(("นางแทน มาประชุม", "นักวิชาการ"), "ขอสอบถาม")]


def test_votes_dissents_and_tasks_are_printed_below_their_resolution(meeting: Meeting) -> None:
    item = an_item(meeting)
    made = record_resolution(item.id, Outcome.ENDORSED, "มีมติเห็นชอบ", 4)
    record_votes(made, Votes(2, 2, 0, casting_vote=CastingVote.FOR))
    member = roll_of(meeting).entries[0]
    add_dissent(made, member.attendance_id, "งบประมาณไม่พอ")
    assign_task(item.id, TaskDraft("ติดตามผล", "กองคลัง", date(2020, 10, 30)), resolution_id=made)
    assert speeches(meeting) == [
        (("ที่ประชุม",), "มีมติเห็นชอบ"),
        ((), "เห็นชอบ ๒ เสียง ไม่เห็นชอบ ๒ เสียง งดออกเสียง ๐ เสียง ประธานออกเสียงชี้ขาดเห็นชอบ"),
        ((), f"{member.name} มีความเห็นแย้ง เนื่องจากงบประมาณไม่พอ"),
        ((), "มอบ กองคลัง ติดตามผล ภายในวันที่ ๓๐ ตุลาคม ๒๕๖๓"),
    ]
    for _, sentence in speeches(meeting):
        assert bare(sentence) in text_of()


def test_acclamation_is_printed_as_one_sentence_and_unrecorded_votes_as_nothing(
    meeting: Meeting,
) -> None:
    item = an_item(meeting)
    made = record_resolution(item.id, Outcome.NOTED, "รับทราบ", 4)
    assert speeches(meeting) == [(("ที่ประชุม",), "รับทราบ")]
    record_votes(made, Votes(by_acclamation=True))
    assert speeches(meeting)[1:] == [((), "ไม่มีผู้ใดเห็นเป็นอย่างอื่น")]


def test_tasks_of_a_statement_and_of_the_item_are_printed_where_they_were_given(
    meeting: Meeting,
) -> None:
    item = an_item(meeting)
    said = add_statement(item.id, None, "ขอให้ติดตาม")
    add_statement(item.id, None, "ต่อไป")
    assign_task(item.id, TaskDraft("ติดตาม", "ทุกกอง"), statement_id=said)
    assign_task(item.id, TaskDraft("สรุป"))
    texts = [text for _, text in speeches(meeting)]
    assert texts == ["ขอให้ติดตาม", "มอบ ทุกกอง ติดตาม", "ต่อไป", "มอบหมายให้สรุป"]


def test_adopted_minutes_print_the_adopting_meeting_and_the_corrections(meeting: Meeting) -> None:
    close_meeting(meeting.id, time(16))
    assert minutes.gather(reread(meeting), MINUTES).adoption == ()
    a_meeting(committee=meeting.committee, held_on=LATER)
    adopt_minutes(meeting.id, LATER, Adoption.NEXT_MEETING, ("แก้คำผิด หน้า ๑", "เติมชื่อ"))
    gathered = minutes.gather(reread(meeting), MINUTES)
    assert not gathered.is_draft
    assert gathered.adoption == (
        "ที่ประชุมครั้งที่ ๒/๒๕๖๓ เมื่อวันที่ ๒๒ ธันวาคม ๒๕๖๓ รับรองรายงานการประชุมนี้ โดยมีข้อแก้ไข ดังนี้",
        "๑. แก้คำผิด หน้า ๑",
        "๒. เติมชื่อ",
    )
    text = text_of()
    assert text.index("ผู้ตรวจรายงานการประชุม") < text.index(bare(gathered.adoption[0]))
    assert text.endswith(bare("๒. เติมชื่อ"))


def test_minutes_without_votes_and_adoption_do_not_mention_them(example: Path) -> None:
    gathered = minutes.gather(Meeting.get(Meeting.number == 1), MINUTES)
    assert gathered.adoption == ()
    assert all(speech.speaker for item in gathered.items for speech in item.speeches)
    text = text_of()
    words = ("งดออกเสียง", "ชี้ขาด", "เห็นแย้ง", "(เข้าประชุม", "(ออกจากประชุม", "รับรองรายงานการประชุมนี้")
    assert [word for word in words if bare(word) in text] == []

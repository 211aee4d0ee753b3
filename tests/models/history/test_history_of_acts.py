"""What is changed by acts instead of typing leaves history too, and an earlier state comes back."""

from datetime import date, time

import pytest

from models.committees.agenda_templates import (
    committee_agenda,
    set_committee_agenda,
    standard_agenda,
)
from models.committees.operations import (
    add_committee,
    add_duty,
    add_seat,
    change_role,
    move_seat,
    remove_committee,
    remove_duty,
    remove_seat,
)
from models.committees.orders import draft_order, edit_order, remove_draft
from models.committees.records import Committee, Majority, Role, Seat
from models.committees.rules import (
    set_delegate_counts,
    set_delegates,
    set_majority,
    set_quorum,
)
from models.editing.revisions import FieldKey, Subject
from models.editing.undo import run_undoable
from models.errors import Refused
from models.history.bin import purge
from models.history.views import HistoryFilter, changes, put_back, text_history
from models.meetings.attendance import add_guest, mark_late, remove_guest, set_substitute
from models.meetings.notice import move_meeting, set_notice
from models.meetings.records import Attendance, Meeting, mark, mark_all_present
from models.meetings.roll import AttendanceStatus
from models.meetings.roll_history import roll_scope
from models.memos.records import (
    MemoKind,
    MemoText,
    Reply,
    Route,
    issue_memo,
    record_opinion,
    record_reply,
    set_route,
    write_memo,
)
from models.minutes.records import Outcome, record_resolution, remove_resolution
from models.minutes.tasks import TaskDraft, assign_task, remove_task
from models.minutes.vote_counts import Votes
from models.minutes.votes import add_dissent, record_votes, remove_dissent
from models.people.assignments import assign, edit_assignment, end_assignment, remove_assignment
from models.people.records import Assignment, AssignmentKind, Post
from models.questionnaires.survey import Respondent, set_respondent
from tests.builders import WHO, a_committee, a_form, a_meeting, a_person, a_post, an_item, close
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("store")


def texts(subject: Subject, record_id: int, field: str) -> list[str]:
    """The states of a cell, the newest first."""
    told = text_history(FieldKey(subject, record_id, field))
    assert {each.who for each in told.versions[:-1]} == {WHO}
    return [each.text for each in told.versions]


def a_resolution() -> tuple[int, int]:
    """A resolution of a meeting that is all there, and the first line of its roll."""
    meeting = a_meeting(committee=a_committee(seats=3))
    mark_all_present(meeting.id)
    made = record_resolution(an_item(meeting).id, Outcome.ENDORSED, "มีมติเห็นชอบ", 3)
    return made, meeting.attendance.get().id


def a_draft() -> int:
    """A committee without seats in a draft order."""
    return add_committee(draft_order("แต่งตั้งคณะทำงาน"), "คณะทำงานทดสอบ")


def test_history_of_a_resolution_records_votes_which_cannot_be_restored() -> None:
    resolution, _ = a_resolution()
    record_votes(resolution, Votes(2, 1, 0))
    record_votes(resolution, Votes(by_acclamation=True))
    record_votes(resolution, None)
    assert texts(Subject.RESOLUTION, resolution, "vote_words") == [
        "",
        "ไม่มีผู้ใดเห็นเป็นอย่างอื่น",
        "เห็นชอบ ๒ เสียง ไม่เห็นชอบ ๑ เสียง งดออกเสียง ๐ เสียง",
        "",
    ]
    with refused(Refused, match="การลงคะแนน"):
        put_back(FieldKey(Subject.RESOLUTION, resolution, "vote_words"), 1)


def test_history_keeps_a_withdrawn_dissent() -> None:
    resolution, line = a_resolution()
    dissent = add_dissent(resolution, line, "งบไม่พอ")
    add_dissent(resolution, line, "งบประมาณไม่พอ")
    assert put_back(FieldKey(Subject.DISSENT, dissent, "reason"), 0) == 2
    remove_dissent(dissent)
    assert texts(Subject.DISSENT, dissent, "reason") == ["", "งบไม่พอ", "งบประมาณไม่พอ", "งบไม่พอ"]


def test_history_records_the_seats_of_a_draft_and_restores_them() -> None:
    committee = a_draft()
    person = a_person("น้ำฝน", "สืบเสน", "นางสาว")
    chair = add_seat(committee, Role.CHAIR, post_id=a_post("ปลัดเทศบาล").id)
    member = add_seat(committee, Role.MEMBER, person_id=person.id)
    change_role(member, Role.MEMBER_SECRETARY)
    set_delegate_counts(member, True)
    move_seat(member, -1)
    remove_seat(chair)
    before = "ปลัดเทศบาล : ประธานกรรมการ\nนางสาวน้ำฝน สืบเสน : กรรมการ"
    told = texts(Subject.COMMITTEE, committee, "seat_lines")
    assert told[0] == "นางสาวน้ำฝน สืบเสน : กรรมการและเลขานุการ"
    assert before in told
    assert put_back(FieldKey(Subject.COMMITTEE, committee, "seat_lines"), 2) == len(told)
    seats = Committee.get_by_id(committee).ordered_seats()
    assert [(each.label, each.role) for each in seats] == [
        ("ปลัดเทศบาล", Role.CHAIR),
        ("นางสาวน้ำฝน สืบเสน", Role.MEMBER),
    ]
    # The one that stayed is the same seat, with all that is said of it.
    assert seats[1].id == member
    assert seats[1].delegate_counts


def test_restoring_seats_whose_post_was_renamed_is_refused() -> None:
    committee = a_draft()
    post = a_post("ปลัดเทศบาล")
    seat = add_seat(committee, Role.CHAIR, post_id=post.id)
    remove_seat(seat)
    other = add_seat(committee, Role.CHAIR, post_id=a_post("รองปลัดเทศบาล").id)
    Post.update(name="ปลัด").where(Post.id == post.id).execute()
    with refused(Refused, match="ปลัดเทศบาล"):
        put_back(FieldKey(Subject.COMMITTEE, committee, "seat_lines"), 1)
    assert [each.id for each in Seat.select().where(Seat.committee == committee)] == [other]


def test_restoring_seats_of_two_people_with_one_name_is_refused() -> None:
    committee = a_draft()
    first = add_seat(committee, Role.CHAIR, person_id=a_person("น้ำฝน").id)
    second = add_seat(committee, Role.MEMBER, person_id=a_person("น้ำฝน").id)
    change_role(second, Role.MEMBER_SECRETARY)
    with refused(Refused, match="ชื่อเหมือนกัน"):
        put_back(FieldKey(Subject.COMMITTEE, committee, "seat_lines"), 1)
    assert [each.id for each in Committee.get_by_id(committee).ordered_seats()] == [first, second]


def test_history_records_and_restores_the_quorum_of_a_committee() -> None:
    committee = a_committee(seats=5).id
    set_quorum(committee, 4)
    set_quorum(committee, None)
    assert texts(Subject.QUORUM, committee, "quorum_count") == ["", "๔", ""]
    put_back(FieldKey(Subject.QUORUM, committee, "quorum_count"), 1)
    assert Committee.get_by_id(committee).quorum_count == 4


def test_history_records_and_restores_the_majority_rule_of_a_committee() -> None:
    committee = a_committee().id
    set_majority(committee, Majority.PRESENT)
    set_majority(committee, Majority.VOTING)
    rule = FieldKey(Subject.QUORUM, committee, "majority_of")
    voting, present = Majority.VOTING.label, Majority.PRESENT.label
    assert texts(*rule) == [voting, present, voting]
    put_back(rule, 1)
    assert Committee.get_by_id(committee).majority_of == Majority.PRESENT
    assert texts(*rule) == [present, voting, present, voting]


def test_history_restores_which_substitutes_count_in_an_issued_order() -> None:
    committee = a_committee(seats=2)
    first, second = committee.ordered_seats()
    set_delegate_counts(first.id, False)
    set_delegate_counts(second.id, True)
    set_quorum(committee.id, 2)
    place = FieldKey(Subject.QUORUM, committee.id, "delegate_lines")
    line = f"{first.label} : ไม่นับผู้มาประชุมแทน"
    assert texts(*place) == [f"{line}\n{second.label} : นับผู้มาประชุมแทน", line, ""]
    put_back(place, 1)
    assert [each.delegate_counts for each in committee.ordered_seats()] == [False, None]
    assert Committee.get_by_id(committee.id).quorum_count == 2
    put_back(place, 0)
    assert [each.delegate_counts for each in committee.ordered_seats()] == [None, None]
    with refused(Refused, match="ไม่พบที่นั่ง"):
        set_delegates(committee.id, "ไม่มีผู้นี้ : นับผู้มาประชุมแทน")
    with refused(Refused, match="ไม่เข้าใจ"):
        set_delegates(committee.id, "อะไรสักอย่าง")


def test_history_keeps_all_parts_of_a_removed_draft_order() -> None:
    committee = a_draft()
    order = Committee.get_by_id(committee).order
    edit_order(order.id, "เรื่องหนึ่ง", "เหตุหนึ่ง", "ตั้งแต่วันนี้")
    add_seat(committee, Role.CHAIR, post_id=a_post("ปลัดเทศบาล").id)
    duty = add_duty(committee, "จัดทำแผน")
    set_quorum(committee, 1)
    set_committee_agenda(committee, ["เรื่องของเรา"])
    remove_draft(order.id)
    for subject, record_id, field, said in (
        (Subject.ORDER, order.id, "subject", "เรื่องหนึ่ง"),
        (Subject.ORDER, order.id, "cause", "เหตุหนึ่ง"),
        (Subject.COMMITTEE, committee, "seat_lines", "ปลัดเทศบาล : ประธานกรรมการ"),
        (Subject.QUORUM, committee, "quorum_count", "๑"),
        (Subject.AGENDA_TEMPLATE, committee, "agenda_lines", "เรื่องของเรา"),
        (Subject.DUTY, duty, "text", "จัดทำแผน"),
    ):
        assert texts(subject, record_id, field)[:2] == ["", said]


def test_a_new_record_does_not_reuse_the_id_of_a_removed_one() -> None:
    resolution, line = a_resolution()
    dissent = add_dissent(resolution, line, "เหตุผลเดิม")
    remove_dissent(dissent)
    assert add_dissent(resolution, line, "เหตุผลใหม่") != dissent
    committee = a_draft()
    order = Committee.get_by_id(committee).order_id
    duty = add_duty(committee, "หน้าที่เดิม")
    remove_duty(duty)
    assert add_duty(committee, "หน้าที่ใหม่") != duty
    remove_committee(committee)
    assert add_committee(order, "คณะใหม่") != committee
    remove_draft(order)
    assert draft_order("เรื่องใหม่") != order


def test_history_restores_the_titles_of_an_agenda_template() -> None:
    committee = a_committee().id
    set_committee_agenda(committee, ["เรื่องแจ้งให้ทราบ", "เรื่องเพื่อพิจารณา"])
    set_committee_agenda(committee, ["เรื่องเพื่อพิจารณา"])
    set_committee_agenda(committee, [])
    place = FieldKey(Subject.AGENDA_TEMPLATE, committee, "agenda_lines")
    assert [each.text for each in text_history(place).versions] == [
        "",
        "เรื่องเพื่อพิจารณา",
        "เรื่องแจ้งให้ทราบ\nเรื่องเพื่อพิจารณา",
        "",
    ]
    put_back(place, 1)
    titles = [title for _kind, title in committee_agenda(committee)]
    assert titles == ["เรื่องแจ้งให้ทราบ", "เรื่องเพื่อพิจารณา"]
    put_back(place, 0)
    assert committee_agenda(committee) == standard_agenda()


def test_history_of_a_person_records_held_posts_and_restores_them() -> None:
    person, post = a_person(), a_post("ปลัดเทศบาล")
    acting = a_post("ผู้อำนวยการกองคลัง")
    first = assign(person.id, post.id, AssignmentKind.SUBSTANTIVE, date(2020, 10, 1), "ระดับกลาง")
    second = assign(person.id, acting.id, AssignmentKind.ACTING, date(2021, 1, 1))
    edit_assignment(second, date(2021, 2, 1))
    end_assignment(first, date(2021, 9, 30))
    remove_assignment(second)
    told = texts(Subject.HELD_POSTS, person.id, "post_lines")
    own = "ดำรงตำแหน่ง · ปลัดเทศบาล · กลาง · ๑ ต.ค. ๖๓ · "
    other = "รักษาราชการแทน · ผู้อำนวยการกองคลัง ·  · "
    assert told == [
        f"{own}๓๐ ก.ย. ๖๔",
        f"{own}๓๐ ก.ย. ๖๔\n{other}๑ ก.พ. ๖๔ · เป็นต้นไป",
        f"{own}เป็นต้นไป\n{other}๑ ก.พ. ๖๔ · เป็นต้นไป",
        f"{own}เป็นต้นไป\n{other}๑ ม.ค. ๖๔ · เป็นต้นไป",
        f"{own}เป็นต้นไป",
    ]
    put_back(FieldKey(Subject.HELD_POSTS, person.id, "post_lines"), 1)
    held = list(Assignment.select().order_by(Assignment.begins_on))
    assert [(each.post_id, each.begins_on, each.ends_on, each.level) for each in held] == [
        (post.id, date(2020, 10, 1), None, "กลาง"),
        (acting.id, date(2021, 1, 1), None, ""),
    ]


def test_restoring_an_assignment_is_refused_if_another_person_holds_the_post() -> None:
    person, other, post = a_person(), a_person("สมศักดิ์"), a_post("ปลัดเทศบาล")
    held = assign(person.id, post.id, AssignmentKind.SUBSTANTIVE, date(2020, 10, 1))
    remove_assignment(held)
    assign(other.id, post.id, AssignmentKind.SUBSTANTIVE, date(2020, 10, 1))
    with refused(Refused, match="สมศักดิ์"):
        put_back(FieldKey(Subject.HELD_POSTS, person.id, "post_lines"), 0)
    assert [each.person_id for each in Assignment.select()] == [other.id]


def test_history_of_an_attendance_row_records_marks_and_restores_them() -> None:
    meeting = a_meeting(committee=a_committee(seats=3))
    line = meeting.attendance.get()
    for act, *args in (
        (mark, line.id, AttendanceStatus.ABSENT, "ลาป่วย"),
        (mark_late, line.id, time(14, 20)),
        (set_substitute, line.id, "นายแทน มาดี", "นิติกร"),
    ):
        run_undoable(roll_scope(meeting.id), act, *args)
    status = texts(Subject.ATTENDANCE, line.id, "status")
    assert status == ["มา", "ไม่มา", "ยังไม่ได้เช็กชื่อ"]
    assert texts(Subject.ATTENDANCE, line.id, "arrived_at") == ["๑๔.๒๐ น.", ""]
    assert texts(Subject.ATTENDANCE, line.id, "substitute_name") == ["นายแทน มาดี", ""]
    put_back(FieldKey(Subject.ATTENDANCE, line.id, "status"), 1)
    again = Attendance.get_by_id(line.id)
    assert (again.status, again.arrived_at) == (AttendanceStatus.ABSENT, None)
    put_back(FieldKey(Subject.ATTENDANCE, line.id, "reason"), 1)
    assert Attendance.get_by_id(line.id).reason == "ลาป่วย"
    close(meeting.id)
    with refused(Refused):
        put_back(FieldKey(Subject.ATTENDANCE, line.id, "status"), 1)


def test_history_keeps_a_removed_guest() -> None:
    meeting = a_meeting()
    add_guest(meeting.id, "นายแขก รับเชิญ", "วิทยากร")
    guest = meeting.attendance.where(Attendance.seat.is_null()).get()
    run_undoable(roll_scope(meeting.id), remove_guest, guest.id)
    assert texts(Subject.ATTENDANCE, guest.id, "name") == ["", "นายแขก รับเชิญ"]
    told = changes(HistoryFilter(records=((Subject.ATTENDANCE, guest.id),)))
    assert {each.label for each in told} >= {"ชื่อผู้เข้าร่วมประชุม", "ตำแหน่งผู้เข้าร่วมประชุม"}


def test_history_restores_day_and_notice_of_a_meeting_until_it_is_closed() -> None:
    meeting = a_meeting()
    set_notice(meeting.id, date(2020, 9, 15), number="นม 1")
    move_meeting(meeting.id, date(2020, 9, 29), time(9, 30), "ห้องประชุมเล็ก")
    assert texts(Subject.MEETING, meeting.id, "held_on") == ["๒๙ ก.ย. ๖๓", "๒๒ ก.ย. ๖๓"]
    assert texts(Subject.MEETING, meeting.id, "notified_on") == ["", "๑๕ ก.ย. ๖๓", ""]
    put_back(FieldKey(Subject.MEETING, meeting.id, "held_on"), 0)
    again = Meeting.get_by_id(meeting.id)
    assert (again.held_on, again.starts_at) == (date(2020, 9, 22), time(9, 30))
    put_back(FieldKey(Subject.MEETING, meeting.id, "notified_on"), 1)
    again = Meeting.get_by_id(meeting.id)
    assert (again.notified_on, again.invitation_number) == (date(2020, 9, 15), "นม 1")
    close(meeting.id)
    with refused(Refused):
        put_back(FieldKey(Subject.MEETING, meeting.id, "place"), 0)


def test_history_records_route_number_and_reply_of_a_memo() -> None:
    post, other = a_post("ปลัดเทศบาล"), a_post("นายกเทศมนตรี")
    words = MemoText("ขออนุมัติ", "นายกเทศมนตรี")
    memo = write_memo(MemoKind.OTHER, words, date(2020, 10, 1), route=Route((post.id,), ()))
    set_route(memo, Route((post.id,), (other.id,)))
    record_opinion(memo, other.id, "เห็นควรอนุมัติ", date(2020, 10, 2))
    issue_memo(memo, 1, date(2020, 10, 1))
    record_reply(memo, Reply.APPROVED, date(2020, 10, 3))
    assert texts(Subject.MEMO, memo, "route_words") == [
        "ปลัดเทศบาล\nนายกเทศมนตรี เห็นควรอนุมัติ ๒ ตุลาคม ๒๕๖๓",
        "ปลัดเทศบาล\nนายกเทศมนตรี",
        "ปลัดเทศบาล",
        "",
    ]
    assert texts(Subject.MEMO, memo, "head_words") == ["๑ ตุลาคม ๒๕๖๓ ที่ ๑/๒๕๖๓", "๑ ตุลาคม ๒๕๖๓"]
    assert texts(Subject.MEMO, memo, "reply_words")[0] == "อนุมัติ ๓ ตุลาคม ๒๕๖๓"


def test_history_records_the_respondent_of_a_survey_form() -> None:
    form = a_form(2564, "5" * 10)
    set_respondent(form, Respondent.COMMITTEE, None)
    assert texts(Subject.SURVEY, form, "respondent_words") == ["คณะทำงาน", "บุคลากร"]


def test_a_new_record_has_no_history_of_a_purged_one() -> None:
    meeting = a_meeting(committee=a_committee(seats=3))
    mark_all_present(meeting.id)
    item = an_item(meeting)
    gone = record_resolution(item.id, Outcome.ENDORSED, "มติเดิม", 3)
    task = assign_task(item.id, TaskDraft("งานเดิม"))
    add_guest(meeting.id, "แขกคนแรก", "")
    guest = Attendance.get(name="แขกคนแรก").id

    remove_resolution(gone)
    remove_task(task)
    run_undoable(roll_scope(meeting.id), remove_guest, guest)
    purge(Subject.RESOLUTION, gone)
    purge(Subject.TASK, task)
    fresh = record_resolution(item.id, Outcome.ENDORSED, "มติใหม่", 3)
    add_guest(meeting.id, "แขกคนใหม่", "")
    assert fresh != gone
    assert assign_task(item.id, TaskDraft("งานใหม่")) != task
    assert Attendance.get(name="แขกคนใหม่").id != guest
    told = text_history(FieldKey(Subject.RESOLUTION, fresh)).versions
    assert [each.text for each in told] == ["มติใหม่"]

"""Members pasted as lines: matched to posts and people, asked, named, added in one change."""

from pathlib import Path

import pytest

from models.committees.operations import add_committee, add_seat
from models.committees.orders import draft_order
from models.committees.pasted_members import (
    MemberAnswer,
    MembersPlan,
    MemberState,
    add_members,
    counted,
    plan_members,
)
from models.committees.records import Committee, Role
from models.committees.seat_undo import seats_scope
from models.editing.revisions import Subject
from models.editing.undo import revert, run_undoable
from models.errors import Refused
from models.people.records import Person, Post
from tests.builders import revisions_of
from tests.other_office import OUTSIDERS, SHARED_POST, VACANT_POST, make_other_office
from tests.refusals import refused

LINES = (
    "รายชื่อคณะกรรมการ\tตำแหน่ง\tหน้าที่",
    "๑. นายกเทศมนตรี ........................ ประธานกรรมการ",
    "2) นางสาวกัลยา วงศ์สวัสดิ์  รองนายกเทศมนตรี รองประธาน",
    "๓.\tนายอนุชา ชัยมงคล\tผอ.กองช่าง\tกรรมการ",
    "- นายวิเชียร กำเนิดผล กรรมการ",
    "(๕) หัวหน้าสำนักปลัดเทศบาล กรรมการและเลขานุการ",
    "๖ นางสาวปาริชาติ สายทอง กรรมการ/ผู้ช่วยเลขานุการ",
)


@pytest.fixture
def committee_id(store: Path) -> int:
    make_other_office()
    return add_committee(draft_order("แต่งตั้งคณะทำงาน"), "คณะทำงานทดสอบ")


def seats(committee_id: int) -> list[tuple[str, Role, bool]]:
    committee = Committee.get_by_id(committee_id)
    return [
        (seat.present_label, Role(seat.role), seat.post_id is not None)
        for seat in committee.ordered_seats()
    ]


def the_row(committee_id: int, line: str) -> tuple[MemberState, list[str], str]:
    (row,) = plan_members(committee_id, [line]).rows
    return row.state, [way.label for way in row.ways], row.detail


def test_numbered_lines_become_seats_of_posts_and_people_with_their_roles(
    committee_id: int,
) -> None:
    plan = plan_members(committee_id, LINES)
    assert [row.state for row in plan.rows] == [MemberState.ADD] * 6, plan.rows
    add_members(plan)
    assert seats(committee_id) == [
        ("นายกเทศมนตรีตำบลบ้านใหม่สามัคคี", Role.CHAIR, True),
        ("รองนายกเทศมนตรีตำบลบ้านใหม่สามัคคี", Role.VICE_CHAIR, True),
        ("ผู้อำนวยการกองช่าง", Role.MEMBER, True),
        ("นายวิเชียร กำเนิดผล", Role.MEMBER, False),
        ("หัวหน้าสำนักปลัดเทศบาล", Role.MEMBER_SECRETARY, True),
        ("นางสาวปาริชาติ สายทอง", Role.MEMBER_ASSISTANT_SECRETARY, False),
    ]


ROLES = {
    "ประธาน": Role.CHAIR,
    "ประธานคณะทำงาน": Role.CHAIR,
    "หัวหน้าคณะทำงาน": Role.CHAIR,
    "รองประธานกรรมการ คนที่ ๑": Role.VICE_CHAIR,
    "กรรมการ": Role.MEMBER,
    "กรรมการผู้ทรงคุณวุฒิ": Role.MEMBER,
    "คณะทำงาน": Role.MEMBER,
    "อนุกรรมการและเลขานุการ": Role.MEMBER_SECRETARY,
    "เลขานุการ": Role.MEMBER_SECRETARY,
    "(เลขานุการคณะทำงาน)": Role.MEMBER_SECRETARY,
    "คณะทำงานและผู้ช่วยเลขานุการ": Role.MEMBER_ASSISTANT_SECRETARY,
    "ผู้ช่วยเลขานุการ": Role.MEMBER_ASSISTANT_SECRETARY,
}


def test_a_role_is_read_at_the_end_of_a_line_and_as_a_cell(committee_id: int) -> None:
    for line in ("ปลัดเทศบาล {}", "ปลัดเทศบาล\t{}", "{}\tปลัดเทศบาล"):
        rows = plan_members(committee_id, [line.format(written) for written in ROLES]).rows
        assert [row.role for row in rows] == list(ROLES.values()), line
        assert all(row.says_role and row.way for row in rows[:1])


def test_a_role_is_read_before_a_person_but_not_before_a_post(committee_id: int) -> None:
    for written, role in ROLES.items():
        bare = written.strip("()")
        (row,) = plan_members(committee_id, [f"{bare} นางสาวปาริชาติ สายทอง"]).rows
        assert (row.role, row.says_role, row.state) == (role, True, MemberState.ADD), written
    (post,) = plan_members(committee_id, ["เลขานุการ นายกเทศมนตรีตำบลบ้านใหม่สามัคคี"]).rows
    assert not post.says_role


def test_a_heading_gives_its_role_to_the_lines_below(committee_id: int) -> None:
    lines = ["ประธานกรรมการ", "ปลัดเทศบาล", "กรรมการ", "รองปลัดเทศบาล", "ผอ.กองช่าง เลขานุการ"]
    rows = plan_members(committee_id, lines).rows
    assert [row.role for row in rows] == [Role.CHAIR, Role.MEMBER, Role.MEMBER_SECRETARY]


def test_a_pasted_line_without_a_role_becomes_a_member_with_a_remark(committee_id: int) -> None:
    state, _, detail = the_row(committee_id, "ปลัดเทศบาล")
    assert state == MemberState.ADD
    assert "เป็นกรรมการ (บรรทัดไม่บอกบทบาท)" in detail


def test_a_pasted_post_is_not_matched_to_a_longer_post_name(committee_id: int) -> None:
    for post in ("ปลัดเทศบาล", "รองปลัดเทศบาล", "หัวหน้าสำนักปลัดเทศบาล"):
        state, ways, _ = the_row(committee_id, post)
        assert (state, len(ways)) == (MemberState.ADD, 1)
        assert ways[0].startswith(f"{post} (")


DOUBTFUL = {
    "กองช่าง กรรมการ": ["ผู้อำนวยการกองช่าง"],
    "นายวิเชียร กำเนิดพล กรรมการ": ["นายวิเชียร กำเนิดผล"],
    "นายอนุชา ชัยมงคล ปลัดเทศบาล กรรมการ": ["นายอนุชา ชัยมงคล", "ปลัดเทศบาล"],
    f"{SHARED_POST} กรรมการ": ["จ่าสิบเอก นิพนธ์ คำภา"],
    "นายใหม่ มาแล้ว ผู้อำนวยการกองคลัง": ["ผู้อำนวยการกองคลัง"],
}


def test_ambiguous_member_lines_are_left_to_the_user(committee_id: int) -> None:
    plan = plan_members(committee_id, list(DOUBTFUL))
    assert {row.state for row in plan.rows} == {MemberState.ASKED}
    found = [[way.label.rpartition(" (")[0] for way in row.ways] for row in plan.rows]
    assert found == list(DOUBTFUL.values())
    assert all(row.detail for row in plan.rows)
    with refused(Refused, match="ยังไม่ได้เลือก"):
        add_members(plan)
    answers = {number: MemberAnswer(way=0) for number in range(1, 5)}
    answers[5] = MemberAnswer(is_left_out=True)
    add_members(plan_members(committee_id, list(DOUBTFUL), answers))
    assert [label for label, *_ in seats(committee_id)] == [ways[0] for ways in found[:4]]


def test_unknown_members_are_listed_and_the_others_can_be_added(
    committee_id: int,
) -> None:
    lines = ["นายไม่มี ในทะเบียน ประธาน", "หัวหน้าสถานีอวกาศ กรรมการ", "ปลัดเทศบาล กรรมการ"]
    plan = plan_members(committee_id, lines)
    assert "ไม่รู้จัก ๒" in counted(plan)
    with refused(Refused, match="บรรทัดที่ ๑ “นายไม่มี ในทะเบียน ประธาน”, บรรทัดที่ ๒"):
        add_members(plan)
    assert seats(committee_id) == []
    add_members(plan, known_only=True)
    assert seats(committee_id) == [("ปลัดเทศบาล", Role.MEMBER, True)]


def test_a_pasted_line_with_an_unknown_role_needs_another_role(committee_id: int) -> None:
    line = f"{OUTSIDERS[0]} ที่ปรึกษา"
    assert the_row(committee_id, line)[::2] == (
        MemberState.ASKED,
        "ไม่มีบทบาท “ที่ปรึกษา” เลือกบทบาทอื่น",
    )
    answer = {1: MemberAnswer(role=Role.MEMBER)}
    assert plan_members(committee_id, [line], answer).rows[0].state == MemberState.ADD


def test_pasting_existing_members_keeps_them_or_changes_roles_and_adds_no_duplicate(
    committee_id: int,
) -> None:
    post = Post.get(Post.name == VACANT_POST)
    add_seat(committee_id, Role.MEMBER, post_id=post.id)
    lines = [f"{VACANT_POST} เลขานุการ", VACANT_POST, "ปลัดเทศบาล", "ปลัดเทศบาล ประธาน"]
    states = [row.state for row in plan_members(committee_id, lines).rows]
    assert states == [
        *(MemberState.CHANGE, MemberState.REPEATED, MemberState.ADD, MemberState.REPEATED),
    ]
    assert the_row(committee_id, VACANT_POST)[0] == MemberState.SAME
    add_members(plan_members(committee_id, lines[:1]))
    assert seats(committee_id) == [(VACANT_POST, Role.MEMBER_SECRETARY, True)]
    with refused(Refused, match="ไม่มีบรรทัดใด"):
        add_members(plan_members(committee_id, lines[:1]))


def test_undo_removes_all_pasted_members_in_one_step_and_history_records_it(
    committee_id: int,
) -> None:
    post = Post.get(Post.name == VACANT_POST)
    add_seat(committee_id, Role.MEMBER, post_id=post.id)
    before = seats(committee_id)
    plan: MembersPlan = plan_members(committee_id, [*LINES, f"{VACANT_POST} รองประธาน"])
    done = run_undoable(seats_scope(committee_id), add_members, plan)
    after = seats(committee_id)
    assert len(after) == 7
    undone = revert(done)
    assert seats(committee_id) == before
    revert(undone)
    assert seats(committee_id) == after
    told = revisions_of(Subject.COMMITTEE, committee_id, "seat_lines")
    assert "นายวิเชียร กำเนิดผล" in told[-1].text


def test_a_change_of_the_register_after_the_preview_is_refused(committee_id: int) -> None:
    plan = plan_members(committee_id, [f"{OUTSIDERS[0]} กรรมการ"])
    person = Person.get(Person.given_name == "วิเชียร")
    add_seat(committee_id, Role.CHAIR, person_id=person.id)
    with refused(Refused, match="เปลี่ยนไประหว่างตรวจ"):
        add_members(plan)


def test_pasting_members_into_an_issued_order_is_refused(store: Path) -> None:
    office = make_other_office()
    with refused(Refused, match="แก้ไขไม่ได้"):
        plan_members(office.committee_id, LINES)


def test_lines_without_a_member_are_refused_and_hostile_ones_unknown(committee_id: int) -> None:
    for text in ("", "กรรมการ", "ที่\tชื่อ - สกุล\tตำแหน่ง", "....."):
        with refused(Refused, match="ไม่พบรายชื่อ"):
            plan_members(committee_id, [text])
    hostile = ["[/]", "ก" * 1500, "ิ่้", "🙂", "๑." * 50 + "x", "นาย", "นาย ก"]
    *rows, last = plan_members(committee_id, [*hostile, "ปลัดเทศบาล"]).rows
    assert rows
    assert last.state == MemberState.ADD
    assert {row.state for row in rows} <= {MemberState.UNKNOWN, MemberState.ASKED}

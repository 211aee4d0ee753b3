"""An order after it is issued: amended, replaced, revoked; old meetings keep their committee."""

from datetime import date
from pathlib import Path

from models.committees.agenda_templates import set_committee_agenda
from models.committees.operations import add_seat, copy_committee, gone_posts, remove_committee
from models.committees.orders import amend_order, draft_order, issue, revoke_order
from models.committees.records import Committee, OrderState, Role, committees_in_force
from models.committees.views import read_order
from models.errors import Refused
from models.meetings.records import Meeting, roll_of
from models.minutes.agenda import fill_agenda
from models.people.operations import abolish_post, add_post
from models.people.records import Post
from tests.builders import a_meeting, a_person, a_post, an_assignment
from tests.models.committees.test_orders import DAY, a_draft, a_mayor, labels, the_committee
from tests.refusals import refused

LATER = date(2020, 11, 2)


def an_order(number: int | None = None) -> int:
    if not Post.select().where(Post.is_cko).exists():
        a_mayor()
    order = a_draft()
    issue(order, DAY, number)
    return order


def test_an_amended_order_is_replaced_when_the_new_one_is_issued(store: Path) -> None:
    old = an_order(881)
    new = amend_order(old)
    assert labels(new) == labels(old)
    assert read_order(old).state == OrderState.ISSUED
    issue(new, LATER)
    assert (read_order(old).state, read_order(old).amended_by) == (OrderState.AMENDED, "๘๘๒/๒๕๖๓")
    assert read_order(new).amends == "๘๘๑/๒๕๖๓"
    assert read_order(old).committees[0].replaced_by == "๘๘๒/๒๕๖๓"
    assert [each.id for each in committees_in_force()] == [the_committee(new)]


def test_old_meetings_keep_the_committee_that_was_replaced(store: Path) -> None:
    old = an_order()
    held = a_meeting(committee=Committee.get_by_id(the_committee(old)), closed=True)
    planned = a_meeting(
        committee=Committee.get_by_id(the_committee(old)), held_on=date(2020, 12, 1)
    )
    before = [roll_of(each) for each in (held, planned)]
    new = amend_order(old)
    add_seat(the_committee(new), Role.MEMBER, a_post("เพิ่มใหม่").id)
    issue(new, LATER)
    again = [Meeting.get_by_id(each.id) for each in (held, planned)]
    assert [roll_of(each) for each in again] == before
    assert {each.committee_id for each in again} == {the_committee(old)}
    committee = Committee.get_by_id(the_committee(new))
    assert [each.id for each in committee.with_replaced()] == [committee.id, the_committee(old)]
    committee.must_be_in_force()
    with refused(Refused, match="แต่งตั้งใหม่ตามคำสั่งที่"):
        Committee.get_by_id(the_committee(old)).must_be_in_force()


def test_a_committee_of_last_year_is_copied_with_the_posts_as_they_are_now(store: Path) -> None:
    last_year = an_order()
    source = the_committee(last_year)
    gone = Committee.get_by_id(source).ordered_seats()[1].post
    set_committee_agenda(source, ["เรื่องแรก"])
    for held in gone.assignments:
        held.delete_instance()
    abolish_post(gone.id, date(2020, 12, 31))
    chair = Committee.get_by_id(source).ordered_seats()[0].post
    chair.name = "ชื่อตำแหน่งใหม่"
    chair.save()
    this_year = draft_order("แต่งตั้งปีนี้", "ด้วยเหตุหนึ่ง")
    copied = copy_committee(source, this_year)
    assert gone_posts(source) == (gone.name,)
    assert labels(this_year) == ["ชื่อตำแหน่งใหม่"]
    assert [item.title for item in Committee.get_by_id(copied).template_items] == ["เรื่องแรก"]
    add_seat(copied, Role.MEMBER_SECRETARY, a_post().id)
    issue(this_year, date(2021, 1, 5))
    assert read_order(last_year).committees[0].replaced_by == "๑/๒๕๖๔"
    assert read_order(last_year).state == OrderState.ISSUED


def test_a_committee_copied_under_another_name_replaces_none(store: Path) -> None:
    first = an_order()
    other = draft_order("แต่งตั้งอีกคณะ", "ด้วยเหตุหนึ่ง")
    copied = Committee.get_by_id(copy_committee(the_committee(first), other))
    copied.name = "คณะกรรมการอื่น"
    copied.save()
    issue(other, LATER)
    assert read_order(first).committees[0].replaced_by == ""
    assert len(committees_in_force()) == 2


def test_a_committee_copied_into_an_amendment_can_be_removed(store: Path) -> None:
    draft = amend_order(an_order())
    remove_committee(the_committee(draft))
    assert read_order(draft).committees == ()


def test_a_revoked_order_keeps_its_number_and_has_no_committee_in_force(store: Path) -> None:
    order = an_order(881)
    with refused(Refused, match="เหตุผล"):
        revoke_order(order, LATER, " ")
    with refused(Refused, match="อยู่ก่อนวันที่ออกคำสั่ง"):
        revoke_order(order, date(2020, 9, 1), "ออกผิด")
    revoke_order(order, LATER, "ออกผิด")
    view = read_order(order)
    assert (view.state, view.revoked_on, view.revoke_reason) == (OrderState.REVOKED, LATER, "ออกผิด")
    assert committees_in_force() == []
    for act in (lambda: revoke_order(order, LATER, "อีก"), lambda: amend_order(order)):
        with refused(Refused, match="ยกเลิกแล้ว"):
            act()
    assert issue(a_draft(), LATER).label == "๘๘๒/๒๕๖๓"


def test_amending_revoking_or_convening_a_draft_is_refused(store: Path) -> None:
    order = a_draft()
    for act in (lambda: revoke_order(order, LATER, "ผิด"), lambda: amend_order(order)):
        with refused(Refused, match="ยังเป็นร่าง"):
            act()
    with refused(Refused, match="ออกคำสั่งก่อน"):
        Committee.get_by_id(the_committee(order)).must_be_in_force()


def test_issuing_an_order_stores_the_acting_mayor_of_its_day(store: Path) -> None:
    from models.people.records import AssignmentKind

    mayor = a_mayor()
    deputy = Post.get_by_id(add_post("รองนายกเทศมนตรี"))
    person = a_person("รอง", "ลงชื่อแทน")
    an_assignment(person, deputy)
    an_assignment(person, mayor, since=DAY, until=DAY, kind=AssignmentKind.ACTING)
    order = a_draft()
    issue(order, DAY)
    view = read_order(order)
    assert view.signer_name == "นายรอง ลงชื่อแทน"
    assert view.signer_title == "รองนายกเทศมนตรี รก.นายกเทศมนตรี"


def test_a_new_committee_continues_the_numbers_and_agenda_of_the_replaced_one(store: Path) -> None:
    from datetime import time

    from models.home.overview import read_plannable
    from models.meetings.records import plan_meeting
    from tests.builders import an_office

    an_office()
    old = an_order()
    set_committee_agenda(the_committee(old), ["เรื่องรับรองรายงานการประชุม", "เรื่องของคณะ"])
    a_meeting(committee=Committee.get_by_id(the_committee(old)))
    new = amend_order(old)
    issue(new, LATER)
    draft_order("ยังร่าง")
    (choice,) = read_plannable(LATER).committees
    assert (choice.committee_id, choice.next_label) == (the_committee(new), "๒/๒๕๖๓")
    with refused(Refused, match="แต่งตั้งใหม่ตามคำสั่งที่"):
        plan_meeting(the_committee(old), LATER, time(9), "")
    with refused(Refused, match="ครั้งถัดไปที่ว่างคือ ๒/๒๕๖๓"):
        plan_meeting(the_committee(new), LATER, time(9), "", number=1)
    meeting_id = plan_meeting(the_committee(new), LATER, time(9), "")
    fill_agenda(meeting_id)
    items = Meeting.get_by_id(meeting_id).items
    assert [item.title for item in items] == ["เรื่องรับรองรายงานการประชุม", "เรื่องของคณะ"]

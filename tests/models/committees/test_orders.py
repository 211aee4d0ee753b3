"""Orders: drafted, completed, issued under the next number of the year, and then unchanging."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from models.committees.agenda_templates import ItemKind, committee_agenda, set_committee_agenda
from models.committees.operations import (
    add_committee,
    add_duty,
    add_seat,
    change_role,
    edit_committee,
    edit_duty,
    move_duty,
    move_seat,
    remove_committee,
    remove_duty,
    remove_seat,
)
from models.committees.orders import (
    draft_order,
    edit_order,
    issue,
    remove_draft,
    set_signer,
    set_signing_post,
)
from models.committees.records import (
    AppointmentOrder,
    Committee,
    CommitteeKind,
    OrderState,
    Role,
    Seat,
)
from models.committees.rules import set_delegate_counts, set_quorum
from models.committees.views import OrderView, find_order, orders_list, read_order
from models.errors import NotFound, Refused
from models.people.operations import add_new_person, add_post, edit_post, rename_person
from models.people.records import Person, Post
from tests.builders import a_held_post, a_person, a_post, an_assignment
from tests.refusals import refused

DAY = date(2020, 9, 17)


def a_mayor() -> Post:
    post: Post = Post.get_by_id(add_post("นายกเทศมนตรีตำบลทดสอบ", "นายกเทศมนตรี"))
    an_assignment(a_person("นายก", "ลงนาม"), post)
    return post


def a_draft(*roles: Role) -> int:
    """A draft with one committee of held posts in these roles; else chair and secretary."""
    order = draft_order("แต่งตั้งคณะกรรมการ", "ด้วยเหตุหนึ่ง\nเพื่อเหตุสอง")
    committee = add_committee(order, "คณะกรรมการทดสอบ", "Test", CommitteeKind.PLAN)
    for role in roles or (Role.CHAIR, Role.MEMBER_SECRETARY):
        add_seat(committee, role, a_held_post("กรรมการ").id)
    add_duty(committee, "จัดทำแผน")
    return order


def the_committee(order: int) -> int:
    return int(Committee.get(Committee.order == order).id)


def labels(order: int) -> list[str]:
    return [seat.label for seat in read_order(order).committees[0].seats]


def refusal(act: Callable[[], object]) -> str:
    with refused(Refused) as caught:
        act()
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


def test_a_draft_order_has_no_number_and_the_present_head_as_signer(store: Path) -> None:
    a_mayor()
    view = read_order(a_draft(), DAY)
    assert (view.number, view.issued_on, view.state) == (None, None, OrderState.DRAFT)
    assert view.label == "ร่าง"
    assert (view.signer_name, view.signer_title) == ("นายนายก ลงนาม", "นายกเทศมนตรีตำบลทดสอบ")
    assert view.cause == ("ด้วยเหตุหนึ่ง", "เพื่อเหตุสอง")
    assert view.effective == "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"


def test_an_order_is_issued_under_the_next_number_of_its_calendar_year(store: Path) -> None:
    a_mayor()
    assert issue(a_draft(), DAY, 881).label == "๘๘๑/๒๕๖๓"
    assert issue(a_draft(), DAY).label == "๘๘๒/๒๕๖๓"
    assert issue(a_draft(), date(2021, 1, 4)).label == "๑/๒๕๖๔"
    assert find_order(882, 2563).state == OrderState.ISSUED
    assert [line.label for line in orders_list()] == ["๑/๒๕๖๔", "๘๘๒/๒๕๖๓", "๘๘๑/๒๕๖๓"]


def test_a_number_given_twice_is_refused_with_the_next_free_one(store: Path) -> None:
    a_mayor()
    issue(a_draft(), DAY, 881)
    order = a_draft()
    said = refusal(lambda: issue(order, DAY, 881))
    assert said == "เลขที่คำสั่ง ๘๘๑/๒๕๖๓ ใช้แล้ว เลขถัดไปที่ว่างคือ ๘๘๒/๒๕๖๓"
    assert read_order(order).state == OrderState.DRAFT


def test_issuing_an_order_with_a_number_gap_is_refused_unless_confirmed(store: Path) -> None:
    a_mayor()
    issue(a_draft(), DAY, 881)
    order = a_draft()
    for number in (884, 880):
        said = refusal(lambda number=number: issue(order, DAY, number))
        assert "ไม่ต่อจากเลขล่าสุด เลขถัดไปที่ว่างคือ ๘๘๒/๒๕๖๓" in said
    assert "ต้องเป็นเลขตั้งแต่ ๑" in refusal(lambda: issue(order, DAY, 0))
    assert issue(order, DAY, 1024, gap_ok=True).label == "๑๐๒๔/๒๕๖๓"


def test_issuing_an_order_without_one_chair_and_a_secretary_is_refused(store: Path) -> None:
    a_mayor()
    lacking = {
        (
            Role.MEMBER,
            Role.MEMBER_SECRETARY,
        ): "คณะกรรมการทดสอบ ยังไม่มีประธานกรรมการ กำหนดประธานก่อนออกคำสั่ง",
        (
            Role.CHAIR,
            Role.MEMBER,
        ): "คณะกรรมการทดสอบ ยังไม่มีเลขานุการ กำหนดกรรมการและเลขานุการก่อนออกคำสั่ง",
        (
            Role.CHAIR,
            Role.CHAIR,
            Role.MEMBER_SECRETARY,
        ): "คณะกรรมการทดสอบ มีประธานกรรมการเกินหนึ่งคน เหลือไว้คนเดียวก่อนออกคำสั่ง",
    }
    for roles, sentence in lacking.items():
        order = a_draft(*roles)
        assert refusal(lambda order=order: issue(order, DAY)) == sentence


def test_adding_a_seat_without_exactly_one_post_or_person_is_refused(store: Path) -> None:
    a_mayor()
    order = a_draft()
    committee, person = the_committee(order), a_person()
    sentence = "ที่นั่งนี้ยังไม่มีตำแหน่งหรือชื่อบุคคล เลือกตำแหน่งหรือบุคคลอย่างใดอย่างหนึ่ง"
    assert refusal(lambda: add_seat(committee, Role.MEMBER)) == sentence
    post = a_post()
    assert refusal(lambda: add_seat(committee, Role.MEMBER, post.id, person.id)) == sentence
    seat = Seat.create(committee=committee, position=3, role=Role.MEMBER)
    assert "ลำดับที่ ๓ ยังไม่มีตำแหน่งหรือชื่อบุคคล" in refusal(lambda: issue(order, DAY))
    seat.delete_instance()
    add_seat(committee, Role.MEMBER, person_id=person.id)
    assert "อยู่ในคณะกรรมการทดสอบแล้ว" in refusal(
        lambda: add_seat(committee, Role.MEMBER, person_id=person.id)
    )
    issue(order, DAY)
    assert labels(order)[2] == "นายสมชาย ใจดี"


def test_a_shared_post_cannot_have_a_seat(store: Path) -> None:
    committee, teachers = the_committee(a_draft()), add_post("ครู", shared=True)
    said = refusal(lambda: add_seat(committee, Role.MEMBER, teachers))
    assert "เลือกเป็นรายชื่อบุคคลแทน" in said


def test_issuing_an_order_without_a_signer_is_refused(store: Path) -> None:
    order = a_draft()
    assert "ยังไม่มีตำแหน่งผู้ลงนาม" in refusal(lambda: issue(order, DAY))
    mayor = add_post("นายกเทศมนตรี")
    assert "ตำแหน่งนายกเทศมนตรีว่าง" in refusal(lambda: issue(order, DAY))
    clerk = a_held_post("ปลัด", name="ปลัดเทศบาล")
    set_signing_post(clerk.id)
    assert not Post.get_by_id(mayor).is_cko
    issue(order, DAY)
    assert read_order(order).signer_title == "ปลัดเทศบาล"


def test_an_order_without_subject_or_committee_is_refused(store: Path) -> None:
    assert "ยังไม่มีชื่อเรื่อง" in refusal(lambda: draft_order(" "))
    a_mayor()
    empty = draft_order("แต่งตั้ง")
    assert "ยังไม่มีคณะกรรมการ" in refusal(lambda: issue(empty, DAY))


def test_texts_seats_and_duties_of_a_draft_order_can_be_edited(store: Path) -> None:
    a_mayor()
    order = a_draft()
    committee = the_committee(order)
    edit_order(order, "เรื่องใหม่", " เหตุใหม่ \n\n", "ตั้งแต่พรุ่งนี้")
    edit_committee(committee, "คณะกรรมการใหม่", "", CommitteeKind.MONITORING)
    third = add_seat(committee, Role.MEMBER, a_post("ตำแหน่งที่สาม").id)
    move_seat(third, -9)
    change_role(third, Role.VICE_CHAIR)
    second = add_duty(committee, "หน้าที่ที่สอง")
    move_duty(second, -1)
    edit_duty(second, "หน้าที่แรก")
    view = read_order(order)
    assert (view.subject, view.cause) == ("เรื่องใหม่", ("เหตุใหม่",))
    (shown,) = view.committees
    assert (shown.name, shown.kind) == ("คณะกรรมการใหม่", CommitteeKind.MONITORING)
    assert (shown.seats[0].position, shown.seats[0].role) == (1, Role.VICE_CHAIR)
    assert [duty.text for duty in shown.duties] == ["หน้าที่แรก", "จัดทำแผน"]
    remove_seat(third)
    remove_duty(second)
    issue(order, DAY)
    assert [seat.position for seat in read_order(order).committees[0].seats] == [1, 2]


def test_editing_a_draft_keeps_its_signer_and_an_unknown_signer_is_refused(store: Path) -> None:
    a_mayor()
    order = a_draft()
    deputy = a_post("รองนายกเทศมนตรี")
    set_signer(order, deputy.id)
    edit_order(order, "เรื่องใหม่", "เหตุใหม่", "ตั้งแต่พรุ่งนี้")
    view = read_order(order)
    assert (view.subject, view.signer_post_id) == ("เรื่องใหม่", deputy.id)
    with refused(NotFound):
        set_signer(order, deputy.id + 999)


def test_a_committee_that_is_renamed_keeps_its_kind(store: Path) -> None:
    order = a_draft()
    committee = the_committee(order)
    edit_committee(committee, "คณะกรรมการใหม่", "", CommitteeKind.MONITORING)
    edit_committee(committee, "คณะกรรมการอีกชื่อ")
    assert read_order(order).committees[0].kind == CommitteeKind.MONITORING


def test_changing_the_text_of_an_issued_order_is_refused(store: Path) -> None:
    a_mayor()
    order = a_draft()
    issue(order, DAY, 7)
    committee = the_committee(order)
    seat, duty = read_order(order).committees[0].seats[0], read_order(order).committees[0].duties[0]
    before = read_order(order)
    post = a_post()
    acts: list[Callable[[], object]] = [
        lambda: edit_order(order, "ใหม่", "", ""),
        lambda: set_signer(order, post.id),
        lambda: add_committee(order, "อีกคณะ"),
        lambda: edit_committee(committee, "ใหม่"),
        lambda: remove_committee(committee),
        lambda: add_seat(committee, Role.MEMBER, post.id),
        lambda: move_seat(seat.id, 1),
        lambda: change_role(seat.id, Role.MEMBER),
        lambda: remove_seat(seat.id),
        lambda: add_duty(committee, "ใหม่"),
        lambda: edit_duty(duty.id, "ใหม่"),
        lambda: move_duty(duty.id, 1),
        lambda: remove_duty(duty.id),
        lambda: issue(order, DAY),
        lambda: remove_draft(order),
    ]
    for act in acts:
        assert "คำสั่งที่ ๗/๒๕๖๓ ออกแล้ว แก้ไขไม่ได้" in refusal(act)
    assert read_order(order) == before


def without_holders(view: OrderView) -> tuple[object, ...]:
    seats = [seat.label for each in view.committees for seat in each.seats]
    return view.signer_name, view.signer_title, tuple(seats)


def test_an_issued_order_keeps_the_names_of_its_day(store: Path) -> None:
    mayor = a_mayor()
    order = a_draft()
    member = add_new_person("นางสาวมีชื่อ เดิมอยู่")
    add_seat(the_committee(order), Role.MEMBER, person_id=member)
    issue(order, DAY)
    before = without_holders(read_order(order))
    rename_person(member, "นางมีชื่อ ใหม่แล้ว")
    rename_person(Person.get(Person.given_name == "นายก").id, "นายนายก คนใหม่")
    edit_post(mayor.id, "นายกเทศมนตรีเมืองทดสอบ")
    post = Seat.get(Seat.committee == the_committee(order), Seat.position == 1).post
    edit_post(post.id, "ตำแหน่งเปลี่ยนชื่อ")
    assert without_holders(read_order(order)) == before
    assert read_order(order).committees[0].seats[2].holder == "นางมีชื่อ ใหม่แล้ว"


def test_quorum_and_delegates_of_an_issued_order_can_be_set(store: Path) -> None:
    a_mayor()
    order = a_draft()
    issue(order, DAY)
    committee, seat = the_committee(order), read_order(order).committees[0].seats[0]
    set_quorum(committee, 2)
    set_delegate_counts(seat.id, False)
    shown = read_order(order).committees[0]
    assert (shown.quorum_needed, shown.quorum_count) == (2, 2)
    assert not shown.seats[0].counts_delegate
    set_quorum(committee, None)
    assert read_order(order).committees[0].quorum_needed == 1
    assert "องค์ประชุมต้องอยู่ระหว่าง" in refusal(lambda: set_quorum(committee, 3))


def test_removing_a_draft_order_removes_its_committees(store: Path) -> None:
    order = a_draft()
    remove_draft(order)
    assert AppointmentOrder.select().count() == Committee.select().count() == 0
    with refused(NotFound, match="ไม่พบคำสั่งนี้"):
        read_order(order)
    with refused(NotFound, match="kmtui list orders"):
        find_order(9, 2563)


def test_a_committee_uses_its_own_agenda_template_until_that_is_cleared(store: Path) -> None:
    committee = the_committee(a_draft())
    standard = committee_agenda(committee)
    assert len(standard) == 6
    set_committee_agenda(committee, ["เรื่องรับรองรายงานการประชุม", "ข้อพิจารณา", "เรื่องใหม่"])
    assert committee_agenda(committee) == [
        (ItemKind.ADOPTION, "เรื่องรับรองรายงานการประชุม"),
        (ItemKind.CONSIDERATION, "ข้อพิจารณา"),
        (ItemKind.OTHER, "เรื่องใหม่"),
    ]
    assert "ยังไม่มีชื่อเรื่อง" in refusal(lambda: set_committee_agenda(committee, ["หนึ่ง", " "]))
    set_committee_agenda(committee, [])
    assert committee_agenda(committee) == standard

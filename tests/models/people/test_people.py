"""The register: people, posts and divisions, and who holds which post from when to when."""

import time
from datetime import date
from pathlib import Path

from models.errors import NotFound, Refused
from models.meetings.records import Meeting, roll_of
from models.meetings.roll import AttendanceStatus
from models.people.assignments import assign, edit_assignment, end_assignment, remove_assignment
from models.people.near_names import near_while_typing
from models.people.operations import (
    abolish_post,
    add_division,
    add_new_person,
    add_post,
    edit_post,
    move_division,
    rename_division,
    rename_person,
)
from models.people.records import AssignmentKind, FormerName, Person, Post, holder_on
from models.people.views import (
    divisions_list,
    near_people,
    people_list,
    person_timeline,
    post_timeline,
    posts_list,
    read_post,
)
from tests.builders import THE_DAY, a_committee, a_meeting, a_person, a_post, an_assignment
from tests.models.staff_list.staff import names
from tests.refusals import refused

SUBSTANTIVE, ACTING = AssignmentKind.SUBSTANTIVE, AssignmentKind.ACTING
BEGIN, LATER = date(2019, 10, 1), date(2020, 10, 1)


def test_a_person_is_registered_by_the_name_as_typed_with_the_long_title(store: Path) -> None:
    person = Person.get_by_id(add_new_person(" จ.ส.อ.อภิชาติ  นิลพิมาย"))
    assert person.full_name == "จ่าสิบเอก อภิชาติ นิลพิมาย"


def test_a_similar_name_is_refused_with_the_registered_one_unless_forced(
    store: Path,
) -> None:
    add_new_person("นางสาวอรยานี ฤทธิจันทร์")
    for typed in ("นางสาวอรยงณี ฤทธิจันทร์", "น.ส.อรยานี ฤทธิจันทร์"):
        with refused(Refused, match="นางสาวอรยานี ฤทธิจันทร์"):
            add_new_person(typed)
    add_new_person("นางสาวอรยงณี ฤทธิจันทร์", force=True)
    assert Person.select().count() == 2


def test_siblings_with_one_family_name_are_not_taken_for_a_misspelling(store: Path) -> None:
    add_new_person("นายสมชาย แก้วกาญจนา")
    add_new_person("นางสมศรี แก้วกาญจนา")
    assert Person.select().count() == 2


def test_registering_a_person_without_a_name_is_refused(store: Path) -> None:
    with refused(Refused, match="พิมพ์คำนำหน้า ชื่อ และนามสกุล"):
        add_new_person(" ")


def test_registered_names_similar_to_the_typed_text_are_found(example: Path) -> None:
    assert near_people("นายราเ") == ("นายราเชนทร์ เพียรดี",)
    assert near_people("นางปานนิสรา โพธิ์เงิน") == ("นางปานิสรา โพธิ์เงิน",)
    assert near_people("นายไม่มีใคร เหมือนกัน") == ()
    assert near_people("") == ()


def test_renaming_a_person_keeps_the_former_name_and_sorts_by_the_new_one(store: Path) -> None:
    first, second = add_new_person("นายกมล ใจดี"), add_new_person("นายขวัญ ใจดี")
    rename_person(first, "นายฮวด ใจดี")
    rename_person(second, "นายขวัญ ใจดี")
    assert [line.id for line in people_list(THE_DAY)] == [second, first]
    assert [former.full_name for former in FormerName.select()] == ["นายกมล ใจดี"]


def test_post_names_are_unique_and_the_mayors_post_signs_orders(store: Path) -> None:
    mayor = add_post("นายกเทศมนตรีตำบลทดสอบ", "นายกเทศมนตรี")
    add_post("รองนายกเทศมนตรี")
    with refused(Refused, match="มีตำแหน่ง “รองนายกเทศมนตรี” แล้ว"):
        add_post(" รองนายกเทศมนตรี ")
    assert [post.id for post in Post.select().where(Post.is_cko)] == [mayor]


def test_a_post_is_renamed_and_moved_to_a_division(store: Path) -> None:
    division = add_division("กองคลัง")
    post = add_post("ผู้อำนวยการคลัง")
    edit_post(post, "ผู้อำนวยการกองคลัง", "ผอ.กองคลัง", division_id=division)
    view = read_post(post)
    assert (view.name, view.short_name, view.division_id) == (
        "ผู้อำนวยการกองคลัง",
        "ผอ.กองคลัง",
        division,
    )
    assert divisions_list()[0].post_count == 1


def test_divisions_are_named_once_and_keep_the_order_they_are_given(store: Path) -> None:
    office, finance, works = map(add_division, ("สำนักปลัด", "กองคลัง", "กองช่าง"))
    move_division(works, -2)
    move_division(office, 9)
    assert [line.id for line in divisions_list()] == [works, finance, office]
    rename_division(office, "สำนักปลัดเทศบาล", "สป.")
    assert divisions_list()[2].short_name == "สป."
    with refused(Refused, match="มีส่วนราชการ “กองช่าง” แล้ว"):
        rename_division(office, "กองช่าง")


def test_two_holders_of_one_post_at_a_time_are_refused_by_name(store: Path) -> None:
    post = a_post("ปลัดเทศบาล")
    assign(a_person("คนแรก").id, post.id, SUBSTANTIVE, BEGIN)
    second, third = a_person("คนที่สอง").id, a_person("รักษาการอีกคน").id
    with refused(Refused) as refusal:
        assign(second, post.id, SUBSTANTIVE, LATER)
    assert str(refusal.value) == (
        "นายคนแรก ใจดี ดำรงตำแหน่ง ปลัดเทศบาล ตั้งแต่ ๑ ตุลาคม ๒๕๖๒ อยู่แล้ว ให้สิ้นสุดช่วงนั้นก่อน หรือแก้วันที่ไม่ให้ซ้อนกัน"
    )
    assign(a_person("รักษาการ").id, post.id, ACTING, LATER)
    with refused(Refused, match="นายรักษาการ ใจดี รักษาราชการแทน"):
        assign(third, post.id, ACTING, BEGIN)


def test_a_new_holder_can_begin_the_day_after_the_last_one_ends(store: Path) -> None:
    post, last = a_post("ปลัดเทศบาล"), date(2020, 9, 30)
    held = assign(a_person("คนแรก").id, post.id, SUBSTANTIVE, BEGIN)
    end_assignment(held, last)
    following = a_person("คนที่สอง").id
    with refused(Refused, match="ถึง ๓๐ กันยายน ๒๕๖๓ อยู่แล้ว"):
        assign(following, post.id, SUBSTANTIVE, last)
    made = assign(following, post.id, SUBSTANTIVE, LATER)
    with refused(Refused, match="คนแรก"):
        edit_assignment(made, BEGIN)
    with refused(Refused, match="อยู่ก่อนวันที่เริ่ม"):
        end_assignment(made, last)
    assert [line.who for line in post_timeline(post.id)] == ["นายคนที่สอง ใจดี", "นายคนแรก ใจดี"]


def test_a_mistaken_assignment_is_removed(store: Path) -> None:
    person, post = a_person(), a_post()
    made = assign(person.id, post.id, SUBSTANTIVE, BEGIN)
    remove_assignment(made)
    assert person_timeline(person.id) == ()
    with refused(NotFound, match="ไม่พบการดำรงตำแหน่งนี้"):
        remove_assignment(made)


def test_a_delegate_is_printed_as_acting_for_the_post_while_delegated(store: Path) -> None:
    post, deputy = a_post("นายกเทศมนตรี"), a_post("รองนายกเทศมนตรี")
    person = a_person("มอบหมาย")
    an_assignment(person, deputy)
    an_assignment(a_person("เจ้าของ"), post)
    assign(person.id, post.id, AssignmentKind.DELEGATED, LATER, ends_on=LATER)
    there = holder_on(post, LATER)
    assert there is not None
    assert there.title == "รองนายกเทศมนตรี ปฏิบัติราชการแทนนายกเทศมนตรี"
    back = holder_on(post, date(2020, 10, 2))
    assert back is not None
    assert back.name == "นายเจ้าของ ใจดี"


def test_a_shared_post_takes_several_holders_and_each_only_once(store: Path) -> None:
    post = add_post("ครู", shared=True)
    first = a_person("หนึ่ง")
    for person in (first, a_person("สอง")):
        assign(person.id, post, SUBSTANTIVE, BEGIN)
    with refused(Refused, match="นายหนึ่ง"):
        assign(first.id, post, SUBSTANTIVE, LATER)
    assert posts_list(THE_DAY)[0].holder == "นายหนึ่ง ใจดี, นายสอง ใจดี"
    with refused(Refused, match="อยู่แล้ว"):
        edit_post(post, "ครู", shared=False)
    assert read_post(post).shared


def test_abolishing_a_held_post_or_assigning_an_abolished_one_is_refused(store: Path) -> None:
    post, person = a_post("เสมียน"), a_person()
    held = assign(person.id, post.id, SUBSTANTIVE, BEGIN)
    with refused(Refused, match="ให้สิ้นสุดการดำรงตำแหน่งก่อน"):
        abolish_post(post.id, LATER)
    end_assignment(held, date(2020, 9, 30))
    abolish_post(post.id, LATER)
    with refused(Refused, match="ยุบแล้วเมื่อ ๑ ตุลาคม ๒๕๖๓"):
        assign(person.id, post.id, SUBSTANTIVE, LATER)


def test_people_list_shows_held_posts_and_marks_former_staff(example: Path) -> None:
    gone = a_person("พ้นแล้ว", "จากไป")
    an_assignment(gone, a_post("พนักงาน"), until=date(2020, 1, 1))
    lines = {line.name: line for line in people_list(THE_DAY)}
    assert lines["นางแสงจันทร์ เพ็ญมาก"].post_title == "หัวหน้าฝ่ายพัฒนารายได้ รก.ผอ.กองคลัง"
    assert lines["นางปานิสรา โพธิ์เงิน"].post_title == "นักทรัพยากรบุคคลชำนาญการ"
    assert lines["นายพ้นแล้ว จากไป"].ended
    assert not lines["นางแสงจันทร์ เพ็ญมาก"].ended
    assert [line.name for line in people_list(THE_DAY, "กองช่าง")] == ["นายรัฐวุฒิ อุดรรัตน์"]
    for left_out in ("นาย รัฐวุฒิ", "รัฐวุฒิอุดรรัตน์", "“กองช่าง”"):
        found = [line.name for line in people_list(THE_DAY, left_out)]
        assert found == ["นายรัฐวุฒิ อุดรรัตน์"], left_out


def test_posts_list_shows_holders_and_vacant_posts(example: Path) -> None:
    lines = {line.name: line for line in posts_list(THE_DAY)}
    finance = lines["ผู้อำนวยการกองคลัง"]
    assert (finance.holder, finance.kind, finance.since) == ("นางแสงจันทร์ เพ็ญมาก", ACTING, BEGIN)
    vacant = lines["ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม"]
    assert (vacant.holder, vacant.kind, vacant.since) == ("", None, None)
    assert next(iter(lines)) == "นายกเทศมนตรีตำบลหนองหัวแรต"


def test_a_thousand_people_are_listed_alphabetically_with_few_queries(store: Path) -> None:
    from models.storage.database import database

    post = a_post("ครู")
    with database.atomic():
        for name in names(1000):
            an_assignment(Person.get_by_id(add_new_person(name, force=True)), post)
    asked: list[str] = []
    database.connection().set_trace_callback(asked.append)  # type: ignore[no-untyped-call]
    lines = people_list(THE_DAY)
    database.connection().set_trace_callback(None)  # type: ignore[no-untyped-call]
    assert len(lines) == 1000
    assert len(asked) <= 6
    keys = [Person.get_by_id(line.id).dictionary_key for line in lines]
    assert keys == sorted(keys)


def test_rolls_derive_holders_from_the_day_of_the_meeting(store: Path) -> None:
    committee = a_committee()
    post = committee.ordered_seats()[0].post
    earlier = a_meeting(committee=committee, held_on=date(2020, 9, 22))
    later = a_meeting(committee=committee, held_on=date(2020, 12, 22))
    (held,) = post_timeline(post.id)
    end_assignment(held.assignment_id, date(2020, 9, 30))
    assert roll_of(later).entries[0].status == AttendanceStatus.VACANT
    assign(add_new_person("นางมาใหม่ แทนที่"), post.id, SUBSTANTIVE, LATER)
    assert roll_of(Meeting.get_by_id(earlier.id)).entries[0].name == "นายคนที่ ๑ ใจดี"
    assert roll_of(Meeting.get_by_id(later.id)).entries[0].name == "นางมาใหม่ แทนที่"


def test_searching_similar_names_takes_linear_time() -> None:
    def cost(count: int) -> float:
        registered = [f"นายชื่อ{place}ก สกุล{place}ข" for place in range(count)]
        near_while_typing("นายชื่อ1ก สกุล", registered)
        spent = []
        for _ in range(3):
            begun = time.process_time()
            near_while_typing("นายชื่อ1ก สกุล", registered)
            spent.append(time.process_time() - begun)
        return min(spent)

    assert cost(2000) < 40 * cost(200)

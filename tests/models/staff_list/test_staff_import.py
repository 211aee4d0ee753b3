"""Import of a staff list: previewed, with questions on similar names, and all or nothing."""

from datetime import date
from pathlib import Path

import pytest

from kmtui.thai.digits import thai_digits
from models.errors import Refused
from models.office.organization import Division
from models.people.assignments import assign
from models.people.operations import add_new_person, add_post
from models.people.records import Assignment, AssignmentKind, Person, Post, holder_on
from models.people.views import people_list, person_timeline, posts_list
from models.staff_list.importing import ImportPlan, answer_all, carry_out, plan_import
from models.staff_list.tables import read_staff
from tests.builders import a_held_post, a_person, an_assignment
from tests.models.staff_list.staff import a_staff_list
from tests.models.staff_list.test_staff_files import FIRST_DAY, STAFF
from tests.refusals import refused

DAY = date(2020, 9, 22)
MOVED = "1/10/2563"


def rows() -> list[int]:
    return [table.select().count() for table in (Person, Post, Division, Assignment)]


def a_plan(tmp_path: Path, *lines: str, day: date = DAY) -> ImportPlan:
    path = tmp_path / "staff.csv"
    header = "ชื่อ-สกุล,ตำแหน่ง,ระดับ,สังกัด,ตั้งแต่วันที่"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return plan_import(read_staff(path), day)


def whats(plan: ImportPlan) -> dict[str, str]:
    return {line.name: line.what for line in (*plan.new, *plan.changed)}


def test_importing_a_staff_list_into_an_empty_register_adds_people_posts_and_divisions(
    store: Path,
) -> None:
    plan = plan_import(read_staff(STAFF / "sections.xlsx"), DAY)
    assert rows() == [0, 0, 0, 0]
    assert len(plan.new) == 5
    counts = carry_out(plan)
    assert (counts.people, counts.posts, counts.divisions, counts.assignments) == (4, 6, 2, 5)
    lines = {line.name: line for line in posts_list(DAY)}
    assert lines["ผู้อำนวยการกองคลัง"].holder == "นางแสงจันทร์ เพ็ญมาก"
    assert lines["ผู้อำนวยการกองคลัง"].kind == AssignmentKind.ACTING
    assert lines["นักวิชาการเงินและบัญชี"].holder == ""
    assert lines["หัวหน้าสำนักปลัดเทศบาล"].since == FIRST_DAY
    again = plan_import(read_staff(STAFF / "sections.xlsx"), DAY)
    assert (len(again.same), again.new, again.changed, again.near) == (5, (), (), ())


def test_importing_the_examples_own_people_changes_nothing(example: Path) -> None:
    plan = plan_import(read_staff(STAFF / "merged.xlsx"), DAY)
    assert (len(plan.same), plan.new, plan.changed) == (4, (), ())
    before = rows()
    carry_out(plan)
    assert rows() == before


def test_a_staff_list_of_2000_people_is_imported_as_a_whole_or_not_at_all(
    store: Path, tmp_path: Path
) -> None:
    path = tmp_path / "staff.csv"
    near, broken = a_staff_list(path, 2000, near=30, broken=10)
    plan = plan_import(read_staff(path), DAY)
    asked = {question.row for question in plan.near}
    assert set(near) <= asked
    assert len(asked) <= 40
    assert [row.row for row in plan.broken] == broken
    assert len(plan.new) + len(asked) + len(broken) == 2000
    with refused(Refused, match=f"มีแถวที่ใช้ไม่ได้ ๑๐ แถว.*แถวที่ {thai_digits(broken[0])}"):
        carry_out(plan, answer_all(plan, same=True))
    assert rows() == [0, 0, 0, 0]

    lines = path.read_text(encoding="utf-8").splitlines()
    mended = [line for number, line in enumerate(lines, 1) if number not in broken]
    path.write_text("\n".join(mended), encoding="utf-8")
    plan = plan_import(read_staff(path), DAY)
    with refused(Refused, match="ตอบก่อนว่าเป็นคนเดียวกันหรือคนใหม่"):
        carry_out(plan)
    assert rows() == [0, 0, 0, 0]
    counts = carry_out(plan, answer_all(plan, same=True))
    assert counts.people == counts.assignments == 1990 - len(plan.near)
    assert len(people_list(DAY)) == counts.people
    assert {post.shared for post in Post.select()} == {True}


def test_a_similar_name_is_imported_as_the_answered_person_or_as_a_new_one(
    store: Path, tmp_path: Path
) -> None:
    known = add_new_person("นางปานิสรา โพธิ์เงิน")
    plan = a_plan(tmp_path, f"นางปานนิสรา โพธิ์เงิน,นักทรัพยากรบุคคล,ชำนาญการ,,{MOVED}")
    (question,) = plan.near
    assert (question.near, question.in_file) == (("นางปานิสรา โพธิ์เงิน",), False)
    carry_out(plan, answer_all(plan, same=True))
    assert Person.select().count() == 1
    assert [line.post for line in person_timeline(known)] == ["นักทรัพยากรบุคคลชำนาญการ"]
    plan = a_plan(tmp_path, "นางปานิสร่า โพธิ์เงิน,เสมียน,,,")
    carry_out(plan, answer_all(plan, same=False))
    assert Person.select().count() == 2


def test_a_staff_import_reports_changes_and_then_makes_them(store: Path, tmp_path: Path) -> None:
    clerk = a_held_post("เดิม", name="ปลัดเทศบาล")
    person = a_person("ย้าย", "มาใหม่", "นางสาว")
    an_assignment(person, Post.get_by_id(add_post("รองปลัดเทศบาล")))
    plan = a_plan(tmp_path, f"นางย้าย มาใหม่,ปลัดเทศบาล,,,{MOVED}")
    assert whats(plan)["นางย้าย มาใหม่"] == (
        "นางสาว → นาง รองปลัดเทศบาล → ปลัดเทศบาล นายเดิม ใจดี พ้นจากตำแหน่ง"
    )
    counts = carry_out(plan)
    assert (counts.people, counts.renamed, counts.assignments) == (0, 1, 1)
    after = holder_on(clerk, date(2020, 10, 1))
    before = holder_on(clerk, date(2020, 9, 30))
    assert after is not None
    assert before is not None
    assert (before.name, after.name) == ("นายเดิม ใจดี", "นางย้าย มาใหม่")
    own = [line.post for line in person_timeline(person.id) if line.ends_on is None]
    assert own == ["ปลัดเทศบาล"]


def test_two_people_who_swap_posts_are_both_assigned(store: Path, tmp_path: Path) -> None:
    first, second = a_held_post("หนึ่ง", name="ตำแหน่งแรก"), a_held_post("สอง", name="ตำแหน่งรอง")
    plan = a_plan(tmp_path, f"นายหนึ่ง ใจดี,ตำแหน่งรอง,,,{MOVED}", f"นายสอง ใจดี,ตำแหน่งแรก,,,{MOVED}")
    carry_out(plan)
    holders = [holder_on(post, date(2020, 10, 1)) for post in (first, second)]
    assert [each.name for each in holders if each] == ["นายสอง ใจดี", "นายหนึ่ง ใจดี"]


def test_importing_a_higher_level_ends_the_old_assignment(store: Path, tmp_path: Path) -> None:
    person = a_person("ขยัน")
    assign(person.id, add_post("นิติกร"), AssignmentKind.SUBSTANTIVE, FIRST_DAY, "ปฏิบัติการ")
    carry_out(a_plan(tmp_path, f"นายขยัน ใจดี,นิติกรชำนาญการ,,,{MOVED}"))
    assert [line.post for line in person_timeline(person.id)] == [
        "นิติกรชำนาญการ",
        "นิติกรปฏิบัติการ",
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("นายก ขคง,ครู,,,", "นายก ขคง,ครู,,,"), "ชื่อซ้ำกับแถวที่ ๒"),
        (("นายหนึ่ง ใจดี,ครู,,,1/10/2560",), "วันที่เริ่มต้องหลัง ๑ ตุลาคม ๒๕๖๒"),
    ],
)
def test_an_impossible_staff_row_is_reported_with_its_number(
    store: Path, tmp_path: Path, lines: tuple[str, ...], reason: str
) -> None:
    a_held_post("หนึ่ง", name="เสมียน")
    plan = a_plan(tmp_path, *lines)
    (broken,) = plan.broken
    assert broken.row == len(lines) + 1
    assert reason in broken.reason


def test_a_staff_row_with_the_name_of_two_people_is_a_broken_row(
    store: Path, tmp_path: Path
) -> None:
    for title in ("นาย", "นาง"):
        a_person("เหมือน", "กัน", title)
    (broken,) = a_plan(tmp_path, "น.ส.เหมือน กัน,ครู,,,").broken
    assert "มากกว่าหนึ่งคน" in broken.reason


def test_a_staff_import_after_a_change_of_the_register_is_refused(
    store: Path, tmp_path: Path
) -> None:
    plan = a_plan(tmp_path, "นายใหม่ มาแล้ว,ครู,,,")
    add_new_person("นายใหม่ มาแล้ว")
    with refused(Refused, match="ทะเบียนเปลี่ยนไป"):
        carry_out(plan)
    assert rows() == [1, 0, 0, 0]


def test_a_staff_import_with_a_broken_row_changes_nothing(store: Path, tmp_path: Path) -> None:
    post = add_post("นิติกร")
    past = a_person("เคยอยู่")
    assign(past.id, post, AssignmentKind.SUBSTANTIVE, date(2021, 1, 1), ends_on=date(2021, 12, 31))
    before = rows()
    plan = a_plan(tmp_path, "นายแรก มาก่อน,ครู,,,", "นายรอง ตามมา,นิติกร,,,")
    (broken,) = plan.broken
    assert (broken.row, broken.reason.split(" ตั้งแต่")[0]) == (3, "นายเคยอยู่ ใจดี ดำรงตำแหน่ง นิติกร")
    with refused(Refused, match="แถวที่ ๓"):
        carry_out(plan)
    assert rows() == before
    assert carry_out(plan, good_rows_only=True).people == 1
    assert [person.given_name for person in Person.select()] == ["เคยอยู่", "แรก"]

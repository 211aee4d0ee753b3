"""Levels of posts: read in every usual form, printed in the official one."""

from datetime import date
from pathlib import Path

import pytest

from models.people.assignments import assign
from models.people.levels import glued_level, level_range, parse_level, post_title, split_level
from models.people.operations import add_post, find_person
from models.people.records import Assignment, AssignmentKind, Post, holder_on, person_on
from models.people.views import people_list, person_timeline
from tests.builders import a_person

FIRST = date(2019, 10, 1)


@pytest.mark.parametrize(
    ("post", "level", "printed"),
    [
        ("ปลัดเทศบาล", "กลาง", "ปลัดเทศบาล (นักบริหารงานท้องถิ่น ระดับกลาง)"),
        ("ปลัดองค์การบริหารส่วนตำบล", "ระดับต้น", "ปลัดองค์การบริหารส่วนตำบล (นักบริหารงานท้องถิ่น ระดับต้น)"),
        ("ผู้อำนวยการกองช่าง", "ต้น", "ผู้อำนวยการกองช่าง (นักบริหารงานช่าง ระดับต้น)"),
        (
            "ผู้อำนวยการกองคลัง",
            "อำนวยการท้องถิ่น ระดับกลาง",
            "ผู้อำนวยการกองคลัง (นักบริหารงานการคลัง ระดับกลาง)",
        ),
        ("หัวหน้าสำนักปลัด", "ต้น", "หัวหน้าสำนักปลัด (นักบริหารงานทั่วไป ระดับต้น)"),
        ("หัวหน้าฝ่ายพัฒนารายได้", "ต้น", "หัวหน้าฝ่ายพัฒนารายได้ (นักบริหารงานการคลัง ระดับต้น)"),
        ("ผู้อำนวยการกองกิจการพาณิชย์", "ต้น", "ผู้อำนวยการกองกิจการพาณิชย์ ระดับต้น"),
        ("นักทรัพยากรบุคคล", "ชก.", "นักทรัพยากรบุคคลชำนาญการ"),
        ("นักทรัพยากรบุคคลชก.", "", "นักทรัพยากรบุคคลชำนาญการ"),
        ("เจ้าพนักงานธุรการ", "ปง", "เจ้าพนักงานธุรการปฏิบัติงาน"),
        ("นายช่างโยธา", "อส.", "นายช่างโยธาอาวุโส"),
        ("ครู", "คศ.๑", "ครู คศ.๑"),
        ("นักบริหารงานเทศบาล", "8", "นักบริหารงานเทศบาล 8"),
        ("ปลัดเทศบาล", "", "ปลัดเทศบาล"),
        ("หัวหน้า อส.", "", "หัวหน้า อส."),
    ],
)
def test_a_title_is_printed_as_the_official_form_has_it(
    post: str, level: str, printed: str
) -> None:
    assert post_title(post, level) == printed


@pytest.mark.parametrize(
    ("written", "post", "level"),
    [
        ("นักทรัพยากรบุคคล ชก.", "นักทรัพยากรบุคคล", "ชำนาญการ"),
        ("นักทรัพยากรบุคคลชำนาญการพิเศษ", "นักทรัพยากรบุคคล", "ชำนาญการพิเศษ"),
        ("ผู้อำนวยการกองช่าง (นักบริหารงานช่าง ระดับต้น)", "ผู้อำนวยการกองช่าง", "ต้น"),
        ("ปลัดเทศบาล (นักบริหารงานท้องถิ่น) กลาง", "ปลัดเทศบาล", "กลาง"),
        ("นิติกร (ชำนาญการ)", "นิติกร", "ชำนาญการ"),
        ("นักบริหารงานช่าง ระดับต้น", "นักบริหารงานช่าง", "ต้น"),
        ("หัวหน้า อส.", "หัวหน้า อส.", ""),
        ("คนงานสวนกลาง", "คนงานสวนกลาง", ""),
        ("พนักงานจ้าง (ทั่วไป)", "พนักงานจ้าง (ทั่วไป)", ""),
        ("ปลัดเทศบาลกลาง", "ปลัดเทศบาลกลาง", ""),
    ],
)
def test_only_a_real_level_is_split_from_a_post(written: str, post: str, level: str) -> None:
    assert split_level(written) == (post, level)


def test_levels_are_split_from_post_names_and_normalized() -> None:
    assert glued_level("ปลัดเทศบาลกลาง") == ("ปลัดเทศบาล", "กลาง")
    assert glued_level("ปลัดเทศบาล ระดับกลาง") is None
    assert level_range("เจ้าพนักงานธุรการ ปง./ชง.") == ("เจ้าพนักงานธุรการ", "ปง./ชง.")
    assert (parse_level("ชก"), parse_level("-"), parse_level("8ว")) == ("ชำนาญการ", "", None)


@pytest.mark.parametrize("level", ["ต้น", "ชำนาญการ", "อาวุโส"])
def test_splitting_a_printed_title_gives_post_and_level(level: str) -> None:
    for post in ("ปลัดเทศบาล", "ผู้อำนวยการกองช่าง", "นักวิชาการศึกษา", "เจ้าพนักงานพัสดุ"):
        if (level == "ต้น") == post.startswith(("ปลัด", "ผู้อำนวยการ")):
            assert split_level(post_title(post, level)) == (post, level)


def test_levels_stored_by_older_versions_print_in_the_official_form(store: Path) -> None:
    person, clerk = a_person("เก่า"), a_person("หัวหน้า")
    old = add_post("นักทรัพยากรบุคคลชก.")
    assign(person.id, old, AssignmentKind.SUBSTANTIVE, FIRST)
    lead = add_post("ปลัดเทศบาล")
    held = assign(clerk.id, lead, AssignmentKind.SUBSTANTIVE, FIRST)
    Assignment.update(level="ระดับกลาง").where(Assignment.id == held).execute()
    printed = "ปลัดเทศบาล (นักบริหารงานท้องถิ่น ระดับกลาง)"
    holder = holder_on(Post.get_by_id(lead), FIRST)
    assert holder is not None
    assert (holder.title, holder.formal_title) == (printed, "ปลัดเทศบาล")
    assert person_on(find_person(person.id), FIRST).title == "นักทรัพยากรบุคคลชำนาญการ"
    assert [line.post for line in person_timeline(clerk.id)] == [printed]
    assert {line.post_title for line in people_list(FIRST)} == {printed, "นักทรัพยากรบุคคลชำนาญการ"}
    assert Assignment.get_by_id(held).level == "ระดับกลาง"


def test_a_short_level_that_is_typed_is_stored_in_its_long_form(store: Path) -> None:
    held = assign(a_person("ใหม่").id, add_post("นิติกร"), AssignmentKind.SUBSTANTIVE, FIRST, "ปก.")
    assert Assignment.get_by_id(held).level == "ปฏิบัติการ"

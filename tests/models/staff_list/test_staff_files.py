"""Staff lists as offices have them: every encoding, delimiter and kind of header reads alike."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from models.errors import NotFound, Refused
from models.staff_list.rows import BadRow, understand
from models.staff_list.tables import StaffRow, read_staff

STAFF = Path(__file__).parents[2] / "data" / "staff"
DAY = date(2020, 9, 22)
FIRST_DAY = date(2019, 10, 1)
PEOPLE = {
    "นางสาวน้ำฝน สืบเสน": ("หัวหน้าสำนักปลัดเทศบาล", "", "", "สำนักปลัดเทศบาล"),
    "จ่าสิบเอก อภิชาติ นิลพิมาย": ("รองปลัดเทศบาล", "", "", ""),
    "นางปานิสรา โพธิ์เงิน": ("นักทรัพยากรบุคคล", "ชำนาญการ", "", "สำนักปลัดเทศบาล"),
    "นางแสงจันทร์ เพ็ญมาก": ("หัวหน้าฝ่ายพัฒนารายได้", "", "ผู้อำนวยการกองคลัง", "กองคลัง"),
}


@pytest.mark.parametrize("path", sorted(STAFF.iterdir()), ids=lambda path: path.name)
def test_every_file_format_gives_the_same_staff_list(path: Path) -> None:
    said = [understand(row, DAY) for row in read_staff(path).rows]
    people = {
        each.full_name: (each.post, each.level, each.acting, each.division)
        for each in said
        if each.name is not None
    }
    assert people == PEOPLE
    assert {each.since for each in said if each.name is not None} == {FIRST_DAY}


def test_rows_are_numbered_as_in_the_file_below_titles_and_blank_rows() -> None:
    assert [row.number for row in read_staff(STAFF / "utf8-bom.csv").rows] == [4, 6, 7, 8]
    assert [row.number for row in read_staff(STAFF / "merged.xlsx").rows] == [5, 6, 7, 8]


def test_a_vacant_post_in_a_staff_file_is_read_with_its_division_and_no_name() -> None:
    vacant = understand(read_staff(STAFF / "sections.xlsx").rows[-1], DAY)
    assert (vacant.name, vacant.post, vacant.division) == (None, "นักวิชาการเงินและบัญชี", "กองคลัง")


@pytest.mark.parametrize(
    "header",
    ["ชื่อ-สกุล", "ชื่อ - นามสกุล", "ชื่อ และ นามสกุล", "ชื่อ/สกุล", "รายชื่อ", "ชื่อ"],
)
def test_the_usual_headers_of_a_name_are_known(tmp_path: Path, header: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"ที่,{header},ตำแหน่ง\n๑,นายสมชาย ใจดี,ครู\n", encoding="utf-8")
    assert read_staff(path).rows == (StaffRow(2, "นายสมชาย ใจดี", "ครู"),)


def test_a_row_that_ends_before_a_column_without_a_head_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("ตำแหน่ง,ชื่อ - สกุล,\nครู,นายสมชาย ใจดี\n", encoding="utf-8")
    assert read_staff(path).rows == (StaffRow(2, "นายสมชาย ใจดี", "ครู"),)


def test_a_repeated_header_row_is_not_read_as_a_person(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("ชื่อ-สกุล,ตำแหน่ง\nนายก ข,ครู\nชื่อ-สกุล,ตำแหน่ง\nนายค ง,ครู\n", encoding="cp874")
    assert [row.name for row in read_staff(path).rows] == ["นายก ข", "นายค ง"]


def test_reading_a_file_that_is_no_staff_list_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="ไม่พบแฟ้ม"):
        read_staff(tmp_path / "none.csv")
    files = {
        "no-header.csv": ("ก,ข\nค,ง\n".encode(), "ไม่พบหัวตาราง"),
        "odd.csv": (b"\xff\xff\xfc\xfd", "อ่านอักษรในแฟ้มนี้ไม่ได้"),
        "old.xls": (b"\xd0\xcf", "บันทึกเป็น .xlsx หรือ CSV"),
        "broken.xlsx": (b"PK\x03\x04", "แฟ้มเสียหรือมีรหัสผ่าน"),
        "empty.csv": (b"", "ไม่พบหัวตาราง"),
    }
    for name, (content, sentence) in files.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(Refused, match=sentence):
            read_staff(path)


def test_an_xlsx_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.xlsx"
    shutil.copy(STAFF / "merged.xlsx", path)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(Refused, match="แฟ้มเสีย"):
        read_staff(path)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (StaffRow(1, "", "ครู"), "ไม่มีชื่อ"),
        (StaffRow(1, "", ""), "ไม่มีชื่อและตำแหน่ง"),
        (StaffRow(1, "นายไร้สกุล", "ครู"), "ต้องมีทั้งชื่อและนามสกุล"),
        (StaffRow(1, "สมปอง มีสุขดี", "ครู"), "ไม่มีคำนำหน้าชื่อ"),
        (StaffRow(1, "นายเลข ๑๒๓", "ครู"), "มีตัวเลข"),
        (StaffRow(1, "นายสมชาย ใจดี", "-"), "ไม่มีตำแหน่ง"),
        (StaffRow(1, "นายสมชาย ใจดี", "ครู", since="31/2/2563"), "ไม่มีวันที่ ๓๑"),
    ],
)
def test_a_broken_staff_row_has_a_reason(row: StaffRow, reason: str) -> None:
    with pytest.raises(BadRow, match=reason):
        understand(row, DAY)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_bounded_as_a_workbook_is(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "long.csv"
    row = f"นายใหม่ มาแล้ว{delimiter}นักวิชาการ\n"
    file.write_text(f"ชื่อ - สกุล{delimiter}ตำแหน่ง\n" + row * 60_000, "utf-8")
    with pytest.raises(Refused, match="50,000"):
        read_staff(file)


def test_a_csv_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    with file.open("wb") as content:
        content.truncate(60_000_000)
    with pytest.raises(Refused, match="50,000"):
        read_staff(file)

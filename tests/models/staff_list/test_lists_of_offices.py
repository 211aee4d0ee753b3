"""Staff lists in the shapes that offices have: each is read right, asked about, or refused."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from openpyxl import Workbook

from models.errors import Refused
from models.people.assignments import assign
from models.people.operations import add_post
from models.people.records import Assignment, AssignmentKind, Person, Post
from models.staff_list.column_memory import read_known_staff
from models.staff_list.columns import ColumnsNeeded, SheetNeeded, parse_columns
from models.staff_list.importing import answer_all, carry_out, plan_import, rehearse
from models.staff_list.leftover import write_leftover
from models.staff_list.rows import Doubt, DoubtKind, understand
from models.staff_list.tables import StaffTable, read_staff
from tests.builders import a_person
from tests.models.staff_list.staff import names
from tests.refusals import refused

DAY = date(2026, 12, 1)
Rows = list[list[Any]]
TWO = {("นายสมชาย ใจดี", "ปลัดเทศบาล", "กลาง"), ("นางสาวสมหญิง ดีงาม", "นิติกร", "ชำนาญการ")}
LEVELS = [["นายสมชาย ใจดี", "ปลัดเทศบาล", "กลาง"], ["น.ส.สมหญิง ดีงาม", "นิติกร", "ชก."]]
OLD_AND_NEW = [
    ["ที่", "ชื่อ - สกุล", "กรอบอัตรากำลังเดิม", "", "กรอบอัตรากำลังใหม่", ""],
    ["", "", "ตำแหน่ง", "ระดับ", "ตำแหน่ง", "ระดับ"],
    [1, "นายสมชาย ใจดี", "รองปลัดเทศบาล", "ต้น", "ปลัดเทศบาล", "กลาง"],
    [2, "นางสาวสมหญิง ดีงาม", "นิติกร", "ปฏิบัติการ", "นิติกร", "ชำนาญการ"],
]


def csv(rows: list[Any], mark: str = ",", encoding: str = "utf-8") -> Callable[[Path], Path]:
    """A list as CSV."""

    def write(folder: Path) -> Path:
        path = folder / "staff.csv"
        text = "\n".join(mark.join(map(str, row)) for row in rows) + "\n"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def xlsx(*sheets: list[Any], merged: tuple[str, ...] = ()) -> Callable[[Path], Path]:
    """A list as a workbook, with merged cells in its first sheet."""

    def write(folder: Path) -> Path:
        book = Workbook()
        for number, rows in enumerate(sheets):
            sheet = book.worksheets[0] if not number else book.create_sheet(f"แผ่น{number + 1}")
            for row in rows:
                sheet.append([None if cell == "" else cell for cell in row])
        for place in merged:
            book.worksheets[0].merge_cells(place)
        path = folder / "staff.xlsx"
        book.save(path)
        return path

    return write


def headed(*head: str) -> Rows:
    """The two people below a header of three columns."""
    return [list(head), *LEVELS]


READ = {
    "holder in brackets": csv(headed("ชื่อ - สกุล (ผู้ครองตำแหน่ง)", "ตำแหน่ง", "ระดับ")),
    "post and level in one": csv(
        [
            ["ชื่อ-สกุล", "ตำแหน่ง/ระดับ"],
            ["นายสมชาย ใจดี", "ปลัดเทศบาล (นักบริหารงานท้องถิ่น ระดับกลาง)"],
            ["น.ส.สมหญิง ดีงาม", "นิติกร ชำนาญการ"],
        ]
    ),
    "short levels after the post": csv(
        [
            ["ชื่อ-สกุล", "ตำแหน่ง"],
            ["นายสมชาย ใจดี", "ปลัดเทศบาล ระดับกลาง"],
            ["น.ส.สมหญิง ดีงาม", "นิติกรชก."],
        ]
    ),
    "a head of two rows": csv(
        [
            ["ที่", "ชื่อ - สกุล", "ตำแหน่ง", ""],
            ["", "", "ชื่อตำแหน่ง", "ระดับ"],
            [1, *LEVELS[0]],
            [2, *LEVELS[1]],
        ]
    ),
    "a merged head": xlsx(
        [
            ["บัญชีรายชื่อ", "", "", ""],
            ["ที่", "ชื่อ - สกุล", "อัตรากำลัง", ""],
            ["", "", "ตำแหน่ง", "ระดับ"],
            [1, *LEVELS[0]],
            [2, *LEVELS[1]],
        ],
        merged=("A1:D1", "A2:A3", "B2:B3", "C2:D2"),
    ),
    "names in parts below a merged head": xlsx(
        [
            ["ที่", "ผู้ดำรงตำแหน่ง", "", "", "ตำแหน่ง", "ระดับ"],
            ["", "คำนำหน้า", "ชื่อ", "สกุล", "", ""],
            [1, "นาย", "สมชาย", "ใจดี", "ปลัดเทศบาล", "กลาง"],
            [2, "น.ส.", "สมหญิง", "ดีงาม", "นิติกร", "ชำนาญการ"],
        ],
        merged=("A1:A2", "B1:D1", "E1:E2", "F1:F2"),
    ),
    "English heads": csv(headed("Name", "Position", "Level")),
    "English names in parts": csv(
        [
            ["No.", "Title", "First Name", "Last Name", "Job Title", "Level"],
            [1, "นาย", "สมชาย", "ใจดี", "ปลัดเทศบาล", "กลาง"],
            [2, "นางสาว", "สมหญิง", "ดีงาม", "นิติกร", "ชำนาญการ"],
        ]
    ),
    "bars": csv(headed("ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"), "|"),
    "a table of bars with rules": csv(
        [
            ["", "ชื่อ-สกุล", "ตำแหน่ง", "ระดับ", ""],
            ["", "---", "---", "---", ""],
            *(["", *row, ""] for row in LEVELS),
        ],
        "|",
    ),
    "UTF-16 with its mark": csv(headed("ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"), "\t", "utf-16"),
    "UTF-16 without it": csv(headed("ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"), "\t", "utf-16-le"),
    "TIS-620": csv(headed("ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"), ",", "tis-620"),
    "CP874 with semicolons": csv(headed("ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"), ";", "cp874"),
    "types of posts as levels": csv(
        [
            ["ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"],
            ["นายสมชาย ใจดี", "ปลัดเทศบาล", "บริหารท้องถิ่น ระดับกลาง"],
            ["น.ส.สมหญิง ดีงาม", "นิติกร", "วิชาการ ชำนาญการ"],
        ]
    ),
    "numbered columns and totals of a page": csv(
        [
            ["ที่", "ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"],
            ["(1)", "(2)", "(3)", "(4)"],
            ["1", *LEVELS[0]],
            ["ที่", "ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"],
            ["2", *LEVELS[1]],
        ]
    ),
    "the same post twice, alike": csv(
        [
            ["ชื่อ-สกุล", "ตำแหน่ง", "ตำแหน่งในสายงาน", "ระดับ"],
            *([name, post, post, level] for name, post, level in LEVELS),
        ]
    ),
}

ASKED_FOR_COLUMNS = {
    "old and new frame": (csv(OLD_AND_NEW), "ตำแหน่ง=E, ระดับ=F"),
    "old and new frame, merged": (
        xlsx(OLD_AND_NEW, merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1")),
        "ตำแหน่ง=E, ระดับ=F",
    ),
    "old and new in the words of the head": (
        csv(
            [
                ["ชื่อ-สกุล", "ตำแหน่งเดิม", "ตำแหน่งใหม่", "ระดับ"],
                ["นายสมชาย ใจดี", "รองปลัดเทศบาล", "ปลัดเทศบาล", "กลาง"],
                ["น.ส.สมหญิง ดีงาม", "เสมียน", "นิติกร", "ชำนาญการ"],
            ]
        ),
        "ตำแหน่ง=C",
    ),
    "administration and line of work": (
        csv(
            [
                ["ชื่อ-สกุล", "ตำแหน่งทางการบริหาร", "ตำแหน่งในสายงาน", "ระดับ"],
                ["นายสมชาย ใจดี", "ปลัดเทศบาล", "นักบริหารงานท้องถิ่น", "กลาง"],
                ["น.ส.สมหญิง ดีงาม", "นิติกร", "-", "ชำนาญการ"],
            ]
        ),
        "ตำแหน่ง=ตำแหน่งทางการบริหาร",
    ),
    "no head": (csv(LEVELS), "ชื่อสกุล=1, ตำแหน่ง=2, ระดับ=3"),
    "a head of the office's own": (
        csv(headed("บุคคล", "ทำหน้าที่", "ขั้น")),
        "ชื่อสกุล=A, ตำแหน่ง=B, ระดับ=C",
    ),
    "words without a head beside whole names": (
        csv(
            [
                ["ชื่อ-สกุล", "", "ตำแหน่ง", "ระดับ"],
                ["นายสมชาย ใจดี", "เกษียณ", "ปลัดเทศบาล", "กลาง"],
                ["น.ส.สมหญิง ดีงาม", "", "นิติกร", "ชก."],
            ]
        ),
        "ชื่อสกุล=A",
    ),
}


class Odd(Struct, frozen=True):
    """A row of name, post, level and day, and the doubt or the reason that it meets."""

    row: tuple[Any, str, str, Any]
    kind: DoubtKind
    ways: tuple[str, ...]


ASKED_ABOUT = {
    "a date that a spreadsheet took for 1963": Odd(
        ("นายสมชาย ใจดี", "นิติกร", "", date(1963, 10, 1)),
        DoubtKind.DATE,
        ("2020-10-01", "1963-10-01"),
    ),
    "a level that may be part of the name": Odd(
        ("นายสมชาย ใจดี", "ปลัดเทศบาลกลาง", "", ""),
        DoubtKind.POST,
        ("ปลัดเทศบาล|กลาง", "ปลัดเทศบาลกลาง|"),
    ),
    "an old level": Odd(("นายสมชาย ใจดี", "นิติกร", "8ว", ""), DoubtKind.LEVEL, ("8ว", "")),
    "a range of levels": Odd(
        ("นายสมชาย ใจดี", "นิติกร ปก./ชก.", "", ""),
        DoubtKind.LEVEL,
        ("ปฏิบัติการ", "ชำนาญการ", ""),
    ),
    "two levels": Odd(
        ("นายสมชาย ใจดี", "นิติกรชำนาญการ", "ปก.", ""),
        DoubtKind.LEVEL,
        ("ปฏิบัติการ", "ชำนาญการ"),
    ),
    "another duty beside the post": Odd(
        ("นายสมชาย ใจดี", "รองปลัดเทศบาล ปฏิบัติหน้าที่ปลัดเทศบาล", "", ""),
        DoubtKind.POST,
        ("รองปลัดเทศบาล", "รองปลัดเทศบาล ปฏิบัติหน้าที่ปลัดเทศบาล"),
    ),
}


def people_in(table: StaffTable) -> set[tuple[str, str, str]]:
    """The people of a table, with their posts and levels."""
    entries = [understand(row, DAY) for row in table.rows]
    return {(each.full_name, each.post, each.level) for each in entries}


@pytest.mark.parametrize("shape", READ)
def test_a_staff_list_in_a_usual_shape_is_read_without_a_question(
    shape: str, tmp_path: Path
) -> None:
    assert people_in(read_staff(READ[shape](tmp_path))) == TWO


@pytest.mark.parametrize("shape", ASKED_FOR_COLUMNS)
def test_a_list_whose_columns_may_be_misread_is_asked_about_and_then_remembered(
    shape: str, store: Path, tmp_path: Path
) -> None:
    write, said = ASKED_FOR_COLUMNS[shape]
    path = write(tmp_path)
    with pytest.raises(ColumnsNeeded, match="--columns"):
        read_known_staff(path)
    choice = parse_columns(said)
    assert people_in(read_known_staff(path, choice)) == TWO
    if shape != "no head":
        assert people_in(read_known_staff(path)) == TWO


@pytest.mark.parametrize("shape", ASKED_ABOUT)
def test_an_ambiguous_staff_row_raises_a_question_and_is_parsed_once_answered(
    shape: str, tmp_path: Path
) -> None:
    odd = ASKED_ABOUT[shape]
    head = ["ชื่อ-สกุล", "ตำแหน่ง", "ระดับ", "ตั้งแต่วันที่"]
    (row,) = read_staff(xlsx([head, list(odd.row)])(tmp_path)).rows
    with pytest.raises(Doubt) as asked:
        understand(row, DAY)
    assert asked.value.kind == odd.kind
    assert tuple(value for _, value in asked.value.ways) == odd.ways
    for value in odd.ways:
        understand(row, DAY, {asked.value.key: value})


@pytest.mark.parametrize("typed", [date(2019, 10, 1), date(2562, 10, 1), "1/10/62", "1 ต.ค. 2562"])
def test_an_unambiguous_date_of_a_staff_row_is_no_question(typed: Any, tmp_path: Path) -> None:
    rows = [["ชื่อ-สกุล", "ตำแหน่ง", "ตั้งแต่วันที่"], ["นายสมชาย ใจดี", "นิติกร", typed]]
    (row,) = read_staff(xlsx(rows)(tmp_path)).rows
    assert understand(row, DAY).since == date(2019, 10, 1)


def test_a_workbook_with_several_staff_lists_needs_a_choice_of_sheet(tmp_path: Path) -> None:
    first, second = headed("ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"), [["ชื่อ-สกุล", "ตำแหน่ง"], ["นายก ข", "ครู"]]
    path = xlsx(first, second)(tmp_path)
    with pytest.raises(SheetNeeded, match="หลายแผ่นงาน"):
        read_staff(path)
    assert people_in(read_staff(path, parse_columns("แผ่นงาน=Sheet"))) == TWO
    assert len(read_staff(path, parse_columns("แผ่นงาน=แผ่น2")).rows) == 1
    with pytest.raises(Refused, match="ไม่มีแผ่นงาน"):
        read_staff(path, parse_columns("แผ่นงาน=อื่น"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("สี=B", "ไม่เข้าใจ “สี=B”"), ("ตำแหน่ง", "ไม่เข้าใจ"), ("ตำแหน่ง=ZZ", "ไม่มีคอลัมน์ “ZZ”")],
)
def test_choosing_missing_staff_columns_is_refused(
    typed: str, sentence: str, tmp_path: Path
) -> None:
    path = csv(headed("ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"))(tmp_path)
    with pytest.raises(Refused, match=sentence):
        read_staff(path, parse_columns(typed))


def test_the_number_of_a_post_in_place_of_its_name_is_a_broken_row(
    store: Path, tmp_path: Path
) -> None:
    rows = [["ชื่อ-สกุล", "ตำแหน่ง"], ["นายสมชาย ใจดี", "12-2-00-1101-001"]]
    (broken,) = plan_import(read_staff(csv(rows)(tmp_path)), DAY).broken
    assert "เลขที่ตำแหน่ง" in broken.reason


def test_a_damaged_file_of_column_choices_makes_the_import_ask_again(
    store: Path, tmp_path: Path
) -> None:
    write, said = ASKED_FOR_COLUMNS["old and new frame"]
    path = write(tmp_path)
    read_known_staff(path, parse_columns(said))
    memory = store.parent / "templates" / "staff_columns.json"
    for content in ("{", "[1]", '[{"labels": [], "columns": [["x", 1]]}]'):
        memory.write_text(content)
        with pytest.raises(ColumnsNeeded):
            read_known_staff(path)


def test_one_answer_resolves_all_staff_rows_with_the_same_ambiguous_level(
    store: Path, tmp_path: Path
) -> None:
    rows = [["ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"]] + [[name, "ครู", "ภารกิจ"] for name in names(5)]
    table = read_staff(csv(rows)(tmp_path))
    (doubt,) = plan_import(table, DAY).doubts
    assert doubt.rows == (2, 3, 4, 5, 6)
    with refused(Refused, match="อ่านได้สองอย่าง ๑ แห่ง"):
        carry_out(plan_import(table, DAY))
    plan = plan_import(table, DAY, {doubt.key: ""})
    assert carry_out(plan, answer_all(plan, same=False)).people == 5
    assert {held.level for held in Assignment.select()} == {""}


@pytest.mark.parametrize(("answer", "people"), [("many", 2), ("one", 1)])
def test_several_holders_of_one_post_in_a_staff_list_raise_a_question(
    answer: str, people: int, store: Path, tmp_path: Path
) -> None:
    add_post("ปลัดเทศบาล")
    rows = [["ชื่อ-สกุล", "ตำแหน่ง"], ["นายก ขคง", "ปลัดเทศบาล"], ["นายจ ฉชซ", "ปลัดเทศบาล"]]
    table = read_staff(csv(rows)(tmp_path))
    (doubt,) = plan_import(table, DAY).doubts
    assert (doubt.kind, doubt.rows) == (DoubtKind.HOLDERS, (3,))
    plan = plan_import(table, DAY, {doubt.key: answer})
    assert carry_out(plan, good_rows_only=True).people == people
    assert Post.get(Post.name == "ปลัดเทศบาล").shared == (people == 2)


def test_several_deputies_are_imported_without_a_question(store: Path, tmp_path: Path) -> None:
    rows = [["ชื่อ-สกุล", "ตำแหน่ง"]] + [[name, "รองนายกเทศมนตรี"] for name in names(2)]
    assert carry_out(plan_import(read_staff(csv(rows)(tmp_path)), DAY)).people == 2
    assert Post.get(Post.name == "รองนายกเทศมนตรี").shared


def test_rejected_staff_rows_are_written_with_reasons_and_importable_once_corrected(
    store: Path, tmp_path: Path
) -> None:
    rows = [["ชื่อ-สกุล", "ตำแหน่ง", "ระดับ"], *LEVELS, ["สมปอง ดี", "ครู", ""]]
    plan = plan_import(read_staff(csv(rows)(tmp_path)), DAY)
    left = tmp_path / "left.csv"
    write_leftover(plan, left)
    assert carry_out(plan, good_rows_only=True).people == 2
    assert "ไม่มีคำนำหน้าชื่อ" in left.read_text("utf-8-sig")
    left.write_text(left.read_text("utf-8-sig").replace("สมปอง", "นายสมปอง", 1), "utf-8")
    assert carry_out(plan_import(read_staff(left), DAY)).people == 1
    with refused(Refused, match="อยู่แล้ว"):
        write_leftover(plan, left)


def _random_list(chance: random.Random, known: list[str], folder: Path) -> Path:
    """A list of people known and new, in posts that clash, with broken rows among them."""
    posts = [
        "ปลัดเทศบาล",
        "นิติกรชก.",
        "ครู",
        "ผอ.กองช่าง (นักบริหารงานช่าง ระดับต้น)",
        "12-3",
        "ปลัดเทศบาลกลาง",
    ]
    days = ["", "1/10/62", "1/10/2560", "31/2/63", "1963-10-01", "1/1/2570"]
    people = [*chance.sample(known, 4), *names(12)[6:], "ไร้คำนำหน้า ดี", "ว่าง"]
    rows = [["ชื่อ-สกุล", "ตำแหน่ง", "ตั้งแต่วันที่"]]
    rows += [[who, chance.choice(posts), chance.choice(days)] for who in chance.sample(people, 7)]
    return csv(rows)(folder)


def _records() -> list[list[tuple[Any, ...]]]:
    tables: list[Any] = [Person, Post, Assignment]
    return [list(table.select().order_by(table.id).tuples()) for table in tables]


@pytest.mark.parametrize("seed", range(25))
def test_a_dry_run_of_a_staff_import_reports_exactly_its_result(
    seed: int, store: Path, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    known = names(6)
    post = add_post("นิติกร")
    for number, name in enumerate(known):
        given, _, family = (
            name.removeprefix("นางสาว").removeprefix("นาย").removeprefix("นาง").partition(" ")
        )
        person = a_person(given, family, name.split(given)[0])
        if number < 2:
            begins = date(2015 + 8 * number, 1, 1)
            ends = date(begins.year + 3, 1, 1)
            assign(person.id, post, AssignmentKind.SUBSTANTIVE, begins, ends_on=ends)
    plan = plan_import(read_staff(_random_list(chance, known, tmp_path)), DAY)
    while plan.doubts and chance.random() < 0.9:
        doubt = plan.doubts[0]
        settled = {**dict(plan.settled), doubt.key: chance.choice(doubt.ways)[1]}
        plan = plan_import(plan.table, DAY, settled)
    answers = answer_all(plan, same=chance.random() < 0.5)
    partly = chance.random() < 0.8
    before = _records()
    told = _result_of(lambda: rehearse(plan, answers, good_rows_only=partly))
    assert _records() == before
    done = _result_of(lambda: carry_out(plan, answers, good_rows_only=partly))
    assert told == done
    if isinstance(done, str):
        assert _records() == before


def _result_of(act: Callable[[], object]) -> object:
    try:
        return act()
    except Refused as error:
        return str(error)

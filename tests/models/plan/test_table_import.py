"""An office's own plan table: any usual spelling, merged heads, goals as heading rows."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from exports.documents import Request
from exports.plan.action_plan import cells_of, gather
from models.errors import KmError, Refused
from models.foreign_files.column_mapping import NOTHING, choose_columns, guess_columns
from models.people.operations import add_division
from models.plan.lifecycle import create_plan
from models.plan.records import KmPlan, PlanTable
from models.plan.steps import Process
from models.plan.table_import.fields import FIELDS, process_in
from models.plan.table_import.importing import import_plan
from models.plan.table_import.reading import read_plan_table
from models.plan.table_import.values import PlanDraft
from models.plan.values import Plan
from models.plan.views import read_plan
from tests.refusals import refused
from tests.word_files import paragraph, run, table, write_word

RESPELT = {
    "ลำดับ": "ที่",
    "กิจกรรม": "กิจกรรม / โครงการ",
    "วิธีการสู่ความสำเร็จ": "วิธีดำเนินการ",
    "ระยะเวลา": "ระยะเวลา\nดำเนินการ",
    "ตัวชี้วัด": "ตัวชี้วัด (KPI)",
    "เป้าหมาย": "ค่าเป้าหมาย",
    "ผู้รับผิดชอบ": "หน่วยงานที่รับผิดชอบ",
}
HEADS = (
    *("ลำดับ", "ขั้นตอน/กิจกรรม", "วิธีการ", "เริ่ม", "สิ้นสุด"),
    *("ตัวชี้วัด", "เป้าหมาย", "ผู้รับผิดชอบ", "งบประมาณ"),
)
ROWS = (
    (
        *("1", "1. การบ่งชี้ความรู้\n- ประชุมคณะทำงาน", "ระดมสมอง", "1 พ.ย. 2569", "30 พ.ย. 2569"),
        *("จำนวนเรื่อง", "12 เรื่อง", "สำนักปลัด, กองคลัง", "5,000"),
    ),
    (
        *("2", "2. การสร้างและแสวงหาความรู้", "ศึกษาดูงาน", "1 ธ.ค. 2569", "31 ม.ค. 2570"),
        *("จำนวนครั้ง", "2 ครั้ง", "กองช่าง", ""),
    ),
    ("", "เชิญวิทยากรภายนอก", "บรรยาย", "", "", "จำนวนครั้ง", "1 ครั้ง", "กองช่าง", "ตามจริง"),
    (
        *("3", "การแบ่งปันและแลกเปลี่ยนความรู้", "เวที", "ไตรมาส 3", ""),
        *("ผู้เข้าร่วม", "50 คน", "ทุกกอง", ""),
    ),
)


def made_word(path: Path, fiscal_year: int) -> Path:
    """The printed plan of a year as Word tables, with its heads respelt."""
    paper = gather(fiscal_year, Request("plan", str(fiscal_year)))
    blocks = [paragraph(line) for line in paper.heading]
    for each in paper.tables:
        facts = [(f"<w:p>{run(f'{label} : {text}')}</w:p>",) for label, text in each.facts]
        heads = tuple(RESPELT.get(title, title) for title, _ in paper.columns)
        blocks += [paragraph(each.title), table([*facts, heads, *each.rows])]
    blocks += [paragraph(line) for line in paper.below]
    return write_word(path, "".join(blocks))


def printed(plan: Plan) -> list[tuple[Process, list[tuple[str, ...]]]]:
    return [(each.process, [cells_of(row) for row in each.activities]) for each in plan.tables]


def made_sheet(path: Path, rows: Iterable[Iterable[str]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def words(draft: PlanDraft) -> list[tuple[str, str, int, str, str]]:
    """Goal, process, step, title and bullets of every row."""
    return [
        (goal.text, each.process, row.step, row.title, row.bullets)
        for goal in draft.goals
        for each in goal.tables
        for row in each.activities
    ]


def test_a_printed_plan_with_other_column_titles_is_read_as_its_rows(
    example: Path, tmp_path: Path
) -> None:
    draft = read_plan_table(made_word(tmp_path / "แผน.docx", 2564))
    assert (draft.left, draft.mapping.unsure) == ((), frozenset())
    import_plan(draft, 2570)
    plan = read_plan(2570)
    assert printed(plan) == printed(read_plan(2564))
    assert plan.takes_changes
    assert [goal.unit for goal in plan.goals] == [each.unit for each in read_plan(2564).tables[::2]]


@pytest.fixture
def office(store: Path) -> None:
    """An office that is not the example, with divisions that the owners name."""
    for name, short in (("สำนักปลัดเทศบาล", "สำนักปลัด"), ("กองคลัง", ""), ("กองช่าง", "")):
        add_division(name, short)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_a_plan_table_with_goal_rows_days_money_and_owners_is_read(
    kind: str, office: None, tmp_path: Path
) -> None:
    path = tmp_path / f"แผน.{kind}"
    goals = ("เป้าหมายที่ 1 บุคลากรมีความรู้ด้านพัสดุ", "เป้าหมายที่ 2 ชุมชนเข้าถึงความรู้")
    rows = [("แผนการจัดการความรู้ ปี 2570",), HEADS, (goals[0],), *ROWS, (goals[1],), ROWS[0]]
    wide = [tuple(row) + ("",) * (len(HEADS) - len(row)) for row in rows]
    if kind == "docx":
        write_word(path, table(wide))
    elif kind == "xlsx":
        made_sheet(path, wide)
    else:
        quoted = (",".join(f'"{cell}"' for cell in row) for row in wide)
        path.write_text("\n".join(quoted), "cp874")
    draft = read_plan_table(path)
    first, second = "บุคลากรมีความรู้ด้านพัสดุ", "ชุมชนเข้าถึงความรู้"
    assert words(draft)[:4] == [
        (first, "km_process", 1, "", "ประชุมคณะทำงาน"),
        (first, "km_process", 2, "", ""),
        (first, "km_process", 2, "เชิญวิทยากรภายนอก", ""),
        (first, "km_process", 6, "", ""),
    ]
    assert words(draft)[4][0] == second
    import_plan(draft, 2570)
    rows_of = read_plan(2570).tables[0].activities
    assert (rows_of[0].begins_on, rows_of[0].ends_on) == (date(2026, 11, 1), date(2026, 11, 30))
    assert (rows_of[0].budget, rows_of[2].budget, rows_of[2].remark) == (5000.0, None, "ตามจริง")
    assert [owner.name for owner in rows_of[0].owners] == ["สำนักปลัด", "กองคลัง"]
    assert rows_of[3].period == "ไตรมาส 3"


def test_merged_column_titles_of_two_rows_are_read_as_one_header(
    store: Path, tmp_path: Path
) -> None:
    begun = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    goes_on = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    heads = map(paragraph, ("ที่", "กิจกรรม", "ระยะเวลา", "ตัวชี้วัด", "เริ่ม", "สิ้นสุด"))
    number, activity, period, indicator, begins, ends = heads
    head = (
        f"<w:tr><w:tc>{begun}{number}</w:tc><w:tc>{begun}{activity}</w:tc>"
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{period}</w:tc>'
        f"<w:tc>{begun}{indicator}</w:tc></w:tr>"
        f"<w:tr>{goes_on * 2}<w:tc>{begins}</w:tc><w:tc>{ends}</w:tc>{goes_on}</w:tr>"
    )
    row = table([("1", "การเรียนรู้", "1 ต.ค. 69", "30 ก.ย. 70", "จำนวน")])
    body = f"<w:tbl>{head}{row[row.index('<w:tr>') :]}"
    (made,) = read_plan_table(write_word(tmp_path / "ก.docx", body)).activities
    assert (made.begins_on, made.ends_on) == (date(2026, 10, 1), date(2027, 9, 30))
    assert (made.step, made.indicator) == (7, "จำนวน")


def test_the_process_of_an_imported_table_is_read_from_its_title_or_a_step(
    store: Path, tmp_path: Path
) -> None:
    heads = ("กิจกรรม", "วิธีการ", "ผู้รับผิดชอบ")
    change = table([heads, ("การสื่อสาร", "ประชุม", "กองคลัง"), ("การเรียนรู้", "อบรม", "กองคลัง")])
    learning = table([heads, ("ส่งเสริมการเรียนรู้", "อบรม", "ทุกกอง")])
    title = "การสร้างส่วนราชการเป็นองค์กรเรียนรู้ (Learning Organization : LO)"
    body = paragraph("เป้าหมาย KM : ลดเวลาบริการ") + change + paragraph(title) + learning
    draft = read_plan_table(write_word(tmp_path / "ก.docx", body))
    assert words(draft) == [
        ("ลดเวลาบริการ", "change", 2, "", ""),
        ("ลดเวลาบริการ", "change", 4, "", ""),
        ("", "lo", 0, "ส่งเสริมการเรียนรู้", ""),
    ]
    import_plan(draft, 2571)
    assert len(read_plan(2571).tables) == 1
    assert PlanTable.select().where(PlanTable.process == Process.LO).count() == 1


def test_a_sentence_about_a_process_is_not_read_as_its_heading() -> None:
    assert process_in("ส่งเสริมการนำกระบวนการจัดการความรู้มาใช้พัฒนาบุคลากร") is None
    assert process_in("กระบวนการจัดการความรู้ (KM Process)") is Process.KM_PROCESS
    assert process_in("กระบวนการบริหารจัดการการเปลี่ยนแปลง") is Process.CHANGE


def test_unknown_column_titles_are_unsure_until_chosen(store: Path, tmp_path: Path) -> None:
    rows = [("ก", "งานที่จะทำ", "ใครทำ"), ("1", "การบ่งชี้ความรู้", "กองคลัง")]
    path = write_word(tmp_path / "ก.docx", table(rows))
    with refused(Refused, match="--columns"):
        import_plan(read_plan_table(path), 2570)
    draft = read_plan_table(path, "กิจกรรม=B, ๓=owners,1=-")
    assert draft.mapping.ids == ("", "activity", "owners")
    import_plan(draft, 2570)
    assert read_plan(2570).tables[0].activities[0].owner_names == ("กองคลัง",)


@pytest.mark.parametrize(
    "typed", ["x", "9=activity", "2=หัว", "2", "=activity", "0=activity", "กิจกรรม=ZZ"]
)
def test_choosing_unknown_columns_is_refused(typed: str) -> None:
    mapping = guess_columns(("ที่", "กิจกรรม"), FIELDS)
    with pytest.raises(Refused):
        choose_columns(mapping, typed, FIELDS)
    assert choose_columns(mapping, f"1={NOTHING}", FIELDS).ids == ("", "activity")


def test_every_usual_column_title_is_recognised_in_any_spacing() -> None:
    for each in FIELDS:
        for spelling in (each.label, *each.spellings):
            spaced = f" {spelling.replace('/', ' / ')} \n(บาท)" if "(" not in spelling else spelling
            assert guess_columns((spaced,), FIELDS).ids == (each.id,), spelling


def test_importing_a_plan_into_a_year_with_one_is_refused_and_stores_nothing(
    store: Path, tmp_path: Path
) -> None:
    create_plan(2570)
    rows = [("กิจกรรม", "วิธีการ", "ผู้รับผิดชอบ"), ("การบ่งชี้ความรู้", "ประชุม", "กองคลัง")]
    draft = read_plan_table(write_word(tmp_path / "ก.docx", table(rows)))
    with refused(Refused, match="มีแผนปี"):
        import_plan(draft, 2570)
    assert KmPlan.select().count() == 1
    assert read_plan(2570).tables == ()


def test_files_without_a_plan_are_refused_with_a_sentence(store: Path, tmp_path: Path) -> None:
    with pytest.raises(KmError, match="ไม่พบตาราง"):
        read_plan_table(write_word(tmp_path / "ก.docx", paragraph("ไม่มีตาราง")))
    empty = read_plan_table(write_word(tmp_path / "ข.docx", table([("กิจกรรม", "วิธีการ", "ตัวชี้วัด")])))
    with refused(Refused, match="ไม่พบกิจกรรม"):
        import_plan(empty, 2570)
    assert KmPlan.select().count() == 0

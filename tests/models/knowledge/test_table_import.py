"""An office's own classification table: divisions merged, as headings, or in a column."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from exports.documents import Request
from exports.forms.heading import numbered
from exports.knowledge.classification import gather
from models.errors import KmError, Refused
from models.knowledge.records import KnowledgeItem, KnowledgeKind
from models.knowledge.table_import.importing import import_knowledge, plan_knowledge
from models.knowledge.table_import.reading import KnowledgeTable, read_knowledge_table
from models.knowledge.views import read_classification
from models.people.operations import add_division
from tests.refusals import refused
from tests.word_files import paragraph, table, write_word


def words(read: KnowledgeTable) -> list[tuple[str, str, str]]:
    return [(row.division, row.kind.value, row.text) for row in read.rows]


def items(year: int) -> dict[str, tuple[str, ...]]:
    content = read_classification(year, KnowledgeKind.KNOWLEDGE)
    return {each.name: tuple(item.text for item in each.items) for each in content.divisions}


def test_a_printed_classification_with_other_column_titles_is_read_as_its_items(
    example: Path, tmp_path: Path
) -> None:
    paper = gather(2563, Request("classification", "2563"))
    rows = [(row.name, numbered(row.items)) for row in paper.rows if row.items]
    body = "".join(map(paragraph, paper.heading)) + table([("กอง / สำนัก", "รายการองค์ความรู้"), *rows])
    path = write_word(tmp_path / "จำแนก.docx", body)
    plan = plan_knowledge(read_knowledge_table(path), 2570)
    assert (plan.unknown, plan.same, plan.table.left) == ((), (), ())
    import_knowledge(plan)
    assert items(2570) == items(2563)
    again = plan_knowledge(read_knowledge_table(path), 2570)
    assert (again.new, len(again.same)) == ((), len(plan.new))


@pytest.fixture
def office(store: Path) -> None:
    """Divisions of an office that is not the example."""
    for name, short in (("สำนักปลัดเทศบาล", "สำนักปลัด"), ("กองคลัง", ""), ("กองช่าง", "")):
        add_division(name, short)


def test_a_classification_with_division_rows_and_both_kinds_is_read(
    office: None, tmp_path: Path
) -> None:
    rows = [
        ("ที่", "ความรู้", "กระบวนการสำคัญ", "เครื่องมือ"),
        ("สำนักปลัด", "", "", ""),
        ("1", "การรับเรื่องร้องเรียน", "งานสารบรรณ", "การสอนงาน (Coaching)"),
        ("๒", "- การเขียนหนังสือ\n- การจัดประชุม", "", ""),
        ("กองคลัง", "", "", ""),
        ("1", "การจัดซื้อ\n(ตามระเบียบ)", "", ""),
        ("", "", "", "หมายเหตุท้ายตาราง"),
    ]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "ก.xlsx")
    for path in (tmp_path / "ก.xlsx", write_word(tmp_path / "ก.docx", table(rows))):
        read = read_knowledge_table(path)
        assert words(read) == [
            ("สำนักปลัด", "knowledge", "การรับเรื่องร้องเรียน"),
            ("สำนักปลัด", "essential_process", "งานสารบรรณ"),
            ("สำนักปลัด", "knowledge", "การเขียนหนังสือ"),
            ("สำนักปลัด", "knowledge", "การจัดประชุม"),
            ("กองคลัง", "knowledge", "การจัดซื้อ"),
            ("กองคลัง", "knowledge", "(ตามระเบียบ)"),
        ]
        assert [text for _, text in read.left] == ["หมายเหตุท้ายตาราง"]
    plan = plan_knowledge(read, 2571)
    assert import_knowledge(plan) == 6
    tools = KnowledgeItem.get(KnowledgeItem.text == "การรับเรื่องร้องเรียน").tools
    assert tools == "การสอนงาน (Coaching)"


def test_an_import_with_an_unknown_division_is_refused_by_name(
    office: None, tmp_path: Path
) -> None:
    rows = [("กอง", "องค์ความรู้"), ("กองคลัง", "การเงิน"), ("กองแผน", "การวางแผน")]
    plan = plan_knowledge(read_knowledge_table(write_word(tmp_path / "ก.docx", table(rows))), 2571)
    with refused(Refused, match="กองแผน"):
        import_knowledge(plan)
    assert KnowledgeItem.select().count() == 0


def test_columns_with_unknown_titles_are_mapped_by_choice(office: None, tmp_path: Path) -> None:
    rows = [("ของใคร", "ทำอะไรเป็น"), ("กองช่าง", "การสำรวจ")]
    path = write_word(tmp_path / "ก.docx", table(rows))
    with refused(Refused, match="--columns"):
        import_knowledge(plan_knowledge(read_knowledge_table(path), 2571))
    chosen = read_knowledge_table(path, "1=division,2=knowledge")
    assert words(chosen) == [("กองช่าง", "knowledge", "การสำรวจ")]
    with pytest.raises(KmError, match="ไม่พบตาราง"):
        read_knowledge_table(write_word(tmp_path / "ข.docx", paragraph("ไม่มี")))


def test_rows_above_the_heads_of_a_table_are_not_taken_for_knowledge(
    office: None, tmp_path: Path
) -> None:
    rows = ("บัญชีองค์ความรู้,ฉบับปรับปรุง", "สำนัก/กอง,องค์ความรู้", "กองคลัง,การจัดซื้อ")
    (tmp_path / "ก.csv").write_text("\n".join(rows), "utf-8")
    read = read_knowledge_table(tmp_path / "ก.csv")
    assert words(read) == [("กองคลัง", "knowledge", "การจัดซื้อ")]
    assert read.left == ()

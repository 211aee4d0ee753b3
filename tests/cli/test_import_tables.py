"""`kmtui import plan` and `import knowledge`: dry run first, columns shown, all or nothing."""

from pathlib import Path

import pytest

from models.knowledge.records import KnowledgeItem
from models.people.operations import add_division
from models.plan.records import KmPlan, PlanActivity
from tests.cli.test_commands import said
from tests.conftest import Run
from tests.word_files import table, write_word

PLAN = [
    ("ที่", "กิจกรรม", "วิธีดำเนินการ", "หน่วยงานที่รับผิดชอบ"),
    ("เป้าหมาย KM : ลดเวลาบริการ", "", "", ""),
    ("1", "การบ่งชี้ความรู้", "ประชุม", "กองคลัง"),
]
KNOWLEDGE = [("กอง", "องค์ความรู้"), ("กองคลัง", "การจัดซื้อ")]


@pytest.fixture
def files(store: Path, tmp_path: Path) -> tuple[str, str]:
    add_division("กองคลัง", "")
    plan = write_word(tmp_path / "แผน.docx", table(PLAN))
    knowledge = write_word(tmp_path / "ความรู้.docx", table(KNOWLEDGE))
    return str(plan), str(knowledge)


def test_a_plan_file_is_previewed_and_then_stored_as_a_draft(
    files: tuple[str, str], kmtui: Run
) -> None:
    plan, _ = files
    shown = said(kmtui("import", "plan", plan, "--year", "2570", "--dry-run"))
    for part in ("๓ วิธีดำเนินการ → วิธีการสู่ความสำเร็จ", "ลดเวลาบริการ", "การบ่งชี้ความรู้"):
        assert part in shown
    assert KmPlan.select().count() == 0
    assert "สร้างร่างแผนปี ๒๕๗๐" in said(kmtui("import", "plan", plan, "--year", "2570"))
    assert [row.step for row in PlanActivity.select()] == [1]
    again = kmtui("import", "plan", plan, "--year", "2570")
    assert (again.returncode, "มีแผนปี ๒๕๗๐ แล้ว" in again.stderr.decode()) == (1, True)


def test_a_knowledge_file_is_previewed_and_then_added_once(
    files: tuple[str, str], kmtui: Run
) -> None:
    _, knowledge = files
    shown = said(kmtui("import", "knowledge", knowledge, "--year", "2570", "--dry-run"))
    assert "เพิ่ม ๑" in shown
    assert KnowledgeItem.select().count() == 0
    assert "๑ รายการ" in said(kmtui("import", "knowledge", knowledge, "--year", "2570"))
    again = said(kmtui("import", "knowledge", knowledge, "--year", "2570"))
    assert "มีอยู่แล้ว ๑\nไม่มีรายการใหม่" in again
    assert KnowledgeItem.select().count() == 1


@pytest.mark.parametrize("what", ["plan", "knowledge"])
def test_importing_without_year_or_with_wrong_columns_is_refused_with_advice(
    what: str, files: tuple[str, str], kmtui: Run
) -> None:
    path = files[what == "knowledge"]
    asked = kmtui("import", what, path)
    assert (asked.returncode, "--year" in asked.stderr.decode()) == (1, True)
    wrong = kmtui("import", what, path, "--year", "2570", "--columns", "9=x")
    assert (wrong.returncode, "ไม่ใช่คอลัมน์" in wrong.stderr.decode()) == (1, True)

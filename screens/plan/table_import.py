"""The import of a foreign plan table as the draft plan of a year."""

from __future__ import annotations

from pathlib import Path

from kmtui.thai.digits import thai_digits
from models.errors import KmError
from models.foreign_files.column_mapping import ColumnMapping
from models.plan.table_import.fields import FIELDS
from models.plan.table_import.importing import import_plan, must_be_importable
from models.plan.table_import.reading import read_plan_table
from models.plan.table_import.values import PlanDraft
from screens.lists.table_import import PreviewRow, TableImport, TablePreview


def _read(path: Path, _year: int, mapping: ColumnMapping | None) -> TablePreview:
    draft = read_plan_table(path, mapping=mapping)
    try:
        must_be_importable(draft)
        problem = ""
    except KmError as refusal:
        problem = str(refusal)
    goals = sum(bool(goal.text) for goal in draft.goals)
    summary = thai_digits(
        f"เป้าหมาย {goals}  กิจกรรม {len(draft.activities)}  ไม่มีที่อยู่ {len(draft.left)}"
    )
    rows = () if draft.mapping.lacking(FIELDS) else tuple(_rows(draft))
    return TablePreview(draft.file_name, draft.mapping, rows, draft.left, summary, problem, draft)


def _rows(draft: PlanDraft) -> list[PreviewRow]:
    rows = []
    for goal in draft.goals:
        for table in goal.tables:
            for each in table.activities:
                words = (table.process.step_title(each.step), each.title, each.bullets, each.method)
                told = " / ".join(" ".join(text.split()) for text in words if text)
                rows.append(PreviewRow(each.number, goal.text or table.process.short_label, told))
    return rows


def _store(preview: TablePreview, fiscal_year: int) -> str:
    import_plan(preview.content, fiscal_year)
    count = thai_digits(len(preview.rows))
    return f"สร้างร่างแผนปี {thai_digits(fiscal_year)} แล้ว {count} กิจกรรม เปิดแผนนั้นเพื่อแก้ต่อ"


PLAN_TABLE = TableImport("นำเข้าตารางแผน", FIELDS, _read, _store)
"""The plan table of `TableImportScreen`."""

"""The import of a classification table as knowledge items of a year."""

from __future__ import annotations

from pathlib import Path

from kmtui.thai.digits import thai_digits
from models.errors import KmError
from models.foreign_files.column_mapping import ColumnMapping
from models.knowledge.table_import.importing import (
    counted,
    import_knowledge,
    must_be_addable,
    plan_knowledge,
)
from models.knowledge.table_import.reading import KNOWLEDGE_FIELDS, read_knowledge_table
from screens.lists.table_import import PreviewRow, TableImport, TablePreview


def _read(path: Path, fiscal_year: int, mapping: ColumnMapping | None) -> TablePreview:
    table = read_knowledge_table(path, mapping=mapping)
    plan = plan_knowledge(table, fiscal_year)
    try:
        must_be_addable(plan)
        problem = ""
    except KmError as refusal:
        problem = str(refusal)
    new = set(plan.new)
    rows = tuple(
        PreviewRow(
            row.number,
            "ไม่รู้จักหน่วยงาน" if row.division in plan.unknown else "เพิ่ม" if row in new else "มีอยู่แล้ว",
            f"{row.division}: {row.text}",
        )
        for row in table.rows
    )
    return TablePreview(
        table.file_name, table.mapping, rows, table.left, counted(plan), problem, plan
    )


def _store(preview: TablePreview, fiscal_year: int) -> str:
    count = thai_digits(import_knowledge(preview.content))
    return f"เพิ่มองค์ความรู้ปี {thai_digits(fiscal_year)} แล้ว {count} รายการ"


KNOWLEDGE_TABLE = TableImport("นำเข้าตารางจำแนกองค์ความรู้", KNOWLEDGE_FIELDS, _read, _store)
"""The classification table of `TableImportScreen`."""

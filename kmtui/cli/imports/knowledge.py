"""`kmtui import knowledge`: show what a classification table would add, then add it."""

import sys
from pathlib import Path

from kmtui.cli.imports.columns import print_columns, print_left
from kmtui.cli.output import print_line
from kmtui.cli.output_formats import show
from kmtui.thai.digits import thai_digits
from models.errors import Refused
from models.knowledge.table_import.importing import (
    KnowledgePlan,
    counted,
    import_knowledge,
    must_be_addable,
    plan_knowledge,
)
from models.knowledge.table_import.reading import KNOWLEDGE_FIELDS, read_knowledge_table
from models.office.plain_table import Listing


def import_knowledge_table(path: Path, fiscal_year: int | None, columns: str, dry_run: bool) -> int:
    """Add the items of a classification table to a fiscal year (BE); return the exit status.

    With `dry_run` the items are only shown.

    Raises:
        KmError: no year is given, the file cannot be read, a column or a division is unknown.
    """
    if fiscal_year is None:
        raise Refused("ยังไม่ได้บอกปีที่จำแนก ใส่ --year เช่น --year 2565")
    table = read_knowledge_table(path, columns)
    print_columns(table.file_name, table.mapping, KNOWLEDGE_FIELDS)
    plan = plan_knowledge(table, fiscal_year)
    if dry_run:
        sys.stdout.write(show(_listing(plan), "table"))
    print_left(table.left)
    must_be_addable(plan)
    print_line(counted(plan))
    if not dry_run:
        count, year = thai_digits(import_knowledge(plan)), thai_digits(fiscal_year)
        told = f"เพิ่มองค์ความรู้ปี {year} แล้ว {count} รายการ"
        print_line(told if plan.new else f"ไม่มีรายการใหม่ องค์ความรู้ปี {year} มีครบแล้ว")
    return 0


def _listing(plan: KnowledgePlan) -> Listing:
    new = set(plan.new)
    rows = []
    for row in plan.table.rows:
        unknown = row.division in plan.unknown
        result = "ไม่รู้จักหน่วยงาน" if unknown else "เพิ่ม" if row in new else "มีอยู่แล้ว"
        rows.append((row.number, result, row.division, row.kind.label, row.text))
    fields = ("row", "result", "division", "kind", "item")
    return Listing(fields, ("แถว", "ผล", "สำนัก/กอง", "ประเภท", "รายการ"), tuple(rows))

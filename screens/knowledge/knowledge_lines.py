"""Import of pasted lines as knowledge items of the shown list."""

from __future__ import annotations

from typing import Any

from models.errors import KmError
from models.knowledge.records import ListOf
from models.knowledge.table_import.lines import (
    add_knowledge_lines,
    counted_lines,
    must_add_knowledge,
    plan_knowledge_lines,
)
from screens.base.screen import KmScreen
from screens.lists.lines_import import LineRow, LinesPreview, LineSubject
from screens.tables.row_undo import RowUndo


def knowledge_lines(
    title: str, where: ListOf, undoing: RowUndo, meeting_id: int | None
) -> LineSubject:
    """Return the import of lines as items of a list, for `LinesImportScreen`.

    Args:
        meeting_id: the meeting to which the added items are linked; None for none.
    """

    def read(lines: tuple[str, ...]) -> LinesPreview:
        plan = plan_knowledge_lines(where, lines)
        try:
            must_add_knowledge(plan)
            problem = ""
        except KmError as refusal:
            problem = str(refusal)
        rows = tuple(
            LineRow(row.number, "เพิ่ม" if row.is_new else "มีอยู่แล้ว", row.text, f"ใน{row.division}")
            for row in plan.rows
        )
        return LinesPreview(rows, counted_lines(plan), problem, plan)

    async def store(screen: KmScreen[Any], preview: LinesPreview) -> bool:
        try:
            await undoing.submit(add_knowledge_lines, preview.content, meeting_id)
        except KmError:
            return False  # the table has shown the refusal
        screen.show_message(f"บันทึกแล้ว ({preview.summary}) กด Z เพื่อคืนทั้งหมด")
        return True

    return LineSubject(title, read, store)

"""The rows of a staff list's preview, and the sentences on its effect."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from kmtui.thai.digits import counts_text, thai_digits
from models.staff_list.importing import ImportCounts, ImportLine, ImportPlan, NearQuestion
from screens.commands.people import STAFF_IMPORT
from screens.lists.row_screen import Row, info_row
from screens.own_keys.chosen import hint
from screens.widgets.label import WrappedLines, lines
from screens.widgets.row_list import CellRow, ListCell

_ROW_CELLS, _RESULT_CELLS = 7, 13
_INDENT = 9


def summary(plan: ImportPlan, answers: Mapping[int, str | None]) -> str:
    """Return two Thai lines: the number of rows by effect, and what to do next."""
    counted = (
        ("เพิ่ม", len(plan.new)),
        ("เปลี่ยน", len(plan.changed)),
        ("คงเดิม", len(plan.same)),
        ("ใกล้เคียงยังไม่ตอบ", sum(each.row not in answers for each in plan.near)),
        ("ใช้ไม่ได้", len(plan.broken)),
        *((("อ่านได้สองอย่าง", len(plan.doubts)),) if plan.doubts else ()),
        *((("ซ่อมจาก PDF", plan.table.mended),) if plan.table.mended else ()),
    )
    words = "  ".join(f"{word} {thai_digits(count)}" for word, count in counted)
    return f"{words}\n{hint(_what_next(plan), STAFF_IMPORT)}"


def _what_next(plan: ImportPlan) -> str:
    if plan.broken:
        return "✗ แก้ในแฟ้มแล้วกด F5 อ่านใหม่ หรือกด F6 นำเข้าเฉพาะแถวที่ใช้ได้ ยังไม่บันทึกแถวใด"
    if plan.doubts:
        return "? กด Enter ที่แถวแรก ๆ เพื่อตอบว่าหมายถึงอย่างใด ยังไม่บันทึกแถวใด"
    if not (plan.new or plan.changed or plan.near):
        return "✓ ทะเบียนตรงกับแฟ้มนี้แล้ว ไม่มีอะไรต้องนำเข้า"
    return "กด F6 นำเข้าทั้งหมดในคราวเดียว ยังไม่บันทึกจนกว่าจะนำเข้า"


def rows_of(plan: ImportPlan, answers: Mapping[int, str | None]) -> list[Row]:
    """Return the rows of a preview: broken rows, questions, new people, changes."""
    rows: list[Row] = []
    for broken in plan.broken:
        rows += _told(broken.row, broken.name, "✗ ใช้ไม่ได้", broken.reason)
    for doubt in plan.doubts:
        ways = " หรือ ".join(way for way, _ in doubt.ways)
        count = f" ({thai_digits(len(doubt.rows))} แถว)" if len(doubt.rows) > 1 else ""
        told = f"{doubt.question}{count}: {ways} กด Enter ตอบ"
        rows += _told(doubt.rows[0], doubt.name, "? สองอย่าง", told, doubt.key)
    for asked in plan.near:
        rows += _told(asked.row, asked.name, *_answer_words(asked, answers))
    for each in plan.new:
        rows += _line(each, "+ เพิ่ม")
    for each in plan.changed:
        rows += _line(each, "• เปลี่ยน")
    return rows or [info_row("ไม่มีแถวที่เปลี่ยนทะเบียน")]


def _answer_words(asked: NearQuestion, answers: Mapping[int, str | None]) -> tuple[str, str]:
    if asked.row not in answers:
        return "? ใกล้เคียง", f"{', '.join(asked.near)} กด Enter ตอบ"
    same = answers[asked.row]
    return ("= คนเดียวกัน", same) if same is not None else ("+ คนใหม่", "")


def _line(line: ImportLine, result: str) -> list[Row]:
    return _told(line.row, line.name, result, line.what)


def _told(row: int, name: str, result: str, detail: str, row_key: Hashable = None) -> list[Row]:
    """Return the row for a line of the file, and a row with details below it."""
    cells = CellRow(
        ListCell(f" {thai_digits(row)}", _ROW_CELLS),
        ListCell(result, _RESULT_CELLS),
        ListCell(name),
    )
    made = [Row(cells, row if row_key is None else row_key)]
    if detail:
        said = lines((detail, "$text-muted"), indent=_INDENT, hanging=2)
        made.append(Row(WrappedLines(tuple(said))))
    return made


def imported_text(counts: ImportCounts) -> str:
    """Return the Thai sentence on what was imported."""
    return f"นำเข้าแล้ว {counted(counts)}"


def counted(counts: ImportCounts) -> str:
    """Return the Thai text with the numbers of added and changed records."""
    return counts_text(
        ("บุคคลใหม่ {}", counts.people),
        ("แก้คำนำหน้า {}", counts.renamed),
        ("ตำแหน่งใหม่ {}", counts.posts),
        ("หน่วยงานใหม่ {}", counts.divisions),
        ("การดำรงตำแหน่ง {}", counts.assignments),
    )

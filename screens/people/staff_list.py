"""The import of a staff list: preview, questions about similar names, all or nothing."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from pathlib import Path

from kmtui.thai.dates import format_date, parse_date
from kmtui.thai.digits import thai_digits
from models.editing.cell_values import must_not_be_blank
from models.errors import KmError, Refused
from models.staff_list.importing import (
    ImportCounts,
    ImportLine,
    ImportPlan,
    NearQuestion,
    carry_out,
    plan_import,
)
from models.staff_list.tables import read_staff
from models.storage.disk import typed_path
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.people import STAFF_IMPORT
from screens.dialogs.choices import ListDialog
from screens.dialogs.prompt import NEW, PromptField, ask_and_do
from screens.lists.row_screen import Row, RowScreen, info_row
from screens.widgets.label import WrappedLines, lines
from screens.widgets.row_list import CellRow, ListCell

_ROW_CELLS, _RESULT_CELLS = 7, 13
_NO_FILE = "กด F5 เลือกแฟ้ม CSV หรือ XLSX ที่มีคอลัมน์ ชื่อ - สกุล และ ตำแหน่ง ยังไม่บันทึกจนกว่าจะกด F6"
_INDENT = 9


class StaffImportScreen(RowScreen):
    """The preview of an import as a table; nothing is stored before F6."""

    BINDINGS = bindings(*STAFF_IMPORT.commands)
    PAGE = STAFF_IMPORT

    def __init__(self) -> None:
        super().__init__()
        self._path, self._since = "", ""
        self._plan: ImportPlan | None = None
        self._answers: dict[int, str | None] = {}

    def on_mount(self) -> None:
        """Ask for the file at once."""
        self.call_after_refresh(self.action_read_file)

    async def read_rows(self) -> Sequence[Row]:
        """Return the rows of the preview: broken ones, questions, changes."""
        plan = self._plan
        if plan is None:
            self.say("นำเข้าบัญชีรายชื่อ", *lines((_NO_FILE, "$text-muted")))
            return []
        self.say(f"นำเข้าบัญชีรายชื่อ {plan.table.file_name}", *lines(summary(plan, self._answers)))
        return _rows(plan, self._answers)

    async def change_row(self, row_key: Hashable) -> None:
        """Ask the question of the selected row."""
        await self._answer(row_key)

    @dialog_action
    async def _answer(self, place: Hashable) -> None:
        question = self._question(place)
        if question is None:
            self.show_message("แถวนี้ไม่มีอะไรต้องตอบ กด F6 นำเข้า", "information")
        elif await self._ask(question):
            await self.read()

    def _question(self, row: Hashable) -> NearQuestion | None:
        questions = self._plan.near if self._plan else ()
        return next((each for each in questions if each.row == row), None)

    async def _ask(self, question: NearQuestion) -> bool:
        """Ask which person the row is; return whether the user answered."""
        where = "แถวอื่นในแฟ้มนี้" if question.in_file else "ทะเบียน"
        title = f"แถวที่ {thai_digits(question.row)} {question.name}\nใกล้เคียงกับชื่อใน{where}"
        ways = [*(f"คนเดียวกับ {name}" for name in question.near), "เป็นคนใหม่ อีกคนหนึ่ง"]
        at = await self.app.push_screen_wait(ListDialog(title, ways))
        if at is None:
            return False
        self._answers[question.row] = question.near[at] if at < len(question.near) else None
        return True

    @dialog_action
    async def action_read_file(self) -> None:
        """Ask for a file and compare it with the register."""
        today = date.today()
        fields = [
            PromptField("แฟ้ม", self._path, must_not_be_blank, "เช่น ~/บุคลากร.xlsx", _found_files),
            PromptField(
                "ตั้งแต่วันที่",
                self._since or format_date(today),
                lambda text: parse_date(text, today),
                "สำหรับแถวที่ไม่มีวันที่",
            ),
        ]

        async def read(answer: tuple[str, ...]) -> ImportPlan:
            path, since = typed_path(answer[0]), parse_date(answer[1], today)
            plan = await self.call(_planned, path, since)
            self._path, self._since = answer
            return plan

        plan = await ask_and_do(self, "นำเข้าบัญชีรายชื่อ", fields, read, NEW)
        if plan is not None:
            self._plan, self._answers = plan, {}
            await self.read()

    @dialog_action
    async def action_carry_out(self) -> None:
        """Ask the open questions, then store all rows or none."""
        plan = self._plan
        if plan is None:
            self.show_message("ยังไม่ได้เลือกแฟ้ม กด F5 เลือกแฟ้มก่อน", "warning")
            return
        if plan.broken:
            rows = thai_digits(len(plan.broken))
            told = f"มีแถวที่ใช้ไม่ได้ {rows} แถว แก้ในแฟ้มแล้วกด F5 อ่านใหม่ ยังไม่ได้นำเข้าแถวใด"
            self.show_error(Refused(told))
            return
        for question in plan.near:
            if question.row not in self._answers and not await self._ask(question):
                await self.read(question.row)
                return
        counts = await self.call_or_show_error(carry_out, plan, dict(self._answers))
        if counts is not None:
            self.show_message(told_counts(counts))
            self.dismiss(None)


async def _found_files(typed: str) -> str:
    """Return at most four files that match the path typed so far."""
    if not typed:
        return ""
    try:
        path = typed_path(typed)
        folder, begun = (path, "") if typed.endswith("/") else (path.parent, path.name)
        names = sorted(each.name for each in folder.iterdir() if each.name.startswith(begun))
    except (OSError, ValueError, KmError):
        return ""
    lists = [name for name in names if name.lower().endswith((".csv", ".xlsx", ".xlsm", ".txt"))]
    return f"แฟ้มในโฟลเดอร์: {', '.join(lists[:4])}" if lists and lists != [begun] else ""


def _planned(path: Path, since: date) -> ImportPlan:
    return plan_import(read_staff(path), since)


def summary(plan: ImportPlan, answers: dict[int, str | None]) -> str:
    """Return the number of rows by what they would do, in Thai."""
    counted = (
        ("เพิ่ม", len(plan.new)),
        ("เปลี่ยน", len(plan.changed)),
        ("คงเดิม", len(plan.same)),
        ("ใกล้เคียงยังไม่ตอบ", sum(each.row not in answers for each in plan.near)),
        ("ใช้ไม่ได้", len(plan.broken)),
        *((("ซ่อมจาก PDF", plan.table.mended),) if plan.table.mended else ()),
    )
    words = "  ".join(f"{word} {thai_digits(count)}" for word, count in counted)
    return f"{words}\n{_what_next(plan)}"


def _what_next(plan: ImportPlan) -> str:
    if plan.broken:
        return "✗ แก้แถวที่ใช้ไม่ได้ในแฟ้ม แล้วกด F5 อ่านใหม่ ยังไม่บันทึกแถวใด"
    if not (plan.new or plan.changed or plan.near):
        return "✓ ทะเบียนตรงกับแฟ้มนี้แล้ว ไม่มีอะไรต้องนำเข้า"
    return "กด F6 นำเข้าทั้งหมดในคราวเดียว ยังไม่บันทึกจนกว่าจะนำเข้า"


def _rows(plan: ImportPlan, answers: dict[int, str | None]) -> list[Row]:
    rows: list[Row] = []
    for broken in plan.broken:
        rows += _told(broken.row, broken.name, "✗ ใช้ไม่ได้", broken.reason)
    for asked in plan.near:
        rows += _told(asked.row, asked.name, *_answer_words(asked, answers))
    for each in plan.new:
        rows += _line(each, "+ เพิ่ม")
    for each in plan.changed:
        rows += _line(each, "• เปลี่ยน")
    return rows or [info_row("ไม่มีแถวที่เปลี่ยนทะเบียน")]


def _answer_words(asked: NearQuestion, answers: dict[int, str | None]) -> tuple[str, str]:
    if asked.row not in answers:
        return "? ใกล้เคียง", f"{', '.join(asked.near)} กด Enter ตอบ"
    same = answers[asked.row]
    return ("= คนเดียวกัน", same) if same is not None else ("+ คนใหม่", "")


def _line(line: ImportLine, result: str) -> list[Row]:
    return _told(line.row, line.name, result, line.what)


def _told(row: int, name: str, result: str, detail: str) -> list[Row]:
    """Return a row of the file, and a detail below it."""
    cells = CellRow(
        ListCell(f" {thai_digits(row)}", _ROW_CELLS),
        ListCell(result, _RESULT_CELLS),
        ListCell(name),
    )
    made = [Row(cells, row)]
    if detail:
        said = lines((detail, "$text-muted"), indent=_INDENT, hanging=2)
        made.append(Row(WrappedLines(tuple(said))))
    return made


def told_counts(counts: ImportCounts) -> str:
    """Return a sentence on what was imported."""
    return thai_digits(
        f"นำเข้าแล้ว บุคคลใหม่ {counts.people} แก้คำนำหน้า {counts.renamed} "
        f"ตำแหน่งใหม่ {counts.posts} หน่วยงานใหม่ {counts.divisions} "
        f"การดำรงตำแหน่ง {counts.assignments}"
    )

"""The import of a staff list: columns, preview, questions, then all rows or the good ones."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from pathlib import Path

from kmtui.thai.dates import format_date, parse_date
from kmtui.thai.digits import thai_digits
from models.editing.cell_values import must_not_be_blank
from models.errors import KmError
from models.staff_list.column_memory import read_known_staff
from models.staff_list.columns import (
    ColumnChoice,
    ColumnsNeeded,
    SheetNeeded,
    StaffColumn,
    column_letter,
)
from models.staff_list.importing import (
    DoubtQuestion,
    ImportCounts,
    ImportPlan,
    NearQuestion,
    carry_out,
    plan_import,
    rehearse,
)
from models.staff_list.leftover import free_path, write_leftover
from models.storage.disk import typed_path
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.people import STAFF_IMPORT
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import NEW, PromptField, ask_and_do
from screens.lists.found_files import found_files
from screens.lists.row_screen import Row, RowScreen
from screens.people.staff_list_rows import counted, imported_text, rows_of, summary
from screens.widgets.label import lines

_FILES = (".csv", ".xlsx", ".xlsm", ".txt")
_NO_FILE = "กด F5 เลือกแฟ้ม CSV หรือ XLSX ที่มีคอลัมน์ ชื่อ - สกุล และ ตำแหน่ง ยังไม่บันทึกจนกว่าจะกด F6"
_SAMPLE = 30
_NO_COLUMN = "-"


class StaffImportScreen(RowScreen):
    """The preview of an import as a table; nothing is stored before F6."""

    BINDINGS = bindings(*STAFF_IMPORT.commands)
    PAGE = STAFF_IMPORT

    def __init__(self) -> None:
        super().__init__()
        self._path, self._since = "", ""
        self._plan: ImportPlan | None = None
        self._answers: dict[int, str | None] = {}
        self._columns: dict[StaffColumn, str] = {}
        self._sheet = ""

    def on_mount(self) -> None:
        """Ask for the file when the screen opens."""
        self.call_after_refresh(self.action_read_file)

    async def read_rows(self) -> Sequence[Row]:
        """Return the rows of the preview: broken ones, questions, new people, changes."""
        plan = self._plan
        if plan is None:
            self.say("นำเข้าบัญชีรายชื่อ", *lines((self.sentence(_NO_FILE), "$text-muted")))
            return []
        self.say(f"นำเข้าบัญชีรายชื่อ {plan.table.file_name}", *lines(summary(plan, self._answers)))
        return rows_of(plan, self._answers)

    async def change_row(self, row_key: Hashable) -> None:
        """Ask the question of the selected row, and keep the answer; show a message if none."""
        await self._answer(row_key)

    @dialog_action
    async def _answer(self, place: Hashable) -> None:
        plan = self._plan
        doubt = next((each for each in plan.doubts if each.key == place), None) if plan else None
        question = self._question(place)
        if doubt is not None:
            if await self._settle(doubt):
                await self.read()
        elif question is None:
            self.show_message("แถวนี้ไม่มีอะไรต้องตอบ กด F6 นำเข้า", "information")
        elif await self._ask(question):
            await self.read()

    def _question(self, row: Hashable) -> NearQuestion | None:
        questions = self._plan.near if self._plan else ()
        return next((each for each in questions if each.row == row), None)

    async def _ask(self, question: NearQuestion) -> bool:
        """Ask which person a row means; return whether the user answered."""
        where = "แถวอื่นในแฟ้มนี้" if question.in_file else "ทะเบียน"
        title = f"แถวที่ {thai_digits(question.row)} {question.name}\nใกล้เคียงกับชื่อใน{where}"
        ways = [*(f"คนเดียวกับ {name}" for name in question.near), "เป็นคนใหม่ อีกคนหนึ่ง"]
        at = await self.app.push_screen_wait(ListDialog(title, ways))
        if at is None:
            return False
        self._answers[question.row] = question.near[at] if at < len(question.near) else None
        return True

    async def _settle(self, doubt: DoubtQuestion) -> bool:
        """Ask for the meaning of an ambiguous text, in all its rows.

        Return whether the user answered.
        """
        plan = self._plan
        title = f"แถวที่ {thai_digits(doubt.rows[0])} {doubt.name}\n{doubt.question}"
        if len(doubt.rows) > 1:
            title += f"\nตอบครั้งเดียวสำหรับ {thai_digits(len(doubt.rows))} แถวที่เขียนอย่างนี้"
        at = await self.app.push_screen_wait(ListDialog(title, [way for way, _ in doubt.ways]))
        if at is None or plan is None:
            return False
        settled = {**dict(plan.settled), doubt.key: doubt.ways[at][1]}
        found = await self.call_or_show_error(plan_import, plan.table, plan.day, settled)
        self._plan = found or plan
        return found is not None

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

        async def read(answer: tuple[str, ...]) -> ImportPlan | ColumnsNeeded | SheetNeeded:
            if answer[0] != self._path:
                self._columns, self._sheet = {}, ""
            found = await self._planned(*answer)
            self._path, self._since = answer
            return found

        found = await ask_and_do(self, "นำเข้าบัญชีรายชื่อ", fields, read, NEW)
        if found is not None:
            await self._take(found)

    async def _planned(self, path: str, since: str) -> ImportPlan | ColumnsNeeded | SheetNeeded:
        """Return the preview of the list, or the question to be asked first. Raises KmError."""
        choice = ColumnChoice(tuple(self._columns.items()), self._sheet)
        try:
            day = parse_date(since, date.today())
            return await self.call(_planned, typed_path(path), day, choice)
        except (ColumnsNeeded, SheetNeeded) as asked:
            return asked

    async def _take(self, found: ImportPlan | ColumnsNeeded | SheetNeeded) -> None:
        """Show the preview, after asking the questions needed to read the list."""
        try:
            while not isinstance(found, ImportPlan):
                if not await self._ask_place(found):
                    self.show_message("ยังไม่ได้อ่านแฟ้ม กด F5 เลือกแฟ้มอีกครั้ง", "warning")
                    return
                found = await self._planned(self._path, self._since)
        except KmError as error:
            self.show_error(error)
            return
        self._plan, self._answers = found, {}
        await self.read()

    async def _ask_place(self, asked: ColumnsNeeded | SheetNeeded) -> bool:
        """Ask for the sheet, or for the first unknown column; return whether the user answered."""
        if isinstance(asked, SheetNeeded):
            title = "แฟ้มนี้มีรายชื่อหลายแผ่นงาน นำเข้าแผ่นใดก่อน"
            at = await self.app.push_screen_wait(ListDialog(title, asked.sheets))
            self._sheet = asked.sheets[at] if at is not None else ""
            return at is not None
        head = asked.head
        column = next(iter(head.doubtful), None)
        places = head.doubtful[column] if column is not None else range(len(head.labels))
        if column is None:
            missing = StaffColumn.POST if head.has_name else StaffColumn.NAME
            column = missing
        sample = list(asked.sample)
        return await self._ask_column(column, places, head.labels, sample)

    async def _ask_column(
        self,
        column: StaffColumn,
        places: Sequence[int],
        labels: Sequence[str],
        sample: Sequence[Sequence[str]],
    ) -> bool:
        """Ask which of the columns has a content; return whether the user answered."""
        rows = [_column_words(at, labels[at], sample) for at in places]
        must_be = column in (StaffColumn.NAME, StaffColumn.POST)
        title = f"{column.label} อยู่ในคอลัมน์ใด จำไว้ใช้กับแฟ้มที่มีหัวตารางอย่างนี้"
        ways = rows if must_be else [*rows, "ไม่มีในแฟ้มนี้"]
        at = await self.app.push_screen_wait(ListDialog(title, ways))
        if at is not None:
            self._columns[column] = column_letter(places[at]) if at < len(rows) else _NO_COLUMN
        return at is not None

    @dialog_action
    async def action_columns(self) -> None:
        """Ask for a content (name, post, …) and its column, and read the list again."""
        plan = self._plan
        if plan is None:
            self.show_message("ยังไม่ได้เลือกแฟ้ม กด F5 เลือกแฟ้มก่อน", "warning")
            return
        words = [_known_column(each, self._columns) for each in StaffColumn]
        at = await self.app.push_screen_wait(ListDialog("บอกคอลัมน์ของสิ่งใด", words))
        if at is None:
            return
        labels = plan.table.labels
        column = list(StaffColumn)[at]
        if await self._ask_column(column, range(len(labels)), labels, ()):
            try:
                await self._take(await self._planned(self._path, self._since))
            except KmError as error:
                del self._columns[column]
                self.show_error(error)

    @dialog_action
    async def action_carry_out(self) -> None:
        """Ask the open questions, then store all rows, or only the good ones if the user agrees."""
        if self._plan is None:
            self.show_message("ยังไม่ได้เลือกแฟ้ม กด F5 เลือกแฟ้มก่อน", "warning")
            return
        while self._plan.doubts:
            if not await self._settle(self._plan.doubts[0]):
                await self.read(self._plan.doubts[0].key)
                return
        plan = self._plan
        for question in plan.near:
            if question.row not in self._answers and not await self._ask(question):
                await self.read(question.row)
                return
        leftover = None
        if plan.broken and (leftover := await self._leave_out(plan)) is None:
            await self.read()
            return
        answers = dict(self._answers)
        counts = await self.call_or_show_error(_stored, plan, answers, leftover)
        if counts is not None:
            left = f" แถวที่ยังไม่นำเข้าอยู่ใน {leftover}" if leftover is not None else ""
            self.show_message(imported_text(counts) + left)
            self.dismiss(None)

    async def _leave_out(self, plan: ImportPlan) -> Path | None:
        """Ask whether to leave the broken rows out; return the file for them, None for no."""
        answers = dict(self._answers)
        counts = await self.call_or_show_error(rehearse, plan, answers, good_rows_only=True)
        path = await self.call_or_show_error(free_path, typed_path(self._path))
        if counts is None or path is None:
            return None
        rows = thai_digits(len(plan.broken))
        question = (
            f"มีแถวที่ใช้ไม่ได้ {rows} แถว นำเข้าเฉพาะแถวที่ใช้ได้หรือไม่\nจะได้ {counted(counts)}\n"
            f"แถวที่เหลือพร้อมเหตุผลจะอยู่ใน {path.name} ข้างแฟ้มเดิม แก้แล้วนำเข้าแฟ้มนั้น"
        )
        if await self.app.push_screen_wait(ConfirmDialog(question, yes="นำเข้าที่ใช้ได้")):
            return path
        self.show_message("ยังไม่ได้นำเข้าแถวใด แก้ในแฟ้มแล้วกด F5 อ่านใหม่", "information")
        return None


async def _found_files(typed: str) -> str:
    """Return a sentence with at most four files that match the path typed so far."""
    return found_files(typed, _FILES)


def _planned(path: Path, since: date, choice: ColumnChoice) -> ImportPlan:
    return plan_import(read_known_staff(path, choice), since)


def _stored(
    plan: ImportPlan, answers: dict[int, str | None], leftover: Path | None
) -> ImportCounts:
    """Import the rows; if `leftover` is given, write the broken ones there and import the rest."""
    if leftover is None:
        return carry_out(plan, answers)
    rehearse(plan, answers, good_rows_only=True)
    write_leftover(plan, leftover)
    return carry_out(plan, answers, good_rows_only=True)


def _column_words(at: int, label: str, sample: Sequence[Sequence[str]]) -> str:
    """Return a column as a list row: its letter, its header and its first value."""
    values = (" ".join(row[at].split()) for row in sample if at < len(row))
    first = next((value for value in values if value), "")
    return f"{column_letter(at)} {label}{f': {first[:_SAMPLE]}' if first else ''}"


def _known_column(column: StaffColumn, chosen: dict[StaffColumn, str]) -> str:
    where = chosen.get(column, "ตามหัวตาราง")
    return f"{column.label}: {'ไม่มี' if where == _NO_COLUMN else where}"

"""Import of lines, pasted or from a file: a preview of each, then all are stored at once.

Nothing is stored before F6. Subjects describe their lines by a `LineSubject`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from kmtui.thai.digits import thai_column
from models.editing.cell_values import must_not_be_blank
from models.errors import KmError
from models.staff_list.lines import pasted_lines, read_lines
from models.storage.disk import typed_path
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.everywhere import LINES_IMPORT
from screens.dialogs.prompt import NEW, PromptField, ask_and_do
from screens.dialogs.text import TextDialog
from screens.lists.found_files import found_files
from screens.lists.row_screen import Row, RowScreen, info_row
from screens.widgets.label import WrappedLines, lines

_FILES = (".txt", ".docx", ".xlsx", ".xlsm", ".csv")
_NO_LINES = "กด F2 วางหรือพิมพ์รายการ หนึ่งรายการต่อบรรทัด หรือ F5 อ่านจากแฟ้ม ยังไม่บันทึกจนกว่าจะกด F6"
_PASTE_TITLE = "วางหรือพิมพ์ หนึ่งรายการต่อบรรทัด"


class LineRow(NamedTuple):
    """A line and its effect: `result` is a short label, `detail` the exact effect.

    `number` is the line's number, from 1. `is_open` is true if the user must choose a meaning.
    `depth` is the level of a sub-item, from 0.
    """

    number: int
    result: str
    text: str
    detail: str = ""
    is_open: bool = False
    depth: int = 0


class LinesPreview(Struct, frozen=True):
    """The effect of the lines.

    Attributes:
        rows: the lines.
        summary: a sentence with the counts.
        problem: why nothing can be stored; empty if it can.
        content: the subject's own plan of the import, for `LineSubject.store`.
    """

    rows: tuple[LineRow, ...]
    summary: str
    problem: str
    content: Any


class LineSubject(Struct, frozen=True):
    """The description of a list that takes lines, for `LinesImportScreen`.

    Attributes:
        title: the title of the screen, which names the record that the lines are added to.
        read: returns the effect of lines; runs in the writer thread. Raises KmError.
        store: stores a preview, with undo, and returns whether it did; may open dialogs.
        choose: asks about a line by its number, returns whether anything was chosen; None if lines
            have nothing to choose.
    """

    title: str
    read: Callable[[tuple[str, ...]], LinesPreview]
    store: Callable[[KmScreen[Any], LinesPreview], Awaitable[bool]]
    choose: Callable[[KmScreen[Any], LinesPreview, int], Awaitable[bool]] | None = None


class LinesImportScreen(RowScreen):
    """The lines, each above its effect; Enter asks for the meaning of an ambiguous one."""

    BINDINGS = bindings(*LINES_IMPORT.commands)
    PAGE = LINES_IMPORT

    def __init__(self, subject: LineSubject) -> None:
        super().__init__()
        self._subject = subject
        self._lines: tuple[str, ...] = ()
        self._path = ""
        self._preview: LinesPreview | None = None

    def on_mount(self) -> None:
        """Open the editor for the lines."""
        self.call_after_refresh(self.action_paste_lines)

    async def read_rows(self) -> Sequence[Row]:
        """Return the lines with their effects."""
        preview = self._preview
        if preview is None:
            self.say(self._subject.title, *lines((_NO_LINES, "$text-muted")))
            return []
        told = preview.problem or "กด F6 บันทึกทั้งหมดในคราวเดียว"
        self.say(self._subject.title, *lines(f"{preview.summary}  {told}"))
        numbers = thai_column(each.number for each in preview.rows)
        rows = [_row(*each) for each in zip(preview.rows, numbers, strict=True)]
        return rows or [info_row("ไม่มีรายการ")]

    async def change_row(self, row_key: Hashable) -> None:
        """Ask for the meaning of the selected line, and show its effect."""
        await self._choose(row_key)

    @dialog_action
    async def _choose(self, number: Hashable) -> None:
        preview, choose = self._preview, self._subject.choose
        if preview is None or not isinstance(number, int):
            return
        if choose is None:
            self.show_message("บรรทัดนี้ไม่มีสิ่งที่ต้องเลือก กด F2 แก้ข้อความ หรือ F6 บันทึก")
        elif await choose(self, preview, number):
            await self._take(self._lines)

    @dialog_action
    async def action_paste_lines(self) -> None:
        """Ask for the lines in an editor, and show their effect."""
        begun = "\n".join(self._lines)
        title = f"{self._subject.title}\n{_PASTE_TITLE}"
        text = await self.app.push_screen_wait(TextDialog(title, begun, about=NEW, is_list=True))
        if text:
            taken = await self.call_or_show_error(pasted_lines, text)
            if taken is not None:
                await self._take(taken)

    @dialog_action
    async def action_read_file(self) -> None:
        """Ask for a file, and show the effect of its lines."""

        async def show_files(typed: str) -> str:
            return found_files(typed, _FILES)

        field = PromptField(
            "แฟ้ม", self._path, must_not_be_blank, "เช่น ~/รายชื่อ.docx .xlsx .csv .txt", show_files
        )

        async def read(answer: tuple[str, ...]) -> tuple[str, ...]:
            found = await self.call(read_lines, typed_path(answer[0]))
            await self.call(self._subject.read, found)
            self._path = answer[0]
            return found

        taken = await ask_and_do(self, self._subject.title, [field], read, NEW)
        if taken is not None:
            await self._take(taken)

    async def _take(self, taken: tuple[str, ...]) -> None:
        """Show the effect of these lines."""
        self._lines = taken
        try:
            self._preview = await self.call(self._subject.read, taken)
        except KmError as error:
            self._preview = None
            self.show_error(error)
        await self.read()

    @dialog_action
    async def action_carry_out(self) -> None:
        """Store all lines and close; if one is refused, store none and show why."""
        preview = self._preview
        if preview is None:
            self.show_message("ยังไม่มีรายการ กด F2 วาง หรือ F5 เลือกแฟ้มก่อน", "warning")
        elif preview.problem:
            self.show_message(preview.problem, "warning")
            first = next((row.number for row in preview.rows if row.is_open), None)
            await self.read(first)
        elif self.check_writable() and await self._subject.store(self, preview):
            self.dismiss(None)


def _row(row: LineRow, number: str) -> Row:
    sign = "?" if row.is_open else "✓"
    indent = "   " * row.depth
    margin = 4 + len(number)
    shown = lines(f" {sign} {number} {indent}{row.text}", hanging=margin + len(indent))
    if row.detail or row.result:
        effect = f"{row.result} {row.detail}".strip()
        shown += lines((effect, "$text-muted"), indent=margin, hanging=2)
    return Row(WrappedLines(tuple(shown)), row.number)

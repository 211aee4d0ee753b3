"""The import of a foreign table: choose its columns, preview the records, then store them all.

Nothing is stored before F6. Subjects describe their table by a `TableImport`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from kmtui.thai.digits import thai_digits, whole_number
from models.editing.cell_values import must_not_be_blank
from models.foreign_files.column_mapping import ColumnField, ColumnMapping, with_column
from models.storage.disk import typed_path
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.plan import TABLE_IMPORT
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import NEW, PromptField, ask_and_do
from screens.lists.found_files import found_files
from screens.lists.row_screen import Row, RowScreen, info_row
from screens.widgets.label import WrappedLines, lines
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_FILES = (".docx", ".xlsx", ".xlsm", ".csv", ".txt")
_NO_FILE = "กด F5 เลือกแฟ้ม .docx .xlsx หรือ CSV ยังไม่บันทึกจนกว่าจะกด F6"
_NO_YEAR = "ปีงบประมาณเป็นเลข ๔ หลักของ พ.ศ. เช่น ๒๕๗๐"
_COLUMN_CELLS, _HEAD_CELLS = 12, 26
_NOT_READ = 0  # the id of the entry for a column that is not read


class PreviewRow(NamedTuple):
    """A row of the file as it would be stored, with its effect in a word (`result`).

    `number` is its row in the file.
    """

    number: int
    result: str
    text: str


class TablePreview(Struct, frozen=True):
    """The records that a file would create.

    Attributes:
        file_name: the name of the file.
        mapping: the field of each column.
        rows: the rows with their effect.
        left: rows that fit into no record, as (row number in the file, text).
        summary: a sentence with the counts.
        problem: why nothing can be stored; empty if it can.
        content: the value that `TableImport.store` takes.
    """

    file_name: str
    mapping: ColumnMapping
    rows: tuple[PreviewRow, ...]
    left: tuple[tuple[int, str], ...]
    summary: str
    problem: str
    content: Any


class TableImport(Struct, frozen=True):
    """The description of a subject's table.

    Attributes:
        title: the title of the screen.
        fields: the fields that a column can be mapped to.
        read: reads a file for a fiscal year; the columns are recognized by their headings if the
            mapping is None. Runs in the writer thread.
        store: stores a preview for a year and returns a sentence; runs in the writer thread.
    """

    title: str
    fields: tuple[ColumnField, ...]
    read: Callable[[Path, int, ColumnMapping | None], TablePreview]
    store: Callable[[TablePreview, int], str]


class TableImportScreen(RowScreen):
    """The columns of a file, of which Enter changes one, above a preview of the records."""

    BINDINGS = bindings(*TABLE_IMPORT.commands)
    PAGE = TABLE_IMPORT

    def __init__(self, table: TableImport, fiscal_year: int) -> None:
        super().__init__()
        self._table = table
        self._year = fiscal_year
        self._path = ""
        self._preview: TablePreview | None = None

    def on_mount(self) -> None:
        """Ask for the file when the screen opens."""
        self.call_after_refresh(self.action_read_file)

    async def read_rows(self) -> Sequence[Row]:
        """Return the rows of the columns, of the preview, and of what cannot be imported."""
        preview = self._preview
        if preview is None:
            self.say(self._table.title, *lines((self.sentence(_NO_FILE), "$text-muted")))
            return []
        year = thai_digits(self._year)
        whole = self.sentence(f"กด F6 นำเข้าปี {year} ทั้งหมดในคราวเดียว")
        told = preview.problem or f"{preview.summary}  {whole}"
        self.say(f"{self._table.title} ปี {year} {preview.file_name}", *lines(told))
        columns = [self._column_row(preview.mapping, at) for at in _filled(preview.mapping)]
        return [
            info_row("คอลัมน์ในแฟ้ม กด Enter เพื่อเลือกว่าเป็นอะไร"),
            *columns,
            info_row(),
            *map(_preview_row, preview.rows),
            *(info_row(f"แถวที่ {thai_digits(at)} ยังไม่มีที่อยู่: {text}") for at, text in preview.left),
        ]

    def _column_row(self, mapping: ColumnMapping, at: int) -> Row:
        labels = {each.id: each.label for each in self._table.fields}
        sign = "?" if at in mapping.unsure else "✓" if mapping.ids[at] else "–"
        head = " ".join(mapping.heads[at].split()) or "(ไม่มีหัว)"
        cells = CellRow(
            ListCell(f" {sign} คอลัมน์ {thai_digits(at + 1)}", _COLUMN_CELLS),
            ListCell(head, _HEAD_CELLS),
            ListCell(f"→ {labels.get(mapping.ids[at], 'ไม่อ่าน')}"),
        )
        return Row(cells, at)

    async def change_row(self, row_key: Hashable) -> None:
        """Ask for the field of the selected column, and show the preview with it."""
        await self._choose_column(row_key)

    @dialog_action
    async def _choose_column(self, at: Hashable) -> None:
        preview = self._preview
        if preview is None or not isinstance(at, int):
            return
        entries = [
            FilterEntry(place, CellRow(ListCell(each.label)), " ".join(each.spellings))
            for place, each in enumerate(self._table.fields, 1)
        ]
        entries.append(FilterEntry(_NOT_READ, CellRow(ListCell("ไม่อ่านคอลัมน์นี้")), "-"))
        head = " ".join(preview.mapping.heads[at].split())
        picked = await self.app.push_screen_wait(PickDialog(f"คอลัมน์ “{head}” คืออะไร", entries))
        if picked is None:
            return
        field_id = self._table.fields[picked - 1].id if picked else ""
        await self._read_again(with_column(preview.mapping, at, field_id))

    async def _read_again(self, mapping: ColumnMapping) -> None:
        path = typed_path(self._path)
        read = self._table.read
        preview = await self.call_or_show_error(read, path, self._year, mapping)
        if preview is not None:
            self._preview = preview
        await self.read()

    @dialog_action
    async def action_read_file(self) -> None:
        """Ask for a file and a year, and read it."""
        fields = [
            PromptField("แฟ้ม", self._path, must_not_be_blank, "เช่น ~/แผน.docx", _found_files),
            PromptField("ปีงบประมาณ", thai_digits(self._year), _year, "เช่น ๒๕๗๐"),
        ]

        async def read(answer: tuple[str, ...]) -> TablePreview:
            year = _year(answer[1])
            preview = await self.call(self._table.read, typed_path(answer[0]), year, None)
            self._path, self._year = answer[0], year
            return preview

        preview = await ask_and_do(self, self._table.title, fields, read, NEW)
        if preview is not None:
            self._preview = preview
            await self.read()

    @dialog_action
    async def action_carry_out(self) -> None:
        """Store all records of the file and close; if one is refused, store none and show why."""
        preview = self._preview
        if preview is None:
            self.show_message("ยังไม่ได้เลือกแฟ้ม กด F5 เลือกแฟ้มก่อน", "warning")
        elif preview.problem:
            self.show_message(preview.problem, "warning")
        elif self.check_writable():
            stored = await self.call_or_show_error(self._table.store, preview, self._year)
            if stored is not None:
                self.show_message(stored)
                self.dismiss(None)


def _filled(mapping: ColumnMapping) -> list[int]:
    return [at for at, head in enumerate(mapping.heads) if head.strip() or mapping.ids[at]]


def _preview_row(row: PreviewRow) -> Row:
    shown = lines(
        (f" {thai_digits(row.number)} {row.result}  ", "$text-muted"), row.text, hanging=4
    )
    return Row(WrappedLines(tuple(shown)))


def _year(text: str) -> int:
    year = whole_number(text)
    if year is None or not 2500 <= year <= 2699:
        raise ValueError(_NO_YEAR)
    return year


async def _found_files(typed: str) -> str:
    """Return a sentence with at most four files that match the path typed so far; empty if none."""
    return found_files(typed, _FILES)

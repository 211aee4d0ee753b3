"""The display of a table source: headings, and rows as a wide table, a list, or one as a form."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Any, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from kmtui.thai.digits import thai_digits
from models.editing.revisions import FieldKey
from screens.tables.cell_editing import CellEditing
from screens.tables.cell_grid import CellGrid
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.tables.cell_table import CellTable
from screens.tables.covered import CoveredVertical
from screens.tables.table_source import WIDE_CELLS, TableModel, TablePosition, TableSource
from screens.tables.table_status import TableStatus
from screens.widgets.label import ThaiLabel
from screens.widgets.text_area import ThaiTextArea

_FORM_COLUMNS = (TableColumn("ช่อง", 20, is_fixed=True), TableColumn("ข้อความ", 40, grows=1))


class Forms(Enum):
    """The condition on which a row is shown as a form: its cells as rows with labels."""

    NEVER = auto()
    NARROW = auto()  # on a screen too narrow for the table, which shows a list of rows instead
    BY_KEY = auto()


def form_rows(sheet: TableModel, row: TableRow) -> list[TableRow]:
    """Return a row as a form: its editable cells as rows with labels."""
    return [
        TableRow(number, (TableCell(column.label, style="muted"), cell))
        for number, (column, cell) in enumerate(zip(sheet.columns, row.cells, strict=True))
        if cell.field_key is not None or cell.asks
    ]


class Surroundings(NamedTuple):
    """Widgets of a subject around its table: at its left, and below it; None for none."""

    aside: Widget | None = None
    below: Widget | None = None


class SheetView(CoveredVertical):
    """Shows a source's snapshot as a table, with the banner and the status lines.

    Attributes:
        table: the grid with its editor.
        status: the lines at the bottom.
        form_row: the id of the row that is shown as a form; None without one.
    """

    def __init__(
        self,
        source: TableSource[Any],
        editing: CellEditing,
        forms: Forms,
        surroundings: Surroundings,
        on_shown: Callable[[bool], None] | None,
    ) -> None:
        """Prepare to show.

        Args:
            source: describes what is shown.
            editing: knows what is typed and not in the snapshot yet.
            forms: when a row is shown as a form.
            surroundings: widgets beside the table.
            on_shown: called after the rows are shown; with True the first time.
        """
        super().__init__()
        self.table = CellTable(id="table")
        self.status = TableStatus()
        self._empty = ThaiLabel("", id="table-empty")
        self.form_row: int | None = None
        self._source = source
        self._editing = editing
        self._forms = forms
        self._around = surroundings
        self._on_shown = on_shown
        self._is_first = True
        self._was_wide: bool | None = None
        self._numbers: dict[int, int] = {}
        self._shown: TableModel | None = None

    def compose(self) -> ComposeResult:
        """Compose the title, the parts, the table and the status lines."""
        with Horizontal(id="table-top"):
            yield ThaiLabel("", id="table-title")
            yield ThaiLabel("", id="table-state")
        yield ThaiLabel("", id="table-parts")
        if self._around.aside is None:
            yield from self._compose_rows()
        else:
            with Horizontal(id="table-panes"):
                yield self._around.aside
                with Vertical(id="table-right"):
                    yield from self._compose_rows()
        if self._around.below is not None:
            yield self._around.below
        yield self.status

    def _compose_rows(self) -> ComposeResult:
        yield self.table
        yield self._empty

    @property
    def is_wide_screen(self) -> bool:
        """Whether the terminal has at least `WIDE_CELLS` columns, enough for the whole table."""
        return self.app.size.width >= WIDE_CELLS

    @property
    def is_wide(self) -> bool:
        """Whether the whole table is shown, and neither a list of rows nor a form."""
        if self._forms == Forms.NARROW:
            return self.is_wide_screen
        return self._forms == Forms.NEVER or self.form_row is None

    @property
    def record_id(self) -> int | None:
        """The id of the record under the cursor, or of the form; None without a row."""
        if self.form_row is not None:
            return self.form_row
        return self.table.row.id if self.table.row is not None else None

    @property
    def position(self) -> TablePosition:
        """The position of the cursor, and the text being typed."""
        typed = self.table.editing
        cell = typed or self.table.cell
        text = self.table.editor.text if typed is not None else None
        key = cell.field_key if cell is not None else None
        return TablePosition(self.record_id, self.form_row, key, text)

    def show_sheet(self) -> None:
        """Show the snapshot in the width of the screen; cursor and editor are kept."""
        sheet = self._source.sheet(self.form_row, self.is_wide_screen)
        sheet = self._shown = self._editing.with_typed_row(sheet, self._shown)
        self._show_rows(sheet)
        self._editing.show_own()
        self.show_heads()
        self._show_row()
        if self._on_shown is not None:
            is_first, self._is_first = self._is_first, False
            self._on_shown(is_first)

    def _show_rows(self, sheet: TableModel) -> None:
        ids = (each.id for each in sheet.rows if not each.is_title)
        self._numbers = {row_id: number for number, row_id in enumerate(ids, 1)}
        row = next((each for each in sheet.rows if each.id == self.form_row), None)
        if self.is_wide or row is None:
            self.form_row = None
        self.table.by_row = not self.is_wide and row is None
        if self.is_wide:
            self.table.show(sheet.columns, sheet.rows)
        elif row is not None:
            self.table.show(_FORM_COLUMNS, form_rows(sheet, row))
        else:
            self.table.show(sheet.list_columns, sheet.list_rows)

    def show_heads(self) -> None:
        """Show the headings of the table source, and its text for a table without rows."""
        heads = self._source.heads(self.position)
        self.query_one("#table-title", ThaiLabel).update((heads.title, "bold"))
        self.query_one("#table-state", ThaiLabel).update(heads.state)
        self.query_one("#table-parts", ThaiLabel).update(*heads.parts)
        self._empty.update(heads.empty)

    @on(CellGrid.Moved)
    def _show_row(self) -> None:
        number = self._numbers.get(self.record_id or 0)
        total = thai_digits(len(self._numbers))
        numbered = f"แถว {thai_digits(number)} จาก {total}" if number is not None else ""
        row_text = self._source.row_text(self.position, numbered)
        self.status.show_row(self._editing.understood() or row_text)
        self._empty.display = not self.table.rows

    def on_resize(self) -> None:
        """Switch between the wide and the narrow table; typed text is stored first."""
        was_wide, self._was_wide = self._was_wide, self.is_wide_screen
        if was_wide in (None, self._was_wide) or self._source.state is None:
            return
        self._editing.finish()
        record_id = self.record_id
        self.show_sheet()
        if record_id is not None:
            self.table.select_row(record_id)

    @on(ThaiTextArea.Changed)
    def _note_typing(self) -> None:
        self._editing.note_typing()
        self._show_row()

    def open_form(self) -> bool:
        """Show the row under the cursor as a form; return False if it is a title or none."""
        row = self.table.row
        if row is None or row.is_title:
            return False
        self.form_row = row.id
        self.show_sheet()
        typed = (at for at, row in enumerate(self.table.rows) if row.cells[1].field_key is not None)
        self.table.move_cursor(next(typed, 0), 1)
        return True

    def close_form(self) -> bool:
        """Return from a form to the list; return whether there was a form."""
        row_id, self.form_row = self.form_row, None
        if row_id is not None:
            self.show_sheet()
            self.table.select_row(row_id, 0)
        return row_id is not None

    def show_cell(self, field_key: FieldKey) -> None:
        """Move the cursor to this cell, in its form if there is one; else to its row."""
        if not self.is_wide and self.table.select_row(field_key.subject_id):
            self.open_form()
        if not self.table.select_cell(field_key):
            self.table.select_row(field_key.subject_id)

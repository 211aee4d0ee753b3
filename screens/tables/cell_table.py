"""A table of Thai text edited in place by one growing editor.

The widget knows no records: a screen sets its rows, opens and closes the editor, and stores the
typed text (`screens.tables.table_pane`).
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.geometry import Offset

from models.editing.revisions import FieldKey
from screens.tables.cell_grid import CellGrid
from screens.tables.cell_layout import TableCell, VisibleColumn
from screens.widgets.text_area import ThaiTextArea


class CellTable(CellGrid):
    """A grid with cells that can be edited.

    The editor is always mounted, so that the key after the one that opens it already reaches it. It
    grows with its text, and the row with it, up to the height of the table.

    Attributes:
        editor: the only editor.
    """

    DEFAULT_CSS = """
    CellTable > ThaiTextArea {
        position: absolute;
        display: none;
        background: $background;
        color: $accent;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.editor = ThaiTextArea()
        self._editing: TableCell | None = None
        self._opened_with = ""
        self._editor_place: tuple[Offset, int, int] | None = None

    def compose(self) -> ComposeResult:
        """Compose the editor, hidden until a cell is edited."""
        yield self.editor

    @property
    def editing(self) -> TableCell | None:
        """The cell that is being edited, with the version that the typing is based on; or None."""
        return self._editing

    @property
    def has_changed(self) -> bool:
        """Whether a cell is edited and the editor's text differs from the stored one."""
        return self._editing is not None and self.editor.text != self._opened_with

    def open_editor(self, text: str | None = None) -> bool:
        """Open the editor in the cell under the cursor, at the end of its text (or of `text`).

        Returns False if the cell cannot be typed in.
        """
        cell = self.cell
        if cell is None or cell.field_key is None or cell.asks:
            return False
        self.rebase(cell)
        self.editor.load_text(cell.text if text is None else text)
        self.editor.move_cursor(self.editor.document.end)
        self.editor.display = True
        self.relayout()
        self.screen.set_focus(self.editor)
        return True

    def rebase(self, cell: TableCell) -> None:
        """Continue typing on a new version of the cell, after the text so far was stored."""
        self._editing, self._opened_with = cell, cell.text

    def close_editor(self) -> str:
        """Hide the editor; return its text."""
        self._editing, self.view.open_height = None, 0
        if self.editor.has_focus:
            self.screen.set_focus(self)
        self.editor.display = False
        self.view.relayout()
        self.relayout()
        return self.editor.text

    def put(
        self, field_key: FieldKey, text: str, version: int | None = None, style: str = ""
    ) -> None:
        """Show another text, style and stored version in a cell, if the table has that cell.

        Args:
            version: the version of the text; None keeps that of the cell.
        """
        found = self.view.find(field_key)
        if found is None:
            return
        at, column = found
        row = self.rows[at]
        cell = row.cells[column]
        known = cell.version if version is None else version
        fresh = cell._replace(text=text, version=known, style=style)
        cells = (*row.cells[:column], fresh, *row.cells[column + 1 :])
        self.view.rows[at] = row._replace(cells=cells)
        self.view.relayout()
        self.relayout()

    def next_cell(self) -> bool:
        """Move the cursor to the next cell that can be opened; return whether there is one."""
        at, column = self.view.row_index, self.column + 1
        while at < len(self.rows):
            for number, cell in enumerate(self.rows[at].cells):
                if number >= column and (cell.field_key is not None or cell.asks):
                    self.move_cursor(at, number)
                    return True
            at, column = at + 1, 0
        return False

    @property
    def is_held(self) -> bool:
        """True while a cell is edited: the cursor cannot be moved."""
        return self._editing is not None

    @property
    def _cursor_column(self) -> int | None:
        # The editor has its own cursor.
        return None if self._editing is not None else super()._cursor_column

    @on(ThaiTextArea.Changed)
    def _grow(self) -> None:
        self.relayout()

    def relayout(self) -> None:
        """Lay out as the grid does, with the cursor's row as high as an open editor needs."""
        column = self.view.seen.column(self.column) if self.size.width else None
        if self._editing is not None and column is not None:
            self.view.open_height = self.editor.rows.height_at(column.text_width)
            self.view.relayout()
            self._place_editor(column)
        super().relayout()

    def _place_editor(self, column: VisibleColumn) -> None:
        row = next(each for each in self.view.placed if each.row_index == self.view.row_index)
        place = Offset(column.x, row.y + 1), column.text_width + 1, row.height
        if place != self._editor_place:
            self._editor_place = place
            styles = self.editor.styles
            styles.offset, styles.width, styles.height = place

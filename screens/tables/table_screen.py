"""A screen with one table that is edited in place: wide as a table, at 80 columns row by row."""

from __future__ import annotations

from textual import on

from screens.history.history import show_history
from screens.tables.cell_grid import CellGrid
from screens.tables.cell_layout import TableCell
from screens.tables.table_view import TableView
from screens.widgets.text_area import ThaiTextArea


class TableScreen(TableView):
    """The table with its editor; a sub-class knows the records (see `TableView`).

    It says besides whether cells take changes, and what a cell that asks opens.
    """

    def check_editable(self) -> bool:
        """Whether cells take changes; says so where they do not."""
        raise NotImplementedError

    async def ask_cell(self, cell: TableCell) -> None:
        """Open a cell that is chosen instead of typed (`cell.asks`)."""
        raise NotImplementedError

    async def action_open_cell(self) -> None:
        """Enter: open the cell, or store what is typed and go to the next one."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        if self.table.editing is not None:
            self._store_and_go_on()
        elif not self.is_wide and self.form_row is None:
            self.open_form()
        else:
            await self._open()

    @on(CellGrid.Clicked)
    async def _open_clicked(self) -> None:
        await self.action_open_cell()

    async def action_next_cell(self) -> None:
        """Tab: store what is typed and open the next cell; else go there."""
        await self.wait_for_pending_keys()
        was_typing = self.table.editing is not None
        if was_typing and self._store_and_go_on():
            cell = self.table.cell
            if cell is not None and not cell.asks:
                await self._open()
        elif not was_typing:
            self.table.next_cell()

    def _store_and_go_on(self) -> bool:
        if refusal := self.saving.refusal():
            self.show_message(refusal, "error")
            return False
        self.saving.finish()
        self.table.next_cell()
        return True

    async def _open(self) -> None:
        cell = self.table.cell
        if cell is None or (cell.field_key is None and not cell.asks):
            self.show_message("ช่องนี้โปรแกรมใส่ให้เอง เลือกช่องอื่น")
        elif self.check_editable():
            if cell.asks:
                await self.ask_cell(cell)
            else:
                self.saving.open()
                self.send_heartbeat()

    def open_form(self) -> None:
        """Show the row under the cursor as a form."""
        row = self.table.row
        if row is None or row.is_title:
            return
        self.form_row = row.id
        self.show_sheet()
        self.table.move_cursor(self._first_typed(), 1)

    def _first_typed(self) -> int:
        rows = self.table.rows
        return next((at for at, row in enumerate(rows) if row.cells[1].field_key is not None), 0)

    async def action_new_line(self) -> None:
        """Begin a new line in the cell that is typed in."""
        await self.wait_for_pending_keys()
        if self.table.editing is not None:
            self.table.editor.replace("\n", *self.table.editor.selection)

    async def action_history(self) -> None:
        """Show who changed the cell under the cursor, and what it said before."""
        cell = self.table.cell
        await show_history(self, cell.field_key if cell is not None else None)

    async def action_leave(self) -> None:
        """Escape: store what is typed; then from the form to the list; then leave."""
        await self.wait_for_pending_keys()
        if self.table.editing is not None:
            self.saving.finish()
        elif self.form_row is not None:
            stood_on, self.form_row = self.form_row, None
            self.show_sheet()
            self.table.select_row(stood_on, 0)
        else:
            self.leave_table()

    def leave_table(self) -> None:
        """Back to the screen before."""
        self.dismiss(None)

    @on(ThaiTextArea.Changed)
    def _note_typing(self) -> None:
        self.saving.note()

    def commit_typing(self) -> None:
        """What is being typed becomes a revision: the program is about to end."""
        self.saving.finish()

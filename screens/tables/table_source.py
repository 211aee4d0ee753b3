"""The data source of a table: the records that it shows, without any widget."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from models.editing.revisions import FieldKey
from models.editing.undo import UndoScope
from models.meetings.presence import ActiveEditor
from models.office.locations import Location
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.widgets.label import Part

T = TypeVar("T")

WIDE_CELLS = 100


@dataclass(frozen=True)
class TableModel:
    """A table for a wide screen, and the list of its rows for a narrow one.

    The rows of both have the same ids; a row of the list opens as a form of the wide row.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    list_columns: tuple[TableColumn, ...]
    list_rows: tuple[TableRow, ...]

    def with_row_of(self, other: TableModel, row_id: int) -> TableModel:
        """Return the table with a row of another one, at its place there; in the list as well.

        A table of other columns does not take the row: the other one is returned.
        """
        if self.columns != other.columns:
            return other
        return replace(
            self,
            rows=_with_row(self.rows, other.rows, row_id),
            list_rows=_with_row(self.list_rows, other.list_rows, row_id),
        )


def _with_row(
    rows: tuple[TableRow, ...], others: tuple[TableRow, ...], row_id: int
) -> tuple[TableRow, ...]:
    at = next((at for at, row in enumerate(others) if row.id == row_id), None)
    if at is None or any(row.id == row_id for row in rows):
        return rows
    return (*rows[:at], others[at], *rows[at:])


class TableHeads(NamedTuple):
    """The texts above a table, and in place of its rows if it has none."""

    title: str
    state: str
    parts: tuple[Part, ...]
    empty: str = ""


class TablePosition(NamedTuple):
    """The position of a table's cursor, and what is typed there.

    Attributes:
        record_id: the record of the row under the cursor, or of the form.
        form_row: the row that is shown as a form; None in the table.
        field_key: the field of the cell under the cursor.
        typed: the text in the editor; None if no cell is edited.
    """

    record_id: int | None
    form_row: int | None
    field_key: FieldKey | None
    typed: str | None


class TableSource(ABC, Generic[T]):
    """The records behind a table: reads them, and describes the snapshot as rows and heads.

    Attributes:
        state: the snapshot that is shown; None before the first reading.
    """

    state: T | None = None

    @property
    def snapshot(self) -> T:
        """The snapshot that is shown."""
        assert self.state is not None, "nothing is done before the records are read"
        return self.state

    @property
    @abstractmethod
    def location(self) -> Location:
        """The records that the table shows."""

    @abstractmethod
    def read(self) -> Callable[[], T]:
        """Return the function that reads the snapshot in the writer thread; may raise KmError."""

    def take(self, snapshot: T, _typed_id: int | None, /) -> None:
        """Show this snapshot from now on; the other id is of the record that is typed in."""
        self.state = snapshot

    @abstractmethod
    def sheet(self, form_row: int | None, is_wide: bool, /) -> TableModel:
        """Return the snapshot as a table, for a wide screen if `is_wide`."""

    @abstractmethod
    def heads(self, at: TablePosition, /) -> TableHeads:
        """Return the title, the state and the parts of what is shown."""

    def row_text(self, _at: TablePosition, numbered: str, /) -> str:
        """Return the status of the row under the cursor; `numbered` says which of how many."""
        return numbered

    def editor_text(self, _editor: ActiveEditor, /) -> str:
        """Return where another user is; empty if no row of the table is known of them."""
        return ""

    def why_locked(self, _cell: TableCell | None, /) -> str:
        """Return why the cell takes no change now; empty if it does."""
        return ""

    @property
    def undo_scope(self) -> UndoScope | None:
        """The rows that operations change and undo reverts; None if there is no undo."""
        return None

    def follow_up(self, _record_id: int | None, /) -> Callable[[], object] | None:
        """Return what is done in the writer thread after every operation on the rows."""
        return None

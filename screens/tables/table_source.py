"""The data source of a table: the records that it shows, without widgets."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from models.editing.revisions import FieldKey
from models.editing.undo import UndoScope
from models.meetings.presence import ActiveEditor
from models.office.locations import Location
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.widgets.label import Part

T = TypeVar("T")

WIDE_CELLS = 100


class TableModel(Struct, frozen=True):
    """A table for a wide screen, and the list of its rows for a narrow one.

    The rows of both have the same ids; a row of the list opens as a form of the wide row.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    list_columns: tuple[TableColumn, ...]
    list_rows: tuple[TableRow, ...]

    def with_row_of(self, other: TableModel, row_id: int) -> TableModel:
        """Return the table with a row of another one inserted at its index there, also in the list.

        If the columns differ, the other table is returned.
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
    """The headings above a table (`parts`: a line of styled texts), and the text for no rows."""

    title: str
    state: str
    parts: tuple[Part, ...]
    empty: str = ""


class TablePosition(NamedTuple):
    """The position of a table's cursor, and the text being typed.

    Attributes:
        record_id: the id of the record of the row under the cursor, or of the form.
        form_row: the id of the row that is shown as a form; None in the table.
        field_key: the field of the cell under the cursor; None if it stores none.
        typed: the text in the editor; None if no cell is edited.
    """

    record_id: int | None
    form_row: int | None
    field_key: FieldKey | None
    typed: str | None


class TableSource(ABC, Generic[T]):
    """The records behind a table: reads them, and describes the snapshot as rows and headings.

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
        """The location (navigation target) of the records."""

    @abstractmethod
    def read(self) -> Callable[[], T]:
        """Return the function that reads the snapshot in the writer thread; may raise KmError."""

    def take(self, snapshot: T, _typed_id: int | None, /) -> None:
        """Show this snapshot from now on; `typed_id` is the record that is being edited."""
        self.state = snapshot

    @abstractmethod
    def sheet(self, form_row: int | None, is_wide: bool, /) -> TableModel:
        """Return the snapshot as a table.

        Args:
            form_row: the id of the row that is shown as a form; None for the table.
            is_wide: whether the screen has at least `WIDE_CELLS` columns.
        """

    @abstractmethod
    def heads(self, at: TablePosition, /) -> TableHeads:
        """Return the headings: title, state of the records, and a line of tabs or other texts."""

    def row_text(self, _at: TablePosition, numbered: str, /) -> str:
        """Return the status text on the row under the cursor; `numbered` is its "row n of m"."""
        return numbered

    def editor_text(self, _editor: ActiveEditor, /) -> str:
        """Return where another user is, as text; empty if in no row of this table."""
        return ""

    def why_locked(self, _cell: TableCell | None, /) -> str:
        """Return why the cell cannot be changed now; empty if it can."""
        return ""

    @property
    def undo_scope(self) -> UndoScope | None:
        """The undo scope of operations on rows; None if there is no undo."""
        return None

    def follow_up(self, _record_id: int | None, /) -> Callable[[], object] | None:
        """Return a function that the writer thread runs after every operation on rows, or None."""
        return None

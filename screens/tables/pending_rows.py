"""Pending rows: begun in a table and not stored yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from models.editing.revisions import FieldKey
from screens.tables.cell_layout import TableCell


class PendingRow(Protocol):
    """A row with the id that its record will have."""

    @property
    def id(self) -> int:
        """The id of the row."""


R = TypeVar("R", bound=PendingRow)


class PendingRows(Generic[R]):
    """Pending rows; the record of one is created when its first word is typed.

    Attributes:
        rows: the rows that no snapshot contains yet, in the order of creation.
    """

    def __init__(
        self,
        field_key: Callable[[int], FieldKey],
        following: Callable[[R], R],
        make: Callable[[R], object],
        drop: Callable[[R], object],
    ) -> None:
        """Begin without rows.

        Args:
            field_key: returns the field that is typed first, given the id of a row.
            following: returns the row to begin when this one has been stored.
            make: submits the creation of the record to the writer.
            drop: submits the deletion of the record, because the row was discarded.
        """
        self.rows: list[R] = []
        self.following = following
        self._field_key = field_key
        self._make = make
        self._drop = drop
        self._made: set[int] = set()

    def find(self, cell: TableCell | None) -> R | None:
        """Return the pending row whose first field is in this cell; None without one."""
        place = cell.field_key if cell is not None else None
        return next((each for each in self.rows if self._field_key(each.id) == place), None)

    def make_once(self, row: R) -> None:
        """Create the record of the row, unless that was done before."""
        if row.id not in self._made:
            self._made.add(row.id)
            self._make(row)

    def drop(self, row: R) -> None:
        """Remove a pending row that stayed empty, and its record if it was created."""
        self.rows.remove(row)
        if row.id in self._made:
            self._drop(row)

    def keep(self, is_pending: Callable[[R], bool]) -> None:
        """Keep only these rows; the others are in the snapshot or discarded."""
        self.rows = [each for each in self.rows if is_pending(each)]

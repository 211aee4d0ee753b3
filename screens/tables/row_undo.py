"""Undo and redo of the operations on a table's rows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from models.office.locations import Location
from screens.base.screen import KmScreen
from screens.editing.undo_stack import UndoStack
from screens.tables.table_source import TableSource


class RowUndo:
    """Submits undoable operations of a table source, and undoes them.

    When the source shows other records, the undo stack is emptied.
    """

    def __init__(
        self,
        screen: KmScreen[Any],
        source: TableSource[Any],
        change: Callable[[Future[Any]], asyncio.Future[Any]],
    ) -> None:
        """Prepare to undo.

        Args:
            change: is given the future of each operation; shows its refusal and reads the rows
                again.
        """
        self._screen = screen
        self._source = source
        self._change = change
        self._location: Location | None = None
        self._stack: UndoStack | None = None

    @property
    def _undoing(self) -> UndoStack:
        if self._stack is None or self._location != self._source.location:
            scope = self._source.undo_scope
            assert scope is not None, "only rows with an undo scope are changed so"
            self._location = self._source.location
            self._stack = UndoStack(self._screen.workspace, scope)
        return self._stack

    def submit(self, operation: Callable[..., object], *args: object) -> asyncio.Future[Any]:
        """Submit an undoable operation, then read the rows again."""
        return self._change(self.hand_over(operation, *args))

    def hand_over(self, operation: Callable[..., object], *args: object) -> Future[Any]:
        """Submit an undoable operation whose rows are shown already; the caller handles errors."""
        return self._undoing.submit(operation, *args)

    def undo(self) -> None:
        """Undo the last operation; show a message if there is none."""
        self._step(self._undoing.undo(), "ไม่มีสิ่งที่จะเลิกทำ")

    def redo(self) -> None:
        """Redo the last undone operation; show a message if there is none."""
        self._step(self._undoing.redo(), "ไม่มีสิ่งที่จะทำซ้ำ")

    def _step(self, step: Future[Any] | None, nothing: str) -> None:
        if step is None:
            self._screen.show_message(nothing)
        else:
            self._change(step)

    def remove(self, operation: Callable[..., object], *args: object) -> None:
        """Submit the deletion of a row, and show a message on how to undo it."""
        self.submit(operation, *args).add_done_callback(self._tell_removed)

    def _tell_removed(self, removed: asyncio.Future[object]) -> None:
        if not removed.cancelled() and removed.exception() is None:
            self._screen.show_message("ลบแล้ว กด Z เพื่อคืน")

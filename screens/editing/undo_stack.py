"""The undo stack of a screen: its operations that can be undone and redone."""

from __future__ import annotations

from asyncio import wrap_future
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from models.editing.undo import UndoEntry, UndoScope, revert, run_undoable
from models.errors import KmError
from screens.base.screen import KmScreen
from screens.base.workspace import Workspace

NOTHING_TO_UNDO, NOTHING_TO_REDO = "ไม่มีสิ่งที่จะเลิกทำ", "ไม่มีสิ่งที่จะทำซ้ำ"

_Entries = list["Future[UndoEntry]"]


class UndoStack:
    """A stack of operations that can be undone and redone, all run in the writer thread.

    Undo keeps what other users changed besides; it is refused if they changed the same since.

    Args:
        scope: the default undo scope of an operation.
    """

    def __init__(self, workspace: Workspace, scope: UndoScope | None = None) -> None:
        self._workspace = workspace
        self._scope = scope
        self._done: _Entries = []
        self._undone: _Entries = []

    def submit(
        self, operation: Callable[..., object], *args: object, scope: UndoScope | None = None
    ) -> Future[UndoEntry]:
        """Submit an operation that can be undone, and return the future of its undo entry.

        Args:
            scope: the rows to compare for undo; those of the stack if None.
        """
        rows = scope or self._scope
        assert rows is not None, "an operation names its rows, or the stack does"
        entry = self._workspace.submit(run_undoable, rows, operation, *args)
        self._add(entry)
        return entry

    def record(self, entry: UndoEntry) -> None:
        """Add an operation that has already run."""
        done: Future[UndoEntry] = Future()
        done.set_result(entry)
        self._add(done)

    def undo(self) -> Future[UndoEntry] | None:
        """Submit the undo of the last operation and return its future; None if there is none."""
        return self._step(self._done, self._undone)

    def redo(self) -> Future[UndoEntry] | None:
        """Submit the redo of what was undone last and return its future; None if there is none."""
        return self._step(self._undone, self._done)

    def _add(self, entry: Future[UndoEntry]) -> None:
        self._done.append(entry)
        self._undone.clear()

    def _step(self, taken: _Entries, given: _Entries) -> Future[UndoEntry] | None:
        while taken:
            earlier = taken.pop()
            if earlier.done() and earlier.exception() is not None:
                continue  # that operation was refused: there is nothing to undo
            swapped = self._workspace.submit(_revert, earlier)
            given.append(swapped)
            return swapped
        return None


def _revert(earlier: Future[UndoEntry]) -> UndoEntry:
    """Revert an operation that was submitted before; return the entry that redoes it."""
    return revert(earlier.result())


async def wait_for_step(
    screen: KmScreen[Any], step: Future[UndoEntry] | None, nothing: str = NOTHING_TO_UNDO
) -> bool:
    """Wait for an undo or redo; return whether it succeeded.

    Shows the reason of a refusal, or the message `nothing` if there was nothing to do.
    """
    if step is None:
        screen.show_message(nothing)
        return False
    try:
        await wrap_future(step)
    except KmError as refusal:
        screen.show_error(refusal)
        return False
    return True

"""Taking acts back: each is kept with the state before it and after it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from models.editing.state_undo import UndoEntry, keeping
from screens.base.workspace import Workspace

State = TypeVar("State")


class Restore(Protocol):
    """Brings a state back; with `since`, only what differs between the two."""

    def __call__(self, state: Any, who: str, since: Any = None) -> None:
        """Bring it back as somebody's act."""


class UndoStack(Generic[State]):
    """Acts done and taken back, in their order; all of it runs in the writer thread.

    `read` reads the state that `restore` brings back; what others did meanwhile stays.
    """

    def __init__(self, workspace: Workspace, read: Callable[[], State], restore: Restore) -> None:
        self._workspace = workspace
        self._read = read
        self._restore = restore
        self._done: list[Future[UndoEntry[State]]] = []
        self._undone: list[Future[UndoEntry[State]]] = []

    def submit(self, operation: Callable[..., object], *args: object) -> Future[UndoEntry[State]]:
        """Do an act that can be taken back."""
        kept = self._workspace.submit(self._keeping, operation, *args)
        self._done.append(kept)
        self._undone.clear()
        return kept

    def undo(self) -> Future[UndoEntry[State]] | None:
        """Take back the last act; None where there is nothing to take back."""
        return self._step(self._done, self._undone)

    def redo(self) -> Future[UndoEntry[State]] | None:
        """Do again what was taken back last; None where there is nothing."""
        return self._step(self._undone, self._done)

    def _step(
        self, taken: list[Future[UndoEntry[State]]], given: list[Future[UndoEntry[State]]]
    ) -> Future[UndoEntry[State]] | None:
        while taken:
            earlier = taken.pop()
            if earlier.done() and earlier.exception() is not None:
                continue  # that act was refused: there is nothing to take back
            swapped = self._workspace.submit(self._take_back, earlier)
            given.append(swapped)
            return swapped
        return None

    def _keeping(self, act: Callable[..., object], *args: object) -> UndoEntry[State]:
        return keeping(self._read, act, *args)

    def _take_back(self, earlier: Future[UndoEntry[State]]) -> UndoEntry[State]:
        change = earlier.result()
        restore = partial(self._restore, since=change.after)
        return keeping(self._read, restore, change.before, self._workspace.who)

"""The queue of operations and queries for the writer thread, first in, first out."""

import random
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from msgspec import Struct

from models.errors import StorageErrorReason, StoreFault

T = TypeVar("T")

_RETRY_S = 0.5
_LOCK_RETRY_S = 0.05
_CALL_TIMEOUT_S = 6.0


class Job(Struct, Generic[T]):
    """A queued operation or query; with `persist` it is retried until it has been stored.

    `keeps_typed` is set if the operation stores a typed text, which is also kept in rescue files.
    """

    act: Callable[[], T]
    persist: bool
    future: "Future[T]"
    keeps_typed: bool = False
    first_tried_at: float | None = None

    def is_wanted(self) -> bool:
        """Mark the job as started; return False if it is a query that was cancelled before that."""
        if self.first_tried_at is None:
            self.first_tried_at = time.monotonic()
            # Submitted operations run even if the caller was cancelled: typed text must not be
            # lost.
            return self.persist or self.future.set_running_or_notify_cancel()
        return True

    def may_wait(self, trouble: StoreFault) -> bool:
        """Return whether the job is retried after this fault.

        An operation always is; a query is if the file is locked, for `_CALL_TIMEOUT_S` seconds.
        """
        tried_since = self.first_tried_at or 0.0
        patient = time.monotonic() - tried_since < _CALL_TIMEOUT_S
        return self.persist or (trouble.reason == StorageErrorReason.LOCKED and patient)


class JobQueue:
    """The queued jobs, and the one that is running.

    Attributes:
        due_at: when the first job is to be tried, in seconds of `time.monotonic()`.
    """

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._waiting: deque[Job[Any]] = deque()
        self._current: Job[Any] | None = None
        self.due_at = 0.0

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def put(self, act: Callable[[], T], keeps_typed: bool = False) -> "Future[T]":
        """Queue an operation, which cannot be cancelled; return the future of its result."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        return self._put(Job(act, True, future, keeps_typed))

    def put_query(self, act: Callable[[], T]) -> "Future[T]":
        """Queue a query; return the future of its result."""
        return self._put(Job(act, False, Future()))

    def take(self) -> Job[Any] | None:
        """Return the first job, which is the running one until `done`; None if no job is due."""
        with self._changed:
            self._current = self._waiting.popleft() if self.is_due() else None
            return self._current

    def put_back(self, job: Job[Any], trouble: StoreFault) -> None:
        """Put the running job back, to be retried after a short delay."""
        locked = trouble.reason == StorageErrorReason.LOCKED
        # Random pauses, so that two waiting programs do not keep colliding.
        pause = _LOCK_RETRY_S * random.uniform(0.2, 1.0) if locked else _RETRY_S
        with self._changed:
            self._waiting.appendleft(job)
            self._current, self.due_at = None, time.monotonic() + pause

    def done(self) -> None:
        """Remove the running job, which has its result."""
        with self._changed:
            self._current = None

    def is_due(self) -> bool:
        """Return whether a job is to be run now."""
        return bool(self._waiting) and time.monotonic() >= self.due_at

    def operations(self) -> list[Job[Any]]:
        """Return the operations that are not stored, including the running one."""
        with self._changed:
            jobs = [*self._waiting, *([self._current] if self._current else [])]
            return [job for job in jobs if job.persist]

    def _put(self, job: Job[T]) -> "Future[T]":
        with self._changed:
            self._waiting.append(job)
            self._changed.notify_all()
        return job.future

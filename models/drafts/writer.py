"""The writer thread: the only one that uses the data file while the screens are open.

A screen never waits for the disk: it passes typed text to `queue_draft` and `commit_draft`,
operations to `submit` and queries to `call`. The thread runs them in order on its own connection.
"""

import contextlib
import random
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

from models.drafts.records import drop_draft, save_draft
from models.drafts.rescue import TypedText, drop_rescue, write_rescue
from models.editing.actor import as_actor, set_actor
from models.editing.revisions import FieldKey, SaveOperation, Subject
from models.errors import StorageErrorReason, StoreFault, as_told
from models.office.rights import allow_read_only_user, listed_name, my_uid, run_with_rights
from models.storage.data_file import DataFile
from models.storage.database import database

P = ParamSpec("P")
T = TypeVar("T")

SAVE_INTERVAL_S = 0.3
_RETRY_S = 0.5
_READ_RETRY_S = 0.5
_LOCK_RETRY_S = 0.05
_LOCK_TOLD_AFTER_S = 3.0  # shorter locks are normal for two users on a slow disk
_CALL_TIMEOUT_S = 6.0
_INTERPRETER_TURN_S = 0.001


@dataclass(frozen=True)
class SaveState:
    """The result of saving typed text; `fault` is None if it is stored in the data file."""

    fault: StoreFault | None
    rescued: bool = False


def save_then_replace(save: SaveOperation, replacement: str) -> SaveOperation:
    """Return a save operation that stores two revisions in one transaction.

    The typed text stays in the history below `replacement`.
    """

    def save_both(subject_id: int, expected: int, text: str) -> int:
        with database.atomic():
            version = save(subject_id, expected, text)
            return save(subject_id, version, replacement)

    return save_both


@dataclass
class _Job(Generic[T]):
    """A queued operation or query; with `persist` it is retried until it has been stored."""

    act: Callable[[], T]
    persist: bool
    future: "Future[T]"
    first_tried_at: float | None = None

    def is_wanted(self) -> bool:
        """Return whether the job is still to be run; a job that was tried cannot be cancelled."""
        if self.first_tried_at is None:
            self.first_tried_at = time.monotonic()
            # Submitted operations run even if the caller was cancelled: typed text must not be
            # lost.
            return self.persist or self.future.set_running_or_notify_cancel()
        return True

    def may_wait(self, trouble: StoreFault) -> bool:
        """Return whether the job is retried after this fault."""
        tried_since = self.first_tried_at or 0.0
        patient = time.monotonic() - tried_since < _CALL_TIMEOUT_S
        return self.persist or (trouble.reason == StorageErrorReason.LOCKED and patient)


class _OwnVersions:
    """The versions that this session has stored, each over which."""

    def __init__(self) -> None:
        self._later: dict[tuple[FieldKey, int], int] = {}

    def add(self, place: FieldKey, base: int, version: int) -> None:
        """Note that `version` was stored over `base`; they are the same if nothing changed."""
        if version > base:
            self._later[place, base] = version

    def base_of(self, typed: TypedText) -> int:
        """Return the version to save on, which is a later one if this session has saved since."""
        base = typed.base_version
        while (step := (typed.field_key, base)) in self._later:
            base = self._later[step]
        return base


class Writer(threading.Thread):
    """The thread that reads and writes the data file while the screens are open.

    Drafts are saved on the leading edge, then at most every `SAVE_INTERVAL_S` seconds: pure
    debouncing would never save while the user types steadily. `on_save_state` is called from this
    thread. `actor` does the operations: this user, as the list of members has the name.
    """

    def __init__(
        self,
        path: Path,
        session: str,
        actor: str,
        rescue_folder: Path,
        on_save_state: Callable[[SaveState], None],
    ) -> None:
        super().__init__(name="writer", daemon=True)
        self.session = session
        self.actor = actor
        self._file = DataFile(path)
        self._rescue_folder = rescue_folder
        self._on_save_state = on_save_state
        self._wake = threading.Condition()
        self._jobs: deque[_Job[Any]] = deque()
        self._pending: dict[FieldKey, TypedText] = {}
        self._rescued: set[TypedText] = set()
        self._own_versions = _OwnVersions()
        self._due_at = 0.0
        self._job_due_at = 0.0
        self._busy = False
        self._stopping = False
        self._trouble_told = False

    def queue_draft(self, typed: TypedText) -> None:
        """Queue the typed text to be saved as a draft; return at once, without disk access."""
        with self._wake:
            self._pending[typed.field_key] = typed
            self._wake.notify_all()

    def commit_draft(self, typed: TypedText, save: SaveOperation) -> "Future[int]":
        """Queue a revision of the text and return its version; the draft stays if `save` raises."""
        self.queue_draft(typed)
        return self.submit(self.commit_draft_now, typed, save)

    def commit_draft_now(self, typed: TypedText, save: SaveOperation) -> int:
        """Store a revision and drop its draft in this thread; return the new version."""
        place, base = typed.field_key, self._own_versions.base_of(typed)
        with database.atomic():
            with as_actor(typed.who):
                version = save(typed.subject_id, base, typed.text)
            drop_draft(place, self.session)
        self._own_versions.add(place, base, version)
        with self._wake:
            newer = self._pending.get(place)
            if newer is not None and newer.text == typed.text:
                del self._pending[place]
        drop_rescue(self._rescue_folder, self.session, place)
        self._tell(SaveState(None))
        return version

    def discard_draft(self, subject: Subject, subject_id: int, field: str = "") -> None:
        """Discard what the user typed in this field and gave up, with its stored draft."""
        place = FieldKey(subject, subject_id, field)
        with self._wake:
            self._pending.pop(place, None)
        self.submit(self._forget, place)

    def submit(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Queue an operation of the models; it is retried until it has been stored.

        The future has its result, or the KmError of a rule or right that refuses it. Cancelling the
        caller does not cancel the operation.
        """
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        return self._submit(_Job(lambda: run_with_rights(operation, *args, **kwargs), True, future))

    def call(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Queue a query; its future has the result or a KmError.

        A locked file is retried for `_CALL_TIMEOUT_S` seconds; other database errors are a
        StoreFault.
        """
        return self._submit(
            _Job(lambda: run_with_rights(operation, *args, **kwargs), False, Future())
        )

    def flush(self, timeout: float = 3.0) -> bool:
        """Save pending drafts and jobs now; return False after `timeout` seconds."""
        with self._wake:
            self._due_at = 0.0
            self._wake.notify_all()
            return self._wake.wait_for(self._is_idle, timeout)

    def stop(self, timeout: float = 3.0) -> None:
        """Flush, close the connection and end the thread; waits `timeout` seconds for each."""
        self.flush(timeout)
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        self.join(timeout)

    def run(self) -> None:
        """Run jobs and save drafts until stopped."""
        # SQLite releases the GIL at each row: without a short switch interval, a lock would be held
        # for a slice of painting time at every row.
        sys.setswitchinterval(_INTERPRETER_TURN_S)
        while True:
            with self._wake:
                while not (self._job_is_due() or self._drafts_are_due() or self._stopping):
                    if not self._wake.wait(self._seconds_to_wait()) and self._is_all_stored():
                        break
                if self._stopping and not (self._job_is_due() or self._pending):
                    break
                self._busy = True
                drafts = self._take_drafts() if self._drafts_are_due() or self._stopping else []
                job = self._jobs.popleft() if self._job_is_due() and not drafts else None
                look_again = not (drafts or job) and self._trouble_told
            if job:
                self._run(job)
            for typed in drafts:
                self._save(typed)
            if look_again:
                self._look_again()
            with self._wake:
                self._busy = False
                self._wake.notify_all()
        self._file.close()

    def _submit(self, job: _Job[T]) -> "Future[T]":
        with self._wake:
            self._jobs.append(job)
            self._wake.notify_all()
        return job.future

    def _run(self, job: _Job[Any]) -> None:
        if not job.is_wanted():
            return
        try:
            job.future.set_result(self._file.attempt(lambda: self._act(job), stores=job.persist))
        except StoreFault as trouble:
            if self._stopping or not job.may_wait(trouble):
                self._tell_trouble(trouble)
                job.future.set_exception(trouble)
            else:
                self._try_again_later(job, trouble)
            return
        except Exception as error:  # noqa: BLE001  # passed to the caller by the future
            job.future.set_exception(as_told(error))
        if self._trouble_told and self._is_all_stored():
            self._tell(SaveState(None))

    def _act(self, job: _Job[T]) -> T:
        """Run a job as the user who is listed now: an administrator may have changed the name."""
        self.actor = listed_name(my_uid()) or self.actor
        set_actor(self.actor)
        return job.act()

    def _is_all_stored(self) -> bool:
        return not (self._pending or self._jobs)

    def _look_again(self) -> None:
        """Report success once the file can be read again, if there is nothing left to store."""
        with contextlib.suppress(StoreFault):
            look = "SELECT 1 FROM sqlite_master LIMIT 1"
            self._file.attempt(lambda: database.execute_sql(look), stores=False)
            self._tell(SaveState(None))

    def _try_again_later(self, job: _Job[Any], trouble: StoreFault) -> None:
        locked = trouble.reason == StorageErrorReason.LOCKED
        # Random pauses, so that two waiting programs do not keep colliding.
        pause = _LOCK_RETRY_S * random.uniform(0.2, 1.0) if locked else _RETRY_S
        with self._wake:
            self._jobs.appendleft(job)
            self._job_due_at = time.monotonic() + pause
        self._tell_trouble(trouble)

    def _tell_trouble(self, trouble: StoreFault) -> None:
        with self._wake:
            typed = set(self._pending.values())
        self._tell(SaveState(trouble, rescued=bool(typed) and typed <= self._rescued))

    def _tell(self, state: SaveState) -> None:
        trouble = state.fault
        if trouble is not None and trouble.reason == StorageErrorReason.LOCKED:
            since = self._file.locked_since
            if since is None or time.monotonic() - since < _LOCK_TOLD_AFTER_S:
                return
        self._trouble_told = trouble is not None
        self._on_save_state(state)

    @allow_read_only_user
    def _forget(self, place: FieldKey) -> None:
        with database.atomic():
            drop_draft(place, self.session)
        drop_rescue(self._rescue_folder, self.session, place)

    def _job_is_due(self) -> bool:
        return bool(self._jobs) and time.monotonic() >= self._job_due_at

    def _is_idle(self) -> bool:
        unsafe = any(typed not in self._rescued for typed in self._pending.values())
        return not (unsafe or self._jobs or self._busy)

    def _drafts_are_due(self) -> bool:
        return bool(self._pending) and time.monotonic() >= self._due_at

    def _seconds_to_wait(self) -> float | None:
        due = [self._due_at] if self._pending else []
        due += [self._job_due_at] if self._jobs else []
        due += [time.monotonic() + _READ_RETRY_S] if self._trouble_told and not due else []
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _take_drafts(self) -> list[TypedText]:
        drafts = list(self._pending.values())
        self._pending.clear()
        self._due_at = time.monotonic() + SAVE_INTERVAL_S
        return drafts

    def _save(self, typed: TypedText) -> None:
        try:
            self._file.attempt(
                lambda: save_draft(replace(typed, base_version=self._own_versions.base_of(typed)))
            )
        except StoreFault as trouble:
            self._rescue(typed, trouble)
            return
        mine = {each for each in self._rescued if each.field_key == typed.field_key}
        if mine:
            self._rescued -= mine
            drop_rescue(self._rescue_folder, typed.session, typed.field_key)
        self._tell(SaveState(None))

    def _rescue(self, typed: TypedText, trouble: StoreFault) -> None:
        rescued = True
        try:
            write_rescue(
                self._rescue_folder, replace(typed, base_version=self._own_versions.base_of(typed))
            )
        except OSError:
            rescued = False
        with self._wake:
            self._pending.setdefault(typed.field_key, typed)
            if rescued:
                self._rescued.add(typed)
            self._due_at = time.monotonic() + SAVE_INTERVAL_S
            if self._stopping:
                self._pending.clear()
        self._tell(SaveState(trouble, rescued))

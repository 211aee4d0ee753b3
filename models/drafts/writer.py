"""The writer thread: the only one that uses the data file while the screens are open.

A screen never waits for the disk: it passes typed text to `queue_draft` and `commit_draft`,
operations to `submit` and queries to `call`. The thread runs them in order on its own connection.
"""

import contextlib
import functools
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from msgspec.structs import replace

from models.drafts.jobs import Job, JobQueue
from models.drafts.records import drop_draft, save_draft
from models.drafts.rescue import TypedText
from models.drafts.rescue_chain import RescueTarget
from models.drafts.rescue_watch import TOLD_AFTER_S, RescueWatch
from models.drafts.save_state import SaveState
from models.drafts.unsaved import OwnVersions, UnsavedTexts
from models.editing.actor import as_actor, set_actor
from models.editing.revisions import FieldKey, SaveOperation, Subject
from models.errors import StorageErrorReason, StoreFault, as_told
from models.office.rights import allow_read_only_user, listed_name, my_uid, run_with_rights
from models.storage.data_file import DataFile
from models.storage.database import database

P = ParamSpec("P")
T = TypeVar("T")

SAVE_INTERVAL_S = 0.3
_READ_RETRY_S = 0.5
_LOCK_TOLD_AFTER_S = 3.0  # shorter locks are normal for two users on a slow disk
_WATCH_ENDS_S = 0.2
_INTERPRETER_TURN_S = 0.001


def save_then_replace(save: SaveOperation, replacement: str) -> SaveOperation:
    """Return a save operation that stores two revisions in one transaction.

    The typed text stays in the history below `replacement`.
    """

    def save_both(subject_id: int, expected: int, text: str) -> int:
        with database.atomic():
            version = save(subject_id, expected, text)
            return save(subject_id, version, replacement)

    return save_both


class Writer(threading.Thread):
    """The thread that reads and writes the data file while the screens are open.

    Drafts are saved on the leading edge, then at most every `SAVE_INTERVAL_S` seconds: pure
    debouncing would never save while the user types steadily. `on_save_state` is called from this
    thread. Operations run as `actor`, the user's name in the list of members.
    """

    def __init__(
        self,
        path: Path,
        session: str,
        actor: str,
        rescue: RescueTarget,
        on_save_state: Callable[[SaveState], None],
    ) -> None:
        super().__init__(name="writer", daemon=True)
        self.session = session
        self.actor = actor
        self._file = DataFile(path)
        self._on_save_state = on_save_state
        self._own_versions = OwnVersions()
        self._unsaved = UnsavedTexts(lambda: self._watch.look())
        base_of = self._own_versions.base_of
        self._watch = RescueWatch(rescue, session, self._unsaved, base_of, self._tell)
        self._wake = self._unsaved.changed
        self._jobs = JobQueue(self._wake)
        self._due_at = 0.0
        self._busy = False
        self._stopping = False
        self._given_up = False
        self._trouble_told = False

    def start(self) -> None:
        """Start the thread, and the watch over it."""
        self._watch.start()
        super().start()

    def queue_draft(self, typed: TypedText) -> None:
        """Queue the typed text to be saved as a draft; return at once, without disk access."""
        self._unsaved.put(typed)

    def commit_draft(self, typed: TypedText, save: SaveOperation) -> "Future[int]":
        """Queue a revision of the text; return the future of its version.

        The draft stays if `save` raises; the future then has that error.
        """
        self.queue_draft(typed)
        act = functools.partial(run_with_rights, self.commit_draft_now, typed, save)
        return self._jobs.put(act, keeps_typed=True)

    def commit_draft_now(self, typed: TypedText, save: SaveOperation) -> int:
        """Store a revision and drop its draft, in the writer thread; return the new version."""
        place, base = typed.field_key, self._own_versions.base_of(typed)
        with database.atomic():
            with as_actor(typed.who):
                version = save(typed.subject_id, base, typed.text)
            drop_draft(place, self.session)
        self._own_versions.add(place, base, version)
        self._unsaved.forget(place, typed.text)
        self._tell_stored()
        return version

    def discard_draft(self, subject: Subject, subject_id: int, field: str = "") -> None:
        """Discard what the user typed in this field without storing it, with its stored draft."""
        place = FieldKey(subject, subject_id, field)
        self._unsaved.forget(place)
        self.submit(self._forget, place)

    def submit(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Queue an operation of the models; it is retried until it has been stored.

        The future has its result, or the KmError of a rule or right that refuses it. Cancelling the
        caller does not cancel the operation.
        """
        return self._jobs.put(lambda: run_with_rights(operation, *args, **kwargs))

    def call(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Queue a query; its future has the result or a KmError.

        A locked file is retried for some seconds; other database errors are a StoreFault.
        """
        return self._jobs.put_query(lambda: run_with_rights(operation, *args, **kwargs))

    def flush(self, timeout: float = 3.0) -> bool:
        """Save now; return whether all drafts and jobs were done within `timeout` seconds."""
        return self._save_until(self._is_idle, timeout)

    def store_all(self, timeout: float) -> bool:
        """Save now; return whether all texts and operations were stored within `timeout` seconds.

        Queries, whose answers a program that ends has no use for, are not waited for.
        """
        return self._save_until(lambda: not (self._unsaved or self._jobs.operations()), timeout)

    def make_safe(self, timeout: float) -> bool:
        """Wait until all typed text is in the data file or in rescue files; return whether it is.

        For the end of the program: rescue files are written without waiting for the data file.
        Waits up to `timeout` seconds.
        """
        self._watch.make_haste()
        return self._save_until(lambda: not self._unsaved.not_rescued(), timeout)

    def _save_until(self, is_so: Callable[[], bool], timeout: float) -> bool:
        with self._wake:
            self._due_at = 0.0
            self._wake.notify_all()
            return self._wake.wait_for(is_so, timeout)

    def state(self) -> SaveState:
        """Return the state of saving, with the number of operations that still wait."""
        return self._with_waiting(self._watch.state())

    def unsaved_texts(self) -> list[TypedText]:
        """Return the texts that are not in the data file."""
        return self._unsaved.texts()

    def stop(self, timeout: float = 3.0) -> None:
        """Flush, close the connection and end the threads, all within `timeout` seconds."""
        end = time.monotonic() + timeout
        self._watch.make_haste()
        self.flush(timeout / 2)
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        self.join(max(0.0, end - time.monotonic()))
        self._watch.stop(max(_WATCH_ENDS_S, end - time.monotonic()))

    def run(self) -> None:
        """Run jobs and save drafts until stopped."""
        # SQLite releases the GIL at each row: without a short switch interval, a lock would be held
        # for a slice of painting time at every row.
        sys.setswitchinterval(_INTERPRETER_TURN_S)
        while True:
            with self._wake:
                while not (self._jobs.is_due() or self._drafts_are_due() or self._stopping):
                    if not self._wake.wait(self._seconds_to_wait()) and self._is_all_stored():
                        break
                at_work = self._jobs.is_due() or self._unsaved.is_waiting
                if self._stopping and (self._given_up or not at_work):
                    break
                self._busy = True
                drafts = self._take_drafts() if self._drafts_are_due() or self._stopping else []
                job = None if drafts else self._jobs.take()
                look_again = not (drafts or job) and self._trouble_told
            if job:
                self._run(job)
            for typed in drafts:
                self._save(typed)
            if look_again:
                self._look_again()
            with self._wake:
                self._busy = False
                self._jobs.done()
                self._wake.notify_all()
        self._file.close()

    def _run(self, job: Job[Any]) -> None:
        if not job.is_wanted():
            return
        try:
            job.future.set_result(self._file.attempt(lambda: self._act(job), stores=job.persist))
        except StoreFault as trouble:
            if self._stopping or not job.may_wait(trouble):
                job.future.set_exception(trouble)
            else:
                self._jobs.put_back(job, trouble)
            self._watch.note_fault(trouble)
            return
        except Exception as error:  # noqa: BLE001  # passed to the caller by the future
            job.future.set_exception(as_told(error))
        if self._is_all_stored():
            self._tell_stored() if self._trouble_told else self._watch.note_fault(None)

    def _act(self, job: Job[T]) -> T:
        """Run a job as the present name of the user, which an administrator may have changed."""
        self.actor = listed_name(my_uid()) or self.actor
        set_actor(self.actor)
        return job.act()

    def _is_all_stored(self) -> bool:
        return not (self._unsaved or self._jobs)

    def _look_again(self) -> None:
        """Report that saving works again, if the file can be read and nothing is left to store."""
        with contextlib.suppress(StoreFault):
            look = "SELECT 1 FROM sqlite_master LIMIT 1"
            self._file.attempt(lambda: database.execute_sql(look), stores=False)
            self._tell_stored()

    def _tell_stored(self) -> None:
        with self._wake:
            self._watch.note_fault(None)
            # If saves are slow, newer text may have waited for long: the watch reports that.
            if (self._unsaved.age_s() or 0.0) < TOLD_AFTER_S:
                self._tell(SaveState(None))

    def _tell(self, state: SaveState) -> None:
        trouble = state.fault
        if trouble is not None and trouble.reason == StorageErrorReason.LOCKED:
            since = self._file.locked_since
            if since is None or time.monotonic() - since < _LOCK_TOLD_AFTER_S:
                return
        with self._wake:
            if self._trouble_told != (trouble is not None):
                self._trouble_told = trouble is not None
                self._wake.notify_all()  # the writer thread checks again after this time
        self._on_save_state(state if trouble is None else self._with_waiting(state))

    def _with_waiting(self, state: SaveState) -> SaveState:
        waiting = sum(not job.keeps_typed for job in self._jobs.operations())
        return replace(state, waiting=waiting)

    @allow_read_only_user
    def _forget(self, place: FieldKey) -> None:
        with database.atomic():
            drop_draft(place, self.session)

    def _is_idle(self) -> bool:
        unsaved = self._unsaved
        return not (unsaved.not_rescued() or unsaved.needless() or self._jobs or self._busy)

    def _drafts_are_due(self) -> bool:
        return self._unsaved.is_waiting and time.monotonic() >= self._due_at

    def _seconds_to_wait(self) -> float | None:
        due = [self._due_at] if self._unsaved.is_waiting else []
        due += [self._jobs.due_at] if self._jobs else []
        due += [time.monotonic() + _READ_RETRY_S] if self._trouble_told and not due else []
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _take_drafts(self) -> list[TypedText]:
        self._due_at = time.monotonic() + SAVE_INTERVAL_S
        return self._unsaved.take()

    def _save(self, typed: TypedText) -> None:
        try:
            self._file.attempt(
                lambda: save_draft(replace(typed, base_version=self._own_versions.base_of(typed)))
            )
        except StoreFault as trouble:
            with self._wake:
                self._unsaved.put_back(typed)
                self._due_at = time.monotonic() + SAVE_INTERVAL_S
                self._given_up = self._stopping
            self._watch.note_fault(trouble)
            return
        self._unsaved.stored(typed)
        self._tell_stored()

"""Drafts of forms: a separate thread writes typed text to files, even if the data file fails.

A screen never waits for the disk: it hands over the texts of a form at every change.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from msgspec.structs import replace

from models.drafts.forms import FormDraft, drop_form, read_forms, write_form
from models.drafts.rescue_chain import RescueTarget
from models.drafts.sessions import is_running
from models.storage.database import now

SAVE_INTERVAL_S = 0.3
_RETRY_S = 0.5

Key = tuple[str, str]  # of a draft: its form and its session


class Submitted(Protocol):
    """The operation that a form was submitted as, which reports whether it is done."""

    @property
    def is_done(self) -> bool:
        """Whether the content of the form is stored."""


class FormKeeper:
    """The forms of this user that were begun and not stored, of this session and of ended ones.

    The first change is written at once, then at most one state every `SAVE_INTERVAL_S` seconds. The
    forms of other sessions that still run are left out.

    Attributes:
        is_failing: whether the last state of a form could not be written to any rescue folder.
    """

    def __init__(self, target: RescueTarget, session: str) -> None:
        """Keep forms; nothing is read or written before the first is asked for.

        Args:
            target: where the files are, beside the rescue files.
            session: this run of the program.
        """
        self._target = target
        self._session = session
        self._wake = threading.Condition()
        self._known: dict[Key, FormDraft] | None = None
        self._pending: dict[Key, FormDraft | None] = {}
        self._open: set[str] = set()
        self._submitted: dict[str, Submitted] = {}
        self._offered: set[Key] = set()
        self._number = 0
        self._due_at = 0.0
        self._taken: dict[Key, FormDraft | None] = {}
        self.is_failing = False
        self._thread: threading.Thread | None = None

    def read(self) -> None:
        """Load into memory the drafts of forms left by ended sessions; blocks on the disk."""
        found = read_forms(self._target)
        with self._wake:
            known = self._known or {}
            self._number = max([self._number, *(draft.number for draft in found)])
            own = {key: draft for key, draft in known.items() if draft.session == self._session}
            others = [each for each in found if each.session != self._session]
            ended = [each for each in others if not is_running(each.session)]
            ended.sort(key=lambda each: each.number)
            self._known = {each.key: each for each in ended if each.key not in self._pending} | own

    def left(self) -> tuple[FormDraft, ...]:
        """Return the drafts that can be continued or discarded, the latest first.

        Those of forms that are open on a screen or were just submitted are left out.
        """
        with self._wake:
            waiting = [
                each
                for each in self._drafts().values()
                if each.form not in self._open and each.form not in self._submitted
            ]
        return tuple(sorted(waiting, key=lambda each: each.number, reverse=True))

    def offers(self, host: str) -> tuple[FormDraft, ...]:
        """Return the drafts of ended sessions for forms of one screen; each is returned only once.

        `host` is the key of the screen, which is the first line of the keys of its forms.
        """
        drafts = tuple(
            each
            for each in self.left()
            if each.session != self._session
            and each.key not in self._offered
            and each.form.startswith(f"{host}\n")
        )
        self._offered |= {each.key for each in drafts}
        return drafts

    def begin(self, form: str) -> FormDraft | None:
        """Register a form that is now on the screen; return its earlier draft, if any.

        A draft that was submitted and is stored by now is deleted and not returned.
        """
        with self._wake:
            submitted = self._submitted.get(form)
            if submitted is not None and submitted.is_done:
                self.drop(form)
            found = [each for each in self._drafts().values() if each.form == form]
            self._open.add(form)
            self._submitted.pop(form, None)
        return max(found, key=lambda each: each.number, default=None)

    def note(self, draft: FormDraft) -> None:
        """Queue this state of a form of this session to be written; return at once.

        The draft replaces that of the same form left by an ended session. Its session, number and
        time are set here.
        """
        with self._wake:
            known = self._drafts()
            self._number += 1
            draft = replace(draft, session=self._session, number=self._number, at=now())
            for earlier in [each for each in known.values() if each.form == draft.form]:
                if earlier.session != self._session:
                    self._forget(earlier.key)
            known[draft.key] = draft
            # Written before the old file is removed: a kill in between leaves both.
            self._pending.pop(draft.key, None)
            self._pending = {draft.key: draft, **self._pending}
            self._start()

    def drop(self, form: str) -> None:
        """Delete the draft of a form, because it is stored or was discarded."""
        with self._wake:
            self._submitted.pop(form, None)
            for key in [each.key for each in self._drafts().values() if each.form == form]:
                self._forget(key)
            self._start()

    def discard(self, draft: FormDraft) -> None:
        """Delete a draft that the user discards from the list of those left."""
        with self._wake:
            self._forget(draft.key)
            self._start()

    def close(self, form: str) -> None:
        """Register that a form was closed; its draft can be continued later."""
        with self._wake:
            self._open.discard(form)

    def submit(self, form: str, submission: Submitted) -> None:
        """Register that a form was submitted; its draft stays until `submission` is done."""
        with self._wake:
            self._open.discard(form)
            self._submitted[form] = submission

    def finish(self, form: str) -> None:
        """Delete the draft of a submitted form that has been stored, unless it was withdrawn."""
        with self._wake:
            if form in self._submitted:
                self.drop(form)

    def withdraw(self, is_meant: Callable[[Any], bool]) -> bool:
        """Register that submissions were refused or cancelled; keep the drafts of their forms.

        `is_meant` selects the submissions. Returns whether it selected any.
        """
        with self._wake:
            meant = [form for form, each in self._submitted.items() if is_meant(each)]
            for form in meant:
                del self._submitted[form]
            return bool(meant)

    def drop_done(self) -> bool:
        """Delete the drafts of submitted forms that are stored; return whether no other is left."""
        with self._wake:
            done = [form for form, each in self._submitted.items() if each.is_done]
        for form in done:
            self.drop(form)
        return not self._submitted

    def flush(self, timeout: float = 3.0) -> bool:
        """Write all pending drafts now; return False if that takes more than `timeout` seconds."""
        with self._wake:
            self._due_at = 0.0
            self._wake.notify_all()
            return self._wake.wait_for(lambda: not (self._pending or self._taken), timeout)

    def unwritten(self) -> tuple[FormDraft, ...]:
        """Return the forms whose last state is queued or being written, thus not in a file yet."""
        with self._wake:
            waiting = {**self._taken, **self._pending}
            return tuple(each for each in waiting.values() if each is not None)

    def _drafts(self) -> dict[Key, FormDraft]:
        if self._known is None:
            self.read()
        assert self._known is not None, "they have just been read"
        return self._known

    def _forget(self, key: Key) -> None:
        self._drafts().pop(key, None)
        self._pending[key] = None

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="forms", daemon=True)
            self._thread.start()
        self._wake.notify_all()

    def _run(self) -> None:
        """Write until nothing is pending; the next change starts another thread."""
        while True:
            with self._wake:
                while self._pending and (pause := self._due_at - time.monotonic()) > 0:
                    self._wake.wait(pause)
                if not self._pending:
                    self._thread = None
                    return
                taken, self._pending = self._pending, {}
                self._taken = taken
                self._due_at = time.monotonic() + SAVE_INTERVAL_S
            failed = self._store_all(taken)
            with self._wake:
                self._pending = {**failed, **self._pending}
                if failed:
                    self._due_at = time.monotonic() + _RETRY_S
                self.is_failing = bool(failed)
                self._taken = {}
                self._wake.notify_all()

    def _store_all(self, drafts: dict[Key, FormDraft | None]) -> dict[Key, FormDraft | None]:
        """Write and remove files; return the drafts for which that failed and is to be retried.

        Nothing is removed after a failure: it could be the older state of what was not written.
        """
        failed = dict[Key, FormDraft | None]()
        for key, draft in drafts.items():
            if (draft is None and failed) or not self._store(key, draft):
                failed[key] = draft
        return failed

    def _store(self, key: Key, draft: FormDraft | None) -> bool:
        """Write or remove the file of a draft; return False if it could not be written."""
        if draft is None:
            drop_form(self._target, FormDraft(*key, "", "", (), (), ()))
            return True
        with contextlib.suppress(OSError):
            write_form(self._target, draft)
            return True
        return False

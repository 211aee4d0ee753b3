"""Watchdog of the writer thread: texts that it does not store in time go to rescue files.

Runs in a thread of its own, as the writer thread may hang in disk access. Only this thread uses the
rescue files of the session.
"""

import contextlib
import threading
from collections.abc import Callable

from msgspec.structs import replace

from models.drafts.rescue import TypedText, drop_rescue, rescue_file
from models.drafts.rescue_chain import RescueChain, RescueTarget
from models.drafts.rescue_folders import RescuePlace
from models.drafts.save_state import SaveState
from models.drafts.unsaved import UnsavedTexts
from models.editing.revisions import FieldKey
from models.errors import StorageErrorReason, StoreFault

RESCUED_AFTER_S = 1.0
TOLD_AFTER_S = 2.0
_HASTE_AFTER_S = 0.2
_LOOK_INTERVAL_S = 0.25
_TIDY_INTERVAL_S = 1.0


class RescueWatch(threading.Thread):
    """Writes rescue files if the writer thread reports a fault or does not answer.

    Args:
        target: where rescue files go.
        session: the session that reserves room there.
        unsaved: the texts of the writer thread.
        base_of: returns the version on which a text is to be stored.
        tell: called with the state whenever there is a fault, from this thread.
    """

    def __init__(
        self,
        target: RescueTarget,
        session: str,
        unsaved: UnsavedTexts,
        base_of: Callable[[TypedText], int],
        tell: Callable[[SaveState], None],
    ) -> None:
        super().__init__(name="rescue-watch", daemon=True)
        self._chain = RescueChain.of(target)
        self._session = session
        self._unsaved = unsaved
        self._base_of = base_of
        self._tell = tell
        self._wake = threading.Event()
        self._fault: StoreFault | None = None
        self._in_haste = False
        self._ended = False
        self._places: dict[FieldKey, RescuePlace] = {}

    def look(self) -> None:
        """Wake the watch to look at the unsaved texts; returns at once."""
        self._wake.set()

    def note_fault(self, fault: StoreFault | None) -> None:
        """Record the fault that the writer thread met in the data file; None if it stores again."""
        with self._unsaved.changed:
            self._fault = fault
        if fault is not None or self._unsaved.needless():
            self._wake.set()

    def make_haste(self) -> None:
        """Write rescue files after 0.2 seconds from now on, as the writer thread will soon end."""
        self._in_haste = True
        self._wake.set()

    def state(self) -> SaveState:
        """Return the state of saving.

        Its fault is the recorded one, else STALLED if a text has waited for `TOLD_AFTER_S`
        seconds, else None.
        """
        with self._unsaved.changed:
            fault, age = self._fault, self._unsaved.age_s()
            if fault is None and age is not None and age >= TOLD_AFTER_S:
                fault = StoreFault(StorageErrorReason.STALLED)
            texts = self._unsaved.texts()
            rescued = bool(texts) and not self._unsaved.not_rescued()
            places = [self._places[each.field_key] for each in texts] if rescued else []
        # The user must know of the least lasting place.
        places.sort(key=lambda place: place.lasts)
        return SaveState(fault, rescued, age, places[0] if places else None)

    def stop(self, timeout_s: float) -> None:
        """Write and remove the pending rescue files, then end; wait at most `timeout_s` seconds."""
        self._ended = True
        self._wake.set()
        self.join(timeout_s)

    def run(self) -> None:
        """Write and remove rescue files until stopped; polls while a text is unsaved."""
        self._chain.reserve(self._session)
        while not self._ended:
            self._wake.wait(self._pause())
            self._wake.clear()
            self._look()
        self._look()
        self._chain.release()

    def _pause(self) -> float | None:
        if self._unsaved or self._fault is not None:
            return _LOOK_INTERVAL_S
        return None if self._chain.is_tidy else _TIDY_INTERVAL_S

    def _look(self) -> None:
        self._drop_needless()
        age, after = self._unsaved.age_s(), _HASTE_AFTER_S if self._in_haste else RESCUED_AFTER_S
        if age is not None and (self._fault is not None or age >= after):
            self._rescue()
        # Under the lock, so that the last state reported is the latest one.
        with self._unsaved.changed:
            state = self.state()
            if state.fault is not None:
                self._tell(state)

    def _drop_needless(self) -> None:
        needless = self._unsaved.needless()
        for field_key in needless:
            drop_rescue(self._chain, self._session, field_key)
            self._unsaved.dropped(field_key)
        self._chain.tidy()
        if needless and not self._ended:
            # A full disk may have taken the room that was used.
            self._chain.reserve(self._session)

    def _rescue(self) -> None:
        for typed in self._unsaved.not_rescued():
            file = rescue_file(replace(typed, base_version=self._base_of(typed)))
            with contextlib.suppress(OSError):
                self._places[typed.field_key] = self._chain.write(*file)
                self._unsaved.rescued(typed)

"""The workspace shared by all screens: paths, settings, and the writer thread."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

from msgspec.structs import replace

from kmtui.paths import DataPaths
from kmtui.settings import Settings
from kmtui.thai.words import learn
from models.drafts.form_keeper import FormKeeper
from models.drafts.rescue import TypedText
from models.drafts.save_state import SaveState
from models.drafts.sessions import hold_session, new_session
from models.drafts.writer import Writer
from models.editing.actor import os_user_name
from models.history.recovery import Recovered, recover
from models.office.rights import display_name, my_uid
from models.people.known_names import register_names
from models.search.hits import SearchQuery
from models.storage.disk import is_there, storage_faults
from models.storage.store import close_store, open_store
from screens.base.recent_commands import RecentCommands
from screens.widgets.wrap import forget_rows

P = ParamSpec("P")
T = TypeVar("T")


class Workspace:
    """The open data file for the screens; no call from the main thread waits for the disk.

    Screens read and write through the writer thread only; the main thread keeps no connection.

    Attributes:
        forms: keeps the drafts of dialogs.
        on_save_state: called from another thread with each new state of saving.
        is_troubled: whether the data file has a fault now.
        looked_for: the last query of the full-text search.
        recent: the commands that this user selected most recently.
    """

    def __init__(self, paths: DataPaths, settings: Settings) -> None:
        self.paths = paths.with_backups(settings.backup_path)
        self.settings = settings
        self._user = os_user_name()
        self.session = new_session()
        self.forms = FormKeeper(self.paths.rescue, self.session)
        self.on_save_state: Callable[[SaveState], object] = lambda _state: None
        self.is_troubled = False
        self.looked_for = SearchQuery("")
        self.recent = RecentCommands(self.paths.state)
        self._writer: Writer | None = None
        self._held: int | None = None

    @property
    def who(self) -> str:
        """The displayed name of this user, as in the history."""
        return self._user if self._writer is None else self._writer.actor

    @property
    def has_store(self) -> bool:
        """Whether the data file exists (False at the first start). Raises StoreFault."""
        return is_there(self.paths.database)

    def open(self) -> Recovered:
        """Open the data file, recover orphaned drafts, and start the writer thread.

        Returns what was recovered. Blocks on the disk.

        Raises:
            StoreFault: the file cannot be opened; the caller shows the sentence before any screen.
        """
        open_store(self.paths.database)
        try:
            with storage_faults(self.paths.database):
                self._user = display_name(my_uid())
                recovered = recover(self.paths.rescue)
        finally:
            close_store()
        self.forms.read()
        self._held = hold_session(self.session, self.paths.home)
        self._writer = Writer(
            self.paths.database,
            self.session,
            self._user,
            self.paths.rescue,
            self._note,
        )
        self._writer.start()
        return recovered

    def _note(self, state: SaveState) -> None:
        self.is_troubled = state.fault is not None
        self.on_save_state(state)

    async def learn_names(self) -> None:
        """Add the register's names to the lexicon, so that line breaking keeps them whole.

        Not a part of `open`: the lexicon need not be read before the first screen is painted.
        """
        names = await self.call(register_names)
        await asyncio.to_thread(learn, names)
        forget_rows()

    @property
    def is_open(self) -> bool:
        """Whether the writer thread is running."""
        return self._writer is not None

    @property
    def writer(self) -> Writer:
        """The writer thread of the open data file."""
        assert self._writer is not None, "open() comes first"
        return self._writer

    async def call(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function of the models in the writer thread and return its result.

        Raises:
            KmError: as raised by `operation`.
        """
        return await asyncio.wrap_future(self.writer.call(operation, *args, **kwargs))

    def submit(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Submit an operation to the writer thread, which retries it until it is stored.

        The future has its result, or the KmError of a refusal.
        """
        return self.writer.submit(operation, *args, **kwargs)

    def flush(self, timeout: float = 3.0) -> bool:
        """Save now; return whether all drafts and operations were saved within `timeout` seconds.

        Queries that wait count, too, unlike in `store_all`.
        """
        is_kept = self.forms.flush(timeout)
        return is_kept and (self._writer is None or self._writer.flush(timeout))

    @property
    def is_all_stored(self) -> bool:
        """Whether every text and every operation is stored; queries may still be waiting."""
        return self._writer is None or self._writer.store_all(0.0)

    def store_all(self, timeout: float) -> bool:
        """Save now.

        Return whether all texts and operations were stored within `timeout` seconds.
        """
        is_kept = self.forms.flush(timeout)
        return is_kept and (self._writer is None or self._writer.store_all(timeout))

    def make_safe(self, timeout: float) -> bool:
        """Wait until typed text is in the data file or rescue files, at most `timeout` seconds.

        Return whether all of it is.
        """
        is_kept = self.forms.flush(timeout)
        return (self._writer is None or self._writer.make_safe(timeout)) and is_kept

    @property
    def save_state(self) -> SaveState:
        """The state of saving typed texts; form drafts that cannot be written count, too."""
        state = SaveState(None) if self._writer is None else self._writer.state()
        if self.forms.is_failing:
            return replace(state, rescued=False, unsaved_s=state.unsaved_s or 0.0)
        return state

    def _close_forms(self, timeout: float) -> None:
        self.forms.drop_done()
        self.forms.flush(timeout)

    def close(self, timeout: float = 3.0) -> tuple[TypedText, ...]:
        """Flush and end the writer thread, waiting at most `timeout` seconds.

        Returns the texts that are in no lasting file; none if everything is stored.
        """
        if self._writer is None:
            self._close_forms(timeout)
            return ()
        self._writer.stop(timeout)
        self._close_forms(timeout)
        state, left = self._writer.state(), self._writer.unsaved_texts()
        self._writer = None
        if self._held is not None:
            os.close(self._held)
            self._held = None
        is_kept = state.rescued and state.place is not None and state.place.lasts
        return () if is_kept else tuple(left)

"""What every screen works with: the places, the settings, and the writer thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

from kmtui.paths import DataPaths
from kmtui.settings import Settings
from kmtui.thai.words import learn
from models.drafts.sessions import new_session
from models.drafts.writer import SaveState, Writer
from models.editing.actor import os_user_name
from models.history.recovery import Recovered, recover
from models.office.rights import display_name, my_uid
from models.people.known_names import register_names
from models.search.hits import SearchQuery
from models.storage.disk import is_there, storage_faults
from models.storage.store import close_store, open_store
from screens.widgets.wrap import forget_rows

P = ParamSpec("P")
T = TypeVar("T")


class Workspace:
    """The open data file as the screens see it: nothing here waits for the disk.

    Screens read and write through the writer thread only; the main thread keeps no connection.
    """

    def __init__(self, paths: DataPaths, settings: Settings) -> None:
        self.paths = paths
        self.settings = settings
        self._user = os_user_name()
        self.session = new_session()
        self.on_save_state: Callable[[SaveState], object] = lambda _state: None
        self.is_troubled = False
        self.looked_for = SearchQuery("")
        self._writer: Writer | None = None

    @property
    def who(self) -> str:
        """This user, as the history and the others name them."""
        return self._user if self._writer is None else self._writer.actor

    @property
    def has_store(self) -> bool:
        """Whether the data file is there (False: the first start). Raises StoreFault."""
        return is_there(self.paths.database)

    def open(self) -> Recovered:
        """Open the data file, bring back texts left behind, and start the writer thread.

        Raises StoreFault with its sentence, before any screen is shown.
        """
        open_store(self.paths.database)
        try:
            with storage_faults(self.paths.database):
                self._user = display_name(my_uid())
                recovered = recover(self.paths.rescue)
        finally:
            close_store()
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
        """Teach the register's names to the word breaker, so that no line breaks inside one.

        Not a part of `open`: the lexicon need not be read before the first screen is painted.
        """
        names = await self.call(register_names)
        await asyncio.to_thread(learn, names)
        forget_rows()

    @property
    def is_open(self) -> bool:
        """Whether the writer thread is at work."""
        return self._writer is not None

    @property
    def writer(self) -> Writer:
        """The writer thread of the open data file."""
        assert self._writer is not None, "open() comes first"
        return self._writer

    async def call(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer of a function of the models, run in the writer thread. Raises its KmError."""
        return await asyncio.wrap_future(self.writer.call(operation, *args, **kwargs))

    def submit(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Hand over an act; it is done in turn, as soon as the store can take it."""
        return self.writer.submit(operation, *args, **kwargs)

    def flush(self, timeout: float = 3.0) -> bool:
        """Save what is typed now; True where all of it is safe."""
        return self._writer is None or self._writer.flush(timeout)

    def close(self) -> None:
        """Flush and end the writer thread."""
        if self._writer is not None:
            self._writer.stop()
            self._writer = None

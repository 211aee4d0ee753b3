"""The meeting room of the real program, a second person beside it, and what the store holds."""

from __future__ import annotations

import asyncio
import time
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import time as time_of_day
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from kmtui.app import KmApp
from models.meetings.records import find_meeting, mark_all_present, start_meeting
from models.minutes.snapshot import (
    AgendaItemView,
    MeetingSnapshot,
    ResolutionView,
    StatementView,
    read_meeting_snapshot,
)
from models.storage.store import close_store, connect_thread, open_store
from screens.minutes.room import RoomScreen
from tests.conftest import PATIENCE_S
from tests.screens.home.example_app import an_office, is_at_work, screen_text, wait_until
from tests.screens.minutes.type_thai import send_thai

P = ParamSpec("P")
T = TypeVar("T")

_TURN_S = 0.001


class ListeningApp(KmApp):
    """The real program; what it tells is kept, as a toast goes away by itself."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.heard: list[str] = []

    def notify(self, message: str, **options: Any) -> None:
        self.heard.append(message)
        super().notify(message, **options)


class LiveRoom:
    """Presses keys in a meeting room and reads what is stored."""

    def __init__(self, app: ListeningApp, pilot: Pilot[Any], meeting_id: int) -> None:
        self.app = app
        self.pilot = pilot
        self.meeting_id = meeting_id

    async def press(self, *keys: str) -> None:
        """Press named keys, each when the one before it is taken; then wait for the rest."""
        for key in keys:
            self._send(key)
            # The driver hands it over in the next turn: a letter may then wait for what follows.
            await asyncio.sleep(_TURN_S)
            await self._taken()
        await self.rest()

    def _send(self, key: str) -> None:
        """As the pilot presses a key, without its sleeping until the process looks idle."""
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        original = REPLACED_KEYS.get(name, name)
        try:
            character: str | None = unicodedata.lookup(_get_unicode_name_from_key(original))
        except KeyError:
            character = name if len(name) == 1 else None
        event = events.Key(name, character)
        event.set_sender(self.app)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(event)

    async def type(self, text: str) -> None:
        """Type as a terminal sends it (the keys of commands as well); a newline is Enter."""
        send_thai(self.pilot, text)
        await self.rest()

    async def rest(self) -> None:
        """Wait until the writer has nothing to do and its answers are on the screen."""
        for _ in range(2):
            await asyncio.to_thread(self.app.workspace.flush)
            await self._taken()
            await self._worked()
        # What was painted may scroll, and be painted once more.
        for _ in range(2):
            await self._taken()

    async def _worked(self) -> None:
        """Wait until no worker goes on by itself."""
        end = time.monotonic() + PATIENCE_S
        while is_at_work(self.app):
            assert time.monotonic() < end, f"its work never ends:\n{self.screen}"
            await asyncio.sleep(_TURN_S)

    async def _taken(self) -> None:
        """Wait until every widget has taken its messages and the screen is painted."""
        await self.pilot._wait_for_screen()
        await asyncio.sleep(_TURN_S)
        self.app.screen._on_timer_update()

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait for something that comes by itself; fails where it never does."""
        await wait_until(self.pilot, is_so)

    def other(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What another person does, through a connection of their own."""
        connect_thread()
        try:
            return act(*args, **kwargs)
        finally:
            close_store()

    # What is shown

    @property
    def screen(self) -> str:
        """The rows of the terminal."""
        return screen_text(self.app)

    @property
    def messages(self) -> str:
        """All messages shown so far, one toast a line."""
        return "\n".join(self.app.heard)

    @property
    def here(self) -> RoomScreen:
        """The room's screen, dialogs above it or not."""
        return next(each for each in self.app.screen_stack if isinstance(each, RoomScreen))

    @property
    def typed(self) -> str:
        """What stands in the editor."""
        return self.here.talk.editor.area.text

    # What is stored

    @property
    def stored(self) -> MeetingSnapshot:
        """The meeting as another connection reads it."""
        return self.other(read_meeting_snapshot, self.meeting_id)

    @property
    def item(self) -> AgendaItemView:
        """The stored state of the item that is shown."""
        shown = self.here.controller.item
        assert shown is not None
        found = self.stored.item(shown.id)
        assert found is not None
        return found

    @property
    def said(self) -> list[StatementView]:
        """The stored statements of the item that is shown."""
        return list(self.item.statements)

    @property
    def texts(self) -> list[str]:
        """Their texts."""
        return [each.text for each in self.said]

    @property
    def made(self) -> list[ResolutionView]:
        """The stored resolutions of the item that is shown."""
        return list(self.item.resolutions)

    @property
    def lights(self) -> dict[int, str]:
        """The stored status by the number of the roll."""
        return {entry.number: entry.status.value for entry in self.stored.roll.entries}


@asynccontextmanager
async def a_live_room(
    folder: Path,
    *acts: Callable[[int], object],
    number: int = 2,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[LiveRoom]:
    """The example's meeting in the real program; `acts` (of its id) are done before it starts."""
    office = an_office(folder)
    open_store(office.paths.database)
    meeting_id: int = find_meeting(number, 2563).id
    for act in acts:
        act(meeting_id)
    close_store()
    app = ListeningApp(office, meeting_id)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            room = LiveRoom(app, pilot, meeting_id)
            await room.rest()
            yield room
    finally:
        office.close()


def begun(meeting_id: int) -> None:
    """Mark all members present and start the meeting at 13.30."""
    mark_all_present(meeting_id)
    start_meeting(meeting_id, time_of_day(13, 30))


async def say(room: LiveRoom, *texts: str, speaker: str = "ๅ") -> None:
    """Statements of one speaker under the item that is shown; the talk has the focus after it."""
    await room.press("f5")
    for text in texts:
        await room.type(f"{speaker}\n{text}\n")
    await room.press("escape")

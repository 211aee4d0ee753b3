"""The real program over the office that is not the example."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from models.committees.operations import add_committee
from models.committees.orders import draft_order
from models.meetings.records import plan_meeting
from models.minutes.agenda import fill_agenda
from models.storage.store import close_store, open_store
from screens.base.screen import KmScreen
from screens.navigation.destinations import Destination
from tests.builders import a_new_store
from tests.other_office import make_other_office
from tests.screens.home.example_app import a_new_office
from tests.screens.minutes.room_driver import ListeningApp, LiveRoom

COMMITTEE = "คณะทำงานจดหมายเหตุ"
HELD_ON = date(2099, 12, 14)


@cache
def _office() -> tuple[bytes, int, int]:
    """The data file, its draft order and its planned meeting."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "office.db"
        a_new_store(path)
        close_store()
        open_store(path)
        office = make_other_office()
        order_id = draft_order("แต่งตั้งคณะทำงาน")
        add_committee(order_id, COMMITTEE)
        meeting_id = plan_meeting(office.committee_id, HELD_ON, time(9), "ห้องประชุม")
        fill_agenda(meeting_id)
        close_store()
        return path.read_bytes(), order_id, meeting_id


@asynccontextmanager
async def the_office(
    folder: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[LiveRoom, int]]:
    """The office in the real program, on its first screen, and the id of a draft order."""
    file, order_id, meeting_id = _office()
    workspace = a_new_office(folder)
    workspace.paths.home.mkdir()
    workspace.paths.database.write_bytes(file)
    app = ListeningApp(workspace)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            live = LiveRoom(app, pilot, meeting_id)
            await live.rest()
            yield live, order_id
    finally:
        app.workspace.close()


async def opened(live: LiveRoom, to: Destination) -> None:
    """Go to a place as the program does."""
    screen = live.app.screen
    assert isinstance(screen, KmScreen)
    await screen.open(to)
    await live.rest()

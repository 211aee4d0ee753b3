"""A screen of the year's evidence over the example's records; and what is stored of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from textual.screen import Screen

from models.storage.store import close_store, open_store
from screens.base.workspace import Workspace
from screens.tables.cell_table import CellTable
from tests.screens.home.example_app import RoomsApp, an_office
from tests.screens.minutes.room_driver import LiveRoom

YEAR = 2564

S = TypeVar("S", bound=Screen[Any])


class EvidenceApp(RoomsApp):
    """Shows one screen; what it tells is kept."""

    def __init__(self, workspace: Workspace, first: Screen[Any]) -> None:
        super().__init__(workspace, first)
        self.heard: list[str] = []

    def notify(self, message: str, **options: Any) -> None:
        self.heard.append(message)
        super().notify(message, **options)


class LiveEvidence(LiveRoom):
    """Presses keys in a screen and reads what is stored."""

    workspace: Workspace

    @property
    def table(self) -> CellTable:
        """The table that is seen, or stands below a dialog."""
        found = [each for each in self.app.screen_stack if each.query(CellTable)]
        return found[-1].query_one(CellTable)

    async def move_cursor_to(self, row_id: int, column: int = 1) -> None:
        """Put the cursor on a row."""
        assert self.table.select_row(row_id, column), self.screen
        await self.rest()

    async def move_cursor_to_field(self, field: str) -> None:
        """Put the cursor on the first cell of this column of the record."""
        for at, row in enumerate(self.table.rows):
            for column, cell in enumerate(row.cells):
                if cell.field_key is not None and cell.field_key.field == field:
                    self.table.move_cursor(at, column)
                    await self.rest()
                    return
        raise AssertionError(self.screen)

    def screen_of(self, kind: type[S]) -> S:
        """The screen of this kind, also below a dialog."""
        return next(each for each in self.app.screen_stack if isinstance(each, kind))

    def is_on(self, kind: type[Screen[Any]]) -> bool:
        """Whether a screen of this kind is on top."""
        return isinstance(self.app.screen, kind)


@asynccontextmanager
async def a_live_screen(
    folder: Path,
    make: Callable[[], Screen[Any]],
    *acts: Callable[[], object],
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[LiveEvidence]:
    """A screen over the example; `acts` are done before `make` makes it."""
    office = an_office(folder)
    open_store(office.paths.database)
    for act in acts:
        act()
    first = make()
    close_store()
    app = EvidenceApp(office, first)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            live = LiveEvidence(app, pilot, 0)  # type: ignore[arg-type]
            live.workspace = office
            await live.rest()
            yield live
    finally:
        office.close()

"""The plan of 2565, carried over from the example's, on its screen; and what is stored of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models.plan.carry_over import carry_over, confirm_rows
from models.plan.values import ActivityView, Plan
from models.plan.views import read_plan
from models.storage.database import database
from models.storage.store import close_store, open_store
from screens.base.workspace import Workspace
from screens.plan.plan import PlanScreen
from screens.tables.cell_table import CellTable
from tests.screens.home.example_app import RoomsApp, an_office
from tests.screens.minutes.room_driver import LiveRoom, P, T

YEAR = 2565
WIDE = (110, 24)


@cache
def _carried() -> bytes:
    with TemporaryDirectory() as folder:
        office = an_office(Path(folder))
        path = office.paths.database
        open_store(path)
        plan_id = carry_over(2564, YEAR)
        confirm_rows([row.id for row in read_plan(YEAR).activities])
        close_store()
        assert plan_id
        return path.read_bytes()


def a_planning_office(folder: Path) -> Workspace:
    """An office with the example and a confirmed draft of the plan of 2565."""
    office = an_office(folder)
    office.paths.database.write_bytes(_carried())
    return office


class PlanApp(RoomsApp):
    """Shows a plan; what it tells is kept."""

    def __init__(self, workspace: Workspace, plan_id: int, year: int) -> None:
        super().__init__(workspace, PlanScreen(plan_id, year))
        self.heard: list[str] = []

    def notify(self, message: str, **options: Any) -> None:
        self.heard.append(message)
        super().notify(message, **options)


class LivePlan(LiveRoom):
    """Presses keys in a plan and reads what is stored."""

    year = YEAR
    _read: Plan | None = None

    @property
    def here(self) -> PlanScreen:  # type: ignore[override]
        """The plan's screen, dialogs above it or not."""
        return next(each for each in self.app.screen_stack if isinstance(each, PlanScreen))

    @property
    def table(self) -> CellTable:
        """Its table."""
        return self.here.pane.table

    @property
    def typed(self) -> str:
        """What stands in the editor."""
        return self.table.editor.text

    @property
    def plan(self) -> Plan:
        """The plan as another connection reads it; read once between two acts."""
        if self._read is None:
            self._read = super().other(read_plan, self.year)
        return self._read

    async def rest(self) -> None:
        """As in the room; what was read may be old then."""
        await super().rest()
        self._read = None

    def other(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As in the room; what was read may be old then."""
        self._read = None
        return super().other(act, *args, **kwargs)

    async def until(self, is_so: Callable[[], object]) -> None:
        """As in the room, with the plan read again for each look."""

        def is_so_now() -> object:
            self._read = None
            return is_so()

        await super().until(is_so_now)

    @property
    def rows(self) -> tuple[ActivityView, ...]:
        """Its activities."""
        return self.plan.activities

    async def move_cursor_to(self, field: str, number: int = 0) -> None:
        """Put the cursor on a cell of the activity with this number from the top, by its column."""
        labels = {cell.field_key.field: at for at, cell in enumerate(self._cells) if cell.field_key}
        self.table.select_row(self.rows[number].id, labels[field])
        await self.rest()

    @property
    def _cells(self) -> Any:
        return next(row.cells for row in self.table.rows if not row.is_title)


def in_one_go(act: Callable[[Plan], object], plan: Plan) -> None:
    """Do many acts as one transaction: much quicker."""
    with database.atomic():
        act(plan)


@asynccontextmanager
async def a_live_plan(
    folder: Path,
    *acts: Callable[[Plan], object],
    size: tuple[int, int] = WIDE,
    year: int = YEAR,
) -> AsyncIterator[LivePlan]:
    """A plan on its screen; `acts` (on the plan) are done before it is opened."""
    office = a_planning_office(folder)
    open_store(office.paths.database)
    for act in acts:
        act(read_plan(year))
    plan_id = read_plan(year).id
    close_store()
    app = PlanApp(office, plan_id, year)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            plan = LivePlan(app, pilot, plan_id)  # type: ignore[arg-type]
            plan.year = year
            await plan.rest()
            yield plan
    finally:
        office.close()

"""The classification of a year of the example in the real program; and what is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from models.knowledge.records import KnowledgeKind
from models.knowledge.views import KnowledgeItemView, YearLists, read_year
from models.storage.store import close_store, open_store
from screens.knowledge.classification import KnowledgeScreen
from screens.tables.cell_table import CellTable
from tests.screens.home.example_app import an_office
from tests.screens.minutes.room_driver import ListeningApp, LiveRoom

YEAR = 2563
KNOWLEDGE, PROCESS = KnowledgeKind.KNOWLEDGE, KnowledgeKind.ESSENTIAL_PROCESS


class LiveKnowledge(LiveRoom):
    """Presses keys in a classification and reads what is stored."""

    @property
    def here(self) -> KnowledgeScreen:  # type: ignore[override]
        """The classification's screen, dialogs above it or not."""
        return next(e for e in self.app.screen_stack if isinstance(e, KnowledgeScreen))

    @property
    def table(self) -> CellTable:
        """Its table."""
        return self.here.pane.table

    @property
    def typed(self) -> str:
        """What stands in the editor."""
        return self.table.editor.text

    @property
    def year(self) -> YearLists:
        """The year as another connection reads it."""
        return self.other(read_year, self.here.source.fiscal_year)

    @property
    def items(self) -> list[KnowledgeItemView]:
        """The stored items of the list that is shown."""
        return list(self.year.items_of(self.here.source.division_id, self.here.source.kind))

    @property
    def texts(self) -> list[str]:
        """Their words."""
        return [item.text for item in self.items]


@asynccontextmanager
async def a_live_classification(
    folder: Path,
    *acts: Callable[[], object],
    size: tuple[int, int] = (80, 24),
    year: int = YEAR,
) -> AsyncIterator[LiveKnowledge]:
    """A year's classification in the real program; `acts` are done before it starts."""
    office = an_office(folder)
    open_store(office.paths.database)
    for act in acts:
        act()
    close_store()
    app = ListeningApp(office)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            live = LiveKnowledge(app, pilot, 0)
            await app.push_screen(KnowledgeScreen(year))
            await live.rest()
            yield live
    finally:
        office.close()

"""Base of the summary screens of a year: a title, a line of figures, a chart."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual import work
from textual.app import ComposeResult

from models.errors import KmError
from screens.base.screen import KmScreen
from screens.printing.year_papers import print_year
from screens.tables.cell_grid import CellGrid
from screens.tables.cell_layout import TableColumn, TableRow
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel


class Summary(Struct, frozen=True):
    """The content of the screen.

    Attributes:
        title: shown in bold.
        of: the Thai text beside the title, on what is summed up.
        figures: the line below.
        rows: the rows of the chart.
    """

    title: str
    of: str
    figures: str
    rows: tuple[TableRow, ...]


class YearSummaryScreen(KmScreen[None]):
    """A summary of a fiscal year; a subclass defines columns, document and how to read."""

    CSS_PATH = "../evidence/evidence.tcss"
    COLUMNS: Sequence[TableColumn] = ()
    PAPER = ""

    def __init__(self, fiscal_year: int) -> None:
        super().__init__()
        self.fiscal_year = fiscal_year

    async def read_summary(self) -> Summary:
        """Read and return the summary. Raises KmError."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Compose the year with its mean, the chart and the keys."""
        yield ThaiLabel("", id="summary-title")
        yield ThaiLabel("", id="summary-total")
        yield CellGrid(id="summary-grid")
        yield KeyLine()

    def on_mount(self) -> None:
        """Focus the chart."""
        self.query_one(CellGrid).by_row = True
        self.set_focus(self.query_one(CellGrid))

    @work(exclusive=True, group="read")
    async def on_screen_resume(self) -> None:
        """Read the summary, because answers may have changed on another screen."""
        await self.read()

    async def read(self) -> None:
        """Read and show the summary, or the error."""
        try:
            found = await self.read_summary()
        except KmError as error:
            self.show_error(error)
            return
        if self.is_composed:
            self.query_one("#summary-title", ThaiLabel).update((found.title, "bold"), found.of)
            self.query_one("#summary-total", ThaiLabel).update(found.figures)
            self.query_one(CellGrid).show(self.COLUMNS, list(found.rows))

    async def action_print(self) -> None:
        """Ask which document of the year to print, that of this summary first, and print it."""
        await print_year(self, self.fiscal_year, self.PAPER)

    def action_back(self) -> None:
        """Return to the previous screen."""
        self.dismiss(None)

"""A full screen of rows with a title: the cursor stays with its part however the rows change."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from models.errors import KmError
from screens.base.screen import KmScreen
from screens.widgets.key_line import KeyLine
from screens.widgets.label import LabelLine, ThaiLabel, WrappedLines, lines
from screens.widgets.row_list import RowList


class Row(NamedTuple):
    """One row; `key` tells it from the others, None: the cursor does not stand there."""

    visual: Visual
    key: Hashable = None


class RowScreen(KmScreen[None]):
    """Rows under a title; a sub-class says how they are read and what Enter does on one."""

    CSS_PATH = Path(__file__).with_name("row_screen.tcss")

    def __init__(self) -> None:
        super().__init__()
        self.is_read = asyncio.Event()
        self._places: list[Hashable] = []

    def compose(self) -> ComposeResult:
        """The title, what is said below it, the rows."""
        yield ThaiLabel("", id="rows-title")
        yield ThaiLabel("", id="rows-below")
        yield RowList(id="rows")
        yield KeyLine()

    async def read_rows(self) -> Sequence[Row]:
        """The rows as they are now; sets the title. Raises KmError."""
        raise NotImplementedError

    async def change_row(self, row_key: Hashable) -> None:
        """What Enter does on a row."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Read anew: something may have changed elsewhere."""
        self.is_read.clear()
        self._reread()

    @work(exclusive=True, group="read")
    async def _reread(self) -> None:
        await self.read()

    async def read(self, select: Hashable = None) -> None:
        """Read and show the rows; the cursor stays with its part, or stands on another one."""
        try:
            self._show(await self.read_rows(), select)
        except KmError as error:
            self.show_error(error)
        finally:
            self.is_read.set()

    def _show(self, rows: Sequence[Row], stand_on: Hashable) -> None:
        shown, before = self.query_one(RowList), self.selected
        at = shown.highlighted or 0
        self._places = [row.key for row in rows]
        shown.clear_options()
        shown.add_options(Option(row.visual, disabled=row.key is None) for row in rows)
        for wanted in (stand_on, before):
            if wanted is not None and wanted in self._places:
                shown.highlighted = self._places.index(wanted)
                return
        taking = [place for place, row in enumerate(rows) if row.key is not None]
        shown.highlighted = min(taking, key=lambda place: abs(place - at), default=None)

    def say(self, title: str, *below: LabelLine) -> None:
        """Set the title, and what stands below it."""
        self.query_one("#rows-title", ThaiLabel).update((title, "bold"))
        self.query_one("#rows-below", ThaiLabel).update(*below)

    @property
    def selected(self) -> Hashable:
        """The place of the row under the cursor; None where there is none."""
        at = self.query_one(RowList).highlighted
        return None if at is None or at >= len(self._places) else self._places[at]

    @on(OptionList.OptionSelected)
    async def action_change_part(self) -> None:
        """Change what the row under the cursor says."""
        await self.is_read.wait()
        if self.selected is not None:
            await self.change_row(self.selected)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def labelled_row(label: str, text: str, row_key: Hashable, *, cells: int, empty: str = "") -> Row:
    """A label in a column of so many cells, and words that go on below themselves."""
    first, *others = (text or empty).split("\n")
    hanging = cells + 3
    gap = " " * max(0, cells - cell_len(label))
    shown = lines((f" {label}{gap}  ", "$text-muted"), first, hanging=hanging)
    for other in others:
        shown += lines(other, indent=hanging)
    return Row(WrappedLines(tuple(shown)), row_key)


def info_row(text: str = "", *, indent: int = 1) -> Row:
    """A sentence, or an empty row, on which the cursor does not stand."""
    return Row(WrappedLines(tuple(lines((text, "$text-muted"), indent=indent))))

"""Base of screens with rows below a title, whose selection follows the selected part."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from models.errors import KmError
from screens.base.screen import KmScreen
from screens.base.snapshot_loader import hide_unread, show_unread
from screens.widgets.key_line import KeyLine
from screens.widgets.label import LabelLine, ThaiLabel, WrappedLines, lines
from screens.widgets.row_list import RowList
from screens.widgets.sanitize import notify_plain

T = TypeVar("T")

_NO_ROW = "จอนี้ยังไม่มีแถวให้เปิด กด F1 ดูว่าทำอะไรได้"
_OTHER_ROW = "คำสั่งนี้ใช้กับแถวนี้ไม่ได้ เลือกแถวอื่นก่อน"


class Row(NamedTuple):
    """A row; `key` identifies it, None if it cannot be selected."""

    visual: Visual
    key: Hashable = None


class RowScreen(KmScreen[None]):
    """A screen of rows; a subclass reads them and edits the selected one."""

    CSS_PATH = Path(__file__).with_name("row_screen.tcss")

    def __init__(self) -> None:
        super().__init__()
        self.is_read = asyncio.Event()
        self._places: list[Hashable] = []

    def compose(self) -> ComposeResult:
        """Yield title, subtitle and rows."""
        yield ThaiLabel("", id="rows-title")
        yield ThaiLabel("", id="rows-below")
        yield RowList(id="rows")
        yield KeyLine()

    async def read_rows(self) -> Sequence[Row]:
        """Read and return the rows, and set the title. Raises KmError."""
        raise NotImplementedError

    async def change_row(self, row_key: Hashable) -> None:
        """Edit a row; the command of Enter."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Read the rows again, because they may have changed on another screen."""
        self.is_read.clear()
        self._reread()

    @work(exclusive=True, group="read")
    async def _reread(self) -> None:
        await self.read()

    async def read(self, select: Hashable = None) -> None:
        """Read and show the rows; select the row with the key `select`, else keep the selection."""
        try:
            self._show(await self.read_rows(), select)
            hide_unread(self)
        except KmError as error:
            if self._places:
                self.show_error(error)
            else:
                show_unread(self, error)
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
        """Set the title and the subtitle."""
        self.query_one("#rows-title", ThaiLabel).update((title, "bold"))
        self.query_one("#rows-below", ThaiLabel).update(*below)

    @property
    def form_record(self) -> Hashable:
        """The key of the selected row, to which the draft of a form belongs."""
        return self.selected

    @property
    def selected(self) -> Hashable:
        """The key of the selected row; None if there is none."""
        at = self.query_one(RowList).highlighted
        return None if at is None or at >= len(self._places) else self._places[at]

    @on(OptionList.OptionSelected)
    async def action_change_part(self) -> None:
        """Edit the selected row."""
        await self.is_read.wait()
        if (chosen := self.found(self.selected)) is not None:
            await self.change_row(chosen)

    def found(self, record: T | None) -> T | None:
        """Return `record`; if it is None, show a message on what to select first."""
        if record is None:
            notify_plain(self, self._why_nothing, "warning")
        return record

    @property
    def _why_nothing(self) -> str:
        """The reason why no row is selected: the text shown instead of rows, or an unfit row."""
        if any(key is not None for key in self._places):
            return self.sentence(_OTHER_ROW)
        said = [each.prompt for each in self.query_one(RowList).options]
        texts = [each.text.strip() for each in said if isinstance(each, WrappedLines)]
        return next(filter(None, texts), self.sentence(_NO_ROW))

    def action_back(self) -> None:
        """Return to the previous screen."""
        self.dismiss(None)


def labelled_row(label: str, text: str, row_key: Hashable, *, cells: int, empty: str = "") -> Row:
    """Return a row with a label in a column of `cells` cells, and text with a hanging indent.

    `empty` is shown instead of an empty text.
    """
    first, *others = (text or empty).split("\n")
    hanging = cells + 3
    gap = " " * max(0, cells - cell_len(label))
    shown = lines((f" {label}{gap}  ", "$text-muted"), first, hanging=hanging)
    for other in others:
        shown += lines(other, indent=hanging)
    return Row(WrappedLines(tuple(shown)), row_key)


def info_row(text: str = "", *, indent: int = 1) -> Row:
    """Return a row with a sentence, `indent` cells from the left, that cannot be selected."""
    return Row(WrappedLines(tuple(lines((text, "$text-muted"), indent=indent))))

"""The first start: the names of the office, or the example."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Footer, OptionList

from models.errors import KmError
from models.home import found_office, must_have_words
from models.sample import make_example
from screens.asking import asking
from screens.base import KmScreen
from screens.command import bindings
from screens.commands.home import FIRST_START
from screens.prompt import Field, PromptDialog
from screens.rows import Cell, CellRow, RowList
from screens.widgets.label import ThaiLabel, lines

_WAYS = (
    ("เริ่มใช้กับเทศบาลของท่าน", "ตั้งชื่อเทศบาล อำเภอ และจังหวัด"),
    ("เปิดเทศบาลตัวอย่าง", "ลองใช้กับข้อมูลตัวอย่างที่มีการประชุมแล้ว"),
)


class FirstStartScreen(KmScreen[bool]):
    """Makes the data file; returns True when it is there, False when the person leaves."""

    CSS_PATH = "first_start.tcss"
    BINDINGS = bindings(*FIRST_START.commands)
    PAGE = FIRST_START

    def compose(self) -> ComposeResult:
        """A welcome, the two ways to begin, and where the data will be."""
        with Vertical(id="first"):
            yield ThaiLabel(
                *lines(("ยินดีต้อนรับ", "bold $accent")),
                *lines("โปรแกรมนี้ช่วยจดรายงานการประชุมและงานจัดการความรู้ของเทศบาล"),
                id="first-welcome",
            )
            yield RowList(id="first-rows")
            yield ThaiLabel("", id="first-place")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Stand on the first way."""
        rows = self.query_one(RowList)
        rows.show([CellRow(Cell(f" {title}", 28), Cell(said)) for title, said in _WAYS])
        self.set_focus(rows)
        place = str(self.office.places.database)
        self.query_one("#first-place", ThaiLabel).update(*lines("ข้อมูลจะอยู่ที่ ", place, hanging=2))

    @on(OptionList.OptionSelected)
    @asking
    async def action_open_chosen(self) -> None:
        """Begin in the chosen way."""
        if self.query_one(RowList).highlighted == 0:
            await self._name_office()
        else:
            path = self.office.places.database
            await self._make(lambda: make_example(path))

    def action_quit_program(self) -> None:
        """Leave without making anything."""
        self.dismiss(False)

    async def _name_office(self) -> None:
        ask = PromptDialog(
            "ตั้งชื่อหน่วยงาน",
            [
                Field("ชื่อเทศบาล", check=must_have_words, hint="เช่น เทศบาลตำบล…"),
                Field("อำเภอ", check=must_have_words),
                Field("จังหวัด", check=must_have_words),
            ],
        )
        names = await self.app.push_screen_wait(ask)
        if names is not None:
            path = self.office.places.database
            await self._make(lambda: found_office(path, *names))

    async def _make(self, act: Callable[[], None]) -> None:
        """Make the data file in a thread of its own; its fault is told and one may try again."""
        try:
            await asyncio.to_thread(act)
        except KmError as refusal:
            self.complain(refusal)
            return
        self.dismiss(True)

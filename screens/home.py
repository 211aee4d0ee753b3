"""The first screen: whose office this is, what comes next, and the ways in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, OptionList

from kmtui.thai.dates import DateStyle, fiscal_year, format_date, format_time
from kmtui.thai.digits import thai_digits
from models.home import Home, MeetingLine, read_home
from screens.base import KmScreen
from screens.command import bindings
from screens.commands.home import HOME
from screens.rows import Cell, CellRow, RowList
from screens.status import state_words
from screens.widgets.label import Line, ThaiLabel, lines


class Way(NamedTuple):
    """A row of the screen and what Enter does on it."""

    row: CellRow
    go: Callable[[], object]


class HomeScreen(KmScreen[None]):
    """What comes next is the first row; it is read anew whenever one comes back here."""

    CSS_PATH = "home.tcss"
    BINDINGS = bindings(*HOME.commands)
    PAGE = HOME

    def __init__(self) -> None:
        super().__init__()
        self._ways: list[Way] = []
        self._is_read = asyncio.Event()

    def compose(self) -> ComposeResult:
        """The office, what comes next, the ways in, and where the data is."""
        with Horizontal(id="home-top"):
            yield ThaiLabel("", id="home-name")
            yield ThaiLabel("", id="home-year")
        with Vertical(id="home-middle"):
            yield ThaiLabel("", id="home-next")
            yield RowList(id="home-rows")
        yield ThaiLabel("", id="home-data")
        yield Footer(compact=True, show_command_palette=False)

    def on_screen_resume(self) -> None:
        """Read the office anew: something may have changed elsewhere."""
        self._is_read.clear()
        self._reread()

    @work(exclusive=True)
    async def _reread(self) -> None:
        try:
            home = await self.attempt(read_home, self.office.places.database)
            if home is not None:
                self._show(home)
        finally:
            self._is_read.set()

    def _show(self, home: Home) -> None:
        where = f"อำเภอ{home.district} จังหวัด{home.province}"
        year = thai_digits(fiscal_year(date.today()))
        self.query_one("#home-name", ThaiLabel).update(
            *lines((home.name, "bold")), *lines((where, "$text-muted"))
        )
        self.query_one("#home-year", ThaiLabel).update(f"ปีงบประมาณ {year}")
        self.query_one("#home-next", ThaiLabel).update(*_next_lines(home.next_meeting))
        self.query_one("#home-data", ThaiLabel).update(*self._data_lines(home))
        self._ways = self._ways_in(home)
        rows = self.query_one(RowList)
        rows.show([way.row for way in self._ways], rows.highlighted or 0)

    def _ways_in(self, home: Home) -> list[Way]:
        count = thai_digits(home.meeting_count)
        ways = [
            Way(_row("การประชุม", f"{count} ครั้ง"), self._open_meetings),
            Way(_row("คณะกรรมการและคำสั่ง", "คำสั่งแต่งตั้ง กรรมการ หน้าที่"), self._open_orders),
            Way(_row("บุคลากรและตำแหน่ง", "รายชื่อ ตำแหน่ง หน่วยงาน"), self._open_people),
            Way(_row("วิธีใช้", "คำสั่งและปุ่มของจอนี้"), self.action_help),
            Way(_row("ออกจากโปรแกรม", ""), self.action_quit_program),
        ]
        if (following := home.next_meeting) is not None:
            title = f"เข้าห้องประชุม ครั้งที่ {following.label}"
            meeting_id = following.meeting_id
            ways.insert(
                0,
                Way(_row(title, state_words(following)), lambda: self._open_room(meeting_id)),
            )
        return ways

    def _data_lines(self, home: Home) -> list[Line]:
        at = home.backed_up_at
        made = f"{format_date(at.date())} {format_time(at.time())}" if at else "ยังไม่มี"
        return [
            *lines("ข้อมูลอยู่ที่ ", str(self.office.places.database), hanging=2),
            *lines("สำเนาสำรองล่าสุด ", made),
        ]

    @on(OptionList.OptionSelected)
    async def action_open_chosen(self) -> None:
        """Go where the chosen row leads."""
        await self._is_read.wait()
        chosen = self.query_one(RowList).highlighted
        if chosen is not None:
            self._ways[chosen].go()

    def action_quit_program(self) -> None:
        """Quit as the program does: it asks first when something is not stored."""
        self.run_worker(self.app.run_action("quit"))

    def _open_meetings(self) -> None:
        from screens.meetings import MeetingsScreen

        self.app.push_screen(MeetingsScreen())

    def _open_orders(self) -> None:
        from screens.orders import OrdersScreen

        self.app.push_screen(OrdersScreen())

    def _open_people(self) -> None:
        from screens.people import PeopleScreen

        self.app.push_screen(PeopleScreen())

    def _open_room(self, meeting_id: int) -> None:
        from screens.room import RoomScreen

        self.app.push_screen(RoomScreen(meeting_id))


def _row(title: str, said: str) -> CellRow:
    return CellRow(Cell(f" {title}", 38), Cell(said))


def _next_lines(meeting: MeetingLine | None) -> list[Line]:
    if meeting is None:
        return [
            *lines(("ยังไม่ได้นัดประชุม", "bold")),
            *lines("เข้า การประชุม แล้วกด F5 เพื่อนัดประชุมครั้งใหม่"),
        ]
    day = format_date(meeting.held_on, DateStyle.LONG)
    return [
        *lines(("ประชุมครั้งต่อไป", "bold $accent")),
        *lines((f"ครั้งที่ {meeting.label}  ", "bold"), f"{day} เวลา {format_time(meeting.starts_at)}"),
        *lines(meeting.committee_name),
        *lines((meeting.place, "$text-muted")),
    ]

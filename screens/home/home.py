"""The first screen: the office, what is next, and the menu."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from inspect import isawaitable
from typing import NamedTuple

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList

from kmtui.settings import STEPS_HIDDEN, STEPS_SHOWN, change_setting
from kmtui.thai.dates import DateStyle, fiscal_year, format_date, format_time
from kmtui.thai.digits import thai_digits
from models.errors import KmError
from models.history.unresolved_drafts import unstored_drafts
from models.home.first_steps import FirstStep, FirstSteps, read_first_steps
from models.home.overview import (
    Home,
    MeetingLine,
    evidence_year,
    knowledge_year,
    read_deadlines,
    read_home,
)
from models.office.deadline import Deadline
from models.office.locations import (
    InEvidence,
    InKnowledge,
    InMeeting,
    Location,
    MeetingList,
    OrderList,
    PlanList,
    TaskList,
)
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.home import HOME
from screens.commands.meetings import MEETINGS
from screens.home.first_steps import TITLE_CELLS, is_shown, step_destination, step_lines, step_row
from screens.meetings.status import meeting_state_label
from screens.navigation.destinations import (
    Backups,
    Changes,
    Deadlines,
    Destination,
    People,
    Settings,
    UnresolvedDrafts,
)
from screens.own_keys.chosen import hint
from screens.widgets.key_line import KeyLine
from screens.widgets.label import LabelLine, ThaiLabel, lines
from screens.widgets.row_list import CellRow, ListCell, RowList
from screens.widgets.sanitize import display_text
from screens.widgets.wrap import shorten

_SHOWN_DEADLINES = 2
_DEADLINE_CELLS = 62
_CONTENT_TIMEOUT_S = 0.3
# Textual runs `call_after_refresh` too early while updates are held back.
_PAINT_TIME_S = 0.05


class MenuEntry(NamedTuple):
    """A row of the screen and what Enter does on it."""

    row: CellRow
    go: Callable[[], object]


class HomeScreen(KmScreen[None]):
    """The menu, with the next task as its first row; refreshed on every return."""

    CSS_PATH = "home.tcss"
    BINDINGS = bindings(*HOME.commands)
    PAGE = HOME

    def __init__(self) -> None:
        super().__init__()
        self._ways: list[MenuEntry] = []
        self._left_count = 0
        self._due: tuple[Deadline, ...] = ()
        self._steps: FirstSteps | None = None
        self._next_step: FirstStep | None = None
        self._is_read = asyncio.Event()
        self._is_composed = asyncio.Event()
        self._has_content = asyncio.Event()
        self._may_read_on = asyncio.Event()
        self._may_read_on.set()

    def compose(self) -> ComposeResult:
        """Compose the office's name, the next deadlines, the menu and the data file's path."""
        with Horizontal(id="home-top"):
            yield ThaiLabel("", id="home-name")
            yield ThaiLabel("", id="home-year")
        with Vertical(id="home-middle"):
            yield ThaiLabel("", id="home-next")
            yield RowList(id="home-rows")
        yield ThaiLabel("", id="home-data")
        yield KeyLine()

    def on_mount(self) -> None:
        """Mark the screen as composed, so that data read before can be shown."""
        self._is_composed.set()

    def on_screen_resume(self) -> None:
        """Read the office again, because it may have changed on another screen."""
        self._is_read.clear()
        self._reread()

    @work(exclusive=True)
    async def _reread(self) -> None:
        try:
            home = await self.call_or_show_error(read_home, self.workspace.paths.database)
            if home is None:
                return
            has_emblem = bool(self.workspace.settings.emblem)
            self._steps = await self.call_or_show_error(read_first_steps, has_emblem)
            mine = self.workspace.paths.rescue, self.workspace.session
            self._left_count = len(await self.call_or_show_error(unstored_drafts, *mine) or ())
            self._left_count += len(self.workspace.forms.left())
            await self._is_composed.wait()
            self._show(replace(home, deadlines=self._due))
            self._has_content.set()
            await self._painted()
            due = await self.call_or_show_error(read_deadlines, date.today())
            if due is not None and due != self._due:
                self._due = due
                self._show(replace(home, deadlines=due))
        finally:
            self._has_content.set()
            self._is_read.set()

    async def push_with_content(self) -> None:
        """Push this screen as the first one, with its complete content in the first paint.

        An empty frame would be laid out and painted twice before the office is read. It is painted
        only if the office cannot be read at once.
        """
        self._may_read_on.clear()
        with self.app.batch_update():
            self.app.push_screen(self)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._has_content.wait(), _CONTENT_TIMEOUT_S)
        self.check_idle()
        self.set_timer(_PAINT_TIME_S, self._may_read_on.set)

    async def _painted(self) -> None:
        """Wait for the first paint: reading the deadlines is slow and must not delay it."""
        await self._may_read_on.wait()
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()

    def _show(self, home: Home) -> None:
        if not self.is_composed:
            return
        where = f"อำเภอ{home.district} จังหวัด{home.province}"
        year = thai_digits(fiscal_year(date.today()))
        self.query_one("#home-name", ThaiLabel).update(
            *lines((home.name, "bold")), *lines((where, "$text-muted"))
        )
        self.query_one("#home-year", ThaiLabel).update(f"ปีงบประมาณ {year}")
        steps = self._shown_steps
        said = step_lines(steps) if steps is not None else _next_lines(home.next_meeting)
        self.query_one("#home-next", ThaiLabel).update(*said, *_deadline_lines(home.deadlines))
        self.query_one("#home-data", ThaiLabel).update(*self._data_lines(home))
        self._ways = self._ways_in(home)
        rows = self.query_one(RowList)
        rows.show([way.row for way in self._ways], self._selected(rows.highlighted or 0))

    @property
    def _shown_steps(self) -> FirstSteps | None:
        """The steps of a new office; None if they are not shown."""
        steps = self._steps
        if steps is None or not is_shown(steps, self.workspace.settings):
            return None
        return steps

    def _selected(self, before: int) -> int:
        """Return the index of the row to select: the next step if it has changed, else `before`."""
        steps = self._shown_steps
        if steps is None or steps.next_step in (None, self._next_step):
            return before
        self._next_step = steps.next_step
        return [each.step for each in steps.states].index(self._next_step)

    def _ways_in(self, home: Home) -> list[MenuEntry]:
        count = thai_digits(home.meeting_count)
        ways = [
            MenuEntry(_row("การประชุม", f"{count} ครั้ง"), self._to(MeetingList())),
            MenuEntry(_row("ข้อสั่งการและงานที่มอบหมาย", _task_words(home)), self._to(TaskList())),
            MenuEntry(_row("เรื่องที่ครบกำหนด", _due_words(home)), self._to(Deadlines(self._due))),
            MenuEntry(_row("คณะกรรมการและคำสั่ง", "คำสั่งแต่งตั้ง กรรมการ หน้าที่"), self._to(OrderList())),
            MenuEntry(_row("บุคลากรและตำแหน่ง", "รายชื่อ ตำแหน่ง หน่วยงาน"), self._to(People())),
            MenuEntry(_row("แผนการจัดการความรู้", "แผนของปี ผลการดำเนินงาน"), self._to(PlanList())),
            MenuEntry(_row("องค์ความรู้", "จำแนกรายหน่วยงาน ผู้รู้ เลือกเข้าแผน"), self._open_knowledge),
            MenuEntry(
                _row("แฟ้มหลักฐานประจำปี", "บันทึก อบรม ประเมิน สำรวจ แฟ้มรวม"), self._open_evidence
            ),
            MenuEntry(_row("ค้นหา", "ทุกการประชุม คำสั่ง บุคคล แผน องค์ความรู้"), self.action_search_all),
            MenuEntry(_row("ตรวจสอบ", "คำผิด วันที่ ความครบถ้วน ก่อนลงนาม"), self.action_check_here),
            MenuEntry(_row("ประวัติและถังขยะ", "ใครแก้อะไรเมื่อใด สิ่งที่ลบไว้"), self._to(Changes())),
            MenuEntry(_row("สำรองและตรวจสอบข้อมูล", "สำเนาสำรอง ผู้ใช้งานและสิทธิ"), self._to(Backups())),
            MenuEntry(_row("ตั้งค่า", "ชื่อหน่วยงาน ตราครุฑ แบบอักษร เครื่องพิมพ์"), self._to(Settings())),
            MenuEntry(_row("ลำดับงานเมื่อเริ่มใช้", "หน่วยงานถึงรายงานฉบับแรก"), self._bring_steps),
            MenuEntry(_row("วิธีใช้", "คำสั่งและปุ่มของจอนี้"), self.action_help),
            MenuEntry(_row("ออกจากโปรแกรม", ""), self.action_quit_program),
        ]
        if self._left_count:
            left = f"{thai_digits(self._left_count)} แห่ง ต้องเลือกว่าจะเก็บอย่างไร"
            ways.insert(0, MenuEntry(_row("ข้อความค้าง", left), self._to(UnresolvedDrafts())))
        if (following := home.next_meeting) is not None:
            title = f"เข้าห้องประชุม ครั้งที่ {following.label}"
            to_room = self._to(InMeeting(following.meeting_id))
            ways.insert(0, MenuEntry(_row(title, meeting_state_label(following)), to_room))
        return [*self._step_entries(), *ways]

    def _step_entries(self) -> list[MenuEntry]:
        steps = self._shown_steps
        if steps is None:
            return []
        return [
            MenuEntry(
                step_row(each, number, each.step == steps.next_step),
                self._to(step_destination(each)),
            )
            for number, each in enumerate(steps.states, 1)
        ]

    async def _bring_steps(self) -> None:
        await self._choose_steps(STEPS_SHOWN)

    async def action_first_steps(self) -> None:
        """Hide the steps if they are shown, else show them; store the choice in the settings."""
        await self._is_read.wait()
        await self._choose_steps(STEPS_SHOWN if self._shown_steps is None else STEPS_HIDDEN)

    async def _choose_steps(self, choice: str) -> None:
        """Store whether the steps are shown, and update the screen."""
        office = self.workspace
        if not self.check_writable():
            return
        try:
            office.settings = await asyncio.to_thread(
                change_setting, office.paths.settings, office.settings, "first_steps", choice
            )
        except KmError as error:
            self.show_error(error)
            return
        self._next_step = None
        self._reread()

    def _data_lines(self, home: Home) -> list[LabelLine]:
        at = home.backed_up_at
        made = f"{format_date(at.date())} {format_time(at.time())}" if at else "ยังไม่มี"
        places = self.workspace.paths
        if places.read_from is not None:
            return [
                *lines("อ่านอย่างเดียว แก้ไขไม่ได้ ", (str(places.read_from), "bold"), hanging=2),
                *lines(("ออกแล้วเปิด kmtui ตามปกติเพื่อทำงานต่อ", "$text-muted")),
            ]
        return [
            *lines("ข้อมูลอยู่ที่ ", str(self.workspace.paths.database), hanging=2),
            *lines("สำเนาสำรองล่าสุด ", made),
        ]

    @on(OptionList.OptionSelected)
    async def action_open_chosen(self) -> None:
        """Open the destination of the selected row, or run its command."""
        await self._is_read.wait()
        chosen = self.query_one(RowList).highlighted
        if chosen is not None:
            went = self._ways[chosen].go()
            if isawaitable(went):
                await went

    def _to(self, to: Destination) -> Callable[[], Awaitable[None]]:
        return partial(self.open, to)

    def action_quit_program(self) -> None:
        """Quit; asks for confirmation if something is not stored."""
        self.run_worker(self.app.run_action("quit"))

    def _open_knowledge(self) -> None:
        self.run_worker(self._open_year(knowledge_year, InKnowledge))

    def _open_evidence(self) -> None:
        self.run_worker(self._open_year(evidence_year, InEvidence))

    async def _open_year(
        self, year_of: Callable[[date], int], to: Callable[[int], Location]
    ) -> None:
        year = await self.call_or_show_error(year_of, date.today())
        if year is not None:
            await self.open(to(year))


def _row(title: str, said: str) -> CellRow:
    return CellRow(ListCell(f" {title}", TITLE_CELLS), ListCell(said))


def _task_words(home: Home) -> str:
    """Return the number of open tasks, and how many of them are overdue, as text."""
    if not home.open_task_count:
        return "ไม่มีงานค้าง"
    tasks = [each for each in home.deadlines if isinstance(each.location, TaskList)]
    late = sum(each.is_overdue(date.today()) for each in tasks)
    words = f"ค้าง {thai_digits(home.open_task_count)}"
    return f"{words} ✗ เกินกำหนด {thai_digits(late)}" if late else words


def _due_words(home: Home) -> str:
    """Return the number of deadlines within 30 days, and of overdue ones, as text."""
    if not home.deadlines:
        return "ไม่มีใน ๓๐ วันนี้"
    late = sum(each.is_overdue(date.today()) for each in home.deadlines)
    words = f"{thai_digits(len(home.deadlines))} เรื่อง"
    return f"{words} ✗ เกินกำหนด {thai_digits(late)}" if late else words


def _deadline_lines(deadlines: tuple[Deadline, ...]) -> list[LabelLine]:
    """Return the first two deadlines, one line each, and the number of the others.

    A sign and a word mark the overdue ones.
    """
    said: list[LabelLine] = []
    for each in deadlines[:_SHOWN_DEADLINES]:
        late = each.is_overdue(date.today())
        sign, style = ("✗ เกินกำหนด", "$text-error") if late else ("○ ภายใน", "")
        due = format_date(each.due_on, DateStyle.SHORT)
        words = shorten(display_text(f"{due}  {each.label}"), _DEADLINE_CELLS)
        said += lines((f"{sign} ", style), words)
    if len(deadlines) > _SHOWN_DEADLINES:
        more = thai_digits(len(deadlines) - _SHOWN_DEADLINES)
        said += lines((f"และอีก {more} รายการ", "$text-muted"))
    return said


def _next_lines(meeting: MeetingLine | None) -> list[LabelLine]:
    if meeting is None:
        return [
            *lines(("ยังไม่ได้นัดประชุม", "bold")),
            *lines(hint("เข้า การประชุม แล้วกด F5 เพื่อนัดประชุมครั้งใหม่", MEETINGS)),
        ]
    day = format_date(meeting.held_on, DateStyle.LONG)
    return [
        *lines(("ประชุมครั้งต่อไป", "bold $accent")),
        *lines((f"ครั้งที่ {meeting.label}  ", "bold"), f"{day} เวลา {format_time(meeting.starts_at)}"),
        *lines(meeting.committee_name),
        *lines((meeting.venue, "$text-muted")),
    ]

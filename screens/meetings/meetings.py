"""The list of meetings, the newest first; meetings are planned here."""

from __future__ import annotations

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import OptionList

from kmtui.thai.dates import format_date
from kmtui.thai.digits import thai_digits
from models.editing.revisions import Subject
from models.home.overview import MeetingLine, read_meetings
from models.office.locations import InMeeting, MeetingList
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.meetings import MEETINGS
from screens.meetings import planning
from screens.meetings.electronic import ask_electronic
from screens.meetings.status import meeting_state_label
from screens.navigation.destinations import Changes, MeetingYear, Reconciliation
from screens.printing.printing import print_meeting
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel
from screens.widgets.row_list import CellRow, ColumnHeader, ListCell, RowList

_EMPTY = "ยังไม่มีการประชุม กด F5 เพื่อนัดประชุมครั้งแรก"
_NUMBER_CELLS, _DATE_CELLS, _STATE_CELLS, _ROLL_CELLS = 9, 17, 15, 6


class MeetingsScreen(KmScreen[None]):
    """The list of meetings; Enter opens the room of the selected one."""

    CSS_PATH = "meetings.tcss"
    BINDINGS = bindings(*MEETINGS.commands)
    PAGE = MEETINGS

    def __init__(self) -> None:
        super().__init__()
        self._meetings: tuple[MeetingLine, ...] = ()
        self._chosen_id: int | None = None
        self._is_read = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Compose the column headers above the rows, and the text shown if there are no rows."""
        yield ThaiLabel(("การประชุม", "bold"), id="meetings-title")
        heads = _cells("ครั้งที่", "วันที่", "คณะกรรมการ", "สถานะ", "มา")
        yield ColumnHeader(heads, id="meetings-heads")
        yield RowList(id="meetings-rows")
        yield ThaiLabel("", id="meetings-empty")
        yield KeyLine()

    @property
    def location(self) -> MeetingList:
        """The location (navigation target) of the list."""
        return MeetingList()

    def on_screen_resume(self) -> None:
        """Read the meetings again, because one may have started or ended."""
        self._is_read.clear()
        self._reread()

    @work(exclusive=True, group="read")
    async def _reread(self) -> None:
        await self._read()

    async def _read(self) -> None:
        try:
            meetings = await self.call_or_show_error(read_meetings)
            if meetings is not None:
                self._show(meetings)
        finally:
            self._is_read.set()

    def _show(self, meetings: tuple[MeetingLine, ...]) -> None:
        ids = [meeting.meeting_id for meeting in meetings]
        current = ids.index(self._chosen_id) if self._chosen_id in ids else 0
        self._meetings = meetings
        self.query_one(RowList).show([_row(meeting) for meeting in meetings], current)
        empty = "" if meetings else self.sentence(_EMPTY)
        self.query_one("#meetings-empty", ThaiLabel).update(empty)

    @property
    def _chosen(self) -> MeetingLine | None:
        at = self.query_one(RowList).highlighted
        return None if at is None else self._meetings[at]

    @on(OptionList.OptionHighlighted)
    def _remember(self) -> None:
        if self._chosen is not None:
            self._chosen_id = self._chosen.meeting_id

    @on(OptionList.OptionSelected)
    async def action_open_chosen(self) -> None:
        """Open the room of the selected meeting."""
        if (meeting := await self._selected()) is not None:
            await self.open(InMeeting(meeting.meeting_id))

    async def _selected(self) -> MeetingLine | None:
        """Return the selected meeting once the list is read; show what to do if it is empty."""
        await self._is_read.wait()
        if self._chosen is None:
            self.show_message(_EMPTY, "warning")
        return self._chosen

    async def action_print(self) -> None:
        """Ask which document of the selected meeting to print, and print it."""
        if (meeting := await self._selected()) is not None:
            await print_meeting(self, meeting.key, meeting.committee_name)

    def action_back(self) -> None:
        """Return to the previous screen."""
        self.dismiss(None)

    @dialog_action
    async def action_plan_meeting(self) -> None:
        """Ask for what a new meeting needs, plan it, and select it."""
        planned = await planning.plan(self)
        if planned is None:
            return
        self._chosen_id = planned
        await self._read()
        if self._chosen is not None:
            self.show_message(f"นัดประชุมครั้งที่ {self._chosen.label} แล้ว")

    @dialog_action
    async def action_notice(self) -> None:
        """Ask for the date of the selected meeting's notice, and store it."""
        if (meeting := await self._selected()) is not None:
            await planning.ask_notice(self, meeting.meeting_id, meeting.label)

    @dialog_action
    async def action_move_meeting(self) -> None:
        """Ask for another date, time or venue of the selected meeting, and store it."""
        if (meeting := await self._selected()) is not None:
            await planning.ask_move(self, meeting.meeting_id)
            await self._read()

    @dialog_action
    async def action_electronic(self) -> None:
        """Ask for the form of the selected meeting (on site, electronic, or both), and store it."""
        if (meeting := await self._selected()) is not None:
            await ask_electronic(self, meeting.meeting_id, meeting.label)

    async def action_show_year(self) -> None:
        """Show the meetings of the selected meeting's year; of the latest year without one."""
        await self._is_read.wait()
        await self.open(MeetingYear(self._chosen.year if self._chosen is not None else 0))

    async def action_history(self) -> None:
        """Open the history of the selected meeting's date, time, venue and notice."""
        if (meeting := await self._selected()) is not None:
            await self.open(Changes(((Subject.MEETING, meeting.meeting_id),)))

    async def action_reconcile(self) -> None:
        """Open the comparison of order, seat holders and roll for the selected meeting."""
        if (meeting := await self._selected()) is not None:
            await self.open(Reconciliation(meeting.meeting_id))


def _row(meeting: MeetingLine) -> CellRow:
    return _cells(
        meeting.label,
        format_date(meeting.held_on),
        meeting.committee_name,
        meeting_state_label(meeting),
        thai_digits(f"{meeting.present_count}/{meeting.seat_count}"),
    )


def _cells(number: str, day: str, committee: str, state: str, roll: str) -> CellRow:
    return CellRow(
        ListCell(f" {number}", _NUMBER_CELLS),
        ListCell(day, _DATE_CELLS),
        ListCell(committee),
        ListCell(state, _STATE_CELLS),
        ListCell(roll, _ROLL_CELLS),
    )

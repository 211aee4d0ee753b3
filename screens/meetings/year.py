"""The meetings of a calendar year: counts of held meetings, attendance, resolutions, tasks."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from kmtui.thai.dates import DateStyle, buddhist_year, format_date
from kmtui.thai.digits import thai_digits
from models.editing.revisions import FieldKey, Subject
from models.home.meeting_year import (
    AttendanceCount,
    HeldCount,
    MeetingYear,
    ResolutionLine,
    read_meeting_year,
    years_of_meetings,
)
from models.office.locations import InMeeting
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.meetings import MEETING_YEAR
from screens.dialogs.choices import ListDialog
from screens.lists.row_screen import Row, RowScreen, info_row
from screens.printing.year_papers import print_meeting_year
from screens.widgets.label import WrappedLines, lines


class View(StrEnum):
    """The lists that the screen can show: attendance, all resolutions, unfinished resolutions."""

    ATTENDANCE = "การมาประชุม"
    RESOLUTIONS = "มติที่ประชุม"
    OPEN = "มติที่งานยังไม่เสร็จ"


class MeetingYearScreen(RowScreen):
    """The attendance of each member per committee, or the resolutions; Enter opens a resolution."""

    BINDINGS = bindings(*MEETING_YEAR.commands)
    PAGE = MEETING_YEAR

    def __init__(self, year: int = 0) -> None:
        """Show a calendar year (Buddhist Era); 0 for the latest one that has meetings."""
        super().__init__()
        self._year = year
        self._view = View.ATTENDANCE
        self._committee = ""
        self._found: MeetingYear | None = None

    async def read_rows(self) -> Sequence[Row]:
        """Return the rows of the selected list, under a heading for each committee."""
        today = date.today()
        if not self._year:
            years = await self.call(years_of_meetings)
            self._year = years[0] if years else buddhist_year(today)
        found = self._found = await self.call(read_meeting_year, self._year, today)
        below = [*lines((str(self._view), "bold"), (self.sentence("  F3 ดูอย่างอื่น"), "$text-muted"))]
        if self._committee:
            below += lines((f"เฉพาะ {self._committee}", "$warning"))
        self.say(f"การประชุมทั้งปี พ.ศ. {thai_digits(self._year)}", *below)
        counts = [each for each in found.counts if self._committee in ("", each.committee)]
        rows = [row for count in counts for row in self._rows_of(count, found, today)]
        return rows or [info_row(self.sentence("ปีนี้ยังไม่มีการประชุม กด F2 ดูปีอื่น"))]

    def _rows_of(self, count: HeldCount, found: MeetingYear, today: date) -> Iterator[Row]:
        yield Row(WrappedLines(tuple(lines((count.committee, "bold"), indent=1))))
        yield info_row(held_text(count), indent=3)
        if self._view == View.ATTENDANCE:
            mine = [each for each in found.attendance if each.committee == count.committee]
            yield from (_attended(each) for each in mine)
        else:
            made = [each for each in found.resolutions if each.committee == count.committee]
            if self._view == View.OPEN:
                made = [each for each in made if not each.is_settled()]
            yield from (_resolved(each, today) for each in made)
            if not made:
                yield info_row("- ไม่มี -", indent=3)

    async def change_row(self, row_key: Hashable) -> None:
        """Open the resolution in its meeting; for a member, show the meetings attended."""
        if isinstance(row_key, AttendanceCount):
            came = ", ".join(row_key.came_to) or "ไม่มี"
            self.show_message(f"{row_key.name} มาประชุมครั้งที่ {came}")
        elif isinstance(row_key, ResolutionLine):
            at = FieldKey(Subject.RESOLUTION, row_key.resolution_id)
            await self.open(InMeeting(row_key.meeting_id, at))

    async def action_open_chosen(self) -> None:
        """Open the selected resolution, or show the meetings that the member attended."""
        await self.action_change_part()

    @dialog_action
    async def action_other_view(self) -> None:
        """Ask for another list of the screen, and show it."""
        views = list(View)
        ask = ListDialog("ดูอะไร", views, current=views.index(self._view))
        at = await self.app.push_screen_wait(ask)
        if at is not None:
            self._view = views[at]
            await self.read()

    @dialog_action
    async def action_other_year(self) -> None:
        """Ask for another calendar year that has meetings, and show it."""
        years = await self.call_or_show_error(years_of_meetings)
        if not years:
            self.show_message("ยังไม่มีการประชุม")
            return
        current = years.index(self._year) if self._year in years else 0
        names = [f"พ.ศ. {thai_digits(each)}" for each in years]
        at = await self.app.push_screen_wait(ListDialog("ปีใด", names, current=current))
        if at is not None:
            self._year, self._committee = years[at], ""
            await self.read()

    @dialog_action
    async def action_filter(self) -> None:
        """Ask for a committee, or all, and show only its meetings."""
        names = [each.committee for each in self._found.counts] if self._found else []
        at = await self.app.push_screen_wait(ListDialog("ดูคณะใด", ["ทุกคณะ", *names]))
        if at is not None:
            self._committee = ["", *names][at]
            await self.read()

    async def action_print(self) -> None:
        """Ask whether to print attendance or resolutions of the year, or save them as a table."""
        first = "attendance-year" if self._view == View.ATTENDANCE else "resolutions-year"
        await print_meeting_year(self, self._year, first, self._committee)


def held_text(count: HeldCount) -> str:
    """Return the number of meetings called, held, without quorum, to come and missed."""
    parts = [f"นัด {count.planned} ครั้ง", f"ประชุมแล้ว {count.held}"]
    rest = (
        ("องค์ประชุมไม่ครบ", count.failed),
        ("รอประชุม", count.waiting),
        ("เลยวันนัดแล้วยังไม่ประชุม", count.missed),
    )
    return thai_digits("  ".join([*parts, *(f"{words} {n}" for words, n in rest if n)]))


def _attended(each: AttendanceCount) -> Row:
    rest = (
        ("ออนไลน์", each.online),
        ("สาย", each.late),
        ("ออกก่อน", each.left),
        ("ส่งผู้แทน", each.substituted),
        ("ลา", each.excused),
        ("ไม่มา", each.absent),
    )
    notes = "  ".join(f"{words} {number}" for words, number in rest if number)
    told = thai_digits(f"มา {each.came}/{each.meetings}")
    shown = lines(
        f"{told}  {each.name}",
        (f"  {each.title}", "$text-muted"),
        (thai_digits(f"  {notes}") if notes else "", "$warning"),
        indent=3,
        hanging=5,
    )
    return Row(WrappedLines(tuple(shown)), each)


def _resolved(each: ResolutionLine, today: date) -> Row:
    when = f"{each.meeting} วาระ {each.item} ({format_date(each.held_on, DateStyle.SHORT)})"
    shown = lines((when, "$text-muted"), f"  {each.text}", indent=3, hanging=5)
    for line in each.became(today).split("\n"):
        shown += lines((f"↳ {line}", "$text-muted" if each.is_settled() else "$warning"), indent=6)
    return Row(WrappedLines(tuple(shown)), each)

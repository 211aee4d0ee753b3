"""The timeline of assignments on the screens of a person and of a post."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import ClassVar

from msgspec import Struct
from textual import work
from textual.app import ComposeResult

from kmtui.thai.dates import DateStyle, format_date, parse_date
from models.editing.cell_values import day_from, day_text, must_be_a_day
from models.editing.optimistic_lock import Texts
from models.editing.record_kind import cleaned
from models.errors import KmError
from models.people.assignments import (
    assign,
    edit_assignment,
    end_assignment,
    find_assignment,
    remove_assignment,
)
from models.people.records import Assignment, AssignmentKind
from models.people.views import TimelineLine
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.editing.form_merge import merging_store
from screens.widgets.key_line import KeyLine
from screens.widgets.label import LabelLine, ThaiLabel, lines
from screens.widgets.row_list import CellRow, ColumnHeader, ListCell, RowList

_STATE_CELLS, _DATE_CELLS = 14, 12


class Days(Struct, frozen=True):
    """The typed level and days of an assignment; `ends_on` is None until further notice."""

    level: str
    begins_on: date
    ends_on: date | None


class Timeline(Struct, frozen=True):
    """The content of the screen: title, text below it, and lines, the newest first."""

    title: str
    below: str
    lines: tuple[TimelineLine, ...]


class TimelineScreen(KmScreen[None]):
    """The timeline of one person or one post, read again after every operation."""

    CSS_PATH = "timeline.tcss"
    OTHER_SIDE: ClassVar[str] = ""
    EMPTY: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self.timeline = Timeline("", "", ())

    def compose(self) -> ComposeResult:
        """Yield name, present state and lines."""
        yield ThaiLabel("", id="timeline-title")
        yield ThaiLabel("", id="timeline-below")
        yield ColumnHeader(_cells("", "ตั้งแต่", "ถึง", self.OTHER_SIDE))
        yield RowList(id="timeline-rows")
        yield ThaiLabel("", id="timeline-empty")
        yield KeyLine()

    async def read_timeline(self) -> Timeline:
        """Read and return the timeline. Raises KmError."""
        raise NotImplementedError

    def other_side(self, line: TimelineLine) -> str:
        """Return the text of a line: the post of a person, or the person in a post."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Read the timeline again, because it may have changed on another screen."""
        self._reread()

    @work(exclusive=True, group="read")
    async def _reread(self) -> None:
        await self.read()

    async def read(self) -> None:
        """Read and show the timeline, or the error; the selected row stays."""
        try:
            self.timeline = await self.read_timeline()
        except KmError as error:
            self.show_error(error)
            return
        self.query_one("#timeline-title", ThaiLabel).update((self.timeline.title, "bold"))
        self.query_one("#timeline-below", ThaiLabel).update(*_below(self.timeline.below))
        self.query_one("#timeline-empty").display = not self.timeline.lines
        self.query_one("#timeline-empty", ThaiLabel).update(self.sentence(self.EMPTY))
        rows = self.query_one(RowList)
        rows.show([self._row(each) for each in self.timeline.lines], rows.highlighted or 0)

    def _row(self, line: TimelineLine) -> CellRow:
        until = "ปัจจุบัน" if line.ends_on is None else format_date(line.ends_on, DateStyle.SHORT)
        return _cells(
            assignment_state_label(line, date.today()),
            format_date(line.begins_on, DateStyle.SHORT),
            until,
            self.other_side(line),
        )

    @property
    def selected_line(self) -> TimelineLine | None:
        """The selected assignment, or None."""
        at = self.query_one(RowList).highlighted
        return None if at is None else self.timeline.lines[at]

    def action_back(self) -> None:
        """Return to the previous screen."""
        self.dismiss(None)

    @dialog_action
    async def action_end(self) -> None:
        """Ask for the last day of the selected assignment and store it."""
        line = self.selected_line
        if line is None:
            self.show_message("ยังไม่มีการดำรงตำแหน่งให้สิ้นสุด กด F4 ก่อน", "warning")
            return
        today = date.today()

        assignment_id = line.assignment_id
        store = merging_store(
            self,
            ["วันสุดท้าย"],
            lambda: _texts(find_assignment(assignment_id))[2:],
            _texts(line)[2:],
            lambda texts: end_assignment(assignment_id, must_be_a_day(texts[0])),
        )

        async def end(answer: tuple[str, ...]) -> None:
            await store((day_text(parse_date(answer[0], today)),))

        title = f"สิ้นสุดการ{line.kind.label}: {line.who} {line.post}"
        await ask_and_do(self, title, [_day_field("วันสุดท้าย", today, format_date(today))], end)
        await self.read()

    @dialog_action
    async def action_change(self) -> None:
        """Ask for level and days of the selected assignment and store them."""
        line = self.selected_line
        if line is None:
            self.show_message(self.EMPTY, "warning")
            return
        title = f"แก้ไขการ{line.kind.label}\n{line.who} {line.post}"

        assignment_id = line.assignment_id
        store = merging_store(
            self,
            ["ระดับ", "ตั้งแต่วันที่", "ถึงวันที่"],
            lambda: _texts(find_assignment(assignment_id)),
            _texts(line),
            lambda texts: edit_assignment(
                assignment_id, must_be_a_day(texts[1]), day_from(texts[2]), texts[0]
            ),
        )

        async def change(days: Days) -> None:
            await store(_texts(days))

        await self._ask_days(title, line.kind, change, line)

    @dialog_action
    async def action_strike(self) -> None:
        """Delete the selected assignment, if entered by mistake, after confirmation."""
        line = self.selected_line
        if line is None:
            self.show_message(self.EMPTY, "warning")
            return
        question = f"ลบแถวนี้ที่บันทึกผิดหรือไม่\n{line.who} {line.kind.label} {line.post}"
        instead = self.sentence("ถ้าพ้นตำแหน่งให้ใช้ F6 แทน")
        ask = ConfirmDialog(f"{question}\n{instead}", yes="ลบ", danger=True)
        if await self.app.push_screen_wait(ask):
            await self.call_or_show_error(remove_assignment, line.assignment_id)
            await self.read()

    async def assign(self, person_id: int, post_id: int, title: str) -> None:
        """Ask for the way of holding the post and the dates, then store the assignment."""
        kind = await self._ask_kind(title)
        if kind is None:
            return

        async def store(days: Days) -> None:
            await self.call(
                assign, person_id, post_id, kind, days.begins_on, days.level, days.ends_on
            )

        await self._ask_days(f"การ{kind.label}\n{title}", kind, store)

    async def _ask_days(
        self,
        title: str,
        kind: AssignmentKind,
        act: Callable[[Days], Awaitable[None]],
        line: TimelineLine | None = None,
    ) -> None:
        """Ask for level, first and last day, and store them with `act`."""
        today = date.today()
        fields = _days_fields(kind, today, line)
        await ask_and_do(self, title, fields, lambda answer: act(_days(answer, today)))
        await self.read()

    async def _ask_kind(self, title: str) -> AssignmentKind | None:
        kinds = list(AssignmentKind)
        words = [kind.label for kind in kinds]
        at = await self.app.push_screen_wait(ListDialog(title, words))
        return None if at is None else kinds[at]


def assignment_state_label(line: TimelineLine, day: date) -> str:
    """Return the state of the assignment on the day: a sign and a word."""
    if line.begins_on > day:
        return "○ ยังไม่ถึง"
    if line.ends_on is not None and line.ends_on < day:
        return "■ สิ้นสุดแล้ว"
    return "● ดำรงอยู่"


def standing_in(line: TimelineLine) -> str:
    """Return how a post is held if not substantively; else an empty string."""
    return "" if line.kind == AssignmentKind.SUBSTANTIVE else line.kind.label


def _below(words: str) -> list[LabelLine]:
    return lines((words, "$text-muted"))


def _day_field(
    label: str, today: date, value: str = "", *, may_be_empty: bool = False
) -> PromptField:
    def check(text: str) -> object:
        return None if may_be_empty and not text else parse_date(text, today)

    hint = "เช่น 1/10/63" + (" เว้นว่างถ้ายังไม่มีกำหนด" if may_be_empty else "")
    return PromptField(label, value, check=check, hint=hint)


def _days_fields(kind: AssignmentKind, today: date, line: TimelineLine | None) -> list[PromptField]:
    """Return the form fields; the level only for a substantive assignment."""
    begins_on, ends_on = (line.begins_on, line.ends_on) if line else (today, None)
    until = format_date(ends_on) if ends_on else ""
    fields = [
        PromptField("ระดับ", line.level if line else "", hint="เช่น ต้น ชำนาญการ หรือ ชก. เว้นว่างได้"),
        _day_field("ตั้งแต่วันที่", today, format_date(begins_on)),
        _day_field("ถึงวันที่", today, until, may_be_empty=True),
    ]
    return fields if kind == AssignmentKind.SUBSTANTIVE else fields[1:]


def _days(answer: tuple[str, ...], today: date) -> Days:
    *level, since, until = answer
    last = parse_date(until, today) if until else None
    return Days("".join(level), parse_date(since, today), last)


def _texts(held: Assignment | TimelineLine | Days) -> Texts:
    """Return level, first and last day as texts."""
    return cleaned(held.level), day_text(held.begins_on), day_text(held.ends_on)


def _cells(state: str, since: str, until: str, other: str) -> CellRow:
    return CellRow(
        ListCell(f" {state}", _STATE_CELLS),
        ListCell(since, _DATE_CELLS),
        ListCell(until, _DATE_CELLS),
        ListCell(other),
    )

"""Parses the rows of a plan table into goals, processes, steps and activities."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from kmtui.thai.dates import parse_written_date
from kmtui.thai.text import clean
from kmtui.thai.when.typed import DateError
from models.editing.cell_values import OPEN_END, dashed_lines, figure_from
from models.errors import Refused
from models.foreign_files.column_mapping import ColumnMapping, bare_head, guess_columns
from models.foreign_files.word_rows import FileRow
from models.plan.owners import owner_lines
from models.plan.steps import Process
from models.plan.table_import.fields import (
    CONTINUED,
    FIELDS,
    GOAL_LINE,
    LEAST_COLUMNS,
    NOT_SELECTED_LINE,
    OTHER_LINE,
    UNIT_LINE,
    process_in,
)
from models.plan.table_import.values import ActivityDraft, GoalDraft, PlanDraft, TableDraft

_NUMBERED = re.compile(r"^\s*(?:ขั้นที่|ขั้นตอนที่)?\s*[0-9๐-๙]+\s*[.):]?\s*(?![0-9๐-๙])")
_GOAL_NUMBER = re.compile(r"^\s*เป้าหมาย(?:หลัก)?\s*(?:ที่|ข้อ)?\s*[0-9๐-๙]+\s*[:：.)]?\s*")
_DASHED = re.compile(r"^\s*[-–•▪]")
_LISTED = re.compile(r"[0-9๐-๙]+\s*[.)]\s*(.+?)(?=\s{2,}[0-9๐-๙]+\s*[.)]|$)")
_RANGE = re.compile(r"\s*(?:-|–|—|ถึง)\s*")
_TOOLS = re.compile(r"^\s*เครื่องมือ\s*/\s*อุปกรณ์\s*:\s*")
_BUDGET = re.compile(r"^\s*งบประมาณ\s*:?\s*([0-9๐-๙,.]+)\s*บาท\s*$")
_ALIKE = 86.0  # per cent: การแบ่งปันและแลกเปลี่ยนความรู้ is step 6
_TODAY = date(2026, 1, 1)  # written dates with a year do not depend on it


class _Table(Struct):
    """A table that is being parsed."""

    process: Process
    activities: list[ActivityDraft] = field(default_factory=list)
    step: int = 0


class _Goal(Struct):
    """A goal that is being parsed."""

    text: str
    unit: str = ""
    is_selected: bool = True
    tables: dict[Process, _Table] = field(default_factory=dict)


class PlanParser:
    """Parses the rows of a file, one after the other, into a plan."""

    def __init__(self, file_name: str, mapping: ColumnMapping, header: FileRow) -> None:
        self._file_name = file_name
        self._first, self._mapping = mapping, mapping
        self._header = header
        self._goals: dict[str, _Goal] = {}
        self._goal: _Goal | None = None
        self._process: Process | None = None
        self._is_in_table = False
        self._left: list[tuple[int, str]] = []

    def parse(self, rows: Iterable[FileRow]) -> PlanDraft:
        """Return the plan that the rows describe."""
        for row in rows:
            cells = tuple(clean(cell).strip() for cell in row.cells)
            filled = list(dict.fromkeys(cell for cell in cells if cell))
            if not filled or self._takes_header(row, cells):
                continue
            if len(filled) == 1 or not self._is_in_table:
                self._take_line(row, " ".join(filled) if len(filled) < 3 else filled[0])
            elif row.table:
                self._take_activity(row, cells)
        return PlanDraft(self._file_name, self._made(), self._first, tuple(self._left))

    def _made(self) -> tuple[GoalDraft, ...]:
        made = []
        for goal in self._goals.values():
            tables = (
                TableDraft(each.process, tuple(each.activities))
                for each in goal.tables.values()
                if each.activities
            )
            made.append(GoalDraft(goal.text, goal.unit, goal.is_selected, tuple(tables)))
        return tuple(goal for goal in made if goal.text or goal.tables)

    def _takes_header(self, row: FileRow, cells: Sequence[str]) -> bool:
        """Handle a header row, or the second row of one; return whether the row was one."""
        if row.number == self._header.number:
            self._mapping, self._is_in_table = self._first, True
            return True
        heads = guess_columns(cells, FIELDS)
        known = [each for at, each in enumerate(heads.ids) if each and at not in heads.unsure]
        if len(set(known)) >= LEAST_COLUMNS and "activity" in known:
            same = tuple(map(bare_head, cells)) == tuple(map(bare_head, self._first.heads))
            self._mapping = self._first if same else heads
            self._is_in_table = True
            return True
        if not self._is_second_header(cells, known):
            return False
        self._take_second_row(heads)
        return True

    def _is_second_header(self, cells: Sequence[str], known: Sequence[str]) -> bool:
        """Return whether a row has only column titles: those above and at least one new one."""
        above = {bare_head(head) for head in self._mapping.heads}
        is_new = any(each not in self._mapping.ids for each in known)
        heads = sum(bare_head(cell) in above for cell in cells if cell) + len(known)
        is_all = heads >= sum(map(bool, cells))
        return is_new and is_all and self._is_in_table and not self._has_rows

    @property
    def _has_rows(self) -> bool:
        return any(
            each.activities for goal in self._goals.values() for each in goal.tables.values()
        )

    def _take_second_row(self, heads: ColumnMapping) -> None:
        """Use the titles below merged cells to identify the columns."""
        ids = [
            below if below and at not in heads.unsure else above
            for at, (above, below) in enumerate(
                zip(self._mapping.ids, (*heads.ids, *[""] * len(self._mapping.ids)), strict=False)
            )
        ]
        self._mapping = replace(self._mapping, ids=tuple(ids))
        self._first = self._mapping

    def _take_line(self, row: FileRow, text: str) -> None:
        """Handle a line across or around the table: a goal, its unit, a process, or a step."""
        if CONTINUED in text:
            return
        if found := NOT_SELECTED_LINE.match(text):
            for goal in _LISTED.findall(text[found.end() :]):
                self._goal_called(goal).is_selected = False
            return
        if (found := UNIT_LINE.match(text)) and self._goal is not None:
            self._goal.unit = text[found.end() :].strip()
            return
        if (found := GOAL_LINE.match(text)) and found.end():
            self._begin_goal(text[found.end() :].strip())
            return
        if (process := process_in(text)) is not None:
            self._process = process
            return
        if OTHER_LINE.match(text) or not row.table:
            return
        step = self._step_of(text)
        if step and self._is_in_table:
            self._table().step = step
        elif self._is_in_table:
            self._begin_goal(_NUMBERED.sub("", _GOAL_NUMBER.sub("", text)).strip())
        elif len(row.cells) > 1:
            self._left.append((row.number, text))

    def _begin_goal(self, text: str) -> None:
        if text:
            self._goal = self._goal_called(text)

    def _goal_called(self, text: str) -> _Goal:
        return self._goals.setdefault(bare_head(text), _Goal(" ".join(text.split())))

    def _table(self) -> _Table:
        process = self._process or Process.KM_PROCESS
        if process is Process.LO:
            goal = self._goals.setdefault("", _Goal(""))
        else:
            goal = self._goal or self._goal_called("เป้าหมาย KM")
            self._goal = goal
        return goal.tables.setdefault(process, _Table(process))

    def _take_activity(self, row: FileRow, cells: Sequence[str]) -> None:
        def cell(name: str) -> str:
            return self._mapping.text(cells, name)

        if goal := cell("goal"):
            self._begin_goal(goal)
        if (unit := cell("unit")) and self._goal is not None:
            self._goal.unit = unit
        if (process := process_in(cell("process"))) is not None:
            self._process = process
        first, title, bullets = self._activity_words(cell("activity"))
        table = self._table()
        table.step = first or table.step or (1 if table.process.steps else 0)
        method, tools = _without(cell("method"), _TOOLS)
        remark, budget = _without(cell("remark"), _BUDGET)
        begins, ends, period = _period(cell("period"), cell("begins"), cell("ends"))
        money, not_money = _figure(cell("budget") or budget)
        made = ActivityDraft(
            row.number, table.step, title, bullets, method, begins, ends, period,
            cell("group"), cell("indicator"), cell("target"), owner_lines(cell("owners")), money,
            cell("tools") or tools, "\n".join(filter(None, (remark, not_money))),
        )  # fmt: skip
        if any((title, bullets, method, made.indicator, made.target, made.owner_text, first)):
            table.activities.append(made)
        else:
            self._left.append((row.number, " ".join(filter(None, cells))))

    def _activity_words(self, text: str) -> tuple[int, str, str]:
        """Split an activity's text into its step, its own title, and its bullets."""
        rows = [row.strip() for row in text.split("\n") if row.strip()]
        step = self._step_of(rows[0]) if rows else 0
        rest = rows[1:] if step else rows
        bullets = dashed_lines("\n".join(row for row in rest if _DASHED.match(row)))
        title = [row for row in rest if not _DASHED.match(row)]
        return step, "\n".join(title), bullets

    def _step_of(self, text: str) -> int:
        """Return the number of the step in a line; 0 if it names none.

        A step that only the other process has switches the table to that process.
        """
        if self._process is Process.LO:
            return 0
        own = self._process or Process.KM_PROCESS
        bare = bare_head(_NUMBERED.sub("", text))
        step = _step_in(bare, own)
        if not step and self._process is None and (step := _step_in(bare, Process.CHANGE)):
            self._process = Process.CHANGE
        return step


def _step_in(bare: str, process: Process) -> int:
    from rapidfuzz.fuzz import ratio

    scored = ((ratio(bare, bare_head(name)), at) for at, name in enumerate(process.steps, 1))
    score, step = max(scored, default=(0.0, 0))
    return step if score >= _ALIKE else 0


def _without(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """Return a text without the matching line, and the content of that line."""
    kept, found = [], ""
    for row in text.split("\n"):
        matched = pattern.match(row)
        if matched is None:
            kept.append(row)
        else:
            found = matched[1] if pattern.groups else row[matched.end() :].strip()
    return "\n".join(kept).strip(), found


def _period(text: str, begins: str, ends: str) -> tuple[date | None, date | None, str]:
    """Parse the period of an activity: first day, last day, and the text if it cannot be parsed.

    The last day is None for an open end (เป็นต้นไป); both days are None with a text.

    Args:
        text: the cell of the period.
        begins: the cell of the first day, if the table has columns of their own.
        ends: the cell of the last day. Either of the two overrides `text`.
    """
    if begins or ends:
        text = f"{begins} - {ends}" if begins and ends else begins or ends
    flat = " ".join(text.split())
    if flat.endswith(OPEN_END) and (day := _day(flat.removesuffix(OPEN_END))) is not None:
        return day, None, ""
    halves = _RANGE.split(flat)
    if len(halves) == 2:
        first, last = map(_day, halves)
        if first is not None and last is not None and first <= last:
            return first, last, ""
    return None, None, text


def _day(text: str) -> date | None:
    try:
        return parse_written_date(text.strip(), _TODAY)
    except (DateError, ValueError):
        return None


def _figure(text: str) -> tuple[float | None, str]:
    """Parse an amount in baht; a text that is no number is returned as text."""
    try:
        return figure_from(text.replace("บาท", "")), ""
    except Refused:
        return None, text

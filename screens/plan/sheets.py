"""The tables of a plan's parts: their columns and rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from kmtui.thai.digits import thai_digits
from models.editing.cell_values import day_text, figure_text
from models.editing.record_kind import RecordKind
from models.editing.revisions import FieldKey
from models.plan.cells import ACTIVITY_KIND, FACTOR_KIND, GOAL_KIND, PLAN_KIND, SCOPE_KIND
from models.plan.follow_up import ActivityProgress, FollowUp, follow_up
from models.plan.progress import ProgressStatus
from models.plan.rules import Completeness, PlanGap, completeness
from models.plan.steps import Beneficiary
from models.plan.values import ActivityView, FactorView, GoalView, Plan, Row, ScopeView, TableView
from models.plan.views import read_plan
from screens.plan.filter import PlanFilter
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.tables.table_source import TableModel

SELECTED = "selected"  # the cell that Enter turns over
PROGRESS = "progress"  # the cell that Enter opens the results from

UNCONFIRMED_SIGN = "◇"
STATUS_SIGNS = {
    ProgressStatus.NOT_STARTED: "○",
    ProgressStatus.UNDERWAY: "▸",
    ProgressStatus.DONE: "✓",
    ProgressStatus.STOPPED: "✗",
}


class PlanPart(StrEnum):
    """The parts of a plan that the screen shows as tables."""

    ACTIVITIES = "activities"
    SCOPES = "scopes"
    GOALS = "goals"
    FACTORS = "factors"
    TEXTS = "texts"

    @property
    def label(self) -> str:
        """The Thai label of the part."""
        return {
            PlanPart.ACTIVITIES: "ตารางแผน",
            PlanPart.SCOPES: "ขอบเขต",
            PlanPart.GOALS: "เป้าหมาย",
            PlanPart.FACTORS: "ปัจจัยความสำเร็จ",
            PlanPart.TEXTS: "ข้อความของแผน",
        }[self]


class Judged(NamedTuple):
    """The progress of an activity, and the gaps in its fields."""

    progress: ActivityProgress
    gaps: tuple[PlanGap, ...]


class PlanSnapshot(Struct, frozen=True):
    """A plan with its progress as of a day and its gaps.

    Attributes:
        standings: the progress of the activities, with totals.
        checks: the gaps of the plan.
        rows: progress and gaps of each activity, by its id.
    """

    plan: Plan
    standings: FollowUp
    checks: Completeness
    rows: Mapping[int, Judged]

    @property
    def unconfirmed_count(self) -> int:
        """The number of carried-over rows that are not reviewed yet."""
        return sum(not each.is_reviewed for each in self.plan.activities)


def plan_snapshot(plan: Plan, day: date) -> PlanSnapshot:
    """Return a plan with its progress and gaps as of a day."""
    standings, checks = follow_up(plan, day), completeness(plan)
    gaps: dict[int, list[PlanGap]] = defaultdict(list)
    for gap in checks.gaps:
        if gap.activity_id is not None and gap.field:
            gaps[gap.activity_id].append(gap)
    rows = {
        each.activity.id: Judged(each, tuple(gaps[each.activity.id]))
        for each in standings.standings
    }
    return PlanSnapshot(plan, standings, checks, rows)


def read_plan_snapshot(fiscal_year: int, day: date) -> PlanSnapshot:
    """Return the plan of a fiscal year (Buddhist Era) with its progress and gaps as of a day.

    Raises:
        NotFound: the year has no plan.
    """
    return plan_snapshot(read_plan(fiscal_year), day)


def sheet_of(part: PlanPart, state: PlanSnapshot, activity_filter: PlanFilter) -> TableModel:
    """Return one part of the plan as a table; the filter is for the activities."""
    plan = state.plan
    if part == PlanPart.ACTIVITIES:
        return _activity_sheet(state, activity_filter)
    if part == PlanPart.SCOPES:
        return _sheet(_SCOPE_COLUMNS, [_scope_row(each) for each in plan.scopes], (0, 1, 2))
    if part == PlanPart.GOALS:
        rows = [_goal_row(each, plan) for each in plan.goals]
        return _sheet(_GOAL_COLUMNS, rows, (0, 1, 4))
    if part == PlanPart.FACTORS:
        return _sheet(_FACTOR_COLUMNS, [_factor_row(each) for each in plan.factors], (0, 1))
    texts = tuple(_text_rows(plan))
    return TableModel(_TEXT_COLUMNS, texts, _TEXT_COLUMNS, texts)


def _sheet(
    columns: tuple[TableColumn, ...], rows: list[TableRow], listed: tuple[int, ...]
) -> TableModel:
    list_rows = [row._replace(cells=tuple(row.cells[at] for at in listed)) for row in rows]
    return TableModel(columns, tuple(rows), tuple(columns[at] for at in listed), tuple(list_rows))


def _cell(cells: RecordKind, row: Row, field: str, text: str, asks: str = "") -> TableCell:
    return TableCell(text, FieldKey(cells.subject, row.id, field), row.version(field), asks)


def _number(number: int, mark: str = "") -> TableCell:
    return TableCell(f"{thai_digits(number)}\n{mark}".rstrip(), style="muted")


def _activity_number(row: ActivityView) -> TableCell:
    return _number(row.number, "" if row.is_reviewed else UNCONFIRMED_SIGN)


_NUMBER = TableColumn("ที่", 5, is_fixed=True)
_WIDTHS = {
    "title": 24,
    "bullets": 28,
    "method": 30,
    "begins_on": 13,
    "ends_on": 13,
    "period_text": 16,
    "target_group": 20,
    "indicator": 26,
    "target": 26,
    "target_number": 13,
    "target_unit": 12,
    "owner_text": 20,
    "budget": 16,
    "tools": 20,
    "remark": 20,
}
_ACTIVITY_COLUMNS = (
    _NUMBER,
    TableColumn("ขั้นตอน", 21, is_fixed=True),
    *(TableColumn(each.label, _WIDTHS[each.name], grows=1) for each in ACTIVITY_KIND.columns),
    TableColumn("สถานะ", 18),
)
_ACTIVITY_LIST = (
    _NUMBER,
    TableColumn("ขั้นตอน", 20),
    TableColumn("กิจกรรม", 20, grows=1),
    TableColumn("สถานะ", 18),
)
ACTIVITY_FIELDS = tuple(each.name for each in ACTIVITY_KIND.columns)
_TEXTS: dict[str, Callable[[ActivityView], str]] = {
    "bullets": lambda row: "\n".join(row.bullets),
    "begins_on": lambda row: day_text(row.begins_on),
    "ends_on": lambda row: day_text(row.ends_on),
    "target_number": lambda row: figure_text(row.target_number),
    "budget": lambda row: figure_text(row.budget),
}


def _activity_sheet(state: PlanSnapshot, chosen: PlanFilter) -> TableModel:
    rows, listed = [], []
    for table in state.plan.all_tables:
        found = [each for each in table.activities if _is_shown(state, chosen, each)]
        if not found and (chosen.is_on or not chosen.takes_table(table)):
            continue
        title = TableRow(title_id(table.id), (TableCell(_title(table)),), is_title=True)
        rows.append(title)
        listed.append(title)
        for each in found:
            status = _status(state, each)
            rows.append(_activity_row(each, status))
            listed.append(_listed_activity(each, status))
    return TableModel(_ACTIVITY_COLUMNS, tuple(rows), _ACTIVITY_LIST, tuple(listed))


def _is_shown(state: PlanSnapshot, chosen: PlanFilter, row: ActivityView) -> bool:
    standing, gaps = state.rows[row.id]
    return chosen.takes(standing, bool(gaps))


def title_id(table_id: int) -> int:
    """Return the row id of a table's title, negative and so never that of an activity."""
    return -table_id


def _title(table: TableView) -> str:
    if not table.number:
        return table.text
    unit = f"  หน่วยวัด: {table.unit}" if table.unit else ""
    return f"{table.title}: {table.text}{unit}"


def _activity_row(row: ActivityView, status: TableCell) -> TableRow:
    typed = (
        _cell(ACTIVITY_KIND, row, field, activity_text(row, field)) for field in ACTIVITY_FIELDS
    )
    return TableRow(row.id, (_activity_number(row), _step(row), *typed, status))


def activity_text(row: ActivityView, field: str) -> str:
    """Return the text of an activity's cell in the form in which it is typed."""
    return _TEXTS[field](row) if field in _TEXTS else str(getattr(row, field))


def _listed_activity(row: ActivityView, status: TableCell) -> TableRow:
    words = "\n".join(part for part in (row.title, *row.bullets) if part)
    cells = (_number(row.number), _step(row), TableCell(words), status)
    return TableRow(row.id, cells)


def _step(row: ActivityView) -> TableCell:
    return TableCell(
        f"{thai_digits(row.step)} {row.step_title}" if row.step else "-", style="muted"
    )


def _status(state: PlanSnapshot, row: ActivityView) -> TableCell:
    judged = state.rows[row.id]
    said, style = status_label(row, judged.progress)
    if judged.gaps:
        said += f"\nควรแก้ {thai_digits(len(judged.gaps))} ช่อง"
    return TableCell(said, asks=PROGRESS, style=style)


def status_label(row: ActivityView, progress: ActivityProgress) -> tuple[str, str]:
    """Return the status of an activity (a sign and a word), and the style of its cell."""
    if not row.is_reviewed:
        return f"{UNCONFIRMED_SIGN} ยังไม่ทบทวน", "strong"
    return progress_label(progress)


def progress_label(progress: ActivityProgress) -> tuple[str, str]:
    """Return the status and the style of an activity, whether it is reviewed or not."""
    if progress.is_overdue:
        return f"! {progress.label}", "fault"
    sign = "!" if progress.is_due else STATUS_SIGNS[progress.status]
    return f"{sign} {progress.label}", ""


_SCOPE_COLUMNS = (
    _NUMBER,
    TableColumn("ขอบเขต KM", 30, grows=1, is_fixed=True),
    TableColumn("พันธกิจ", 24, grows=1),
    *(TableColumn(group.label, 30, grows=1) for group in Beneficiary),
    TableColumn("หน่วยที่วัดผลได้", 20, grows=1),
)
_GOAL_COLUMNS = (
    _NUMBER,
    TableColumn("เป้าหมาย KM", 30, grows=2),
    TableColumn("หน่วยที่วัดผลได้เป็นรูปธรรม", 28, grows=1),
    TableColumn("การเลือกดำเนินการ", 20),
    TableColumn("ตารางแผน", 26),
)
_FACTOR_COLUMNS = (
    _NUMBER,
    TableColumn("ปัจจัยแห่งความสำเร็จ", 40, grows=1),
    TableColumn("ปัญหา/อุปสรรค", 30, grows=1),
)
_TEXT_COLUMNS = (TableColumn("ช่อง", 26, is_fixed=True), TableColumn("ข้อความ", 40, grows=1))


def _scope_row(row: ScopeView) -> TableRow:
    benefits = (_cell(SCOPE_KIND, row, each.group, "\n".join(each.lines)) for each in row.benefits)
    return TableRow(
        row.id,
        (
            _number(row.number),
            _cell(SCOPE_KIND, row, "text", row.text),
            _cell(SCOPE_KIND, row, "mission", row.mission),
            *benefits,
            _cell(SCOPE_KIND, row, "unit", row.unit),
        ),
    )


def _goal_row(row: GoalView, plan: Plan) -> TableRow:
    wording = GOAL_KIND.column(SELECTED).to_text(row.selected)
    tables = [each.process.short_label for each in plan.tables if each.goal_id == row.id]
    lacking = row.selected and not tables
    said = TableCell("✗ ยังไม่มีตาราง" if lacking else "\n".join(tables) or "-")
    return TableRow(
        row.id,
        (
            _number(row.number),
            _cell(GOAL_KIND, row, "text", row.text),
            _cell(GOAL_KIND, row, "unit", row.unit),
            _cell(GOAL_KIND, row, SELECTED, f"{'✓' if row.selected else '–'} {wording}", SELECTED),
            said._replace(style="fault" if lacking else "muted"),
        ),
    )


def _factor_row(row: FactorView) -> TableRow:
    texts = (
        _cell(FACTOR_KIND, row, "text", row.text),
        _cell(FACTOR_KIND, row, "problem", row.problem),
    )
    return TableRow(row.id, (_number(row.number), *texts))


def _text_rows(plan: Plan) -> Iterable[TableRow]:
    typed = [each for each in PLAN_KIND.columns if each.name not in PLAN_KIND.only_read]
    for number, column in enumerate(typed, 1):
        text = str(getattr(plan, column.name))
        label = TableCell(column.label, style="muted")
        yield TableRow(number, (label, _cell(PLAN_KIND, plan, column.name, text)))

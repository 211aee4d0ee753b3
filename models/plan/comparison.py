"""Comparison of two years' plans: new, dropped and changed rows."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from kmtui.thai.text import key
from models.editing.cell_values import carried_years, day_text, figure_text
from models.plan.carry_over import moved_by_years
from models.plan.rows import PlanSection
from models.plan.values import ActivityView, FactorView, GoalView, Plan, ScopeView
from models.plan.views import read_plan


class CellDifference(Struct, frozen=True):
    """A cell whose text changed, with both texts."""

    field: str
    label: str
    before: str
    after: str


class RowDifference(Struct, frozen=True):
    """A row that is new (`old_id` None), dropped (`new_id` None) or changed (`cells`)."""

    part: PlanSection
    title: str
    old_id: int | None
    new_id: int | None
    cells: tuple[CellDifference, ...] = ()

    @property
    def label(self) -> str:
        """The kind of difference, as a Thai label."""
        if self.old_id is None:
            return "เพิ่มใหม่"
        return "ตัดออก" if self.new_id is None else "เปลี่ยน"


class YearComparison(Struct, frozen=True):
    """The differences of the later plan; periods moved by exactly the years between are equal."""

    old_year: int
    new_year: int
    rows: tuple[RowDifference, ...]
    unchanged_count: int

    @property
    def added(self) -> tuple[RowDifference, ...]:
        """The rows that the earlier plan does not have."""
        return tuple(row for row in self.rows if row.old_id is None)

    @property
    def dropped(self) -> tuple[RowDifference, ...]:
        """The rows that the later plan does not have."""
        return tuple(row for row in self.rows if row.new_id is None)

    @property
    def changed(self) -> tuple[RowDifference, ...]:
        """The rows of both plans with other texts."""
        return tuple(row for row in self.rows if row.cells)


class _Line(Struct, frozen=True):
    """A row to compare: the row it came from, other identifying texts, and its cells by field."""

    id: int
    origin_id: int | None
    known_by: str
    title: str
    cells: dict[str, tuple[str, str]]


def compare_years(old_year: int, new_year: int) -> YearComparison:
    """Compare two plans; rows match if one was carried over, or their texts are equal by `key`.

    Raises:
        NotFound: one of the years has no plan.
    """
    return compare_plans(read_plan(old_year), read_plan(new_year))


def compare_plans(old: Plan, new: Plan) -> YearComparison:
    """Compare two plans as `compare_years` does; runs no query."""
    by = new.fiscal_year - old.fiscal_year
    rows: list[RowDifference] = []
    same_count = 0
    for part, before, after in (
        (PlanSection.SCOPE, map(_scope_line, old.scopes), map(_scope_line, new.scopes)),
        (PlanSection.GOAL, map(_goal_line, old.goals), map(_goal_line, new.goals)),
        (PlanSection.FACTOR, map(_factor_line, old.factors), map(_factor_line, new.factors)),
        (PlanSection.ACTIVITY, _activity_lines(old, by), _activity_lines(new, 0)),
    ):
        found, same = _compare(part, list(before), list(after))
        rows += found
        same_count += same
    return YearComparison(old.fiscal_year, new.fiscal_year, tuple(rows), same_count)


def _compare(
    part: PlanSection, before: Sequence[_Line], after: Sequence[_Line]
) -> tuple[list[RowDifference], int]:
    left = {line.id: line for line in before}
    rows, same = [], 0
    for line in after:
        old = left.get(line.origin_id or 0) or _alike(line, left.values())
        if old is None:
            rows.append(RowDifference(part, line.title, None, line.id))
            continue
        del left[old.id]
        cells = _differences(old, line)
        same += not cells
        if cells:
            rows.append(RowDifference(part, line.title, old.id, line.id, cells))
    rows += [RowDifference(part, line.title, line.id, None) for line in left.values()]
    return rows, same


def _alike(line: _Line, left: Iterable[_Line]) -> _Line | None:
    return next((old for old in left if line.known_by and old.known_by == line.known_by), None)


def _differences(old: _Line, new: _Line) -> tuple[CellDifference, ...]:
    return tuple(
        CellDifference(field, label, old.cells[field][1], text)
        for field, (label, text) in new.cells.items()
        if old.cells[field][1] != text
    )


def _scope_line(row: ScopeView) -> _Line:
    cells = {"text": ("ขอบเขต KM", row.text), "mission": ("พันธกิจ", row.mission)}
    cells |= {each.group: (each.group.label, "\n".join(each.lines)) for each in row.benefits}
    return _Line(row.id, row.carried_from_id, key(row.text), row.text, cells)


def _goal_line(row: GoalView) -> _Line:
    cells = {
        "text": ("เป้าหมาย KM", row.text),
        "unit": ("หน่วยที่วัดผลได้", row.unit),
        "selected": ("การเลือกดำเนินการ", "เลือก" if row.selected else "ไม่เลือก"),
    }
    return _Line(row.id, row.carried_from_id, key(row.text), row.text, cells)


def _factor_line(row: FactorView) -> _Line:
    cells = {"text": ("ปัจจัยแห่งความสำเร็จ", row.text)}
    return _Line(row.id, row.carried_from_id, key(row.text), row.text, cells)


def _activity_lines(plan: Plan, by: int) -> list[_Line]:
    """Return the activities with their periods shifted by `by` years."""
    return [
        _activity_line(row, f"{key(table.text)}|{table.process}", table.title, by)
        for table in plan.all_tables
        for row in table.activities
    ]


def _activity_line(row: ActivityView, table_key: str, table_title: str, by: int) -> _Line:
    cells = {
        "title": ("กิจกรรม", "\n".join(row.activity_lines)),
        "method": ("วิธีการสู่ความสำเร็จ", row.method),
        "begins_on": ("วันเริ่ม", day_text(moved_by_years(row.begins_on, by))),
        "ends_on": ("วันสิ้นสุด", day_text(moved_by_years(row.ends_on, by))),
        "period_text": ("ระยะเวลา", carried_years(row.period_text, by)),
        "target_group": ("กลุ่มเป้าหมาย", row.target_group),
        "indicator": ("ตัวชี้วัด", row.indicator),
        "target": ("เป้าหมาย", row.target),
        "target_number": ("ค่าเป้าหมาย", figure_text(row.target_number)),
        "target_unit": ("หน่วย", row.target_unit),
        "owner_text": ("ผู้รับผิดชอบ", row.owner_text),
        "budget": ("งบประมาณ (บาท)", figure_text(row.budget)),
        "tools": ("เครื่องมือ/อุปกรณ์", row.tools),
        "remark": ("หมายเหตุ", row.remark),
    }
    known_by = f"{table_key}|{row.step}|{key(' '.join(row.activity_lines))}"
    title = f"{table_title} {row.heading}"
    return _Line(row.id, row.carried_from_id, known_by, title, cells)

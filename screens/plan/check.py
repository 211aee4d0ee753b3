"""The gaps of a plan: a matrix of goal, process and part, and a sentence for each gap."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import OptionList

from kmtui.thai.digits import thai_digits
from models.editing.revisions import FieldKey, Subject
from models.plan.rules import Completeness, GoalCheck, NeedCount, PlanGap, PlanGapKind, ProcessCheck
from models.plan.rules import completeness as judge
from models.plan.steps import Process
from models.plan.values import Plan
from models.plan.views import read_plan
from models.plan.waivers import WaiverView
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.plan import PLAN_CHECK
from screens.dialogs.waiving import ask_reason, ask_taking_back
from screens.own_keys.chosen import hint
from screens.tables.cell_grid import CellGrid
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel
from screens.widgets.row_list import CellRow, ListCell, RowList

_COLUMNS = (
    TableColumn("เป้าหมาย", 13, is_fixed=True),
    TableColumn("กระบวนการ", 17, is_fixed=True),
    TableColumn("ขั้นตอน", 12),
    TableColumn("กิจกรรม", 10, grows=1),
    TableColumn("วิธีการ", 10, grows=1),
    TableColumn("ระยะเวลา", 10, grows=1),
    TableColumn("กลุ่มเป้าหมาย", 14, grows=1),
    TableColumn("ตัวชี้วัด", 10, grows=1),
    TableColumn("ค่าเป้าหมาย", 12, grows=1),
    TableColumn("ผู้รับผิดชอบ", 13, grows=1),
)
_FIRST_NEED = 3


class PlanCheckScreen(KmScreen[FieldKey | None]):
    """The matrix above, the gaps below; Enter returns the field that closes a gap."""

    CSS_PATH = "check.tcss"
    BINDINGS = bindings(*PLAN_CHECK.commands)
    PAGE = PLAN_CHECK

    def __init__(self, fiscal_year: int) -> None:
        super().__init__()
        self._year = fiscal_year
        self._plan: Plan | None = None
        self._checks: list[ProcessCheck] = []
        self._gaps: tuple[PlanGap, ...] = ()
        self._waived: tuple[tuple[PlanGap, WaiverView], ...] = ()
        self._found: Completeness | None = None
        self._shows_all = False

    def compose(self) -> ComposeResult:
        """Compose the matrix, the gaps and the keys."""
        yield ThaiLabel("", id="check-title")
        yield CellGrid(id="check-matrix")
        yield ThaiLabel("", id="check-count")
        yield RowList(id="check-gaps")
        yield KeyLine()

    @work(exclusive=True, group="read")
    async def on_mount(self) -> None:
        """Read the plan and show its gaps."""
        self.set_focus(self.query_one(CellGrid))
        await self._read()

    async def _read(self) -> None:
        plan = await self.call_or_show_error(read_plan, self._year)
        if plan is not None and self.is_composed:
            self._plan = plan
            self._show(plan, judge(plan))

    def _show(self, plan: Plan, found: Completeness) -> None:
        self._found = found
        self._gaps = found.blocking if found.blocking and not self._shows_all else found.gaps
        # All gaps are shown with those that are set aside, and their reasons.
        self._waived = found.waived if len(self._gaps) == len(found.gaps) else ()
        self.query_one("#check-title", ThaiLabel).update(
            (f"ความครบถ้วนของแผน ปี {plan.label}", "bold")
        )
        rows = [*_matrix_rows(found)]
        self._checks = [check for _, check in rows]
        grid = self.query_one(CellGrid)
        grid.show(_COLUMNS, [row for row, _ in rows])
        grid.styles.height = min(len(rows) + 1, max(4, self.size.height // 2))
        grid.move_cursor(0, _FIRST_NEED)
        said = _count_words(found, shows_all=len(self._gaps) == len(found.gaps))
        self.query_one("#check-count", ThaiLabel).update((said, "bold"))
        below = [_gap_row(each) for each in self._gaps]
        below += [_waived_row(waiver) for _, waiver in self._waived]
        self.query_one(RowList).show(below)

    def action_show_all(self) -> None:
        """Toggle between all gaps and those that must be closed."""
        self._shows_all = not self._shows_all
        if self._plan is not None and self._found is not None:
            self._show(self._plan, self._found)

    @on(CellGrid.Clicked)
    @on(OptionList.OptionSelected)
    async def action_go_to_cell(self) -> None:
        """Close with the field of the selected gap; show a message if there is no such field."""
        await self.wait_for_pending_keys()
        in_matrix = self.focused is self.query_one(CellGrid)
        gap = self._gap_of_matrix() if in_matrix else self._gap_of_list()
        place = self._place_of(gap) if gap is not None else None
        if place is not None:
            self.dismiss(place)
        else:
            self.show_message("ช่องนี้ครบแล้ว" if gap is None else "แก้ได้ที่หน้าแผน: " + gap.sentence)

    def _gap_of_list(self) -> PlanGap | None:
        at = self.query_one(RowList).highlighted
        gaps = (*self._gaps, *(gap for gap, _ in self._waived))
        return None if at is None or at >= len(gaps) else gaps[at]

    def _gap_of_matrix(self) -> PlanGap | None:
        """Return the first gap of the table and the required part under the cursor, if any."""
        grid = self.query_one(CellGrid)
        if not self._checks:
            return None
        check = self._checks[grid.view.row_index]
        of_table = [each for each in self._gaps if each.table_id == check.table_id]
        if grid.column < _FIRST_NEED:
            return next(iter(of_table), None)
        need = check.needs[grid.column - _FIRST_NEED].need
        return next((each for each in of_table if each.need == need), None)

    def _place_of(self, gap: PlanGap) -> FieldKey | None:
        if gap.activity_id is not None:
            return FieldKey(Subject.ACTIVITY, gap.activity_id, gap.field or "title")
        if gap.kind == PlanGapKind.NO_MISSION and self._plan and self._plan.scopes:
            return FieldKey(Subject.SCOPE, self._plan.scopes[0].id, "mission")
        if gap.table_id is not None:
            return self._first_of(gap.table_id)
        if gap.goal_id is not None:
            return FieldKey(Subject.GOAL, gap.goal_id, gap.field or "text")
        return None

    def _first_of(self, table_id: int) -> FieldKey | None:
        """Return the field before which a missing step is inserted: the table's first row."""
        rows = self._plan.table(table_id).activities if self._plan else ()
        return FieldKey(Subject.ACTIVITY, rows[0].id, "title") if rows else None

    @dialog_action
    async def action_waive(self) -> None:
        """Waive the selected gap with a reason, or withdraw its waiver."""
        in_matrix = self.focused is self.query_one(CellGrid)
        gap = self._gap_of_matrix() if in_matrix else self._gap_of_list()
        if gap is None:
            self.show_message("เลือกสิ่งที่ขาดก่อน (Tab แล้วลูกศร) แล้วกด F6")
            return
        waiver = next((waiver for each, waiver in self._waived if each is gap), None)
        if waiver is not None:
            done = await ask_taking_back(self, waiver)
        elif gap.kind.can_be_waived:
            done = await ask_reason(self, self._year, gap.key, gap.sentence)
        else:
            self.show_message(f"ข้อนี้ต้องแก้ ไม่มีเหตุผลแทนได้: {gap.sentence}", "warning")
            return
        if done:
            await self._read()

    def action_other_pane(self) -> None:
        """Switch between the matrix and the gaps."""
        grid, gaps = self.query_one(CellGrid), self.query_one(RowList)
        self.set_focus(gaps if self.focused is grid else grid)

    def action_back(self) -> None:
        """Close without a field (None)."""
        self.dismiss(None)


def _count_words(found: Completeness, *, shows_all: bool) -> str:
    """Return the number of gaps that must be closed, and of others, as text."""
    if found.is_complete:
        aside = thai_digits(len(found.waived))
        return f"✓ แผนครบถ้วน  ไม่ดำเนินการ {aside} รายการ" if found.waived else "✓ แผนครบถ้วน"
    least, others = len(found.blocking), len(found.gaps) - len(found.blocking)
    better = thai_digits(others)
    if not least:
        return f"✓ ทบทวนและประกาศได้แล้ว  ! ควรแก้อีก {better} รายการ"
    words = f"✗ อย่างน้อยต้องแก้ {thai_digits(least)} รายการ จึงทบทวนและประกาศได้"
    if not others:
        return words
    more = hint("F3 ดูเฉพาะที่ต้องแก้", PLAN_CHECK) if shows_all else hint("F3 ดูทั้งหมด", PLAN_CHECK)
    return f"{words}  อีก {better} รายการควรแก้ ({more})"


def _matrix_rows(found: Completeness) -> list[tuple[TableRow, ProcessCheck]]:
    rows: list[tuple[TableRow, ProcessCheck]] = []
    for goal in found.goals:
        for check in goal.processes:
            rows.append((_row(len(rows), goal.title, check, _is_needed(goal)), check))
    rows.append((_row(len(rows), Process.LO.short_label, found.lo, False), found.lo))
    return rows


def _is_needed(goal: GoalCheck) -> bool:
    """Return whether the goal needs a table: it is selected and has none."""
    return goal.selected and all(each.table_id is None for each in goal.processes)


def _row(number: int, title: str, check: ProcessCheck, is_needed: bool) -> TableRow:
    label = "" if check.process == Process.LO else check.process.short_label
    heads = (TableCell(title, style="strong"), TableCell(label))
    if check.table_id is None:
        none = (
            TableCell("✗ ไม่มีตาราง", style="fault") if is_needed else TableCell("–", style="muted")
        )
        return TableRow(
            number, (*heads, none, *(TableCell("–", style="muted") for _ in check.needs))
        )
    return TableRow(number, (*heads, _steps(check), *(_need(each) for each in check.needs)))


def _steps(check: ProcessCheck) -> TableCell:
    if not check.missing_steps:
        return TableCell(f"✓ {thai_digits(check.activity_count)} แถว")
    missing = thai_digits(",".join(str(step) for step in check.missing_steps))
    return TableCell(f"✗ ขาด {missing}", style="fault")


def _need(count: NeedCount) -> TableCell:
    if count.is_met:
        return TableCell("✓ ครบ" if count.total_count else "–")
    lacking = thai_digits(count.total_count - count.met_count)
    return TableCell(f"✗ ขาด {lacking}", style="fault")


def _gap_row(gap: PlanGap) -> CellRow:
    return CellRow(ListCell(f" {'✗' if gap.blocks else '!'}", 2), ListCell(gap.sentence))


def _waived_row(waiver: WaiverView) -> CellRow:
    return CellRow(ListCell(" –", 2), ListCell(f"ไม่ดำเนินการ เพราะ{waiver.reason}: {waiver.label}"))

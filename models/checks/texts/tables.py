"""Checks of tables in a text: plans with activities, and lists of divisions."""

import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from kmtui.thai.digits import thai_digits
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.patterns import likeness
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText, TextLine
from models.plan.steps import Process

COLUMNS = ("กิจกรรม", "วิธีการสู่ความสำเร็จ", "ระยะเวลา", "ตัวชี้วัด", "เป้าหมาย", "ผู้รับผิดชอบ")
"""The required columns of a plan for each activity, besides the target group."""

KM_STEPS = Process.KM_PROCESS.steps
"""The seven steps of the knowledge-management process."""

CHANGE_STEPS = tuple(step for step in Process.CHANGE.steps if step not in KM_STEPS)
"""The steps of change management, without การเรียนรู้, which both processes have."""

_TARGET_GROUP = "กลุ่มเป้าหมาย"
_GOAL = re.compile(r"เป้าหมาย KM\s?:\s?(?P<goal>.{8,})")
_GOALS = re.compile("เป้าหมาย KM ทั้งหมด")
_GOAL_ITEM = re.compile(r"\d{1,2}[.)]+\s?(?P<goal>.{8,})")
_KM_HEADING = re.compile(r"กระบวนการจัดการความรู้ \(KM Process\)")
_NOT_SAID = re.compile(r"^(?:จำนวน(?:ครั้ง)?|มี(?:การ)?|ที่)|\s|ที่|จำนวน|มีการ")
_LEAST_DIVISIONS = 4
_SAME_TARGET, _SAME_GOAL, _SAME_STEP = 0.85, 0.8, 0.8
_LONG_INDICATOR = 25
_MOST_GOALS = 30


class PlanTable(Struct, frozen=True):
    """A table of activities: its header, the goal and heading above it, and its rows.

    Each row is a line with its cells by the titles of the columns.
    """

    header: TextLine
    goal: TextLine | None
    heading: TextLine | None
    rows: tuple[tuple[TextLine, dict[str, str]], ...]


def targets_like_indicators(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a target that repeats its indicator and has no number."""
    del register
    for table in _tables(text):
        for line, row in table.rows:
            indicator, target = row.get("ตัวชี้วัด", ""), row.get("เป้าหมาย", "")
            if not re.search("[๐-๙0-9]", target) and _says_the_same(indicator, target):
                because = f"เพราะเป้าหมายกล่าวซ้ำตัวชี้วัด “{indicator[:40]}”"
                yield text_issue(line.number, target, "จำนวนพร้อมหน่วยนับ", because)


def targets_without_number(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report targets without a digit, once for each table."""
    del register
    for table in _tables(text):
        bare = [row for _, row in table.rows if not re.search("[๐-๙0-9]", row.get("เป้าหมาย", "๐"))]
        if bare:
            counts = thai_digits(f"{len(bare)} จาก {len(table.rows)} แถว")
            found = f"เป้าหมายที่ไม่มีตัวเลข {counts}"
            yield text_issue(table.header.number, found, "จำนวนหรือร้อยละ", "เพราะเป้าหมายต้องวัดได้")


def empty_cells(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a required cell of a plan that is empty."""
    del register
    for table in _tables(text):
        for line, row in table.rows:
            for column in COLUMNS:
                if column in row and not row[column].strip("- "):
                    what = f"{column} ว่าง"
                    yield text_issue(line.number, what, column, "เพราะแผนต้องบอกให้ครบทุกช่องของกิจกรรม")


def plans_without_target_group(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a plan table without the column of the target group, at the first such table."""
    del register
    for table in _tables(text):
        if _TARGET_GROUP not in " ".join(table.header.cells):
            because = "เพราะแผนการจัดการความรู้ต้องระบุกลุ่มเป้าหมายด้วย"
            yield text_issue(table.header.number, "ตารางไม่มีช่องกลุ่มเป้าหมาย", "ช่องกลุ่มเป้าหมาย", because)
            return


def periods_without_end(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report activities with a start but no end date, once for each table."""
    del register
    for table in _tables(text):
        rows = [row["ระยะเวลา"] for _, row in table.rows if "เป็นต้นไป" in row.get("ระยะเวลา", "")]
        if rows:
            counts = thai_digits(f"{len(rows)} แถว")
            because = "เพราะกิจกรรมต้องเสร็จภายในปีงบประมาณของแผน"
            yield text_issue(
                table.header.number, f"{rows[0]} ({counts})", "วันเริ่มและวันสิ้นสุด", because
            )


def shared_indicators(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a long indicator that is repeated, word for word, under a different activity."""
    del register
    first: dict[str, tuple[int, str]] = {}
    columns: tuple[str, ...] = ()
    for table in _tables(text):
        if table.header.cells != columns:  # plans of another kind may use the same indicators
            columns, first = table.header.cells, {}
        for line, row in table.rows:
            indicator = re.sub(r"\s", "", row.get("ตัวชี้วัด", ""))
            activity = _step_of(row.get("กิจกรรม", ""))
            number, owner = first.setdefault(indicator, (line.number, activity))
            if len(indicator) >= _LONG_INDICATOR and likeness(owner, activity) < _SAME_STEP:
                because = f"เพราะเป็นตัวชี้วัดของ “{owner}” บรรทัดที่ {thai_digits(number)}"
                yield text_issue(line.number, row["ตัวชี้วัด"], f"ตัวชี้วัดของ {activity}", because)


def missing_steps(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a knowledge-management table that lacks some of the seven steps."""
    del register
    for table in _by_goal(text):
        steps = _steps(table, KM_STEPS)
        if len(steps) < 2 or len(_steps(table, CHANGE_STEPS)) > 1:
            continue
        missing = [step for step in KM_STEPS if step not in steps]
        if missing:
            because = "เพราะกระบวนการจัดการความรู้มี ๗ ขั้นตอน"
            found = f"ตารางที่ไม่มี {' '.join(missing)}"
            yield text_issue(table.header.number, found, "ครบ ๗ ขั้นตอน", because)


def wrong_process_headings(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a table of change management below the heading of the knowledge process."""
    del register
    for table in _tables(text):
        if table.heading is not None and len(_steps(table, CHANGE_STEPS)) > 1:
            wanted = "กระบวนการบริหารจัดการการเปลี่ยนแปลง"
            because = f"เพราะแถวในตารางบรรทัดที่ {thai_digits(table.header.number)} เป็นของกระบวนการนั้น"
            yield text_issue(table.heading.number, table.heading.bare, wanted, because)


def goals_not_listed(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a table for a goal that is not in the plan's list of goals."""
    del register
    listed = _listed_goals(text)
    told: set[str] = set()
    for line in text.spoken if listed else ():
        found = _GOAL.match(line.bare)
        if not found or found["goal"] in told:
            continue
        goal = re.sub(r"\s", "", found["goal"].split("หน่วยที่วัดผล")[0])
        if all(likeness(goal, other) < _SAME_GOAL for other in listed):
            told.add(found["goal"])
            yield text_issue(
                line.number, found["goal"], "เป้าหมาย KM ข้อใดข้อหนึ่งในแผน", "เพราะไม่อยู่ในรายการเป้าหมาย"
            )


def goals_without_change(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a goal that has a knowledge management table but no change management table."""
    del register
    first: dict[str, TextLine] = {}
    changed: set[str] = set()
    for table in _by_goal(text):
        if table.goal is not None:
            goal = _same_as(_squeezed_goal(table.goal), first)
            first.setdefault(goal, table.goal)
            changed |= {goal} if len(_steps(table, CHANGE_STEPS)) > 1 else set()
    for goal, line in first.items() if changed else ():
        if goal not in changed:
            because = "เพราะเป้าหมายหนึ่งมีตารางของทั้งสองกระบวนการ"
            wanted = "ตารางกระบวนการบริหารจัดการการเปลี่ยนแปลง"
            yield text_issue(line.number, line.bare, wanted, because)


def _same_as(goal: str, known: dict[str, TextLine]) -> str:
    """Return the known goal that nearly equals this one, else this one."""
    near = (each for each in islice(known, _MOST_GOALS) if likeness(each, goal) >= _SAME_GOAL)
    return goal if goal in known else next(near, goal)


def missing_divisions(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a table by divisions that omits one of the office's divisions."""
    for start, cells in _division_lists(text):
        named = {_division(cell, register) for cell in cells} - {""}
        missing = [name for name in register.divisions if name not in named]
        if len(named) >= _LEAST_DIVISIONS and missing:
            because = "เพราะเป็นส่วนราชการในทะเบียน ถ้าไม่มีให้เขียนว่าไม่มี"
            found = f"ตารางสำนัก/กองที่ไม่มี {' '.join(missing)}"
            yield text_issue(start.number, found, "ครบทุกส่วนราชการ", because)


def _tables(text: CheckedText) -> tuple[PlanTable, ...]:
    found, goal, heading = [], None, None
    lines = text.lines
    for place, line in enumerate(lines):
        if _GOAL.match(line.bare):
            goal = line
        elif _KM_HEADING.search(line.bare) and len(line.bare) < 120:
            heading, goal = line, None
        columns = line.cells
        if len(columns) >= 4 and sum(column in COLUMNS for column in columns) >= 3:
            rows = tuple(_rows(lines, place + 1, columns))
            found.append(PlanTable(line, goal, heading, rows))
    return tuple(found)


def _rows(
    lines: tuple[TextLine, ...], start: int, columns: tuple[str, ...]
) -> Iterator[tuple[TextLine, dict[str, str]]]:
    for place in range(start, len(lines)):
        line = lines[place]
        if len(line.cells) < 3 or line.cells[:2] == columns[:2]:
            return
        yield line, dict(zip(columns, line.cells, strict=False))


def _by_goal(text: CheckedText) -> list[PlanTable]:
    """Return the tables; parts of the same goal and process are joined across page breaks."""
    joined: list[PlanTable] = []
    for table in _tables(text):
        before = joined[-1] if joined else None
        if before and _continues(before, table):
            rows = (*before.rows, *table.rows)
            joined[-1] = PlanTable(before.header, before.goal, before.heading, rows)
        else:
            joined.append(table)
    return joined


def _continues(before: PlanTable, table: PlanTable) -> bool:
    if before.goal is None or table.goal is None or not table.rows:
        return before.goal is table.goal and not _starts(table)
    return _same_goal(before.goal, table.goal) and not _starts(table)


def _starts(table: PlanTable) -> bool:
    return bool(table.rows) and table.rows[0][0].cells[0] in ("๑", "1")


def _same_goal(left: TextLine, right: TextLine) -> bool:
    return likeness(_squeezed_goal(left), _squeezed_goal(right)) >= _SAME_GOAL


def _squeezed_goal(line: TextLine) -> str:
    return re.sub(r"\s", "", line.bare.split("หน่วยที่วัดผล")[0])


def _steps(table: PlanTable, steps: tuple[str, ...]) -> set[str]:
    named = [_step_of(row.get("กิจกรรม", "")) for _, row in table.rows]
    return {step for step in steps if any(likeness(step, name) >= _SAME_STEP for name in named)}


def _step_of(activity: str) -> str:
    """Return the name of a step without spaces and without the means enumerated after it."""
    return re.sub(r"\s", "", re.split(r"(?<=\S)\s?-", activity)[0]).strip("-")


def _says_the_same(indicator: str, target: str) -> bool:
    left, right = _NOT_SAID.sub("", indicator), _NOT_SAID.sub("", target)
    return bool(left and right) and likeness(left, right) >= _SAME_TARGET


def _listed_goals(text: CheckedText) -> list[str]:
    goals: list[str] = []
    listing = False
    for line in text.spoken:
        item = _GOAL_ITEM.match(line.plain)
        if _GOALS.match(line.bare):
            listing = True
        elif listing and item:
            goals.append(re.sub(r"\s", "", thai_digits(item["goal"])))
        elif listing:
            break
    return goals


def _division_lists(text: CheckedText) -> Iterator[tuple[TextLine, list[str]]]:
    """Yield the first cells below a header สำนัก/กอง, which is repeated after a page break."""
    start: TextLine | None = None
    cells: list[str] = []
    seen = ""
    for line in text.spoken:
        if line.cells[0].startswith("สำนัก/กอง") and len(line.cells) == 2:
            if start is None or line.cells[1] != seen:
                if start is not None:
                    yield start, cells
                start, cells, seen = line, [], line.cells[1]
        elif start is not None and len(line.cells) == 2:
            cells.append(line.cells[0])
        elif start is not None:
            yield start, cells
            start = None
    if start is not None:
        yield start, cells


def _division(cell: str, register: NameRegister) -> str:
    squeezed = re.sub(r"\s|^[๐-๙0-9.]+", "", cell)
    return next((name for name in register.divisions if squeezed.startswith(name)), "")

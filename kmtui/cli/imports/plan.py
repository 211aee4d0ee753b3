"""`kmtui import plan`: show the plan that a table would make, then store it as a draft."""

import sys
from pathlib import Path

from kmtui.cli.imports.columns import print_columns, print_left
from kmtui.cli.output import print_line
from kmtui.cli.output_formats import show
from kmtui.thai.digits import thai_digits
from models.errors import Refused
from models.office.plain_table import Listing
from models.plan.table_import.fields import FIELDS
from models.plan.table_import.importing import import_plan, must_be_importable
from models.plan.table_import.reading import read_plan_table
from models.plan.table_import.values import PlanDraft


def import_plan_table(path: Path, fiscal_year: int | None, columns: str, dry_run: bool) -> int:
    """Read a plan table and store it as the draft of a fiscal year (BE); return the exit status.

    With `dry_run` it is only shown.

    Raises:
        KmError: no year is given, the file cannot be read or has no activity, a needed column is
            unknown, or the year has a plan.
    """
    if fiscal_year is None:
        raise Refused("ยังไม่ได้บอกปีของแผน ใส่ --year เช่น --year 2565")
    draft = read_plan_table(path, columns)
    print_columns(draft.file_name, draft.mapping, FIELDS)
    if dry_run:
        for number, goal in enumerate(filter(lambda goal: goal.text, draft.goals), 1):
            print_line(f"เป้าหมาย {thai_digits(number)}: {goal.text}")
        sys.stdout.write(show(_table(draft), "table"))
    print_left(draft.left)
    must_be_importable(draft)
    print_line(_counted(draft))
    if not dry_run:
        import_plan(draft, fiscal_year)
        year = thai_digits(fiscal_year)
        print_line(f"สร้างร่างแผนปี {year} แล้ว เปิดดูและแก้ต่อได้ที่ แผนการจัดการความรู้ ปี {year}")
    return 0


def _table(draft: PlanDraft) -> Listing:
    rows = []
    for number, goal in enumerate(draft.goals, 1):
        for table in goal.tables:
            for each in table.activities:
                step = table.process.step_title(each.step)
                told = "\n".join(filter(None, (step, each.title, each.bullets)))
                of_goal = thai_digits(number) if goal.text else ""
                process = table.process.short_label
                rows.append((each.number, of_goal, process, told, each.owner_text))
    fields = ("row", "goal", "process", "activity", "owners")
    return Listing(fields, ("แถว", "เป้าหมาย", "กระบวนการ", "กิจกรรม", "ผู้รับผิดชอบ"), tuple(rows))


def _counted(draft: PlanDraft) -> str:
    goals = sum(bool(goal.text) for goal in draft.goals)
    tables = sum(len(goal.tables) for goal in draft.goals)
    return thai_digits(
        f"เป้าหมาย {goals}  ตาราง {tables}  กิจกรรม {len(draft.activities)}  ไม่มีที่อยู่ {len(draft.left)}"
    )

"""`kmtui import people`: preview a staff list, ask about similar names, and import it."""

import sys
from datetime import date
from pathlib import Path

from kmtui.cli.output import print_line
from kmtui.cli.output_formats import show
from kmtui.cli.streams import ask
from kmtui.thai.digits import arabic_digits, thai_digits
from models.errors import Refused
from models.office.plain_table import Listing
from models.staff_list.files import read_staff
from models.staff_list.importing import (
    Answers,
    ImportCounts,
    ImportPlan,
    NearQuestion,
    answer_all,
    carry_out,
    plan_import,
)

_SAME, _NEW = "1", "2"


def import_people(path: Path, day: date, dry_run: bool, same: bool | None) -> int:
    """Import a staff list into the open data file; return the exit status.

    `same` answers every question about similar names; None asks the user at the terminal.

    Raises:
        Refused: rows are broken or questions open; nothing has changed then.
    """
    table = read_staff(path)
    plan = plan_import(table, day)
    if table.mended:
        print_line(f"ซ่อมข้อความที่คัดลอกจาก PDF {thai_digits(table.mended)} แห่ง")
    if plan.broken or dry_run or plan.near:
        sys.stdout.write(show(_table(plan), "table"))
    print_line(_summary(plan))
    if dry_run:
        return 0
    print_line(_told(carry_out(plan, _answers(plan, same))))
    return 0


def _answers(plan: ImportPlan, same: bool | None) -> Answers:
    if same is not None:
        return answer_all(plan, same)
    if plan.broken or not plan.near:
        return {}
    if not sys.stdin.isatty():
        asked = f"มีชื่อใกล้เคียง {len(plan.near)} แถวตามตาราง"
        raise Refused(f"{asked} ถ้าเป็นคนเดียวกันทั้งหมดใส่ --same ถ้าเป็นคนใหม่ทั้งหมดใส่ --new")
    return {question.row: _ask(question) for question in plan.near}


def _ask(question: NearQuestion) -> str | None:
    nearest = question.near[0]
    print_line(f"แถวที่ {thai_digits(question.row)}: {question.name} ใกล้เคียงกับ {nearest}")
    while True:
        typed = arabic_digits(ask(f"  {_SAME} คนเดียวกัน  {_NEW} คนใหม่ : "))
        if typed in (_SAME, _NEW):
            return nearest if typed == _SAME else None


def _table(plan: ImportPlan) -> Listing:
    rows = [(each.row, each.name, "ใช้ไม่ได้", each.reason) for each in plan.broken]
    rows += [(each.row, each.name, "ใกล้เคียง", _near_words(each)) for each in plan.near]
    rows += [(each.row, each.name, "เพิ่ม", each.what) for each in plan.new]
    rows += [(each.row, each.name, "เปลี่ยน", each.what) for each in plan.changed]
    return Listing(
        ("row", "name", "result", "detail"), ("แถว", "ชื่อ", "ผล", "รายละเอียด"), tuple(rows)
    )


def _near_words(question: NearQuestion) -> str:
    where = "ในแฟ้มนี้" if question.in_file else "ในทะเบียน"
    return f"{', '.join(question.near)} {where}"


def _summary(plan: ImportPlan) -> str:
    parts = [
        f"เพิ่ม {len(plan.new)}",
        f"เปลี่ยน {len(plan.changed)}",
        f"คงเดิม {len(plan.same)}",
        f"ใกล้เคียง {len(plan.near)}",
        f"ใช้ไม่ได้ {len(plan.broken)}",
    ]
    return f"{plan.table.file_name}: " + "  ".join(parts)


def _told(counts: ImportCounts) -> str:
    return (
        f"นำเข้าแล้ว: บุคคลใหม่ {counts.people}  แก้คำนำหน้า {counts.renamed}  "
        f"ตำแหน่งใหม่ {counts.posts}  ส่วนราชการใหม่ {counts.divisions}  "
        f"การดำรงตำแหน่ง {counts.assignments}"
    )

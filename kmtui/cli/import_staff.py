"""`kmtui import people`: preview a staff list, ask about similar names, and import it."""

import sys
from datetime import date
from pathlib import Path

from msgspec import Struct

from kmtui.cli.output import print_line
from kmtui.cli.output_formats import show
from kmtui.cli.streams import ask
from kmtui.thai.digits import arabic_digits, thai_digits
from models.errors import Refused
from models.office.plain_table import Listing
from models.staff_list.column_memory import read_known_staff
from models.staff_list.columns import parse_columns
from models.staff_list.importing import (
    Answers,
    DoubtQuestion,
    ImportCounts,
    ImportPlan,
    NearQuestion,
    answer_all,
    carry_out,
    plan_import,
    rehearse,
)
from models.staff_list.leftover import must_be_writable, write_leftover

_SAME, _NEW = "1", "2"


class ImportOptions(Struct, frozen=True):
    """The options of `kmtui import people`.

    Attributes:
        same: the answer to every question about similar names; None asks the user.
        columns: the columns of the list; empty for those of its header.
        leftover: the file for the rows that cannot be imported; None refuses all rows then.
    """

    dry_run: bool = False
    same: bool | None = None
    columns: str = ""
    leftover: Path | None = None


def import_people(path: Path, day: date, options: ImportOptions) -> int:
    """Import a staff list into the open data file; return the exit status.

    Raises:
        NotFound: the staff list does not exist.
        Refused: rows are broken or questions open (nothing has changed then), the list is
            unreadable, or the file for the leftover rows exists or cannot be written.
    """
    choice = parse_columns(options.columns) if options.columns else None
    if options.leftover is not None:
        must_be_writable(options.leftover)
    table = read_known_staff(path, choice)
    plan = plan_import(table, day)
    if table.mended:
        print_line(f"ซ่อมข้อความที่คัดลอกจาก PDF {thai_digits(table.mended)} แห่ง")
    if sys.stdin.isatty() and not options.dry_run:
        plan = _settled(plan)
    if plan.broken or plan.doubts or options.dry_run or plan.near:
        sys.stdout.write(show(_table(plan), "table"))
    print_line(_summary(plan))
    partly = options.leftover is not None
    if options.dry_run:
        print_line(_outcome(plan, options, partly))
        return 0
    answers = _answers(plan, options.same, partly)
    counts = _stored(plan, answers, options.leftover)
    print_line(_told(counts))
    if plan.broken and options.leftover is not None:
        count = thai_digits(len(plan.broken))
        print_line(f"แถวที่ยังไม่นำเข้า {count} แถวอยู่ใน {options.leftover} พร้อมเหตุผล แก้แล้วนำเข้าแฟ้มนั้น")
    return 0


def _stored(plan: ImportPlan, answers: Answers, leftover: Path | None) -> ImportCounts:
    """Write the rows that cannot be imported to their file, and import the others."""
    if leftover is None:
        return carry_out(plan, answers)
    rehearse(plan, answers, good_rows_only=True)
    if plan.broken:
        write_leftover(plan, leftover)
    return carry_out(plan, answers, good_rows_only=True)


def _outcome(plan: ImportPlan, options: ImportOptions, partly: bool) -> str:
    """Return the sentence on what an import without `--dry-run` would do."""
    answers = answer_all(plan, options.same) if options.same is not None else {}
    try:
        counts = rehearse(plan, answers, good_rows_only=partly)
    except Refused as error:
        return f"ถ้านำเข้าตอนนี้ จะไม่นำเข้าแถวใด: {error}"
    left = f"  เหลือแถวที่ยังไม่นำเข้า {thai_digits(len(plan.broken))}" if plan.broken else ""
    return f"ถ้านำเข้าตอนนี้ จะได้ {_counted(counts)}{left}"


def _settled(plan: ImportPlan) -> ImportPlan:
    """Return the plan after asking the user at the terminal about every ambiguous text."""
    while plan.doubts:
        asked = plan.doubts[0]
        settled = {**dict(plan.settled), asked.key: _ask_way(asked)}
        plan = plan_import(plan.table, plan.day, settled)
    return plan


def _ask_way(asked: DoubtQuestion) -> str:
    print_line(f"{_row_words(asked.rows)}: {asked.name} {asked.question}")
    words = "  ".join(f"{number} {way}" for number, (way, _) in enumerate(asked.ways, 1))
    values = {str(number): value for number, (_, value) in enumerate(asked.ways, 1)}
    while True:
        typed = arabic_digits(ask(f"  {words} : "))
        if typed in values:
            return values[typed]


def _row_words(rows: tuple[int, ...]) -> str:
    more = f" และอีก {thai_digits(len(rows) - 1)} แถว" if len(rows) > 1 else ""
    return f"แถวที่ {thai_digits(rows[0])}{more}"


def _answers(plan: ImportPlan, same: bool | None, partly: bool) -> Answers:
    if same is not None:
        return answer_all(plan, same)
    if (plan.broken and not partly) or plan.doubts or not plan.near:
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
    rows += [(each.rows[0], each.name, "อ่านได้สองอย่าง", _doubt_words(each)) for each in plan.doubts]
    rows += [(each.row, each.name, "ใกล้เคียง", _near_words(each)) for each in plan.near]
    rows += [(each.row, each.name, "เพิ่ม", each.what) for each in plan.new]
    rows += [(each.row, each.name, "เปลี่ยน", each.what) for each in plan.changed]
    return Listing(
        ("row", "name", "result", "detail"), ("แถว", "ชื่อ", "ผล", "รายละเอียด"), tuple(rows)
    )


def _near_words(question: NearQuestion) -> str:
    where = "ในแฟ้มนี้" if question.in_file else "ในทะเบียน"
    return f"{', '.join(question.near)} {where}"


def _doubt_words(asked: DoubtQuestion) -> str:
    ways = " หรือ ".join(way for way, _ in asked.ways)
    more = f" ({_row_words(asked.rows)})" if len(asked.rows) > 1 else ""
    return f"{asked.question}: {ways}{more}"


def _summary(plan: ImportPlan) -> str:
    parts = [
        f"เพิ่ม {len(plan.new)}",
        f"เปลี่ยน {len(plan.changed)}",
        f"คงเดิม {len(plan.same)}",
        f"ใกล้เคียง {len(plan.near)}",
        f"ใช้ไม่ได้ {len(plan.broken)}",
    ]
    if plan.doubts:
        parts.append(f"อ่านได้สองอย่าง {len(plan.doubts)}")
    return f"{plan.table.file_name}: " + "  ".join(parts)


def _told(counts: ImportCounts) -> str:
    return f"นำเข้าแล้ว: {_counted(counts)}"


def _counted(counts: ImportCounts) -> str:
    return (
        f"บุคคลใหม่ {counts.people}  แก้คำนำหน้า {counts.renamed}  "
        f"ตำแหน่งใหม่ {counts.posts}  ส่วนราชการใหม่ {counts.divisions}  "
        f"การดำรงตำแหน่ง {counts.assignments}"
    )

"""`kmtui import members`: match the lines of a file to people, ask about doubts, add them."""

import sys
from pathlib import Path

from exports.committees.order import order_of
from exports.documents import Request
from kmtui.cli.output import print_line
from kmtui.cli.output_formats import show
from kmtui.cli.streams import ask
from kmtui.thai.digits import arabic_digits, thai_digits
from kmtui.thai.text import key
from models.committees.pasted_members import (
    MemberAnswer,
    MemberLine,
    MembersPlan,
    MemberState,
    add_members,
    counted,
    must_be_settled,
    plan_members,
)
from models.committees.records import AppointmentOrder, OrderState
from models.committees.views import read_order
from models.errors import KmError, Refused
from models.office.plain_table import Listing
from models.staff_list.lines import read_lines


def import_members(order_key: str, path: Path, committee: str, dry_run: bool, yes: bool) -> int:
    """Add the members in a file to a committee of a draft order; return the exit status.

    Args:
        order_key: part of the subject of a draft order, or its key as in `kmtui export --list`.
        committee: part of the name of the committee; needed if the order has several.
        dry_run: only show what would be done.
        yes: whether unknown lines are left out without asking.

    Raises:
        KmError: the file cannot be read, the order or committee is not clear, or a line is open.
    """
    committee_id = _committee_id(_order_id(order_key), committee)
    plan = plan_members(committee_id, read_lines(path))
    if sys.stdin.isatty() and not dry_run:
        plan = _settled(plan)
    sys.stdout.write(show(_table(plan), "table"))
    print_line(f"{path.name}: {counted(plan)}")
    if dry_run:
        return 0
    if asked := plan.of_state(MemberState.ASKED):
        count = thai_digits(len(asked))
        raise Refused(f"มี {count} บรรทัดที่ต้องเลือก แก้ในแฟ้ม หรือวางรายชื่อในจอคำสั่ง (กด V) แล้วเลือก")
    must_be_settled(plan, known_only=yes)
    add_members(plan, known_only=yes)
    print_line("บันทึกในร่างคำสั่งแล้ว ตรวจและออกคำสั่งในหน้า คณะกรรมการและคำสั่ง")
    return 0


def _order_id(order_key: str) -> int:
    """Return the id of the only draft whose subject has the key, else of the order so numbered.

    Raises:
        Refused: no order or several match; the sentence lists the drafts.
    """
    drafts = list(AppointmentOrder.select().where(AppointmentOrder.state == OrderState.DRAFT))
    found = [each for each in drafts if key(order_key) in key(each.subject)]
    if len(found) == 1 and key(order_key):
        return int(found[0].id)
    try:
        return order_of(Request("order", order_key))
    except KmError as error:
        names = ", ".join(f"“{each.subject}” (draft {each.id})" for each in found or drafts)
        raise Refused(f"ไม่รู้ว่าร่างคำสั่งใด เลือกจาก {names or 'ซึ่งยังไม่มีร่างคำสั่ง'}") from error


def _committee_id(order_id: int, word: str) -> int:
    order = read_order(order_id)
    found = [each for each in order.committees if key(word) in key(each.name)]
    if len(found) == 1:
        return found[0].id
    if not order.committees:
        raise Refused(f"ร่างคำสั่ง “{order.subject}” ยังไม่มีคณะกรรมการ เพิ่มคณะก่อน (F4 ในหน้าคำสั่ง)")
    names = ", ".join(each.name for each in order.committees)
    raise Refused(f"ใส่ --committee และส่วนหนึ่งของชื่อคณะ เลือกจาก {names}")


def _settled(plan: MembersPlan) -> MembersPlan:
    """Return the plan after asking the user at the terminal about every unmatched line."""
    answers = dict(plan.answers)
    while open_rows := [row for row in plan.of_state(MemberState.ASKED) if len(row.ways) > 0]:
        row = open_rows[0]
        if row.number in answers:
            break
        answers[row.number] = _ask(row)
        plan = plan_members(plan.committee_id, plan.lines, answers)
    return plan


def _ask(row: MemberLine) -> MemberAnswer:
    print_line(f"บรรทัดที่ {thai_digits(row.number)}: {row.text} {row.detail}")
    ways = [way.label for way in row.ways]
    told = "  ".join(f"{number} {way}" for number, way in enumerate([*ways, "ไม่เอาบรรทัดนี้"], 1))
    while True:
        typed = arabic_digits(ask(f"  {told} : ")).strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(ways) + 1:
            at = int(typed) - 1
            return MemberAnswer(way=at) if at < len(ways) else MemberAnswer(is_left_out=True)


def _table(plan: MembersPlan) -> Listing:
    rows = tuple((row.number, row.state.label, row.text, _detail(row)) for row in plan.rows)
    return Listing(
        ("line", "result", "text", "detail"), ("บรรทัด", "ผล", "ข้อความ", "รายละเอียด"), rows
    )


def _detail(row: MemberLine) -> str:
    if row.state != MemberState.ASKED:
        return row.detail
    return f"{row.detail}: {' หรือ '.join(way.label for way in row.ways)}"

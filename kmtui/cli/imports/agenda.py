"""`kmtui import agenda`: show what the lines of a file would add to an agenda, then add it."""

import sys
from pathlib import Path

from exports.documents import Request
from exports.record_keys import meeting_of
from kmtui.cli.output import print_line
from kmtui.cli.output_formats import show
from kmtui.thai.digits import thai_digits
from models.minutes.agenda import fill_agenda
from models.minutes.agenda_import.importing import (
    AgendaPlan,
    add_agenda,
    counted,
    effect_of,
    must_add_something,
    plan_agenda,
)
from models.office.plain_table import Listing
from models.staff_list.lines import read_lines


def import_agenda(meeting_key: str, path: Path, committee: str, dry_run: bool) -> int:
    """Add the items in a file to the agenda of a meeting; return the exit status.

    With `dry_run` they are only shown.

    A meeting without an agenda gets that of its committee first, as in the meeting room.

    Raises:
        KmError: the file cannot be read, the key names no or several meetings, the meeting is
            closed, or the file has no new item.
    """
    meeting = meeting_of(Request("agenda", meeting_key, committee))
    lines = read_lines(path)
    if not dry_run and not meeting.items.exists():
        plan_agenda(meeting.id, lines)
        fill_agenda(meeting.id)
    plan = plan_agenda(meeting.id, lines)
    sys.stdout.write(show(_table(plan), "table"))
    print_line(f"การประชุมครั้งที่ {meeting.label}: {counted(plan)}")
    must_add_something(plan)
    if not dry_run:
        add_agenda(plan)
        print_line(f"เพิ่มระเบียบวาระแล้ว {thai_digits(len(plan.new))} เรื่อง")
    return 0


def _table(plan: AgendaPlan) -> Listing:
    rows = tuple(
        (
            entry.line.number,
            effect_of(plan, entry),
            f"{'  ' * entry.line.depth}{entry.line.title}",
        )
        for entry in plan.entries
    )
    return Listing(("line", "result", "title"), ("บรรทัด", "ผล", "เรื่อง"), rows)

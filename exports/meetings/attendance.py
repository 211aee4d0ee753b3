"""The attendance sheet (รายชื่อผู้เข้าประชุม): blank to sign before a meeting, or as recorded."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.drawing import Paper
from exports.forms.heading import file_title, meeting_heading, moment_of, pdf_title
from exports.forms.paper import begin_paper, write_title
from exports.record_keys import meeting_of
from exports.typesetting.document_builder import Column, Mark, TableHeaderFooter
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import CELL, HEADING, PLAIN, Align
from kmtui.thai.digits import thai_digits
from models.meetings.electronic import MeetingForm
from models.meetings.notice import electronic_of
from models.meetings.records import Meeting, MeetingState, roll_of
from models.meetings.roll import AttendanceStatus, Roll, RollEntry
from models.meetings.roll_history import ONLINE
from models.office.organization import the_organization

_GUEST_LINES = 5  # empty lines for people who come unexpected
_SIGNING_HEIGHT = 11.0  # millimetres
_SIGNATURE = "ลายมือชื่อ"
_SIGNING = {
    MeetingForm.ONSITE: _SIGNATURE,
    MeetingForm.MIXED: "ลายมือชื่อ\nหรือวิธีแสดงตน",
    MeetingForm.ELECTRONIC: "วิธีแสดงตน",
}

find = meeting_of


class SheetLine(Struct, frozen=True):
    """A row of a table; `remark` is in the last column. A vacant post has no number.

    `signature` is printed where others sign, for a person who takes part online.
    """

    name: str
    post: str
    remark: str = ""
    is_numbered: bool = True
    signature: str = ""


class SheetTable(Struct, frozen=True):
    """One of the three tables with its title and the total below it."""

    title: str
    lines: tuple[SheetLine, ...]
    total: str
    is_signed: bool


class AttendanceSheet(Struct, frozen=True):
    """The printed content of the attendance sheet of one meeting."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    tables: tuple[SheetTable, ...]
    is_draft: bool = False
    signing: str = _SIGNATURE


def gather(meeting: Meeting, request: Request) -> AttendanceSheet:
    """Read a meeting's sheet: every seat with its holder on the day of the meeting.

    With `--blank`, or if the meeting has not begun, it is a sheet to sign: all seats in the first
    table and empty lines for guests.
    """
    roll, state = roll_of(meeting), MeetingState(meeting.state)
    blank = request.blank or (state == MeetingState.PLANNED and not roll.is_marked)
    title = "ใบลงชื่อ" if blank else "รายชื่อผู้เข้าประชุม"
    return AttendanceSheet(
        heading=meeting_heading("รายชื่อผู้เข้าประชุม", meeting),
        file_title=file_title(title, meeting),
        author=the_organization().name,
        identity=f"attendance {meeting.number}/{meeting.year} {meeting.committee.name} {blank}",
        made_at=moment_of(meeting),
        tables=_blank_tables(roll) if blank else _recorded_tables(roll),
        is_draft=not blank and not state.is_closed,
        signing=_SIGNING[electronic_of(meeting).form],
    )


def _blank_tables(roll: Roll) -> tuple[SheetTable, ...]:
    guests = tuple(SheetLine("", "") for _ in range(_GUEST_LINES))
    dots = "................"
    return (
        SheetTable(
            "ผู้มาประชุม", _lines(roll.held_seats + roll.vacant), f"รวม {dots} คน", is_signed=True
        ),
        SheetTable("ผู้เข้าร่วมประชุม", guests, f"รวม {dots} คน", is_signed=True),
    )


def _recorded_tables(roll: Roll) -> tuple[SheetTable, ...]:
    missing, vacant = roll.missing, len(roll.vacant)
    total = f"รวมผู้ไม่มาประชุม {thai_digits(len(missing) - vacant)} คน"
    if vacant:
        total += f" ตำแหน่งว่าง {thai_digits(vacant)} ตำแหน่ง"
    return (
        SheetTable("ผู้มาประชุม", _lines(roll.present), _total("ผู้มาประชุม", roll.present), True),
        SheetTable("ผู้ไม่มาประชุม", _lines(missing), total, is_signed=False),
        SheetTable("ผู้เข้าร่วมประชุม", _lines(roll.guests), _total("ผู้เข้าร่วมประชุม", roll.guests), True),
    )


def _total(what: str, entries: Sequence[RollEntry]) -> str:
    return f"รวม{what} {thai_digits(len(entries))} คน"


def _lines(entries: Sequence[RollEntry]) -> tuple[SheetLine, ...]:
    return tuple(_line(entry) for entry in entries)


def _line(entry: RollEntry) -> SheetLine:
    post = f"{entry.printed_title}\n{entry.role_label}".strip()
    if entry.status == AttendanceStatus.VACANT:
        return SheetLine("", post, "ตำแหน่งว่าง", is_numbered=False)
    shown = entry.identified_by or ONLINE if entry.is_online else ""
    return SheetLine(entry.printed_name, post, entry.reason or entry.times_note, signature=shown)


def render(sheet: AttendanceSheet, font: Path | None = None) -> RenderedPdf:
    """Draw the sheet as a PDF; the same value gives the same bytes."""
    mark = Mark.DRAFT if sheet.is_draft else Mark.NONE
    paper = begin_paper(sheet, pdf_title(sheet.heading), font, mark=mark)
    write_title(paper, sheet.heading)
    for table in sheet.tables:
        _draw_table(paper, table, sheet.signing)
    return paper.drawn()


def _columns(is_signed: bool, signing: str) -> list[Column]:
    number = Column("ลำดับ", 13, Align.CENTRE)
    name, post = Column("ชื่อ - สกุล", 48), Column("ตำแหน่ง", 52)
    if is_signed:
        return [number, name, post, Column(signing, 30), Column("หมายเหตุ", 22)]
    return [number, name, post, Column("หมายเหตุ", 52)]


def _draw_table(paper: Paper, table: SheetTable, signing: str) -> None:
    paper.write(table.title, HEADING)
    if table.lines:
        rows = _rows(table)
        # With a least height texts are centred, as in the tables that people sign.
        height = _SIGNING_HEIGHT if table.is_signed else CELL.line_height
        below = TableHeaderFooter(footer_lines=(table.total,))
        columns = _columns(table.is_signed, signing)
        paper.table(columns, rows, CELL, row_height=height, around=below)
    else:
        paper.write("- ไม่มี -", PLAIN.but(left=8, keep_next=True))
        paper.write(table.total, PLAIN.but(before=1))


def _rows(table: SheetTable) -> list[tuple[str, ...]]:
    number, rows = 0, []
    for line in table.lines:
        number += line.is_numbered
        label = thai_digits(number) if line.is_numbered else ""
        signature = (line.signature,) if table.is_signed else ()
        rows.append((label, line.name, line.post, *signature, line.remark))
    return rows

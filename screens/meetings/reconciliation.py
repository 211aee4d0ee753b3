"""Reconciliation of a meeting's roll with its order: seats, their holders, and gaps."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.visual import Visual

from kmtui.thai.dates import format_date
from kmtui.thai.digits import thai_digits
from models.errors import KmError
from models.meetings.reconciliation import ReconciledSeat, Reconciliation, reconcile
from models.minutes.snapshot import MeetingSnapshot, read_meeting_snapshot
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.meetings import RECONCILIATION
from screens.meetings.status import title_of
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel, WrappedLines, lines
from screens.widgets.row_list import CellRow, ColumnHeader, ListCell, RowList

_NUMBER_CELLS, _HOLDER_CELLS, _SAID_CELLS = 5, 27, 17
_INDENT = 7


class ReconciliationScreen(KmScreen[None]):
    """One meeting compared with its order; read-only."""

    CSS_PATH = "reconciliation.tcss"
    BINDINGS = bindings(*RECONCILIATION.commands)
    PAGE = RECONCILIATION

    def __init__(self, meeting_id: int) -> None:
        super().__init__()
        self._meeting_id = meeting_id

    def compose(self) -> ComposeResult:
        """Compose the meeting with its order, the number of gaps and the seats."""
        yield ThaiLabel("", id="reconciliation-title")
        yield ThaiLabel("", id="reconciliation-sum")
        yield ColumnHeader(_cells("", "ตามคำสั่ง", "ผู้ดำรงตำแหน่งวันนั้น", "ในรายชื่อ"))
        yield RowList(id="reconciliation-rows")
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Read again, because a gap may have been corrected on another screen."""
        self._reread()

    @work(exclusive=True, group="read")
    async def _reread(self) -> None:
        try:
            found = await self.call(reconcile, self._meeting_id)
            room = await self.call(read_meeting_snapshot, self._meeting_id)
        except KmError as error:
            self.show_error(error)
            return
        self.query_one("#reconciliation-title", ThaiLabel).update(
            (f"สอบทานรายชื่อ {title_of(room)}", "bold")
        )
        self.query_one("#reconciliation-sum", ThaiLabel).update(
            *lines(agreement_label(found)), *lines((_against(found, room), "$text-muted"))
        )
        rows = self.query_one(RowList)
        rows.show(_rows(found), rows.highlighted or 0)

    def action_back(self) -> None:
        """Return to the previous screen."""
        self.dismiss(None)


def agreement_label(reconciliation: Reconciliation) -> str:
    """Return whether order, seat holders and roll agree, as a sign and a sentence."""
    if reconciliation.gaps:
        return f"✗ ไม่ตรงกัน {thai_digits(reconciliation.gaps)} แห่ง อ่านใต้แถวที่มีเครื่องหมาย ✗"
    return "✓ คำสั่ง ผู้ดำรงตำแหน่ง และรายชื่อตรงกันทุกที่นั่ง"


def _against(found: Reconciliation, room: MeetingSnapshot) -> str:
    return f"คำสั่งที่ {found.order_label} เทียบกับวันประชุม {format_date(room.held_on)}"


def _rows(found: Reconciliation) -> list[Visual]:
    rows: list[Visual] = []
    if found.order_gap:
        rows.append(_sentence(f"✗ {found.order_gap}"))
    for number, line in enumerate(found.lines, 1):
        rows.append(_seat_row(line, number))
        if line.gap:
            rows.append(_sentence(f"✗ {line.gap}"))
    if found.corrections:
        rows.append(_sentence("ชื่อที่แก้ไขในทะเบียนหลังปิดรายงาน รายงานคงเดิม"))
    rows += [_sentence(f"• {correction}") for correction in found.corrections]
    return rows


def _seat_row(line: ReconciledSeat, number: int) -> CellRow:
    sign = "✗" if line.gap else "✓"
    said = line.roll_says
    if line.roll_name and line.roll_name != line.holder:
        said = f"{line.roll_says}: {line.roll_name}"
    return _cells(f" {sign} {thai_digits(number)}", line.label, line.holder or "– ว่าง", said)


def _cells(number: str, label: str, holder: str, said: str) -> CellRow:
    return CellRow(
        ListCell(number, _NUMBER_CELLS),
        ListCell(label),
        ListCell(holder, _HOLDER_CELLS),
        ListCell(said, _SAID_CELLS),
    )


def _sentence(words: str) -> WrappedLines:
    return WrappedLines(tuple(lines(words, indent=_INDENT, hanging=2)))

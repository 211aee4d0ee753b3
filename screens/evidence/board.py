"""The evidence board of a fiscal year: proofs, gaps, and how to close them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kmtui.thai.digits import thai_digits
from models.errors import KmError
from models.evidence.board import read_board
from models.evidence.values import Board, EvidenceGap, EvidenceGapKind, Proof, Requirement
from models.office.locations import (
    InAssessment,
    InAttachments,
    InEvidence,
    InMonitoring,
    InSurvey,
    MemoList,
    TrainingList,
)
from models.plan.views import read_plans
from screens.base.change_poll import ChangePoll
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.evidence import EVIDENCE
from screens.dialogs.usual_questions import ask_year
from screens.dialogs.waiving import ask_reason, ask_taking_back
from screens.evidence.rows import STEP, RequirementRowKey, line_rows, part_rows, requirement_of_row
from screens.lists.row_screen import Row
from screens.printing.year_papers import print_proof, print_year
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel, lines
from screens.widgets.row_list import RowList


class EvidenceScreen(KmScreen[None]):
    """Steps and items in the left pane; proofs and gaps of the selected one in the right pane."""

    CSS_PATH = "evidence.tcss"
    BINDINGS = bindings(*EVIDENCE.commands)
    PAGE = EVIDENCE

    def __init__(self, fiscal_year: int) -> None:
        super().__init__()
        self.fiscal_year = fiscal_year
        self.board: Board | None = None
        self.is_read = asyncio.Event()
        self._changes = ChangePoll(self, self._reread_if_current)
        self._place: RequirementRowKey = (STEP, 1)
        self._line_places: list[RequirementRowKey | None] = []
        self._part_places: list[tuple[str, int] | None] = []

    def compose(self) -> ComposeResult:
        """Compose the year with its counts, two panes, the notes and the keys."""
        yield ThaiLabel("", id="board-title")
        with Horizontal(id="board-panes"):
            yield RowList(id="board-lines")
            with Vertical(id="board-right"):
                yield ThaiLabel("", id="board-line")
                yield RowList(id="board-parts")
        yield ThaiLabel("", id="board-notes")
        yield KeyLine()

    def on_mount(self) -> None:
        """Focus the left pane; start polling for changes by other users."""
        self.set_focus(self._lines)
        self._changes.start()

    @property
    def location(self) -> InEvidence:
        """The location (navigation target) of the year's board."""
        return InEvidence(self.fiscal_year)

    async def wait_until_interactive(self) -> None:
        """Wait until the board has been read; keys before that would have no target."""
        await self.is_read.wait()

    @property
    def _lines(self) -> RowList:
        return self.query_one("#board-lines", RowList)

    @property
    def _parts(self) -> RowList:
        return self.query_one("#board-parts", RowList)

    def on_screen_resume(self) -> None:
        """Read the board again, because a gap may have been closed on another screen."""
        self.reread()

    @work(exclusive=True, group="read")
    async def reread(self) -> None:
        """Read and show the board."""
        await self._read()

    async def _read(self) -> None:
        try:
            await self._changes.note_version()
            self.board = await self.call(read_board, self.fiscal_year, date.today())
        except KmError as error:
            self.show_error(error)
        finally:
            self.is_read.set()
        if self.board is not None and self.is_composed:
            self._show(self.board)

    async def _reread_if_current(self) -> None:
        if self.is_current:
            self.reread()

    def _show(self, board: Board) -> None:
        count = len(board.gaps)
        said = f"✗ ขาด {thai_digits(count)} รายการ" if count else "✓ ครบทุกข้อ"
        title = f"{self.PAGE.title} ปีงบประมาณ {thai_digits(board.fiscal_year)}"
        self.query_one("#board-title", ThaiLabel).update((title, "bold"), f"   {said}")
        rows = list(line_rows(board))
        self._line_places = [cast("RequirementRowKey | None", row.key) for row in rows]
        _fill(self._lines, rows, self._line_places.index(self._place))
        self._show_line()
        notes = [line for note in board.notes for line in lines(f"ข้อสังเกต: {note}", hanging=2)]
        if board.counting:
            notes += lines(board.counting, hanging=2)
        label = self.query_one("#board-notes", ThaiLabel)
        label.update(*notes)
        label.display = bool(notes)

    def _show_line(self) -> None:
        line = self.line
        if line is None:
            return
        what = "ขั้นตอนที่" if self._place[0] == STEP else "องค์ประกอบที่"
        words = lines((f"{what} {thai_digits(line.number)} {line.title}", "bold"))
        words += lines((f"หลักฐาน: {line.asks_for}", "$text-muted")) if line.asks_for else []
        self.query_one("#board-line", ThaiLabel).update(*words)
        rows = list(part_rows(line, date.today()))
        before = self._parts.highlighted or 0
        self._part_places = [cast("tuple[str, int] | None", row.key) for row in rows]
        taking = [at for at, place in enumerate(self._part_places) if place is not None]
        at = min(taking, key=lambda each: abs(each - before), default=None)
        _fill(self._parts, rows, at if self._parts.has_focus else next(iter(taking), None))

    @property
    def line(self) -> Requirement | None:
        """The selected step or item; None before the board has been read."""
        return requirement_of_row(self.board, self._place) if self.board is not None else None

    @on(OptionList.OptionHighlighted, "#board-lines")
    def _look_at(self, event: OptionList.OptionHighlighted) -> None:
        place = self._line_places[event.option_index]
        if place is not None and place != self._place:
            self._place = place
            self._show_line()

    def action_other_pane(self) -> None:
        """Switch between the requirements and the parts of the selected one, if it has any."""
        at_left = self._lines.has_focus
        if at_left and not any(self._part_places):
            return
        self.set_focus(self._parts if at_left else self._lines)

    def action_back(self) -> None:
        """Return from the right pane to the left, and from there to the previous screen."""
        if self._parts.has_focus:
            self.set_focus(self._lines)
        else:
            self.dismiss(None)

    @on(OptionList.OptionSelected)
    async def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_open_part()

    async def action_open_part(self) -> None:
        """Switch to the right pane; there print a proof, open a gap, or show a waiver's reason."""
        at, line = self._parts.highlighted, self.line
        if self._lines.has_focus:
            self.action_other_pane()
        elif at is not None and line is not None and (place := self._part_places[at]):
            kind, number = place
            if kind == "gap":
                await self._open_gap(line.gaps[number])
            elif kind == "waived":
                reason = line.waived[number].reason
                self.show_message(f"ไม่ดำเนินการ เพราะ{reason} กด N เพื่อกลับมานับ")
            else:
                await self._open_proof(line.proofs[number])

    @dialog_action
    async def action_waive(self) -> None:
        """Waive the selected gap with a reason, or withdraw its waiver."""
        at, line = self._parts.highlighted, self.line
        place = self._part_places[at] if self._parts.has_focus and at is not None else None
        if place is None or line is None or place[0] == "proof":
            self.show_message("เลือกสิ่งที่ขาดก่อน (Tab แล้วลูกศร) แล้วกด N")
            return
        kind, number = place
        if kind == "waived":
            done = await ask_taking_back(self, line.waived[number])
        else:
            gap = line.gaps[number]
            done = await ask_reason(self, self.fiscal_year, gap.key, gap.label)
        if done:
            await self._read()

    async def _open_gap(self, gap: EvidenceGap) -> None:
        """Open the screen that closes the gap; for an invitation, show what can be done."""
        if gap.kind == EvidenceGapKind.INVITATION:
            self.show_message("แนบหนังสือเชิญที่สแกนไว้ (F5) หรือบันทึกวันแจ้งในห้องประชุม")
        await self.open(gap.fix_location)

    async def _open_proof(self, proof: Proof) -> None:
        """Print a generated document, or open the attachments at the proof's one."""
        if proof.attachment is not None:
            await self.open(InAttachments(self.fiscal_year, proof.attachment.id))
        else:
            await print_proof(self, proof)

    @dialog_action
    async def action_other_year(self) -> None:
        """Ask the user for another fiscal year and show it."""
        year = await ask_year(self, self.fiscal_year)
        if year is not None:
            self.fiscal_year = year
            await self._read()

    async def action_memos(self) -> None:
        """Open the year's register of memos."""
        await self.open(MemoList(self.fiscal_year))

    async def action_trainings(self) -> None:
        """Open the year's trainings."""
        await self.open(TrainingList(self.fiscal_year))

    async def action_assessment(self) -> None:
        """Open the year's self-assessment."""
        await self.open(InAssessment(self.fiscal_year))

    async def action_survey(self) -> None:
        """Open the year's survey of staff."""
        await self.open(InSurvey(self.fiscal_year))

    async def action_attachments(self) -> None:
        """Open the year's attachments."""
        await self.open(InAttachments(self.fiscal_year))

    async def action_monitoring(self) -> None:
        """Open the monitoring committee's report; show a message if the year has no plan."""
        plans = await self.call_or_show_error(read_plans) or ()
        if self.fiscal_year in [each.fiscal_year for each in plans]:
            await self.open(InMonitoring(self.fiscal_year))
        else:
            self.show_message("ปีนี้ยังไม่มีแผน สร้างที่ แผนการจัดการความรู้ ก่อน")

    async def action_print(self) -> None:
        """Ask which document of the year to print, the binder first, and print it."""
        await print_year(self, self.fiscal_year, "binder")


def _fill(shown: RowList, rows: Sequence[Row], at: int | None) -> None:
    shown.clear_options()
    shown.add_options(Option(row.visual, disabled=row.key is None) for row in rows)
    shown.highlighted = at

"""The attendance roll: present, absent with reasons, and guests."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from models.editing.cell_values import must_not_be_blank, time_from, time_text
from models.editing.optimistic_lock import Texts
from models.editing.revisions import Subject
from models.meetings.attendance import (
    add_guest,
    clear_substitute,
    correct_times,
    edit_guest,
    mark_back,
    mark_late,
    mark_left,
    remove_guest,
    set_online,
    set_substitute,
)
from models.meetings.electronic import ONSITE_ONLY
from models.meetings.records import mark, mark_all_present
from models.meetings.roll import AttendanceStatus, RollEntry
from models.meetings.roll_history import away_from, away_text
from models.meetings.roll_lines import stored_periods
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.meetings import PICK_SEAT, ROLL_PAGE
from screens.dialogs.prompt import NEW, PromptDialog, PromptField
from screens.editing.undo_stack import NOTHING_TO_REDO, NOTHING_TO_UNDO
from screens.meetings.electronic import identity_field
from screens.meetings.roll_view import RollView
from screens.navigation.destinations import Changes


class RollScreen(RollView):
    """The roll of one meeting for editing; returns the roll as last shown when it closes."""

    CSS_PATH = "roll.tcss"
    AUTO_FOCUS = "#roll-rows"
    BINDINGS = bindings(*ROLL_PAGE.commands, *PICK_SEAT)
    PAGE = ROLL_PAGE

    async def action_history(self) -> None:
        """Open the history of the selected entry."""
        if self._chosen is not None:
            line = (Subject.ATTENDANCE, self._chosen.attendance_id)
            await self.open(Changes((line,)))

    def action_undo(self) -> None:
        """Undo the last operation on the roll."""
        self._step(self._undoing.undo, NOTHING_TO_UNDO)

    def action_redo(self) -> None:
        """Redo the operation that was undone last."""
        self._step(self._undoing.redo, NOTHING_TO_REDO)

    def action_pick_seat(self, number: int) -> None:
        """Select the entry with this number, from 1."""
        if number <= len(self._roll.entries):
            self._rows.highlighted = number - 1

    async def action_toggle_present(self) -> None:
        """Toggle between present and absent; asks for the reason of an absence."""
        entry = self._chosen
        if entry is None or entry.is_guest or not self._can_be_marked(entry):
            return
        if entry.status == AttendanceStatus.PRESENT:
            self._mark(entry, AttendanceStatus.ABSENT)
            await self.action_reason()
        else:
            self._mark(entry, AttendanceStatus.PRESENT)

    def _mark(self, entry: RollEntry, status: AttendanceStatus, reason: str = "") -> None:
        self._show_at_once(replace(entry, status=status, reason=reason))
        self._change(mark, entry.attendance_id, status, reason)

    @dialog_action
    async def action_reason(self) -> None:
        """Ask why the selected member is absent, and mark the absence; ask for a guest's name."""
        entry = self._chosen
        if entry is None or not self._can_be_marked(entry):
            return
        if entry.is_guest:
            await self._edit_guest(entry)
            return

        def store(texts: Texts) -> None:
            mark(entry.attendance_id, AttendanceStatus.ABSENT, *texts)

        fields = {"reason": PromptField("เพราะ", entry.reason)}
        await self._ask_of_line(entry, f"{entry.name} ไม่มาประชุม", fields, store)

    async def _edit_guest(self, entry: RollEntry) -> None:
        """Ask for a guest's name and post, and store them; an empty name removes the guest."""

        def store(texts: Texts) -> None:
            if texts[0]:
                edit_guest(entry.attendance_id, *texts)
            else:
                remove_guest(entry.attendance_id)

        fields = {
            "name": PromptField("ชื่อ - สกุล", entry.name),
            "title": PromptField("ตำแหน่ง", entry.title),
        }
        await self._ask_of_line(entry, "แก้ผู้เข้าร่วมประชุม", fields, store)

    def action_all_present(self) -> None:
        """Mark as present all entries that are not marked yet."""
        self._mark_unmarked(AttendanceStatus.PRESENT)

    def action_rest_absent(self) -> None:
        """Mark as absent all entries that are not marked yet; reasons can be given later."""
        self._mark_unmarked(AttendanceStatus.ABSENT)

    def _mark_unmarked(self, status: AttendanceStatus) -> None:
        if not self._may_change():
            return
        self._show_at_once(*(replace(entry, status=status) for entry in self._roll.unmarked))
        self._change(mark_all_present, self._room.meeting_id, status)

    @dialog_action
    async def action_substitute(self) -> None:
        """Ask for the substitute who came in the member's place; an empty name removes it."""
        entry = self._chosen
        if entry is None or entry.is_guest or not self._can_be_marked(entry):
            return

        def store(texts: Texts) -> None:
            if texts[0]:
                set_substitute(entry.attendance_id, *texts)
            else:
                clear_substitute(entry.attendance_id)

        fields = {
            "substitute_name": PromptField("ชื่อ - สกุล", entry.substitute_name),
            "substitute_title": PromptField("ตำแหน่ง", entry.substitute_title),
        }
        await self._ask_of_line(entry, f"ผู้มาประชุมแทน {entry.name}", fields, store)

    def action_late_or_left(self) -> None:
        """Record the current time: arrival if absent, departure if present, return if departed."""
        entry = self._chosen
        if entry is None or not self._can_be_marked(entry):
            return
        clock = datetime.now().time().replace(second=0, microsecond=0)
        here = AttendanceStatus.PRESENT
        if entry.status not in (here, AttendanceStatus.IN_ATTENDANCE):
            self._show_at_once(replace(entry, status=here, reason="", arrived_at=clock))
            self._change(mark_late, entry.attendance_id, clock)
        elif entry.left_at is None:
            self._show_at_once(replace(entry, left_at=clock))
            self._change(mark_left, entry.attendance_id, clock)
        else:
            out = ((entry.left_at, clock),) if clock > entry.left_at else ()
            self._show_at_once(replace(entry, left_at=None, away=(*entry.away, *out)))
            self._change(mark_back, entry.attendance_id, clock)

    @dialog_action
    async def action_online(self) -> None:
        """Toggle online attendance; ask how the identity was verified when it is turned on.

        Shows a message if the meeting is held on site only.
        """
        entry = self._chosen
        if entry is None or not self._can_be_marked(entry):
            return
        if entry.is_online:
            self._show_at_once(replace(entry, is_online=False, identified_by=""))
            self._change(set_online, entry.attendance_id, False)
            return
        if not self._room.electronic.form.is_online:
            self.show_message(ONSITE_ONLY, "warning")
            return

        def store(texts: Texts) -> None:
            set_online(entry.attendance_id, True, *texts)

        usual = self._room.electronic.identity
        fields = {"identified_by": identity_field(entry.identified_by, usual)}
        await self._ask_of_line(entry, f"{entry.speaker_name} ประชุมออนไลน์", fields, store)

    @dialog_action
    async def action_correct_times(self) -> None:
        """Ask for corrected arrival, departure and absences in between, and store them.

        An empty field means none.
        """
        entry = self._chosen
        if entry is None or not self._can_be_marked(entry):
            return

        def store(texts: Texts) -> None:
            came, left, out = texts
            correct_times(entry.attendance_id, time_from(came), time_from(left), away_from(out))

        came, left = time_text(entry.arrived_at), time_text(entry.left_at)
        out = away_text(stored_periods(entry.away))
        fields = {
            "arrived_at": PromptField("มาเวลา", came, time_from, "เว้นว่างถ้ามาตั้งแต่ต้น"),
            "left_at": PromptField("ออกเวลา", left, time_from, "เว้นว่างถ้าอยู่จนจบ"),
            "away": PromptField("ออกชั่วคราว", out, away_from, "เช่น 10.30-10.45"),
        }
        await self._ask_of_line(entry, f"เวลาของ {entry.speaker_name}", fields, store)

    async def action_guest(self) -> None:
        """Ask for a guest (a participant who is no member), and add it."""
        if not self._may_change():
            return
        name = PromptField("ชื่อ - สกุล", check=must_not_be_blank)
        ask = PromptDialog("ผู้เข้าร่วมประชุม", [name, PromptField("ตำแหน่ง")], about=NEW)

        def answered(answer: tuple[str, ...] | None) -> None:
            if answer is not None:
                self._change(add_guest, self._room.meeting_id, *answer)

        await self.app.push_screen(ask, answered)

    async def action_back(self) -> None:
        """Close with the roll as shown; wait until the screen below takes the following keys."""
        await self.dismiss(self._roll)

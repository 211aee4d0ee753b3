"""The meeting room: every key is taken in the order of pressing, nothing waits for the disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kmtui.thai.dates import format_time, parse_time
from models.meetings import MeetingState, close_meeting, start_meeting
from models.minutes import (
    ItemKind,
    add_item,
    mark_nothing_said,
    record_resolution,
    remove_resolution,
    remove_statement,
    restore_resolution,
    restore_statement,
    save_resolution,
)
from models.room import ResolutionView, StatementView
from screens.agenda_pane import AgendaPane
from screens.commands import ROOM, bindings
from screens.prompt import Field, PromptDialog
from screens.resolution import ResolutionDialog, ResolutionDraft
from screens.roll import RollScreen
from screens.room_typing import RoomTyping
from screens.speaker_field import SpeakerField


class RoomScreen(RoomTyping):
    """One meeting, live."""

    CSS_PATH = "room.tcss"
    AUTO_FOCUS = "#agenda"
    BINDINGS = bindings(*ROOM.commands)
    PAGE = ROOM

    def __init__(self, meeting_id: int) -> None:
        super().__init__(meeting_id)
        self._to_restore: list[tuple[Callable[[int], None], int]] = []

    # Roll, agenda, resolutions

    async def action_roll(self) -> None:
        """Open the roll."""
        await self.settle()
        self.finish_typing()
        if self.room is not None:
            await self.app.push_screen(RollScreen(self.room), self._back_from_roll)

    def _back_from_roll(self, _: None) -> None:
        self.refresh_room()

    async def action_agenda(self) -> None:
        """Go to the agenda; there, add an item."""
        await self.settle()
        self.finish_typing()
        agenda = self.query_one(AgendaPane)
        if self.focused is not agenda:
            self.set_focus(agenda)
        elif self.may_change():
            ask = PromptDialog("เพิ่มระเบียบวาระ", [Field("เรื่อง")])
            await self.app.push_screen(ask, self._add_item)

    def _add_item(self, answer: tuple[str, ...] | None) -> None:
        if answer is not None:
            kind = ItemKind.CONSIDERATION
            self.act(self.do(add_item, self.meeting_id, answer[0], kind))

    async def action_resolution(self) -> None:
        """Record what the meeting decides under the current item."""
        await self.settle()
        self.finish_typing()
        if self.may_change() and self.item is not None and self.room is not None:
            dialog = ResolutionDialog(self.item.title, self.room.roll)
            await self.app.push_screen(dialog, self._record)

    def _record(self, draft: ResolutionDraft | None) -> None:
        if draft is None or self.item is None or self.room is None:
            return
        present = len(self.room.roll.present)
        who = self.office.who
        self.act(self.do(record_resolution, self.item.id, draft.outcome, draft.text, present, who))

    def edit_resolution(self, view: ResolutionView) -> None:
        """Open a resolution's wording for correction."""
        assert self.room is not None
        dialog = ResolutionDialog("", self.room.roll, ResolutionDraft(view.outcome, view.text))

        def corrected(draft: ResolutionDraft | None) -> None:
            if draft is not None:
                who = self.office.who
                self.act(self.do(save_resolution, view.id, view.version, draft.text, who))

        self.app.push_screen(dialog, corrected)

    # The life of the meeting

    async def action_start_or_close(self) -> None:
        """Stamp the start; once started, ask for the times and close."""
        await self.settle()
        self.finish_typing()
        if not self.may_change() or self.room is None:
            return
        clock = datetime.now().time().replace(second=0, microsecond=0)
        if self.room.state == MeetingState.PLANNED:
            self.act(self.do(start_meeting, self.meeting_id, clock))
            self.tell(f"เริ่มประชุมเวลา {format_time(clock)}")
            return
        opened = self.room.opened_at or clock
        ask = PromptDialog(
            "เลิกประชุม ตรวจเวลาแล้วกด Enter (หลังจากนี้แก้ไขไม่ได้)",
            [
                Field("เริ่มประชุมเวลา", format_time(opened), check=parse_time),
                Field("เลิกประชุมเวลา", format_time(clock), check=parse_time),
            ],
        )
        await self.app.push_screen(ask, self._close)

    def _close(self, answer: tuple[str, ...] | None) -> None:
        if answer is None:
            return
        opened, closed = map(parse_time, answer)
        self.do(start_meeting, self.meeting_id, opened)
        self.act(self.do(close_meeting, self.meeting_id, closed))

    async def action_print(self) -> None:
        """Print the minutes or the attendance sheet of this meeting."""
        from screens.printing import print_meeting

        await self.settle()
        self.finish_typing()
        if self.room is not None:
            key = self.room.label
            await print_meeting(self, key, self.room.committee_name)

    # Moving about and leaving

    async def action_next_pane(self) -> None:
        """Go from the agenda to the talk and back; what is typed is finished first."""
        await self.settle()
        self.finish_typing()
        agenda = self.query_one(AgendaPane)
        self.set_focus(self.talk if self.focused is agenda else agenda)

    async def action_leave(self) -> None:
        """Close what is open, then leave the room. Escape never loses text."""
        await self.settle()
        open_field = self.query_one(SpeakerField).display
        if self.editing is not None or open_field:
            self.finish_typing()
            self.set_focus(self.talk)
            return
        self.dismiss(None)

    def action_remove(self) -> None:
        """Move the chosen statement or resolution to the bin."""
        block = self.talk.block(self.talk.chosen)
        if block is None or self.focused is not self.talk or not self.may_change():
            return
        said = isinstance(block.view, StatementView)
        remove = remove_statement if said else remove_resolution
        restore = restore_statement if said else restore_resolution
        self._to_restore.append((restore, block.view.id))
        self.act(self.do(remove, block.view.id))
        self.tell("ลบแล้ว กด Z เพื่อคืน")

    def action_undo_remove(self) -> None:
        """Bring back what was removed last."""
        if self._to_restore and self.may_change():
            restore, record_id = self._to_restore.pop()
            self.act(self.do(restore, record_id))

    def action_nothing(self) -> None:
        """Say that nothing came up under the item, or take that back."""
        item = self.item
        if item is not None and self.focused is self.query_one(AgendaPane) and self.may_change():
            self.act(self.do(mark_nothing_said, item.id, not item.nothing_said))

"""The meeting room: roll, resolutions, votes, tasks, and the life of the meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from kmtui.thai.dates import format_date, format_time, parse_date, parse_time
from models.agenda import insert_item
from models.errors import KmError
from models.home import must_have_words
from models.lifecycle import (
    Adoption,
    adopt_minutes,
    check_minutes,
    missing_before_closing,
    reopen_meeting,
    set_times,
)
from models.meetings import MeetingState, close_meeting, start_meeting
from models.minutes import ItemKind, record_resolution, save_resolution
from models.notice import reconvene
from models.roll import Roll
from models.room import ItemView, ResolutionView
from models.tasks import TaskDraft, assign_task
from models.votes import Votes, add_dissent, record_votes
from screens.agenda_pane import AgendaPane
from screens.closing import ClosingDialog
from screens.command import bindings
from screens.commands import ROOM
from screens.prompt import Field, PromptDialog
from screens.resolution import ResolutionDialog, ResolutionDraft
from screens.roll import RollScreen
from screens.room_editing import RoomEditing
from screens.speaker_field import SpeakerField
from screens.votes import VotesDialog

_TASK_WORDS = 60  # characters of the chosen text that begin a task


class RoomScreen(RoomEditing):
    """One meeting, live."""

    CSS_PATH = "room.tcss"
    AUTO_FOCUS = "#agenda"
    BINDINGS = bindings(*ROOM.commands)
    PAGE = ROOM

    # Roll, agenda, resolutions

    async def action_roll(self) -> None:
        """Open the roll."""
        await self.settle()
        self.finish_typing()
        if self.room is not None:
            await self.app.push_screen(RollScreen(self.room), self._back_from_roll)

    def _back_from_roll(self, roll: Roll | None) -> None:
        if roll is not None and self.room is not None:
            self.show_room(replace(self.room, roll=roll))
        self.refresh_room()

    async def action_agenda(self) -> None:
        """Go to the agenda; there, add an item after the highlighted one."""
        await self.settle()
        self.finish_typing()
        agenda = self.query_one(AgendaPane)
        if self.focused is not agenda:
            self.set_focus(agenda)
        elif self.may_change():
            ask = PromptDialog("เพิ่มระเบียบวาระ", [Field("เรื่อง", check=must_have_words)])
            await self.app.push_screen(ask, self._add_item)

    def _add_item(self, answer: tuple[str, ...] | None) -> None:
        if answer is not None:
            kind = ItemKind.CONSIDERATION
            self.act(self.do(insert_item, self.meeting_id, answer[0], self.item_id, kind))

    async def action_resolution(self) -> None:
        """Record what the meeting decides under the current item."""
        await self.settle()
        self.finish_typing()
        if self.may_change() and self.item is not None and self.room is not None:
            item = self.item
            dialog = ResolutionDialog(item.title, self.room.roll)
            await self.app.push_screen(dialog, lambda draft: self._record(item, draft))

    def _record(self, item: ItemView, draft: ResolutionDraft | None) -> None:
        if draft is None or self.room is None:
            return
        present = len(self.room.roll.present_now)
        who = self.office.who
        self.change_talk(record_resolution, item.id, draft.outcome, draft.text, present, who)

    def edit_resolution(self, view: ResolutionView) -> None:
        """Open a resolution's wording for correction."""
        assert self.room is not None
        dialog = ResolutionDialog("", self.room.roll, ResolutionDraft(view.outcome, view.text))

        def corrected(draft: ResolutionDraft | None) -> None:
            if draft is not None:
                who = self.office.who
                self.act(self.do(save_resolution, view.id, view.version, draft.text, who))

        self.app.push_screen(dialog, corrected)

    # Votes and tasks

    async def action_votes(self) -> None:
        """Record how the meeting voted on the chosen resolution, and who dissents."""
        view = self.chosen_view()
        if not isinstance(view, ResolutionView) or self.room is None:
            self.tell("เลือกมติก่อน (Tab แล้วลูกศร) แล้วกด V")
            return

        def answered(answer: Votes | tuple[int, str] | None) -> None:
            if isinstance(answer, Votes):
                self.act(self.do(record_votes, view.id, answer))
            elif answer is not None:
                self.act(self.do(add_dissent, view.id, *answer))

        await self.app.push_screen(VotesDialog(view, self.room.roll), answered)

    async def action_task(self) -> None:
        """Give somebody something to do, from what is chosen or the current item."""
        await self.settle()
        self.finish_typing()
        if self.item is None or not self.may_change():
            return
        view = self.chosen_view()
        begun = view.text[:_TASK_WORDS] if view is not None else ""
        await self._ask_task((begun, "", ""), view.id if view is not None else None)

    async def _ask_task(self, begun: tuple[str, ...], chosen: int | None) -> None:
        """Ask for a task; what the store refuses is asked again with the words kept."""
        assert self.item is not None
        item = self.item
        fields = [
            Field("งาน", begun[0]),
            Field("มอบหมายให้", begun[1], hint="บุคคลหรือกอง"),
            Field("ภายในวันที่", begun[2], check=_optional_date, hint="เช่น 30 ต.ค. 63"),
        ]

        async def answered(answer: tuple[str, ...] | None) -> None:
            if answer is None:
                return
            due = _optional_date(answer[2])
            draft = TaskDraft(answer[0], answer[1], due)
            resolved = chosen if chosen in {made.id for made in item.resolutions} else None
            said = chosen if chosen in {each.id for each in item.statements} else None
            try:
                await self.ask(assign_task, item.id, draft, resolved, said)
            except KmError as refusal:
                self.complain(refusal)
                await self._ask_task(answer, chosen)
            self.refresh_room()

        await self.app.push_screen(PromptDialog("มอบหมายงาน", fields), answered)

    # The life of the meeting

    async def action_start_or_close(self) -> None:
        """Stamp the start; once started, read the resolutions back, then close."""
        await self.settle()
        self.finish_typing()
        if self.room is None or not self.may_change():
            return
        clock = datetime.now().time().replace(second=0, microsecond=0)
        if self.room.state == MeetingState.PLANNED:
            # Shown at once: the next key must not find a meeting that has not started.
            self.show_room(replace(self.room, state=MeetingState.OPEN, opened_at=clock))
            self.act(self.do(start_meeting, self.meeting_id, clock))
            self.tell(f"เริ่มประชุมเวลา {format_time(clock)}")
            return
        missing = await self.attempt(missing_before_closing, self.meeting_id)
        if missing is not None:
            await self.app.push_screen(ClosingDialog(self.room, missing, clock), self._close)

    def _close(self, answer: tuple[str, ...] | None) -> None:
        if answer is not None:
            opened, closed = map(parse_time, answer)
            self.do(set_times, self.meeting_id, opened, None)
            self.act(self.do(close_meeting, self.meeting_id, closed))

    async def action_times(self) -> None:
        """Correct when the meeting began."""
        if self.room is None or not self.may_change():
            return
        opened = self.room.opened_at or self.room.starts_at
        ask = PromptDialog("แก้เวลา", [Field("เริ่มประชุมเวลา", format_time(opened), check=parse_time)])

        def answered(answer: tuple[str, ...] | None) -> None:
            if answer is not None:
                self.act(self.do(set_times, self.meeting_id, parse_time(answer[0]), None))

        await self.app.push_screen(ask, answered)

    async def action_adopt(self) -> None:
        """Say that the minutes are checked; once checked, that a meeting has adopted them."""
        if self.room is None:
            return
        if self.room.state == MeetingState.CLOSED:
            self.act(self.do(check_minutes, self.meeting_id, self.office.who))
            self.tell("บันทึกว่าตรวจรายงานการประชุมแล้ว กด A อีกครั้งเมื่อที่ประชุมรับรอง")
            return
        fields = [
            Field("รับรองเมื่อ", format_date(date.today()), check=_date),
            Field("แก้ไขข้อความ", hint="คั่นแต่ละข้อด้วย ; เว้นว่างถ้าไม่มี"),
        ]

        def answered(answer: tuple[str, ...] | None) -> None:
            if answer is None:
                return
            corrections = tuple(part.strip() for part in answer[1].split(";") if part.strip())
            on, how = _date(answer[0]), Adoption.NEXT_MEETING
            who = self.office.who
            self.act(self.do(adopt_minutes, self.meeting_id, on, how, corrections, who=who))

        await self.app.push_screen(PromptDialog("รับรองรายงานการประชุม", fields), answered)

    async def action_reopen(self) -> None:
        """Open a closed meeting again, with a reason that is kept."""

        def answered(answer: tuple[str, ...] | None) -> None:
            if answer is not None:
                self.act(self.do(reopen_meeting, self.meeting_id, answer[0], self.office.who))

        ask = PromptDialog("เปิดการประชุมที่เลิกแล้วเพื่อแก้ไข", [Field("เหตุผล")])
        await self.app.push_screen(ask, answered)

    async def action_reconvene(self) -> None:
        """Plan the meeting that takes up again what this one could not for lack of a quorum."""
        if self.room is None:
            return
        room = self.room
        fields = [
            Field("วันที่", check=_date, hint="ภายใน ๑๔ วัน ใช้องค์ประชุมหนึ่งในสาม"),
            Field("เวลา", format_time(room.starts_at), check=parse_time),
            Field("แจ้งหนึ่งในสาม", "ใช่", hint="หนังสือนัดระบุแล้ว: ใช่ / ไม่"),
        ]

        def answered(answer: tuple[str, ...] | None) -> None:
            if answer is not None:
                day, at, told = _date(answer[0]), parse_time(answer[1]), answer[2] == "ใช่"
                self.do(reconvene, self.meeting_id, day, at, room.place, told)

        await self.app.push_screen(PromptDialog("นัดประชุมใหม่เรื่องเดิม", fields), answered)

    async def action_print(self) -> None:
        """Print the minutes or the attendance sheet of this meeting."""
        from screens.printing import print_meeting

        await self.settle()
        self.finish_typing()
        if self.room is not None:
            await print_meeting(self, self.room.label, self.room.committee_name)

    # Moving about and leaving

    async def action_next_pane(self) -> None:
        """Expand a short word; else go from the agenda to the talk and back."""
        await self.settle()
        if self.editing is not None and self.expand_snippet():
            return
        self.finish_typing()
        agenda = self.query_one(AgendaPane)
        self.set_focus(self.talk if self.focused is agenda else agenda)

    async def action_leave(self) -> None:
        """Close what is open, then leave the room. Escape never loses text."""
        await self.settle()
        if self.editing is not None or self.query_one(SpeakerField).display:
            self.finish_typing()
            self.set_focus(self.talk)
            return
        await self.dismiss(None)


def _date(text: str) -> date:
    return parse_date(text, date.today())


def _optional_date(text: str) -> date | None:
    return _date(text) if text else None

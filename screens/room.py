"""The meeting room: roll, resolutions, votes, tasks, and moving about."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from models.agenda import insert_item
from models.errors import Conflict
from models.home import must_have_words
from models.minutes import ItemKind, record_resolution, save_resolution
from models.roll import Roll
from models.room import ItemView, ResolutionView, StatementView
from models.tasks import TaskDraft, assign_task
from models.votes import Votes, add_dissent, record_votes
from screens.agenda_pane import AgendaPane
from screens.command import bindings
from screens.commands.meetings import ROOM
from screens.conflict import ConflictDialog
from screens.prompt import Field, PromptDialog
from screens.resolution import ResolutionDialog, ResolutionDraft
from screens.roll import RollScreen
from screens.room_life import RoomLife, optional_date
from screens.speaker_field import SpeakerField
from screens.talk import View
from screens.votes import VotesDialog

_TASK_WORDS = 60  # characters of the chosen text that begin a task


class RoomScreen(RoomLife):
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
        if answer is None:
            return
        after, kind = self.item.id if self.item else None, ItemKind.CONSIDERATION
        added = self.do(insert_item, self.meeting_id, answer[0], after, kind)
        added.add_done_callback(self._show_added)
        self.act(added)

    def _show_added(self, added: asyncio.Future[int]) -> None:
        """The new item is the current one, unless somebody is typing by now."""
        if not added.cancelled() and added.exception() is None and self.editing is None:
            self.go_to_when_read(added.result())

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
                self._save_resolution(view, draft.text)

        self.app.push_screen(dialog, corrected)

    def _save_resolution(self, view: ResolutionView, text: str) -> None:
        """Store a wording; where somebody else was first, a person chooses between the two."""

        def stored(done: asyncio.Future[int]) -> None:
            error = None if done.cancelled() else done.exception()
            if isinstance(error, Conflict):
                fresh = replace(view, version=error.current_version)
                dialog = ConflictDialog(text, error.current_text)
                self.app.push_screen(dialog, lambda chosen: decided(fresh, chosen))

        def decided(fresh: ResolutionView, chosen: str | None) -> None:
            if chosen is not None:
                self._save_resolution(fresh, chosen)
            else:
                # Still on the version that was read: storing it asks again.
                self.edit_resolution(replace(view, text=text))

        future = self.do(save_resolution, view.id, view.version, text, self.office.who)
        future.add_done_callback(stored)
        self.act(future)

    # Votes and tasks

    async def action_votes(self) -> None:
        """Record how the meeting voted on the chosen resolution, and who dissents."""
        view = self.chosen_view()
        if not isinstance(view, ResolutionView) or self.room is None:
            self.tell("เลือกมติก่อน (Tab แล้วลูกศร) แล้วกด V")
            return

        self._ask_votes(view, self.room.roll)

    def _ask_votes(self, view: ResolutionView, roll: Roll, refused: Votes | None = None) -> None:
        """Ask how the meeting voted; counts that were refused are asked again."""

        def answered(answer: Votes | tuple[int, str] | None) -> None:
            if isinstance(answer, Votes):
                future = self.do(record_votes, view.id, answer)
                future.add_done_callback(lambda done: recorded(done, answer))
                self.act(future)
            elif answer is not None:
                self.act(self.do(add_dissent, view.id, *answer))

        def recorded(done: asyncio.Future[None], votes: Votes) -> None:
            refusal = not done.cancelled() and done.exception() is not None
            if refusal and not votes.by_acclamation:
                self._ask_votes(view, roll, votes)

        self.app.push_screen(VotesDialog(view, roll, refused), answered)

    async def action_task(self) -> None:
        """Give somebody something to do, from what is chosen or the current item."""
        await self.settle()
        self.finish_typing()
        if self.item is None or not self.may_change():
            return
        self._ask_task(self.item, self.chosen_view())

    def _ask_task(self, item: ItemView, view: View | None) -> None:
        begun = view.text[:_TASK_WORDS] if view is not None else ""
        chosen = view.id if view is not None else None
        resolved = chosen if isinstance(view, ResolutionView) else None
        said = chosen if isinstance(view, StatementView) else None
        fields = [
            Field("งาน", begun, check=must_have_words),
            Field("มอบหมายให้", hint="บุคคลหรือกอง"),
            Field("ภายในวันที่", check=optional_date, hint="เช่น 30 ต.ค. 63"),
        ]

        def assign(answer: tuple[str, ...]) -> object:
            draft = TaskDraft(answer[0], answer[1], optional_date(answer[2]))
            return assign_task(item.id, draft, resolved, said)

        self.ask_until_accepted("มอบหมายงาน", fields, assign)

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

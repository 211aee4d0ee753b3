"""What follows from the talk in the meeting room: tasks that are given, votes and dissents."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from textual import work

from models.editing.revisions import FieldKey, Subject
from models.meetings.roll import Roll, RollEntry
from models.minutes.snapshot import AgendaItemView, ResolutionView, StatementView
from models.minutes.tasks import assign_task
from models.minutes.undo import Change
from models.minutes.vote_counts import Votes
from models.minutes.votes import (
    VotedMeanwhile,
    add_dissent,
    change_votes,
    reason_of_dissent,
    remove_dissent,
)
from screens.dialogs.prompt import PromptDialog, PromptField
from screens.dialogs.text import write_and_do
from screens.editing.form_merge import merging_store
from screens.minutes.discussion_pane import View
from screens.minutes.lifecycle import RoomLife
from screens.minutes.tasks import TasksScreen, drafted, task_fields
from screens.minutes.votes import Answer, Dissenting, NoVotes, VotesDialog, present_member

_TASK_WORDS = 60  # characters of the chosen text that begin a task
_POLL_INTERVAL_S = 0.004


class RoomGiven(RoomLife):
    """The meeting room with votes and tasks; each act can be undone."""

    def __init__(self, meeting_id: int) -> None:
        super().__init__(meeting_id)
        self._asks_next = False

    async def wait_until_interactive(self) -> None:
        """Between two questions keys are meant for the second: they wait until it stands."""
        await super().wait_until_interactive()
        while self._asks_next and self.app.screen is self:
            await asyncio.sleep(_POLL_INTERVAL_S)

    # Tasks

    async def action_task(self) -> None:
        """Give somebody something to do, from what is chosen or the current item."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        if self.item is not None and self.check_editable():
            await self._ask_task(self.item, self.selected_view())

    async def _ask_task(self, item: AgendaItemView, view: View | None) -> None:
        begun = view.text[:_TASK_WORDS] if view is not None else ""
        chosen = view.id if view is not None else None
        resolved = chosen if isinstance(view, ResolutionView) else None
        said = chosen if isinstance(view, StatementView) else None

        def assign(answer: tuple[str, ...]) -> object:
            return assign_task(item.id, drafted(answer), resolved, said)

        fields = task_fields(text=begun)
        await self.ask_until_accepted("มอบหมายงาน", fields, assign, under=[item.id])

    def action_show_tasks(self) -> None:
        """Show the tasks of this meeting: to change, to finish, to remove."""
        self.show_tasks()

    def show_tasks(self, select: int | None = None) -> None:
        """Show the tasks of this meeting with the cursor on one of them."""

        def back(_: None) -> None:
            self.refresh_snapshot()

        self.app.push_screen(TasksScreen(self.meeting_id, select), back)

    # Votes

    async def action_votes(self) -> None:
        """How the meeting voted on the chosen resolution or the item's last one, who dissents."""
        if self.snapshot is None or self.item is None or not self.check_editable():
            return
        chosen, made = self.selected_view(), self.item.resolutions
        if isinstance(chosen, ResolutionView):
            self._ask_votes(chosen, self.snapshot.roll)
        elif made:
            self._ask_votes(made[-1], self.snapshot.roll)
        else:
            self.show_message("ระเบียบวาระนี้ยังไม่มีมติ กด F4 บันทึกมติก่อน แล้วกด V")

    def _ask_votes(self, view: ResolutionView, roll: Roll, refused: Votes | None = None) -> None:
        """Ask how the meeting voted; counts that were refused are asked again."""

        def answered(answer: Answer | None) -> None:
            self._asks_next = isinstance(answer, Dissenting)
            if isinstance(answer, Votes):
                future = self.change_discussion(change_votes, view.id, answer, view.votes)
                future.add_done_callback(lambda done: recorded(done, answer))
            elif answer is not None:
                self._change_votes(view, roll, answer)

        def recorded(done: asyncio.Future[object], votes: Votes) -> None:
            error = None if done.cancelled() else done.exception()
            typed = None if votes.by_acclamation else votes
            if isinstance(error, VotedMeanwhile):
                self._ask_votes(replace(view, votes=error.stored), roll, typed)
            elif error is not None and typed is not None:
                self._ask_votes(view, roll, typed)

        self._asks_next = True
        self.app.push_screen(VotesDialog(view, refused), answered)

    def _change_votes(self, view: ResolutionView, roll: Roll, answer: Answer) -> None:
        if isinstance(answer, Dissenting):
            self._ask_dissent(view, roll)
        elif isinstance(answer, NoVotes):
            withdrawn = self.change_discussion(change_votes, view.id, None, view.votes)
            self._tell_when_done(withdrawn, "ลบคะแนนแล้ว กด Z เพื่อคืน")
        elif not isinstance(answer, Votes):
            removed = self.change_discussion(remove_dissent, answer.dissent_id)
            self._tell_when_done(removed, "ลบความเห็นแย้งแล้ว กด Z เพื่อคืน")

    @work(exclusive=True, group="act")
    async def _ask_dissent(self, view: ResolutionView, roll: Roll) -> None:
        """Ask who dissents, then why."""
        number = partial(present_member, roll)
        ask = PromptDialog("ความเห็นแย้ง", [PromptField("ผู้เห็นแย้ง", check=number, hint="ลำดับในรายชื่อ")])
        try:
            who = await self.app.push_screen_wait(ask)
            if who is not None and self.item is not None:
                await self._write_reason(view, number(who[0]), self.item.id)
        finally:
            self._asks_next = False

    async def _write_reason(self, view: ResolutionView, member: RollEntry, item_id: int) -> None:
        """The reason as a draft from the first key; what was said before is corrected."""

        async def keep(act: Callable[..., object], *args: object) -> Change:
            future = asyncio.wrap_future(self.kept(act, *args, under=[item_id]))
            self.track_operation(future)
            return await future

        said = (each.reason for each in view.dissents if each.attendance_id == member.attendance_id)
        known = next(said, "")
        store = merging_store(
            self,
            ["เหตุผล"],
            lambda: (reason_of_dissent(view.id, member.attendance_id),),
            (known,),
            lambda reasons: add_dissent(view.id, member.attendance_id, *reasons),
            keep,
        )

        async def dissent(reason: str) -> None:
            self._asks_next = False
            await store((reason,))

        title = f"เหตุผลที่ {member.speaker_name} เห็นแย้ง"
        place = FieldKey(Subject.DISSENT, view.id, str(member.attendance_id))
        await write_and_do(self, title, known, place, dissent)

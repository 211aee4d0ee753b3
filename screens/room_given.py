"""What follows from the talk in the meeting room: tasks that are given, votes and dissents."""

from __future__ import annotations

import asyncio

from models.roll import Roll
from models.room import ItemView, ResolutionView, StatementView
from models.tasks import assign_task
from models.votes import Votes, add_dissent, record_votes, remove_dissent
from screens.room_life import RoomLife
from screens.talk import View
from screens.tasks import TasksScreen, drafted, task_fields
from screens.votes import Answer, Dissented, NoVotes, VotesDialog

_TASK_WORDS = 60  # characters of the chosen text that begin a task


class RoomGiven(RoomLife):
    """The meeting room with votes and tasks; each act can be undone."""

    # Tasks

    async def action_task(self) -> None:
        """Give somebody something to do, from what is chosen or the current item."""
        await self.settle()
        self.finish_typing()
        if self.item is not None and self.may_change():
            await self._ask_task(self.item, self.chosen_view())

    async def _ask_task(self, item: ItemView, view: View | None) -> None:
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

    def show_tasks(self, stand_on: int | None = None) -> None:
        """Show the tasks of this meeting with the cursor on one of them."""

        def back(_: None) -> None:
            self.refresh_room()

        self.app.push_screen(TasksScreen(self.meeting_id, stand_on), back)

    # Votes

    async def action_votes(self) -> None:
        """Record or withdraw how the meeting voted on the chosen resolution, and who dissents."""
        view = self.chosen_view()
        if not isinstance(view, ResolutionView) or self.room is None:
            self.tell("เลือกมติก่อน (Tab แล้วลูกศร) แล้วกด V")
            return
        self._ask_votes(view, self.room.roll)

    def _ask_votes(self, view: ResolutionView, roll: Roll, refused: Votes | None = None) -> None:
        """Ask how the meeting voted; counts that were refused are asked again."""

        def answered(answer: Answer | None) -> None:
            if isinstance(answer, Votes):
                future = self.change_talk(record_votes, view.id, answer)
                future.add_done_callback(lambda done: recorded(done, answer))
            elif answer is not None:
                self._change_votes(view, answer)

        def recorded(done: asyncio.Future[object], votes: Votes) -> None:
            refusal = not done.cancelled() and done.exception() is not None
            if refusal and not votes.by_acclamation:
                self._ask_votes(view, roll, votes)

        self.app.push_screen(VotesDialog(view, roll, refused), answered)

    def _change_votes(self, view: ResolutionView, answer: Answer) -> None:
        if isinstance(answer, Dissented):
            self.change_talk(add_dissent, view.id, answer.attendance_id, answer.reason)
        elif isinstance(answer, NoVotes):
            self.change_talk(record_votes, view.id, None)
            self.tell("ลบคะแนนแล้ว กด Z เพื่อคืน")
        elif not isinstance(answer, Votes):
            self.change_talk(remove_dissent, answer.dissent_id)
            self.tell("ลบความเห็นแย้งแล้ว กด Z เพื่อคืน")

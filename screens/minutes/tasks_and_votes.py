"""The dialogs for the tasks, votes, dissents and recusals of a discussion."""

from __future__ import annotations

import asyncio
from functools import partial

from msgspec.structs import replace

from kmtui.thai.digits import thai_digits
from models.editing.cell_values import must_not_be_blank
from models.editing.revisions import FieldKey, Subject
from models.editing.undo import UndoEntry
from models.meetings.roll import Roll, RollEntry
from models.minutes.decisions.matters import decide_together
from models.minutes.decisions.recusals import recuse, take_part
from models.minutes.snapshot import AgendaItemView, ResolutionView, StatementView
from models.minutes.tasks import assign_task
from models.minutes.vote_counts import Votes
from models.minutes.votes import (
    VotedMeanwhile,
    add_dissent,
    change_votes,
    reason_of_dissent,
    recount,
    remove_dissent,
)
from screens.base.dialog_action import start_dialog_flow
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog, PromptField, ask_and_do
from screens.dialogs.text import write_and_do
from screens.editing.form_merge import merging_store, try_store
from screens.minutes.controller import MeetingController, View
from screens.minutes.structure_edits import ask_until_accepted, show_when_done
from screens.minutes.tasks import TasksScreen, drafted, task_fields
from screens.minutes.votes import (
    Answer,
    Dissenting,
    NoVotes,
    Recount,
    VotesDialog,
    member_field,
    present_member,
)
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_TASK_WORDS = 60  # characters of the selected text that begin a task
_POLL_INTERVAL_S = 0.004


async def give_task(controller: MeetingController, item: AgendaItemView, view: View | None) -> None:
    """Ask for a task of a statement, resolution or item, and store it."""
    begun = view.text[:_TASK_WORDS] if view is not None else ""
    resolution_id = view.id if isinstance(view, ResolutionView) else None
    statement_id = view.id if isinstance(view, StatementView) else None

    def assign(answer: tuple[str, ...]) -> object:
        return assign_task(item.id, drafted(answer), resolution_id, statement_id)

    fields = task_fields(text=begun)
    await ask_until_accepted(controller, "มอบหมายงาน", fields, assign, under=[item.id])


def show_tasks(controller: MeetingController, select: int | None = None) -> None:
    """Open the tasks of this meeting, with one of them selected."""

    def back(_: None) -> None:
        controller.loader.refresh()

    controller.screen.app.push_screen(TasksScreen(controller.meeting_id, select), back)


class VoteQuestions:
    """Dialogs for votes, dissents, recusals and joint resolutions, with undo."""

    def __init__(self, controller: MeetingController) -> None:
        self._controller = controller
        self._asks_next = False

    async def wait_for_next(self) -> None:
        """Wait until the second of two dialogs is open, so that it gets the keys in between."""
        screen = self._controller.screen
        while self._asks_next and screen.app.screen is screen:
            await asyncio.sleep(_POLL_INTERVAL_S)

    def ask(self, selected: View | None) -> None:
        """Ask for the votes on the selected resolution, else on the item's last one; store them."""
        snapshot, item = self._controller.snapshot, self._controller.item
        if snapshot is None or item is None:
            return
        if isinstance(selected, ResolutionView):
            self._ask_votes(selected, snapshot.roll_for(item))
        elif item.resolutions:
            self._ask_votes(item.resolutions[-1], snapshot.roll_for(item))
        else:
            words = "ระเบียบวาระนี้ยังไม่มีมติ กด F4 บันทึกมติก่อน แล้วกด V"
            self._controller.screen.show_message(words)

    def _ask_votes(self, view: ResolutionView, roll: Roll, refused: Votes | None = None) -> None:
        """Ask for the votes; refused counts are asked again."""
        controller = self._controller

        def answered(answer: Answer | None) -> None:
            self._asks_next = isinstance(answer, Dissenting)
            if isinstance(answer, Votes):
                future = controller.change_discussion(change_votes, view.id, answer, view.votes)
                future.add_done_callback(lambda done: recorded(done, answer))
            elif answer is not None:
                self._change_votes(view, roll, answer)

        def recorded(done: asyncio.Future[UndoEntry], votes: Votes) -> None:
            error = None if done.cancelled() else done.exception()
            typed = None if votes.by_acclamation else votes
            if isinstance(error, VotedMeanwhile):
                self._ask_votes(replace(view, votes=error.stored), roll, typed)
            elif error is not None and typed is not None:
                self._ask_votes(view, roll, typed)

        self._asks_next = True
        controller.screen.app.push_screen(VotesDialog(view, roll, refused), answered)

    def _change_votes(self, view: ResolutionView, roll: Roll, answer: Answer) -> None:
        controller = self._controller
        if isinstance(answer, Dissenting):
            flow = partial(self._ask_dissent, view, roll)
            start_dialog_flow(controller.screen, flow, "act")
        elif isinstance(answer, NoVotes):
            withdrawn = controller.change_discussion(change_votes, view.id, None, view.votes)
            show_when_done(controller, withdrawn, "ลบคะแนนแล้ว กด Z เพื่อคืน")
        elif isinstance(answer, Recount):
            counted = (recount, view.id, answer.made_at, answer.present)
            show_when_done(
                controller, controller.change_discussion(*counted), "แก้จำนวนแล้ว กด Z เพื่อคืน"
            )
        elif not isinstance(answer, Votes):
            removed = controller.change_discussion(remove_dissent, answer.dissent_id)
            show_when_done(controller, removed, "ลบความเห็นแย้งแล้ว กด Z เพื่อคืน")

    async def ask_recusal(self) -> None:
        """Ask which member withdraws from the current item because of an interest; store that.

        A member who has withdrawn takes part again.
        """
        controller, snapshot = self._controller, self._controller.snapshot
        item = controller.item
        if snapshot is None or item is None or not controller.check_editable():
            return
        screen = controller.screen
        present = [each for each in snapshot.roll.present if not each.is_guest]
        if not present:
            screen.show_message("ยังไม่มีกรรมการที่มาประชุม เช็กชื่อก่อน (F2) แล้วเลือกผู้มีส่วนได้เสีย", "warning")
            return
        withdrew = {each.attendance_id: each.reason for each in item.recusals}
        entries = [_recusal_entry(each, withdrew) for each in present]
        title = f"ผู้มีส่วนได้เสียในระเบียบวาระที่ {item.number}"
        picked = await screen.app.push_screen_wait(PickDialog(title, entries))
        if picked is None:
            return
        if picked in withdrew:
            back = controller.change_now(take_part, item.id, picked, under=[item.id])
            if await try_store(screen, back):
                screen.show_message("กลับเข้าร่วมระเบียบวาระนี้แล้ว กด Z เพื่อเลิกทำ")
            return

        async def store(answer: tuple[str, ...]) -> None:
            await controller.change_now(recuse, item.id, picked, answer[0], under=[item.id])
            words = "ออกจากที่ประชุมในระเบียบวาระนี้ ไม่นับเป็นองค์ประชุมและไม่ออกเสียง กด Z เพื่อเลิกทำ"
            screen.show_message(words)

        field = PromptField("เหตุ", check=must_not_be_blank, hint="เช่น เป็นคู่สัญญา เป็นญาติของผู้ยื่นคำขอ")
        await ask_and_do(screen, "มีส่วนได้เสียอย่างไร", [field], store, (item.id, picked))

    async def ask_joint(self, selected: View | None) -> None:
        """Ask for another item that a resolution decides as well, and store that.

        The resolution is the selected one, else the item's last one. An item that it decides
        already is detached from it.
        """
        controller, snapshot = self._controller, self._controller.snapshot
        item = controller.item
        if snapshot is None or item is None or not controller.check_editable():
            return
        screen = controller.screen
        made = selected if isinstance(selected, ResolutionView) else None
        made = made or next(reversed(item.resolutions), None)
        others = [each for each in snapshot.items if each.id != item.id and not each.resolutions]
        if made is None or not others:
            words = "กด F4 บันทึกมติก่อน" if made is None else "ระเบียบวาระอื่นมีมติของเรื่องเองแล้ว"
            screen.show_message(f"ลงมติรวมกันยังไม่ได้ {words}", "warning")
            return
        entries = [_joint_entry(each, each.decided_by == made.id) for each in others]
        picked = await screen.app.push_screen_wait(PickDialog("ลงมติรวมกับระเบียบวาระ", entries))
        if picked is not None:
            joint = controller.change_now(decide_together, made.id, picked, under=[item.id])
            await try_store(screen, joint)

    async def _ask_dissent(self, view: ResolutionView, roll: Roll) -> None:
        """Ask which member dissents, then why, and store the dissent."""
        ask = PromptDialog("ความเห็นแย้ง", [member_field(roll)], about=view.id)
        try:
            who = await self._controller.screen.app.push_screen_wait(ask)
            if who is not None and self._controller.item is not None:
                member = present_member(roll, who[0])
                await self._write_reason(view, member, self._controller.item.id)
        finally:
            self._asks_next = False

    async def _write_reason(self, view: ResolutionView, member: RollEntry, item_id: int) -> None:
        """Ask for the reason of a dissent, with a draft from the first key, and store it."""
        screen = self._controller.screen
        said = (each.reason for each in view.dissents if each.attendance_id == member.attendance_id)
        known = next(said, "")
        store = merging_store(
            screen,
            ["เหตุผล"],
            lambda: (reason_of_dissent(view.id, member.attendance_id),),
            (known,),
            lambda reasons: add_dissent(view.id, member.attendance_id, *reasons),
            partial(self._controller.change_now, under=[item_id]),
        )

        async def dissent(reason: str) -> None:
            self._asks_next = False
            await store((reason,))

        title = f"เหตุผลที่ {member.speaker_name} เห็นแย้ง"
        place = FieldKey(Subject.DISSENT, view.id, str(member.attendance_id))
        await write_and_do(screen, title, known, place, dissent)


def _recusal_entry(member: RollEntry, withdrew: dict[int, str]) -> FilterEntry:
    reason = withdrew.get(member.attendance_id)
    said = f"✓ ออกแล้ว: {reason}" if reason is not None else member.speaker_title
    who = f"{thai_digits(member.number)} {member.speaker_name}"
    return FilterEntry(member.attendance_id, CellRow(ListCell(who), ListCell(said, 30)))


def _joint_entry(item: AgendaItemView, is_joint: bool) -> FilterEntry:
    said = "✓ ลงมติรวมแล้ว" if is_joint else ""
    return FilterEntry(
        item.id, CellRow(ListCell(f"{item.number} {item.title}"), ListCell(said, 16))
    )

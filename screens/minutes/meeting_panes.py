"""The panes of the meeting room side by side, and the keys that they share."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kmtui.thai.dates import fiscal_year
from kmtui.thai.digits import thai_column
from models.editing.revisions import FieldKey, Subject
from models.meetings.roll import AttendanceStatus, Roll
from models.minutes.snapshot import MeetingSnapshot, ResolutionView, StatementView
from models.office.locations import InKnowledge
from screens.base.dialog_action import run_dialog_flow
from screens.commands.command import bindings
from screens.commands.minutes import MEETING_KEYS
from screens.dialogs.prompt import PromptField, QueryDialog
from screens.history.history import show_history
from screens.minutes.agenda_pane import AgendaPane
from screens.minutes.closing import ask_reconvening
from screens.minutes.controller import MeetingController
from screens.minutes.discussion_pane import DiscussionPane
from screens.minutes.lifecycle import (
    adopt,
    ask_chair,
    ask_of_electronic,
    ask_times,
    reopen,
)
from screens.minutes.speaker_field import SpeakerField
from screens.minutes.structure_edits import ask_replacement, paste_agenda
from screens.minutes.tasks_and_votes import VoteQuestions, show_tasks
from screens.navigation.destinations import (
    Changes,
    KnowledgeInMeeting,
    Reconciliation,
    Snippets,
    WordCorrections,
)
from screens.widgets.label import LabelLine, ThaiLabel, lines

ROLL_SIGNS = {
    AttendanceStatus.PRESENT: "✓",
    AttendanceStatus.ABSENT: "✗",
    AttendanceStatus.VACANT: "-",
    AttendanceStatus.IN_ATTENDANCE: "+",
    AttendanceStatus.UNMARKED: "·",
}


def roll_lines(roll: Roll) -> list[LabelLine]:
    """Return the roll for the third pane of a wide screen: sign, number, name or vacant post."""
    shown: list[LabelLine] = lines(("ผู้มาประชุม", "bold"))
    numbers = thai_column(entry.number for entry in roll.entries)
    for entry, number in zip(roll.entries, numbers, strict=True):
        who = entry.name or f"ว่าง: {entry.title}"
        who += " (ออนไลน์)" if entry.is_online else ""
        shown += lines(f"{ROLL_SIGNS[entry.status]} {number} {who}", hanging=3 + len(number))
    return shown


class MeetingPanes(Horizontal):
    """Agenda, discussion with the speaker field, and on a wide screen the roll.

    Its keys act on the meeting whichever pane has the focus; while a statement is being typed,
    letters are its text.
    """

    BINDINGS = bindings(*MEETING_KEYS)

    def __init__(
        self,
        controller: MeetingController,
        agenda: AgendaPane,
        discussion: DiscussionPane,
        speaker_field: SpeakerField,
        votes: VoteQuestions,
    ) -> None:
        super().__init__(id="panes")
        self._controller = controller
        self._agenda = agenda
        self._discussion = discussion
        self._speaker_field = speaker_field
        self._votes = votes

    def compose(self) -> ComposeResult:
        """Compose the panes from left to right."""
        yield self._agenda
        with Vertical(id="right"):
            # The field comes first, so that showing it does not move and repaint the discussion.
            yield self._speaker_field
            yield self._discussion
        yield ThaiLabel("", id="roll")

    def show_snapshot(self, snapshot: MeetingSnapshot) -> None:
        """Show the meeting in every pane."""
        self.query_one("#roll", ThaiLabel).update(*roll_lines(snapshot.roll))
        self._agenda.show_snapshot(snapshot)
        self._discussion.show_snapshot(snapshot)

    def action_votes(self) -> None:
        """Ask for votes and dissents on the selected resolution, else on the item's last one."""
        if self._controller.check_editable():
            self._votes.ask(self._discussion.editable_view())

    async def action_recuse(self) -> None:
        """Ask which member withdraws from the current item and why, or returns; store it."""
        await run_dialog_flow(self._controller.screen, self._votes.ask_recusal)

    async def action_joint(self) -> None:
        """Ask for another item that the selected resolution decides too, or no longer; store it."""
        view = self._discussion.editable_view()
        flow = partial(self._votes.ask_joint, view)
        await run_dialog_flow(self._controller.screen, flow)

    def action_undo(self) -> None:
        """Undo the last operation."""
        self._controller.undo()

    def action_redo(self) -> None:
        """Redo the operation that was undone last."""
        self._controller.redo()

    async def action_find(self) -> None:
        """Ask for a text and go to its next occurrence in the meeting."""

        def find(answer: tuple[str, ...] | None) -> None:
            if answer is not None and answer[0]:
                self._controller.find_next(answer[0])

        field = PromptField("คำ", self._controller.searched)
        await self.app.push_screen(QueryDialog("ค้นหาในการประชุมนี้", [field]), find)

    async def action_replace(self) -> None:
        """Ask for a text and its replacement, preview them, replace the selected ones."""
        if self._controller.check_editable():
            self._controller.typing.finish()
            flow = partial(ask_replacement, self._controller)
            await run_dialog_flow(self._controller.screen, flow)

    def action_show_tasks(self) -> None:
        """Open the tasks of this meeting."""
        show_tasks(self._controller)

    async def action_show_snippets(self) -> None:
        """Open the snippets; changes take effect here on return."""
        await self._controller.screen.open(Snippets())

    async def action_times(self) -> None:
        """Ask for corrected times of start and end, and store them."""
        await ask_times(self._controller)

    async def action_chair(self) -> None:
        """Ask for the member who presides instead of the chair, with the reason, and store it."""
        await ask_chair(self._controller)

    async def action_electronic(self) -> None:
        """Ask for the form of the meeting and the technical faults of an e-meeting; store them."""
        if self._controller.snapshot is not None and self._controller.check_editable():
            flow = partial(ask_of_electronic, self._controller)
            await run_dialog_flow(self._controller.screen, flow)

    async def action_reconcile(self) -> None:
        """Open the comparison of order, seat holders and roll for this meeting."""
        await self._controller.screen.open(Reconciliation(self._controller.meeting_id))

    async def action_word_import(self) -> None:
        """Open the import of minutes corrected in Word."""
        screen = self._controller.screen
        await screen.wait_for_pending_keys()
        self._controller.typing.finish()
        await screen.open(WordCorrections(self._controller.meeting_id))

    async def action_paste_agenda(self) -> None:
        """Open the import of pasted lines as agenda items."""
        await self._controller.screen.wait_for_pending_keys()
        self._controller.typing.finish()
        if self._controller.check_editable():
            paste_agenda(self._controller)

    async def action_adopt(self) -> None:
        """Carry out the next step of the minutes: check, then adopt, then record corrections."""
        await adopt(self._controller)

    async def action_reopen(self) -> None:
        """Ask for a reason, and reopen a closed meeting."""
        await reopen(self._controller)

    async def action_reconvene(self) -> None:
        """Ask for date and time, and reconvene a meeting that failed for lack of a quorum."""
        await ask_reconvening(self._controller)

    async def action_classify(self) -> None:
        """Open the classification of the meeting's fiscal year.

        Changes there are linked to the meeting, unless its minutes are adopted.
        """
        screen, snapshot = self._controller.screen, self._controller.snapshot
        await screen.wait_for_pending_keys()
        self._controller.typing.finish()
        if snapshot is not None:
            year, is_over = fiscal_year(snapshot.held_on), snapshot.adoption is not None
            meeting_id = self._controller.meeting_id
            await screen.open(
                InKnowledge(year) if is_over else KnowledgeInMeeting(year, meeting_id)
            )

    async def action_history(self) -> None:
        """Open the history of the selected statement or resolution, else of the item's title.

        The votes and dissents of a resolution that was voted on are shown beside its text.
        """
        screen, view, place = self._controller.screen, self._discussion.editable_view(), None
        if isinstance(view, ResolutionView) and (view.votes or view.dissents):
            dissents = ((Subject.DISSENT, each.id) for each in view.dissents)
            await screen.open(Changes(((Subject.RESOLUTION, view.id), *dissents)))
            return
        if view is not None:
            said = isinstance(view, StatementView)
            place = FieldKey(Subject.STATEMENT if said else Subject.RESOLUTION, view.id)
        elif self._controller.item is not None:
            place = FieldKey(Subject.AGENDA_ITEM, self._controller.item.id, "title")
        await show_history(screen, place)

"""The meeting room: its roll and agenda, paper, other screens, and moving about."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import work

from kmtui.thai.dates import fiscal_year
from models.committees.agenda_templates import ItemKind
from models.editing.cell_values import must_not_be_blank
from models.editing.revisions import FieldKey, Subject
from models.knowledge.operations import knowledge_of_meeting
from models.meetings.roll import Roll
from models.minutes.agenda import insert_item
from models.minutes.snapshot import ResolutionView, StatementView
from models.minutes.undo import Change, added_items
from models.office.locations import InKnowledge, InMeeting
from screens.commands.command import bindings
from screens.commands.minutes import ROOM
from screens.dialogs.prompt import PromptDialog, PromptField
from screens.history.history import show_history
from screens.meetings.roll import RollScreen
from screens.meetings.status import linked_text
from screens.minutes.agenda_pane import AgendaPane
from screens.minutes.session import find_in
from screens.minutes.speaker_field import SpeakerField
from screens.minutes.tasks_and_votes import RoomGiven
from screens.navigation.destinations import (
    Changes,
    Destination,
    KnowledgeInMeeting,
    Reconciliation,
    Snippets,
)
from screens.printing.printing import print_meeting
from screens.widgets.label import ThaiLabel


class RoomScreen(RoomGiven):
    """One meeting, live."""

    CSS_PATH = "room.tcss"
    AUTO_FOCUS = "#agenda"
    BINDINGS = bindings(*ROOM.commands)
    PAGE = ROOM

    def __init__(self, meeting_id: int, field_key: FieldKey | None = None) -> None:
        super().__init__(meeting_id)
        self.coming = field_key

    def is_at(self, to: Destination) -> bool:
        """Return whether it is this meeting: the same room twice would be typed in twice."""
        return isinstance(to, InMeeting) and to.meeting_id == self.meeting_id

    def show(self, to: Destination) -> None:
        """Go to an item, statement, resolution or task of this meeting."""
        place = to.at if isinstance(to, InMeeting) else None
        found = find_in(self.snapshot, place) if self.snapshot is not None else None
        if found is not None:
            self.go_to(found.item_id, found.record_id)
        elif place is not None:
            # Somebody else has just stored it.
            self.coming = place
            self.refresh_snapshot()

    # Roll, agenda

    async def action_roll(self) -> None:
        """Open the roll."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        await self.open_roll()

    async def open_roll(self, select: int | None = None) -> None:
        """Open the roll at one of its lines."""
        if self.snapshot is not None:
            await self.app.push_screen(RollScreen(self.snapshot, select), self._back_from_roll)

    def _back_from_roll(self, roll: Roll | None) -> None:
        if roll is not None and self.snapshot is not None:
            self.show_snapshot(replace(self.snapshot, roll=roll))
            self.warn_of_chair()
        self.refresh_snapshot()

    async def action_agenda(self) -> None:
        """Go to the agenda; there, add an item after the highlighted one."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        agenda = self.query_one(AgendaPane)
        if self.focused is not agenda:
            self.set_focus(agenda)
        elif self.check_editable():
            ask = PromptDialog("เพิ่มระเบียบวาระ", [PromptField("เรื่อง", check=must_not_be_blank)])
            await self.app.push_screen(ask, self._add_item)

    def _add_item(self, answer: tuple[str, ...] | None) -> None:
        if answer is None:
            return
        after, kind = self.item.id if self.item else None, ItemKind.CONSIDERATION
        added = self.change(insert_item, self.meeting_id, answer[0], after, kind)
        added.add_done_callback(self._show_added)

    def _show_added(self, added: asyncio.Future[Change]) -> None:
        """The new item is the current one, unless somebody is typing by now."""
        if not added.cancelled() and added.exception() is None and self.editing is None:
            for item_id in added_items(added.result()):
                self.go_to_when_read(item_id)

    # Paper and other screens

    async def action_print(self) -> None:
        """Print the minutes or the attendance sheet of this meeting."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        if self.snapshot is not None:
            await print_meeting(self, self.snapshot.label, self.snapshot.committee_name)

    async def action_reconcile(self) -> None:
        """Compare the order, the holders and the roll of this meeting."""
        await self.open(Reconciliation(self.meeting_id))

    async def action_classify(self) -> None:
        """Open the classification of the meeting's fiscal year; what is done there is linked."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        if self.snapshot is not None:
            year, is_over = fiscal_year(self.snapshot.held_on), self.snapshot.adoption is not None
            to = InKnowledge(year) if is_over else KnowledgeInMeeting(year, self.meeting_id)
            await self.open(to)

    def on_screen_resume(self) -> None:
        """Read what was changed elsewhere: what is linked to the meeting, the short words."""
        self._show_linked()
        self.learn_snippets()

    @work(exclusive=True, group="linked")
    async def _show_linked(self) -> None:
        linked = await self.call_or_show_error(knowledge_of_meeting, self.meeting_id)
        if linked is not None and self.is_composed:
            self.query_one("#linked", ThaiLabel).update(linked_text(linked))

    async def action_show_snippets(self) -> None:
        """Show the short words; changed ones are known here at once."""
        await self.open(Snippets())

    async def action_history(self) -> None:
        """Show who changed the chosen statement or resolution, else the title of the item.

        Of a resolution that was voted on the votes and dissents stand beside its text.
        """
        view, place = self.selected_view(), None
        if isinstance(view, ResolutionView) and (view.votes or view.dissents):
            dissents = ((Subject.DISSENT, each.id) for each in view.dissents)
            await self.open(Changes(((Subject.RESOLUTION, view.id), *dissents)))
            return
        if view is not None and self.focused is not self.query_one(AgendaPane):
            said = isinstance(view, StatementView)
            place = FieldKey(Subject.STATEMENT if said else Subject.RESOLUTION, view.id)
        elif self.item is not None:
            place = FieldKey(Subject.AGENDA_ITEM, self.item.id, "title")
        await show_history(self, place)

    # Moving about and leaving

    async def action_next_pane(self) -> None:
        """Expand a short word; else go from the agenda to the talk and back."""
        await self.wait_for_pending_keys()
        if self.editing is not None and self.expand_snippet():
            return
        self.finish_typing()
        agenda = self.query_one(AgendaPane)
        self.set_focus(self.talk if self.focused is agenda else agenda)

    async def action_leave(self) -> None:
        """Close what is open, then leave the room. Escape never loses text."""
        await self.wait_for_pending_keys()
        if self.editing is not None or self.query_one(SpeakerField).display:
            self.finish_typing()
            self.set_focus(self.talk)
            return
        await self.dismiss(None)

"""The meeting room: composed of panes and editors, with the keys of the room itself."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal

from kmtui.thai.dates import buddhist_year
from kmtui.thai.digits import thai_digits
from models.drafts.save_state import SaveState
from models.editing.revisions import FieldKey
from models.errors import KmError
from models.history.kinds import kind_of
from models.history.unresolved_drafts import left_in_meeting
from models.knowledge.operations import knowledge_of_meeting
from models.meetings.presence import ActiveEditor
from models.minutes.snapshot import MeetingSnapshot, StatementView
from models.office.locations import InMeeting
from screens.base.presence_tracker import PresenceTracker
from screens.base.saved import saved_label, trouble_text
from screens.base.screen import KmScreen
from screens.checks.background_check import FindingCountLabel, VisibleTexts
from screens.commands.command import bindings
from screens.commands.minutes import ROOM, ROOM_KEYS
from screens.editing.autosave import AutosavedField, AutosaveEvents, FieldAutosave
from screens.editing.snippet_expander import SnippetExpander
from screens.meetings.status import (
    chair_text,
    linked_text,
    others_text,
    roll_label,
    state_of,
    title_of,
)
from screens.minutes.agenda_pane import AgendaPane
from screens.minutes.controller import MeetingController, find_in
from screens.minutes.discussion_pane import DiscussionPane
from screens.minutes.lifecycle import open_roll, start_or_close
from screens.minutes.meeting_panes import MeetingPanes
from screens.minutes.resolution_editor import ResolutionEditor
from screens.minutes.speaker_field import SpeakerField
from screens.minutes.statement_editor import StatementEditor, TypedStatement
from screens.minutes.tasks_and_votes import VoteQuestions, give_task
from screens.navigation.destinations import Destination
from screens.printing.printing import print_meeting
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ROW_ON_DEMAND, ThaiLabel
from screens.widgets.text_area import ThaiTextArea

AUTOSAVE_INTERVAL_S = 60.0
CONFLICT_INTERVAL_S = 0.5
CLOCK_INTERVAL_S = 5.0


def _text_field(field_key: FieldKey) -> AutosavedField:
    kind = kind_of(field_key.subject)
    return AutosavedField(kind.noun, kind.noun, kind.saving(field_key.field), kind.undelete)


def text_autosave(controller: MeetingController, can_ask: Callable[[], bool]) -> FieldAutosave:
    """Return the autosave of the statements and resolutions of a meeting."""
    screen = controller.screen
    events = AutosaveEvents(
        can_ask=can_ask,
        on_operation=controller.track_operation,
        on_refused=lambda _typed, error: screen.show_error(error),
    )
    return FieldAutosave(screen, _text_field, events)


async def find_left_texts(controller: MeetingController, autosave: FieldAutosave) -> None:
    """Add the meeting's drafts of earlier sessions to the undecided texts, and say how many.

    An error is ignored.
    """
    screen, office = controller.screen, controller.screen.workspace
    mine = controller.meeting_id, office.paths.rescue, office.session
    with contextlib.suppress(KmError):
        left = await autosave.find_left(left_in_meeting, *mine)
        if left and screen.is_composed:
            count = thai_digits(left)
            words = f"มีข้อความค้าง {count} แห่งในการประชุมนี้ กด Enter ที่คำพูด หรือ F4 ที่วาระ"
            screen.show_message(words, "warning")


def visible_texts(controller: MeetingController, pane: DiscussionPane) -> VisibleTexts:
    """Return the text being typed, else the texts of the current item."""
    snapshot, item = controller.snapshot, controller.item
    if snapshot is None or item is None:
        return VisibleTexts((), 0)
    texts = [said.text for said in item.statements]
    texts += [made.text for made in item.resolutions]
    if controller.editing is not None:
        texts = [pane.editor.area.text]
    return VisibleTexts(tuple(texts), buddhist_year(snapshot.held_on))


def extractable_item(controller: MeetingController) -> str:
    """Return the current item's number if an extract can be printed of it; else "".

    The meeting must be closed, and the item or one under it must have a resolution.
    """
    snapshot, item = controller.snapshot, controller.item
    if snapshot is None or item is None or not snapshot.state.is_closed:
        return ""
    has_resolution = any(each.resolutions for each in snapshot.with_those_under(item))
    return item.number if has_resolution else ""


class RoomScreen(KmScreen[None]):
    """The meeting room of one meeting.

    Attributes:
        talk: the discussion pane.
    """

    CSS_PATH = "room.tcss"
    AUTO_FOCUS = "#agenda"
    BINDINGS = bindings(*ROOM_KEYS)
    PAGE = ROOM

    def __init__(self, meeting_id: int, field_key: FieldKey | None = None) -> None:
        super().__init__()
        self.controller = MeetingController(self, meeting_id, field_key)
        self.talk = DiscussionPane(self.controller)
        self._agenda = AgendaPane(self.controller)
        self._speaker_field = SpeakerField()
        self._autosave = text_autosave(
            self.controller, can_ask=lambda: not self._statement_editor.is_open
        )
        self._statement_editor = StatementEditor(
            self.controller, self._autosave, self.talk, self._speaker_field
        )
        self._snippets = SnippetExpander(self.controller)
        self.typed_text = TypedStatement(self.controller, self._statement_editor)
        self._resolution_editor = ResolutionEditor(self.controller, self._autosave, self._snippets)
        self._votes = VoteQuestions(self.controller)
        self._panes = MeetingPanes(
            self.controller, self._agenda, self.talk, self._speaker_field, self._votes
        )
        self._presence = PresenceTracker(self, lambda: self.controller.position, self._show_others)
        self.controller.connect(self._statement_editor, self, (self, self._panes))
        self._saved_at: datetime | None = None
        self._has_fault = False

    def compose(self) -> ComposeResult:
        """Compose the title line, the panes, the status lines and the keys."""
        with Horizontal(id="top"):
            yield ThaiLabel("", id="title")
            yield ThaiLabel("", id="state")
        yield self._panes
        yield ThaiLabel("", id="banner")
        with Horizontal(id="status"):
            yield ThaiLabel("", id="roll-words")
            yield ThaiLabel("", id="saved")
        with Horizontal(id="company"):
            for each in ("chair", "others", "linked"):
                yield ThaiLabel("", id=each, classes=ROW_ON_DEMAND)
            yield FindingCountLabel(partial(visible_texts, self.controller, self.talk), id="quiet")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the meeting and its left drafts; start the timers and this user's presence.

        The timers store long typing as a revision, show waiting conflicts, and update the clock.
        """
        self._speaker_field.display = False
        self.set_interval(AUTOSAVE_INTERVAL_S, self._statement_editor.autosave_revision)
        self.set_interval(CONFLICT_INTERVAL_S, self._autosave.show_next_conflict)
        self.set_interval(CLOCK_INTERVAL_S, self._show_clock)
        self._show_clock()
        self._presence.start()
        self.run_worker(find_left_texts(self.controller, self._autosave))
        self.controller.loader.start()

    def on_screen_resume(self) -> None:
        """Read what may have changed on another screen: texts, links to knowledge, snippets."""
        if self.controller.snapshot is not None:
            self.controller.loader.refresh()
        self._show_linked()
        self.run_worker(self._snippets.learn())

    def on_unmount(self) -> None:
        """Remove this user from the presence list that the other users see."""
        self._presence.clear()

    async def wait_until_interactive(self) -> None:
        """Wait for the first reading, and between two dialogs, so that keys are taken in order."""
        await self.controller.loader.wait_until_interactive()
        await self._votes.wait_for_next()

    @property
    def location(self) -> InMeeting:
        """The location (navigation target) of the meeting."""
        return InMeeting(self.controller.meeting_id)

    def is_at(self, to: Destination) -> bool:
        """Return whether `to` is this meeting, whose room must not be open twice."""
        return isinstance(to, InMeeting) and to.meeting_id == self.controller.meeting_id

    def show(self, to: Destination) -> None:
        """Select an item, statement, resolution or task of this meeting, once it has been read."""
        place, snapshot = to.at if isinstance(to, InMeeting) else None, self.controller.snapshot
        found = find_in(snapshot, place) if snapshot is not None else None
        if found is not None:
            self.controller.go_to(found.item_id, found.record_id)
        elif place is not None:
            # Another user has just stored it.
            self.controller.go_to_when_read(place)
            self.controller.loader.refresh()

    def show_snapshot(self, snapshot: MeetingSnapshot) -> None:
        """Update the lines above and below the panes."""
        self.query_one("#title", ThaiLabel).update((title_of(snapshot), "bold"))
        self.query_one("#state", ThaiLabel).update(state_of(snapshot))
        self.query_one("#roll-words", ThaiLabel).update(roll_label(snapshot.roll))
        self.query_one("#chair", ThaiLabel).update(chair_text(snapshot.roll))

    def show_saved(self, state: SaveState) -> None:
        """Show whether the typed text is stored; called after every save."""
        if not self.is_composed:
            return
        banner = self.query_one("#banner", ThaiLabel)
        banner.display = state.fault is not None
        if self._has_fault and state.fault is None:
            self.controller.loader.refresh()
        self._has_fault = state.fault is not None
        if state.fault is None:
            self._saved_at = datetime.now()
        else:
            banner.update(trouble_text(state))
        self.query_one("#saved", ThaiLabel).update(saved_label(state, self._saved_at))

    def focus_on(self, record_id: int | None) -> None:
        """Focus the discussion if a record of it is selected, else the agenda."""
        self.set_focus(self.talk if record_id else self._agenda)

    def moved(self) -> None:
        """Send this user's position to other users after a short delay."""
        self._presence.moved()

    def _show_others(self, others: tuple[ActiveEditor, ...]) -> None:
        words = others_text(others, self.controller.snapshot)
        self.query_one("#others", ThaiLabel).update(words)

    def _show_clock(self) -> None:
        """Show the time of day in the lower frame; repaints only when the minute changes."""
        self._panes.border_subtitle = thai_digits(datetime.now().strftime(" %H:%M "))

    @work(exclusive=True, group="linked")
    async def _show_linked(self) -> None:
        meeting_id = self.controller.meeting_id
        linked = await self.call_or_show_error(knowledge_of_meeting, meeting_id)
        if linked is not None and self.is_composed:
            self.query_one("#linked", ThaiLabel).update(linked_text(linked))

    @on(ThaiTextArea.Changed, "#editor-text")
    def _note_typing(self) -> None:
        self._statement_editor.note_typing()

    def commit_typing(self) -> None:
        """Store what is being typed as a revision, because the program is about to end."""
        self._statement_editor.finish()

    async def _finish_typing(self) -> None:
        """Wait for earlier keys, then store the typed text as a revision."""
        await self.wait_for_pending_keys()
        self._statement_editor.finish()

    async def action_statement(self) -> None:
        """Store the typed text as a revision, and ask for the next speaker."""
        await self.wait_for_pending_keys()
        if self.controller.check_editable():
            self._statement_editor.finish()
            self._statement_editor.ask_speaker()

    async def action_take(self) -> None:
        """Select the speaker, end the statement, open the selected text, or go to it (Enter)."""
        await self.wait_for_pending_keys()
        if self._statement_editor.take_enter():
            return
        if self.focused is not self.talk:
            self.set_focus(self.talk)
        elif (view := self.talk.editable_view()) is not None:
            if isinstance(view, StatementView):
                self._statement_editor.edit(view)
            else:
                self._resolution_editor.edit(view)

    async def action_paragraph(self) -> None:
        """Insert a paragraph break into the statement."""
        await self.wait_for_pending_keys()
        self._statement_editor.new_paragraph()

    async def action_resolution(self) -> None:
        """Ask for a resolution under the current item, and record it."""
        await self._finish_typing()
        if self.controller.check_editable():
            self._resolution_editor.open_new()

    async def action_task(self) -> None:
        """Ask for a task of the selected text or the current item, and store it."""
        await self._finish_typing()
        if self.controller.item is not None and self.controller.check_editable():
            view = self.talk.editable_view()
            await give_task(self.controller, self.controller.item, view)

    async def action_start_or_close(self) -> None:
        """Start the meeting now; in a started one, show the resolutions to read, then close it."""
        await self._finish_typing()
        await start_or_close(self.controller)

    async def action_roll(self) -> None:
        """Open the roll."""
        await self._finish_typing()
        await open_roll(self.controller)

    async def action_agenda(self) -> None:
        """Focus the agenda; if it has the focus, add an item after the selected one."""
        await self._finish_typing()
        if self.focused is self._agenda:
            await self._agenda.insert_item()
        else:
            self.set_focus(self._agenda)

    async def action_print(self) -> None:
        """Ask which document of this meeting, or extract of the item, to print, and print it."""
        await self._finish_typing()
        snapshot = self.controller.snapshot
        if snapshot is not None:
            number = extractable_item(self.controller)
            await print_meeting(self, snapshot.label, snapshot.committee_name, number)

    async def action_next_pane(self) -> None:
        """Expand a snippet; without one switch between agenda and discussion."""
        await self.wait_for_pending_keys()
        is_typing = self.controller.editing is not None
        if not (is_typing and self._snippets.expand(self.talk.editor.area)):
            self._statement_editor.finish()
            self.set_focus(self.talk if self.focused is self._agenda else self._agenda)

    async def action_leave(self) -> None:
        """Close the speaker field or editor, else leave the room; typed text is stored first."""
        await self.wait_for_pending_keys()
        if self._statement_editor.is_open:
            self._statement_editor.finish()
            self.set_focus(self.talk)
        else:
            await self.dismiss(None)

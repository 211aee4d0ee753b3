"""The right pane of the meeting room: statements and resolutions under one agenda item.

One editor is among the blocks, at the statement being typed; it is always mounted, so that the
key after the one that opens it already reaches it.
"""

from collections.abc import Iterable, Set
from functools import partial
from itertools import pairwise
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Region
from textual.reactive import reactive
from textual.widget import Widget

from kmtui.thai.digits import thai_digits
from models.meetings.roll import RollEntry
from models.minutes.discussion import join_statements, move_statement
from models.minutes.records import remove_resolution, remove_statement, set_speaker
from models.minutes.snapshot import (
    AgendaItemView,
    MeetingSnapshot,
    ResolutionView,
    StatementView,
)
from models.minutes.tasks import TaskView
from screens.base.dialog_action import run_dialog_flow
from screens.commands.command import Command, bindings
from screens.commands.minutes import DISCUSSION_KEYS
from screens.minutes.controller import MeetingController, View
from screens.minutes.structure_edits import (
    REMOVED,
    SELECT_STATEMENT,
    move_to_other_item,
    show_when_done,
)
from screens.widgets.label import LabelLine, ThaiLabel, lines
from screens.widgets.sanitize import uncover_cursor
from screens.widgets.text_area import ThaiTextArea

INDENT = 2

_UP = Command("move(-1)", "up", "ขึ้น", "เลื่อนขึ้น", shown=False)
_DOWN = Command("move(1)", "down", "ลง", "เลื่อนลง", shown=False)
_TOP = Command("move(-9999)", "home", "ต้น", "ไปรายการแรก", shown=False)
_END = Command("move(9999)", "end", "ท้าย", "ไปรายการสุดท้าย", shown=False)


def speaker_line(speaker: RollEntry | None) -> list[LabelLine]:
    """Return the speaker's line: the name in bold, the post beside it; บันทึก if it is None."""
    if speaker is None:
        return lines(("บันทึก", "bold"))
    post = f"  {speaker.speaker_title}"
    return lines((speaker.speaker_name, "bold"), (post, "$text-muted"), hanging=INDENT)


def lines_of(view: View, number: int) -> list[LabelLine]:
    """Return the lines that show a statement or a resolution.

    Args:
        number: the resolution's number in its item, counted from 1.
    """
    if isinstance(view, StatementView):
        said = lines(view.text, indent=INDENT)
        return [*speaker_line(view.speaker), *said, *task_lines(view.tasks)]
    heading = f"มติ {thai_digits(number)} {view.outcome.label}"
    return [
        *lines(("ที่ประชุม  ", "bold"), (heading, "bold $accent")),
        *lines((view.text, "bold"), indent=INDENT),
        *(lines(view.votes.sentence, indent=INDENT) if view.votes else ()),
        *_dissents(view),
        *task_lines(view.tasks),
    ]


def _dissents(view: ResolutionView) -> list[LabelLine]:
    said: list[LabelLine] = []
    for each in view.dissents:
        said += lines(f"เห็นแย้ง: {each.name} {each.reason}", indent=INDENT, hanging=INDENT)
    return said


def task_lines(tasks: Iterable[TaskView]) -> list[LabelLine]:
    """Return the tasks, one sentence per line; ✓ marks those that are done."""
    said: list[LabelLine] = []
    for task in tasks:
        sign = "✓" if task.done_on else "↳"
        said += lines(f"{sign} {task.sentence}", indent=INDENT, hanging=INDENT)
    return said


class Block(ThaiLabel):
    """The block that shows one statement or resolution."""

    def __init__(self, view: View, number: int = 0) -> None:
        super().__init__(*lines_of(view, number), classes="block")
        self.view = view

    def show(self, view: View, number: int) -> None:
        """Show another version of the same record."""
        self.view = view
        self.update(*lines_of(view, number))


class Editor(Vertical):
    """The only editor of the pane: the speaker above, the text below."""

    def compose(self) -> ComposeResult:
        """Compose the speaker's line and the text area."""
        yield ThaiLabel("", id="editor-speaker")
        yield ThaiTextArea(id="editor-text")

    @property
    def area(self) -> ThaiTextArea:
        """The text area."""
        return self.query_one(ThaiTextArea)

    def show_speaker(self, speaker: RollEntry | None) -> None:
        """Show the speaker above the text."""
        self.query_one("#editor-speaker", ThaiLabel).update(*speaker_line(speaker))


class DiscussionPane(VerticalScroll, can_focus=True):
    """The blocks of one item, with a selection and an editor among them, and their keys."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(_UP, _DOWN, _TOP, _END, *DISCUSSION_KEYS)

    selected: reactive[int | None] = reactive(None)
    _looks_for_cursor = False

    def __init__(self, controller: MeetingController) -> None:
        super().__init__(id="talk")
        self._controller = controller

    def compose(self) -> ComposeResult:
        """Compose the item's title and the editor, hidden until it is opened."""
        yield ThaiLabel("", id="item-title")
        editor = Editor(id="editor")
        editor.display = False
        yield editor

    @property
    def editor(self) -> Editor:
        """The only editor of the pane."""
        return self.query_one(Editor)

    @property
    def blocks(self) -> list[Block]:
        """The blocks from top to bottom."""
        return [child for child in self.children if isinstance(child, Block)]

    def block(self, record_id: int | None) -> Block | None:
        """Return the block of this record; None if it has none."""
        return next((block for block in self.blocks if block.view.id == record_id), None)

    def show_snapshot(self, snapshot: MeetingSnapshot) -> None:
        """Show the current item with the selected record."""
        del snapshot
        record_id = self._controller.record_id
        if self._controller.item is not None:
            self._show_item(self._controller.item, self._controller.kept_ids)
            self.selected = record_id if self.block(record_id) is not None else None

    def _show_item(self, item: AgendaItemView, keep: Set[int]) -> None:
        """Show an item; blocks of the same records stay, so do those of the ids in `keep`."""
        self.query_one("#item-title", ThaiLabel).update(
            *lines((f"{item.number} {item.title}", "bold")), *task_lines(item.tasks)
        )
        views: list[tuple[View, int]] = [(view, 0) for view in item.statements]
        views += [(view, number) for number, view in enumerate(item.resolutions, 1)]
        there = {block.view.id: block for block in self.blocks}
        kept = {view.id for view, _ in views} | keep
        for record_id, block in there.items():
            if record_id not in kept:
                block.remove()
        for view, number in views:
            if view.id in there:
                there[view.id].show(view, number)
            else:
                there[view.id] = self._add(view, number)
        self._put_in_order([there[view.id] for view, _ in views])

    def add(self, view: View, after_id: int | None = None) -> Block:
        """Add a block for a record that is being stored, after the block of `after_id`.

        If that is None, a statement goes after the last statement, a resolution to the end.
        """
        block = self._add(view, 0)
        before = self.block(after_id)
        if before is not None:
            self.move_child(block, after=before)
            return block
        resolutions = [each for each in self.blocks if isinstance(each.view, ResolutionView)]
        if isinstance(view, StatementView) and resolutions:
            self.move_child(block, before=resolutions[0])
        return block

    def _add(self, view: View, number: int) -> Block:
        block = Block(view, number)
        self.mount(block)
        return block

    def _put_in_order(self, wanted: list[Block]) -> None:
        """Arrange the blocks in this order; other blocks and the editor keep their predecessors."""
        order = list(wanted)
        for before, block in pairwise([None, *self.blocks]):
            if block is not None and block not in order:
                order.insert(order.index(before) + 1 if before in order else 0, block)
        if order == self.blocks:
            return
        places: dict[Widget, float] = {block: place for place, block in enumerate(order)}
        edited = next((block for block in order if not block.display), None)
        places[self.editor] = places[edited] + 0.5 if edited is not None else len(order)
        self.sort_children(key=lambda child: places.get(child, -1))

    def open_editor(self, block: Block) -> None:
        """Show the editor in place of the block, with its text and the cursor at the end."""
        assert isinstance(block.view, StatementView)
        editor = self.editor
        self.move_child(editor, after=block)
        block.display = False
        editor.show_speaker(block.view.speaker)
        editor.area.load_text(block.view.text)
        editor.area.move_cursor(editor.area.document.end)
        editor.display = True
        self.selected = block.view.id
        self.screen.set_focus(editor.area)
        # At once after the layout: a frame later would be a second painting of all blocks.
        self.call_after_refresh(editor.scroll_visible, animate=False, immediate=True)

    @on(ThaiTextArea.SelectionChanged)
    def _follow_cursor(self) -> None:
        # One update for all keys of a burst.
        if not self._looks_for_cursor:
            self._looks_for_cursor = True
            self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        """Scroll the row of the editor's cursor into view."""
        self._looks_for_cursor = False
        if self.editor.display:
            row = self.editor.area.cursor_screen_offset.y - self.scrollable_content_region.y
            region = Region(0, row + self.scroll_offset.y, 1, 1)
            self.scroll_to_region(region, animate=False, force=True, immediate=True, x_axis=False)
            uncover_cursor(self.screen)

    def close_editor(self) -> None:
        """Hide the editor, and show its block again."""
        self.editor.display = False
        for block in self.blocks:
            block.display = True

    def watch_selected(self, selected: int | None) -> None:
        """Mark the selected block and scroll to it."""
        self._controller.record_id = selected
        for block in self.blocks:
            block.set_class(block.view.id == selected, "-chosen")
            if block.view.id == selected:
                block.scroll_visible(animate=False)

    def action_move(self, by: int) -> None:
        """Select the block `by` places down (negative: up)."""
        ids = [block.view.id for block in self.blocks]
        if not ids:
            return
        at = (ids.index(self.selected) if self.selected in ids else len(ids)) + by
        self.selected = ids[max(0, min(at, len(ids) - 1))]

    def editable_view(self) -> View | None:
        """Return the selected text if the pane has the focus and the meeting takes changes.

        Else None.
        """
        block = self.block(self.selected)
        if block is None or self.screen.focused is not self:
            return None
        return block.view if self._controller.check_editable() else None

    def _editable_statement(self) -> StatementView | None:
        view = self.editable_view()
        return view if isinstance(view, StatementView) else None

    def action_insert(self) -> None:
        """Ask for the speaker of a new statement after the selected one, and begin it."""
        if (view := self._editable_statement()) is not None:
            self._controller.typing.ask_speaker(after_id=view.id)

    def action_move_up(self) -> None:
        """Move the selected statement up."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Move the selected statement down."""
        self._move(1)

    def _move(self, by: int) -> None:
        if (view := self._editable_statement()) is not None:
            self._controller.change_discussion(move_statement, view.id, by)

    async def action_move_to(self) -> None:
        """Ask for another item by part of its title, and move the selected statement there."""
        controller, view = self._controller, self._editable_statement()
        if view is None:
            controller.screen.show_message(SELECT_STATEMENT)
        else:
            flow = partial(move_to_other_item, controller, view)
            await run_dialog_flow(controller.screen, flow)

    async def action_split(self) -> None:
        """Split the statement being typed at the cursor."""
        await self._controller.screen.wait_for_pending_keys()
        self._controller.typing.split()

    def action_join(self) -> None:
        """Join the selected statement with the next one."""
        view, item = self._editable_statement(), self._controller.item
        if view is None or item is None:
            return
        ids = [said.id for said in item.statements]
        following = ids[ids.index(view.id) + 1 :] if view.id in ids else []
        if following:
            self._controller.change_discussion(join_statements, view.id, following[0])
        else:
            self._controller.screen.show_message("ไม่มีคำพูดถัดไปให้รวม")

    def action_change(self) -> None:
        """Ask for another speaker of the selected statement, and store it."""
        view = self._editable_statement()
        if view is None:
            return
        statement_id = view.id

        def take(speaker: RollEntry) -> None:
            self._controller.change_discussion(set_speaker, statement_id, speaker.attendance_id)
            self.screen.set_focus(self)

        self._controller.typing.ask_speaker(take=take)

    def action_remove(self) -> None:
        """Move the selected statement or resolution to the bin."""
        view = self.editable_view()
        if view is not None:
            said = isinstance(view, StatementView)
            remove = remove_statement if said else remove_resolution
            removed = self._controller.change_discussion(remove, view.id)
            show_when_done(self._controller, removed, REMOVED)

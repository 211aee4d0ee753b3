"""The left pane of the meeting room: the agenda with a sign for each item's state."""

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kmtui.thai.digits import thai_digits
from models.minutes.agenda import mark_confidential, move_item, nest_item, remove_item, unnest_item
from models.minutes.records import mark_nothing_said
from models.minutes.snapshot import AgendaItemView, MeetingSnapshot
from screens.commands.command import bindings
from screens.commands.minutes import AGENDA_KEYS
from screens.minutes.controller import MeetingController
from screens.minutes.structure_edits import (
    NOT_TYPING,
    REMOVED,
    SELECT_STATEMENT,
    ask_new_item,
    ask_title,
    show_when_done,
)
from screens.widgets.sanitize import display_text, to_content
from screens.widgets.wrap import shorten

_MARGIN_CELLS = 2
_SECRET = "ลับ"


def sign_of(item: AgendaItemView) -> str:
    """Return the item's sign: ✓ decided or nothing came up, ▪ has content, · empty.

    A sign is used because colour alone must not carry a meaning.
    """
    if item.resolutions or item.nothing_said:
        return "✓"
    return "▪" if item.statements else "·"


def remark_of(item: AgendaItemView) -> str:
    """Return the remark at the right end of the row: resolutions, "none", confidentiality."""
    decided = f"มติ {thai_digits(len(item.resolutions))}" if item.resolutions else ""
    said = decided or ("ไม่มี" if item.nothing_said else "")
    return " ".join(filter(None, (said, _SECRET if item.confidential else "")))


class AgendaPane(OptionList):
    """The items of a meeting with the keys that act on the highlighted one, the current item."""

    BINDINGS = bindings(*AGENDA_KEYS)

    def __init__(self, controller: MeetingController) -> None:
        super().__init__(id="agenda", compact=True, markup=False)
        self._controller = controller
        self._snapshot: MeetingSnapshot | None = None

    def show_snapshot(self, snapshot: MeetingSnapshot) -> None:
        """Show the agenda with the current item highlighted."""
        self._snapshot = snapshot
        rows = [Option(to_content(self._row(item))) for item in snapshot.items]
        same = [row.prompt for row in rows] == [self._prompt(n) for n in range(self.option_count)]
        if not same:
            self.clear_options()
            self.add_options(rows)
        ids = [item.id for item in snapshot.items]
        item_id = self._controller.item_id
        self.highlighted = ids.index(item_id) if item_id in ids else None
        self._controller.point_at(self._highlighted_id)

    def on_resize(self) -> None:
        """Shorten the titles to the new width."""
        if self._snapshot is not None and self.highlighted is not None:
            self.show_snapshot(self._snapshot)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Make the highlighted item the current one."""
        super().watch_highlighted(highlighted)
        self._controller.point_at(self._highlighted_id)

    @property
    def _highlighted_id(self) -> int | None:
        if self._snapshot is None or self.highlighted is None:
            return None
        return self._snapshot.items[self.highlighted].id

    def _prompt(self, place: int) -> object:
        return self.get_option_at_index(place).prompt

    def _row(self, item: AgendaItemView) -> str:
        remark = remark_of(item)
        start = f"{sign_of(item)} {'  ' * item.depth}{item.number} "
        room_left = self.size.width - _MARGIN_CELLS - len(start) - len(remark)
        title = shorten(display_text(item.title).removeprefix("เรื่อง"), max(8, room_left))
        return f"{start}{title} {remark}".rstrip()

    def _editable_item(self) -> AgendaItemView | None:
        """Return the current item if the meeting takes changes; else show a message."""
        return self._controller.item if self._controller.check_editable() else None

    async def insert_item(self) -> None:
        """Ask for a title, and insert an item with it after the current one."""
        if self._controller.check_editable():
            await ask_new_item(self._controller)

    def action_move_up(self) -> None:
        """Move the item up among its siblings."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Move the item down among its siblings."""
        self._move(1)

    def _move(self, by: int) -> None:
        if (item := self._editable_item()) is not None:
            self._controller.change(move_item, item.id, by)

    def action_move_to(self) -> None:
        """Show a message that only statements can be moved to another item."""
        self._controller.screen.show_message(SELECT_STATEMENT)

    def action_split(self) -> None:
        """Show a message that only a statement being typed can be split."""
        self._controller.screen.show_message(NOT_TYPING)

    def action_nest(self) -> None:
        """Make the item a sub-item of the one above."""
        if (item := self._editable_item()) is not None:
            self._controller.change(nest_item, item.id)

    def action_unnest(self) -> None:
        """Move the sub-item up one level."""
        if (item := self._editable_item()) is not None:
            self._controller.change(unnest_item, item.id)

    def action_nothing(self) -> None:
        """Mark that nothing came up under the item (ไม่มี), or remove the mark."""
        if (item := self._editable_item()) is not None:
            self._controller.change(mark_nothing_said, item.id, not item.nothing_said)

    def action_confidential(self) -> None:
        """Toggle whether the item is confidential, which also works in a closed meeting."""
        controller, item = self._controller, self._controller.item
        if item is None or self._snapshot is None or not controller.screen.check_writable():
            return
        withheld = not item.confidential
        # Closed minutes have no undo; the same key removes the mark there.
        act = controller.store if self._snapshot.state.is_closed else controller.change
        state = "จะไม่อยู่ในฉบับเผยแพร่" if withheld else "เปิดเผยได้"
        told = f"ระเบียบวาระที่ {item.number} {state}"
        show_when_done(controller, act(mark_confidential, item.id, withheld), told)

    async def action_change(self) -> None:
        """Ask for another title of the item, and store it."""
        if (item := self._editable_item()) is not None:
            await ask_title(self._controller, item)

    def action_remove(self) -> None:
        """Move the item to the bin."""
        if (item := self._editable_item()) is not None:
            show_when_done(self._controller, self._controller.change(remove_item, item.id), REMOVED)

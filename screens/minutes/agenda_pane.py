"""The left pane of the meeting room: the agenda with a sign for each item's state."""

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kmtui.thai.digits import thai_digits
from models.minutes.snapshot import AgendaItemView, MeetingSnapshot
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.sanitize import display_text, to_content
from screens.widgets.search_list import FilterEntry
from screens.widgets.wrap import shorten

_MARGIN_CELLS = 2


def sign_of(item: AgendaItemView) -> str:
    """✓ decided or nothing to say, ▪ begun, · empty: a sign, never colour alone."""
    if item.resolutions or item.nothing_said:
        return "✓"
    return "▪" if item.statements else "·"


def remark_of(item: AgendaItemView) -> str:
    """What stands at the right of the row: the number of resolutions, or that nothing came up."""
    if item.resolutions:
        return f"มติ {thai_digits(len(item.resolutions))}"
    return "ไม่มี" if item.nothing_said else ""


def item_entry(item: AgendaItemView) -> FilterEntry:
    """An item in a list to pick from."""
    return FilterEntry(item.id, CellRow(ListCell(f"{item.number} {item.title}")))


class AgendaPane(OptionList):
    """The items of a meeting; the highlighted one is the current one."""

    def __init__(self) -> None:
        super().__init__(id="agenda", compact=True, markup=False)
        self._room: MeetingSnapshot | None = None

    def show(self, snapshot: MeetingSnapshot, item_id: int | None) -> None:
        """Show the agenda with this item highlighted."""
        self._room = snapshot
        rows = [Option(to_content(self._row(item))) for item in snapshot.items]
        same = [row.prompt for row in rows] == [self._prompt(n) for n in range(self.option_count)]
        if not same:
            self.clear_options()
            self.add_options(rows)
        ids = [item.id for item in snapshot.items]
        self.highlighted = ids.index(item_id) if item_id in ids else None

    def on_resize(self) -> None:
        """Titles shorten to the new width."""
        if self._room is not None and self.highlighted is not None:
            self.show(self._room, self._room.items[self.highlighted].id)

    @property
    def current(self) -> AgendaItemView | None:
        """The highlighted item."""
        if self._room is None or self.highlighted is None:
            return None
        return self._room.items[self.highlighted]

    def _prompt(self, place: int) -> object:
        return self.get_option_at_index(place).prompt

    def _row(self, item: AgendaItemView) -> str:
        remark = remark_of(item)
        start = f"{sign_of(item)} {'  ' * item.depth}{item.number} "
        room_left = self.size.width - _MARGIN_CELLS - len(start) - len(remark)
        title = shorten(display_text(item.title).removeprefix("เรื่อง"), max(8, room_left))
        return f"{start}{title} {remark}".rstrip()

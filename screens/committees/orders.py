"""The list of orders that appoint committees: drafts first, then the newest."""

from __future__ import annotations

from collections.abc import Sequence

from kmtui.thai.dates import DateStyle, format_date
from models.committees.orders import draft_order
from models.committees.records import OrderState
from models.committees.usual_orders import draft_usual_order, usual_orders
from models.committees.views import OrderLine, orders_list
from models.editing.cell_values import must_not_be_blank
from models.office.locations import InOrder, OrderList
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.committees import ORDERS
from screens.committees.order_lifecycle import print_papers
from screens.committees.order_rows import order_state_label
from screens.dialogs.choices import ListDialog
from screens.dialogs.prompt import NEW, PromptDialog, PromptField
from screens.lists.filter_list import FilterScreen
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_NUMBER_CELLS, _DATE_CELLS, _STATE_CELLS = 11, 12, 21


class OrdersScreen(FilterScreen):
    """The list of orders; Enter opens one."""

    BINDINGS = bindings(*ORDERS.commands)
    PAGE = ORDERS
    HEADS = CellRow(
        ListCell(" เลขที่", _NUMBER_CELLS),
        ListCell("เรื่อง"),
        ListCell("ลงวันที่", _DATE_CELLS),
        ListCell("สถานะ", _STATE_CELLS),
    )
    EMPTY = "ยังไม่มีคำสั่ง กด F5 ร่างคำสั่งฉบับแรก หรือ F7 เลือกจากคณะที่มีประจำ"
    COUNTED = "ฉบับ"

    def __init__(self) -> None:
        super().__init__()
        self._orders: dict[int, OrderLine] = {}

    @property
    def location(self) -> OrderList:
        """The location (navigation target) of the list."""
        return OrderList()

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Return the orders as entries: number, subject, date of issue, state."""
        orders = await self.call(orders_list)
        self._orders = {each.id: each for each in orders}
        return [_entry(each) for each in orders]

    async def open_record(self, record_id: int) -> None:
        """Open the order with this id."""
        await self.open(InOrder(record_id))

    @dialog_action
    async def action_add(self) -> None:
        """Ask for the subject, create a draft and open it."""
        ask = PromptDialog(
            "ร่างคำสั่งแต่งตั้งคณะกรรมการ",
            [PromptField("เรื่อง", check=must_not_be_blank, hint="เช่น แต่งตั้งคณะกรรมการจัดการความรู้")],
            about=NEW,
        )
        answer = await self.app.push_screen_wait(ask)
        if answer is None:
            return
        drafted = await self.call_or_show_error(draft_order, answer[0])
        if drafted is not None:
            self.selected_id = drafted
            await self.open_record(drafted)

    @dialog_action
    async def action_usual_orders(self) -> None:
        """Ask for one of the office's predefined orders, draft it and open it."""
        orders = await self.call_or_show_error(usual_orders)
        if not orders:
            return
        names = [each.name for each in orders]
        title = "ร่างคำสั่งแต่งตั้งคณะใด แก้ได้ทุกส่วนก่อนออกคำสั่ง"
        at = await self.app.push_screen_wait(ListDialog(title, names))
        drafted = (
            None if at is None else await self.call_or_show_error(draft_usual_order, orders[at])
        )
        if drafted is not None:
            self.selected_id = drafted
            await self.open_record(drafted)

    async def action_print(self) -> None:
        """Ask which document of the selected order to print, and print it."""
        chosen = await self.selected_record()
        if chosen is not None:
            order = self._orders[chosen]
            await print_papers(self, order.id, order.label, order.state)


def _entry(line: OrderLine) -> FilterEntry:
    day = format_date(line.issued_on, DateStyle.SHORT) if line.issued_on else ""
    number = "" if line.state == OrderState.DRAFT else line.label
    row = CellRow(
        ListCell(f" {number}", _NUMBER_CELLS),
        ListCell(line.subject),
        ListCell(day, _DATE_CELLS),
        ListCell(order_state_label(line.state), _STATE_CELLS),
    )
    return FilterEntry(line.id, row)

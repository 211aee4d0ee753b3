"""The screen of an order with its committees, seats and duties; a draft is edited here."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from models.committees.operations import change_role, move_duty, move_seat
from models.committees.records import OrderState, Role
from models.committees.rules import set_delegate_counts
from models.committees.views import CommitteeView, OrderView, read_order
from models.editing.revisions import Subject
from models.errors import KmError
from models.office.locations import InOrder
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.base.snapshot_loader import show_unread
from screens.commands.command import bindings
from screens.commands.committees import ORDER
from screens.committees import dialog_flows as order_writing
from screens.committees import order_lifecycle as order_life
from screens.committees import seat_flows
from screens.committees.agenda_template import AgendaTemplateScreen
from screens.committees.approval import open_approval
from screens.committees.order_rows import (
    OrderRow,
    OrderRowKey,
    OrderRowKind,
    order_title_text,
    rows_of,
)
from screens.committees.seat_flows import SeatChanges
from screens.navigation.destinations import Changes
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel
from screens.widgets.row_list import RowList

_NO_COMMITTEE = "ยังไม่มีคณะกรรมการในคำสั่งนี้ กด F4 เพิ่มคณะก่อน"
_NO_SEAT = "คำสั่งนี้ใช้กับกรรมการ เลือกแถวของกรรมการก่อน หรือกด F2 เพิ่มกรรมการ"
_NO_PART = "คำสั่งนี้ใช้กับกรรมการและหน้าที่ เลือกแถวก่อน หรือกด F2 เพิ่มกรรมการ F3 เพิ่มหน้าที่"
_PARTS = (OrderRowKind.SEAT, OrderRowKind.DUTY)


class OrderScreen(KmScreen[None]):
    """An order as rows; Enter edits the selected part."""

    CSS_PATH = "order.tcss"
    BINDINGS = bindings(*ORDER.commands)
    PAGE = ORDER

    def __init__(self, order_id: int) -> None:
        super().__init__()
        self._order_id = self.order_id = order_id
        self._order: OrderView | None = None
        self._rows: list[OrderRow] = []
        self._is_read = asyncio.Event()
        self._seats = SeatChanges(self)

    def compose(self) -> ComposeResult:
        """Yield the title, the rows and the keys."""
        yield ThaiLabel("", id="order-title")
        yield RowList(id="order-rows")
        yield KeyLine()

    @property
    def location(self) -> InOrder:
        """The location (navigation target) of the order."""
        return InOrder(self._order_id)

    def on_screen_resume(self) -> None:
        """Read the order again, because the holder of a post may have changed on another screen."""
        self._is_read.clear()
        self._reread()

    @work(exclusive=True, group="read")
    async def _reread(self) -> None:
        await self._read()

    async def _read(self, stand_on: OrderRowKey | None = None) -> None:
        """Read and show the order; select the row `stand_on`, else keep the selection."""
        try:
            order = await self.call(read_order, self._order_id)
            self._show(order, stand_on or self._place)
        except KmError as error:
            self.show_error(error) if self._order else show_unread(self, error)
        finally:
            self._is_read.set()

    def _show(self, order: OrderView, stand_on: OrderRowKey | None) -> None:
        before = self._list.highlighted or 0
        self._order, self._rows = order, rows_of(order)
        self.query_one("#order-title", ThaiLabel).update((order_title_text(order), "bold"))
        self._list.clear_options()
        self._list.add_options(
            Option(row.visual, disabled=row.kind == OrderRowKind.NOTHING) for row in self._rows
        )
        places = [row.key for row in self._rows]
        self._list.highlighted = (
            places.index(stand_on) if stand_on in places else self._near(before)
        )

    def _near(self, at: int) -> int:
        """Return the index of the nearest selectable row at or above `at`."""
        rows = self._rows[: at + 1]
        taking = [place for place, row in enumerate(rows) if row.kind != OrderRowKind.NOTHING]
        return taking[-1] if taking else 0

    @property
    def _list(self) -> RowList:
        return self.query_one(RowList)

    @property
    def _chosen(self) -> OrderRow | None:
        at = self._list.highlighted
        return None if at is None or at >= len(self._rows) else self._rows[at]

    @property
    def _place(self) -> OrderRowKey | None:
        return self._chosen.key if self._chosen else None

    @property
    def _committee(self) -> CommitteeView | None:
        """The committee of the selected row, else the last one; None if the order has none."""
        if self._chosen is not None and self._chosen.committee is not None:
            return self._chosen.committee
        committees = self._order.committees if self._order else ()
        return committees[-1] if committees else None

    @dialog_action
    async def _begin(self, steps: Coroutine[Any, Any, OrderRowKey | None]) -> None:
        """Run a dialog flow, show the order again, and select the row that the flow returns."""
        await self._read(await steps)

    def _is_draft(self) -> bool:
        """Return whether the order is a draft; show a message if it is not."""
        if self._order is None:
            return False
        if self._order.state != OrderState.DRAFT:
            self.show_message("คำสั่งที่ออกแล้วแก้ไขไม่ได้ กด F9 ร่างคำสั่งใหม่แทนหรือยกเลิก", "warning")
            return False
        return True

    async def action_history(self) -> None:
        """Open the history of the selected duty or committee, else of the whole order."""
        row = self._chosen
        if row is not None and row.duty is not None:
            records = [(Subject.DUTY, row.duty.id)]
        elif row is not None and row.committee is not None:
            records = _records_of(row.committee)
        else:
            committees = self._order.committees if self._order else ()
            records = [(Subject.ORDER, self._order_id)]
            records += [record for each in committees for record in _records_of(each)]
        await self.open(Changes(tuple(records)))

    @on(OptionList.OptionSelected)
    async def action_change_part(self) -> None:
        """Edit the selected part; of an issued order only memo, agenda template and quorum."""
        await self._is_read.wait()
        if self._chosen is None or self._order is None:
            return
        if self._chosen.kind == OrderRowKind.APPROVAL:
            await self.action_write_memo()
        elif self._chosen.kind == OrderRowKind.AGENDA:
            await self.action_committee_agenda()
        elif self._chosen.kind == OrderRowKind.QUORUM or self._is_draft():
            await self._begin(order_writing.change(self, self._order, self._chosen))

    async def action_write_memo(self) -> None:
        """Open the memo that requests approval of the order; create one if there is none."""
        await self._is_read.wait()
        if self._order is not None:
            await self._begin(open_approval(self, self._order))

    async def action_committee_agenda(self) -> None:
        """Open the agenda template of the selected committee."""
        await self._is_read.wait()
        if committee := self._needed_committee():
            self.app.push_screen(AgendaTemplateScreen(committee.id, committee.name))

    async def action_add_committee(self) -> None:
        """Ask for a committee, new or copied from another order, and add it."""
        await self._is_read.wait()
        if self._is_draft():
            await self._begin(order_writing.add_committee_to(self, self._order_id))

    async def action_add_seat(self) -> None:
        """Ask for seats in turn and add them to the selected committee, until Escape."""
        await self._is_read.wait()
        if self._is_draft() and (committee := self._needed_committee()):
            await self._begin(seat_flows.add_seats(self, committee))

    async def action_add_duty(self) -> None:
        """Ask for duties in turn and add them to the selected committee, until Escape."""
        await self._is_read.wait()
        if self._is_draft() and (committee := self._needed_committee()):
            await self._begin(order_writing.add_duties(self, committee))

    def _needed_committee(self) -> CommitteeView | None:
        if self._committee is None:
            self.show_message(_NO_COMMITTEE, "warning")
        return self._committee

    def _row_of(self, kinds: Sequence[OrderRowKind], otherwise: str) -> OrderRow | None:
        """Return the selected row if it is of one of the kinds; else show a message."""
        row = self._chosen
        if row is not None and row.kind in kinds:
            return row
        if self._needed_committee() is not None:
            self.show_message(otherwise, "warning")
        return None

    async def action_seat_role(self, number: int) -> None:
        """Set the role of the selected seat; `number` is its position in `Role`, from 1."""
        row = self._row_of((OrderRowKind.SEAT,), _NO_SEAT)
        if row is not None and row.seat is not None and row.committee and self._is_draft():
            role = list(Role)[number - 1]
            await self._seats.change(row.committee.id, change_role, row.seat.id, role)
            await self._read()

    async def action_paste_members(self) -> None:
        """Open the import of pasted lines as committee members."""
        await self._is_read.wait()
        if self._is_draft() and (committee := self._needed_committee()):
            self._seats.open_lines(committee)

    async def action_undo(self) -> None:
        """Undo the last change of seats."""
        await self._is_read.wait()
        if await self._seats.undo():
            await self._read()

    async def action_redo(self) -> None:
        """Redo the last undone change of seats."""
        await self._is_read.wait()
        if await self._seats.redo():
            await self._read()

    async def action_part_up(self) -> None:
        """Move the selected seat or duty up."""
        await self._move(-1)

    async def action_part_down(self) -> None:
        """Move the selected seat or duty down."""
        await self._move(1)

    async def _move(self, by: int) -> None:
        row = self._row_of(_PARTS, _NO_PART)
        if row is None or not self._is_draft():
            return
        if row.seat is not None:
            await self.call_or_show_error(move_seat, row.seat.id, by)
        elif row.duty is not None:
            await self.call_or_show_error(move_duty, row.duty.id, by)
        await self._read()

    async def action_remove_part(self) -> None:
        """Delete the selected seat, duty or committee after confirmation."""
        row = self._row_of((*_PARTS, OrderRowKind.COMMITTEE), _NO_PART)
        if row is not None and self._is_draft():
            await self._begin(order_writing.remove(self, row, self._seats))

    async def action_delegate(self) -> None:
        """Toggle whether a substitute in the selected seat counts for the quorum."""
        row = self._row_of((OrderRowKind.SEAT,), _NO_SEAT)
        if row is not None and (seat := row.seat) is not None:
            await self.call_or_show_error(set_delegate_counts, seat.id, not seat.counts_delegate)
            await self._read()

    async def action_issue(self) -> None:
        """Ask for date and number, and issue the draft; show a message if it is issued already."""
        await self._is_read.wait()
        if self._order is not None and self._order.state == OrderState.DRAFT:
            await self._begin(order_life.ask_and_issue(self, self._order))
        elif self._order is not None:
            self.show_message(f"คำสั่งที่ {self._order.label} ออกแล้ว กด F8 พิมพ์", "warning")

    async def action_amend_or_revoke(self) -> None:
        """Ask whether to draft a replacing order or to revoke this one; delete it if a draft."""
        await self._is_read.wait()
        if self._order is not None:
            await self._begin(order_life.amend_or_revoke(self, self._order))

    async def action_print(self) -> None:
        """Ask which document of the order to print, and print it."""
        await self._is_read.wait()
        if (order := self._order) is not None:
            await order_life.print_papers(self, order.id, order.label, order.state)

    def action_back(self) -> None:
        """Return to the previous screen."""
        self.dismiss(None)


def _records_of(committee: CommitteeView) -> list[tuple[Subject, int]]:
    """Return the records of a committee in the history: itself, quorum, agenda, duties."""
    kinds = (Subject.COMMITTEE, Subject.QUORUM, Subject.AGENDA_TEMPLATE)
    own = [(kind, committee.id) for kind in kinds]
    return own + [(Subject.DUTY, duty.id) for duty in committee.duties]

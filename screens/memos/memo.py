"""One memo: sections edited in place, route, number, reply and signatures."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import date
from functools import partial
from typing import Any

from textual.app import ComposeResult

from models.memos.records import MemoKind, Route, acknowledge, set_route
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.evidence import MEMO
from screens.memos import dialog_flows as memo_steps
from screens.memos.memo_rows import DIVISIONS, Asks
from screens.memos.memo_source import MemoPane, MemoSource
from screens.printing.year_papers import print_memo
from screens.tables.cell_layout import TableCell
from screens.tables.record_table import begin_and_read, record_pane
from screens.tables.table_pane import TABLE_STYLE, TablePane
from screens.widgets.key_line import KeyLine

_ASKED = {
    Asks.NUMBER: memo_steps.issue,
    Asks.HEAD: memo_steps.change_head,
    Asks.SIGNER: memo_steps.change_signer,
    Asks.REPLY: memo_steps.reply,
    Asks.SIGNATURE: memo_steps.sign,
}


class MemoScreen(KmScreen[None]):
    """A memo; its texts are cells that are stored when the cursor leaves them."""

    CSS_PATH = TABLE_STYLE
    BINDINGS = bindings(*MEMO.commands)
    PAGE = MEMO
    pane: TablePane[MemoSource]

    def __init__(self, memo_id: int) -> None:
        super().__init__()
        self.source = MemoSource(memo_id)
        self.pane = record_pane(
            self, self.source, self._ask_cell, lambda row: row.cells[-1].field_key is not None
        )

    def compose(self) -> ComposeResult:
        """Compose the memo's pane and the keys."""
        yield self.pane
        yield KeyLine()

    async def _ask_cell(self, cell: TableCell) -> None:
        await self._begin(_ASKED[Asks(cell.asks)])

    async def _begin(self, flow: Callable[[MemoPane], Coroutine[Any, Any, None]]) -> None:
        await begin_and_read(self.pane, partial(flow, self.pane))

    def _set_route(self, proposers: list[int], opinions: list[int]) -> None:
        route = Route(tuple(proposers), tuple(opinions))
        self.pane.change(self.workspace.submit(set_route, self.source.memo_id, route))

    async def action_add_signer(self) -> None:
        """Ask for a post and add it as proposer or for an opinion."""
        await self._begin(memo_steps.add_signer)

    async def action_opinion(self) -> None:
        """Ask for the opinion of a post on the route, and store it."""
        await self._begin(memo_steps.opinion)

    async def action_issue(self) -> None:
        """Ask for number and date, and issue the memo."""
        await self._begin(memo_steps.issue)

    async def action_reply(self) -> None:
        """Ask for the addressee's reply, and store it."""
        await self._begin(memo_steps.reply)

    async def action_acts(self) -> None:
        """Ask for one of the other commands and run it."""
        await self._begin(memo_steps.choose_operation)

    async def action_signatures(self) -> None:
        """Move the cursor to the first missing signature of a division.

        Shows a message if the memo is no circular.
        """
        await self.pane.finish_typing()
        if self.source.state is None:
            return
        if self.source.memo.kind != MemoKind.CIRCULAR:
            self.show_message("บันทึกนี้ไม่ใช่หนังสือเวียน ไม่มีช่องลงนามของหน่วยงาน")
            return
        lines = self.source.memo.acknowledgements
        open_ones = (at for at, each in enumerate(lines) if each.signed_on is None)
        self.pane.table.select_row(DIVISIONS + next(open_ones, 0), 1)

    async def action_sign(self) -> None:
        """Sign for the division under the cursor with today's date, or withdraw its signature.

        Then goes to the next division.
        """
        await self.wait_for_pending_keys()
        at = self.source.division_at(self.pane.record_id)
        if at is None:
            self.show_message("เลื่อนไปที่หน่วยงานก่อน (F6) แล้วกด Space")
            return
        line = self.source.memo.acknowledgements[at]
        signed_on = date.today() if line.signed_on is None else None
        self.pane.change(
            self.workspace.submit(acknowledge, self.source.memo_id, line.division_id, signed_on)
        )
        self.pane.table.action_move_row(1)

    def action_row_up(self) -> None:
        """Move the signer under the cursor up."""
        self._move_signer(-1)

    def action_row_down(self) -> None:
        """Move the signer under the cursor down."""
        self._move_signer(1)

    def _move_signer(self, by: int) -> None:
        place = self.source.signer_at(self.pane.record_id)
        if place is None:
            self.show_message("เลื่อนไปที่ผู้ลงนามก่อน แล้วจึงเลื่อนลำดับ")
            return
        if not self.pane.check_editable():
            return
        gives_opinion, at = place
        lists = self.source.memo.route.proposers, self.source.memo.route.opinions
        proposers, opinions = list(lists[0]), list(lists[1])
        chosen = opinions if gives_opinion else proposers
        to = max(0, min(at + by, len(chosen) - 1))
        chosen.insert(to, chosen.pop(at))
        self._set_route(proposers, opinions)
        self.pane.table.action_move_row(to - at)

    def action_remove_row(self) -> None:
        """Remove the signer under the cursor from the route."""
        place = self.source.signer_at(self.pane.record_id)
        if place is None:
            self.show_message("เลื่อนไปที่ผู้ลงนามก่อน ลบทั้งบันทึกกด F9")
        elif self.pane.check_editable():
            gives_opinion, at = place
            proposers, opinions = (
                list(self.source.memo.route.proposers),
                list(self.source.memo.route.opinions),
            )
            del (opinions if gives_opinion else proposers)[at]
            self._set_route(proposers, opinions)

    async def action_print(self) -> None:
        """Ask where to print or save the memo, and do so."""
        await self.pane.finish_typing()
        if self.source.state is not None:
            await print_memo(self, self.source.memo)

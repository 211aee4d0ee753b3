"""One memo: its parts typed in place, its route, its number, its reply, who has signed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial

from models.memos.records import MemoKind, Route, acknowledge, set_route
from screens.commands.command import bindings
from screens.commands.evidence import MEMO
from screens.memos import dialog_flows as memo_steps
from screens.memos.memo_rows import DIVISIONS, Asks
from screens.memos.memo_sheet import MemoSheet
from screens.printing.year_papers import print_memo


class MemoScreen(MemoSheet):
    """A memo; every text of it is a cell that is stored when it is left."""

    BINDINGS = bindings(*MEMO.commands)
    PAGE = MEMO

    # Cells

    def check_editable(self) -> bool:
        """An answered memo takes no other words; what was answered can be corrected."""
        cell = self.table.cell
        if self.state is None or cell is None:
            return False
        if self.memo.replied_on is None or cell.asks in (Asks.REPLY, Asks.SIGNATURE):
            return True
        self.show_message("บันทึกนี้ลงนามตอบแล้ว แก้ไม่ได้ ถ้าบันทึกผลตอบผิดกด F5 เลือกยังไม่ได้ลงนาม", "warning")
        return False

    def dialog_flow_of(self, asks: str) -> Callable[[], Awaitable[None]]:
        """What is asked where a cell is chosen instead of typed."""
        steps = {
            Asks.NUMBER: memo_steps.issue,
            Asks.HEAD: memo_steps.change_head,
            Asks.SIGNER: memo_steps.change_signer,
            Asks.REPLY: memo_steps.reply,
            Asks.SIGNATURE: memo_steps.sign,
        }[Asks(asks)]
        return partial(steps, self)

    def set_route(self, proposers: list[int], opinions: list[int]) -> asyncio.Future[None]:
        """Store who signs."""
        route = Route(tuple(proposers), tuple(opinions))
        return self.change(self.workspace.submit(set_route, self.memo_id, route))

    # Commands

    async def action_add_signer(self) -> None:
        """Add a post that proposes or gives its opinion."""
        await self.begin(partial(memo_steps.add_signer, self))

    async def action_opinion(self) -> None:
        """Record what a post on the route wrote."""
        await self.begin(partial(memo_steps.opinion, self))

    async def action_issue(self) -> None:
        """Give the memo its number."""
        await self.begin(partial(memo_steps.issue, self))

    async def action_reply(self) -> None:
        """Record what the addressee wrote."""
        await self.begin(partial(memo_steps.reply, self))

    async def action_acts(self) -> None:
        """Choose among the other things to do."""
        await self.begin(partial(memo_steps.choose_operation, self))

    async def action_signatures(self) -> None:
        """Go to the divisions' signatures, the first that is missing."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        self.saving.finish()
        if self.state is None:
            return
        if self.memo.kind != MemoKind.CIRCULAR:
            self.show_message("บันทึกนี้ไม่ใช่หนังสือเวียน ไม่มีช่องลงนามของหน่วยงาน")
            return
        lines = self.memo.acknowledgements
        open_ones = (at for at, each in enumerate(lines) if each.signed_on is None)
        self.table.select_row(DIVISIONS + next(open_ones, 0), 1)

    async def action_sign(self) -> None:
        """Turn over whether the division under the cursor has signed; then to the next one."""
        await self.wait_for_pending_keys()
        at = self.division_place
        if at is None:
            self.show_message("เลื่อนไปที่หน่วยงานก่อน (F6) แล้วกด Space")
            return
        line = self.memo.acknowledgements[at]
        signed_on = date.today() if line.signed_on is None else None
        self.change(self.workspace.submit(acknowledge, self.memo_id, line.division_id, signed_on))
        self.table.action_move_row(1)

    def action_row_up(self) -> None:
        """Move the signer under the cursor up."""
        self._move_signer(-1)

    def action_row_down(self) -> None:
        """Move the signer under the cursor down."""
        self._move_signer(1)

    def _move_signer(self, by: int) -> None:
        place = self.signer_place
        if place is None or not self.check_editable():
            return
        gives_opinion, at = place
        lists = self.memo.route.proposers, self.memo.route.opinions
        proposers, opinions = list(lists[0]), list(lists[1])
        chosen = opinions if gives_opinion else proposers
        to = max(0, min(at + by, len(chosen) - 1))
        chosen.insert(to, chosen.pop(at))
        self.set_route(proposers, opinions)
        self.table.action_move_row(to - at)

    def action_remove_row(self) -> None:
        """Take the signer under the cursor off the route."""
        place = self.signer_place
        if place is None:
            self.show_message("เลื่อนไปที่ผู้ลงนามก่อน ลบทั้งบันทึกกด F9")
        elif self.check_editable():
            gives_opinion, at = place
            proposers, opinions = list(self.memo.route.proposers), list(self.memo.route.opinions)
            del (opinions if gives_opinion else proposers)[at]
            self.set_route(proposers, opinions)

    async def action_print(self) -> None:
        """Print the memo."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        self.saving.finish()
        if self.state is not None:
            await print_memo(self, self.memo)

"""The register of memos, including approval memos of orders; new memos are begun here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from kmtui.thai.dates import DateStyle, format_date
from models.committees.approval_numbers import OrderApproval, approvals_of
from models.committees.views import orders_list
from models.knowledge.training import trainings_of
from models.memos.records import MemoKind, write_memo
from models.memos.templates import memo_text
from models.memos.views import MemoView, read_memo, read_memos
from models.office.locations import InMemo, InOrderMemo, MemoList
from screens.base.change_poll import ChangePoll
from screens.base.dialog_action import dialog_action
from screens.base.screen import AnyScreen
from screens.commands.command import bindings
from screens.commands.evidence import MEMOS
from screens.dialogs.choices import ListDialog
from screens.dialogs.pick import PickDialog
from screens.lists.filter_list import FilterScreen
from screens.lists.year_choice import YearChoice
from screens.memos.memo_rows import memo_state_label
from screens.printing.year_papers import print_memo
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_NUMBER_CELLS, _DAY_CELLS, _STATE_CELLS = 14, 10, 14


class MemoRegister(NamedTuple):
    """The memos, and the approval memos with the ids of their orders."""

    memos: tuple[MemoView, ...]
    approvals: tuple[tuple[int, OrderApproval], ...]


def read_memo_register(year: int | None) -> MemoRegister:
    """Return the memos of a fiscal year and the approval memos of every order.

    Args:
        year: the fiscal year (Buddhist Era); None for all years.
    """
    found = {
        each.memo_id: (order.id, each)
        for order in reversed(orders_list())
        for each in approvals_of([order.id])
    }
    return MemoRegister(read_memos(year), tuple(found.values()))


class MemosScreen(FilterScreen):
    """The memos of a fiscal year, the newest first; Enter opens one."""

    BINDINGS = bindings(*MEMOS.commands)
    PAGE = MEMOS
    HEADS = CellRow(
        ListCell(" ที่", _NUMBER_CELLS),
        ListCell("วันที่", _DAY_CELLS),
        ListCell("สถานะ", _STATE_CELLS),
        ListCell("เรื่อง"),
    )
    EMPTY = "ปีนี้ยังไม่มีบันทึกข้อความ กด F5 เขียนจากแบบ หรือ F3 ดูทุกปี"
    COUNTED = "ฉบับ"

    def __init__(self, year: int | None = None) -> None:
        super().__init__()
        self._choice = YearChoice(year)
        self._all_years = False
        self._register = MemoRegister((), ())

    def on_mount(self) -> None:
        """Start polling for other users' changes."""
        super().on_mount()
        ChangePoll(self, self.reread_if_current).start()

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Return the memos of the year, then the approval memos of all orders, with negated ids."""
        year = None if self._all_years else self._choice.year
        self._register = await self.call(read_memo_register, year)
        memos = [_entry(each) for each in self._register.memos]
        return memos + [_approval_entry(each) for _order, each in self._register.approvals]

    @property
    def period(self) -> str:
        """The label of the year that is shown, or of all years."""
        return "ทุกปี" if self._all_years else self._choice.label

    @property
    def location(self) -> MemoList:
        """The location (navigation target) of the register."""
        return MemoList(self._choice.year)

    async def open_record(self, record_id: int) -> None:
        """Open the memo with this id; a negated id means the approval memo of an order."""
        order_id = self._order_of(record_id)
        await self.open(InMemo(record_id) if order_id is None else InOrderMemo(order_id))

    def _order_of(self, record_id: int) -> int | None:
        approvals = self._register.approvals
        return next((order_id for order_id, each in approvals if record_id == -each.memo_id), None)

    @dialog_action
    async def action_other_year(self) -> None:
        """Ask the user for another fiscal year and show it."""
        if await self._choice.ask(self):
            self._all_years = False
            await self.read_from_the_top()

    async def action_all_years(self) -> None:
        """Toggle between one year and all years."""
        self._all_years = not self._all_years
        await self.read_from_the_top()

    @dialog_action
    async def action_add(self) -> None:
        """Ask for a kind of memo, create a draft from its template and open it."""
        kinds = list(MemoKind)
        ask = ListDialog("บันทึกเรื่องใด", [each.label for each in kinds])
        at = await self.app.push_screen_wait(ask)
        if at is None:
            return
        made = await begin_memo(self, kinds[at], self._choice.year)
        if made is not None:
            self.selected_id = made
            await self.open_record(made)

    async def action_print(self) -> None:
        """Print the memo under the cursor; an approval memo is opened instead."""
        chosen = await self.selected_record()
        if chosen is None:
            return
        if self._order_of(chosen) is not None:
            await self.open_record(chosen)
            return
        memo = await self.call_or_show_error(read_memo, chosen)
        if memo is not None:
            await print_memo(self, memo)


async def begin_memo(screen: AnyScreen, kind: MemoKind, year: int) -> int | None:
    """Create a draft from the template of its kind; return its id, None on Escape or error.

    Asks which training a report on a training is about. `year` is the fiscal year (Buddhist Era).
    """
    training_id = None
    if kind == MemoKind.TRAINING:
        training_id = await _ask_training(screen, year)
        if training_id is None:
            return None
    return await screen.call_or_show_error(_written, kind, year, training_id)


def _written(kind: MemoKind, year: int, training_id: int | None) -> int:
    """Store a draft with the template text and return its id.

    Signers and division are copied from the last memo of this kind.
    """
    text = memo_text(kind, year, training_id)
    if not text.subject:
        text = replace(text, subject="(ยังไม่มีชื่อเรื่อง)")
    before = next((each for each in read_memos() if each.kind == kind), None)
    return write_memo(
        kind,
        text,
        date.today(),
        fiscal_year=year,
        division_id=before.division_id if before is not None else None,
        route=before.route if before is not None else None,
    )


async def _ask_training(screen: AnyScreen, year: int) -> int | None:
    trainings = await screen.call_or_show_error(trainings_of, year)
    if not trainings:
        screen.show_message("ปีนี้ยังไม่มีการเข้ารับการพัฒนา บันทึกที่แฟ้มหลักฐาน กด F4 ก่อน")
        return None
    entries = [
        FilterEntry(each.id, CellRow(ListCell(each.title), ListCell(each.person, 26)))
        for each in trainings
    ]
    return await screen.app.push_screen_wait(PickDialog("รายงานการพัฒนาเรื่องใด", entries))


def _entry(memo: MemoView) -> FilterEntry:
    row = CellRow(
        ListCell(f" {memo.label if memo.is_numbered else 'ร่าง'}", _NUMBER_CELLS),
        ListCell(format_date(memo.written_on, DateStyle.SHORT), _DAY_CELLS),
        ListCell(memo_state_label(memo), _STATE_CELLS),
        ListCell(memo.subject),
    )
    return FilterEntry(memo.id, row, f"{memo.kind.label} {memo.addressee}")


def _approval_entry(approval: OrderApproval) -> FilterEntry:
    number = approval.number if approval.is_numbered else "ร่าง"
    row = CellRow(
        ListCell(f" {number}", _NUMBER_CELLS),
        ListCell("", _DAY_CELLS),
        ListCell("ของคำสั่ง", _STATE_CELLS),
        ListCell(approval.subject),
    )
    return FilterEntry(-approval.memo_id, row)

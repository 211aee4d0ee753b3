"""The table source of a memo: its rows, and the signer or division of a row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from models.memos.views import MemoView
from models.office.locations import InMemo
from screens.memos.memo_rows import (
    DIVISIONS,
    OPINIONS,
    PROPOSERS,
    Asks,
    MemoSnapshot,
    memo_rows,
    memo_state_label,
    read_memo_snapshot,
)
from screens.tables.cell_layout import TableCell
from screens.tables.record_table import record_sheet
from screens.tables.table_pane import TablePane
from screens.tables.table_source import TableHeads, TableModel, TablePosition, TableSource


class MemoSource(TableSource[MemoSnapshot]):
    """The table source of one memo."""

    def __init__(self, memo_id: int) -> None:
        self.memo_id = memo_id

    @property
    def location(self) -> InMemo:
        """The location (navigation target) of the memo."""
        return InMemo(self.memo_id)

    def read(self) -> Callable[[], MemoSnapshot]:
        """Return a function that reads the memo."""
        return partial(read_memo_snapshot, self.memo_id)

    @property
    def memo(self) -> MemoView:
        """The memo as last read."""
        return self.snapshot.memo

    def sheet(self, _form_row: int | None, _is_wide: bool, /) -> TableModel:
        """Return the memo as a table, from its number to the last division."""
        return record_sheet(memo_rows(self.snapshot))

    def heads(self, _at: TablePosition, /) -> TableHeads:
        """Return the headings: the memo's number, and its state."""
        label = self.memo.label if self.memo.is_numbered else self.memo.kind.label
        return TableHeads(f"บันทึกข้อความ {label}", memo_state_label(self.memo), (self.memo.subject,))

    def why_locked(self, cell: TableCell | None, /) -> str:
        """Return why the cell cannot be changed; empty if it can.

        The text of an answered memo is locked; its reply and its signatures can be corrected.
        """
        asks = cell.asks if cell is not None else ""
        if self.memo.replied_on is None or asks in (Asks.REPLY, Asks.SIGNATURE):
            return ""
        return "บันทึกนี้ลงนามตอบแล้ว แก้ไม่ได้ ถ้าบันทึกผลตอบผิดกด F5 เลือกยังไม่ได้ลงนาม"

    def signer_at(self, row_id: int | None) -> tuple[bool, int] | None:
        """Return whether the row's signer gives an opinion, and the index in `opinions`.

        Without an opinion it is the index in `proposers`. None if the row is not a signer's.
        """
        if row_id is None or self.state is None:
            return None
        for begin, signers in ((PROPOSERS, self.memo.proposers), (OPINIONS, self.memo.opinions)):
            if 0 <= row_id - begin < len(signers):
                return begin == OPINIONS, row_id - begin
        return None

    def division_at(self, row_id: int | None) -> int | None:
        """Return the index, from 0, in `acknowledgements`; None if the row is not a division's."""
        if row_id is None or self.state is None:
            return None
        at = row_id - DIVISIONS
        return at if 0 <= at < len(self.memo.acknowledgements) else None


MemoPane = TablePane[MemoSource]

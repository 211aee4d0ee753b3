"""A memo as it is shown: its rows, and the signer or division that the cursor stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from models.memos.views import MemoView
from models.office.locations import InMemo
from screens.memos.memo_rows import (
    DIVISIONS,
    OPINIONS,
    PROPOSERS,
    MemoSnapshot,
    memo_rows,
    memo_state_label,
    read_memo_snapshot,
)
from screens.tables.cell_layout import TableRow
from screens.tables.record_screen import RecordScreen
from screens.widgets.label import ThaiLabel


class MemoSheet(RecordScreen):
    """One memo; what is done with it is built on it (`MemoScreen`, `memo_steps`)."""

    def __init__(self, memo_id: int) -> None:
        super().__init__()
        self.memo_id = memo_id
        self.state: MemoSnapshot | None = None

    # What is shown

    @property
    def location(self) -> InMemo:
        """The memo."""
        return InMemo(self.memo_id)

    async def read_sheet(self) -> Callable[[], None]:
        """The memo as it is stored."""
        return partial(self._take, await self.call(read_memo_snapshot, self.memo_id))

    def _take(self, shown: MemoSnapshot) -> None:
        self.state = shown

    @property
    def memo(self) -> MemoView:
        """The memo as it was read last."""
        assert self.state is not None, "nothing is done before the memo is read"
        return self.state.memo

    def rows(self) -> Iterable[TableRow]:
        """The memo from its number to the last division."""
        assert self.state is not None
        return memo_rows(self.state)

    def first_row(self) -> int:
        """The first text that is typed in."""
        rows = enumerate(self.table.rows)
        return next((at for at, row in rows if row.cells[-1].field_key is not None), 0)

    def show_heads(self) -> None:
        """Which memo it is, and where it stands."""
        label = self.memo.label if self.memo.is_numbered else self.memo.kind.label
        title = f"บันทึกข้อความ {label}"
        self.query_one("#table-title", ThaiLabel).update((title, "bold"))
        self.query_one("#table-state", ThaiLabel).update(memo_state_label(self.memo))
        self.query_one("#table-parts", ThaiLabel).update(self.memo.subject)

    @property
    def signer_place(self) -> tuple[bool, int] | None:
        """Whether the signer under the cursor gives an opinion, and their place in their list."""
        row = self.table.row
        if row is None or self.state is None or row.is_title:
            return None
        for begin, signers in ((PROPOSERS, self.memo.proposers), (OPINIONS, self.memo.opinions)):
            if 0 <= row.id - begin < len(signers):
                return begin == OPINIONS, row.id - begin
        return None

    @property
    def division_place(self) -> int | None:
        """The place of the division under the cursor; None on another row."""
        row = self.table.row
        if row is None or self.state is None or row.is_title:
            return None
        at = row.id - DIVISIONS
        return at if 0 <= at < len(self.memo.acknowledgements) else None

"""Lists that are read anew as soon as somebody else has stored something."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from kmtui.thai.digits import thai_digits
from models.errors import KmError
from models.storage.store import data_version
from screens.lists.filter_list import FilterScreen
from screens.widgets.label import ThaiLabel
from screens.widgets.search_list import FilterEntry

POLL_INTERVAL_S = 1.0


class AutoRefreshList(FilterScreen):
    """A list of records that looks for other people's changes; the words typed stay."""

    _seen_version = 0

    @property
    def period(self) -> str:
        """Which year the list is of; empty for all that there is."""
        return ""

    def _show(self, entries: Sequence[FilterEntry]) -> None:
        super()._show(entries)
        if self.period:
            self.query_one("#search-title", ThaiLabel).update(
                (f"{self.PAGE.title} {self.period}", "bold"),
                (f"  {thai_digits(len(entries))} {self.COUNTED}", "$text-muted"),
            )

    def on_mount(self) -> None:
        """Look now and then."""
        super().on_mount()
        self.set_interval(POLL_INTERVAL_S, self.poll_for_changes)

    async def read_from_the_top(self) -> None:
        """Read other records than before; the cursor stands on the first."""
        self.selected_id = None
        self.filter_list.load(())
        await self.read()

    @work(exclusive=True, group="look")
    async def poll_for_changes(self) -> None:
        """Read anew where another session has stored something."""
        try:
            version = await self.call(data_version)
        except KmError:
            # What is wrong with the store is told where something is stored.
            return
        is_new, self._seen_version = version != self._seen_version, version
        if is_new and self.is_current and self.is_read.is_set():
            self.selected_id = self.filter_list.selected_id
            await self.read()

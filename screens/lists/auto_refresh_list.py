"""Lists that refresh as soon as another user has stored something."""

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
    """A list of records that polls for changes of other users; the filter stays."""

    _seen_version = 0

    @property
    def period(self) -> str:
        """The year that the list is restricted to; empty for all records."""
        return ""

    def _show(self, entries: Sequence[FilterEntry]) -> None:
        super()._show(entries)
        if self.period:
            self.query_one("#search-title", ThaiLabel).update(
                (f"{self.PAGE.title} {self.period}", "bold"),
                (f"  {thai_digits(len(entries))} {self.COUNTED}", "$text-muted"),
            )

    def on_mount(self) -> None:
        """Start polling."""
        super().on_mount()
        self.set_interval(POLL_INTERVAL_S, self.poll_for_changes)

    async def read_from_the_top(self) -> None:
        """Read other records, with the first one selected."""
        self.selected_id = None
        self.filter_list.load(())
        await self.read()

    @work(exclusive=True, group="look")
    async def poll_for_changes(self) -> None:
        """Read the records again if another session has committed something."""
        try:
            version = await self.call(data_version)
        except KmError:
            # Faults of the data file are reported when something is stored.
            return
        is_new, self._seen_version = version != self._seen_version, version
        if is_new and self.is_current and self.is_read.is_set():
            self.selected_id = self.filter_list.selected_id
            await self.read()

"""The status lines of a table: state of saving, the row, other users."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from models.drafts.save_state import SaveState
from models.meetings.presence import ActiveEditor
from screens.base.saved import saved_label, trouble_text
from screens.widgets.label import ThaiLabel


class TableStatus(Vertical):
    """A banner that is visible if storage fails, and one line of status."""

    def __init__(self) -> None:
        super().__init__()
        self._row = ThaiLabel("", id="table-row")
        self._saved_at: datetime | None = None

    def compose(self) -> ComposeResult:
        """Compose the banner above the status line."""
        yield ThaiLabel("", id="table-banner")
        with Horizontal(id="table-status"):
            yield self._row
            yield ThaiLabel("", id="table-others")
            yield ThaiLabel("", id="table-saved")

    def show_row(self, text: str) -> None:
        """Show the text on the row under the cursor."""
        self._row.update(text)

    def show_others(
        self, others: Iterable[ActiveEditor], place_of: Callable[[ActiveEditor], str]
    ) -> None:
        """Show the other users.

        `place_of` returns the position of one as text, empty if unknown.
        """
        said = []
        for editor in others:
            doing = "กำลังแก้ไขตารางนี้" if editor.statement_id else "กำลังดูตารางนี้"
            said.append(f"{editor.who} {place_of(editor) or doing}")
        self.query_one("#table-others", ThaiLabel).update("  ".join(said))

    def show_saved(self, state: SaveState) -> None:
        """Show whether the typed text is stored; called after every save."""
        if not self.children:
            return
        banner = self.query_one("#table-banner", ThaiLabel)
        banner.display = state.fault is not None
        if state.fault is None:
            self._saved_at = datetime.now()
        else:
            banner.update(trouble_text(state))
        self.query_one("#table-saved", ThaiLabel).update(saved_label(state, self._saved_at))

"""The interface of the pane in which a screen's records are edited."""

from typing import Protocol

from models.drafts.save_state import SaveState
from models.office.locations import Location


class Pane(Protocol):
    """A pane in which a screen's records are edited."""

    @property
    def location(self) -> Location:
        """The location (navigation target) of the records."""

    def resume(self) -> None:
        """Read the records again, because they may have changed while another screen was above."""

    def commit_typing(self) -> None:
        """Queue what is being typed for storing, because the program may end."""

    def show_saved(self, state: SaveState) -> None:
        """Show whether the typed text is stored."""

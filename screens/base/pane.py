"""The part of a screen in which records are edited, as the screen sees it."""

from typing import Protocol

from models.drafts.save_state import SaveState
from models.office.locations import Location


class Pane(Protocol):
    """The part of a screen in which its records are edited."""

    @property
    def location(self) -> Location:
        """The records."""

    def resume(self) -> None:
        """Read again: something may have changed while another screen was above."""

    def commit_typing(self) -> None:
        """Submit what is being typed for storing, because the program may end."""

    def show_saved(self, state: SaveState) -> None:
        """Show whether the typed text is stored."""

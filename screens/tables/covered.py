"""A container that is cheap to paint, because its children cover it."""

from __future__ import annotations

from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip


class CoveredVertical(Vertical):
    """A column of widgets that cover it completely, so that its own lines are never visible.

    Textual paints each container below its children at every change of one of them: for a table as
    high as the screen that is as much work as the table itself.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return blank lines without styling them."""
        return [Strip.blank(crop.width)] * crop.height

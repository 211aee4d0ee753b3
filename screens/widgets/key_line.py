"""The last line of a screen: its commands with their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content, Span
from textual.geometry import Size
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.screen import Screen

_KEY_STYLE = "bold $footer-key-foreground"
_OFF_STYLE = "dim"
_GAP = " "


# The way out and the list of all commands are in the line however narrow it is.
_KEPT = frozenset({"back", "leave", "cancel", "quit_program", "help"})


class ShownKey(NamedTuple):
    """A command in the line, from the cell `left` up to, but not including, the cell `right`."""

    key: str
    action: str
    name: str
    label: str
    help: str
    enabled: bool
    left: int
    right: int


class KeyLine(Widget):
    """Shows the available commands; a click runs one.

    Textual's Footer has a widget for each command and recreates all at every change of the focus.
    This is one widget, repainted only if the available commands change. If not all fit, the last
    ones before the way out and the help are left out completely; the help has all of them.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        color: $footer-description-foreground;
        background: $footer-background;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[ShownKey, ...] = ()
        self._is_asked = False

    def on_mount(self) -> None:
        """Subscribe to changes of the screen's commands."""
        self.screen.bindings_updated_signal.subscribe(self, self._ask)

    def on_unmount(self) -> None:
        """Cancel the subscription."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    @property
    def text(self) -> str:
        """The displayed text, without styles."""
        return self.render().plain

    def render(self) -> Content:
        """Return the commands that fit, side by side."""
        text, spans = "", list[Span]()
        for each in self._in_view():
            start = len(text)
            text += f"{each.name} {each.label}"
            spans.append(Span(start, start + len(each.name), _KEY_STYLE))
            if not each.enabled:
                spans.append(Span(start, len(text), _OFF_STYLE))
            text += _GAP
        return Content(text.rstrip(), spans=spans)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Return the width of the container."""
        return container.width

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Set the tooltip to the help of the command under the mouse."""
        pointed = self._at(event.x)
        self.tooltip = pointed.help if pointed else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Run the command that was clicked; ring the bell if it is disabled."""
        clicked = self._at(event.x)
        if clicked is None:
            return
        if clicked.enabled:
            self.app.simulate_key(clicked.key)
        else:
            self.app.bell()

    def _at(self, column: int) -> ShownKey | None:
        return next((key for key in self._in_view() if key.left <= column < key.right), None)

    def _in_view(self) -> list[ShownKey]:
        shown = list(self._keys)
        while shown and shown[-1].right > self.size.width:
            others = [at for at, each in enumerate(shown) if each.action not in _KEPT]
            del shown[others[-1] if others else -1]
            shown = _side_by_side(shown)
        return shown

    def _ask(self, screen: Screen[object]) -> None:
        """Schedule one update after the refresh: the screen signals each step of a change."""
        if screen is self.screen and screen.app.app_focus and not self._is_asked:
            self._is_asked = True
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        self._is_asked = False
        if self.is_attached and (keys := tuple(self._read())) != self._keys:
            self._keys = keys
            self.refresh()

    def _read(self) -> Iterator[ShownKey]:
        """Yield the commands to show with their first keys, in the order of the screen."""
        seen: set[str] = set()
        left = 0
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if not binding.show or binding.action in seen:
                continue
            seen.add(binding.action)
            name = self.app.get_key_display(binding)
            label, action = binding.description, binding.action
            right = left + cell_len(name) + 1 + cell_len(label)
            yield ShownKey(binding.key, action, name, label, tooltip, bool(enabled), left, right)
            left = right + len(_GAP)


def _side_by_side(keys: Iterable[ShownKey]) -> list[ShownKey]:
    """Return the commands at the cells that they have without those that were left out."""
    placed, left = list[ShownKey](), 0
    for each in keys:
        placed.append(each._replace(left=left, right=left + each.right - each.left))
        left = placed[-1].right + len(_GAP)
    return placed

"""A guard against mouse events on widgets that were removed a moment ago.

Until the next layout Textual finds a removed widget under the mouse, and ends the program when a
text selection begins on it (8.2.8, the newest: `Screen._forward_event` asks for the region of its
parent, which is None). A double click does that: the first press closes what the second hits.
"""

from __future__ import annotations

from typing import Any

from textual import events
from textual.errors import NoWidget
from textual.screen import Screen
from textual.widget import Widget


def is_on_removed_widget(screen: Screen[Any], event: events.MouseEvent) -> bool:
    """Return whether the widget under the mouse was removed.

    A button release is never refused: the button would seem to be held.
    """
    if isinstance(event, events.MouseUp):
        return False
    try:
        widget, _ = screen.get_widget_at(event.x, event.y)
    except NoWidget:
        return False
    return not widget.is_attached


def end_stale_selection(screen: Screen[Any]) -> None:
    """End a text selection if one of its widgets was removed.

    Uses Textual's private `Screen._select_state`, whose own test for this is never called.
    """
    state = screen._select_state
    if state is None:
        return
    ends = (state.start, state.end) if state.end is not None else (state.start,)
    widgets = [widget for end in ends for widget in (end.container, end.content_widget)]
    if state.start.container is None or not all(map(_is_there, widgets)):
        screen.clear_selection()


def _is_there(widget: Widget | None) -> bool:
    return widget is None or widget.is_attached

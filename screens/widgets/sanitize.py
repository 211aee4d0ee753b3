"""Sanitizing of user input for widgets: no markup, no control characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from rich.text import Text

from kmtui.thai.text import clean

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen
    from textual.widget import Widget

TAB_CELLS = 4

Severity = Literal["information", "warning", "error"]


def is_safe(text: str) -> bool:
    """Return whether `text` may be sent to the terminal unchanged (newlines and tabs included)."""
    return text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable()


def sanitized(text: str) -> str:
    """Return `text` itself if it has only printable characters, else its cleaned form."""
    return text if is_safe(text) else _only_printable(clean(text))


def display_text(text: str) -> str:
    """Return the cleaned text with tabs expanded; newlines are kept."""
    return _only_printable(clean(text)).expandtabs(TAB_CELLS)


def to_content(text: str) -> Text:
    """Return user input for Static, Label, Button, Option, Select, Tab, DataTable and Tree.

    The result has no markup, no links and no control characters.
    """
    return Text(display_text(text))


def notify_plain(
    host: App[Any] | Widget,
    message: str,
    severity: Severity = "information",
    *,
    title: str = "",
    timeout: float | None = None,
) -> None:
    """Show a message (toast) that may contain user input, away from the line being typed.

    `timeout` is in seconds; None for the app's usual time.
    """
    uncover_cursor(host.screen)
    host.notify(
        display_text(message),
        title=display_text(title),
        severity=severity,
        timeout=timeout,
        markup=False,
    )


def uncover_cursor(screen: Screen[Any]) -> None:
    """Place toasts at the top while the user types in the lower half of the screen, else below."""
    types = bool(getattr(screen.focused, "TAKES_TEXT", False))
    below = types and screen.app.cursor_position.y >= screen.size.height // 2
    screen.query_children("ToastRack").set_class(below, "-above")


def _only_printable(text: str) -> str:
    """Remove characters that `clean` keeps in stored text but a terminal must not get."""
    if is_safe(text):
        return text
    return "".join(mark for mark in text if mark.isprintable() or mark in _KEPT)


# NO-BREAK SPACE and ZERO WIDTH JOINER are harmless and have a meaning (emoji, names).
_KEPT = frozenset("\n\t\u00a0\u200d")

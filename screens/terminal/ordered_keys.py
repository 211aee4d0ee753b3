"""Keys taken strictly in the order of pressing, however fast they come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any, Generic

from textual import events
from textual.actions import ActionParseResult
from textual.app import App, ReturnType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import Worker

from screens.terminal.stylesheet import CachedStylesheet

_TAKEN_TIMEOUT_S = 2.0
_DIALOG_TIMEOUT_S = 2.0
_POLL_INTERVAL_S = 0.004
_TAKEN_BY_TEXT = frozenset({"enter", "tab"})


class OrderedKeysApp(App[ReturnType], Generic[ReturnType]):
    """An App in which a command never overtakes what was typed before it, nor is overtaken.

    Textual hands a key to the focused widget's queue and runs most commands when the key has
    bubbled back: in a burst (a fast typist over a slow line, a paste) the keys behind it are there
    first. Here a key that is no text waits until the focused widget has taken all before it, and
    its command runs before the next key is looked at. Uses Textual's private `_check_bindings`.

    `key_at` is when the last key was pressed, `pause_before_key` how long none was before it (s).
    """

    key_at = 0.0
    pause_before_key = float("inf")
    acting: Worker[Any] | None = None
    """The worker of the command that asks through dialogs (see `dialog_action`)."""

    def __init__(self, **options: Any) -> None:
        """`options` are App's."""
        super().__init__(**options)
        self.stylesheet = CachedStylesheet(variables=self.get_css_variables())

    def begin_with_theme(self, theme: Theme) -> None:
        """Show this theme from the first paint on: one set later reads all style sheets again."""
        self.register_theme(theme)
        self.set_reactive(App.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)

    async def on_event(self, event: events.Event) -> None:
        """Take a command at once; leave the rest to Textual."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.pause_before_key, self.key_at = event.time - self.key_at, event.time
            await self._until_screen_takes_keys()
        if isinstance(event, events.Key) and not event.is_forwarded and not self._is_text(event):
            await self.wait_for_pending_keys()
            if await self._check_bindings(event.key, priority=True):
                return
            if event.key not in _TAKEN_BY_TEXT and await self._check_bindings(event.key):
                return
        await super().on_event(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; one that its screen does not have is run by a pane around the focus.

        The commands of a screen are bound in one place and in one order, whichever pane of it
        carries them out.
        """
        if await super().run_action(action, default_namespace, namespaces):
            return True
        if not isinstance(default_namespace, Screen):
            return False
        focused = default_namespace.focused
        for pane in default_namespace.children if focused is None else focused.ancestors:
            if pane is default_namespace:
                break
            if await super().run_action(action, pane, namespaces):
                return True
        return False

    async def _until_screen_takes_keys(self) -> None:
        """Wait for a screen that has to be read before a key can mean anything.

        Between two dialogs of a command its screen is seen for a moment: the key is not for it.
        """
        if self.acting is not None:
            await wait_for_dialog(self.acting)
        ready = getattr(self.screen, "wait_until_interactive", None)
        if ready is not None:
            await ready()

    def _is_text(self, event: events.Key) -> bool:
        """Whether the focused field takes it; fields say so themselves, importing them is slow."""
        return event.is_printable and bool(getattr(self.focused, "TAKES_TEXT", False))

    async def wait_for_pending_keys(self) -> None:
        """Wait until every key pressed before has been taken, with all that follows from it.

        What a widget tells goes from queue to queue up to its screen, so each is waited for.
        """
        focused = self.focused or self.screen
        for place in focused.ancestors_with_self:
            if place is self:
                return
            taken = asyncio.Event()
            place.call_later(taken.set)
            try:
                await asyncio.wait_for(taken.wait(), _TAKEN_TIMEOUT_S)
            except TimeoutError:
                return


async def wait_for_dialog(command: Worker[Any]) -> None:
    """Wait until a command that asks has a dialog above its screen, or is done."""
    end = time.monotonic() + _DIALOG_TIMEOUT_S
    while not command.is_finished and command.node.app.screen is command.node:
        if time.monotonic() > end:
            return
        await asyncio.sleep(_POLL_INTERVAL_S)

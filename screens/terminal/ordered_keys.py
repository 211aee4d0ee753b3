"""Handles keys strictly in the order in which they were pressed, at any typing speed."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Mapping
from inspect import isawaitable
from typing import Any, Generic

from textual import events
from textual.actions import ActionParseResult
from textual.app import App, ReturnType
from textual.dom import DOMNode
from textual.message import Message
from textual.notifications import Notify, SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.theme import Theme
from textual.worker import Worker

from screens.terminal.mouse_guard import end_stale_selection, is_on_removed_widget
from screens.terminal.notifications import SafeNotification
from screens.terminal.second_keys import SecondKeys
from screens.terminal.stylesheet import CachedStylesheet
from screens.terminal.typing_guard import TypingGuard, is_letter

_TAKEN_TIMEOUT_S = 2.0
_DIALOG_TIMEOUT_S = 2.0
_POLL_INTERVAL_S = 0.004
_TAKEN_BY_TEXT = frozenset({"enter", "tab"})


class OrderedKeysApp(App[ReturnType], Generic[ReturnType]):
    """An App in which a command and typed text never overtake each other.

    Textual puts a key in the focused widget's queue, and runs most commands when the key has
    bubbled back: in a burst (fast typing over a slow line, a paste) the following keys arrive
    first. Here a key that is not text waits until the focused widget has handled all earlier keys,
    and its command runs before the next key. Uses Textual's private `_check_bindings`.

    Attributes:
        last_key_time: event time of the last key, in seconds.
        pause_before_key: seconds between the last key and the one before it.
    """

    last_key_time = 0.0
    pause_before_key = float("inf")
    acting: Worker[Any] | None = None
    """The worker of the command that is asking through dialogs (see `dialog_action`)."""

    def __init__(self, **options: Any) -> None:
        """Initialize with the options of App, and a cached style sheet."""
        super().__init__(**options)
        self.stylesheet = CachedStylesheet(variables=self.get_css_variables())
        self._guard = TypingGuard(self._command_of)
        self._second_keys = SecondKeys()
        self._left_text = ""

    def post_message(self, message: Message) -> bool:
        """Post a message as Textual does, and record a key before it is handled."""
        if isinstance(message, (events.Key, events.Paste)) and not message.is_forwarded:
            self._guard.note(message)
        return super().post_message(message)

    def begin_with_theme(self, theme: Theme) -> None:
        """Set the theme before the first paint.

        Setting it later would parse all style sheets again.
        """
        self.register_theme(theme)
        self.set_reactive(App.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notification, as Textual does, that cannot freeze the program."""
        shown_s = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        text = message if markup else self.toast_text(message, severity)
        made = SafeNotification(text, title, severity, shown_s, markup=markup)
        self.post_message(Notify(made))

    def toast_text(self, message: str, severity: SeverityLevel) -> str:  # noqa: ARG002
        """Return the text of a toast for a message; apps may override it."""
        return message

    async def on_event(self, event: events.Event) -> None:
        """Run the command of a key in order; leave other events to Textual.

        A mouse event on a removed widget is dropped (see `mouse_guard`).
        """
        if isinstance(event, events.MouseEvent) and not event.is_forwarded:
            if isinstance(event, (events.MouseDown, events.MouseUp)):
                await self._until_screen_is_mounted()
            end_stale_selection(self.screen)
            if is_on_removed_widget(self.screen, event):
                return
        self._guard.begin(event)
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.pause_before_key, self.last_key_time = event.time - self.last_key_time, event.time
            if (known := self._second_keys.translated(event)) is None:
                return
            event = known
            await self._until_screen_takes_keys()
            if await self._is_begun_sentence(event):
                return
        if isinstance(event, events.Paste) and not event.is_forwarded:
            await self._until_screen_takes_keys()
            if await self._still_takes_typed():
                await self._hand_over(event.text)
                return
        if isinstance(event, events.Key) and not event.is_forwarded and not self._is_text(event):
            await self.wait_for_pending_keys()
            if await self._check_bindings(event.key, priority=True):
                return
            if event.key not in _TAKEN_BY_TEXT and await self._check_bindings(event.key):
                return
        await super().on_event(event)

    def keep_left_text(self, text: str) -> None:
        """Keep a text that was typed into the list of commands but not used."""
        self._left_text = text

    def take_left_text(self) -> str:
        """Return the kept text, and clear it."""
        text, self._left_text = self._left_text, ""
        return text

    def _command_of(self, key: events.Key) -> str:
        """Return the name of the action bound to a key on this screen; empty if there is none."""
        active = self.screen.active_bindings
        names = (key.key, *key.aliases)
        bound = next((active[name].binding for name in names if name in active), None)
        return "" if bound is None else bound.action.partition("(")[0]

    def _takes_typed(self) -> bool:
        """Return whether typed text goes to the screen, because no field has the focus."""
        if not hasattr(self.screen, "take_typed"):
            return False
        # A dialog is given its text by its field, which may be about to get the focus.
        fields = self.screen.query("*") if isinstance(self.screen, ModalScreen) else [self.focused]
        return not any(getattr(each, "TAKES_TEXT", False) for each in fields)

    async def _still_takes_typed(self) -> bool:
        """Return whether typed text goes to the screen after all earlier keys were handled.

        An earlier key may close a dialog and open the next one, whose field then takes it.
        """
        if not self._takes_typed():
            return False
        await self.wait_for_pending_keys()
        await self._until_screen_takes_keys()
        return self._takes_typed()

    async def _is_begun_sentence(self, key: events.Key) -> bool:
        """Pass a key that begins a sentence to the screen; return whether it did."""
        if not key.is_printable:
            self._guard.end_sentence()
        if not is_letter(key) or not await self._still_takes_typed():
            return False
        if isinstance(self.screen, ModalScreen) and (key.character or "").isdecimal():
            # Dialogs take digits as answers.
            return False
        if not await self._guard.is_typing(key) or not self._takes_typed():
            return False
        await self._hand_over(key.character or "")
        return True

    async def _hand_over(self, text: str) -> None:
        await self.wait_for_pending_keys()
        taking = self.screen.take_typed(text)  # type: ignore[attr-defined]
        if isawaitable(taking):
            await taking

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
        """Wait until the screen can handle keys, if it is still loading.

        Between two dialogs of a command its screen is visible for a moment: the key is not for it.
        """
        waited_for = None
        # What is waited for may be that a dialog opens, which must be mounted, too.
        while waited_for is not self.screen:
            waited_for = self.screen
            if self.acting is not None:
                await wait_for_dialog(self.acting)
            await self._until_screen_is_mounted()
            ready = getattr(self.screen, "wait_until_interactive", None)
            if ready is not None:
                await ready()

    async def _until_screen_is_mounted(self) -> None:
        """Wait until a screen that was just opened has its widgets.

        A command would not find them; leaving the screen would even keep it from composing them.
        Uses Textual's private `_mounted_event`.
        """
        mounted: asyncio.Event = self.screen._mounted_event
        if not mounted.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(mounted.wait(), _TAKEN_TIMEOUT_S)

    def _is_text(self, event: events.Key) -> bool:
        """Return whether the focused field takes the key as text.

        Fields declare this by an attribute, as importing their classes would be slow.
        """
        return event.is_printable and bool(getattr(self.focused, "TAKES_TEXT", False))

    async def wait_for_pending_keys(self) -> None:
        """Wait until all earlier keys have been handled, with all messages that follow from them.

        Messages of a widget pass from queue to queue up to its screen, so each queue is awaited.
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
    """Wait until a command has opened a dialog above its screen, or has finished; at most 2 s."""
    end = time.monotonic() + _DIALOG_TIMEOUT_S
    while not command.is_finished and command.node.app.screen is command.node:
        if time.monotonic() > end:
            return
        await asyncio.sleep(_POLL_INTERVAL_S)

"""Dialogs that take the keys pressed before they stand on the screen."""

import asyncio
from typing import TypeVar

from screens.base.screen import KmDialog

Result = TypeVar("Result")

_COMPOSE_TIMEOUT_S = 2.0


class TypeAheadDialog(KmDialog[Result]):
    """A dialog whose priority commands wait for the keys that came while it was being put up.

    Until a field has the focus, Textual gives keys to the dialog itself.
    """

    async def wait_for_pending_keys(self) -> None:
        """As the base screen's; first the dialog takes its own keys, then the focused widget."""
        taken = asyncio.Event()
        self.call_later(taken.set)
        try:
            await asyncio.wait_for(taken.wait(), _COMPOSE_TIMEOUT_S)
        except TimeoutError:
            return
        await super().wait_for_pending_keys()

"""Commands that go through dialogs, begun so that no key pressed after them is lost."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.worker import Worker

from screens.base.screen import KmScreen
from screens.terminal.ordered_keys import OrderedKeysApp, wait_for_dialog

P = ParamSpec("P")
S = TypeVar("S", bound=KmScreen[Any])


def dialog_action(
    dialog_flow: Callable[Concatenate[S, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[S, P], Awaitable[None]]:
    """An action that runs its steps in a worker and returns when the first dialog stands.

    The app takes no key meanwhile, so that what is typed right after the command is the dialog's;
    nor does it between two dialogs of one command.
    """
    begin = work(exclusive=True, group="act")(dialog_flow)

    @functools.wraps(dialog_flow)
    async def action(screen: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        worker: Worker[Any] = begin(screen, *args, **kwargs)
        if isinstance(screen.app, OrderedKeysApp):
            screen.app.acting = worker
        await wait_for_dialog(worker)

    return action

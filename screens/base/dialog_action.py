"""Actions that open dialogs, started so that following keys go to the dialog."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

from textual.worker import Worker

from models.errors import KmError
from screens.base.screen import KmScreen
from screens.terminal.ordered_keys import OrderedKeysApp, wait_for_dialog

P = ParamSpec("P")
S = TypeVar("S", bound=KmScreen[Any])

DialogFlow = Callable[[], Coroutine[Any, Any, Any]]


def dialog_action(
    dialog_flow: Callable[Concatenate[S, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[S, P], Awaitable[None]]:
    """Return a screen action that runs a flow of dialogs (see `run_dialog_flow`).

    A decorator for `async` methods of screens, which become `action_...`.
    """

    @functools.wraps(dialog_flow)
    async def action(screen: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        await run_dialog_flow(screen, functools.partial(dialog_flow, screen, *args, **kwargs))

    return action


async def run_dialog_flow(screen: KmScreen[Any], dialog_flow: DialogFlow) -> None:
    """Run a flow of dialogs in a worker of the screen; return when its first dialog is open.

    It also returns when the flow ends without one, or after 2 seconds. The app takes no key until
    then, so that what is typed right after the command is the dialog's; nor does it between two
    dialogs of one command.
    """
    worker = start_dialog_flow(screen, dialog_flow, "act")
    if isinstance(screen.app, OrderedKeysApp):
        screen.app.acting = worker
    await wait_for_dialog(worker)


def start_dialog_flow(screen: KmScreen[Any], dialog_flow: DialogFlow, group: str) -> Worker[Any]:
    """Run a flow of dialogs in a worker, cancelling an earlier one of the same group.

    Waits for no dialog: for flows that no key has begun. A KmError that ends the flow, such as that
    of a record deleted by another user, is shown; uncaught it would end the program.
    """

    async def flow() -> None:
        try:
            await dialog_flow()
        except KmError as refusal:
            screen.show_error(refusal)

    return screen.run_worker(flow, exclusive=True, group=group)

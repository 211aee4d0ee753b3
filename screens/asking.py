"""Commands that go through dialogs, begun so that no key pressed after them is lost."""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.worker import Worker

from screens.base import KmScreen

P = ParamSpec("P")
S = TypeVar("S", bound=KmScreen[Any])

_LOOK_EVERY_S = 0.004
_ASKS_WITHIN_S = 2.0


def asking(
    steps: Callable[Concatenate[S, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[S, P], Awaitable[None]]:
    """An action that runs its steps in a worker and returns when the first dialog stands.

    The app takes no key meanwhile, so that what is typed right after the command is the dialog's.
    """
    begin = work(exclusive=True, group="act")(steps)

    @functools.wraps(steps)
    async def action(screen: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        worker: Worker[Any] = begin(screen, *args, **kwargs)
        end = time.monotonic() + _ASKS_WITHIN_S
        while not worker.is_finished and screen.app.screen is screen and time.monotonic() < end:
            await asyncio.sleep(_LOOK_EVERY_S)

    return action

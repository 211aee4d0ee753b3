"""Forms that overwrite nobody: what another person stored meanwhile is shown, and one chooses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from models.overtaken import Overtaken, Texts, unless_overtaken
from screens.base import KmScreen
from screens.conflict import ConflictDialog

T = TypeVar("T")


def guarded(
    screen: KmScreen[Any],
    labels: Sequence[str],
    read: Callable[[], Texts],
    known: Texts,
    store: Callable[[Texts], T],
    hand_over: Callable[..., Awaitable[T]] | None = None,
) -> Callable[[Texts], Awaitable[T]]:
    """The act of a form whose fields said `known` when it was opened.

    `read` says what is stored now, `store` stores an answer; both run in the writer thread. What
    only another person changed is kept; where both changed one text, a person chooses. Raises
    Overtaken where that is left for later. To be awaited in a worker.
    """

    ask: Callable[..., Awaitable[T]] = hand_over or screen.ask

    async def act(answer: Texts) -> T:
        since, texts = known, answer
        while True:
            try:
                return await ask(unless_overtaken, read, since, store, texts)
            except Overtaken as other:
                texts = await _together(screen, labels, since, texts, other)
                since = other.stored

    return act


async def _together(
    screen: KmScreen[Any], labels: Sequence[str], known: Texts, mine: Texts, other: Overtaken
) -> Texts:
    chosen: list[str] = []
    for label, before, own, theirs in zip(labels, known, mine, other.stored, strict=True):
        if own in (before, theirs):
            chosen.append(theirs)
        elif theirs == before:
            chosen.append(own)
        else:
            answer = await screen.app.push_screen_wait(ConflictDialog(own, theirs, f" {label} "))
            if answer is None:
                raise other
            chosen.append(answer)
    return tuple(chosen)

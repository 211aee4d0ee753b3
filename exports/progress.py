"""Progress of drawing a document of many parts, or many documents, for a bar on a screen."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

AFTER_S = 1.0
"""Seconds after which drawing is worth a bar."""

_T = TypeVar("_T")
_listener: ContextVar[Callable[[int, int], None] | None] = ContextVar("listener", default=None)


@contextmanager
def progress_shown(show: Callable[[int, int], None]) -> Iterator[None]:
    """Call `show(done, total)` for each part drawn in the block, once it lasts `AFTER_S` seconds.

    `show` runs in the drawing thread, which may be one of `asyncio.to_thread`.
    """
    begun = time.monotonic()

    def listen(done: int, total: int) -> None:
        if time.monotonic() - begun >= AFTER_S:
            show(done, total)

    token = _listener.set(listen)
    try:
        yield
    finally:
        _listener.reset(token)


def shown_parts(parts: Sequence[_T]) -> Iterator[_T]:
    """Yield the parts of a document, or documents, and report each as done when it is drawn."""
    listen = _listener.get()
    for done, part in enumerate(parts, 1):
        yield part
        if listen is not None:
            listen(done, len(parts))

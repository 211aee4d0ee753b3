"""The bar of progress while a document of many parts, such as the binder, is drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from exports.progress import progress_shown
from kmtui.thai.digits import thai_digits
from screens.base.screen import KmScreen
from screens.widgets.label import ThaiLabel

_BAR_CELLS = 20
_ROWS_FROM_BOTTOM = 2  # the row above the keys


class ExportProgress(ThaiLabel):
    """One row over the screen: how many parts of a document are drawn."""

    DEFAULT_CSS = """
    ExportProgress {
        position: absolute;
        height: 1;
        background: $surface;
        padding: 0 1;
    }
    """


@contextmanager
def progress_on(screen: KmScreen[Any], title: str) -> Iterator[None]:
    """Show a bar on the screen while parts are drawn in other threads.

    The threads are those of `asyncio.to_thread` in the `with` block. A screen that is closed in
    the meantime shows nothing more; the drawing goes on.
    """
    loop = asyncio.get_running_loop()
    bar: ExportProgress | None = None
    is_over = False

    def show(done: int, total: int) -> None:
        nonlocal bar
        if is_over or not screen.is_attached:
            return
        if bar is None:
            bar = ExportProgress()
            bar.styles.offset = (0, screen.size.height - _ROWS_FROM_BOTTOM)
            screen.mount(bar)
        filled = _BAR_CELLS * done // total
        counts = f"{thai_digits(done)}/{thai_digits(total)}"
        bar.update(f"{'█' * filled}{'░' * (_BAR_CELLS - filled)} {counts}  กำลังจัดทำ {title}")

    def from_thread(done: int, total: int) -> None:
        # The program may have ended while a thread still draws.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(show, done, total)

    try:
        with progress_shown(from_thread):
            yield
    finally:
        is_over = True
        if bar is not None:
            bar.remove()

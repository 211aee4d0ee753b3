"""The background check of the meeting room: the number of findings in the visible texts.

The check runs at intervals, in a thread of its own, only on texts that have not changed for a
moment; typing never waits for it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple, cast

from textual import work

from kmtui.thai.digits import thai_digits
from models.checks.core.finding import Severity
from models.checks.core.register import NameRegister, read_name_register
from models.checks.records.stored_texts import StoredText, checks_of_one_text
from models.checks.texts.checking import check_text
from models.errors import KmError
from screens.base.screen import KmScreen
from screens.commands.minutes import ROOM
from screens.own_keys.chosen import hint
from screens.widgets.label import ROW_ON_DEMAND, ThaiLabel

POLL_INTERVAL_S = 0.5

Counts = Counter[Severity]


class VisibleTexts(NamedTuple):
    """The texts on the screen, and the Buddhist Era year they belong to."""

    texts: tuple[str, ...]
    year: int


class FindingCountLabel(ThaiLabel):
    """Shows the number of errors and warnings in the visible texts; empty if there are none."""

    def __init__(self, read_visible_texts: Callable[[], VisibleTexts], *, id: str) -> None:
        super().__init__("", id=id, classes=ROW_ON_DEMAND)
        self._read_visible_texts = read_visible_texts
        self._seen_last = self._seen_checked = VisibleTexts((), 0)
        self._register: NameRegister | None = None

    def on_mount(self) -> None:
        """Start checking every `POLL_INTERVAL_S` seconds."""
        self.set_interval(POLL_INTERVAL_S, self._look_quietly)

    def _look_quietly(self) -> None:
        """Check all visible texts if none changed for an interval and they are not checked yet."""
        now = self._read_visible_texts()
        rests, self._seen_last = now == self._seen_last, now
        if rests and now != self._seen_checked:
            self._seen_checked = now
            self._check_quietly(now)

    @work(exclusive=True, group="quiet")
    async def _check_quietly(self, shown: VisibleTexts) -> None:
        screen = cast("KmScreen[Any]", self.screen)
        try:
            if self._register is None:
                lists = screen.workspace.paths.home / "checks"
                self._register = await screen.call(read_name_register, lists)
        except KmError:
            # The banner says that the store cannot be read; the next text is checked again.
            return
        counts = await asyncio.to_thread(count_findings, shown, self._register)
        if self._seen_last == shown and self.is_attached:
            self.update(finding_count_label(counts))


def count_findings(visible: VisibleTexts, register: NameRegister) -> Counts:
    """Return the number of findings of each severity; only checks of a single text are run."""
    return Counter(
        finding.severity
        for text in visible.texts
        for finding in check_text(
            StoredText(text, given_year=visible.year), register, checks_of_one_text()
        )
    )


def finding_count_label(counts: Counts) -> str:
    """Return the number of errors and warnings for the status line; empty if there are none."""
    total = counts[Severity.ERROR] + counts[Severity.WARNING]
    if not total:
        return ""
    sign = "✗" if counts[Severity.ERROR] else "!"
    return hint(f"{sign} ควรดู {thai_digits(total)} (Ctrl+G)", ROOM)

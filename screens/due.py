"""What is due, chosen from the first screen and opened where it is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

from kmtui.thai.dates import DateStyle, format_date
from models.deadline import Deadline, DueOf
from screens.base import KmScreen
from screens.dialogs.pick import PickDialog
from screens.rows import Cell, CellRow
from screens.widgets.search_list import Entry

Screen = KmScreen[Any]
_NOTHING = "ไม่มีเรื่องที่ครบกำหนดใน ๓๐ วันนี้"


async def choose_due(screen: Screen, deadlines: Sequence[Deadline]) -> None:
    """Let one of them be picked, and open the place where it is done."""
    entries = [Entry(at, _row(each)) for at, each in enumerate(deadlines)]
    at = await screen.app.push_screen_wait(PickDialog("เรื่องที่ครบกำหนด", entries, _NOTHING))
    if at is not None:
        await _OPENED[deadlines[at].place](screen, deadlines[at])


def _row(due: Deadline) -> CellRow:
    late = due.is_overdue(date.today())
    sign = "✗" if late else "○"
    day = f"{sign} {format_date(due.due_on, DateStyle.SHORT)}"
    return CellRow(Cell(day, 16, "$text-error" if late else ""), Cell(due.label))


async def _task(screen: Screen, due: Deadline) -> None:
    from screens.tasks import TasksScreen

    await screen.app.push_screen(TasksScreen(stand_on=due.record_id))


async def _training(screen: Screen, due: Deadline) -> None:
    from screens.training_record import TrainingScreen

    assert due.record_id is not None, "a training is due by itself"
    await screen.app.push_screen(TrainingScreen(due.record_id))


async def _memo(screen: Screen, due: Deadline) -> None:
    from screens.memo import MemoScreen

    assert due.record_id is not None, "a memo is due by itself"
    await screen.app.push_screen(MemoScreen(due.record_id))


async def _follow_up(screen: Screen, due: Deadline) -> None:
    from screens.plan_progress import PlanProgressScreen

    assert due.year is not None, "an activity is due in the year of its plan"
    await screen.app.push_screen(PlanProgressScreen(due.year, stand_on=due.record_id))


async def _monitoring(screen: Screen, due: Deadline) -> None:
    from screens.monitoring import MonitoringScreen

    assert due.year is not None, "a report is due for the year of its plan"
    await screen.app.push_screen(MonitoringScreen(due.year))


_OPENED: dict[DueOf, Callable[[Screen, Deadline], Awaitable[None]]] = {
    DueOf.TASK: _task,
    DueOf.TRAINING: _training,
    DueOf.MEMO: _memo,
    DueOf.FOLLOW_UP: _follow_up,
    DueOf.MONITORING: _monitoring,
}

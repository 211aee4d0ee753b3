"""The deadlines of all subjects, the most urgent first."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from models.knowledge.training import training_deadlines
from models.memos.views import memo_deadlines
from models.minutes.tasks import task_deadlines
from models.office.deadline import Deadline
from models.plan.monitoring import monitoring_deadlines

SOON_DAYS = 30
"""The number of days ahead that the first screen covers."""

# Each yields the open deadlines of its subject; a new subject is one line.
PROVIDERS: tuple[Callable[[date], Iterable[Deadline]], ...] = (
    task_deadlines,
    training_deadlines,
    monitoring_deadlines,
    memo_deadlines,
)


def due_soon(today: date) -> tuple[Deadline, ...]:
    """Return what is overdue or due within 30 days, the earliest first."""
    until = today + timedelta(days=SOON_DAYS)
    due = [each for provider in PROVIDERS for each in provider(today) if each.due_on <= until]
    return tuple(sorted(due, key=lambda each: each.due_on))

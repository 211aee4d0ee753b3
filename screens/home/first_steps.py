"""The steps on the first screen that guide a new office to its first minutes."""

from __future__ import annotations

from collections.abc import Callable

from kmtui.settings import STEPS_HIDDEN, STEPS_SHOWN, Settings
from kmtui.thai.digits import thai_digits
from models.home.first_steps import FirstStep, FirstSteps, StepState
from models.office.locations import InMeeting, MeetingList, OrderList
from screens.commands.home import HOME
from screens.commands.minutes import ROOM
from screens.commands.people import PEOPLE
from screens.navigation.destinations import (
    Destination,
    Divisions,
    People,
    Posts,
)
from screens.navigation.destinations import (
    Settings as SettingsPage,
)
from screens.own_keys.chosen import hint
from screens.widgets.label import LabelLine, lines
from screens.widgets.row_list import CellRow, ListCell

TITLE_CELLS = 31
_KEYS_TEXT = "Enter ไปทำขั้นนั้น Esc กลับมาที่นี่ F2 ซ่อนหรือแสดงลำดับงาน"
_PLACES: dict[FirstStep, Callable[[], Destination]] = {
    FirstStep.DIVISIONS: Divisions,
    FirstStep.POSTS: Posts,
    FirstStep.PEOPLE: People,
    FirstStep.ORDER: OrderList,
    FirstStep.MEETING: MeetingList,
    FirstStep.SETTINGS: SettingsPage,
    FirstStep.MINUTES: MeetingList,
}


def is_shown(steps: FirstSteps, settings: Settings) -> bool:
    """Return whether to show the steps: as set, else until minutes have been printed."""
    if settings.first_steps in (STEPS_SHOWN, STEPS_HIDDEN):
        return settings.first_steps == STEPS_SHOWN
    return not steps.has_finished


def step_lines(steps: FirstSteps) -> list[LabelLine]:
    """Return the heading of the steps: the number done, and the keys."""
    done, count = thai_digits(steps.done_count), thai_digits(len(steps.states))
    return [
        *lines(("ลำดับงานเมื่อเริ่มใช้", "bold $accent"), f"  ทำแล้ว {done} จาก {count} ขั้น"),
        *lines((hint(_KEYS_TEXT, HOME), "$text-muted")),
    ]


def step_row(state: StepState, number: int, is_next: bool) -> CellRow:
    """Return the row of a step, with a sign and a word for done and next."""
    sign = "✓" if state.is_done else "▸" if is_next else "○"
    title = f" {sign} {thai_digits(number)} {state.step.value}"
    # The text of a step names keys of the screen on which it is done.
    words = hint(state.words, ROOM if state.step == FirstStep.MINUTES else PEOPLE)
    words = f"ทำต่อ: {words}" if is_next else words
    return CellRow(ListCell(title, TITLE_CELLS), ListCell(words))


def step_destination(state: StepState) -> Destination:
    """Return the destination at which a step is carried out."""
    if state.meeting_id is not None:
        return InMeeting(state.meeting_id)
    return _PLACES[state.step]()

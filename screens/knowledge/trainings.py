"""The trainings of a year, with their open duties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kmtui.thai.dates import DateStyle, format_date
from models.editing.cell_values import must_not_be_blank
from models.knowledge.training import (
    TrainingDraft,
    TrainingDuty,
    TrainingView,
    add_training,
    read_training,
    trainings_of,
    trainings_owing,
)
from models.office.locations import InTraining, TrainingList
from models.people.operations import find_person
from models.people.views import people_list
from screens.base.change_poll import ChangePoll
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.knowledge import TRAININGS
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.dialogs.usual_questions import day_typed
from screens.lists.filter_list import FilterScreen
from screens.lists.year_choice import YearChoice
from screens.people.additions import new_person_offer
from screens.printing.year_papers import print_training
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_NUMBER_CELLS, _WHO_CELLS, _BACK_CELLS, _DUTY_CELLS = 8, 18, 10, 20


class TrainingsScreen(FilterScreen):
    """The trainings of a fiscal year, preceded by those of other years with an open duty."""

    BINDINGS = bindings(*TRAININGS.commands)
    PAGE = TRAININGS
    HEADS = CellRow(
        ListCell(" ที่", _NUMBER_CELLS),
        ListCell("ผู้เข้ารับการพัฒนา", _WHO_CELLS),
        ListCell("กลับวันที่", _BACK_CELLS),
        ListCell("รายงาน ๑๕ วัน", _DUTY_CELLS),
        ListCell("หลักสูตร/โครงการ"),
    )
    EMPTY = "ปีนี้ยังไม่มีการเข้ารับการพัฒนา กด F5 บันทึกว่าใครไปอบรมเรื่องใด"

    def __init__(self, year: int | None = None) -> None:
        super().__init__()
        self._choice = YearChoice(year)

    def on_mount(self) -> None:
        """Start polling for other users' changes."""
        super().on_mount()
        ChangePoll(self, self.reread_if_current).start()

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Return the trainings of other years with an open duty, then those of this year."""
        found = await self.call(trainings_of, self._choice.year)
        known = {each.id for each in found}
        owing = await self.call(trainings_owing, date.today())
        return [_entry(each) for each in (*(t for t in owing if t.id not in known), *found)]

    @property
    def period(self) -> str:
        """The displayed fiscal year in Thai."""
        return self._choice.label

    @property
    def location(self) -> TrainingList:
        """The location (navigation target) of the year's trainings."""
        return TrainingList(self._choice.year)

    async def open_record(self, record_id: int) -> None:
        """Open a training."""
        await self.open(InTraining(record_id))

    @dialog_action
    async def action_other_year(self) -> None:
        """Ask the user for another fiscal year and show it."""
        if await self._choice.ask(self):
            await self.read_from_the_top()

    @dialog_action
    async def action_add(self) -> None:
        """Ask for person, course and dates, store the training and open it."""
        people = await self.call_or_show_error(people_list, date.today())
        if people is None:
            return
        entries = [FilterEntry(each.id, CellRow(ListCell(each.name))) for each in people]
        ask = PickDialog("ใครเข้ารับการพัฒนา", entries, offer=new_person_offer(self))
        person_id = await self.app.push_screen_wait(ask)
        if person_id is None:
            return
        person = (await self.call(find_person, person_id)).full_name

        async def store(answer: tuple[str, ...]) -> int:
            return await self.call(add_training, _draft(person_id, answer))

        made = await ask_and_do(self, f"การเข้ารับการพัฒนาของ{person}", _fields(), store, person_id)
        if made is not None:
            self.selected_id = made
            await self.open_record(made)

    async def action_print(self) -> None:
        """Ask which report of the training under the cursor to print, and print it."""
        chosen = await self.selected_record()
        found = await self.call_or_show_error(read_training, chosen) if chosen is not None else None
        if found is not None:
            await print_training(self, found)


def _fields() -> list[PromptField]:
    return [
        PromptField("หลักสูตร/โครงการ", check=must_not_be_blank),
        PromptField("เริ่มวันที่", check=day_typed, hint="เช่น 12 ม.ค. 64"),
        PromptField("กลับวันที่", check=day_typed, hint="รายงานภายใน ๑๕ วันหลังวันนี้"),
        PromptField("หน่วยงานที่จัด", hint="เว้นว่างได้"),
        PromptField("สถานที่", hint="เว้นว่างได้"),
    ]


def _draft(person_id: int, answer: tuple[str, ...]) -> TrainingDraft:
    title, begins_on, returned_on, organizer, place = answer
    begun, back = day_typed(begins_on), day_typed(returned_on)
    return TrainingDraft(person_id, title, begun, back, organizer, place)


def _entry(training: TrainingView) -> FilterEntry:
    row = CellRow(
        ListCell(f" {training.label}", _NUMBER_CELLS),
        ListCell(training.person, _WHO_CELLS),
        ListCell(format_date(training.returned_on, DateStyle.SHORT), _BACK_CELLS),
        ListCell(duty_label(training.report), _DUTY_CELLS, duty_style(training.report)),
        ListCell(training.title),
    )
    return FilterEntry(training.id, row, f"{training.organizer} {training.venue}")


def duty_label(duty: TrainingDuty) -> str:
    """Return the state of a duty today, as a sign and words."""
    today = date.today()
    if duty.done_on is not None:
        sign = "!" if duty.days_late(today) else "✓"
    else:
        sign = "✗" if duty.days_late(today) else "○"
    return f"{sign} {duty.state(today)}"


def duty_style(duty: TrainingDuty) -> str:
    """Return the style of a duty: the error colour if it is overdue, else empty."""
    return "$text-error" if duty.done_on is None and duty.days_late(date.today()) else ""

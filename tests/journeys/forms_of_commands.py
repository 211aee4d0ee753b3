"""Every form that a command of the table opens, found by running the commands in the program."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kmtui.app import KmApp
from kmtui.paths import DataPaths
from kmtui.settings import Settings
from models.committees.records import AppointmentOrder
from models.knowledge.training import TrainingDraft, add_training
from models.meetings.records import find_meeting
from models.memos.records import Memo
from models.office.locations import (
    InAssessment,
    InAttachments,
    InEvidence,
    InKnowledge,
    InMeeting,
    InMemo,
    InMonitoring,
    InOrder,
    InOrderMemo,
    InPlan,
    InProgress,
    InSurvey,
    InTraining,
    MeetingList,
    MemoList,
    OfPerson,
    OfPost,
    OrderList,
    PlanList,
    TaskList,
    TrainingList,
)
from models.people.records import Person, Post
from models.plan.carry_over import carry_over
from models.plan.views import read_plan
from models.storage.store import close_store, open_store
from screens.base.screen import KmDialog, KmScreen
from screens.base.workspace import Workspace
from screens.commands.everywhere import EVERYWHERE
from screens.navigation.destination_keys import destination_key
from screens.navigation.destinations import (
    Backups,
    Destination,
    Divisions,
    Experts,
    Members,
    People,
    Posts,
    Snippets,
    StaffList,
)
from screens.navigation.destinations import (
    Settings as SettingsPage,
)
from tests.journeys.open_form import fields_of, go_to_form

_NOT_FOR_FORMS = {each.id for each in EVERYWHERE} | {"back", "leave", "quit_program"}
_LONGEST_S = 20.0


@dataclass(frozen=True)
class FormCommand:
    """How to come to a form: where, by which command, by which rows of the lists on the way."""

    place: str
    command: str
    choices: tuple[int, ...] = ()

    @property
    def words(self) -> tuple[str, str, str]:
        """The arguments of `open_form`."""
        return self.place, self.command, ",".join(map(str, self.choices))


def make_start(example: Path, folder: Path) -> Path:
    """Return a data file with something of every kind in it, on which the forms are looked for."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "start.db"
    shutil.copy(example, path)
    open_store(path)
    person = Person.get()
    add_training(TrainingDraft(person.id, "การจัดการความรู้", date(2021, 1, 10), date(2021, 1, 12)))
    carry_over(2564, 2565)
    close_store()
    return path


def places(path: Path) -> list[str]:
    """The key of every destination on which something can be filled in."""
    from models.knowledge.training import Training

    open_store(path)
    order = AppointmentOrder.get(number=881).id
    found: list[Destination] = [
        *(MeetingList(), TaskList(), OrderList(), PlanList(), People(), Posts(), Divisions()),
        *(StaffList(), Members(), SettingsPage(), Snippets(), Backups()),
        *(InMeeting(find_meeting(1, 2563).id), InMeeting(find_meeting(2, 2563).id)),
        *(InOrder(order), InOrderMemo(order), OfPerson(Person.get().id), OfPost(Post.get().id)),
        *(InPlan(read_plan(2565).id, 2565), InProgress(2564), InMonitoring(2564)),
        *(InKnowledge(2563), TrainingList(2564), InTraining(Training.get().id), Experts(2563)),
        *(MemoList(2564), InAssessment(2564), InSurvey(2564), InEvidence(2564)),
        *(InAttachments(2564), *(InMemo(memo.id) for memo in Memo.select())),
    ]
    close_store()
    return [destination_key(each) for each in found]


def forms_of_the_commands(example: Path, folder: Path) -> tuple[list[FormCommand], Path]:
    """Return every form that is kept, and the data file on which each is reached."""
    start = make_start(example, folder)
    found = asyncio.run(_look(start, folder))
    return found, start


async def _look(start: Path, folder: Path) -> list[FormCommand]:
    found: dict[str, FormCommand] = {}
    for number, place in enumerate(places(start)):
        waiting = [FormCommand(place, each) for each in await _commands(start, folder, place)]
        while waiting:
            form = waiting.pop(0)
            name, others = await _try(start, folder / f"{number}", form)
            if name:
                found.setdefault(name, form)
            waiting += others
    return list(found.values())


async def _commands(start: Path, folder: Path, place: str) -> list[str]:
    async with _Program(start, folder / "page") as app:
        await go_to_form(app, place, "", [])
        page = getattr(app.screen, "PAGE", None)
        ids = [each.action for each in page.commands] if page else []
    return [each for each in dict.fromkeys(ids) if each.partition("(")[0] not in _NOT_FOR_FORMS]


async def _try(start: Path, folder: Path, form: FormCommand) -> tuple[str, list[FormCommand]]:
    """Return the name of the form that opens, and the other ways that its lists offered."""
    async with _Program(start, folder) as app:
        below = len(app.screen_stack)
        try:
            counts = await asyncio.wait_for(
                go_to_form(app, form.place, form.command, list(form.choices)), _LONGEST_S
            )
        except Exception:  # noqa: BLE001  # a command that is not for this place
            return "", []
        others: list[FormCommand] = []
        if len(counts) > len(form.choices):
            first, *_ = counts[len(form.choices) :]
            others = [replace(form, choices=(*form.choices, at)) for at in range(1, min(first, 9))]
            form = replace(form, choices=(*form.choices, 0))
        shown = app.screen
        if isinstance(shown, KmDialog) and not shown.no_draft and fields_of(shown):
            return f"{form.place} {shown.form_title} {form.choices}", others
        opened = len(app.screen_stack) > below + 1 and isinstance(shown, KmScreen)
        if opened and ";" not in form.command and shown.destination is None:
            others += [
                FormCommand(form.place, f"{form.command};{each.action}")
                for each in shown.PAGE.commands
                if each.id not in _NOT_FOR_FORMS
            ]
        return "", others


class _Program:
    """The program without a terminal, on a copy of the file."""

    def __init__(self, start: Path, folder: Path) -> None:
        home = folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        self._folder, self._paths = folder, DataPaths(home, folder / "state")
        shutil.copy(start, self._paths.database)

    async def __aenter__(self) -> KmApp:
        self._office = Workspace(self._paths, Settings())
        self._app = KmApp(self._office)
        self._app.recovered = self._office.open()
        self._running = self._app.run_test(size=(100, 30))
        await self._running.__aenter__()
        return self._app

    async def __aexit__(self, *error: Any) -> None:
        await self._running.__aexit__(None, None, None)
        self._office.close()
        shutil.rmtree(self._folder, ignore_errors=True)

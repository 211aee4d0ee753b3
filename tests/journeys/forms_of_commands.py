"""Every form that a command of the table opens, found by running the commands in the program."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace
from textual.css.query import NoMatches
from textual.pilot import Pilot

from kmtui.app import KmApp
from kmtui.paths import DataPaths
from kmtui.settings import Settings
from models.committees.operations import add_committee, add_duty, add_seat
from models.committees.orders import draft_order
from models.committees.records import AppointmentOrder, OrderState, Role
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
from screens.base.screen import AnyScreen, KmDialog, KmScreen
from screens.base.workspace import Workspace
from screens.commands.everywhere import EVERYWHERE
from screens.navigation.destination_keys import destination_key
from screens.navigation.destinations import (
    Backups,
    Destination,
    Divisions,
    Experts,
    KnowledgeTableFile,
    Members,
    People,
    PlanTableFile,
    Posts,
    Snippets,
    StaffList,
    WordCorrections,
)
from screens.navigation.destinations import (
    Settings as SettingsPage,
)
from tests.journeys.open_form import fields_of, go_to_form

_NOT_FOR_FORMS = {each.id for each in EVERYWHERE} | {"back", "leave", "quit_program"}
# Long lists to tick, in which nothing is typed.
_NOT_FOR_FORMS |= {"usual_posts", "usual_orders"}
_LONGEST_S = 8.0
_LONGEST_AT_A_PLACE_S = 45.0
_MOST_ROWS = 9
_ENOUGH_OF_A_PAGE = 2  # in two states of what it shows
_NUMBERS = re.compile("[0-9๐-๙]+")


class FormCommand(Struct, frozen=True):
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
    committee = add_committee(draft_order("แต่งตั้งคณะทำงาน", "เพื่อทดลองงาน"), "คณะทำงานทดลอง")
    add_seat(committee, Role.CHAIR, Post.select().where(~Post.shared).order_by(Post.id).get().id)
    add_duty(committee, "ทดลองงาน")
    close_store()
    return path


def places(path: Path) -> list[str]:
    """The key of every destination on which something can be filled in."""
    from models.knowledge.training import Training

    open_store(path)
    order = AppointmentOrder.get(number=881).id
    draft = AppointmentOrder.get(state=OrderState.DRAFT).id
    found: list[Destination] = [
        *(MeetingList(), TaskList(), OrderList(), PlanList(), People(), Posts(), Divisions()),
        *(StaffList(), Members(), SettingsPage(), Snippets(), Backups()),
        *(InMeeting(find_meeting(1, 2563).id), InMeeting(find_meeting(2, 2563).id)),
        *(WordCorrections(find_meeting(1, 2563).id), PlanTableFile(2566), KnowledgeTableFile(2566)),
        *(InOrder(order), InOrder(draft), InOrderMemo(order), InOrderMemo(draft)),
        *(OfPerson(Person.get().id), OfPost(Post.get().id)),
        *(InPlan(read_plan(2565).id, 2565), InProgress(2564), InMonitoring(2564)),
        *(InKnowledge(2563), TrainingList(2564), InTraining(Training.get().id), Experts(2563)),
        *(MemoList(2564), InAssessment(2564), InSurvey(2564), InEvidence(2564)),
        *(InAttachments(2564), *(InMemo(memo.id) for memo in Memo.select())),
    ]
    close_store()
    return [destination_key(each) for each in found]


class Found(Struct):
    """What was found: a command for each form, and what there was no time for.

    Attributes:
        start: the data file on which each form is reached.
        left_out: commands and rows of lists that were not tried; empty if all were.
    """

    start: Path
    forms: dict[str, FormCommand]
    tried: int
    left_out: list[FormCommand]


def forms_of_the_commands(
    example: Path,
    folder: Path,
    *only: str,
    size: tuple[int, int] = (100, 30),
    see: Callable[[Pilot[Any], Any], Awaitable[None]] | None = None,
) -> Found:
    """Find every form that is kept by running each command once, in all places or in these.

    `see` is given every dialog that opens, in a terminal of this size.
    """
    found = Found(make_start(example, folder), {}, 0, [])
    looks = _Looks(size, see)
    asyncio.run(_look(found, folder, only or places(found.start), looks))
    return found


class _Looks(Struct, frozen=True):
    """How the dialogs are looked at: in a terminal of which size, and by what."""

    size: tuple[int, int]
    see: Callable[[Pilot[Any], Any], Awaitable[None]] | None


async def _look(found: Found, folder: Path, in_places: Sequence[str], looks: _Looks) -> None:
    """Fill in what is found.

    A command that opened a form on one screen is not run again on another of the same class.
    """
    known, pages = set[tuple[str, str]](), Counter[str]()
    for place in in_places:
        end = time.monotonic() + _LONGEST_AT_A_PLACE_S
        screen, commands = await _commands(found.start, folder, place)
        waiting = [FormCommand(place, each) for each in commands if (screen, each) not in known]
        while waiting and time.monotonic() < end:
            form = waiting.pop(0)
            names, others = list[str](), list[FormCommand]()
            with contextlib.suppress(NoMatches):  # left while a dialog was still being mounted
                names, others = await _try(found.start, folder / "try", form, pages, looks)
            found.tried += 1
            for name in names:
                found.forms.setdefault(name, form)
                known.add((screen, form.command))
            waiting += others
        found.left_out += waiting


async def _commands(start: Path, folder: Path, place: str) -> tuple[str, list[str]]:
    """Return the class of a place's screen, and what its commands run."""
    async with _Program(start, folder / "page") as app:
        await go_to_form(app, place, "", [])
        page = getattr(app.screen, "PAGE", None)
        ids = dict.fromkeys(each.action for each in page.commands) if page else ()
        of_forms = [each for each in ids if each.partition("(")[0] not in _NOT_FOR_FORMS]
        return type(app.screen).__name__, of_forms


async def _try(
    start: Path, folder: Path, form: FormCommand, pages: Counter[str], looks: _Looks
) -> tuple[list[str], list[FormCommand]]:
    """Return the name of the form that opens, if any, and the other ways that were offered.

    `pages` counts how often the commands of a page without a destination were among them.
    """
    program = _Program(start, folder, looks.size)
    async with program as app:
        below = len(app.screen_stack)

        async def see(dialog: Any) -> None:
            if looks.see is not None:
                await looks.see(program.pilot, dialog)

        try:
            counts = await asyncio.wait_for(
                go_to_form(app, form.place, form.command, list(form.choices), see), _LONGEST_S
            )
        except AssertionError:
            raise
        except Exception:  # noqa: BLE001  # a command that is not for this place
            return [], []
        others: list[FormCommand] = []
        if len(counts) > len(form.choices):
            rows = range(1, min(counts[len(form.choices)], _MOST_ROWS))
            others = [replace(form, choices=(*form.choices, at)) for at in rows]
        shown = app.screen
        if isinstance(shown, KmDialog) and not shown.no_draft and fields_of(shown):
            return [_name(app, shown)], others
        is_page = isinstance(shown, KmScreen) and shown.destination is None
        opened = len(app.screen_stack) > below + 1 and is_page
        page = type(shown).__name__
        if opened and ";" not in form.command and pages[page] < _ENOUGH_OF_A_PAGE:
            pages[page] += 1
            others += [
                replace(form, command=f"{form.command};{each.action}")
                for each in cast(AnyScreen, shown).PAGE.commands
                if each.id not in _NOT_FOR_FORMS
            ]
        return [], others


def _name(app: KmApp, dialog: KmDialog[Any]) -> str:
    """Return what is the same for the same form, whatever record it is about."""
    below = next(each for each in reversed(app.screen_stack) if not isinstance(each, KmDialog))
    labels = (dialog.field_label(each) for each in fields_of(dialog))
    title = _NUMBERS.sub("#", dialog.form_title)
    return " / ".join((type(below).__name__, type(dialog).__name__, title, *labels))


class _Program:
    """The program without a terminal, on a copy of the file."""

    def __init__(self, start: Path, folder: Path, size: tuple[int, int] = (100, 30)) -> None:
        home = folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        self._size = size
        self._folder, self._paths = folder, DataPaths(home, folder / "state")
        shutil.copy(start, self._paths.database)

    async def __aenter__(self) -> KmApp:
        self._office = Workspace(self._paths, Settings())
        self._app = KmApp(self._office)
        self._app.recovered = self._office.open()
        self._running = self._app.run_test(size=self._size)
        self.pilot = await self._running.__aenter__()
        return self._app

    async def __aexit__(self, *error: Any) -> None:
        await self._running.__aexit__(None, None, None)
        self._office.close()
        shutil.rmtree(self._folder, ignore_errors=True)

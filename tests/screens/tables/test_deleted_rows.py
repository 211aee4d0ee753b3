"""A row is deleted by another user while its cell is typed in: nothing typed is lost or misread."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.editing.revisions import FieldKey, Subject
from models.errors import KmError
from models.history.kinds import find_kind
from models.knowledge.training import TrainingDraft, add_training
from models.knowledge.views import read_year
from models.memos.records import MemoKind, MemoText, write_memo
from models.office.locations import (
    InAssessment,
    InKnowledge,
    InMemo,
    InMonitoring,
    InPlan,
    InSurvey,
    InTraining,
    Location,
)
from models.people.records import Person
from models.plan.monitoring import begin_report
from models.plan.views import read_plan
from models.questionnaires.survey import Respondent, SurveyForm, begin_form, questions
from models.storage.database import new_id
from models.storage.store import close_store, open_store
from screens.base.screen import KmScreen
from screens.plan.dialog_flows import show_part
from screens.plan.filter import PlanFilter
from screens.plan.plan import PlanScreen
from screens.plan.sheets import PlanPart
from screens.tables.sheet_view import Forms
from screens.tables.table_pane import TablePane
from screens.tables.table_source import WIDE_CELLS
from tests.builders import by
from tests.screens.minutes.room_driver import ListeningApp, LiveRoom
from tests.screens.plan.live_plan import YEAR, a_planning_office

FIRST, REST = "พิมพ์ก่อนลบ", " ขณะลบ 3 x d แล้วพิมพ์ต่อจนจบ"
CellKind = tuple[Subject, str]
SIZES = [(120, 40), (80, 24)]
# A few kinds of cell in the ordinary run; `make torture` takes all.
SAMPLE = {"target_group", "title", "body"}


@asynccontextmanager
async def a_program(folder: Path, size: tuple[int, int]) -> AsyncIterator[tuple[LiveRoom, Any]]:
    office = a_planning_office(folder)
    open_store(office.paths.database)
    form_id = new_id()
    begin_form(2564, form_id, Respondent.STAFF, None)
    SurveyForm.update(answers="3" * len(questions())).where(SurveyForm.id == form_id).execute()
    memo_id = write_memo(MemoKind.OTHER, MemoText("เรื่อง", "นายก"), date(2021, 2, 1))
    draft = TrainingDraft(Person.get().id, "การจัดการความรู้", date(2021, 1, 10), date(2021, 1, 12))
    training_id = add_training(draft)
    tables: list[Location] = [
        InPlan(read_plan(YEAR).id, YEAR),
        InKnowledge(2563, read_year(2563).items[0].id),
        InTraining(training_id),
        InMemo(memo_id),
        InAssessment(2564),
        InSurvey(2564),
        InMonitoring(2564),
    ]
    begin_report(read_plan(2564).id, date(2021, 3, 1))
    close_store()
    app = ListeningApp(office)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            live = LiveRoom(app, pilot, 0)
            await live.rest()
            yield live, tables
    finally:
        app.workspace.close()


async def open_table(live: LiveRoom, to: Location) -> TablePane[Any]:
    home = live.app.screen
    assert isinstance(home, KmScreen)
    await home.open(to)
    await live.rest()
    screen = live.app.screen
    assert isinstance(screen, KmScreen)
    assert isinstance(screen.pane, TablePane)
    return screen.pane


def kinds_of_cells(pane: TablePane[Any]) -> dict[CellKind, FieldKey]:
    """A cell of every kind that is typed in: its subject and column, and the first one of it."""
    found: dict[CellKind, FieldKey] = {}
    rows = list(pane.source.sheet(None, True).rows)
    rows += [row for each in rows[:2] for row in pane.source.sheet(each.id, True).rows]
    for row in rows:
        for cell in row.cells:
            if cell.field_key is not None and not cell.asks:
                found.setdefault(name_of(cell.field_key), cell.field_key)
    return found


def name_of(place: FieldKey) -> CellKind:
    return place.subject, place.field


def is_shown(pane: TablePane[Any], place: FieldKey) -> bool:
    rows = pane.source.sheet(None, True).rows
    if any(row.id == place.subject_id for row in rows):
        return True
    return any(cell.field_key == place for row in rows for cell in row.cells)


def everything_else(table: Any, row_id: int) -> list[Any]:
    return list(table.select().where(table.id != row_id).order_by(table.id).dicts())


async def type_over_a_deletion(live: LiveRoom, pane: TablePane[Any], place: FieldKey) -> bool:
    """Type in a cell whose row another user deletes; False if such a row cannot be deleted."""
    kind = find_kind(place.subject)
    assert kind is not None
    pane.view.close_form()
    pane.view.show_cell(place)
    if pane.view._forms is Forms.BY_KEY:
        pane.view.open_form()
        pane.view.show_cell(place)
    await live.rest()
    cell = pane.table.cell
    if cell is None or cell.field_key != place or pane.source.why_locked(cell):
        return False
    pane.editing.open()
    if pane.table.editing is None:
        return False
    before = pane.table.editor.text
    await live.type(FIRST)
    others = live.other(everything_else, kind.table, place.subject_id)
    try:
        live.other(by, "น้ำฝน", kind.soft_delete, place.subject_id)
    except KmError:
        await live.press("escape")
        return False
    heard = len(live.app.heard)
    pane.loader.refresh()
    await live.rest()
    assert pane.table.editing is not None, f"the editor of {place} was closed"
    await live.type(REST)
    assert pane.table.editor.text == before + FIRST + REST
    await live.press("escape")
    await live.until(lambda: live.other(_is_there, kind, place))
    await live.rest()
    column = kind.column(place.field)
    stored = live.other(lambda: kind.read(place.subject_id, place.field).text)
    assert stored == column.to_text(column.from_text(before + FIRST + REST)), place
    assert live.other(everything_else, kind.table, place.subject_id) == others
    assert any("ลบ" in each for each in live.app.heard[heard:]), "the user is told"
    await live.until(lambda: is_shown(pane, place))
    await live.rest()
    return True


def _is_there(kind: Any, place: FieldKey) -> bool:
    try:
        return FIRST in kind.read(place.subject_id, place.field).text
    except KmError:
        return False


async def every_table(live: LiveRoom, tables: list[Location]) -> AsyncIterator[TablePane[Any]]:
    """Open one table after the other, in each of its parts."""
    for to in tables:
        home = live.app.screen
        pane = await open_table(live, to)
        if isinstance(pane.host, PlanScreen):
            for part in PlanPart:
                show_part(pane, part, PlanFilter())
                await live.rest()
                yield pane
        else:
            yield pane
        while live.app.screen is not home:
            live.app.screen.dismiss(None)
            await live.rest()


async def run(
    folder: Path, size: tuple[int, int], only: set[str] | None
) -> set[tuple[Subject, str]]:
    found, held = set[CellKind](), set[CellKind]()
    async with a_program(folder, size) as (live, tables):
        async for pane in every_table(live, tables):
            for name, place in kinds_of_cells(pane).items():
                if name in held or (only is not None and place.field not in only):
                    continue
                spec = find_kind(place.subject).column(place.field)  # type: ignore[union-attr]
                try:
                    spec.from_text(FIRST)
                except (KmError, ValueError):
                    continue  # a day or a number: what is refused is a draft, not a row
                found.add(name)
                if await type_over_a_deletion(live, pane, place):
                    held.add(name)
    # On a narrow screen `show_cell` does not find the rows that have not the id of their record.
    assert held == found or size[0] < WIDE_CELLS, "every kind of cell was typed in"
    return held


@pytest.mark.parametrize("size", SIZES)
async def test_text_typed_in_a_row_deleted_by_another_user_is_kept_whole(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    assert len(await run(tmp_path, size, SAMPLE)) >= 2


@pytest.mark.torture
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("size", SIZES)
async def test_every_kind_of_cell_keeps_what_is_typed_while_its_row_is_deleted(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    held = await run(tmp_path, size, None)
    print(sorted(held))
    assert {subject for subject, _ in held} >= {
        Subject.ACTIVITY, Subject.SCOPE, Subject.GOAL, Subject.FACTOR, Subject.PLAN,
        Subject.KNOWLEDGE, Subject.TRAINING, Subject.MEMO, Subject.ANSWER, Subject.SURVEY,
        Subject.REPORT,
    }  # fmt: skip

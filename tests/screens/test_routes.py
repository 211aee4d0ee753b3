"""Every destination leads to its screen, at its part; a room that is open is not opened twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from models.committees.records import AppointmentOrder
from models.editing.revisions import FieldKey, Subject
from models.evidence.attachments import AttachmentKind, attach
from models.home.deadlines import due_soon
from models.knowledge.training import (
    TrainingDraft,
    add_training,
)
from models.knowledge.training_records import (
    Training,
)
from models.knowledge.views import read_year
from models.meetings.records import Meeting, find_meeting
from models.memos.records import Memo, MemoKind
from models.minutes.records import AgendaItem, Resolution, Statement
from models.minutes.tasks import ActionItem
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
    Location,
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
from models.plan.views import read_plan
from models.storage.store import close_store, open_store
from screens.base.screen import KmScreen
from screens.commands import (
    checks,
    committees,
    evidence,
    history,
    knowledge,
    maintenance,
    meetings,
    minutes,
    office,
    people,
    plan,
    search,
)
from screens.commands.command import Page
from screens.commands.history import UNRESOLVED_DRAFTS
from screens.evidence.attachments import AttachmentsScreen
from screens.home.due import DueDialog
from screens.home.home import HomeScreen
from screens.knowledge.classification import KnowledgeScreen
from screens.minutes.room import RoomScreen
from screens.minutes.tasks import TasksScreen
from screens.navigation.destinations import (
    AssessmentSummary,
    Backups,
    Bin,
    Changes,
    Deadlines,
    Destination,
    Divisions,
    Experts,
    Findings,
    KnowledgeInMeeting,
    KnowledgeTableFile,
    MeetingYear,
    Members,
    People,
    PlanTableFile,
    Posts,
    Reconciliation,
    SearchAll,
    Settings,
    Snippets,
    StaffList,
    SurveySummary,
    UnresolvedDrafts,
    WordCorrections,
)
from screens.plan.plan import PlanScreen
from screens.plan.progress import PlanProgressScreen
from screens.routes import ROUTES
from screens.search import SearchEverywhereScreen
from tests.screens.home.example_app import an_office
from tests.screens.minutes.room_driver import ListeningApp, LiveRoom, a_live_room

S = TypeVar("S", bound=KmScreen[None])

YEAR = 2564


@asynccontextmanager
async def a_program(folder: Path) -> AsyncIterator[LiveRoom]:
    """The real program on its first screen; a training and two tasks beside the example."""
    office = an_office(folder)
    open_store(office.paths.database)
    person = Person.get()
    add_training(TrainingDraft(person.id, "การจัดการความรู้", date(2021, 1, 10), date(2021, 1, 12)))
    for _ in range(2):
        said = Statement.get()
        ActionItem.create(
            meeting=said.item.meeting, item=said.item, statement=said, text="งาน", assignee=""
        )
    close_store()
    app = ListeningApp(office)
    try:
        async with app.run_test(size=(110, 24), notifications=True) as pilot:
            live = LiveRoom(app, pilot, 0)
            await live.rest()
            yield live
    finally:
        app.workspace.close()


async def go(live: LiveRoom, to: Destination, kind: type[S]) -> S:
    """Open a destination from the screen that is shown; return the screen it leads to."""
    screen = live.app.screen
    assert isinstance(screen, KmScreen)
    await screen.open(to)
    await live.rest()
    shown = live.app.screen
    assert isinstance(shown, kind)
    return shown


def locations() -> list[tuple[Location, Page]]:
    """A location of every kind in the example, and the page of commands of its screen."""
    order_id = AppointmentOrder.get(number=881).id
    return [
        (MeetingList(), meetings.MEETINGS),
        (InMeeting(Meeting.get().id), minutes.ROOM),
        (TaskList(), minutes.TASKS),
        (OrderList(), committees.ORDERS),
        (InOrder(order_id), committees.ORDER),
        (InOrderMemo(order_id), committees.APPROVAL),
        (OfPerson(Person.get().id), people.PERSON),
        (OfPost(Post.get().id), people.POST),
        (PlanList(), plan.PLANS),
        (InPlan(read_plan(YEAR).id, YEAR), plan.PLAN),
        (InProgress(YEAR), plan.PLAN_PROGRESS),
        (InMonitoring(YEAR), plan.MONITORING),
        (InKnowledge(YEAR), knowledge.KNOWLEDGE),
        (TrainingList(YEAR), knowledge.TRAININGS),
        (InTraining(Training.get().id), knowledge.TRAINING),
        (MemoList(YEAR), evidence.MEMOS),
        (InMemo(Memo.get(kind=MemoKind.SUMMARY).id), evidence.MEMO),
        (InAssessment(YEAR), evidence.ASSESSMENT),
        (InSurvey(YEAR), evidence.SURVEY),
        (InEvidence(YEAR), evidence.EVIDENCE),
        (InAttachments(YEAR), evidence.ATTACHMENTS),
    ]


def pages() -> list[tuple[Destination, Page]]:
    """A page destination of every kind, and the page of commands of its screen."""
    meeting_id = Meeting.get().id
    return [
        (Deadlines(due_soon(date(2020, 12, 1))), DueDialog.PAGE),
        (People(), people.PEOPLE),
        (Posts(), people.POSTS),
        (Divisions(), people.DIVISIONS),
        (StaffList(), people.STAFF_IMPORT),
        (Reconciliation(meeting_id), meetings.RECONCILIATION),
        (WordCorrections(meeting_id), minutes.WORD_IMPORT),
        (PlanTableFile(YEAR), plan.TABLE_IMPORT),
        (KnowledgeTableFile(YEAR), plan.TABLE_IMPORT),
        (MeetingYear(2563), meetings.MEETING_YEAR),
        (KnowledgeInMeeting(YEAR, meeting_id), knowledge.KNOWLEDGE),
        (Experts(YEAR), knowledge.EXPERTS),
        (AssessmentSummary(YEAR), evidence.ASSESSMENT_SUMMARY),
        (SurveySummary(YEAR), evidence.SURVEY_SUMMARY),
        (SearchAll(), search.SEARCH),
        (Findings(InMeeting(meeting_id)), checks.CHECKS_PAGE),
        (Changes(((Subject.MEETING, meeting_id),)), history.HISTORY),
        (Bin(), history.BIN_PAGE),
        (UnresolvedDrafts(), UNRESOLVED_DRAFTS),
        (Backups(), maintenance.MAINTENANCE),
        (Members(), office.MEMBERS),
        (Settings(), office.SETTINGS),
        (Snippets(), office.SNIPPETS),
    ]


def newest(table: Any) -> tuple[Any, AgendaItem]:
    """The record of the table that was made last, and its agenda item."""
    row = table.select().order_by(table.id.desc()).get()
    return row, row.item


async def test_every_route_leads_to_the_screen_of_its_destination(tmp_path: Path) -> None:
    async with a_program(tmp_path) as live:
        places, others = live.other(locations), live.other(pages)
        assert {type(to) for to, _ in (*places, *others)} == set(ROUTES)
        for to, page in (*places, *others):
            home = live.app.screen
            assert isinstance(home, HomeScreen)
            await home.open(to)
            await live.rest()
            shown = live.app.screen_stack[live.app.screen_stack.index(home) + 1]
            assert isinstance(shown, KmScreen | DueDialog)
            assert (to, shown.PAGE) == (to, page)
            if isinstance(to, Location):
                assert shown.location == to
            told = [each.severity for each in live.app._notifications]
            assert "error" not in told, live.messages
            while live.app.screen is not home:  # the import asks for a file at once
                live.app.screen.dismiss(None)
                await live.rest()


async def test_a_location_with_a_selection_opens_with_that_selection(tmp_path: Path) -> None:
    def paper() -> int:
        file = tmp_path / "paper.pdf"
        file.write_bytes(b"%PDF-1.4\n%%EOF\n")
        attach(YEAR, 4, AttachmentKind.OTHER, "อื่น", file)
        return attach(YEAR, 4, AttachmentKind.WORK_MANUAL, "คู่มือ", file)

    async with a_program(tmp_path) as live:
        plan_now = live.other(read_plan, YEAR)
        cell = FieldKey(Subject.ACTIVITY, plan_now.activities[3].id, "method")
        opened = await go(live, InPlan(plan_now.id, YEAR, cell), PlanScreen)
        assert opened.pane.table.cell is not None
        assert opened.pane.table.cell.field_key == cell

        results = await go(live, InProgress(YEAR, cell.subject_id), PlanProgressScreen)
        assert results._grid.row is not None
        assert results._grid.row.id == cell.subject_id

        item_id = live.other(read_year, 2563).items[-1].id
        items = await go(live, InKnowledge(2563, item_id), KnowledgeScreen)
        assert items.pane.record_id == item_id

        task_id = live.other(lambda: ActionItem.select().order_by(ActionItem.id.desc()).get().id)
        tasks = await go(live, TaskList(task_id), TasksScreen)
        assert tasks.filter_list.selected_id == task_id

        paper_id = live.other(paper)
        papers = await go(live, InAttachments(YEAR, paper_id), AttachmentsScreen)
        assert papers.filter_list.selected_id == paper_id


async def test_a_meeting_is_opened_at_a_statement_a_resolution_a_task_and_an_item(
    tmp_path: Path,
) -> None:
    async with a_program(tmp_path) as live:
        for subject, table in (
            (Subject.STATEMENT, Statement),
            (Subject.RESOLUTION, Resolution),
            (Subject.TASK, ActionItem),
        ):
            row, item = live.other(lambda table=table: newest(table))
            at = FieldKey(subject, row.id)
            room = await go(live, InMeeting(item.meeting_id, at), RoomScreen)
            assert room.controller.item_id == item.id
            assert room.talk.selected == (None if subject == Subject.TASK else row.id)
            room.dismiss(None)
            await live.rest()
            at = FieldKey(Subject.AGENDA_ITEM, item.id)
            room = await go(live, InMeeting(item.meeting_id, at), RoomScreen)
            assert (room.controller.item_id, room.talk.selected) == (item.id, None)
            room.dismiss(None)
            await live.rest()


async def test_opening_an_open_meeting_returns_to_its_room_and_closes_screens_above(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path) as live:
        room = live.here
        said, item = live.other(newest, Statement)
        meeting_id = item.meeting_id
        if meeting_id != room.controller.meeting_id:
            room = await go(live, InMeeting(meeting_id), RoomScreen)
        await go(live, TaskList(), TasksScreen)
        await go(live, SearchAll(), SearchEverywhereScreen)
        again = await go(
            live, InMeeting(meeting_id, FieldKey(Subject.STATEMENT, said.id)), RoomScreen
        )
        assert again is room
        assert room.talk.selected == said.id
        rooms = [each for each in live.app.screen_stack if isinstance(each, RoomScreen)]
        assert [each.controller.meeting_id for each in rooms].count(meeting_id) == 1
        assert live.app.screen_stack[-1] is room


async def test_opening_another_meeting_pushes_a_new_room(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as live:
        here = live.here
        other_id = live.other(find_meeting, 1, 2563).id
        assert other_id != here.controller.meeting_id
        other = await go(live, InMeeting(other_id), RoomScreen)
        assert other is not here
        assert live.app.screen_stack[-2] is here

"""Undo and redo are pressed on every page that has them; a page without says why.

The pages and their keys come from the table of commands: a new page that changes something fails
here until it is given a change to undo, or a reason.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from msgspec import Struct

from models.committees.operations import add_committee
from models.committees.orders import draft_order
from models.committees.records import AppointmentOrder
from models.editing.revisions import Editable
from models.meetings.records import find_meeting
from models.minutes.records import add_statement
from models.minutes.tasks import TaskDraft, assign_task
from models.office.locations import InKnowledge, InMeeting, InOrder, InPlan, InSurvey, TaskList
from models.office.snippets import save_snippet
from models.plan.carry_over import carry_over
from models.plan.views import read_plan
from models.storage.database import Record
from models.storage.store import close_store, open_store
from screens import commands
from screens.base.screen import KmScreen
from screens.commands import PAGES
from screens.commands.command import Command, Page, written_keys
from screens.navigation.destinations import Destination, Findings, Snippets, WordCorrections
from tests.builders import a_form
from tests.screens.home.example_app import an_office
from tests.screens.minutes.room_driver import ListeningApp, LiveRoom, begun
from tests.word_files import W, edit_word, word_minutes

PLAN_YEAR, KNOWLEDGE_YEAR, SURVEY_YEAR = 2565, 2563, 2564
WORD = "ทดลอง"

# What keeps how things were, who is here, or what is looked up; no record of the office.
KEPT_BESIDE = ("revision", "draft", "presence", "search", "session", "sqlite")

CHANGES_NOTHING = frozenset(
    {
        # Going about
        *("open_chosen", "back", "leave", "quit_program", "next_pane", "other_pane"),
        *("to_divisions", "part", "other_kind", "other_group", "other_year", "all_years"),
        *("go_to_cell", "open_part", "next_cell", "next_field", "other_field", "earlier_field"),
        *("walk", "agenda", "roll", "show_tasks", "show_snippets", "classify", "reconcile"),
        *("open_meeting", "posts", "divisions", "members", "memos", "trainings", "assessment"),
        *("survey", "attachments", "monitoring", "experts", "summary", "progress", "entries"),
        *("bin", "committee_agenda", "write_memo", "show_item", "details"),
        # Looking, finding, narrowing
        *("help", "search_all", "check_here", "check", "redraw", "history", "find", "filter"),
        *("look", "by_kind", "by_year", "by_division", "by_person", "older", "newest", "widely"),
        *("compare", "read_on", "explain", "check_again", "show_aside", "try_out", "signatures"),
        *("verify", "show_year", "other_view", "scroll_texts", "other_choice", "cancel"),
        # Paper, and files of one's own
        *("print", "office_file", "back_up", "back_up_to"),
    }
)


class Prepared(Struct, frozen=True):
    """A change of a page: where it is made, and by which keys."""

    to: Callable[[LiveRoom], Destination]
    change: Callable[[LiveRoom], Awaitable[None]]


def keys(*pressed: str, typed: str = "", then: str = "") -> Callable[[LiveRoom], Awaitable[None]]:
    """Press these, type that, then press the last one."""

    async def change(live: LiveRoom) -> None:
        await live.press(*pressed)
        await live.type(typed)
        await live.press(*then.split())

    return change


async def take_from_word(live: LiveRoom) -> None:
    """Take a correction that comes back in a Word file."""
    path = live.app.workspace.paths.database.with_name("แก้.docx")

    def correct(root: Element) -> None:
        for each in root.iter(f"{W}t"):
            each.text = (each.text or "").replace("กฏหมาย", "กฎหมาย")

    live.other(lambda: edit_word(word_minutes(path, live.meeting_id), correct))
    await live.type(f"{path}\n")
    await live.press("f6")


def in_meeting(live: LiveRoom) -> Destination:
    return InMeeting(live.meeting_id)


def drafted() -> int:
    """The draft order that was prepared."""
    return int(AppointmentOrder.get(AppointmentOrder.number.is_null()).id)


PREPARED = {
    commands.ROOM: Prepared(in_meeting, keys("home", "d")),
    commands.WORD_IMPORT: Prepared(lambda live: WordCorrections(live.meeting_id), take_from_word),
    commands.ROLL_PAGE: Prepared(in_meeting, keys("f2", "f3", typed="นายแทน มาดี\nนิติกร\n")),
    commands.CHECKS_PAGE: Prepared(
        lambda live: Findings(InMeeting(live.meeting_id)), keys("f6", typed="คัดจากต้นฉบับ\n")
    ),
    commands.TASKS: Prepared(lambda _: TaskList(), keys("f9")),
    commands.SNIPPETS: Prepared(lambda _: Snippets(), keys(typed=WORD, then="f9")),
    commands.PLAN: Prepared(
        lambda live: InPlan(live.other(read_plan, PLAN_YEAR).id, PLAN_YEAR),
        keys("ctrl+home", "down", "d"),
    ),
    commands.KNOWLEDGE: Prepared(lambda _: InKnowledge(KNOWLEDGE_YEAR), keys("ctrl+home", "d")),
    commands.ORDER: Prepared(
        lambda live: InOrder(live.other(drafted)),
        keys("v", typed="ปลัดเทศบาล ประธานกรรมการ\n", then="f6"),
    ),
    commands.SURVEY: Prepared(lambda _: InSurvey(SURVEY_YEAR), keys("delete")),
}

_ASKED_FOR = "a dialog: what it answers is done by the page that asked, and undone there"
_HISTORY = "each text and choice has its history, and an earlier one is put back from there (X)"
_IN_FORMS = "each change is made in a form, and by the same form made good; the history tells it"
WITHOUT_UNDO = {
    commands.HOME: "it hides and shows the order of work, and F2 again does the opposite",
    commands.PLAN_CHECK: "what is set aside is taken back by the same key; the history tells it",
    commands.EVIDENCE: "what is set aside is taken back by the same key; the history tells it",
    commands.FIRST_START: "it makes the data file: before it there is nothing to go back to",
    commands.MEETINGS: _HISTORY,
    commands.RESOLUTION_PAGE: _ASKED_FOR,
    commands.VOTES_PAGE: _ASKED_FOR,
    commands.REPLACE_PAGE: _ASKED_FOR,
    commands.CONFLICT_PAGE: _ASKED_FOR,
    commands.UNRESOLVED_DRAFTS: "of two texts the one that was not taken stays in the history",
    commands.PEOPLE: _IN_FORMS,
    commands.PERSON: _HISTORY,
    commands.POSTS: _IN_FORMS,
    commands.POST: _HISTORY,
    commands.DIVISIONS: _IN_FORMS,
    commands.ORDERS: _IN_FORMS,
    commands.DIALOG: _ASKED_FOR,
    commands.LINES_IMPORT: "all or nothing, after it has shown what it would change",
    commands.STAFF_IMPORT: "all or nothing, after it has shown what it would change",
    commands.APPROVAL: _IN_FORMS,
    commands.AGENDA_TEMPLATE: _HISTORY,
    commands.SETTINGS: _IN_FORMS,
    commands.TABLE_IMPORT: "all or nothing, after it has shown what it would store",
    commands.PLANS: "a plan that was begun goes to the bin in its own page",
    commands.PLAN_PROGRESS: _IN_FORMS,
    commands.EXPERTS: _IN_FORMS,
    commands.MEMOS: _IN_FORMS,
    commands.MEMO: _HISTORY,
    commands.TRAININGS: _IN_FORMS,
    commands.TRAINING: _HISTORY,
    commands.ASSESSMENT: _HISTORY,
    commands.ATTACHMENTS: "a paper is stored with its file, and taken out in its form",
    commands.MONITORING: _HISTORY,
    commands.VERSIONS: "it puts an earlier state back, and the later one stays in the history",
    commands.BIN_PAGE: "it is the way back; a purge is for good, and asks before",
    commands.MAINTENANCE: _IN_FORMS,
    commands.MEMBERS: _IN_FORMS,
}


def ids(page: Page) -> set[str]:
    return {command.id for command in page.commands}


def pages_with(command_id: str) -> set[Page]:
    return {page for page in PAGES if command_id in ids(page)}


def key_of(page: Page, command_id: str) -> str:
    command: Command = next(each for each in page.commands if each.id == command_id)
    return written_keys(command)[0]


def tables(record: type[Record] = Record) -> Iterator[Any]:
    """The tables of the office's records."""
    for table in record.__subclasses__():
        if table is not Editable and not table._meta.table_name.startswith(KEPT_BESIDE):
            yield table
        yield from tables(table)


def stored() -> dict[str, list[dict[str, Any]]]:
    """The rows of every table as people see them: without the bin and counted versions."""
    return {
        table.__name__: [
            {name: value for name, value in row.items() if name != "version"}
            for row in table.select().order_by(table.id).dicts()
            if row.get("deleted_at") is None and row.get("ended_at") is None
        ]
        for table in tables()
    }


@cache
def _prepared() -> tuple[bytes, int]:
    """A data file with something to change on every page, and its meeting."""
    with TemporaryDirectory() as folder:
        path = an_office(Path(folder)).paths.database
        open_store(path)
        meeting_id = _prepare()
        close_store()
        return path.read_bytes(), meeting_id


def _prepare() -> int:
    meeting = find_meeting(2, 2563)
    begun(meeting.id)
    item = meeting.items.get()
    add_statement(item.id, meeting.attendance.get().id, "ตามกฏหมาย")
    assign_task(item.id, TaskDraft("จัดทำแผน"))
    carry_over(PLAN_YEAR - 1, PLAN_YEAR)
    a_form(SURVEY_YEAR, "4" * 10)
    add_committee(draft_order("แต่งตั้งคณะทดลอง"), "คณะทดลอง")
    save_snippet(WORD, "คำที่ใช้ทดลอง")
    return int(meeting.id)


@asynccontextmanager
async def the_program(folder: Path) -> AsyncIterator[LiveRoom]:
    """The real program on its first screen, with something to change on every page."""
    office, (file, meeting_id) = an_office(folder), _prepared()
    office.paths.database.write_bytes(file)
    app = ListeningApp(office)
    try:
        async with app.run_test(size=(110, 30), notifications=True) as pilot:
            live = LiveRoom(app, pilot, meeting_id)
            await live.rest()
            yield live
    finally:
        app.workspace.close()


@pytest.mark.parametrize("page", sorted(pages_with("undo"), key=PAGES.index), ids=lambda p: p.title)
async def test_undo_and_redo_restore_every_row_on_every_page(tmp_path: Path, page: Page) -> None:
    async with the_program(tmp_path) as live:
        screen, prepared = live.app.screen, PREPARED[page]
        assert isinstance(screen, KmScreen)
        await screen.open(prepared.to(live))
        await live.rest()
        before = live.other(stored)
        await prepared.change(live)
        shown = live.app.screen
        assert isinstance(shown, KmScreen)
        assert shown.PAGE is page
        changed = live.other(stored)
        assert changed != before, live.screen
        await live.press(key_of(page, "undo"))
        assert live.other(stored) == before, live.screen
        await live.press(key_of(page, "redo"))
        assert live.other(stored) == changed, live.screen


def test_every_page_with_undo_has_redo_and_a_prepared_change() -> None:
    assert set(PREPARED) == pages_with("undo") == pages_with("redo")


def test_every_page_that_changes_something_has_undo_or_a_reason() -> None:
    assert set().union(*map(ids, PAGES)) >= CHANGES_NOTHING
    # Enter founds an office on the first page of all: elsewhere it opens.
    changing = {page for page in PAGES if ids(page) - CHANGES_NOTHING} | {commands.FIRST_START}
    lacking = changing - pages_with("undo")
    assert {page.title for page in lacking} == {page.title for page in WITHOUT_UNDO}

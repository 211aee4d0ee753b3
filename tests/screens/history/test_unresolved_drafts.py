"""Texts left by a program that ended unawares: found from the first screen, settled by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from kmtui.app import KmApp
from models.drafts.records import save_draft
from models.drafts.rescue import TypedText
from models.editing.revisions import Subject
from models.knowledge.records import KNOWLEDGE_KIND, KnowledgeItem
from models.meetings.records import find_meeting
from models.minutes.records import Statement, add_statement, save_statement
from models.minutes.snapshot import read_meeting_snapshot
from models.storage.database import now
from models.storage.store import close_store, connect_thread, open_store
from screens.base.workspace import Workspace
from screens.editing import conflict
from screens.editing.conflict import TwoTextsDialog
from screens.history.unresolved_drafts import UnresolvedDraftsScreen
from tests.builders import a_dead_session, by, draft_texts, typed
from tests.screens.home.example_app import (
    an_office,
    at_rest,
    rows_of,
    screen_text,
    until_choice_counts,
)

MINE, THEIRS = "ขอให้ส่งรายงานวันศุกร์", "ขอให้ส่งรายงานวันจันทร์"


def an_office_with_a_left_text(folder: Path) -> Workspace:
    office = an_office(folder)
    open_store(office.paths.database)
    room = read_meeting_snapshot(find_meeting(2, 2563).id)
    made = by("น้ำฝน", add_statement, room.items[0].id, room.roll.entries[0].attendance_id, "เดิม")
    save_draft(typed(Statement.get_by_id(made), MINE, a_dead_session()))
    by("อีกคน", save_statement, made, 1, THEIRS)
    close_store()
    return office


def stored(office: Workspace) -> tuple[list[str], list[str]]:
    """The statements of the meeting and the drafts, as another connection reads them."""
    open_store(office.paths.database) if not office.is_open else connect_thread()
    try:
        room = read_meeting_snapshot(find_meeting(2, 2563).id)
        return [said.text for item in room.items for said in item.statements], draft_texts()
    finally:
        close_store()


@pytest.fixture(autouse=True)
def at_leisure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test rests shorter than a person does."""
    monkeypatch.setattr(conflict, "REST_S", 0.05)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_orphaned_draft_is_announced_and_resolved_from_the_home_screen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    office = an_office_with_a_left_text(tmp_path)
    app = KmApp(office)
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_rest(pilot)
        assert "มีข้อความค้าง ๑ แห่งที่ต้องเลือก" in screen_text(app)
        assert "ข้อความค้าง" in rows_of(app)[1]
        await pilot.press("down", "enter")
        await at_rest(pilot)
        assert isinstance(app.screen, UnresolvedDraftsScreen)
        seen = screen_text(app)
        for words in ("ข้อความค้าง ๑ แห่ง", "คำพูด", "๒/๒๕๖๓", "โดย", MINE):
            assert words in seen
        await pilot.press("enter")
        await at_rest(pilot)
        assert isinstance(app.screen, TwoTextsDialog)
        assert "วัน‹ศุกร์›" in screen_text(app)
        assert "วัน‹จันทร์›" in screen_text(app)
        await until_choice_counts(pilot)
        await pilot.press("1")
        await at_rest(pilot)
        assert "ไม่มีข้อความค้าง" in screen_text(app)
        assert stored(office) == ([MINE], [])
        await pilot.press("escape")
        await at_rest(pilot)
        assert not any("ข้อความค้าง" in row for row in rows_of(app))
    office.close()


async def test_delete_discards_an_orphaned_draft_only_after_confirmation(tmp_path: Path) -> None:
    office = an_office_with_a_left_text(tmp_path)
    app = KmApp(office)
    async with app.run_test(notifications=True) as pilot:
        app.push_screen(UnresolvedDraftsScreen())
        await at_rest(pilot)
        await pilot.press("delete", "enter")
        await at_rest(pilot)
        assert stored(office) == ([THEIRS], [MINE])
        await pilot.press("delete", "left", "enter")
        await at_rest(pilot)
        assert stored(office) == ([THEIRS], [])
        assert "ไม่มีข้อความค้าง" in screen_text(app)
    office.close()


async def test_an_orphaned_draft_is_offered_at_its_statement_in_the_meeting_room(
    tmp_path: Path,
) -> None:
    office = an_office_with_a_left_text(tmp_path)
    app = KmApp(office)
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
        await pilot.press("home", "tab", "home", "enter")
        await at_rest(pilot)
        assert isinstance(app.screen, TwoTextsDialog)
        await until_choice_counts(pilot)
        await pilot.press("3")
        await at_rest(pilot)
        assert stored(office) == ([f"{THEIRS}\n{MINE}"], [])
    office.close()


async def test_an_orphaned_draft_of_a_cell_is_resolved_in_the_list(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    open_store(office.paths.database)
    item = KnowledgeItem.select().first().id
    left = TypedText(
        Subject.KNOWLEDGE, item, a_dead_session(), 0, MINE, "น้ำฝน", now(), field="text"
    )
    save_draft(left)
    by("อีกคน", KNOWLEDGE_KIND.replace, item, "text", 0, THEIRS)
    close_store()
    app = KmApp(office)
    async with app.run_test(notifications=True) as pilot:
        app.push_screen(UnresolvedDraftsScreen())
        await at_rest(pilot)
        assert "รายละเอียด" in screen_text(app)
        await pilot.press("enter")
        await at_rest(pilot)
        assert isinstance(app.screen, TwoTextsDialog)
        await until_choice_counts(pilot)
        await pilot.press("1")
        await at_rest(pilot)
        assert "ไม่มีข้อความค้าง" in screen_text(app)
    office.close()
    open_store(office.paths.database)
    try:
        assert (KNOWLEDGE_KIND.read(item, "text").text, draft_texts()) == (MINE, [])
    finally:
        close_store()

"""The bin on the screen: Enter brings back, a purge asks and needs the right."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.knowledge.records import KNOWLEDGE_KIND, KnowledgeItem
from models.office.rights import Right, my_uid, set_member
from models.office.snippets import all_snippets, remove_snippet
from models.storage.store import close_store, open_store
from screens.base.workspace import Workspace
from screens.history.bin import BinScreen
from tests.builders import by
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, rows_of, toasts


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    office = an_office(tmp_path)
    open_store(office.paths.database)
    item = KnowledgeItem.select().where(KnowledgeItem.deleted_at.is_null()).first()
    by("น้ำฝน", KNOWLEDGE_KIND.soft_delete, item.id)
    remove_snippet("ม.ห")
    close_store()
    return office


async def test_enter_in_the_bin_restores_a_record(office: Workspace) -> None:
    app = RoomsApp(office, BinScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert [("คำย่อ" in row, "น้ำฝน" in row) for row in rows_of(app)] == [
            (True, False),
            (False, True),
        ]
        await pilot.press("enter")
        await at_rest(pilot)
        assert len(rows_of(app)) == 1
        assert any("คำย่อ" in each for each in toasts(app))
        await pilot.press("enter")
        await at_rest(pilot)
        assert rows_of(app) == []
    open_store(office.paths.database)
    assert "ม.ห" in all_snippets()
    assert KnowledgeItem.select().where(KnowledgeItem.deleted_at.is_null(False)).count() == 0
    close_store()


async def test_purging_asks_for_confirmation_and_needs_the_administrators_right(
    office: Workspace,
) -> None:
    open_store(office.paths.database)
    set_member(my_uid(), my_uid() + 1, "ผู้ดูแล", Right.ADMINISTER)
    set_member(my_uid(), my_uid(), "น้ำฝน", Right.WRITE)
    before = KnowledgeItem.select().count()
    close_store()
    app = RoomsApp(office, BinScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("f9")
        await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
        assert toasts(app) == []
        await pilot.press("f9")
        await at_rest(pilot)
        await pilot.press("left", "enter")
        await at_rest(pilot)
        assert any("ดูแลระบบ" in each for each in toasts(app))
        assert len(rows_of(app)) == 2
    open_store(office.paths.database)
    assert KnowledgeItem.select().count() == before
    close_store()


async def test_an_administrator_purges_a_record(office: Workspace) -> None:
    app = RoomsApp(office, BinScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "f9")
        await at_rest(pilot)
        await pilot.press("left", "enter")
        await at_rest(pilot)
        assert len(rows_of(app)) == 1
    open_store(office.paths.database)
    assert KnowledgeItem.select().where(KnowledgeItem.deleted_at.is_null(False)).count() == 0
    close_store()

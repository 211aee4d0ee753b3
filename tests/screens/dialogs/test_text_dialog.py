"""A longer text in a dialog is a draft while it is typed, and comes back where it was left."""

from __future__ import annotations

from pathlib import Path

from textual import work

from models.drafts.records import save_draft
from models.drafts.rescue import TypedText
from models.editing.revisions import FieldKey, Subject
from models.errors import Refused
from models.storage.database import now
from models.storage.store import close_store, connect_thread, open_store
from screens.base.screen import KmScreen
from screens.dialogs.text import write_and_do
from tests.builders import a_dead_session, draft_texts
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, screen_text
from tests.screens.minutes.type_thai import type_thai

PLACE = FieldKey(Subject.DUTY, 7, "text")


class DutyScreen(KmScreen[None]):
    """Asks for the text of a duty at once; one that is too short is refused."""

    def __init__(self) -> None:
        super().__init__()
        self.stored: list[str] = []

    def on_mount(self) -> None:
        self._ask()

    @work
    async def _ask(self) -> None:
        await write_and_do(self, "หน้าที่", "เดิม", PLACE, self._store)

    async def _store(self, text: str) -> None:
        if len(text) < 10:
            raise Refused("หน้าที่สั้นเกินไป")
        self.stored.append(text)


def drafts(app: RoomsApp) -> list[str]:
    app.workspace.flush()
    connect_thread()
    try:
        return draft_texts()
    finally:
        close_store()


async def test_text_in_a_dialog_is_a_draft_until_stored(tmp_path: Path) -> None:
    screen = DutyScreen()
    app = RoomsApp(an_office(tmp_path), screen)
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        assert drafts(app) == []
        await type_thai(pilot, "ทำ")
        assert drafts(app) == ["เดิมทำ"]
        await type_thai(pilot, "\n")
        await at_rest(pilot)
        assert drafts(app) == ["เดิมทำ"], "it was refused"
        assert "เดิมทำ" in screen_text(app)
        await type_thai(pilot, "รายงานทุกเดือน\n")
        await at_rest(pilot)
        assert screen.stored == ["เดิมทำรายงานทุกเดือน"]
        assert drafts(app) == []


async def test_the_text_dialog_opens_with_the_draft_of_a_killed_program(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    open_store(office.paths.database)
    save_draft(
        TypedText(Subject.DUTY, 7, a_dead_session(), 0, "พิมพ์ค้างไว้", "น้ำฝน", now(), field="text")
    )
    close_store()
    screen = DutyScreen()
    app = RoomsApp(office, screen)
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        assert "พิมพ์ค้างไว้" in screen_text(app)
        await type_thai(pilot, "แล้วพิมพ์ต่อ\n")
        await at_rest(pilot)
        assert screen.stored == ["พิมพ์ค้างไว้แล้วพิมพ์ต่อ"]
        assert drafts(app) == []

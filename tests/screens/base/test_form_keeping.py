"""What is typed in a dialog is not lost: at Escape, a refusal, a flow given up, any end."""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from unicodedata import category

from msgspec.structs import replace

from models.drafts.forms import FormDraft, read_forms, write_form
from models.people.records import Person
from screens.base.form_keeping import BROUGHT_BACK, NOT_KEPT, PUT_OFF
from screens.base.screen import KmScreen
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import PromptDialog
from screens.history.unresolved_drafts import UnresolvedDraftsScreen
from screens.home.home import HomeScreen
from screens.navigation.destinations import Destination, People, UnresolvedDrafts
from screens.people.people import PeopleScreen
from tests.builders import a_dead_session
from tests.conftest import ROOT
from tests.screens.home.example_app import an_office, rows_of
from tests.screens.minutes.room_driver import ListeningApp, LiveRoom
from tests.screens.widgets.test_sanitize import HOSTILE

NAME = "นายทดสอบ ค้างไว้"
# Every class that has a field of its own, and what becomes of what is typed there.
FIELDS = {
    "PromptDialog": "kept as a form",
    "TextDialog": "kept as a form, or a draft of the record by its caller",
    "ResolutionDialog": "a draft of the meeting",
    "Editor": "a draft of the statement",
    "CellTable": "a draft of the cell",
    "FilterList": "a filter: nothing of it is stored",
    "SpeakerField": "picks a line of the roll: nothing of it is stored",
    "HelpScreen": "a search for a command: a text that is none is offered again",
    "SearchEverywhereScreen": "a search: nothing of it is stored",
}


@asynccontextmanager
async def the_people(folder: Path) -> AsyncIterator[LiveRoom]:
    office = an_office(folder)
    app = ListeningApp(office)
    try:
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            live = LiveRoom(app, pilot, 0)
            await live.rest()
            await go(live, People(), PeopleScreen)
            yield live
    finally:
        app.workspace.close()


async def go(live: LiveRoom, to: Destination, kind: type[KmScreen[None]]) -> None:
    assert isinstance(live.app.screen, KmScreen)
    await live.app.screen.open(to)
    await live.rest()
    assert isinstance(live.app.screen, kind)


async def begin(live: LiveRoom) -> PromptDialog:
    """Open the form of a new person."""
    await live.press("f5")
    dialog = live.app.screen
    assert isinstance(dialog, PromptDialog)
    return dialog


def typed_in(dialog: PromptDialog) -> list[str]:
    return [each.value for each in dialog._inputs]


def kept(live: LiveRoom) -> list[tuple[str, ...]]:
    live.app.workspace.forms.flush()
    return [each.texts for each in read_forms(live.app.workspace.paths.rescue)]


def persons(live: LiveRoom, name: str) -> int:
    return live.other(lambda: Person.select().where(Person.family_name == name).count())


async def test_escape_keeps_the_draft_of_a_form_unless_it_is_discarded(tmp_path: Path) -> None:
    async with the_people(tmp_path) as live:
        await begin(live)
        await live.type(NAME)
        await live.press("escape")
        assert isinstance(live.app.screen, ConfirmDialog)
        await live.press("escape")
        assert isinstance(live.app.screen, PeopleScreen)
        assert PUT_OFF in live.messages
        assert kept(live) == [(NAME,)]

        await live.press("down")  # a new person is about no row of the list
        dialog = await begin(live)
        assert typed_in(dialog) == [NAME]
        assert BROUGHT_BACK in live.messages
        await live.press("escape", "tab", "enter")
        assert isinstance(live.app.screen, PeopleScreen)
        assert kept(live) == []
        assert typed_in(await begin(live)) == [""]
        await live.press("escape")
        assert isinstance(live.app.screen, PeopleScreen), "nothing typed: nothing asked"


async def test_storing_a_form_deletes_its_draft(tmp_path: Path) -> None:
    async with the_people(tmp_path) as live:
        await begin(live)
        await live.type(f"{NAME}\n")
        await live.until(lambda: kept(live) == [])
        assert persons(live, "ค้างไว้") == 1
        assert live.app.workspace.forms.left() == ()


async def test_cancelling_a_later_dialog_keeps_the_draft_of_the_form(tmp_path: Path) -> None:
    async with the_people(tmp_path) as live:
        person = live.other(lambda: Person.select().first().full_name)
        await begin(live)
        await live.type(f"{person}\n")
        await live.until(lambda: isinstance(live.app.screen, ConfirmDialog))
        await live.press("escape")
        assert PUT_OFF in live.messages
        await live.rest()
        assert kept(live) == [(person,)]
        assert typed_in(await begin(live)) == [person]


async def test_every_typed_letter_of_an_open_dialog_is_kept(tmp_path: Path) -> None:
    async with the_people(tmp_path) as live:
        dialog = await begin(live)
        await live.type("นาย")
        assert kept(live) == [("นาย",)]
        await live.press("backspace", "backspace", "backspace")
        assert kept(live) == [], "as it was stored"
        dialog._inputs[0].value = "อย่างไรก็ตาม"
        dialog.commit_typing()
        assert kept(live) == [("อย่างไรก็ตาม",)]


async def test_forms_of_ended_sessions_are_announced_listed_continued_and_discarded(
    tmp_path: Path,
) -> None:
    async with the_people(tmp_path) as live:
        await begin(live)
        await live.type(NAME)
        assert kept(live) == [(NAME,)]
        (draft,) = read_forms(live.app.workspace.paths.rescue)
    for path in tmp_path.rglob("*.form"):
        path.unlink()
    (tmp_path / "again").mkdir()
    office = an_office(tmp_path / "again")
    dead = replace(draft, session=a_dead_session())
    write_form(office.paths.rescue, dead)
    app = ListeningApp(office)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        live = LiveRoom(app, pilot, 0)
        await live.rest()
        assert "มีแบบฟอร์มที่พิมพ์ค้าง ๑ แบบ" in live.messages
        assert "ข้อความค้าง" in live.screen
        await go(live, UnresolvedDrafts(), UnresolvedDraftsScreen)
        for words in ("แบบฟอร์ม เพิ่มบุคคล", "ชื่อ - สกุล", NAME):
            assert words in live.screen
        await live.press("enter")
        assert isinstance(app.screen, ListDialog)
        await live.press("1")
        assert isinstance(app.screen, PeopleScreen)
        assert typed_in(await begin(live)) == [NAME]
        await live.press("escape", "escape", "escape")
        assert isinstance(app.screen, UnresolvedDraftsScreen)
        await live.press("delete", "tab", "enter")
        assert "ไม่มีข้อความค้าง" in live.screen
        assert kept(live) == []
    office.close()


async def test_hostile_forms_are_shown_as_text(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    for number, text in enumerate(HOSTILE.values()):
        write_form(
            office.paths.rescue,
            FormDraft(f"h\n{number}", a_dead_session(), text, text, (text,), (text,), ("",)),
        )
    app = ListeningApp(office)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        live = LiveRoom(app, pilot, 0)
        await live.rest()
        await go(live, UnresolvedDrafts(), UnresolvedDraftsScreen)
        assert len(rows_of(app)) == len(HOSTILE)
        for _ in HOSTILE:
            controls = {each for each in live.screen if category(each) == "Cc"}
            assert controls <= {"\n"}
            await live.press("enter")
            assert isinstance(app.screen, ListDialog)
            await live.press("escape", "down")
    office.close()


async def test_an_unwritable_form_draft_is_reported_and_written_later(tmp_path: Path) -> None:
    async with the_people(tmp_path) as live:
        forms = live.app.workspace.forms
        forms._target = tmp_path / "a file" / "forms"
        (tmp_path / "a file").write_text("")
        await begin(live)
        await live.type("นาย")
        await live.until(lambda: forms.is_failing)
        await live.type("ก")
        assert NOT_KEPT in live.messages
        assert [each.texts for each in forms.unwritten()] == [("นายก",)]
        (tmp_path / "a file").unlink()
        (tmp_path / "a file").mkdir()
        await live.until(lambda: not forms.is_failing)
        assert isinstance(live.app.screen_stack[1], HomeScreen | PeopleScreen)


def test_every_class_with_a_text_field_declares_how_its_draft_is_kept() -> None:
    """A new widget or dialog that is typed in has to be added here, with how it is kept."""
    found = set()
    for path in (ROOT / "screens").rglob("*.py"):
        if "widgets" in path.parts and path.name != "search_list.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(each, ast.Call)
                and isinstance(each.func, ast.Name)
                and each.func.id in ("ThaiInput", "ThaiTextArea", "Input", "TextArea")
                for each in ast.walk(node)
            ):
                found.add(node.name)
    assert found == set(FIELDS)

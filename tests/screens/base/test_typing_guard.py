"""Typing is never a command: a sentence typed with no field open changes nothing and is kept."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from kmtui.thai.keys import KEDMANEE
from models.meetings.records import find_meeting
from models.office.locations import InMeeting
from screens.base.help import HelpScreen, commands_matching
from screens.base.screen import KmScreen
from screens.commands.command import Command, bindings
from screens.commands.minutes import ROOM
from screens.navigation.destinations import Destination
from screens.search import SearchEverywhereScreen
from screens.terminal.ordered_keys import OrderedKeysApp
from screens.terminal.typing_guard import LETTER_PAUSE_S
from tests.screens.home.example_app import rows_of
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun, say
from tests.screens.minutes.type_thai import paste, send_thai, type_thai
from tests.screens.test_routes import a_program, locations, pages

LETTERS = [chr(code) for code in (*range(0x0E01, 0x0E2F), *range(0x0E40, 0x0E45))]
WORDS = [
    "ที่ประชุม",
    "เห็นชอบ",
    "งบประมาณ",
    "ให้",
    "แผนการจัดการความรู้",
    "ฟังคำชี้แจง",
    "ปลัดเทศบาล",
    "แก้ไข",
    "ทบทวน",
    "จัดทำ",
    "ภายใน",
    "ถนน",
    "คณะกรรมการ",
    "ตามระเบียบ",
    "นายก",
    "ยืนยัน",
    "ะ",
    "น้ำ",
    "ขอ",
    "ไม่มี",
    "อนุมัติ",
    "๑๕",
    "วัน",
    "ธรรมาภิบาล",
    "ญาติ",
    "ฉบับ",
    "ซ่อม",
    "ฝ่าย",
    "mail",
    "plan",
    "km",
    "xyz",
    "2564",
]
SENTENCE = "แก้ไขแผนงบประมาณ ฟังคำชี้แจงปลัด"
# What says who is here and what is kept of the typing: it changes by itself.
_BY_THEMSELVES = ("presence", "session", "search", "draft", "sqlite_")


def sentences(chance: random.Random, count: int) -> list[str]:
    """Sentences of random words, which begin with every letter of Thai in turn."""
    made = []
    for number in range(count):
        words = [chance.choice(WORDS) for _ in range(chance.randrange(2, 6))]
        first = LETTERS[number % len(LETTERS)] + chance.choice(["า", "อง", "ัน", "ม", "ก", ""])
        if len(first) < 2:
            first += chance.choice([letter for letter in LETTERS if letter != first])
        made.append(first + chance.choice(["", " "]).join(words))
    return made


def stored(live: LiveRoom) -> dict[str, list[Any]]:
    """Every table of the data file, but those that change by themselves."""
    path = live.app.workspace.paths.database
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as file:
        names = [
            name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        kept = [name for name in names if not any(each in name for each in _BY_THEMSELVES)]
        return {name: rows_in(file, name) for name in kept}


def rows_in(file: sqlite3.Connection, table: str) -> list[Any]:
    """All rows of a table."""
    return file.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608


def text_of(screen: Screen[Any]) -> str:
    """What the field with the focus says."""
    field = screen.focused
    return str(getattr(field, "value", getattr(field, "text", "")))


async def leave(live: LiveRoom, screen: Screen[Any]) -> None:
    """Go back to a screen, whatever stands above it."""
    while live.app.screen is not screen:
        live.app.screen.dismiss(None)
        await live.rest()
    live.app.take_left_text()
    if isinstance(live.app.screen.focused, object) and hasattr(screen.focused, "value"):
        screen.focused.value = ""  # type: ignore[union-attr]


async def type_at(live: LiveRoom, texts: Sequence[str]) -> None:
    """Type sentences at the screen that is shown: nothing is changed, no letter is lost."""
    screen, before = live.app.screen, stored(live)
    page = getattr(screen, "PAGE", None)
    for text in texts:
        await live.type(text)
        where = f"{page and page.title}: {text!r}"
        assert text_of(live.app.screen) == text, f"{where}\n{live.screen}"
        assert live.app.screen is screen or isinstance(live.app.screen, HelpScreen), where
        assert stored(live) == before, where
        await leave(live, screen)


async def open_and_type(live: LiveRoom, to: Destination, texts: Sequence[str]) -> None:
    home = live.app.screen
    assert isinstance(home, KmScreen)
    await home.open(to)
    await live.rest()
    if isinstance(live.app.screen, KmScreen):
        await type_at(live, texts)
    while live.app.screen is not home:
        live.app.screen.dismiss(None)
        await live.rest()


async def test_sentences_typed_outside_a_field_change_nothing_and_lose_no_letter(
    tmp_path: Path,
) -> None:
    chance = random.Random(22)
    async with a_program(tmp_path) as live:
        places = [to for to, _ in (*live.other(locations), *live.other(pages))]
        for place, text in zip(chance.sample(places, 12), sentences(chance, 12), strict=True):
            await open_and_type(live, place, [text])


async def test_sentences_typed_outside_a_field_of_the_room_change_nothing(tmp_path: Path) -> None:
    chance = random.Random(3)
    texts = sentences(chance, 10)
    async with a_live_room(tmp_path, begun) as room:
        await say(room, "รับทราบ", "เห็นชอบ")
        await type_at(room, texts[:5])
        await room.press("f3")
        await type_at(room, texts[5:])


@pytest.mark.torture
async def test_two_thousand_sentences_typed_outside_a_field_change_nothing(tmp_path: Path) -> None:
    chance = random.Random(int(os.environ.get("KMTUI_TORTURE_SEED", "2000")))
    async with a_program(tmp_path) as live:
        places = [to for to, _ in (*live.other(locations), *live.other(pages))]
        meetings = live.other(lambda: [InMeeting(find_meeting(at, 2563).id) for at in (1, 2)])
        places += [*meetings, *meetings]
        count = int(os.environ.get("KMTUI_TORTURE_SENTENCES", "2000"))
        each = -(-count // len(places))
        for place in places:
            await open_and_type(live, place, sentences(chance, each))


async def test_a_sentence_typed_in_the_room_becomes_a_statement(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.type(f"{SENTENCE}\nๅ\n และเพิ่ม\n")
        assert room.texts == [f"{SENTENCE} และเพิ่ม"]


async def test_a_sentence_whose_speaker_is_not_chosen_is_offered_again(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.type(f"{SENTENCE}\n")
        await room.press("escape")
        assert "กด F1" in room.messages
        await room.press("f1", "enter")
        await room.type("ๅ\n")
        assert room.typed == SENTENCE


async def test_lines_pasted_where_no_field_is_open_become_paragraphs(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await paste(room.pilot, "บรรทัดแรก\nบรรทัดสอง")
        await room.type("ๅ\n\n")
        assert room.texts == ["บรรทัดแรก\nบรรทัดสอง"]


async def test_a_text_typed_into_the_command_list_is_offered_again_and_can_be_searched(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.type("ฮา งบประมาณ")
        await room.press("escape", "f1")
        assert text_of(room.app.screen) == "ฮา งบประมาณ"
        await room.press("down", "enter")
        assert isinstance(room.app.screen, SearchEverywhereScreen)
        assert text_of(room.app.screen) == "ฮา งบประมาณ"


class Screens(KmScreen[None]):
    """Two commands of letters, one of numbers."""

    BINDINGS = bindings(
        Command("one", "u", "หนึ่ง", "x"),
        Command("two", "z", "สอง", "x"),
        *(Command("number", str(each), "เลข", "x", argument=each) for each in range(1, 5)),
    )

    def action_one(self) -> None:
        self.app.done.append("one")  # type: ignore[attr-defined]

    def action_two(self) -> None:
        self.app.done.append("two")  # type: ignore[attr-defined]

    def action_number(self, number: int) -> None:
        self.app.done.append(number)  # type: ignore[attr-defined]

    def take_typed(self, text: str) -> None:
        self.app.done.append(f"typed {text}")  # type: ignore[attr-defined]


class CommandsApp(OrderedKeysApp[None]):
    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []

    def on_mount(self) -> None:
        self.push_screen(Screens())


@pytest.mark.parametrize(
    ("keys", "done"),
    [
        ("u", ["one"]),
        ("uu", ["one", "one"]),
        (KEDMANEE["u"], ["one"]),
        ("4213", [4, 2, 1, 3]),
        ("ภๅ", [4, 1]),
        ("uz", ["typed u", "typed z"]),
        ("zผ", ["two", "two"]),
        ("ผม", ["typed ผ", "typed ม"]),
        ("ผผม", ["typed ผ", "typed ผ", "typed ม"]),
        ("ฮ", ["typed ฮ"]),
    ],
)
async def test_letters_typed_quickly_are_a_sentence_and_single_ones_commands(
    keys: str, done: list[object]
) -> None:
    app = CommandsApp()
    async with app.run_test() as pilot:
        await type_thai(pilot, keys)
    assert app.done == done


async def test_letters_with_a_pause_between_are_two_commands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("screens.terminal.typing_guard.LETTER_PAUSE_S", LETTER_PAUSE_S / 10)
    app = CommandsApp()
    async with app.run_test() as pilot:
        for key in "uz":
            await type_thai(pilot, key)
    assert app.done == ["one", "two"]


@pytest.mark.parametrize("leader", ["\x00", "\x1b"])
@pytest.mark.parametrize("digit", ["2", "/", "๒"])
async def test_a_function_key_has_a_second_key_under_both_layouts(leader: str, digit: str) -> None:
    pressed: list[str] = []

    class Listening(OrderedKeysApp[None]):
        def on_key(self, event: Any) -> None:
            pressed.append(event.key)

    app = Listening()
    async with app.run_test() as pilot:
        if leader == "\x00":
            send_thai(pilot, leader + digit)
        else:
            await _as_the_driver(app, (leader + digit).encode())
        await pilot.pause()
    assert pressed == ["f2"]


async def _as_the_driver(app: App[Any], data: bytes) -> None:
    from screens.terminal.input_bytes import TerminalInput
    from screens.terminal.input_driver import KeyParser

    parser = KeyParser()
    assert app._driver is not None
    for piece in TerminalInput().feed(data, 0.0):
        for event in parser.feed(piece):
            app._driver.process_message(event)


@pytest.mark.parametrize(
    ("typed", "command_id"),
    [
        ("มติ", "resolution"),
        ("f4", "resolution"),
        ("undo", "undo"),
        ("เลิกทำ", "undo"),
        ("z", "undo"),
        ("ผ", "undo"),
        (",9b", "resolution"),
        ("ctrl+g", "check_here"),
    ],
)
def test_a_command_is_found_by_thai_and_english_words_and_by_its_key(
    typed: str, command_id: str
) -> None:
    found = commands_matching(ROOM.commands, typed)
    assert found[0].id == command_id


async def test_the_command_list_begins_with_the_command_used_last(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        for label in ("เลิกทำ", "วาดจอใหม่"):
            await room.press("f1")
            await room.type(f"{label}\n")
        await room.press("f1")
        first, second = (row.split()[:2] for row in rows_of(room.app)[:2])
    assert first == ["F12", "วาดจอใหม่"]
    assert second == ["Z", "เลิกทำ"]

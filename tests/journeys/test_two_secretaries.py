"""Two secretaries write in one meeting, each with a program and a terminal of their own."""

import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from msgspec import Struct, field

from kmtui.thai.digits import thai_digits
from models.editing.actor import os_user_name
from models.editing.revisions import Revision
from models.maintenance.verification import verify_file
from models.meetings.records import find_meeting
from models.minutes.records import Statement, add_statement
from models.minutes.snapshot import read_meeting_snapshot
from models.storage.store import close_store, open_store
from screens.editing.conflict import REST_S
from tests.builders import by
from tests.journeys.terminal import PATIENCE_S, Terminal, begin_statement, kmtui_in_terminal

BEFORE = "ที่เขียนไว้เดิม"
CONFLICT = "มีผู้อื่นแก้คำพูดนี้"
LOCKED = "โปรแกรมอื่นกำลังใช้แฟ้มข้อมูล"
# What another one stored is shown within this time; until then an old version may be opened.
SHOWN_WITHIN_S = 10.0


def a_meeting_with_statements(home: Path, count: int, example: Path) -> list[int]:
    """Meeting 2/2563 of the example with statements under its first item; their ids."""
    shutil.copy(example, home / "kmtui.db")
    open_store(home / "kmtui.db")
    try:
        room = read_meeting_snapshot(find_meeting(2, 2563).id)
        speaker = room.roll.entries[0].attendance_id
        first = room.items[0].id
        return [
            by("ผู้เตรียม", add_statement, first, speaker, f"{BEFORE} {number}")
            for number in range(count)
        ]
    finally:
        close_store()


@contextmanager
def two_secretaries(home: Path) -> Iterator[tuple[Terminal, Terminal]]:
    """Both in the room, at its first item, in the pane of what was said."""
    with ExitStack() as both:
        terminals = [  # both start at the same time
            both.enter_context(kmtui_in_terminal(home, "open", "2/2563", state=home / name))
            for name in ("first", "second")
        ]
        for terminal in terminals:
            terminal.wait_for("กด F6 เมื่อเริ่ม")
            terminal.press("Home", "Tab")
        for terminal in terminals:
            terminal.wait_for(f"{BEFORE} 0")
        yield terminals[0], terminals[1]


def edit(terminal: Terminal, place: int) -> None:
    """Open the statement at this place, counted from 0."""
    terminal.press("Home", "Home", *["Down"] * place, "Enter")


def revisions(home: Path, subject_id: int) -> list[str]:
    """Every text that was ever stored of this statement, oldest first."""
    open_store(home / "kmtui.db")
    try:
        rows = Revision.select().where(Revision.subject_id == subject_id)
        return [row.text for row in rows.order_by(Revision.version)]
    finally:
        close_store()


def eventually(there: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def sound(home: Path) -> bool:
    return verify_file(home / "kmtui.db").faults == ()


def test_a_stored_statement_appears_to_the_other_user_without_moving_the_cursor(
    tmp_path: Path, example_file: Path
) -> None:
    a_meeting_with_statements(tmp_path, 1, example_file)
    with two_secretaries(tmp_path) as (first, second):
        first.wait_for(f"{os_user_name()} ")
        second.wait_for(f"{os_user_name()} ")
        begin_statement(first)
        first.type("ต้น ปลาย")
        first.press(*["Left"] * 4)
        begin_statement(second, "4")
        second.type("ของผู้จดอีกคน")
        second.press("Escape")
        first.wait_for("ของผู้จดอีกคน")
        first.type("กลาง ")
        first.wait_for("ต้น กลาง ปลาย")
        first.press("Escape")
        second.wait_for("ต้น กลาง ปลาย")
        assert LOCKED not in first.screen() + second.screen()
    assert sound(tmp_path)


def test_two_users_editing_different_statements_get_no_conflict(
    tmp_path: Path, example_file: Path
) -> None:
    ids = a_meeting_with_statements(tmp_path, 2, example_file)
    with two_secretaries(tmp_path) as (first, second):
        edit(first, 0)
        edit(second, 1)
        for round_ in range(5):
            first.type(f" ก{round_}")
            second.type(f" ข{round_}")
        first.wait_for("ก4")
        second.wait_for("ข4")
        first.press("Escape")
        second.wait_for("ก4")
        second.type(" ต่อ")
        second.press("Escape")
        first.wait_for("ข4 ต่อ")
        assert CONFLICT not in first.screen() + second.screen()
    assert revisions(tmp_path, ids[0])[-1] == f"{BEFORE} 0 ก0 ก1 ก2 ก3 ก4"
    assert revisions(tmp_path, ids[1])[-1] == f"{BEFORE} 1 ข0 ข1 ข2 ข3 ข4 ต่อ"


@pytest.mark.parametrize(
    ("place", "key", "now_stored"),
    [(0, "1", ["คนหลัง๐"]), (1, "2", ["คนแรก๑"]), (2, "3", ["คนแรก๒", "คนหลัง๒"])],
)
def test_two_users_editing_one_statement_have_both_texts_in_its_history(
    three_conflicts: "Three", place: int, key: str, now_stored: list[str]
) -> None:
    home, ids, (first, second) = three_conflicts
    statement = ids[place]
    theirs, mine = (who + thai_digits(place) for who in ("คนแรก", "คนหลัง"))
    for terminal, words in ((first, theirs), (second, mine)):
        edit(terminal, place)
        terminal.press("C-u")
        terminal.type(words)
        terminal.wait_for(words)
    first.press("Escape")
    eventually(lambda: theirs in revisions(home, statement), "the first is not stored")
    second.press("Escape")
    screen = unmarked(second.wait_for(CONFLICT))
    assert theirs in screen
    assert mine in screen
    assert revisions(home, statement)[-1] == theirs, "nothing is overwritten"

    def is_chosen() -> bool:
        choose(second, key)
        return CONFLICT not in second.screen()

    eventually(is_chosen, "no answer is taken")
    eventually(lambda: revisions(home, statement)[-1].split("\n") == now_stored, "it is not kept")
    for words in now_stored:
        first.wait_for(words)
    stored = revisions(home, statement)
    assert any(mine in text for text in stored)
    assert theirs in stored


def choose(terminal: Terminal, key: str) -> None:
    """Answer a conflict as a person does, looking first: a key at once is taken for typing."""
    time.sleep(REST_S + 0.1)
    if CONFLICT in terminal.screen():
        terminal.type(key)
        time.sleep(0.1)


def unmarked(screen: str) -> str:
    """What is shown without the signs around what differs."""
    return screen.replace("‹", "").replace("›", "")


Three = tuple[Path, list[int], tuple[Terminal, Terminal]]


@pytest.fixture(scope="module")
def three_conflicts(
    tmp_path_factory: pytest.TempPathFactory, example_file: Path
) -> Iterator[Three]:
    """Two at work in one meeting of three statements, for one conflict after the other."""
    home = tmp_path_factory.mktemp("conflicts")
    ids = a_meeting_with_statements(home, 3, example_file)
    with two_secretaries(home) as both:
        yield home, ids, both


class Edit(Struct):
    """One text typed into one statement: a new one where `statement` is None."""

    statement: int | None
    words: str
    begun: float
    ended: float = 0.0
    conflicted: bool = False


class Secretary(Struct):
    """A script that edits at random, and waits for each text to be acknowledged."""

    name: str
    terminal: Terminal
    home: Path
    ids: list[int]
    chance: random.Random
    edits: list[Edit] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def work(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end:
                self._edit_once()
        except AssertionError as error:
            self.trouble.append(f"{self.name}: {error}")

    def _edit_once(self) -> None:
        words = f"{self.name}{len(self.edits)}ครับ"
        if self.chance.random() < 0.1:
            self.edits.append(Edit(None, words, time.monotonic()))
            begin_statement(self.terminal, "4")
        else:
            place = self.chance.randrange(len(self.ids))
            self.edits.append(Edit(self.ids[place], words, time.monotonic()))
            edit(self.terminal, place)
            self.terminal.press(*["C-u", "BSpace"] * 3)
        for letter in words:
            self.terminal.type(letter)
        time.sleep(self.chance.uniform(0, 0.8))
        self.terminal.press("Escape")
        self._wait_until_acknowledged(self.edits[-1])

    def _wait_until_acknowledged(self, edit: Edit) -> None:
        def acknowledged() -> bool:
            screen = self.terminal.screen()
            assert LOCKED not in screen, screen
            if CONFLICT in screen:
                edit.conflicted = True
                self._choose(dialog_of(screen))
                return False
            return is_in_history(self.home, edit)

        eventually(acknowledged, f"{edit} was not stored:\n{self.terminal.screen()}")
        edit.ended = time.monotonic()

    def _choose(self, dialog: list[str]) -> None:
        """Answer this conflict; another one follows if the other user has stored again."""
        key = self.chance.choice("113")

        def is_taken() -> bool:
            choose(self.terminal, key)
            return dialog_of(self.terminal.screen()) != dialog

        eventually(is_taken, "no answer is taken")


def dialog_of(screen: str) -> list[str]:
    """The lines of the conflict screen, or nothing."""
    return [line for line in screen.splitlines() if "│  " in line] if CONFLICT in screen else []


def is_in_history(home: Path, edit: Edit) -> bool:
    """Whether a revision of its statement holds these words, as another program reads it."""
    with closing(sqlite3.connect(home / "kmtui.db", timeout=10)) as connection:
        rows = connection.execute(
            "SELECT subject_id FROM revision WHERE text LIKE ?", (f"%{edit.words}%",)
        ).fetchall()
    return any(edit.statement in (None, subject_id) for (subject_id,) in rows)


def met(edit: Edit, others: list[Edit]) -> bool:
    """Whether the other one stored the same statement while it was edited, or just before."""
    return any(
        other.statement == edit.statement
        and other.ended >= edit.begun - SHOWN_WITHIN_S
        and other.begun <= edit.ended
        for other in others
    )


def random_edits(home: Path, example: Path, seconds: float, seed: int) -> None:
    ids = a_meeting_with_statements(home, 4, example)
    with two_secretaries(home) as (first, second):
        secretaries = [
            Secretary(name, terminal, home, ids, random.Random(seed + number))
            for number, (name, terminal) in enumerate((("กก", first), ("ขข", second)))
        ]
        scripts = [threading.Thread(target=each.work, args=(seconds,)) for each in secretaries]
        for script in scripts:
            script.start()
        for script in scripts:
            script.join()
    one, two = secretaries
    assert not one.trouble + two.trouble, "\n".join(one.trouble + two.trouble)
    assert min(len(one.edits), len(two.edits)) > seconds / 10, "both were at work"
    lost = [edit for edit in one.edits + two.edits if not is_in_history(home, edit)]
    assert lost == []
    for mine, others in ((one.edits, two.edits), (two.edits, one.edits)):
        alone = [each for each in mine if each.conflicted and not met(each, others)]
        assert not alone, f"{alone} among {others}"
    assert sound(home)
    open_store(home / "kmtui.db")
    assert Statement.select().where(Statement.id.in_(ids)).count() == len(ids)
    close_store()
    conflicts = sum(each.conflicted for each in one.edits + two.edits)
    print(f"{len(one.edits)} + {len(two.edits)} edits, {conflicts} conflicts")


def test_random_edits_of_two_users_lose_no_update_and_conflict_only_with_each_other(
    tmp_path: Path, example_file: Path
) -> None:
    random_edits(tmp_path, example_file, seconds=3, seed=1)


@pytest.mark.torture
@pytest.mark.timeout(1200)
def test_ten_minutes_of_random_edits_by_two_users_lose_no_update(
    tmp_path: Path, example_file: Path
) -> None:
    random_edits(tmp_path, example_file, seconds=600, seed=2)

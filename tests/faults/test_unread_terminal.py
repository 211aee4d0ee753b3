"""A terminal that no longer reads: keys are taken, saving goes on, and the program can be ended."""

import random
import subprocess
import sys

import pytest

from models.history.recovery import Recovered, recover
from models.storage.store import close_store, open_store
from tests.faults.desk import SAID, Desk, Seat, desk, wait_for

__all__ = ["desk"]

STATUS = {"TERM": 143, "HUP": 129, "close": 129, "KILL": -9}


def draft_of(desk: Desk) -> list[str]:
    """The drafts in the data file, as another program reads them."""
    code = (
        "import sys, sqlite3; c = sqlite3.connect(sys.argv[1]);"
        "print(*(row[0] for row in c.execute('select text from draft')), sep='\\n')"
    )
    file = str(desk.home / "kmtui.db")
    done = subprocess.run([sys.executable, "-c", code, file], capture_output=True, check=True)
    return done.stdout.decode().splitlines()


def type_unread(seat: Seat, letters: int) -> str:
    """Type into a window that is frozen; return the whole text of the statement."""
    seat.stop_reading()
    more = "".join("กขคงจ"[number % 5] for number in range(letters))
    seat.send(more)
    return f"แรก {more}"


def freeze_while_typing(desk: Desk, how: str, letters: int) -> None:
    with desk.at_work() as seat:
        seat.begin_statement("แรก ")
        text = type_unread(seat, letters)
        wait_for(lambda: draft_of(desk) == [text], "a key was not taken, or not stored")
        assert seat.end_by(how) == STATUS[how]
    assert desk.after_next_start() == ([text], [], [])


@pytest.mark.parametrize("how", ["TERM", pytest.param("close", marks=pytest.mark.torture)])
def test_keys_typed_at_a_frozen_terminal_are_stored_and_the_program_ends(
    desk: Desk, how: str
) -> None:
    freeze_while_typing(desk, how, 400)


@pytest.mark.torture
def test_a_terminal_that_reads_again_shows_the_text_typed_before(desk: Desk) -> None:
    with desk.at_work() as seat:
        seat.begin_statement("แรก ")
        text = type_unread(seat, 300)
        wait_for(lambda: draft_of(desk) == [text], "a key was not taken, or not stored")
        before = len(seat.output)
        seat.read_again()
        seat.until(text[-20:], before)
        seat.send_for(SAID, SAID[-6:])
        assert seat.end_by("TERM") == STATUS["TERM"]
    assert desk.after_next_start() == ([text + SAID], [], [])


@pytest.mark.torture
def test_a_second_session_offers_the_draft_of_the_users_running_session(desk: Desk) -> None:
    with desk.at_work() as seat:
        seat.begin_statement(SAID)
        wait_for(lambda: draft_of(desk) == [SAID], "the draft is not stored")
        with desk.at_work() as second:
            second.until("หน้าต่างอื่นของท่านพิมพ์ค้างอยู่ ๑ แห่ง")
            assert second.end_by("TERM") == STATUS["TERM"]
        assert draft_of(desk) == [SAID], "the draft of a session that runs is not touched"
        open_store(desk.home / "kmtui.db")
        try:
            assert recover(desk.state / "nothing") == Recovered(0, (), 1)
        finally:
            close_store()
        assert seat.end_by("HUP") == STATUS["HUP"]


@pytest.mark.torture
@pytest.mark.parametrize("run", range(40))
def test_forty_frozen_terminals_lose_no_typed_text(desk: Desk, run: int) -> None:
    chance = random.Random(run)
    freeze_while_typing(desk, chance.choice(list(STATUS)), chance.randrange(150, 800))

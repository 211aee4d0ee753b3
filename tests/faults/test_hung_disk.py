"""A disk that hangs or is slow: the screen says so, and the text is kept by another thread."""

import random
import time

import pytest

from tests.faults.desk import LAST_WORD, SAID, Desk, desk, wait_for

__all__ = ["desk"]

STALLED = "ที่เก็บข้อมูลไม่ตอบ"
KEPT = "ข้อความไม่หาย"
STATUS = {"TERM": 143, "HUP": 129, "close": 129, "KILL": -9}


def hang_while_typing(desk: Desk, how: str, places: tuple[str, ...] = (), more: str = "") -> None:
    with desk.at_work() as seat:
        seat.begin_statement("แรก ")
        seat.until("บันทึกแล้ว")
        desk.fail("hang data/kmtui.db", *(f"hang {place}" for place in places))
        before = len(seat.output)
        seat.send(SAID)
        seat.until(STALLED, before)
        seat.until(KEPT, before)
        seat.until("วินาที", before)
        seat.send(more)
        text = f"แรก {SAID}{more}"
        wait_for(lambda: desk.rescued() == [text], f"rescued is {desk.rescued()}")
        assert seat.end_by(how) == STATUS[how]
    assert desk.after_next_start() == ([text], [], [])
    assert desk.rescue_files() == []


@pytest.mark.torture
@pytest.mark.parametrize("how", ["KILL", "TERM"])
def test_a_hung_disk_is_reported_and_another_thread_rescues_the_text(desk: Desk, how: str) -> None:
    hang_while_typing(desk, how)


def test_a_hung_first_rescue_folder_leaves_the_text_in_the_next_one(desk: Desk) -> None:
    hang_while_typing(desk, "HUP", places=("state/",))


@pytest.mark.torture
def test_a_hung_disk_that_answers_again_stores_the_text_and_hides_the_banner(desk: Desk) -> None:
    with desk.at_work() as seat:
        seat.begin_statement("แรก ")
        seat.until("บันทึกแล้ว")
        desk.fail("hang data/kmtui.db")
        before = len(seat.output)
        seat.send(SAID)
        seat.until(KEPT, before)
        before = len(seat.output)
        desk.fail()
        seat.until("บันทึกแล้ว", before)
        wait_for(lambda: desk.rescue_files() == [], "the rescue file stays though the text is kept")
        assert seat.end_by("TERM") == STATUS["TERM"]
    assert desk.after_next_start() == ([f"แรก {SAID}"], [], [])


def slow_while_typing(desk: Desk, how: str, ms: int) -> None:
    with desk.at_work() as seat:
        seat.begin_statement("แรก ")
        seat.until("บันทึกแล้ว")
        desk.fail(f"slow {ms} data/kmtui.db")
        before, text = len(seat.output), "แรก "
        while "วินาที" not in seat.output[before:]:
            seat.send("กข")
            text += "กข"
            time.sleep(0.03)
            assert len(text) < 20_000, "the age of the unsaved text is never shown"
        # What is echoed has been taken: keys that are on their way at the end are none of these.
        # The line may end before the last word: the text before it is as long as it happens to be.
        seat.send_for(SAID, LAST_WORD)
        text += SAID
        status = seat.end_by(how)
        assert status == STATUS[how]
    ((stored,), drafts, faults) = desk.after_next_start()
    assert (drafts, faults) == ([], [])
    assert text.startswith(stored)
    if how != "KILL":
        assert stored == text
    print(f"{how} at fsync of {ms} ms: {len(text) - len(stored)} of {len(text)} characters lost")


@pytest.mark.parametrize("how", ["TERM"])
def test_a_slow_disk_shows_the_age_of_what_is_not_stored(desk: Desk, how: str) -> None:
    slow_while_typing(desk, how, 700)


@pytest.mark.torture
@pytest.mark.parametrize("run", range(40))
def test_forty_hung_disks_lose_no_typed_text(desk: Desk, run: int) -> None:
    chance = random.Random(run)
    places = chance.choice([(), ("state/",)])
    hang_while_typing(desk, chance.choice(list(STATUS)), places, "ก" * chance.randrange(200))


@pytest.mark.torture
@pytest.mark.parametrize("run", range(20))
def test_twenty_slow_disks_lose_no_typed_text(desk: Desk, run: int) -> None:
    chance = random.Random(run)
    slow_while_typing(desk, chance.choice(list(STATUS)), chance.randrange(400, 1200))

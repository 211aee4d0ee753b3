"""The evidence of a year by keys: training, survey, assessment, a circular, the binder."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.knowledge.training import trainings_of
from models.memos.records import MemoKind
from models.memos.views import read_memos
from models.questionnaires.assessment import read_assessment
from models.questionnaires.survey import read_forms, summarize
from models.storage.store import close_store, open_store
from screens.evidence.board import EvidenceScreen
from screens.memos.memo import MemoScreen
from tests.journeys.terminal import kmtui_in_terminal
from tests.screens.home.example_app import an_office
from tests.screens.minutes.room_driver import ListeningApp, LiveRoom

YEAR = 2564
LOOK_EVERY_S = 0.1
# The digits 1 to 5 as the Thai layout sends them.
THAI_DIGITS = "ๅ/-ภถ"
FORMS = [THAI_DIGITS[at % 5] * 10 for at in range(25)]


async def test_a_year_of_evidence_is_completed_by_keys(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    app = ListeningApp(office)
    try:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            live = LiveRoom(app, pilot, 0)
            await live.rest()
            await open_board(live)
            await record_training(live)
            await enter_survey(live)
            await score(live)
            await send_circular(live)
            await print_binder(live)
    finally:
        office.close()


async def open_board(live: LiveRoom) -> None:
    """From home to the board of the example's year."""
    rows: Any = live.app.screen.query_one("RowList")
    while "แฟ้มหลักฐาน" not in str(rows.get_option_at_index(rows.highlighted).prompt.text):
        await live.press("down")
    await live.press("enter")
    assert isinstance(live.app.screen, EvidenceScreen)
    await live.until(lambda: "ปีงบประมาณ ๒๕๖๔" in live.screen)


async def record_training(live: LiveRoom) -> None:
    """Who went, back on which day; the report is a day late, and says so."""
    await live.press("f4", "f5")
    await live.type("น้ำฝน\n")
    await live.type("การจัดการความรู้\n10 ม.ค. 64\n12 ม.ค. 64\n\n\n")
    await live.press("f2")
    await live.press("ctrl+u")
    await live.type("28 ม.ค. 64\n")
    assert "ช้า ๑ วัน" in live.screen
    await live.press("f5")
    await live.press("enter")  # its own division
    [training] = live.other(trainings_of, YEAR)
    assert training.report.done_on == date(2021, 1, 28)
    assert training.knowledge_id is not None
    await live.press("escape", "escape")


async def enter_survey(live: LiveRoom) -> None:
    """Type 25 paper forms one after another under the Thai layout."""
    await live.press("f6", "f5")
    await live.type("".join(f"{line}\n" for line in FORMS))
    await live.press("escape")
    assert len(live.other(read_forms, YEAR)) == 25
    assert live.other(summarize, YEAR).overall.mean == 3
    await live.press("escape")


async def score(live: LiveRoom) -> None:
    """Category 1 of the self-assessment, a key a question."""
    await live.press("f5")
    await live.type("-ภ-/-")
    assert live.other(read_assessment, YEAR).results[0].mean == pytest.approx(3.0)
    await live.press("f3")
    assert "◇ รอยืนยันถ้อยคำ" in live.screen
    await live.press("escape", "escape")


async def send_circular(live: LiveRoom) -> None:
    """A circular memo from its template; four of six divisions sign."""
    await live.press("f3", "f5", "3")
    await live.until(lambda: isinstance(live.app.screen, MemoScreen))
    await live.press("f4")
    await live.press("enter", "enter")
    await live.press("f6", *["space"] * 4)
    memo = next(m for m in live.other(read_memos, YEAR) if m.kind == MemoKind.CIRCULAR)
    assert (memo.is_numbered, len(memo.unsigned_divisions)) == (True, 2)
    assert "ลงนามรับทราบแล้ว ๔ จาก ๖ หน่วยงาน" in live.screen
    await live.press("escape", "escape")


async def print_binder(live: LiveRoom) -> None:
    """The binder is the first paper that the board offers."""
    documents = live.app.workspace.paths.documents
    await live.press("f8", "1", "1")
    # Every paper of the year is drawn for it: the test's own limit is patient enough.
    while not list(documents.glob("*.pdf")):
        await live.pilot.pause(LOOK_EVERY_S)
    await live.rest()
    [binder] = documents.glob("*.pdf")
    assert binder.read_bytes().startswith(b"%PDF")


def test_a_form_entered_in_a_terminal_is_stored(home: Path, example_file: Path) -> None:
    shutil.copy(example_file, home / "kmtui.db")
    with kmtui_in_terminal(home) as terminal:
        terminal.wait_for("แฟ้มหลักฐานประจำปี")
        terminal.press("Home", *["Down"] * 8, "Enter")
        terminal.wait_for("องค์ประกอบ LO ๘ ข้อ")
        terminal.press("F6")
        terminal.wait_for("ยังไม่มีแบบสำรวจ")
        terminal.press("F5")
        terminal.wait_for("ข้อ ๑ ")
        terminal.type(THAI_DIGITS * 2)
        terminal.wait_for("ครบทุกข้อแล้ว")
        terminal.press("Enter")
        terminal.wait_for("๑ ฉบับ")
        terminal.press("Escape")
    open_store(home / "kmtui.db")
    assert [form.answers for form in read_forms(YEAR)] == ["1234512345"]
    close_store()

"""A year's classification by keys: carried over, added to, moved, held, chosen, printed."""

from __future__ import annotations

import shutil
from pathlib import Path

from models.knowledge.records import KnowledgeItem, KnowledgeKind
from models.knowledge.views import chosen_for_plan
from models.plan.views import read_plan
from models.storage.store import close_store, open_store
from screens.knowledge.classification import KnowledgeScreen
from screens.plan.plan import PlanScreen
from tests.journeys.terminal import kmtui_in_terminal
from tests.screens.home.example_app import an_office
from tests.screens.knowledge.live_knowledge import LiveKnowledge
from tests.screens.minutes.room_driver import ListeningApp

YEAR = 2564
F5 = "\x1b[15~"
# The letters H, M, C, Z, K and E as the Thai layout sends them.
HOLDERS, MOVE, CHOOSE, UNDO, USE, EXPERTS = "้", "ท", "แ", "ผ", "า", "ำ"


async def test_a_year_of_knowledge_is_classified_by_keys(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    app = ListeningApp(office)
    try:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            live = LiveKnowledge(app, pilot, 0)
            await app.push_screen(KnowledgeScreen(YEAR))
            await live.rest()
            await carry_over(live)
            await add_and_move(live)
            await mark_holders(live)
            await choose_two_processes(live)
            await live.press("f8", "1", "1")
            await live.until(lambda: any(office.paths.documents.glob("*.pdf")))
            await hand_to_the_plan(live)
    finally:
        office.close()


async def carry_over(live: LiveKnowledge) -> None:
    """Everything that was known the year before, of all divisions, and both kinds."""
    assert "หรือ F6" in live.screen
    await live.press("f6", "2")
    assert len(live.year.items) == 35
    assert "↻ จากปีก่อน" in live.screen


async def add_and_move(live: LiveKnowledge) -> None:
    """Two lines more; the second goes up, then to another division, and the move is taken back."""
    await live.press("ctrl+end")
    await live.type(f"{F5}การดูแลระบบประปา\nการซ่อมรถดับเพลิง\n\n")
    assert live.texts[-2:] == ["การดูแลระบบประปา", "การซ่อมรถดับเพลิง"]
    await live.press("ctrl+up")
    assert live.texts[-2:] == ["การซ่อมรถดับเพลิง", "การดูแลระบบประปา"]
    await live.type(MOVE)
    await live.type("กองช่าง องค์ความรู้\n")
    assert "การซ่อมรถดับเพลิง" not in live.texts
    await live.type(UNDO)
    assert live.texts[-2] == "การซ่อมรถดับเพลิง"


async def mark_holders(live: LiveKnowledge) -> None:
    """Two people know it."""
    await live.press("ctrl+end")
    await live.type(HOLDERS)
    await live.type("อภิชาติ\n")
    await live.type("รัชตพงษ์\n")
    await live.press("escape")
    assert len(live.items[-1].holders) == 2


async def choose_two_processes(live: LiveKnowledge) -> None:
    """The first two processes of the division are what the plan is made for."""
    await live.press("f2", "ctrl+home")
    await live.type(CHOOSE * 2)
    chosen = live.other(chosen_for_plan, YEAR)
    assert [item.kind for item in chosen] == [KnowledgeKind.ESSENTIAL_PROCESS] * 2


async def hand_to_the_plan(live: LiveKnowledge) -> None:
    """What was chosen is offered in the plan of the year."""
    plan = live.other(read_plan, YEAR)
    assert len(plan.knowledge) == 2
    await live.app.push_screen(PlanScreen(plan.id, YEAR))
    await live.rest()
    await live.press("f9", "1")
    await live.type("ตามผลการจำแนก\n")
    await live.press("f2", "3")
    await live.type(USE)
    await live.type("\n")
    goals = [goal.text for goal in live.other(read_plan, YEAR).goals]
    assert plan.knowledge[0] in goals


def test_a_line_typed_in_a_terminal_of_80_columns_is_stored(home: Path, example_file: Path) -> None:
    shutil.copy(example_file, home / "kmtui.db")
    with kmtui_in_terminal(home) as terminal:
        screen = terminal.wait_for("องค์ความรู้  ")
        rows = [line.strip() for line in screen.split("\n")]
        first = next(at for at, row in enumerate(rows) if row.startswith("เข้าห้องประชุม"))
        wanted = next(at for at, row in enumerate(rows) if row.startswith("องค์ความรู้"))
        terminal.press(*["Down"] * (wanted - first), "Enter")
        terminal.wait_for("จำแนกองค์ความรู้ ปีงบประมาณ")
        terminal.press("F5")
        terminal.type("ทดลองพิมพ์")
        terminal.press("Enter")
        terminal.wait_for("ทดลองพิมพ์")
        terminal.press("Escape", "Escape")
        terminal.wait_for("เข้าห้องประชุม")
        terminal.press("Escape")
        terminal.wait_until_ended()
    open_store(home / "kmtui.db")
    assert KnowledgeItem.select().where(KnowledgeItem.text == "ทดลองพิมพ์").count() == 1
    close_store()

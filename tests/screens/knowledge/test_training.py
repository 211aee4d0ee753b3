"""Trainings by keys: who went, what is owed, what was learnt, the knowledge of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from models.knowledge.records import KnowledgeItem
from models.knowledge.training import (
    TRAINING_KIND,
    TrainingDraft,
    TrainingView,
    add_training,
    read_training,
    trainings_of,
)
from models.knowledge.training_records import (
    Training,
)
from models.people.records import Person
from screens.dialogs.pick import PickDialog
from screens.home.home import HomeScreen
from screens.knowledge.training import TrainingScreen
from screens.knowledge.trainings import TrainingsScreen
from screens.widgets.row_list import RowList
from tests.screens.evidence.live_evidence import YEAR, LiveEvidence, a_live_screen
from tests.screens.people.register_screens import HOSTILE

BEGUN, BACK = date(2021, 1, 10), date(2021, 1, 12)


def a_training(back: date = BACK, title: str = "การจัดการความรู้") -> int:
    person = Person.get(Person.given_name == "น้ำฝน")
    return add_training(TrainingDraft(person.id, title, min(BEGUN, back), back))


def opened() -> TrainingScreen:
    return TrainingScreen(a_training())


def stored(live: LiveEvidence) -> TrainingView:
    found = live.other(lambda: Training.select().order_by(Training.id.desc()).get().id)
    return live.other(read_training, found)


async def test_a_training_is_recorded_and_its_late_report_is_marked(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, lambda: TrainingsScreen(YEAR)) as live:
        assert "กด F5" in live.screen
        await live.press("f5")
        await live.type("น้ำฝน\n")
        await live.type("การจัดการความรู้\n10 ม.ค. 64\n12 ม.ค. 64\nสถาบันฯ\nโคราช\n")
        assert live.is_on(TrainingScreen)
        assert "ครบกำหนด ๒๗ มกราคม ๒๕๖๔" in live.screen
        await live.press("f2")
        await live.press("ctrl+u")
        await live.type("28 ม.ค. 64\n")
        training = stored(live)
        assert (training.returned_on, training.organizer) == (BACK, "สถาบันฯ")
        assert training.report.done_on == date(2021, 1, 28)
        assert "! ทำแล้ว ช้า ๑ วัน" in live.screen
        await live.press("escape")
        await live.until(lambda: "ช้า ๑ วัน" in live.screen)


async def test_crossed_training_days_are_refused_and_nothing_is_stored(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, lambda: TrainingsScreen(YEAR)) as live:
        await live.press("f5")
        await live.type("น้ำฝน\n")
        await live.type("อบรม\n10 ม.ค. 64\n9 ม.ค. 64\n\n\n")
        assert "วันกลับอยู่ก่อนวันเริ่มอบรม" in live.screen
        assert not live.other(trainings_of, YEAR)


async def test_lessons_of_a_training_are_typed_and_become_knowledge(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, opened) as live:
        await live.move_cursor_to_field("learnt")
        await live.press("enter")
        await live.type("ถอดบทเรียน")
        await live.press("f5", "enter")
        item = live.other(KnowledgeItem.get_by_id, stored(live).knowledge_id)
        assert item.text == "การจัดการความรู้"
        row = live.other(Training.get_by_id, stored(live).id)
        assert row.learnt == "ถอดบทเรียน"
        assert "✓ อยู่ในองค์ความรู้แล้ว" in live.screen


async def test_publication_and_follow_up_of_a_training_are_recorded_by_keys(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, opened) as live:
        await live.press("f3")
        await live.press("ctrl+u")
        await live.type("20 ม.ค. 64\nเว็บไซต์\n")
        assert stored(live).publication.state(date.today()) == "ทำแล้วทันกำหนด"
        await live.press("f4")
        await live.type("ปลัด\n")
        await live.press("ctrl+u")
        await live.type("1 มี.ค. 64\n")
        training = stored(live)
        assert training.followed_up_on == date(2021, 3, 1)
        assert training.supervisor


async def test_the_home_screen_lists_overdue_training_duties(tmp_path: Path) -> None:
    def owing() -> None:
        a_training(date.today() - timedelta(days=20), "อบรมเมื่อไม่นานมานี้")

    async with a_live_screen(tmp_path, HomeScreen, owing, size=(120, 40)) as live:
        await live.until(lambda: "✗ เกินกำหนด" in live.screen)
        assert "รายงานผลการเข้ารับการพัฒนา อบรมเมื่อไม่นานมานี้" in live.screen
        rows = live.app.screen.query_one(RowList)
        while "เรื่องที่ครบก" not in row_text(rows):
            await live.press("down")
        await live.press("enter")
        await live.until(lambda: live.is_on(PickDialog))
        await live.type("เผยแพร่")
        await live.press("enter")
        await live.until(lambda: live.is_on(TrainingScreen))


def row_text(rows: RowList) -> str:
    """The row under the cursor."""
    assert rows.highlighted is not None
    return str(getattr(rows.get_option_at_index(rows.highlighted).prompt, "text", ""))


async def test_trainings_show_hostile_text_as_text(tmp_path: Path) -> None:
    def hostile() -> TrainingScreen:
        screen = opened()
        fields = {column.name for column in TRAINING_KIND.columns} - TRAINING_KIND.only_read
        Training.update(dict.fromkeys(fields, HOSTILE)).execute()
        return screen

    async with a_live_screen(tmp_path, hostile) as live:
        assert "[/] [@click=app.quit]x[/]" in live.screen
        await live.press("f3", "escape", "f8", "escape")
        await live.press("f9", "2")
        await live.press("left", "enter")
        assert not live.other(trainings_of, YEAR)

"""A plan table of another program by keys: columns are chosen, then all becomes a draft plan."""

from __future__ import annotations

from pathlib import Path

from models.knowledge.records import KnowledgeKind
from models.knowledge.views import read_classification
from models.plan.views import read_plan
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog
from screens.knowledge.table_import import KNOWLEDGE_TABLE
from screens.lists.table_import import TableImportScreen
from screens.plan.plans import PlansScreen
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, screen_text, toasts
from tests.screens.people.register_screens import answer, press
from tests.word_files import table, write_word

ROWS = [
    ("ที่", "งานที่จะทำ", "ทำอย่างไร", "หน่วยงานที่รับผิดชอบ"),
    ("เป้าหมาย KM : ลดเวลาบริการ", "", "", ""),
    ("1", "การบ่งชี้ความรู้\n- ประชุม", "ระดมสมอง [/]", "กองคลัง"),
    ("2", "การเรียนรู้", "อบรม", "กองคลัง"),
]


async def test_unknown_columns_are_chosen_and_the_plan_is_made(tmp_path: Path) -> None:
    path = write_word(tmp_path / "แผนเดิม.docx", table(ROWS))
    app = RoomsApp(an_office(tmp_path), PlansScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f7", PromptDialog)
        await answer(pilot, f"{path}\n\n", TableImportScreen)
        seen = screen_text(app)
        assert "ไม่รู้ว่าคอลัมน์ใดคือ กิจกรรม" in seen
        assert "? คอลัมน์ ๒" in seen
        await pilot.press("f6")
        await at_rest(pilot)
        assert "ไม่รู้ว่าคอลัมน์ใด" in toasts(app)[-1]
        for column, typed in ((2, "กิจกรรม\n"), (3, "วิธี\n")):
            await pilot.press("home", *["down"] * (column - 1))
            await press(pilot, "enter", PickDialog)
            await answer(pilot, typed, TableImportScreen)
            await at_rest(pilot)
        seen = screen_text(app)
        assert "✓ คอลัมน์ ๒" in seen
        assert "เป้าหมาย ๑  กิจกรรม ๒  ไม่มีที่อยู่ ๐" in seen
        assert "การบ่งชี้ความรู้ / ประชุม / ระดมสมอง [/]" in seen
        await press(pilot, "f6", PlansScreen)
        await at_rest(pilot)
        assert "สร้างร่างแผนปี ๒๕๖๕ แล้ว ๒ กิจกรรม" in toasts(app)[-1]
        plan = await app.workspace.call(read_plan, 2565)
        assert [row.method for row in plan.tables[0].activities] == ["ระดมสมอง [/]", "อบรม"]


async def test_a_classification_table_adds_items_to_a_year(tmp_path: Path) -> None:
    rows = [("กอง", "องค์ความรู้"), ("กองคลัง", "การจัดซื้อแบบใหม่"), ("กองช่าง", "การสำรวจแบบใหม่")]
    path = write_word(tmp_path / "ความรู้.docx", table(rows))
    app = RoomsApp(an_office(tmp_path), TableImportScreen(KNOWLEDGE_TABLE, 2570))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        await answer(pilot, f"{path}\n\n", TableImportScreen)
        assert "เพิ่ม ๒ " in screen_text(app)
        assert "มีอยู่แล้ว" not in screen_text(app)
        await pilot.press("f6")
        await at_rest(pilot)
        assert "๒ รายการ" in toasts(app)[-1]
        stored = await app.workspace.call(read_classification, 2570, KnowledgeKind.KNOWLEDGE)
        made = [item.text for each in stored.divisions for item in each.items]
        assert made == ["การจัดซื้อแบบใหม่", "การสำรวจแบบใหม่"]
